"""A whole pull from the sandbox: its made-up history is what comes out, and each fault is met as designed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from generator.errors import UnreachableError
from generator.load import load_catalog
from generator.model.base import OrderId, TicketId
from generator.model.observed import Effort, Observed, ObservedOrder, ObservedTicket
from generator.model.reading import Known
from generator.model.states import ItemKind, LineKind, OrderStatus, Payment, ServiceStatus, TicketState
from generator.model.threads import Thread
from generator.pull.whmcs import PullLimits, WhmcsSource, settings_from
from generator.pull.whmcs.source import Conventions
from generator.sandbox import Credentials, MadeUpHistory, Size, SpecialOrder, SpecialTicket, make_up_history
from generator.sandbox.ordinary_tickets import AUTOMATIC
from tests.doubles.billing_faults import Fault
from tests.doubles.faulty_billing import FaultyBilling
from tests.doubles.private_texts import private_texts
from tests.sample_company import SAMPLE

END = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
CATALOG = load_catalog(SAMPLE)
CREDENTIALS = Credentials.random()
MACHINES = Conventions(automatic_repliers=frozenset({AUTOMATIC}))
HARMLESS = (Fault.BOM, Fault.NUMERIC_KEYS, Fault.SINGLE_OBJECT, Fault.EMPTY_STRING)
PER_ROW = (Fault.MALFORMED_ORDER, Fault.MALFORMED_TICKET)
PASSING_AT_PAGE_EDGES = (Fault.DUPLICATE_ROWS,)
BELIEVED = (Fault.EMPTY_LISTING,)
"""What one pull cannot tell from the truth: the fold's brake does."""
MISCOUNTED = {Fault.SHRUNK_PAGE: 3, Fault.WRONG_TOTALS: 1}
"""What is taken after three walks that agree, and by how many rows the total is then wrong."""
SLOW = (Fault.HANG, Fault.DRIP_HEADERS)
BORNE = (*HARMLESS, *PER_ROW, *PASSING_AT_PAGE_EDGES, *BELIEVED, *MISCOUNTED)
FATAL = [fault for fault in Fault if fault not in BORNE]


@pytest.fixture(scope="module")
def history() -> MadeUpHistory:
    """Return one history for all tests."""
    return make_up_history(CATALOG, end=END)


@pytest.fixture
def server(history: MadeUpHistory) -> Iterator[FaultyBilling]:
    """Serve it as of its end."""
    with FaultyBilling(history, as_of=END, credentials=CREDENTIALS) as running:
        yield running


def pull(
    server: FaultyBilling,
    *,
    page_size: int = 250,
    seconds: float = 20,
    secret: str = "",
    conventions: Conventions | None = None,
    threads: Mapping[TicketId, Thread] | None = None,
    notes: list[str] | None = None,
) -> Observed:
    """Pull everything as of the server's moment, never sleeping between attempts."""
    environ = {
        "DEMORAS_WHMCS_URL": server.url,
        "DEMORAS_WHMCS_IDENTIFIER": CREDENTIALS.identifier,
        "DEMORAS_WHMCS_SECRET": secret or CREDENTIALS.secret,
        "DEMORAS_WHMCS_ACCESS_KEY": CREDENTIALS.access_key or "",
    }
    limits = PullLimits(call_seconds=seconds, max_bytes=8 * 1024 * 1024, page_size=page_size, whole_pages=1000)
    settings = settings_from(environ, ZoneInfo(CATALOG.billing.zone), limits)
    source = WhmcsSource(settings, conventions or Conventions(), sleep=[].append)
    return source.observe(
        now=server.as_of,
        known=Known(threads=threads or {}),
        progress=lambda what, so_far, total: None,  # noqa: ARG005
        note=([] if notes is None else notes).append,
    )


def seen(observed: Observed) -> Observed:
    """Return what was observed, whatever it cost."""
    return dataclasses.replace(observed, effort=Effort())


def calls(server: FaultyBilling) -> list[str]:
    """Return the actions the server was asked for since the last time, and forget them."""
    asked = [action for action, _ in server.requests]
    server.requests.clear()
    return asked


def special(history: MadeUpHistory, observed: Observed, which: SpecialOrder) -> ObservedOrder:
    """Return one of the orders every history holds."""
    return next(order for order in observed.orders if order.id == str(history.special_orders[which]))


def unanswered(ticket: ObservedTicket, last_reply_at: datetime | None) -> Thread:
    """Return what is known of a ticket without answer, read when its row said this of the last reply."""
    return Thread(asked_at=ticket.opened_at, answered_at=None, row_last_reply_at=last_reply_at, row_state=ticket.state)


