"""Every refusal of sealing, word for word: a message and what to do, and never a secret, a link or a client's field."""

from __future__ import annotations

import gzip
import hmac
import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.errors import DemorasError
from generator.model.ledger import Ledger
from generator.model.views import ItemView, OrderView
from generator.publish.canonical import canonical
from generator.publish.derived_names import link, order_tag, token
from generator.publish.envelope import LEDGER, SealError, derive, wrap
from generator.publish.ledger_file import open_ledger, seal_ledger
from generator.publish.order_files import seal_order, write_orders
from generator.publish.secret import Secret, Secrets, parse_secret, read_secrets
from tests.proof.random_views import random_view, seeded

SECRET = Secret(bytes(range(32)))
SECRETS = Secrets(SECRET)
RANDOM = seeded(1)
VIEW = next(view for view in (random_view(RANDOM, 1234) for _ in range(100)) if view.items)
TAG = order_tag(SECRET, "prod", "1234")
LOST = (
    "Revise DEMORAS_SECRET (y DEMORAS_SECRET_PREVIOUS si está cambiando de secreto) y «site» en data/company.yml; "
    "si el Ledger se perdió, use la copia guardada con --previous o empiece de cero con --new-ledger."
)
OLDER = "Use una copia anterior con --previous, o empiece de cero con --new-ledger."
OUR_FAULT = "Es una falla del programa: repórtela; el sitio publicado no cambió."
NEW_SECRET = "Genere uno con «demoras new-secret» y guárdelo entre los secretos del entorno."
MISSING_SECRET = (
    "Ponga el que la empresa guarda (en GitHub: Settings → Environments → billing). Sólo si todavía no hay ninguno, "
    "genere uno con «demoras new-secret»: con otro no se abren los enlaces ya enviados."
)
SITE_NAME = "Use hasta 32 letras minúsculas, dígitos o guiones en «site» de data/company.yml."
ORDER_ID = "El identificador interno de un pedido debe ser un número entero."
WHICH_ID = "Use el id que muestra la administración de facturación; para el número público, «--number»."


def _ledger(plain: bytes) -> Callable[[], object]:
    ikm = hmac.digest(SECRET.key, b"ledger/v1\nprod", "sha256")
    return lambda: open_ledger(SECRETS, "prod", wrap(LEDGER, derive(LEDGER, ikm), plain))


def _packed(text: bytes, wbits: int = 31) -> Callable[[], object]:
    packer = zlib.compressobj(wbits=wbits)
    packed = packer.compress(text) + packer.flush()
    return _ledger(struct.pack(">I", len(packed)) + packed)


def _empty(site: str) -> Ledger:
    return Ledger(
        site=site, synced_at=datetime(2026, 1, 1, tzinfo=UTC), calendars={}, orders={}, tickets={}, finished=()
    )


def _opened_but(fault: str) -> tuple[str, str]:
    return f"El Ledger se abrió, pero {fault}.", OLDER


def _refused(name: str, why: str) -> tuple[str, str]:
    return f"El valor de {name} no sirve: {why}", NEW_SECRET


def _huge() -> OrderView:
    item = ItemView.model_validate(VIEW.items[0].model_dump() | {"name": "x" * 70_000, "trace": ()})
    return VIEW.model_copy(update={"items": (item,), "tickets": ()})


def _size(view: OrderView) -> int:
    return len(canonical(view.model_dump(mode="json", exclude_none=True)))


def _misplaced(folder: Path) -> None:
    other = seal_order(SECRET, "prod", 0, VIEW.model_copy(update={"order": "1"}))

    def replace(_what: str, _done: int, _total: int | None) -> None:
        (folder / "pedido" / "d" / other.name).write_bytes(other.data)

    write_orders(folder, secrets=SECRETS, site="prod", revocations={}, views=[VIEW], progress=replace)


def _twice(folder: Path) -> None:
    write_orders(folder, secrets=SECRETS, site="prod", revocations={}, views=[VIEW, VIEW])


def _no_folder(folder: Path) -> None:
    (folder / "pedido").touch()
    write_orders(folder, secrets=SECRETS, site="prod", revocations={}, views=[VIEW])


def _no_words(folder: Path) -> None:
    def broken(_what: str, _done: int, _total: int | None) -> None:
        raise OSError

    write_orders(folder, secrets=SECRETS, site="prod", revocations={}, views=[VIEW], progress=broken)


