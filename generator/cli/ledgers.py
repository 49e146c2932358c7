"""How every command that needs a Ledger reads it: from a folder, a file or the published site."""

from __future__ import annotations

import secrets as random_source
from datetime import datetime
from pathlib import Path

from generator.cli.progress_line import ProgressLine
from generator.cli.terminal import Terminal
from generator.compute.ledger_guard import WrittenRun
from generator.errors import LedgerError, UnknownVersionError, UnreachableError, UsageError
from generator.model.base import iso_utc
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.publish.ledger_source import read_ledger
from generator.publish.secret import Secrets

LONGEST_LOOK_SECONDS = 10.0
"""For a live Ledger that should not be there."""


def shown_ledger_at(location: str, catalog: Catalog, secrets: Secrets, terminal: Terminal) -> Ledger:
    """Return the Ledger of a folder, file or published site, telling whoever waits for it."""
    with ProgressLine(terminal.err) as progress:
        progress("Ledger", 0, None)
        return ledger_at(location, catalog, secrets)[0]


def ledger_at(
    location: str,
    catalog: Catalog,
    secrets: Secrets,
    newer_than: datetime | None = None,
    *,
    with_texts: bool = False,
) -> tuple[Ledger, bytes]:
    """Return the Ledger of a folder, file or published site, with the sealed bytes it was read from.

    For one that is not `newer_than` a moment a site is asked again for a while; `with_texts` as `open_ledger` takes it.
    """
    site = catalog.company.site
    return read_ledger(location, secrets, site, unique=_query, newer_than=newer_than, with_texts=with_texts)


def refuse_live(location: str, catalog: Catalog, secrets: Secrets) -> None:
    """Refuse to begin a new Ledger while the live one opens: all that was first seen when would be lost with it.

    Raises:
        LedgerError: it opens.
        UnknownVersionError: it was written by a newer program.

    """
    try:
        seconds = LONGEST_LOOK_SECONDS
        live, _ = read_ledger(
            location, secrets, catalog.company.site, unique=_query, deadline_seconds=seconds, call_seconds=seconds
        )
    except UnknownVersionError:
        raise
    except (LedgerError, UnreachableError, UsageError):
        # None yet, or lost, or of another secret: what a new one is for.
        return
    raise LedgerError(
        f"El Ledger publicado se abre bien: es de la corrida {live.run}, del {iso_utc(live.synced_at)}. Uno nuevo "
        "olvidaría desde cuándo está cada pedido en su etapa y los plazos ya dados.",
        "Siga desde ese. Si igual hay que empezar de cero, use --discard-live además de lo ya pedido.",
    )


def written_at(place: Path, catalog: Catalog, secrets: Secrets) -> WrittenRun | None:
    """Return which run on this machine wrote last where this one will write; None where nothing of it opens."""
    if not place.is_file():
        return None
    try:
        ledger = read_ledger(str(place), secrets, catalog.company.site, unique=_query)[0]
    except (LedgerError, UsageError):
        return None
    return WrittenRun(ledger.run, ledger.synced_at)


def _query() -> str:
    return random_source.token_hex(8)