def test_every_order_and_ticket_of_the_history_comes_out(history: MadeUpHistory, server: FaultyBilling) -> None:
    observed, truth = pull(server), history.at(END)
    assert {order.id for order in observed.orders} == {str(order.id) for order in truth.orders}
    assert {ticket.id for ticket in observed.tickets} == {str(ticket.id) for ticket in truth.tickets}
    assert (observed.unreadable_orders, observed.unreadable_tickets) == ({}, {})


def test_moments_products_and_lines_are_those_of_the_history(history: MadeUpHistory, server: FaultyBilling) -> None:
    seen = {order.id: order for order in pull(server).orders}
    for order in history.at(END).orders:
        mine = seen[OrderId(str(order.id))]
        assert mine.placed_at == order.placed_at
        renewed = [str(order.id)] if order.renewal else []
        assert [item.key.id.rpartition("-")[2] for item in mine.items] == [
            str(line.id) for line in order.lines
        ] + renewed
        products = [item.product for item in mine.items if item.key.kind is ItemKind.PRODUCT]
        assert products == [line.product for line in order.lines if line.kind == "product"]
        endings = [item.ending for item in mine.items if item.key.kind is ItemKind.DOMAIN]
        domains = [line.domain for line in order.lines if line.kind == "domain"]
        assert all(domain.endswith(ending) for domain, ending in zip(domains, endings, strict=True))
        assert "" not in endings


def test_nothing_private_comes_out(history: MadeUpHistory, server: FaultyBilling) -> None:
    notes: list[str] = []
    observed = pull(server, conventions=Conventions(history.requirements_field), notes=notes)
    shown = f"{observed!r}{notes}"
    words = {word for word in private_texts(history) if not word.replace(".", "").replace(",", "").isdigit()}
    assert words
    assert not [word for word in words if word in shown]


def test_special_orders_are_what_they_are(history: MadeUpHistory, server: FaultyBilling) -> None:
    observed = pull(server)
    running = special(history, observed, SpecialOrder.PENDING_BUT_RUNNING)
    assert (running.status, running.items[0].status) == (OrderStatus.PENDING, ServiceStatus.ACTIVE)
    assert special(history, observed, SpecialOrder.FREE).payment is Payment.NOT_NEEDED
    assert special(history, observed, SpecialOrder.AWAITING_PAYMENT).payment is Payment.UNPAID
    assert special(history, observed, SpecialOrder.REFUNDED).payment is Payment.UNCLEAR
    assert special(history, observed, SpecialOrder.INVOICE_GONE).payment is Payment.UNCLEAR
    merged = special(history, observed, SpecialOrder.INVOICE_MERGED)
    assert (merged.payment, merged.paid_at is None) == (Payment.PAID, False)
    assert [item.line for item in special(history, observed, SpecialOrder.RENEWAL).items] == [LineKind.RENEWAL]
    (moved,), (changed,) = (
        special(history, observed, one).items for one in (SpecialOrder.TRANSFER, SpecialOrder.UPGRADE)
    )
    assert (moved.line, moved.product) == (LineKind.TRANSFER, f"Transferencia de dominio {moved.ending}")
    assert (changed.line, "<" in changed.product) == (LineKind.UPGRADE, False)
    empty = special(history, observed, SpecialOrder.EMPTY)
    assert (empty.items, empty.payment) == ((), Payment.UNPAID)
    assert special(history, observed, SpecialOrder.FRAUD).status is OrderStatus.FRAUD
    assert special(history, observed, SpecialOrder.SUSPENDED).items[0].status is ServiceStatus.SUSPENDED
    assert special(history, observed, SpecialOrder.DOMAIN_EXPIRED).items[0].status is ServiceStatus.EXPIRED
    assert special(history, observed, SpecialOrder.DOMAIN_LEFT).items[0].status is ServiceStatus.ENDED
    assert special(history, observed, SpecialOrder.COMPLETED).items[0].status is ServiceStatus.ACTIVE
    assert {item.key.kind for item in special(history, observed, SpecialOrder.DOMAIN_ONLY).items} == {ItemKind.DOMAIN}
    assert ItemKind.OTHER in {item.key.kind for item in special(history, observed, SpecialOrder.UNKNOWN_LINE).items}
    assert special(history, observed, SpecialOrder.UNMAPPED_STATUS).custom_status in history.order_statuses
    midnight = special(history, observed, SpecialOrder.PAID_AT_MIDNIGHT).paid_at
    assert midnight is not None
    assert midnight.astimezone(ZoneInfo(CATALOG.billing.zone)).time() == time()


def test_an_earlier_moment_shows_an_earlier_truth(history: MadeUpHistory, server: FaultyBilling) -> None:
    server.as_of = END - timedelta(days=60)
    assert len(pull(server).orders) == len(history.at(server.as_of).orders) < len(history.orders)


