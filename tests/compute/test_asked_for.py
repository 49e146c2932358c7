"""What is asked for decides what is promised: each kind of line by its own promise, or plainly by none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from generator.compute.fold import fold
from generator.compute.order_views import order_views
from generator.model.base import OrderId
from generator.model.billing import BillingService
from generator.model.catalog import Catalog
from generator.model.ledger import ItemRecord, Ledger, OrderRecord
from generator.model.moments import latest
from generator.model.observed import ItemKey, ObservedItem
from generator.model.states import ItemKind, LineKind, OrderStatus, Payment, Reason, ServiceStatus, State, WaitingOn
from generator.model.views import OrderView
from tests.compute.shop import RUN, T0, Pull, after, catalog, item, order, seen

PAID = {"payment": Payment.PAID, "paid_at": T0}
ACTIVE = {"status": OrderStatus.ACTIVE}
CANCELLED = {"status": OrderStatus.CANCELLED}
PENDING = ServiceStatus.PENDING


def domain(line: LineKind, status: ServiceStatus = PENDING) -> ObservedItem:
    """Return a line about a domain whose ending the company sells at one day's promise."""
    return ObservedItem(ItemKey(ItemKind.DOMAIN, "3"), "Dominio .com", ".com", status, line=line)


def line(kind: LineKind, status: ServiceStatus = PENDING, text: str = "Hosting - Inicial") -> ObservedItem:
    """Return a line of another kind, which bears the very text of a product with a promise."""
    return ObservedItem(ItemKey(ItemKind.OTHER, f"{kind}-3"), text, "", status, line=kind)


def company(*entries: dict[str, object]) -> Catalog:
    """Return the company with services of its own for other kinds of lines."""
    usual = catalog()
    more = tuple(BillingService.model_validate(entry) for entry in entries)
    billing = usual.billing.model_copy(update={"services": (*usual.billing.services, *more)})
    return replace(usual, billing=billing)


def record(*pulls: Pull, of: Catalog | None = None) -> OrderRecord:
    """Return the one order's record after these runs."""
    (found,) = after(*pulls, company=of).orders.values()
    return found


def only(*pulls: Pull, of: Catalog | None = None) -> ItemRecord:
    """Return the one item's record after these runs."""
    (found,) = record(*pulls, of=of).items
    return found


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (domain(LineKind.TRANSFER), Reason.UNMAPPED_TRANSFER),
        (domain(LineKind.RENEWAL), Reason.UNMAPPED_RENEWAL),
        (line(LineKind.RENEWAL), Reason.UNMAPPED_RENEWAL),
        (line(LineKind.ADDON), Reason.UNMAPPED_ADDON),
        (line(LineKind.UPGRADE), Reason.UNMAPPED_UPGRADE),
        (line(LineKind.OTHER), Reason.UNMAPPED),
    ],
)
def test_no_other_line_has_the_promise_of_a_new_service(asked: ObservedItem, reason: Reason) -> None:
    """It says plainly that nothing is promised of it; while it is unpaid, that the client must pay, too."""
    paid = only(seen(T0 + RUN, order(asked, **PAID)))
    assert (paid.service, paid.promise, paid.state, paid.reason) == (None, None, State.UNKNOWN, reason)
    unpaid = only(seen(T0 + RUN, order(asked)))
    assert (unpaid.state, unpaid.reason, unpaid.missing) == (State.AWAITING_PAYMENT, reason, ("pago",))
    assert unpaid.since == T0
    ended = only(seen(T0 + RUN, order(asked, **PAID | CANCELLED)))
    assert (ended.state, ended.reason) == (State.CANCELLED, None)


@pytest.mark.parametrize("kind", [LineKind.TRANSFER, LineKind.RENEWAL, LineKind.ADDON, LineKind.UPGRADE])
@pytest.mark.parametrize("narrow", [True, False])
def test_a_service_of_its_own_gives_each_kind_of_line_a_promise(kind: LineKind, narrow: bool) -> None:
    """By text or ending, or all lines of the kind at once."""
    entry: dict[str, object] = {"service": "video", "kind": kind.value}
    asked = domain(kind) if kind is LineKind.TRANSFER else line(kind)
    if narrow:
        entry |= {"domain_endings": [".com"]} if kind is LineKind.TRANSFER else {"products": ["Hosting - Inicial"]}
    found = only(seen(T0 + RUN, order(asked, **PAID)), of=company(entry))
    assert (found.service, found.state) == ("video", State.IN_PROGRESS)
    assert found.promise is not None
    assert (str(found.promise.promise), found.promise.start) == ("1 día hábil", T0)


