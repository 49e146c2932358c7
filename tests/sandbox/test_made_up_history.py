"""What every made-up history holds, whoever's Catalog it is made from."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from generator.model.base import ServiceId
from generator.model.billing import Billing
from generator.model.catalog import Catalog
from generator.sandbox import MadeUpHistory, Size, SpecialOrder, make_up_history
from generator.sandbox.billing_records import Order
from generator.sandbox.working_hours import WorkingHours
from tests.doubles.private_texts import private_texts
from tests.sandbox.conftest import END

MOMENTS = [END - timedelta(days=90) + timedelta(hours=31 * step) for step in range(70)] + [END]


def special(history: MadeUpHistory, name: SpecialOrder) -> Order:
    return next(order for order in history.orders if order.id == history.special_orders[name])


def lines(history: MadeUpHistory, name: SpecialOrder) -> list[str]:
    return [line.status.at(history.end) for line in special(history, name).lines]


def test_the_same_catalog_end_and_seed_give_the_same_history(catalog: Catalog, history: MadeUpHistory) -> None:
    assert make_up_history(catalog, end=END, seed=20) == history


def test_another_seed_gives_another_history(catalog: Catalog, history: MadeUpHistory) -> None:
    assert make_up_history(catalog, end=END, seed=21) != history


def test_it_spans_ninety_days_with_enough_of_everything(history: MadeUpHistory) -> None:
    assert (history.start, history.end) == (END - timedelta(days=90), END)
    assert len(history.orders) >= 200
    assert len(history.tickets) >= 120
    assert len(history.clients) == 60
    assert all(history.start <= order.placed_at < END for order in history.orders)
    assert len(history.at(history.start + timedelta(hours=1)).orders) >= 3


def test_every_product_and_ending_that_billing_lists_is_ordered_several_times(
    catalog: Catalog, history: MadeUpHistory
) -> None:
    sold = Counter(line.product for order in history.orders for line in order.lines)
    endings = Counter(
        line.domain[line.domain.index(".") :]
        for order in history.orders
        for line in order.lines
        if line.kind == "domain"
    )
    for entry in catalog.billing.services:
        assert all(sold[product] >= 3 for product in entry.products)
        assert all(endings[ending] >= 3 for ending in entry.domain_endings)


def test_ids_rise_with_the_moment_of_creation_and_are_unique_per_kind(history: MadeUpHistory) -> None:
    for made in ([(o.id, o.placed_at) for o in history.orders], [(i.id, i.created_at) for i in history.invoices]):
        assert [moment for _, moment in sorted(made)] == sorted(moment for _, moment in made)
    keys = [(line.kind, line.id) for order in history.orders for line in order.lines]
    assert len(keys) == len(set(keys))
    assert {number for kind, number in keys if kind == "product"} & {
        number for kind, number in keys if kind == "domain"
    }
    assert len({ticket.number for ticket in history.tickets}) == len(history.tickets)


def test_all_order_statuses_stand_at_the_end_one_of_them_explained_nowhere(
    catalog: Catalog, history: MadeUpHistory
) -> None:
    stray = set(history.order_statuses) - {"Pending", "Active", "Fraud", "Cancelled"}
    stray -= {entry.status for entry in catalog.billing.order_statuses}
    assert len(stray) == 1
    assert {order.status.at(END) for order in history.orders} == set(history.order_statuses)
    assert special(history, SpecialOrder.UNMAPPED_STATUS).status.at(END) in stray


def test_services_and_domains_stand_in_every_status_at_the_end(history: MadeUpHistory) -> None:
    seen = {(line.kind, line.status.at(END)) for order in history.orders for line in order.lines}
    products = {"Pending", "Active", "Suspended", "Terminated", "Cancelled", "Fraud", "Completed"}
    assert {("product", status) for status in products} <= seen
    assert {("domain", status) for status in ("Active", "Expired", "Transferred Away")} <= seen


def test_tickets_stand_in_every_status_and_name_services_domains_or_nothing(history: MadeUpHistory) -> None:
    statuses = {ticket.status.at(END) for ticket in history.tickets}
    assert statuses == set(history.ticket_statuses)
    assert statuses > {"Open", "Answered", "Customer-Reply", "On Hold", "In Progress", "Closed"}
    assert {ticket.about[:1] for ticket in history.tickets} == {"", "S", "D"}
    assert any(ticket.client is None for ticket in history.tickets)
    assert any(ticket.messages[0].staff for ticket in history.tickets)


@pytest.mark.parametrize(
    ("name", "status", "items", "invoice"),
    [
        (SpecialOrder.AWAITING_PAYMENT, "Pending", ["Pending"], "Unpaid"),
        (SpecialOrder.AWAITING_REQUIREMENTS, "Esperando requisitos", ["Pending"], "Paid"),
        (SpecialOrder.ACTIVE, "Active", ["Active"], "Paid"),
        (SpecialOrder.CANCELLED, "Cancelled", ["Cancelled"], "Cancelled"),
        (SpecialOrder.UNDER_REVIEW, "En revisión", ["Pending"], "Paid"),
        (SpecialOrder.FRAUD, "Fraud", ["Fraud"], "Paid"),
        (SpecialOrder.PENDING_BUT_RUNNING, "Pending", ["Active"], "Paid"),
        (SpecialOrder.DOMAIN_ONLY, "Active", ["Active"], "Paid"),
        (SpecialOrder.MANY_LINES, "Active", ["Active"] * 3, "Paid"),
        (SpecialOrder.RENEWAL, "Active", [], "Paid"),
        (SpecialOrder.REFUNDED, "Pending", ["Pending"], "Refunded"),
        (SpecialOrder.SUSPENDED, "Active", ["Suspended"], "Paid"),
        (SpecialOrder.TERMINATED, "Active", ["Terminated"], "Paid"),
        (SpecialOrder.COMPLETED, "Active", ["Completed"], "Paid"),
        (SpecialOrder.DOMAIN_EXPIRED, "Active", ["Expired"], "Paid"),
        (SpecialOrder.DOMAIN_LEFT, "Active", ["Transferred Away"], "Paid"),
        (SpecialOrder.INVOICE_MERGED, "Pending", ["Pending"], "Cancelled"),
    ],
)
def test_each_special_order_ends_as_its_name_says(
    history: MadeUpHistory, name: SpecialOrder, status: str, items: list[str], invoice: str
) -> None:
    order = special(history, name)
    assert order.invoice is not None
    assert (order.status.at(END), lines(history, name), order.invoice.status.at(END)) == (status, items, invoice)


def test_the_special_orders_that_differ_in_something_else_do(catalog: Catalog, history: MadeUpHistory) -> None:
    mapped = {text for entry in catalog.billing.services for text in entry.products}
    assert special(history, SpecialOrder.FREE).invoice is None
    assert special(history, SpecialOrder.BY_STAFF).staff
    assert special(history, SpecialOrder.UNMAPPED_PRODUCT).lines[0].product not in mapped
    assert [line.kind for line in special(history, SpecialOrder.UNKNOWN_LINE).lines] == ["product", "addon"]
    assert {line.kind for line in special(history, SpecialOrder.DOMAIN_ONLY).lines} == {"domain"}
    gone = special(history, SpecialOrder.INVOICE_GONE).invoice
    assert gone is not None
    assert gone.id not in {invoice.id for invoice in history.at(END).invoices}


@pytest.mark.parametrize(
    ("name", "late"), [(SpecialOrder.IN_PROGRESS_ON_TIME, False), (SpecialOrder.IN_PROGRESS_LATE, True)]
)
def test_work_in_progress_is_there_both_on_time_and_late(
    catalog: Catalog, history: MadeUpHistory, name: SpecialOrder, *, late: bool
) -> None:
    order = special(history, name)
    service = order.lines[0].product.removeprefix("Varios - ")
    assert order.invoice is not None
    start = max(order.invoice.paid_at or order.placed_at, order.status.last)
    due = WorkingHours(catalog.calendar).due(catalog.services[ServiceId(service)].promise, start)
    assert lines(history, name) == ["Pending"]
    assert start < END
    assert (due < END) is late


def test_what_machines_deliver_runs_one_to_two_minutes_after_payment(history: MadeUpHistory) -> None:
    waits = [
        (line.status.changes[1][0] - order.invoice.paid_at).total_seconds()
        for order in history.orders
        if order.invoice and order.invoice.paid_at and order.id not in history.special_orders.values()
        for line in order.lines
        if line.product.startswith("Hosting") and len(line.status.changes) > 1
    ]
    assert len(waits) > 10
    assert all(60 <= wait <= 120 for wait in waits)


def test_an_order_never_goes_back(history: MadeUpHistory) -> None:
    """Statuses follow one another without return, and nothing once placed disappears, at any sequence of moments.

    But for the two orders whose work stops to wait for their client: that return is what they are there for.
    """
    ids: set[int] = set()
    paused = {history.special_orders[special] for special in (SpecialOrder.PAUSED, SpecialOrder.RESUMED)}
    seen: dict[tuple[str, int], list[str]] = {}
    for moment in MOMENTS:
        snapshot = history.at(moment)
        assert ids <= {order.id for order in snapshot.orders}
        ids = {order.id for order in snapshot.orders}
        for order in snapshot.orders:
            lives = [("order", order.id, order.status)]
            lives += [(line.kind, line.id, line.status) for line in order.lines]
            if order.invoice:
                lives.append(("invoice", order.invoice.id, order.invoice.status))
            for kind, number, life in lives:
                past = seen.setdefault((kind, number), [])
                if life.at(moment) not in past[-1:]:
                    assert life.at(moment) not in past or (kind == "order" and number in paused)
                    past.append(life.at(moment))
    assert ids == {order.id for order in history.orders}


def test_what_was_not_made_yet_is_absent(history: MadeUpHistory) -> None:
    middle = END - timedelta(days=45)
    snapshot = history.at(middle)
    assert 0 < len(snapshot.orders) < len(history.orders)
    assert all(order.placed_at <= middle for order in snapshot.orders)
    assert all(ticket.opened_at <= middle for ticket in snapshot.tickets)
    assert all(invoice.created_at <= middle for invoice in snapshot.invoices)
    assert history.at(history.start - timedelta(seconds=1)).orders == ()


def test_every_private_text_is_long_enough_to_search_for(history: MadeUpHistory) -> None:
    private = private_texts(history)
    assert min(map(len, private)) >= 7
    for client in history.clients:
        assert {client.name, client.email, client.ip, client.phone} <= private
    for ticket in history.tickets:
        assert {ticket.subject, ticket.code} <= private
    assert any("&amp;" in text for text in private)


def test_a_company_that_maps_nothing_still_has_a_billing_system(catalog: Catalog) -> None:
    bare = Billing(zone="America/Argentina/Buenos_Aires", sync_every_minutes=30, services=())
    history = make_up_history(dataclasses.replace(catalog, billing=bare), end=datetime(2027, 1, 1, tzinfo=UTC))
    assert len(history.orders) >= 200
    assert set(history.special_orders) == set(SpecialOrder)


def test_a_tidy_shop_notes_every_date_keeps_nearly_all_promises_and_sells_its_first_services_most(
    catalog: Catalog,
) -> None:
    """And so the demo has exact records; what every history must hold it holds as well."""
    usual, tidy = (make_up_history(catalog, end=END, size=Size(orders=400), tidy=tidy) for tidy in (False, True))
    assert tidy == make_up_history(catalog, end=END, size=Size(orders=400), tidy=True)
    assert set(tidy.special_orders) == set(SpecialOrder)

    def exact(history: MadeUpHistory) -> float:
        notes = [line.requirements for order in history.orders for line in order.lines if line.requirements]
        return sum(note.noted_at - note.value < timedelta(minutes=1) for note in notes) / len(notes)

    assert exact(tidy) > 0.95 > exact(usual)
    sold = Counter(line.product for order in tidy.orders for line in order.lines)
    first, last = catalog.billing.services[0], catalog.billing.services[-1]
    assert sum(sold[name] for name in first.products) > 4 * sum(sold[name] for name in last.products) > 0