@pytest.mark.parametrize("page_size", [10, 26, 100])
def test_the_page_size_does_not_change_what_is_seen(server: FaultyBilling, page_size: int) -> None:
    assert seen(pull(server, page_size=page_size)) == seen(pull(server))


@pytest.mark.parametrize("fault", FATAL)
def test_a_fault_stops_the_pull_with_one_line_and_no_secret(server: FaultyBilling, fault: Fault) -> None:
    server.fault = fault
    with pytest.raises(UnreachableError) as caught:
        pull(server, page_size=50, seconds=0.5 if fault in SLOW else 20)
    said = f"{caught.value.message} {caught.value.remedy}"
    assert caught.value.exit_code == 3
    assert len(said.splitlines()) == 1
    secrets = (CREDENTIALS.identifier, CREDENTIALS.secret, CREDENTIALS.access_key or "-", server.url)
    assert not [word for word in secrets if word in said]


@pytest.mark.parametrize(("fault", "wrong_by"), MISCOUNTED.items())
def test_a_total_that_never_fits_is_told_of_every_listing(server: FaultyBilling, fault: Fault, wrong_by: int) -> None:
    server.fault = fault
    told = pull(server, page_size=50).miscounts
    assert {count.action for count in told} >= {"GetOrders", "GetTickets"}
    assert {abs(count.counted - count.listed) for count in told} == {wrong_by}


@pytest.mark.parametrize("fault", HARMLESS + PASSING_AT_PAGE_EDGES)
def test_a_harmless_fault_changes_nothing(server: FaultyBilling, fault: Fault) -> None:
    # A size that no listing's total is a multiple of: what comes twice at the edges must leave a last page.
    good = seen(pull(server, page_size=47))
    server.fault = fault
    assert seen(pull(server, page_size=47)) == good


@pytest.mark.parametrize("fault", PER_ROW)
def test_one_malformed_row_is_kept_back_and_named(server: FaultyBilling, fault: Fault) -> None:
    good = pull(server)
    server.fault = fault
    observed = pull(server)
    if fault is Fault.MALFORMED_ORDER:
        assert list(observed.unreadable_orders.values()) == ["date"]
        assert len(observed.orders) == len(good.orders) - 1
    else:
        assert list(observed.unreadable_tickets.values()) == ["date"]
        assert len(observed.tickets) == len(good.tickets) - 1


@pytest.mark.parametrize("fault", [Fault.TOO_MANY, Fault.HTML_500, Fault.ERROR_500, Fault.CUT, Fault.RESET])
def test_a_fault_that_passes_is_overcome(server: FaultyBilling, fault: Fault) -> None:
    good = seen(pull(server))
    server.fault, server.fault_times = fault, 2
    assert seen(pull(server)) == good


def test_wrong_credentials_are_tried_once(server: FaultyBilling) -> None:
    with pytest.raises(UnreachableError, match="Authentication Failed"):
        pull(server, secret="otra-clave")
    assert len(server.requests) == 1


def test_questions_and_answers_are_those_of_the_history(history: MadeUpHistory, server: FaultyBilling) -> None:
    observed, asked = pull(server, conventions=MACHINES), 0
    for ticket in history.at(END).tickets:
        said = [message for message in ticket.messages if message.shown_from <= END]
        thread = observed.threads.get(TicketId(str(ticket.id)))
        if thread is None:
            assert len(said) == 1
            continue
        asked += 1
        first, *others = said
        questions = [message.at for message in others if not message.staff]
        asked_at = first.at if not first.staff else min(questions, default=None)
        people = [message.at for message in others if message.staff not in ("", AUTOMATIC)]
        assert thread.asked_at == asked_at
        assert thread.answered_at == min((at for at in people if asked_at and at > asked_at), default=None)
    assert asked == observed.effort.calls["GetTicket"] > 90