def test_a_registration_keeps_its_promise_beside_a_transfer_of_the_same_ending() -> None:
    own = company({"service": "hosting", "kind": "transfer", "domain_endings": [".com"]})
    assert only(seen(T0 + RUN, order(domain(LineKind.REGISTRATION), **PAID)), of=own).service == "video"
    assert only(seen(T0 + RUN, order(domain(LineKind.TRANSFER), **PAID)), of=own).service == "hosting"


def before_kinds(ledger: Ledger) -> Ledger:
    """Return the Ledger as it was when every line was taken for a new product or a registration."""
    orders = {
        key: one.model_copy(update={"items": tuple(item.model_copy(update={"line": None}) for item in one.items)})
        for key, one in ledger.orders.items()
    }
    return ledger.model_copy(update={"orders": orders})


@pytest.mark.parametrize("status", [PENDING, ServiceStatus.ACTIVE])
def test_a_transfer_that_was_promised_a_registration_is_not_any_more(status: ServiceStatus) -> None:
    """The promise was given by a Ledger that did not tell the two apart."""
    old = before_kinds(after(seen(T0, order(domain(LineKind.REGISTRATION, status), **PAID))))
    now = T0 + RUN
    ledger, _ = fold(catalog(), seen(now, order(domain(LineKind.TRANSFER, status), **PAID)), old, now)
    (found,) = next(iter(ledger.orders.values())).items
    assert (found.service, found.promise) == (None, None)
    assert found.line is LineKind.TRANSFER


def test_what_was_known_of_products_and_registrations_before_stays() -> None:
    placed = order(item("Hosting - Inicial"), domain(LineKind.REGISTRATION), **PAID)
    new = after(seen(T0, placed))
    now = T0 + RUN
    ledger, _ = fold(catalog(), seen(now, placed), before_kinds(new), now)
    assert [one.promise for one in next(iter(ledger.orders.values())).items] == [
        one.promise for one in next(iter(new.orders.values())).items
    ]


def test_a_transfer_that_is_done_does_not_turn_into_a_late_registration() -> None:
    """Where only its status told it from one, the status is gone once it is active."""
    runs = [seen(T0, order(domain(LineKind.TRANSFER), **PAID))]
    runs += [
        seen(T0 + days * timedelta(days=1), order(domain(LineKind.REGISTRATION, ServiceStatus.ACTIVE), **PAID))
        for days in (9, 10)
    ]
    found = only(*runs)
    assert (found.state, found.service, found.promise, found.line) == (State.ACTIVE, None, None, LineKind.TRANSFER)


RENEWED = [ServiceStatus.ACTIVE, ServiceStatus.EXPIRED, ServiceStatus.SUSPENDED, PENDING]


@pytest.mark.parametrize("status", RENEWED)
@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, State.AWAITING_PAYMENT),
        (ACTIVE, State.AWAITING_PAYMENT),
        (PAID, State.UNKNOWN),
        (PAID | ACTIVE, State.ACTIVE),
        ({"payment": Payment.NOT_NEEDED} | ACTIVE, State.ACTIVE),
        (CANCELLED, State.CANCELLED),
    ],
)
def test_a_renewal_stands_where_its_order_does_not_where_the_thing_renewed_does(
    status: ServiceStatus, changes: dict[str, object], state: State
) -> None:
    """Billing shows the status of what is renewed: active long before anybody paid, or expired until it is renewed."""
    found = record(seen(T0 + RUN, order(line(LineKind.RENEWAL, status), **changes)))
    assert found.items[0].state is state
    assert (found.closed_at is None) == (state not in (State.ACTIVE, State.CANCELLED))


def view(*pulls: Pull) -> OrderView:
    """Return what the one order's page shows."""
    (found,) = order_views(after(*pulls), pulls[-1].at)
    return found


