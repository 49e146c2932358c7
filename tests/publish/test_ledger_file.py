"""The sealed Ledger and its heartbeat: what comes back, with which secret, and what every failure says."""

from __future__ import annotations

import gzip
import hmac
import json
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import LedgerError, UnknownVersionError
from generator.model.base import OrderId, TicketId
from generator.model.ledger import ItemRecord, Ledger, OrderRecord
from generator.model.record import AsRead
from generator.model.states import ItemKind, LineKind, State
from generator.publish import ledger_file
from generator.publish.canonical import canonical
from generator.publish.envelope import LEDGER, derive, wrap
from generator.publish.heartbeat import Heartbeat, heartbeat_file, heartbeat_for, parse_heartbeat
from generator.publish.ledger_file import open_ledger, seal_ledger
from generator.publish.secret import Secret, Secrets

VERSION_BYTE = 4
GOLDEN = Path(__file__).parents[1] / "golden" / "ledger"
SECRETS = Secrets(Secret(bytes(range(32))))
EMPTY = Ledger(
    site="prod", synced_at=datetime(2026, 1, 1, tzinfo=UTC), calendars={}, orders={}, tickets={}, finished=()
)


def _wrapped(plain: bytes) -> bytes:
    return wrap(LEDGER, derive(LEDGER, hmac.digest(SECRETS.current.key, b"ledger/v1\nprod", "sha256")), plain)


def _packed(text: bytes) -> bytes:
    packed = gzip.compress(text, mtime=0)
    return _wrapped(struct.pack(">I", len(packed)) + packed)


@pytest.mark.parametrize(("version", "tickets"), [("v1", 1), ("v2", 2), ("v3", 2)])
def test_every_version_of_the_ledger_still_opens_to_what_it_held(version: str, tickets: int) -> None:
    """A golden file per version ever published; beside it, its JSON for people to read."""
    opened = open_ledger(SECRETS, "prod", (GOLDEN / f"{version}.bin").read_bytes())
    held = json.loads((GOLDEN / f"{version}.json").read_bytes())
    assert opened == Ledger.model_validate({**held, "v": 3})
    assert len(opened.orders) == len(opened.calendars) == len(opened.finished) == 1
    assert len(opened.tickets) == tickets


@pytest.mark.parametrize("version", ["v1", "v2", "v3"])
def test_a_ledger_read_with_its_texts_is_the_same_and_knows_them_where_it_is_of_today_s_version(version: str) -> None:
    """Each text is what would be written of its record; what is older is read as ever."""
    sealed = (GOLDEN / f"{version}.bin").read_bytes()
    plain, opened = open_ledger(SECRETS, "prod", sealed), open_ledger(SECRETS, "prod", sealed, with_texts=True)
    assert (opened, opened.canonical()) == (plain, plain.canonical())
    for records in (opened.orders, opened.tickets):
        assert isinstance(records, AsRead) == (version == "v3")
        if isinstance(records, AsRead):
            assert {key: bytes(text) for key, text in records.texts.items()} == {
                key: record.canonical() for key, record in records.items()
            }


def test_what_version_2_added_is_empty_in_version_1_and_comes_back_in_its_own() -> None:
    """A Ledger of the first version knows nothing of messages, departments or rows kept back."""
    one, two = (open_ledger(SECRETS, "prod", (GOLDEN / f"{name}.bin").read_bytes()) for name in ("v1", "v2"))
    first, second = one.tickets[TicketId("9")], two.tickets[TicketId("9")]
    assert (first.thread, first.department, one.kept_back_orders, one.kept_back_tickets) == (None, "", {}, {})
    assert second.thread is not None
    assert (second.thread.answered_at, second.department) == (datetime(2026, 11, 20, 13, 40, tzinfo=UTC), "2")
    assert two.tickets[TicketId("10")].order is None
    assert two.kept_back_orders[OrderId("1234")].field == "date"
    assert two.kept_back_tickets[TicketId("11")].field == "reply.date"
    assert [(item.told, two.orders[OrderId("1234")].seen_at) for item in two.orders[OrderId("1234")].items] == [
        (None, None)
    ] * 3


