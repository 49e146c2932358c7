"""The Ledger of the last run, read from the published site, from its folder or from one file."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from generator.errors import LedgerError, UnknownVersionError, UsageError, refusal
from generator.model.ledger import Ledger
from generator.publish.heartbeat import HEARTBEAT_PATH, parse_heartbeat
from generator.publish.ledger_file import LEDGER_PATH, open_ledger
from generator.publish.published_site import PublishedSite, site_root
from generator.publish.secret import Secrets
from generator.publish.staging import heal

LARGEST_LEDGER = 512 * 1024 * 1024
LARGEST_HEARTBEAT = 64 * 1024
LONGEST_LAG_SECONDS = 30.0
PAUSE_SECONDS = 5.0
"""Between two tries: an edge cache forgets within minutes, and asking more often does not hurry it."""


def read_ledger(
    location: str,
    secrets: Secrets,
    site: str,
    *,
    unique: Callable[[], str],
    sleep: Callable[[float], None] = time.sleep,
    monotonic: Callable[[], float] = time.monotonic,
    deadline_seconds: float = 180.0,
    call_seconds: float = 30.0,
    newer_than: datetime | None = None,
    with_texts: bool = False,
) -> tuple[Ledger, bytes]:
    """Return the published Ledger and its sealed bytes.

    Args:
        location: a site's address, a site's folder, or a sealed Ledger's file.
        secrets: the secrets it may be sealed with.
        site: the installation it must be of.
        unique: gives a new query each time, so that no cache answers.
        sleep: waits between tries.
        monotonic: seconds that never go back.
        deadline_seconds: how long a heartbeat and a Ledger may take to fit.
        call_seconds: the limit of one request.
        newer_than: a moment after which one was published; for an older one a site is asked again for a while, since
            its host may lag behind what was just published.
        with_texts: as `open_ledger` takes it.

    Raises:
        UsageError: the address is not one that may be read.
        UnreachableError: the site does not answer, or not as it should.
        LedgerError: there is no Ledger, it does not fit the heartbeat, or it does not open.
        UnknownVersionError: the Ledger or its heartbeat was written by a newer program.

    """
    if "://" not in location:
        data = _local(Path(location))
        return open_ledger(secrets, site, data, with_texts=with_texts), data
    with PublishedSite(site_root(location)) as published:

        def get(path: str, largest: int, left: float) -> bytes | None:
            seconds = min(call_seconds, max(left, 1.0))
            return published.fetch(f"{path}?sin-cache={unique()}", largest=largest, seconds=seconds)

        data = _fitting(get, location, sleep, monotonic, deadline_seconds, newer_than)
    return open_ledger(secrets, site, data, with_texts=with_texts), data


def _fitting(
    get: Callable[[str, int, float], bytes | None],
    location: str,
    sleep: Callable[[float], None],
    monotonic: Callable[[], float],
    deadline_seconds: float,
    newer_than: datetime | None,
) -> bytes:
    """Return the Ledger that the heartbeat speaks of; a cache may serve either of them old for minutes."""
    begin = monotonic()
    end = begin + deadline_seconds
    while True:
        beat = get(HEARTBEAT_PATH, LARGEST_HEARTBEAT, end - monotonic())
        data = get(LEDGER_PATH, LARGEST_LEDGER, end - monotonic())
        if data is None and beat is None:
            raise _no_ledger(location)
        if data is not None and beat is not None and _fits(beat, data):
            lags = newer_than is not None and parse_heartbeat(beat).synced_at < newer_than
            if not lags or monotonic() + PAUSE_SECONDS > begin + LONGEST_LAG_SECONDS:
                return data
        if monotonic() + PAUSE_SECONDS > end:
            raise _never_fitted(deadline_seconds)
        sleep(PAUSE_SECONDS)


def _fits(beat: bytes, data: bytes) -> bool:
    try:
        return parse_heartbeat(beat).fits(data)
    except UnknownVersionError:
        raise
    except LedgerError:
        # A host that answers a page for whatever is missing; the next try may find the file.
        return False


def _local(place: Path) -> bytes:
    if not place.exists():
        # A publication killed between two renames leaves the site beside its place.
        heal(place)
    if not place.is_dir():
        data = _bytes(place, LARGEST_LEDGER)
        if data is None:
            raise LedgerError(
                f"No existe el Ledger {place}.", "Revise la ruta; en la primera corrida use --new-ledger."
            )
        return data
    data, beat = _bytes(place / LEDGER_PATH, LARGEST_LEDGER), _bytes(place / HEARTBEAT_PATH, LARGEST_HEARTBEAT)
    if data is None:
        raise _no_ledger(place)
    if beat is None or not _fits(beat, data):
        raise LedgerError(
            f"En {place}, latido.json y ledger.bin no son de la misma corrida.",
            "Copie la carpeta entera otra vez, o indique con --previous el archivo del Ledger guardado.",
        )
    return data


def _bytes(path: Path, largest: int) -> bytes | None:
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise LedgerError(f"No se pudo leer {path} ({refusal(error)}).", "Revise la ruta y los permisos.") from None
    if len(data) > largest:
        raise UsageError(f"{path} pasa de {largest} bytes: no es un Ledger.", "Revise la ruta.")
    return data


def _no_ledger(place: str | Path) -> LedgerError:
    return LedgerError(
        f"No hay un Ledger publicado en {place}.",
        "Revise la dirección o carpeta; si esta es la primera corrida, use --new-ledger.",
    )


def _never_fitted(seconds: float) -> LedgerError:
    return LedgerError(
        f"Durante {seconds:g} segundos el sitio sirvió un latido.json y un ledger.bin de corridas distintas.",
        "Espere a que la caché del sitio se renueve y pruebe de nuevo, o indique con --previous el Ledger guardado.",
    )
