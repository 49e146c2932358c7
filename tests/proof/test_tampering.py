"""A sealed file changed in any way never opens: each bit, each length, each other order's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from generator.errors import LedgerError
from generator.model.ledger import Ledger
from generator.publish.derived_names import link, token
from generator.publish.envelope import SealError
from generator.publish.ledger_file import open_ledger, seal_ledger
from generator.publish.seal import SIZES, open_view, seal_view
from generator.publish.secret import Secret, Secrets
from tests.proof.conftest import Opened, Site

SECRET = Secret(bytes(range(32)))
TOKEN = token(SECRET, "prod", "1234", 0)
PAYLOAD = b'{"order":"7858259149","v":1}'
FILE = seal_view(TOKEN, PAYLOAD).data
WORDS = str(SealError())
EMPTY = Ledger(
    site="prod", synced_at=datetime(2026, 1, 1, tzinfo=UTC), calendars={}, orders={}, tickets={}, finished=()
)


def flipped(data: bytes, bit: int) -> bytes:
    """Return the same bytes but for one bit."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def opens(order_token: bytes, data: bytes) -> bool:
    """Return whether a file opens; where it does not, it must say so in the one way there is."""
    try:
        open_view(order_token, data)
    except SealError as error:
        if (str(error), error.__cause__, error.__suppress_context__) != (WORDS, None, error.__context__ is not None):
            raise
        return False
    return True


def test_no_single_bit_of_a_file_can_change() -> None:
    """All 16,384 of them: header, nonce, ciphertext and tag."""
    assert opens(TOKEN, FILE)
    assert [bit for bit in range(len(FILE) * 8) if opens(TOKEN, flipped(FILE, bit))] == []


@pytest.mark.parametrize("size", SIZES)
def test_no_shorter_or_longer_form_of_a_file_opens(size: int) -> None:
    """Every truncation from either end, and every longer file of an allowed length."""
    full = seal_view(TOKEN, PAYLOAD.ljust(size - 40)).data
    assert len(full) == size
    assert opens(TOKEN, full)
    assert [length for length in range(size) if opens(TOKEN, full[:length])] == []
    assert [length for length in range(size) if opens(TOKEN, full[size - length :])] == []
    assert [longer for longer in SIZES if longer > size and opens(TOKEN, full.ljust(longer, b"\0"))] == []
    assert not opens(TOKEN, full + b"\0")


def test_no_order_opens_another_orders_file() -> None:
    """Sixty orders of two sites and two revisions: each file opens with its own token and with no other."""
    tokens = [
        token(SECRET, site, str(n), revision) for site in ("prod", "prueba") for n in range(15) for revision in (0, 1)
    ]
    files = [seal_view(one, PAYLOAD).data for one in tokens]
    opened = {(a, b) for a, one in enumerate(tokens) for b, data in enumerate(files) if opens(one, data)}
    assert opened == {(n, n) for n in range(60)}


def test_no_two_files_can_be_mixed() -> None:
    """Header, nonce, ciphertext and tag of two good files of one order, in all combinations but the two whole ones."""
    other = seal_view(TOKEN, PAYLOAD.replace(b"7", b"8")).data
    cuts = [slice(0, 8), slice(8, 20), slice(20, -16), slice(-16, None)]
    mixtures = {b"".join((FILE, other)[n >> at & 1][cut] for at, cut in enumerate(cuts)) for n in range(16)}
    assert {data for data in mixtures if opens(TOKEN, data)} == {FILE, other}
    assert len(mixtures) == 8


def test_no_single_bit_or_shorter_form_of_the_ledger_opens() -> None:
    """Nor with another site's name; the same words each time."""
    sealed = seal_ledger(Secrets(SECRET), "prod", EMPTY)
    assert open_ledger(Secrets(SECRET), "prod", sealed) == EMPTY
    changed = [flipped(sealed, bit) for bit in range(len(sealed) * 8)] + [sealed[:n] for n in range(len(sealed))]
    for data in [*changed, sealed + b"\0"]:
        with pytest.raises(LedgerError, match=r"no se puede abrir|es de una versión que"):
            open_ledger(Secrets(SECRET), "prod", data)
    with pytest.raises(LedgerError, match="no se puede abrir"):
        open_ledger(Secrets(SECRET), "prueba", sealed)


def test_the_order_page_refuses_a_bit_of_every_byte_and_a_cut_at_every_kind_of_place(
    site: Site, opened: Opened
) -> None:
    """2,048 changed files, each under a token of its own, and some shortened ones; untouched, each would open."""
    published = list(_spoilt())
    for order_token, data in published:
        (site.folder / "pedido" / "d" / seal_view(order_token, PAYLOAD).name).write_bytes(data)
    answers = opened([link("", order_token).partition("#")[2] for order_token, _ in published])
    assert answers[0] == {"view": {"order": "7858259149", "v": 1}}
    assert answers[1:] == [{"failure": "unreadable"}] * (len(published) - 1)


def _spoilt() -> Iterator[tuple[bytes, bytes]]:
    tokens = (token(SECRET, "prod", str(number), 0) for number in range(10_000))
    one = next(tokens)
    yield one, seal_view(one, PAYLOAD).data
    for byte in range(2048):
        one = next(tokens)
        yield one, flipped(seal_view(one, PAYLOAD).data, byte * 8 + byte % 8)
    for length in (0, 1, 7, 8, 19, 20, 35, 36, 40, 1024, 2032, 2047):
        one = next(tokens)
        yield one, seal_view(one, PAYLOAD).data[:length]
    for longer in (2049, 4096, 65536, 65537, 10**6):
        one = next(tokens)
        yield one, seal_view(one, PAYLOAD).data.ljust(longer, b"\0")
    one = next(tokens)
    yield one, seal_view(next(tokens), PAYLOAD).data
