"""The orders that every made-up history holds, each under its name, whatever the seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from generator.sandbox import rare_orders as rare
from generator.sandbox.billing_records import Client, Order
from generator.sandbox.made_up_shop import Shop
from generator.sandbox.offers import Offer


class SpecialOrder(StrEnum):
    """An order every history holds, in this very state at its end."""

    AWAITING_PAYMENT = "awaiting_payment"
    AWAITING_REQUIREMENTS = "awaiting_requirements"
    IN_PROGRESS_ON_TIME = "in_progress_on_time"
    IN_PROGRESS_LATE = "in_progress_late"
    PAUSED = "paused"
    RESUMED = "resumed"
    ACTIVE = "active"
    CANCELLED = "cancelled"
    UNDER_REVIEW = "under_review"
    FRAUD = "fraud"
    UNMAPPED_PRODUCT = "unmapped_product"
    UNMAPPED_STATUS = "unmapped_status"
    PENDING_BUT_RUNNING = "pending_but_running"
    FREE = "free"
    DOMAIN_ONLY = "domain_only"
    MANY_LINES = "many_lines"
    UNKNOWN_LINE = "unknown_line"
    RENEWAL = "renewal"
    REFUNDED = "refunded"
    INVOICE_GONE = "invoice_gone"
    PAID_AT_MIDNIGHT = "paid_at_midnight"
    BY_STAFF = "by_staff"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"
    COMPLETED = "completed"
    DOMAIN_EXPIRED = "domain_expired"
    DOMAIN_LEFT = "domain_left"
    REQUIREMENTS_DATED = "requirements_dated"
    """Its status says nothing; a field of staff's own has the date on which its client had brought everything."""
    REQUIREMENTS_BY_TICKET = "requirements_by_ticket"
    """Its status says nothing; that of a ticket about it does."""
    REQUIREMENTS_UNREPORTED = "requirements_unreported"
    """Nothing says whether its client has brought anything."""
    TRANSFER = "transfer"
    UPGRADE = "upgrade"
    EMPTY = "empty"
    """Unpaid, and without a line."""
    INVOICE_MERGED = "invoice_merged"
    """Its own invoice is cancelled; another one has its line, and is paid."""


NAMELESS = 8
"""How many more of the states that a reader wants to see often; fewer for a company that sells next to nothing."""


def special_orders(shop: Shop, later: Shop, clients: Sequence[Client]) -> list[tuple[SpecialOrder | None, Order]]:
    """Return every special order, and a few nameless ones more of those states that a reader wants to see often.

    `later` is the same shop with random numbers of its own: the kinds that were added last change none of the others.
    """
    made: list[tuple[SpecialOrder | None, Order]] = [
        (special, _MAKERS[special](of, of.rng.choice(clients)))
        for special in SpecialOrder
        for of in (later if special in _ADDED else shop,)
    ]
    for special in (
        SpecialOrder.AWAITING_PAYMENT,
        SpecialOrder.AWAITING_REQUIREMENTS,
        SpecialOrder.IN_PROGRESS_ON_TIME,
    ):
        made += [(None, _MAKERS[special](shop, shop.rng.choice(clients))) for _ in range(2)]
    late = sorted(shop.kinds(instant=False), key=shop.overdue)[1:3]
    made += [(None, rare.producing(shop, shop.rng.choice(clients), offer, shop.ago(21))) for offer in late]
    return made


_Maker = Callable[[Shop, Client], Order]


def _state(pick: Callable[[Shop], Sequence[Offer]], days: float, order: str, line: str, staff: int = 0) -> _Maker:
    return lambda shop, client: rare.sold(shop, client, pick(shop), days, order, line, staff=staff)


def _hostings(shop: Shop) -> Sequence[Offer]:
    return [shop.hosting()]


def _needing(shop: Shop) -> Sequence[Offer]:
    return shop.by_hand(waits=True)[-1:]


def _domains(shop: Shop) -> Sequence[Offer]:
    return [shop.domain()]


