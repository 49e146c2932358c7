"""The records of a Ledger: golden cases by hand, least sizes, strips, and orders that still run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.compute.records.kept_promises import FORECAST_FROM, records_of
from generator.model.base import GroupId, ServiceId
from generator.model.ledger import Ledger
from generator.model.observed import ObservedOrder
from generator.model.outcomes import FinishedItem, NotCounted
from generator.model.records import DayMark, Figures, Outcome, Periods, Silence, Span
from generator.model.states import OrderStatus, Payment, ServiceStatus
from tests.compute.shop import RUN, T0, after, catalog, item, order, seen, service

NEWS, VIDEO = ServiceId("noticias"), ServiceId("video")
HOSTING = ServiceId("hosting")
SERVICES = (NEWS, VIDEO, HOSTING)
TODAY = date(2026, 11, 17)
DAY = timedelta(days=1)
PAID = {"payment": Payment.PAID, "paid_at": T0}
EMPTY = after(seen(T0, order(item("Hosting - Inicial")))).model_copy(update={"orders": {}})


def row(back: int, took: int, count: int = 1, of: ServiceId = NEWS, **changes: object) -> FinishedItem:
    """Return items of so many days ago that took so many business days of two."""
    day = TODAY - timedelta(back)
    plain = FinishedItem(
        service=of,
        month=f"{day:%Y-%m}",
        day=day,
        unit="business_day",
        promised=2,
        least=took,
        most=took,
        on_time=took <= 2,
        censored=False,
        count=count,
    )
    return plain.model_copy(update=changes)


def ledger(*rows: FinishedItem) -> Ledger:
    """Return a Ledger of today with these rows and nothing else."""
    return EMPTY.model_copy(update={"finished": rows})


def told(found: Outcome) -> Figures:
    assert isinstance(found, Figures)
    return found


def test_the_periods_of_a_service_by_hand() -> None:
    """Ten of this week, nine on time; ten of two months ago, five; five of last spring, which only its month tells."""
    old = row(250, 1, 5, day=None)
    found = records_of(
        catalog(), ledger(row(1, 1, 6), row(3, 2, 3), row(5, 4), row(60, 2, 5), row(61, 3, 5), old)
    ).services[NEWS]
    assert (found.unit, found.promised, found.left_promise) == ("business_day", 2, False)
    recent, all_of_it = told(found.periods.days30), told(found.periods.days90)
    assert (recent.cases, recent.share, recent.median, recent.p90) == (
        10,
        Span(best=90, worst=90),
        Span(best=1, worst=1),
        Span(best=2, worst=2),
    )
    assert found.periods.days14 == recent
    assert (all_of_it.cases, all_of_it.share, all_of_it.p90) == (20, Span(best=70, worst=70), Span(best=3, worst=3))
    assert [(month, told(one).cases) for month, one in found.periods.months.items()] == [
        ("2026-03", 5),
        ("2026-09", 10),
        ("2026-11", 10),
    ]


def test_a_month_before_the_last_twelve_of_its_group_is_left_out_however_many_cases_it_had() -> None:
    """And is not called a small sample."""
    lately = [row(30 * number, 1, 10, of=VIDEO, day=None) for number in range(13)]
    found = records_of(catalog(), ledger(*lately, row(420, 1, 40, day=None))).services
    assert found[NEWS].periods.months == {}
    assert len(found[VIDEO].periods.months) == 12


def test_a_service_whose_nine_in_ten_take_longer_has_left_its_promise() -> None:
    assert records_of(catalog(), ledger(row(1, 1, 8), row(1, 3, 2))).services[NEWS].left_promise
    unsure = row(1, 1, 2, most=3, on_time=None)
    assert not records_of(catalog(), ledger(row(1, 1, 8), unsure)).services[NEWS].left_promise


def test_a_service_of_which_none_is_done_and_all_are_late_has_left_its_promise() -> None:
    """Though nobody knows yet how long nine in ten take."""
    found = records_of(catalog(), ledger(row(1, 4, 20, cancelled=True, on_time=False))).services[NEWS]
    recent = told(found.periods.days30)
    assert (recent.cases, recent.share, recent.median, recent.p90) == (20, Span(best=0, worst=0), None, None)
    assert found.left_promise


def test_what_kept_the_promise_it_was_given_is_no_reason_to_say_that_today_s_is_left() -> None:
    """A notice promised five days for a while, or the file did."""
    assert not records_of(catalog(), ledger(row(1, 4, 20, promised=5, on_time=True))).services[NEWS].left_promise


def test_figures_that_could_tell_of_one_order_are_not_told() -> None:
    """Not of four, and not where taking a shorter period, or other services, away would leave four or fewer."""
    few = records_of(catalog(), ledger(row(1, 1, 4))).services[NEWS].periods
    assert few.days90 is few.days30 is few.months["2026-11"] is Silence.WITHHELD
    nested = records_of(catalog(), ledger(row(1, 1, 6), row(50, 3, 2))).services[NEWS].periods
    assert (told(nested.days90).cases, nested.days30, nested.days14) == (8, Silence.WITHHELD, Silence.WITHHELD)
    shared = records_of(catalog(), ledger(row(1, 1, 9), row(1, 3, 2, VIDEO)))
    assert told(shared.groups[GroupId("g")].periods.days90).cases == 11
    assert shared.services[NEWS].periods.days90 is shared.services[VIDEO].periods.days90 is Silence.WITHHELD


def test_what_three_figures_together_would_tell_is_not_told() -> None:
    """A group's 30 days less another service's are this one's, and its 90 days less those are two orders'."""
    rows = [row(1, 1, 10), row(50, 3, 2), row(1, 1, 10, VIDEO), row(50, 1, 10, VIDEO)]
    found = records_of(catalog(), ledger(*rows))
    group = found.groups[GroupId("g")].periods
    assert (told(group.days90).cases, told(group.days30).cases) == (32, 20)
    for of, cases in ((NEWS, 12), (VIDEO, 20)):
        own = found.services[of].periods
        assert (told(own.days90).cases, own.days30) == (cases, Silence.WITHHELD)


def test_a_group_is_told_of_90_days_where_a_service_of_it_had_withheld_before_the_last_30() -> None:
    """That service is silent instead, and so is one from which it could be worked out."""
    found = records_of(catalog(), ledger(row(1, 1, 9), row(50, 1, 9), row(1, 1, 9, VIDEO), row(50, 3, 2, VIDEO)))
    group = found.groups[GroupId("g")].periods
    assert [told(one).cases for one in (group.days90, group.days30, group.days14)] == [29, 18, 18]
    shared = records_of(
        catalog(), ledger(row(1, 1, 20), row(50, 1, 20), row(1, 3, 6, VIDEO), row(50, 1, 3, of=HOSTING))
    )
    group = shared.groups[GroupId("g")].periods
    assert [told(one).cases for one in (group.days90, group.days30)] == [49, 26]


def test_a_month_of_a_whole_group_is_told_where_its_services_tell_theirs_not() -> None:
    """Of each, 3 cases are of the last days of October, within its 30 days; of both together, 6."""
    rows = [row(back, 1, count, of) for of in (NEWS, VIDEO) for back, count in ((1, 6), (20, 3), (40, 6))]
    found = records_of(catalog(), ledger(*rows))
    group = found.groups[GroupId("g")].periods
    assert [told(one).cases for one in (group.days90, group.days30, group.days14)] == [30, 18, 12]
    assert {month: told(one).cases for month, one in group.months.items()} == {"2026-10": 18, "2026-11": 12}
    for of in (NEWS, VIDEO):
        own = found.services[of].periods
        assert [told(one).cases for one in (own.days90, own.days30)] == [15, 9]
        assert own.months == {"2026-10": Silence.WITHHELD, "2026-11": Silence.WITHHELD}


def test_a_month_less_the_last_days_is_told_of_no_one() -> None:
    """Of 2 and of 11 November: the month has eight cases, its last fourteen days six."""
    periods = records_of(catalog(), ledger(row(6, 1, 6), row(15, 3, 2))).services[NEWS].periods
    assert (told(periods.days90).cases, periods.months) == (8, {"2026-11": told(periods.days90)})
    assert periods.days14 is Silence.WITHHELD
    # Three months within the 90 days, which begin in August with two more.
    rows = [row(1, 1, 9), row(30, 1, 9), row(60, 1, 9), row(80, 3, 2)]
    periods = records_of(catalog(), ledger(*rows)).services[NEWS].periods
    assert [month for month, found in periods.months.items() if found is Silence.WITHHELD] == ["2026-08", "2026-09"]


def test_a_busy_month_that_ends_two_days_before_the_thirty_is_withheld_and_not_called_few() -> None:
    """On 29 November the 30 days hold October's last day: less the month's, they are its three orders."""
    rows = [row(back, 1, 20) for back in (2, 5, 9, 14, 30, 45, 60)] + [row(17, 3, 3)]
    later = EMPTY.model_copy(update={"finished": tuple(rows), "synced_at": EMPTY.synced_at + 12 * DAY})
    periods = records_of(catalog(), later).services[NEWS].periods
    withheld = Silence.WITHHELD
    assert told(periods.days30).cases == 83
    months = periods.months
    assert (months["2026-11"], told(months["2026-10"]).cases, months["2026-09"]) == (withheld, 43, withheld)


days = st.one_of(st.integers(0, 20), st.integers(10, 99))
shops = st.lists(
    st.tuples(days, st.integers(0, 4), st.integers(1, 7), st.sampled_from(SERVICES)), min_size=1, max_size=10
)
Figure = tuple[ServiceId | None, str]
"""Of a service, or of the group, and the name of its period."""
DAYS = ("days90", "days30", "days14")


class Published:
    """All that is told of some rows, as sums over (service, day, month), looked through by brute force."""

    def __init__(self, rows: list[FinishedItem]) -> None:
        """Make the records of the rows."""
        found = records_of(catalog(), ledger(*rows))
        self.atoms = sorted({(one.service, one.day, one.month) for one in rows})
        self.counts = [
            sum(one.count for one in rows if (one.service, one.day, one.month) == atom) for atom in self.atoms
        ]
        owned: list[tuple[ServiceId | None, Periods]] = [(key, one.periods) for key, one in found.services.items()]
        self.figures: dict[Figure, Outcome] = {
            (owner, name): one
            for owner, periods in [*owned, (None, found.groups[GroupId("g")].periods)]
            for name, one in [*((name, getattr(periods, name)) for name in DAYS), *periods.months.items()]
        }

    def cells(self, figure: Figure) -> list[int]:
        """Return 1 for what lies in a figure, else 0."""
        owner, name = figure
        return [
            int(
                of in ({owner} if owner else SERVICES)
                and (month == name or (name.startswith("days") and day > TODAY - timedelta(int(name[4:]))))
            )
            for of, day, month in self.atoms
        ]

    def cases(self, figure: Figure) -> int:
        """Return how many cases lie in a figure."""
        return sum(count for count, is_in in zip(self.counts, self.cells(figure), strict=True) if is_in)

    def told(self) -> list[Figure]:
        """Return the figures that are told."""
        return [figure for figure, one in self.figures.items() if isinstance(one, Figures)]

    def bared(self, figures: list[Figure]) -> list[list[tuple[str, date, str]]]:
        """Return what of one to four cases can be worked out of figures.

        Something that rests on a set of days alone can be worked out of them where their matrix loses rank without
        those columns: every set of one to four cases is tried.
        """
        if not figures:
            return []
        matrix = np.array([self.cells(figure) for figure in figures], dtype=float)
        rank = np.linalg.matrix_rank(matrix)
        found = []
        for size in range(1, min(4, len(self.atoms)) + 1):
            for chosen in combinations(range(len(self.atoms)), size):
                if sum(self.counts[index] for index in chosen) < 5:
                    others = np.delete(matrix, chosen, axis=1)
                    left = np.linalg.matrix_rank(others) if others.size else 0
                    if left < rank:
                        found.append([self.atoms[index] for index in chosen])
        return found


@settings(max_examples=150, deadline=None)
@given(sizes=shops)
def test_no_sum_or_difference_of_published_figures_is_of_one_to_four(
    sizes: list[tuple[int, int, int, ServiceId]],
) -> None:
    """And a figure of a group is of all its services."""
    published = Published([row(back, took, count, of) for back, took, count, of in sizes])
    for figure in published.told():
        assert told(published.figures[figure]).cases == published.cases(figure)
    assert published.bared(published.told()) == []


def goes_before(one: Figure, figure: Figure) -> bool:
    """Tell whether what is told of one figure may be a reason to be silent of another one."""
    (whose, period), (owner, name) = one, figure
    longer = DAYS[: DAYS.index(name) + 1]
    if owner is None or whose is not None:
        return period in longer and (owner is not None or whose is None)
    return period in DAYS or name == "days14"


@settings(max_examples=150, deadline=None)
@example(
    sizes=[
        *([(0, 0, 1, NEWS)] * 3),
        (0, 0, 2, NEWS),
        (0, 0, 2, VIDEO),
        (17, 0, 3, NEWS),
        (30, 0, 3, HOSTING),
        (48, 0, 2, NEWS),
        (48, 0, 2, HOSTING),
        (48, 0, 3, HOSTING),
    ]
).via("a service's months that were told before the last fourteen days of the next one")
@given(sizes=shops)
def test_a_longer_period_is_silent_only_where_it_would_bare_somebody(
    sizes: list[tuple[int, int, int, ServiceId]],
) -> None:
    """And a service never silences its group: what is told of it, or of shorter periods, is no reason for silence.

    A group of five cases and more is always told of its 90 days.
    """
    published = Published([row(back, took, count, of) for back, took, count, of in sizes])
    for figure in product((None, *SERVICES), DAYS):
        if published.figures[figure] is Silence.WITHHELD:
            before = [one for one in published.told() if goes_before(one, figure)]
            assert published.bared([*before, figure])
    whole = (None, "days90")
    assert isinstance(published.figures[whole], Figures) == (published.cases(whole) >= 5)


@given(rows=st.lists(st.tuples(st.integers(0, 89), st.integers(0, 4), st.integers(5, 9)), min_size=1, max_size=9))
def test_months_sum_up_to_the_whole(rows: list[tuple[int, int, int]]) -> None:
    """Each day has five cases and more, so that nobody is bared."""
    periods = records_of(catalog(), ledger(*(row(*one) for one in rows))).services[NEWS].periods
    months = [told(month) for month in periods.months.values()]
    whole = told(periods.days90)
    assert whole.cases == sum(month.cases for month in months)
    assert whole.on_time is not None
    assert whole.on_time.worst == sum(month.on_time.worst for month in months if month.on_time)


def test_a_day_is_marked_by_the_week_that_ends_with_it() -> None:
    strip = (
        records_of(catalog(), ledger(row(80, 1, 5), row(60, 1, 2), row(40, 3, 5), row(20, 1, 5, most=3, on_time=None)))
        .groups[GroupId("g")]
        .strip
    )
    marks = {(TODAY - one.day).days: one.mark for one in strip}
    assert (len(strip), strip[-1].day, strip[0].day) == (90, TODAY, TODAY - 89 * DAY)
    assert [marks[back] for back in (81, 80, 74, 73, 60, 40, 20)] == [
        DayMark.NONE,
        DayMark.KEPT,
        DayMark.KEPT,
        DayMark.NONE,
        DayMark.FEW,
        DayMark.SLIPPED,
        DayMark.UNSURE,
    ]


def working(number: int) -> ObservedOrder:
    """Return an order in production since T0."""
    done = {"status": OrderStatus.CUSTOM, "custom_status": "En producción", "number": number}
    return order(item("Webs - Noticias", number=number), **(PAID | done))


def finished(number: int, billed: ServiceStatus = ServiceStatus.ACTIVE, **changes: object) -> ObservedOrder:
    """Return the same order once it is over."""
    return order(item("Webs - Noticias", billed, number=number), **(PAID | {"number": number} | changes))


def test_what_runs_past_its_promise_counts_as_late_before_it_is_done() -> None:
    """Six orders, five done next day; the sixth still runs a week later, long past its two days."""
    six = [working(number) for number in range(1, 7)]
    done = [finished(number) for number in range(1, 6)]
    runs = seen(T0 + RUN, *six), seen(T0 + DAY, *done, six[-1]), seen(T0 + 7 * DAY, *done, six[-1])
    found = told(records_of(catalog(), after(*runs)).services[NEWS].periods.days30)
    assert (found.cases, found.on_time, found.median) == (6, Span(best=5, worst=5), Span(best=0, worst=1))
    early = records_of(catalog(), after(*runs[:2])).services[NEWS].periods.days30
    assert told(early).cases == 5


def test_what_is_cancelled_late_was_late_and_what_is_cancelled_in_time_is_no_case() -> None:
    six = [working(number) for number in range(1, 7)]
    ended = [finished(number) for number in range(1, 6)]
    gone = finished(6, ServiceStatus.ENDED, status=OrderStatus.CANCELLED)
    start, next_day = seen(T0 + RUN, *six), seen(T0 + DAY, *ended, six[-1])
    late = after(start, next_day, seen(T0 + 6 * DAY, *ended, six[-1]), seen(T0 + 7 * DAY, *ended, gone))
    assert told(records_of(catalog(), late).services[NEWS].periods.days30).cases == 6
    in_time = after(start, seen(T0 + DAY, *ended, gone))
    assert told(records_of(catalog(), in_time).services[NEWS].periods.days30).cases == 5


def test_what_nobody_saw_start_is_counted_as_not_counted() -> None:
    unseen = FinishedItem(service=NEWS, month="2026-11", day=TODAY, on_time=None, censored=True, count=3)
    assert records_of(catalog(), ledger(unseen)).not_counted == {NotCounted.START_UNSEEN: 3}


def test_how_long_the_rest_took_is_told_of_twenty_that_were_late() -> None:
    """Eleven took one day more than their two, nine took three more."""
    rows = [row(1, 1, 90), row(2, 3, 11), row(3, 5, 9)]
    rest = records_of(catalog(), ledger(*rows)).services[NEWS].late_rest
    assert rest is not None
    assert (rest.cases, rest.median, rest.p90) == (FORECAST_FROM, Span(best=1, worst=1), Span(best=3, worst=3))
    assert records_of(catalog(), ledger(*rows[:2])).services[NEWS].late_rest is None


@pytest.mark.parametrize(
    ("second", "unit", "median"),
    [("1 día hábil", "business_day", Span(best=1, worst=1)), ("3 horas", None, None)],
)
def test_a_group_tells_times_where_its_services_share_a_unit(
    second: str, unit: str | None, median: Span | None
) -> None:
    promised = {NEWS: "2 días hábiles", VIDEO: second}
    company = replace(catalog(), services={key: service(one, "payment_credited") for key, one in promised.items()})
    group = records_of(company, ledger(row(1, 1, 9), row(1, 1, 5, VIDEO))).groups[GroupId("g")]
    found = told(group.periods.days30)
    assert (group.unit, found.share, found.median) == (unit, Span(best=100, worst=100), median)


def test_a_service_without_cases_takes_no_times_from_its_group() -> None:
    company = replace(
        catalog(),
        services={NEWS: service("2 días hábiles", "payment_credited")}
        | {VIDEO: service("3 horas", "payment_credited")},
    )
    assert records_of(company, ledger(row(1, 1, 9))).groups[GroupId("g")].unit == "business_day"


def test_a_ledger_of_an_older_program_tells_its_months() -> None:
    """Its rows bear neither day nor unit, only whether they were on time."""
    old = FinishedItem(
        service=NEWS, month="2026-10", shortest_seconds=60, longest_seconds=90, on_time=True, censored=False
    )
    periods = records_of(catalog(), ledger(*[old] * 5)).services[NEWS].periods
    assert (periods.days90, told(periods.months["2026-10"]).share) == (Silence.NO_CASES, Span(best=100, worst=100))