@pytest.mark.parametrize("custom", ["", "En producción", "Otra cosa"])
@pytest.mark.parametrize("payment", [Payment.UNPAID, Payment.UNCLEAR, Payment.PAID, Payment.NOT_NEEDED])
def test_an_order_without_lines_is_unknown_and_open_while_it_is_pending(payment: Payment, custom: str) -> None:
    """Unpaid, it says what is to be paid."""
    changes = {"status": OrderStatus.CUSTOM, "custom_status": custom} if custom else {}
    pulls = [seen(T0 + days * timedelta(days=40), order(payment=payment, **changes)) for days in range(3)]
    shown = view(*pulls)
    (found,) = shown.items
    assert (found.state, found.reason, latest(found.since)) == (State.UNKNOWN, Reason.EMPTY_ORDER, T0)
    is_unpaid = payment is Payment.UNPAID
    assert found.missing == (("pago",) if is_unpaid else ())
    assert found.waiting_on is (WaitingOn.CLIENT if is_unpaid else WaitingOn.NONE)
    assert (shown.closed, record(*pulls).closed_at) == (None, None)


@pytest.mark.parametrize(
    ("changes", "state", "closes"),
    [
        (ACTIVE | PAID, State.UNKNOWN, True),
        (ACTIVE | {"payment": Payment.UNCLEAR}, State.UNKNOWN, True),
        (ACTIVE, State.UNKNOWN, False),
        (CANCELLED, State.CANCELLED, True),
        ({"status": OrderStatus.FRAUD}, State.UNDER_REVIEW, False),
    ],
)
def test_an_order_without_lines_ends_once_billing_calls_it_finished(
    changes: dict[str, object], state: State, closes: bool
) -> None:
    found = record(seen(T0 + RUN, order(**changes)))
    assert found.items[0].state is state
    assert (found.closed_at is not None) == closes


def test_an_unpaid_order_without_lines_that_an_older_version_closed_opens_again() -> None:
    old = after(seen(T0, order()))
    key, known = next(iter(old.orders.items()))
    old = old.model_copy(update={"orders": {key: known.model_copy(update={"items": (), "closed_at": T0})}})
    ledger, _ = fold(catalog(), seen(T0 + RUN, order()), old, T0 + RUN)
    assert ledger.orders[key].closed_at is None
    assert ledger.orders[key].items[0].reason is Reason.EMPTY_ORDER


def test_lines_that_one_run_does_not_list_change_no_promise() -> None:
    """The run could not tell: the next one that can goes on where the last one that could stood."""
    placed = order(item("Hosting - Inicial"), **PAID)
    known = after(seen(T0, placed), seen(T0 + 2 * RUN, placed))
    through = after(seen(T0, placed), seen(T0 + RUN, replace(placed, items=())), seen(T0 + 2 * RUN, placed))
    (between,) = record(seen(T0, placed), seen(T0 + RUN, replace(placed, items=()))).items
    assert (between.state, between.reason, between.service) == (State.UNKNOWN, Reason.EMPTY_ORDER, "hosting")
    assert [one.items for one in through.orders.values()] == [one.items for one in known.orders.values()]


@pytest.mark.parametrize("kind", [LineKind.RENEWAL, LineKind.UPGRADE])
@pytest.mark.parametrize("status", [PENDING, ServiceStatus.ACTIVE, ServiceStatus.SUSPENDED, ServiceStatus.OTHER])
def test_whether_a_renewal_or_an_upgrade_is_done_its_order_tells(kind: LineKind, status: ServiceStatus) -> None:
    """Its line has the status of the service, which runs before anybody has paid for the change, or none."""
    asked = replace(line(kind), status=status)
    unpaid = record(seen(T0 + RUN, order(asked)))
    assert (unpaid.items[0].state, unpaid.closed_at) == (State.AWAITING_PAYMENT, None)
    accepted = record(seen(T0 + RUN, order(asked, **ACTIVE)))
    assert (accepted.items[0].state, accepted.closed_at) == (State.AWAITING_PAYMENT, None)
    done = record(seen(T0 + RUN, order(asked, **PAID | ACTIVE)))
    assert (done.items[0].state, done.closed_at) == (State.ACTIVE, T0 + RUN)
    ended = record(seen(T0 + RUN, order(replace(asked, status=ServiceStatus.ENDED), **PAID)))
    assert ended.items[0].state is State.CANCELLED