_MAKERS: dict[SpecialOrder, _Maker] = {
    SpecialOrder.AWAITING_PAYMENT: rare.awaiting_payment,
    SpecialOrder.AWAITING_REQUIREMENTS: rare.waiting,
    SpecialOrder.IN_PROGRESS_ON_TIME: rare.on_time,
    SpecialOrder.IN_PROGRESS_LATE: lambda shop, client: rare.producing(shop, client, shop.by_hand()[0], shop.ago(30)),
    SpecialOrder.PAUSED: lambda shop, client: rare.paused(shop, client, resumed=False),
    SpecialOrder.RESUMED: lambda shop, client: rare.paused(shop, client, resumed=True),
    SpecialOrder.ACTIVE: rare.active,
    SpecialOrder.CANCELLED: rare.cancelled,
    SpecialOrder.UNDER_REVIEW: lambda shop, client: rare.sold(
        shop, client, _hostings(shop), 2, shop.statuses.review, "Pending"
    ),
    SpecialOrder.FRAUD: _state(_hostings, 3, "Fraud", "Fraud"),
    SpecialOrder.UNMAPPED_PRODUCT: _state(lambda shop: [shop.unmapped], 10, "Pending", "Pending"),
    SpecialOrder.UNMAPPED_STATUS: lambda shop, client: rare.sold(
        shop, client, shop.by_hand()[:1], 7, shop.statuses.stray, "Pending"
    ),
    SpecialOrder.PENDING_BUT_RUNNING: _state(_hostings, 5, "Pending", "Active"),
    SpecialOrder.FREE: rare.free,
    SpecialOrder.DOMAIN_ONLY: _state(_domains, 13, "Active", "Active"),
    SpecialOrder.MANY_LINES: _state(
        lambda shop: [shop.hosting(), shop.domain(), shop.by_hand()[0]], 6, "Active", "Active"
    ),
    SpecialOrder.UNKNOWN_LINE: rare.unknown_line,
    SpecialOrder.RENEWAL: rare.renewal,
    SpecialOrder.REFUNDED: rare.refunded,
    SpecialOrder.INVOICE_GONE: rare.invoice_gone,
    SpecialOrder.PAID_AT_MIDNIGHT: rare.paid_at_midnight,
    SpecialOrder.BY_STAFF: _state(_hostings, 19, "Active", "Active", staff=1),
    SpecialOrder.SUSPENDED: _state(_hostings, 50, "Active", "Suspended"),
    SpecialOrder.TERMINATED: _state(_hostings, 55, "Active", "Terminated"),
    SpecialOrder.COMPLETED: _state(lambda shop: shop.by_hand()[:1], 45, "Active", "Completed"),
    SpecialOrder.DOMAIN_EXPIRED: _state(_domains, 65, "Active", "Expired"),
    SpecialOrder.DOMAIN_LEFT: _state(_domains, 48, "Active", "Transferred Away"),
    SpecialOrder.REQUIREMENTS_DATED: rare.dated,
    SpecialOrder.REQUIREMENTS_BY_TICKET: _state(_needing, 12, "Pending", "Pending"),
    SpecialOrder.REQUIREMENTS_UNREPORTED: _state(_needing, 9, "Pending", "Pending"),
    SpecialOrder.TRANSFER: rare.transfer,
    SpecialOrder.UPGRADE: rare.upgrade,
    SpecialOrder.EMPTY: rare.empty,
    SpecialOrder.INVOICE_MERGED: rare.invoice_merged,
}
_ADDED = frozenset(
    {
        SpecialOrder.REQUIREMENTS_DATED,
        SpecialOrder.REQUIREMENTS_BY_TICKET,
        SpecialOrder.REQUIREMENTS_UNREPORTED,
        SpecialOrder.TRANSFER,
        SpecialOrder.UPGRADE,
        SpecialOrder.EMPTY,
        SpecialOrder.INVOICE_MERGED,
    }
)