def test_what_version_3_added_comes_back_in_its_own() -> None:
    """What was told before runs that could not tell, the last run that could read an order, and its lines' kinds."""
    three = open_ledger(SECRETS, "prod", (GOLDEN / "v3.bin").read_bytes())
    order = three.orders[OrderId("1234")]
    assert order.seen_at == datetime(2026, 11, 20, 14, tzinfo=UTC)
    assert (three.billing_zone, three.raised_revisions) == ("America/Argentina/Buenos_Aires", {OrderId("1234"): 1})
    assert three.past_orders == {OrderId("1200"): "9f2c61d07be458a3"}
    assert three.events_read_to == 90210
    assert next(ticket.closed_at for ticket in three.tickets.values()) == datetime(2026, 11, 20, 14, 24, tzinfo=UTC)
    assert (three.run, three.earlier_runs[0]) == (41, datetime(2026, 11, 20, 14, 30, tzinfo=UTC))
    two = open_ledger(SECRETS, "prod", (GOLDEN / "v2.bin").read_bytes())
    assert two.events_read_to is None
    assert (two.billing_zone, two.raised_revisions, two.past_orders, two.earlier_runs, two.run) == ("", {}, {}, (), 0)
    told = order.items[1].told
    assert told is not None
    assert (told.state, told.at) == (State.ACTIVE, datetime(2026, 11, 20, 13, 30, tzinfo=UTC))
    assert [item.line for item in order.items] == [LineKind.PRODUCT, LineKind.TRANSFER, None]
    assert json.loads((GOLDEN / "v3.json").read_bytes()) == three.model_dump(mode="json")


def test_a_ledger_opens_to_an_equal_one_and_the_same_ledger_gives_the_same_bytes(
    ledger: Ledger, secrets: Secrets
) -> None:
    """Its file starts as the format says and has no padding."""
    sealed = seal_ledger(secrets, "prod", ledger)
    assert open_ledger(secrets, "prod", sealed) == ledger
    assert seal_ledger(secrets, "prod", ledger) == sealed
    assert sealed[:8] == bytes.fromhex("4c45444701000000")


def test_the_previous_secret_opens_what_it_sealed_and_the_current_seals_the_next(
    ledger: Ledger, rotating: Secrets, secrets: Secrets, previous: Secret
) -> None:
    """After one run of a rotation the previous secret is no longer needed."""
    old = seal_ledger(Secrets(previous), "prod", ledger)
    assert open_ledger(rotating, "prod", old) == ledger
    assert open_ledger(secrets, "prod", seal_ledger(rotating, "prod", ledger)) == ledger
    with pytest.raises(LedgerError, match="no se puede abrir"):
        open_ledger(secrets, "prod", old)


@given(st.data())
def test_a_ledger_with_any_changed_byte_does_not_open_and_says_what_to_do(data: st.DataObject) -> None:
    """The same words each time, with the variables to look at."""
    sealed = bytearray(seal_ledger(SECRETS, "prod", EMPTY))
    place = data.draw(st.integers(0, len(sealed) - 1).filter(lambda place: place != VERSION_BYTE))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(LedgerError) as caught:
        open_ledger(SECRETS, "prod", bytes(sealed))
    assert "está dañado o se selló con otro secreto" in str(caught.value)
    assert "DEMORAS_SECRET" in caught.value.remedy
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("version", [0, 2, 255])
def test_a_seal_of_another_version_is_refused_as_that(version: int) -> None:
    """Its operator is told to update, not to look for another secret."""
    sealed = bytearray(seal_ledger(SECRETS, "prod", EMPTY))
    sealed[VERSION_BYTE] = version
    with pytest.raises(UnknownVersionError, match="El Ledger es de una versión que") as caught:
        open_ledger(SECRETS, "prod", bytes(sealed))
    assert "actualice" in caught.value.remedy
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no se puede abrir"),
        (b"<!doctype html>" * 10, "no se puede abrir"),
        (_wrapped(b""), "largo"),
        (_wrapped(b"\0\0\0\5abc"), "largo"),
        (_wrapped(b"\0\0\0\3abc"), "descomprimir"),
        (_wrapped(b"\0\0\0\3" + gzip.compress(b"{}")[:3]), "termina"),
        (_packed(b"not json"), "no contiene JSON"),
        (_packed(b"[]"), "no dice de qué versión"),
        (_packed(EMPTY.canonical().replace(b',"v":3', b"")), "no dice de qué versión"),
        (_packed(b'{"v":4}'), "versión"),
        (_packed(b'{"v":true}'), "versión"),
        (_packed(b'{"v":1,"site":"a-client-field"}'), "campos"),
        (_packed(b'{"v":2,"site":"a-client-field"}'), "campos"),
        (_packed(b'{"v":3,"site":"a-client-field\xff"}'), "campos"),
        (_packed(canonical({**EMPTY.model_dump(mode="json"), "site": "otro"})), "otro sitio"),
    ],
)
def test_each_fault_behind_a_good_seal_has_its_words_and_a_remedy(data: bytes, words: str) -> None:
    """No value that was found is repeated."""
    with pytest.raises(LedgerError, match=words) as caught:
        open_ledger(SECRETS, "prod", data)
    assert caught.value.remedy
    assert "a-client-field" not in f"{caught.value}{caught.value.remedy}"


