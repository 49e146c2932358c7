"""The shop's own lines in the activity log: what is believed of it, in how few calls, and that it never stops a run."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from generator.model.base import iso_utc
from generator.model.events import Event, EventKind, EventLog, EventReading
from generator.pull.whmcs.event_lines import MOST_PAGES, read_events
from tests.doubles.acting_server import Act, raw
from tests.doubles.activity_log import KEY, MARKED, entry, line, told, with_log
from tests.doubles.scripted_billing import Form, answer, billing, clock, serving
from tests.pull.desk import Script, asked
from tests.pull.samples import NOW, order_row
from tests.pull.short_pulls import ZONE, pull, transport
from tests.sample_company import REPOSITORY

AT = NOW - timedelta(minutes=20)
PAID = Event(EventKind.ORDER_PAID, "1", AT)
SECOND = timedelta(seconds=1)
ORDERS = [order_row(invoiceid=0, amount="0.00")]


def reading(
    entries: Sequence[dict[str, Any]], after: int | None = None, *, filters: bool = True, **how: Any
) -> tuple[EventReading, list[str]]:
    """Return what one pull read of a log, and from which rows on it asked for pages."""
    with serving(with_log(billing(ORDERS), entries, filters=filters)) as server:
        observed = pull(server, log=EventLog((KEY,), after), **how)
        assert [order.id for order in observed.orders] == ["1"], "the listings are read whatever the log says"
        return observed.events, asked(server, "GetActivityLog", "limitstart")


def stands_still() -> float:
    """Tell the same moment always: how much is read must not depend on how fast this machine is."""
    return 0.0


def refused(script: Script) -> EventReading:
    """Return what a pull tells of a log that cannot be had; everything else is read."""
    with serving(script) as server:
        observed = pull(server, log=EventLog((KEY,), 5))
        assert [order.id for order in observed.orders] == ["1"]
        assert len(asked(server, "GetActivityLog", "limitstart")) <= 3
    assert observed.events.events == ()
    assert observed.events.read_to == 5
    return observed.events


def test_without_the_setting_the_log_is_not_asked_for() -> None:
    with serving(with_log(billing(ORDERS), [told(1, "order.paid", 1, AT)])) as server:
        assert pull(server).events == EventReading()
        assert asked(server, "GetActivityLog", "action") == []


def test_every_event_of_the_format_is_read_in_one_call() -> None:
    lines = [told(9 + at, kind, 70 + at, AT + at * SECOND) for at, kind in enumerate(EventKind)]
    found, calls = reading(lines)
    assert found.events == tuple(Event(kind, str(70 + at), AT + at * SECOND) for at, kind in enumerate(EventKind))
    assert (found.read_to, found.told, calls) == (9 + len(EventKind) - 1, (), ["0"])


def test_a_log_without_a_line_is_told_and_used_by_no_run() -> None:
    """Emptied, pruned to nothing, or no hook writes: what is silent says nothing of what changed."""
    found, calls = reading([])
    assert (found.events, found.read_to, found.is_whole, calls) == ((), None, False, ["0"])
    assert [line.partition(":")[0] for line in found.told] == [
        "El registro de actividad de WHMCS no tiene ninguna línea de la tienda"
    ]
    empty = answer({"result": "success", "totalresults": 0, "startnumber": 0})
    assert refused(_only_log(lambda _: empty)) == replace(found, read_to=5)
    assert reading([], after=900)[0] == replace(found, read_to=900), "what was read before stays read"


@pytest.mark.parametrize(
    "description",
    [
        line("order.paid", 1, AT, bytes(32)),
        line("order.paid", 1, AT)[:-1] + "g",
        line("order.paid", 2, AT)[:-33] + line("order.paid", 1, AT)[-33:],
        line("order.paid", 1, AT).upper(),
        line("order.paid", 1, AT) + " - User ID: 7",
        " " + line("order.paid", 1, AT),
        line("order.paid", 1, AT) + "\n",
        line("order.refunded", 1, AT),
        line("order.paid", 0, AT),
        line("order.paid", "01", AT),
        line("order.paid", "9" * 20, AT),
        line("order.paid", "1 1", AT),
        line("order.paid", 1, AT).replace("demoras/1", "demoras/2"),
        line("order.paid", 1, AT).replace("2026-11", "2026-13"),
        f"{MARKED} demoras/1",
        "demoras/1",
        "",
        None,
        7,
        ["demoras/1"],
    ],
)
def test_a_line_of_anybody_else_s_tells_nothing(description: object) -> None:
    """Another shop's MAC, another text under a right MAC, or a client's own text."""
    found, _ = reading([entry(3, description, AT), told(4, "order.paid", 1, AT)], filters=False)
    assert (found.events, found.read_to) == ((PAID,), 4)


def test_forged_lines_are_counted_once_and_never_shown() -> None:
    forged = [told(at, "order.paid", 1, AT, bytes(32)) for at in (3, 4)]
    found, _ = reading(forged)
    assert found.told == ("Líneas del registro de WHMCS que no se usan: 2 con una firma que no es de esta tienda.",)
    assert reading(forged, after=found.read_to)[0] == EventReading(read_to=4, is_whole=True)


def test_the_key_of_either_secret_will_do() -> None:
    old = bytes(range(200, 232))
    lines = [told(1, "order.paid", 1, AT, old), told(2, "order.accepted", 1, AT)]
    with serving(with_log(billing(ORDERS), lines)) as server:
        assert len(pull(server, log=EventLog((KEY, old))).events.events) == 2


def test_what_is_told_again_counts_once_and_what_comes_out_of_order_is_put_right() -> None:
    later = told(3, "order.accepted", 1, AT + SECOND)
    found, _ = reading([later, told(4, "order.paid", 1, AT), told(5, "order.paid", 1, AT)])
    assert found.events == (PAID, Event(EventKind.ORDER_ACCEPTED, "1", AT + SECOND))


def test_a_line_whose_entry_has_another_time_is_not_used() -> None:
    """Somebody copied it, or the shop's clock and the database's differ."""
    copied = entry(3, line("order.paid", 1, AT - timedelta(days=1)), AT)
    odd = [told(at, "order.paid", 1, AT, date=date) for at, date in enumerate(["23/11/2026 08:40", "", None, 7], 4)]
    found, _ = reading([copied, *odd])
    assert (found.events, found.read_to) == ((), 7)
    assert found.told == ("Líneas del registro de WHMCS que no se usan: 5 con otra hora que la del registro.",)


@pytest.mark.parametrize("seconds", [0, 60, 119])
def test_a_log_that_is_written_a_little_later_is_no_other_time(seconds: int) -> None:
    found, _ = reading([entry(3, line("order.paid", 1, AT), AT + seconds * SECOND)])
    assert found.events == (PAID,)


def test_a_moment_to_come_is_not_used() -> None:
    found, _ = reading([told(3, "order.paid", 1, NOW + timedelta(days=365)), told(4, "order.paid", 1, AT)])
    assert (found.events, found.read_to) == ((PAID,), 4)
    assert found.told == ("Líneas del registro de WHMCS que no se usan: 1 futuras.",)


def test_what_happens_while_a_run_is_on_its_way_is_the_next_one_s() -> None:
    found, _ = reading([told(3, "order.paid", 1, AT), told(4, "order.accepted", 1, NOW + 5 * SECOND)])
    assert (found.events, found.read_to, found.told) == ((PAID,), 3, ())


@pytest.mark.parametrize(
    ("local", "side"), [("2026-11-23 09:06:00", "adelantado"), ("2026-11-23 08:54:00", "atrasado")]
)
def test_a_clock_that_is_wrong_is_told_and_no_line_is_used(local: str, side: str) -> None:
    script = with_log(billing(ORDERS), [told(3, "order.paid", 1, AT)])

    def wrong(form: Form) -> Act:
        return clock(local) if form["action"] == "GetAutomationLog" else script(form)

    [told_of] = refused(wrong).told
    assert told_of.startswith(f"El reloj de la facturación está 6 min {side} respecto de su servidor. ")


def _only_log(act: Script) -> Script:
    others = billing(ORDERS)
    return lambda form: act(form) if form["action"] == "GetActivityLog" else others(form)


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (
            answer(
                {"result": "error", "message": 'Invalid Permissions: API action "getactivitylog" is not allowed'}, 403
            ),
            "el rol de la credencial no permite GetActivityLog. Agregue GetActivityLog al rol",
        ),
        (answer({"result": "error", "message": "Command Not Found"}), "«Command Not Found»"),
        (answer({"result": "success", "totalresults": 3, "activity": "nada"}), "«activity» no es una lista"),
        (answer({"result": "success", "activity": {"entry": []}}), "la respuesta no dice cuántas filas"),
        (answer({"result": "success", "totalresults": 3}), "falta «activity» en la respuesta"),
        (raw(b"<html>Just a moment...</html>"), "HTML"),
        (raw(b"", 500), "HTTP 500"),
    ],
)
def test_a_log_that_cannot_be_had_is_one_clear_line_and_stops_nothing(act: Act, why: str) -> None:
    """Refused by the role, disabled, or answered by somebody else."""
    [told_of] = refused(_only_log(lambda _: act)).told
    assert told_of.startswith("Facturación (GetActivityLog): ")
    assert why in told_of
    assert told_of.endswith("La corrida sigue sin los eventos: los momentos quedan como intervalos.")
    assert len(told_of.splitlines()) == 1


ORDERINGS: dict[str, Callable[[list[dict[str, Any]]], list[dict[str, Any]]]] = {
    "newest first": lambda rows: rows[::-1],
    "oldest first": lambda rows: rows,
    "in no order": lambda rows: sorted(rows, key=lambda row: row["id"] * 7 % 31),
    "descending but for one": lambda rows: [*rows[::-1][:5], rows[0], *rows[::-1][5:-1]],
    "ascending but for the last page": lambda rows: [*rows[1:], rows[0]],
}


def _lines(count: int) -> list[dict[str, Any]]:
    return [told(10 + at, "order.paid", 1 + at, AT - timedelta(days=1) + at * SECOND) for at in range(count)]


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("count", [1, 24, 25, 26, 70, 99])
@pytest.mark.parametrize("new", [0, 1, 24, 25, 26, 60])
def test_in_whatever_order_a_log_is_listed_nothing_new_is_missed(ordering: str, count: int, new: int) -> None:
    rows, last = _lines(count), 10 + count - 1
    found, calls = reading(ORDERINGS[ordering](rows), after=last - new, page_size=25)
    assert [event.id for event in found.events] == [str(1 + at) for at in range(max(0, count - new), count)]
    assert found.read_to == last
    if ordering in ("newest first", "oldest first"):
        assert len(calls) <= 2 + min(new, count) // 25 + (ordering == "oldest first")


def test_a_log_that_grows_while_it_is_read_loses_nothing() -> None:
    rows = _lines(60)[::-1]

    def growing(form: Form) -> Act:
        listed = with_log(billing(ORDERS), list(rows))(form)
        if form["action"] == "GetActivityLog":
            rows.insert(0, told(100 + len(rows), "order.accepted", 1, AT))
        return listed

    with serving(growing) as server:
        found = pull(server, log=EventLog((KEY,)), page_size=25).events
    assert [event.id for event in found.events if event.kind is EventKind.ORDER_PAID] == [
        str(at) for at in range(1, 61)
    ]


def test_a_log_that_began_anew_is_read_from_its_beginning() -> None:
    """Restored from a backup, or emptied: its newest entry is older than the one read last."""
    found, _ = reading([told(4, "order.paid", 1, AT)], after=900)
    assert (found.events, found.read_to) == ((PAID,), 4)


def test_ten_thousand_lines_at_once_are_read_and_more_are_left() -> None:
    rows = _lines(10_300)[::-1]
    found, calls = reading(rows[:10_000], monotonic=stands_still)
    assert (len(found.events), found.told, len(calls)) == (10_000, (), MOST_PAGES)
    found, calls = reading(rows, monotonic=stands_still)
    assert (len(found.events), found.read_to, len(calls)) == (10_000, 10 + 10_299, MOST_PAGES)
    assert found.told == ("Hay más líneas de eventos que las 10000 que se leyeron: las más viejas no se usan.",)
    assert not found.is_whole
    assert reading(rows, after=found.read_to) == (EventReading(read_to=found.read_to, is_whole=True), ["0"])


def test_ten_thousand_lines_of_a_forger_cost_no_second_reading() -> None:
    rows = [told(at, "order.paid", 1, AT, bytes(32)) for at in range(10_000, 0, -1)]
    found, _ = reading(rows, monotonic=stands_still)
    assert found.told == ("Líneas del registro de WHMCS que no se usan: 10000 con una firma que no es de esta tienda.",)
    again, calls = reading([told(10_001, "order.paid", 1, AT), *rows], after=found.read_to)
    assert (again.events, calls) == ((PAID,), ["0"])


def test_a_filter_that_is_ignored_changes_nothing() -> None:
    rows = [entry(10 + at, f"{MARKED} changed the profile", AT) for at in range(60)]
    rows[30] = told(40, "order.paid", 1, AT)
    found, _ = reading(rows[::-1], filters=False, page_size=25)
    assert (found.events, found.read_to) == ((PAID,), 69)


def test_no_byte_of_anybody_comes_out() -> None:
    found, _ = reading([entry(3, MARKED, AT), told(4, "order.paid", 1, AT)], filters=False)
    assert "Ana" not in repr(found)
    assert "181.30" not in repr(found)
    assert KEY.hex() not in repr(EventLog((KEY,)))
    assert repr(KEY) not in repr(EventLog((KEY,)))


def test_slow_pages_of_events_leave_the_time_to_the_listings() -> None:
    moments = iter(range(10_000))
    found, calls = reading(_lines(200)[::-1], page_size=10, monotonic=lambda: float(next(moments)), pull_seconds=200)
    assert 1 <= len(calls) < 20
    assert len(found.told) == 1
    assert datetime(2026, 1, 1, tzinfo=UTC) < found.events[0].at


def test_the_reader_takes_the_hook_s_own_lines_and_refuses_what_the_format_refuses() -> None:
    """The vectors of docs/events.md, which the hook's tests read too."""
    vectors = json.loads((REPOSITORY / "tests" / "integrations" / "event_vectors.json").read_text())
    good = {(one["event"], one["id"], one["moment"]): one["line"] for one in vectors["lines"]}
    rows = []
    for number, ((_, _, moment), written) in enumerate(good.items(), 1):
        rows.append(entry(number, written, datetime.fromisoformat(moment)))
    assert vectors["refused"]
    rows += [
        entry(900 + at, one["line"], datetime.fromisoformat("2026-11-23T22:24:00Z"))
        for at, one in enumerate(vectors["refused"])
    ]
    log = EventLog((bytes.fromhex(vectors["key"]),))
    later = datetime(2026, 12, 31, tzinfo=UTC)
    with serving(with_log(billing(), rows, filters=False)) as server, transport(server.url) as opened:
        found = read_events(
            opened, log, page_size=250, zone=ZONE, now=later, clock_error=0 * SECOND, has_time=lambda: True
        )
    assert {(str(event.kind), event.id, iso_utc(event.at)) for event in found.events} == good.keys()