@pytest.mark.parametrize("kind", [LineKind.PRODUCT, LineKind.ADDON, LineKind.OTHER])
@pytest.mark.parametrize(("word", "state"), [("", State.ACTIVE), ("Otra cosa", State.UNKNOWN)])
def test_a_line_without_a_status_is_done_with_its_order(kind: LineKind, word: str, state: State) -> None:
    """It would stay open for ever; a word that nobody knows is another matter, and so is an order that waits."""
    asked = replace(line(kind), status=ServiceStatus.OTHER, status_word=word)
    assert only(seen(T0 + RUN, order(asked, **PAID | ACTIVE))).state is state
    assert only(seen(T0 + RUN, order(asked, **ACTIVE))).state is State.UNKNOWN
    assert only(seen(T0 + RUN, order(asked, **PAID))).state is State.UNKNOWN


@pytest.mark.parametrize("status", [ServiceStatus.PENDING, ServiceStatus.ACTIVE])
def test_a_line_that_one_listing_lacks_keeps_its_promise_and_its_order_open(status: ServiceStatus) -> None:
    """The rest is done, so the order seemed closed; later the line had a new date, or was counted as done anew."""
    done = item("Hosting - Inicial", ServiceStatus.ACTIVE, number=2)
    pending = order(item("Hosting - Inicial"), done, **PAID)
    whole = replace(pending, items=(replace(pending.items[0], status=status), done))
    half = replace(whole, items=(done,))
    before = [seen(T0, pending), seen(T0 + RUN, whole)]
    known = after(*before, seen(T0 + 3 * RUN, whole))
    between = after(*before, seen(T0 + 2 * RUN, half))
    found = between.orders[OrderId("7")]
    lacked = found.items[-1]
    assert (lacked.id, lacked.missing_since, lacked.promise) == (
        "1",
        T0 + 2 * RUN,
        known.orders[found.id].items[0].promise,
    )
    assert (found.closed_at is None) == (status is ServiceStatus.PENDING)
    through = after(*before, seen(T0 + 2 * RUN, half), seen(T0 + 3 * RUN, whole))
    assert through.orders[found.id].items == known.orders[found.id].items
    assert (through.orders[found.id].closed_at, through.finished) == (known.orders[found.id].closed_at, known.finished)


def test_a_line_that_is_gone_for_a_day_leaves() -> None:
    """A single listing never takes it away, however much time has passed since the one before."""
    done = item("Hosting - Inicial", ServiceStatus.ACTIVE, number=2)
    whole, half = order(item("Hosting - Inicial"), done, **PAID), order(done, **PAID)
    days = [seen(T0, whole), *(seen(T0 + timedelta(days=n), half) for n in (3, 4))]
    assert [len(record(*days[:count]).items) for count in (1, 2, 3)] == [2, 2, 1]
    assert record(*days).closed_at == T0 + timedelta(days=4)


def test_services_deleted_after_they_were_active_leave_their_order_closed() -> None:
    placed = order(item("Hosting - Inicial", ServiceStatus.ACTIVE), **PAID | ACTIVE)
    found = record(seen(T0, placed), seen(T0 + RUN, replace(placed, items=())))
    assert (found.items[0].state, found.closed_at) == (State.ACTIVE, T0)
    ended = record(seen(T0, placed), seen(T0 + RUN, replace(placed, items=(), status=OrderStatus.CANCELLED)))
    assert ended.items[0].state is State.CANCELLED


def test_an_order_that_gets_its_lines_later_shows_them_alone() -> None:
    found = record(seen(T0, order(**PAID)), seen(T0 + RUN, order(item("Hosting - Inicial"), **PAID)))
    assert [(one.name, one.state) for one in found.items] == [("Hosting - Inicial", State.IN_PROGRESS)]


def test_the_report_names_what_no_service_claims_whatever_was_asked_for() -> None:
    """An order that lists nothing has nothing to map."""
    asked = order(domain(LineKind.TRANSFER), line(LineKind.ADDON, text="Copia"), **PAID)
    pull = seen(T0, asked, order(number=8))
    _, report = fold(catalog(), pull, None, T0)
    assert report.unmapped_products == ("Copia", "Dominio .com")
