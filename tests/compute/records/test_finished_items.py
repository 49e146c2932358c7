"""Rows of what ended: once for each item, never for what nobody was there to see, and honest at both ends."""

from __future__ import annotations

from datetime import timedelta

from generator.compute.records.kept_promises import records_of
from generator.model.base import ServiceId
from generator.model.observed import ObservedOrder
from generator.model.records import Silence
from generator.model.states import OrderStatus, Payment, ServiceStatus
from tests.compute.shop import RUN, T0, after, catalog, item, order, seen, service
from tests.compute.test_passed_over import OPEN, PART

DAY = timedelta(days=1)
HOSTING = "Hosting - Inicial"
PAID = {"payment": Payment.PAID, "paid_at": T0}


def hosting(status: ServiceStatus) -> ObservedOrder:
    return order(item(HOSTING, status), **PAID)


def test_what_was_active_and_is_opened_again_counts_once() -> None:
    """Neither its second activation nor the wait for it is another case; being suspended in between changes nothing."""
    waits, runs, stops = map(hosting, (ServiceStatus.PENDING, ServiceStatus.ACTIVE, ServiceStatus.SUSPENDED))
    steps = [waits, runs, waits, stops, waits, runs, stops, runs, waits]
    ledger = after(*(seen(T0 + number * RUN, step) for number, step in enumerate(steps, 1)))
    assert sum(row.count for row in ledger.finished) == 1
    assert ledger.orders[waits.id].items[0].was_active
    assert records_of(catalog(), ledger).services[ServiceId("hosting")].periods.days90 is Silence.WITHHELD


def test_what_is_opened_again_after_it_was_cancelled_counts_once() -> None:
    """As what ended first: cancelled with its promise, or active."""
    waits, runs, stops = map(hosting, (ServiceStatus.PENDING, ServiceStatus.ACTIVE, ServiceStatus.ENDED))
    for steps in ([waits, stops, runs], [waits, stops, waits, runs], [waits, runs, stops, waits, runs, stops]):
        ledger = after(*(seen(T0 + number * RUN, step) for number, step in enumerate(steps, 1)))
        assert [row.cancelled for row in ledger.finished] == [steps[1] is stops]
        assert [row.count for row in ledger.finished] == [1]


def test_what_its_order_did_not_list_for_a_while_counts_once() -> None:
    """Under review with all its lines gone, or with another line alone; and where it was delivered unpaid."""
    waits, runs, stops = map(hosting, (ServiceStatus.PENDING, ServiceStatus.ACTIVE, ServiceStatus.ENDED))
    unpaid, credit = (order(item(HOSTING, status)) for status in (ServiceStatus.PENDING, ServiceStatus.ACTIVE))
    for status in (OrderStatus.FRAUD, OrderStatus.CANCELLED):
        for lines in ((), (item(HOSTING, ServiceStatus.FRAUD, number=99),)):
            gone = order(*lines, status=status, **PAID)
            for steps in ([waits, runs, gone, runs], [waits, stops, gone, waits, runs], [unpaid, credit, gone, runs]):
                ledger = after(*(seen(T0 + number * RUN, step) for number, step in enumerate(steps, 1)))
                assert sum(row.count for row in ledger.finished if row.service == "hosting") == 1


def test_what_was_cancelled_unpaid_counts_once_it_is_active() -> None:
    """Until then nothing was promised, and nothing was over."""
    unpaid, gone = (order(item(HOSTING, status)) for status in (ServiceStatus.PENDING, ServiceStatus.ENDED))
    for steps in ([unpaid, gone, hosting(ServiceStatus.ACTIVE)], [unpaid, gone, unpaid, hosting(ServiceStatus.ACTIVE)]):
        ledger = after(*(seen(T0 + number * RUN, step) for number, step in enumerate(steps, 1)))
        assert [(row.cancelled, row.count) for row in ledger.finished] == [(False, 1)]


def test_what_a_run_that_reads_a_part_comes_to_long_after_it_was_done_leaves_no_row() -> None:
    """It was placed before the last listing, and read in none; what was placed since then is new."""
    old = order(item(HOSTING, ServiceStatus.ACTIVE, number=60), number=60, placed_at=T0 - 40 * DAY, **PAID)
    new = order(item(HOSTING, ServiceStatus.ACTIVE, number=61), number=61, placed_at=T0 + 90 * RUN, **PAID)
    ledger = after(seen(T0 + 89 * RUN, *OPEN, reading=PART), seen(T0 + 91 * RUN, *OPEN, old, new, reading=PART))
    assert {old.id, new.id} <= set(ledger.orders)
    assert sum(row.count for row in ledger.finished) == 1


def test_what_was_on_time_only_if_its_clock_started_late_may_have_been_either() -> None:
    """Work began between two runs a day apart; by the earlier one it took two days of its one, by the later one."""
    company = catalog(noticias=service("1 día corrido", "requirements_met", "dominio"))
    wait, work = (
        order(item("Webs - Noticias"), **(PAID | {"status": OrderStatus.CUSTOM, "custom_status": stage}))
        for stage in ("Esperando requisitos", "En producción")
    )
    done = order(item("Webs - Noticias", ServiceStatus.ACTIVE), **PAID)
    runs = seen(T0, wait), seen(T0 + DAY, work), seen(T0 + 2 * DAY - RUN, work), seen(T0 + 2 * DAY, done)
    [row] = after(*runs, company=company).finished
    assert (row.least, row.most, row.on_time) == (1, 2, None)


def test_what_was_cancelled_between_two_runs_had_passed_less_at_best_than_at_worst() -> None:
    """Work began on Tuesday or Wednesday, and was cancelled on Friday or Saturday: it had passed one day, or three."""
    company = catalog(noticias=service("9 días corridos", "requirements_met", "dominio"))
    wait, work = (
        order(item("Webs - Noticias"), **(PAID | {"status": OrderStatus.CUSTOM, "custom_status": stage}))
        for stage in ("Esperando requisitos", "En producción")
    )
    gone = order(item("Webs - Noticias", ServiceStatus.ENDED), **(PAID | {"status": OrderStatus.CANCELLED}))
    runs = seen(T0, wait), seen(T0 + DAY, work), seen(T0 + 3 * DAY, work), seen(T0 + 4 * DAY, gone)
    [row] = after(*runs, company=company).finished
    assert (row.least, row.most, row.on_time) == (1, 3, None)
