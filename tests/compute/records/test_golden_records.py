"""Ten orders over a holiday, a pause and a closing, run after run, with every figure worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from generator.compute.records.kept_promises import records_of
from generator.model.base import GroupId, ServiceId
from generator.model.events import Event, EventKind, EventReading
from generator.model.ledger import Ledger
from generator.model.observed import ObservedOrder
from generator.model.records import DayMark, Figures, Span
from generator.model.states import Payment, ServiceStatus
from tests.compute.shop import after, catalog, item, order, seen, service

COMPANY = catalog(noticias=service("2 días hábiles", "payment_credited", "pago", "dominio"))
NEWS = ServiceId("noticias")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026 by the clock of Buenos Aires, three hours behind UTC."""
    return (
        datetime(2026, 11, day, hour + 3, minute, tzinfo=UTC)
        if hour < 21
        else datetime(2026, 11, day + 1, hour - 21, minute, tzinfo=UTC)
    )


# Tuesday 17 is day 0, two business days are up on Thursday 19 at 18:00; Monday 23 is a holiday.
PAID = {number: at(17, 10) for number in range(1, 10)} | {10: at(24, 10)}
ACTIVE = {
    1: at(17, 16),  # on day 0: within 0
    2: at(18, 12),  # 1
    3: at(18, 18),  # at the closing: 1
    4: at(19, 9),  # 2
    5: at(19, 18),  # at the closing that it was promised by: 2
    6: at(19, 18, 1),  # a minute later: 3, late
    7: at(24, 10),  # Friday is 3, Monday is none, Tuesday is 4: late
    8: at(24, 9, 30),  # paused on Wednesday and Thursday, so that Friday is 1 and Tuesday is 2
    9: at(25, 18),  # 5, late
    10: at(26, 18),  # 2
}
PAUSED = at(18, 9, 30), at(19, 10)
RUNS = [at(17, 10, 30), PAUSED[0], at(18, 13), PAUSED[1], at(19, 20), at(24, 10, 30), at(25, 12), at(27, 19)]


def as_of(number: int, now: datetime) -> ObservedOrder:
    """Return what billing says of an order at a run."""
    is_active = ACTIVE[number] <= now
    waits = number == 8 and PAUSED[0] <= now < PAUSED[1]
    return order(
        item("Webs - Noticias", ServiceStatus.ACTIVE if is_active else ServiceStatus.PENDING, number=number),
        number=number,
        placed_at=PAID[number],
        # A payment that the bank took back is waited for.
        payment=Payment.UNPAID if waits else Payment.PAID,
        paid_at=None if waits else PAID[number],
    )


def ledger_of(runs: Sequence[datetime]) -> Ledger:
    """Return the Ledger after runs, each of which read the lines that the shop wrote since the one before."""
    pulls, before = [], at(1, 0)
    for now in runs:
        orders = [as_of(number, now) for number, paid in PAID.items() if paid <= now]
        lines = sorted((moment, number) for number, moment in ACTIVE.items() if before < moment <= now)
        events = tuple(Event(EventKind.SERVICE_CREATED, str(number), moment) for moment, number in lines)
        pulls.append(seen(now, *orders, events=EventReading(events)))
        before = now
    return after(*pulls, company=COMPANY)


def figures(ledger: Ledger) -> Figures:
    found = records_of(COMPANY, ledger).services[NEWS].periods.days30
    assert isinstance(found, Figures)
    return found


def test_what_each_order_took_is_exact_and_counted_as_it_was_promised() -> None:
    rows = ledger_of(RUNS).finished
    assert all(row.least == row.most for row in rows)
    took = sorted(row.least for row in rows for _ in range(row.count) if row.least is not None)
    assert took == [0, 1, 1, 2, 2, 2, 2, 3, 4, 5]
    assert sum(row.count for row in rows if row.on_time) == 7


def test_the_figures_once_all_are_done() -> None:
    """Seven of ten on time; the fifth was done within 2, the ninth within 4."""
    found = figures(ledger_of(RUNS))
    assert (found.cases, found.timed, found.on_time, found.share) == (
        10,
        10,
        Span(best=7, worst=7),
        Span(best=70, worst=70),
    )
    assert (found.median, found.p90) == (Span(best=2, worst=2), Span(best=4, worst=4))


def test_the_figures_while_two_are_still_running() -> None:
    """On Wednesday 25 at noon the ninth has surely passed 4 and is late; the tenth has passed none and is no case yet.

    By Kaplan and Meier, of ten: 0: 9/10, then one less at risk; 1: 9/10 · 6/8; 2: · 3/6 = 0.3375, the first under a
    half; 3: · 2/3; 4: · 1/2 = 0.1125, which is not yet nine in ten.
    """
    found = figures(ledger_of(RUNS[:-1]))
    assert (found.cases, found.on_time, found.share) == (9, Span(best=6, worst=6), Span(best=66, worst=66))
    assert (found.median, found.p90) == (Span(best=2, worst=2), None)


def test_the_strip_and_the_month_of_the_group() -> None:
    """Each day with the six before it: three cases until Wednesday, five of six on time until Thursday."""
    group = records_of(COMPANY, ledger_of(RUNS)).groups[GroupId("g")]
    marks = {one.day: one.mark for one in group.strip}
    assert [marks[date(2026, 11, day)] for day in (16, 17, 18, 19, 23, 24, 25, 26, 27)] == [
        DayMark.NONE,
        DayMark.FEW,
        DayMark.FEW,
        DayMark.SLIPPED,  # 17 to 19: 1, 2 and 3
        DayMark.SLIPPED,  # 17 to 23: the same six
        DayMark.SLIPPED,  # 18 to 24: 2, 3 and 2
        DayMark.SLIPPED,  # 19 to 25: 3, 2 and 1
        DayMark.FEW,  # 20 to 26: 2, 1 and 1
        DayMark.FEW,
    ]
    assert group.periods.months == {"2026-11": group.periods.days30} == {"2026-11": figures(ledger_of(RUNS))}