REFUSALS: list[tuple[Callable[[], object], tuple[str, str]]] = [
    (lambda: token(SECRET, "Prod", "1", 0), ("El nombre de sitio 'Prod' no sirve.", SITE_NAME)),
    (lambda: order_tag(SECRET, "a\nb", "1"), (r"El nombre de sitio 'a\nb' no sirve.", SITE_NAME)),
    (lambda: token(SECRET, "prod", "01", 0), (ORDER_ID, WHICH_ID)),
    (
        lambda: token(SECRET, "prod", "1", -1),
        ("La revisión de un pedido no puede ser negativa.", "La primera es 0."),
    ),
    (lambda: read_secrets({}), ("Falta la variable de entorno DEMORAS_SECRET.", MISSING_SECRET)),
    (
        lambda: read_secrets({"DEMORAS_SECRET": "x"}),
        _refused("DEMORAS_SECRET", "deben ser 64 dígitos hexadecimales."),
    ),
    (
        lambda: parse_secret("00" * 32, "X"),
        _refused("X", "es demasiado regular para ser un secreto."),
    ),
    (
        lambda: parse_secret(bytes(range(32)).hex(), "X"),
        _refused("X", "está impreso en la documentación o las pruebas."),
    ),
    (
        lambda: open_ledger(SECRETS, "prod", b"x"),
        ("El Ledger no se puede abrir: está dañado o se selló con otro secreto o para otro sitio.", LOST),
    ),
    (_ledger(b"abc"), _opened_but("su largo no concuerda")),
    (_ledger(b"\0\0\0\3abc"), _opened_but("no se puede descomprimir")),
    (_packed(b"{}", wbits=15), _opened_but("no se puede descomprimir")),
    (
        _ledger(b"\0\0\0\x0a" + gzip.compress(b"{}")[:10]),
        _opened_but("descomprimido no termina donde debe o pasa de 2 GiB (unos dos millones de pedidos)"),
    ),
    (_packed(b"{"), _opened_but("no contiene JSON")),
    (
        _packed(b'{"v":99}'),
        (
            "El Ledger es de una versión que este programa no conoce.",
            "Lo escribió un programa más nuevo: actualice este antes de seguir.",
        ),
    ),
    (_packed(b'{"v":1,"site":"ana@example.com"}'), _opened_but("le faltan campos o tienen otra forma")),
    (
        _packed(canonical(_empty("otro").model_dump(mode="json"))),
        ("El Ledger es de otro sitio.", "Revise «site» en data/company.yml."),
    ),
    (
        lambda: seal_ledger(SECRETS, "prod", _empty("otro")),
        ("El Ledger es de otro sitio.", "Revise «site» en data/company.yml."),
    ),
    (
        lambda: seal_order(SECRET, "prod", 0, _huge()),
        (
            f"El pedido {TAG} queda sin página: ocupa {_size(_huge())} bytes y entran 65496.",
            "Revise ese pedido en facturación.",
        ),
    ),
]


@pytest.mark.parametrize(("refused", "words"), REFUSALS, ids=range(len(REFUSALS)))
def test_a_refusal_says_what_is_wrong_and_what_to_do(refused: Callable[[], object], words: tuple[str, str]) -> None:
    """Exactly these words, with nothing of the value that was refused but a site's name."""
    with pytest.raises(DemorasError) as caught:
        refused()
    assert (str(caught.value), caught.value.remedy) == words


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (_twice, ("Hay pedidos repetidos entre las páginas por sellar.", OUR_FAULT)),
        (_misplaced, ("Una página sellada no corresponde a su pedido; no se publicó nada.", OUR_FAULT)),
        (
            _no_folder,
            (
                "No se pudieron escribir las páginas de pedidos en {folder} (hay un archivo donde va una carpeta).",
                "Revise los permisos y el espacio libre; el sitio publicado no cambió.",
            ),
        ),
        (
            _no_words,
            (
                "No se pudieron escribir las páginas de pedidos en {folder} (OSError).",
                "Revise los permisos y el espacio libre; el sitio publicado no cambió.",
            ),
        ),
    ],
)
def test_a_publication_that_stops_says_so_and_that_nothing_changed(
    refused: Callable[[Path], None], words: tuple[str, str], tmp_path: Path
) -> None:
    """The operator learns whether to act at once."""
    with pytest.raises(DemorasError) as caught:
        refused(tmp_path)
    assert (str(caught.value).replace(f"{tmp_path}", "{folder}"), caught.value.remedy) == words


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (lambda: canonical({"a": [1.5]}), "a float has no canonical text"),
        (lambda: canonical({"a": {1: 2}}), "a key that is not text has no canonical text"),  # type: ignore[dict-item]
        (lambda: Secret(b"short"), "a secret has 32 bytes"),
    ],
)
def test_a_mistake_of_the_programs_own_is_told_to_its_developer(refused: Callable[[], object], words: str) -> None:
    """In English, and without the value."""
    with pytest.raises((TypeError, ValueError)) as caught:
        refused()
    assert str(caught.value) == words


def test_a_sealed_file_that_does_not_open_always_says_the_same() -> None:
    """These words and no others."""
    error = SealError()
    assert str(error) == "Un archivo sellado no se puede abrir."
    assert error.remedy == "Vuelva a publicar el sitio con «demoras build»."


def test_a_link_is_the_sites_address_with_one_slash_and_the_token() -> None:
    """Other letters at the end of an address stay."""
    for address in ("https://x.example/XX", "https://x.example/XX/", "https://x.example/XX//"):
        assert link(address, bytes(20)) == f"https://x.example/XX/pedido/#{'a' * 32}"
