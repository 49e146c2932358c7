"""The last value inside each limit of the sealing, the first one outside, and constants that no other test spells."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import struct
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from generator.model.base import OrderId
from generator.model.due import TraceDay, Verdict
from generator.model.ledger import Ledger, OrderRecord
from generator.model.states import ItemKind, State
from generator.model.views import OrderView
from generator.publish.canonical import canonical
from generator.publish.derived_names import order_tag
from generator.publish.envelope import LEDGER, ORDER, SealError, derive, unwrap, wrap
from generator.publish.ledger_file import seal_ledger
from generator.publish.order_files import OrderRefusedError, seal_order, write_orders
from generator.publish.seal import LARGEST_PAYLOAD, open_view
from generator.publish.secret import Secret, Secrets, new_secret, parse_secret, read_secrets
from tests.browser import sealing
from tests.proof.random_views import random_view, seeded

SECRET = Secret(bytes(range(32)))
TOKEN = bytes(20)
GOOD = hashlib.sha256(b"a secret of the tests").hexdigest().upper()
COUNTED = TraceDay(date=date(2026, 11, 24), verdict=Verdict.COUNTED, ordinal=1)


def _sized(size: int, *rows: TraceDay) -> OrderView:
    """Return a view whose JSON is just as many bytes long."""
    random = seeded(3)
    view = next(view for view in (random_view(random, 1234) for _ in range(100)) if view.items)
    item = view.items[0].model_copy(update={"trace": rows, "name": ""})
    view = view.model_copy(update={"items": (item,), "tickets": ()})
    missing = size - len(_json(view))
    return view.model_copy(update={"items": (item.model_copy(update={"name": "x" * missing}),)})


def _json(view: OrderView) -> bytes:
    return canonical(view.model_dump(mode="json", exclude_none=True))


def test_a_tag_is_the_hmac_that_the_format_page_says() -> None:
    """Its purpose is part of it, so that no tag can ever be the start of a token."""
    for site, order_id in (("prod", "1234"), ("a-b", "0")):
        text = f"order-tag/v1\n{site}\n{order_id}".encode()
        assert order_tag(SECRET, site, order_id) == hmac.digest(SECRET.key, text, "sha256")[:16].hex()


@pytest.mark.parametrize("where", [0, 1, 1900, -1])
@pytest.mark.parametrize("byte", [1, 0x20, 0x58, 0xFF])
def test_one_byte_of_padding_that_is_not_zero_is_refused(where: int, byte: int) -> None:
    """The first, the last, and any between, also under a good seal."""
    text = b'{"v":1}'
    padding = bytearray(2012 - 4 - len(text))
    padding[where] = byte
    with pytest.raises(SealError):
        open_view(TOKEN, sealing.sealed_bytes(TOKEN, struct.pack(">I", len(text)) + text + padding))


def test_a_length_that_reads_as_negative_is_refused() -> None:
    """Counted from the end, it would point inside."""
    for length in (-1, -2012, -(2**31)):
        plain = (struct.pack(">i", length) + b'{"v":1}').ljust(2012, b"\0")
        with pytest.raises(SealError):
            open_view(TOKEN, wrap(ORDER, derive(ORDER, TOKEN), plain))


def test_an_order_of_the_largest_length_keeps_its_rows_and_one_byte_more_loses_them() -> None:
    """Nothing is dropped before it must be."""
    for size, kept in ((LARGEST_PAYLOAD, 1), (LARGEST_PAYLOAD + 1, 0)):
        view = _sized(size, COUNTED)
        assert len(_json(view)) == size
        opened = open_view(sealing_token(), seal_order(SECRET, "prod", 0, view).data)
        assert opened.count(b'"counted"') == kept


def test_an_order_of_the_largest_length_without_rows_is_sealed_and_one_byte_more_is_refused() -> None:
    """The refusal tells both figures."""
    assert seal_order(SECRET, "prod", 0, _sized(LARGEST_PAYLOAD)).data
    with pytest.raises(OrderRefusedError, match="ocupa 65497 bytes y entran 65496"):
        seal_order(SECRET, "prod", 0, _sized(LARGEST_PAYLOAD + 1))


def test_a_secret_may_be_typed_in_capitals_and_a_new_one_has_64_digits() -> None:
    """Some password stores turn hexadecimal into capitals."""
    assert parse_secret(GOOD, "X") == parse_secret(GOOD.lower(), "X")
    assert len(new_secret()) == 64


def test_the_environments_secrets_may_have_blanks_around_them() -> None:
    """A line break at the end of a file pasted into a secret does no harm, and blanks alone are nothing."""
    found = read_secrets({"DEMORAS_SECRET": f" {GOOD}\n", "DEMORAS_SECRET_PREVIOUS": " \n"})
    assert found == Secrets(parse_secret(GOOD, "X"))


def test_orders_can_be_written_into_a_folder_that_is_there_already(tmp_path: Path) -> None:
    """The second time the same files hold the same bytes."""
    view = random_view(seeded(8), 1)
    for _ in range(2):
        assert write_orders(tmp_path, secrets=Secrets(SECRET), site="prod", revocations={}, views=[view]).files == 1
    assert len(list((tmp_path / "pedido" / "d").iterdir())) == 1


def test_the_ledger_is_packed_at_level_6_and_tells_no_time_of_packing() -> None:
    """So the same Ledger is the same file; here one large enough that every level packs it differently."""
    ledger = _large_ledger()
    text = canonical(ledger.model_dump(mode="json"))
    keys = derive(LEDGER, hmac.digest(SECRET.key, b"ledger/v1\nprod", "sha256"))
    plain = unwrap(LEDGER, keys, seal_ledger(Secrets(SECRET), "prod", ledger))
    assert len({gzip.compress(text, level, mtime=0) for level in range(1, 10)}) == 9
    packed = gzip.compress(text, 6, mtime=0)
    assert plain == struct.pack(">I", len(packed)) + packed
    assert plain[4:14] == bytes.fromhex("1f8b0800000000000003")[:8] + packed[8:10]


def _large_ledger() -> Ledger:
    random, start = seeded(4), datetime(2026, 1, 1, tzinfo=UTC)
    orders = {}
    for number in range(300):
        moment = start + timedelta(seconds=random.randrange(10**7))
        item = {"kind": ItemKind.PRODUCT, "id": str(random.randrange(10**6)), "name": "Plan", "service": None}
        record = OrderRecord.model_validate(
            {
                "id": str(number),
                "number": str(random.randrange(10**10)),
                "placed_at": moment,
                "changed_at": moment,
                "items": [item | {"state": State.ACTIVE, "since": moment}],
            }
        )
        orders[OrderId(str(number))] = record
    return Ledger(site="prod", synced_at=start, calendars={}, orders=orders, tickets={}, finished=())


def sealing_token() -> bytes:
    """Return order 1234's token, from the format page alone."""
    return hmac.digest(SECRET.key, b"order-link/v1\nprod\n1234\n0", "sha256")[:20]