def test_a_small_file_that_unpacks_into_more_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only as much as the limit is ever unpacked; the words tell it as orders."""
    monkeypatch.setattr(ledger_file, "LARGEST_JSON", 1024**2)
    block = gzip.compress(bytes(1024**2 + 1), compresslevel=1, mtime=0)
    with pytest.raises(LedgerError, match=r"2 GiB \(unos dos millones de pedidos\)"):
        open_ledger(SECRETS, "prod", _wrapped(struct.pack(">I", len(block)) + block))


def test_a_ledger_that_no_run_could_read_again_is_not_sealed(
    ledger: Ledger, secrets: Secrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run before stays the last one; the words tell how many orders and tickets it would hold."""
    text = ledger.canonical()
    monkeypatch.setattr(ledger_file, "LARGEST_JSON", len(text))
    assert open_ledger(secrets, "prod", seal_ledger(secrets, "prod", ledger)) == ledger
    monkeypatch.setattr(ledger_file, "LARGEST_JSON", len(text) - 1)
    with pytest.raises(LedgerError, match="con 1 pedidos y 1 tickets"):
        seal_ledger(secrets, "prod", ledger)


def test_a_ledger_beyond_the_old_limit_comes_back_whole() -> None:
    """Of 80,000 orders with long names: more than the 256 MiB of JSON that were the limit once."""
    one = OrderRecord(
        id=OrderId("1"),
        number="7858259149",
        placed_at=EMPTY.synced_at,
        changed_at=EMPTY.synced_at,
        items=(
            ItemRecord(
                kind=ItemKind.PRODUCT,
                id="77",
                name="Páginas Web - Portal Noticioso " * 110,
                service=None,
                state=State.ACTIVE,
                since=EMPTY.synced_at,
            ),
        ),
    )
    large = EMPTY.model_copy(update={"orders": dict.fromkeys(map(OrderId, map(str, range(80_000))), one)})
    assert len(large.canonical()) > 256 * 1024**2
    assert len(open_ledger(SECRETS, "prod", seal_ledger(SECRETS, "prod", large)).orders) == 80_000


def test_a_ledger_of_another_site_is_not_sealed_here(secrets: Secrets) -> None:
    """A changed `site` in the data is found before anything is written."""
    with pytest.raises(LedgerError, match="otro sitio"):
        seal_ledger(secrets, "prueba", EMPTY)


def test_a_heartbeat_tells_which_ledger_it_was_published_with() -> None:
    """Its file is canonical JSON and reads back as it was."""
    beat = heartbeat_for(datetime(2026, 11, 20, 15, tzinfo=UTC), 30, b"sealed")
    assert json.loads(heartbeat_file(beat)) == {
        "v": 1,
        "synced_at": "2026-11-20T15:00:00Z",
        "interval_minutes": 30,
        "ledger_sha256": "c9d0036bed6744bcdf692fc980d8717d7e5f5a4f4e8266b4a84982602fb1cd09",
    }
    assert parse_heartbeat(heartbeat_file(beat)) == beat
    assert beat.fits(b"sealed")
    assert not beat.fits(b"other")


@pytest.mark.parametrize("data", [b'{"v":2}', b'{"v":0,"synced_at":"x"}', b'{"v":-1}'])
def test_a_heartbeat_of_another_version_is_refused_as_that(data: bytes) -> None:
    """Whatever else stands in it."""
    with pytest.raises(UnknownVersionError, match=r"latido\.json es de una versión que"):
        parse_heartbeat(data)


@pytest.mark.parametrize("wrong", [{"v": True}, {"v": "1"}, {"v": 1.0}, {"v": None}, {}])
def test_a_heartbeat_without_a_version_is_none(wrong: dict[str, object]) -> None:
    """It is never taken for the first."""
    beat = json.loads(heartbeat_file(heartbeat_for(datetime(2026, 11, 20, 15, tzinfo=UTC), 30, b"sealed")))
    del beat["v"]
    with pytest.raises(LedgerError, match=r"latido\.json no tiene la forma"):
        parse_heartbeat(json.dumps(beat | wrong).encode())


@pytest.mark.parametrize("data", [b"", b"<html>", b"{}", b"[" * 100_000, b"\xff", b"[]", b"1", b'{"v":1}'])
def test_bytes_that_are_no_heartbeat_are_told_so(data: bytes) -> None:
    """A host that answers a page for everything must not pass for a site."""
    with pytest.raises(LedgerError, match=r"latido\.json"):
        parse_heartbeat(data)


def test_a_heartbeat_cannot_be_changed_or_hold_anything_else() -> None:
    """It is a frozen value like all others."""
    with pytest.raises(ValueError, match="ledger_sha256"):
        Heartbeat(v=1, synced_at=datetime(2026, 1, 1, tzinfo=UTC), interval_minutes=5, ledger_sha256="x")