def test_special_tickets_are_what_they_are(history: MadeUpHistory, server: FaultyBilling) -> None:
    observed = pull(server, conventions=MACHINES)
    listed = {ticket.id: ticket for ticket in observed.tickets}

    def first(name: SpecialTicket) -> tuple[timedelta | None, timedelta | None]:
        """Return how long after the opening it was asked, and answered."""
        ticket = TicketId(str(history.special_tickets[name]))
        thread, opened = observed.threads[ticket], listed[ticket].opened_at
        return thread.asked_at and thread.asked_at - opened, thread.answered_at and thread.answered_at - opened

    def hours(count: float) -> timedelta:
        return timedelta(hours=count)

    assert first(SpecialTicket.ANSWERED) == (hours(0), hours(2))
    assert first(SpecialTicket.AUTOMATIC_REPLY_FIRST) == (hours(0), hours(5))
    assert first(SpecialTicket.STAFF_OPENED_THEN_ASKED) == (hours(6), hours(9))
    assert first(SpecialTicket.GUEST) == (hours(0), hours(3))
    merged = next(one for one in history.tickets if one.id == history.special_tickets[SpecialTicket.MERGED])
    taken = next(message.at for message in merged.messages if message.staff)
    assert first(SpecialTicket.MERGED) == (hours(0), taken - merged.opened_at)
    assert first(SpecialTicket.BACK_DATED) == (hours(0), None)
    assert first(SpecialTicket.OLD_STYLE) == (hours(0), hours(2))
    ids = {name: TicketId(str(number)) for name, number in history.special_tickets.items()}
    assert ids[SpecialTicket.NEVER_ANSWERED] not in observed.threads
    assert ids[SpecialTicket.STAFF_OPENED] not in observed.threads
    assert ids[SpecialTicket.MERGED_AWAY] not in listed
    assert listed[ids[SpecialTicket.GUEST]].client == ""
    custom = listed[ids[SpecialTicket.CUSTOM_STATUS]]
    assert (custom.state, custom.status_word) == (TicketState.OTHER, "En desarrollo")


def test_requirements_dates_are_those_staff_wrote(history: MadeUpHistory, server: FaultyBilling) -> None:
    observed = pull(server, conventions=Conventions(history.requirements_field))
    dates = {item.key: item.requirements_met_at for order in observed.orders for item in order.items}
    written = {
        str(line.id): line.requirements.value
        for order in history.at(END).orders
        for line in order.lines
        if line.kind == "product" and line.requirements and line.requirements.noted_at <= END
    }
    read = {key.id: date for key, date in dates.items() if date is not None}
    assert read == {line: date.replace(second=0, microsecond=0) for line, date in written.items()}
    assert special(history, observed, SpecialOrder.REQUIREMENTS_DATED).items[0].requirements_met_at is not None
    assert special(history, observed, SpecialOrder.REQUIREMENTS_UNREPORTED).items[0].requirements_met_at is None
    assert {key.kind for key, date in dates.items() if date is not None} == {ItemKind.PRODUCT}


def test_no_canary_comes_out(history: MadeUpHistory, server: FaultyBilling) -> None:
    planted = server.plant_canaries()
    notes: list[str] = []
    observed = pull(server, conventions=Conventions(history.requirements_field), notes=notes)
    assert len(observed.threads) > 90
    assert planted
    assert all("canary" in text.casefold() for text in planted.values())
    assert "canary" not in f"{observed!r}{notes}".casefold()


def test_a_second_run_over_an_unchanged_history_reads_no_message(server: FaultyBilling) -> None:
    threads = pull(server, conventions=MACHINES).threads
    calls(server)
    observed = pull(server, conventions=MACHINES, threads=threads)
    assert set(calls(server)) == {"GetAutomationLog", "GetOrders", "GetInvoices", "GetTickets", "GetInvoice"}
    assert (observed.threads, observed.unread) == ({}, 0)


def test_calls_do_not_grow_with_history() -> None:
    """2,000 orders, 6,000 invoices, 3,000 tickets: at most 45 calls, one per changed ticket, 4 for a lost invoice."""
    large = make_up_history(CATALOG, end=END, size=Size(clients=400, orders=1957, renewals=4000, tickets=2985))
    with FaultyBilling(large, as_of=END, credentials=CREDENTIALS) as server:
        first = pull(server)
        sizes = (len(large.orders) / 2000, len(large.invoices) / 6000, len(first.tickets) / 3000)
        assert all(0.99 < size <= 1 for size in sizes)
        assert len(first.threads) == 300
        assert first.unread > 2000
        # As if nine runs more had read the rest, and nobody had answered any.
        known = {ticket.id: unanswered(ticket, ticket.last_reply_at) for ticket in first.tickets} | dict(first.threads)
        calls(server)
        second = pull(server, threads=known)
        assert len(calls(server)) == sum(second.effort.calls.values()) <= 45 + second.effort.calls["GetInvoice"]
        assert second.effort.calls["GetInvoice"] <= 4
        changed = [ticket for ticket in second.tickets if ticket.id in first.threads][:40]
        known |= {ticket.id: unanswered(ticket, None) for ticket in changed}
        third = pull(server, threads=known)
        assert calls(server).count("GetTicket") == len(third.threads) == 40
        assert sum(third.effort.calls.values()) == sum(second.effort.calls.values()) + 40
        assert second.unread == third.unread == 0
