"""The shop and its clients come in; the orders that no run of chance may leave out go out, each under its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from generator.sandbox import picks
from generator.sandbox import rare_lives as rare
from generator.sandbox import working_lives as working
from generator.sandbox.records import Client, Order
from generator.sandbox.shop import Offer, Shop


class Special(StrEnum):
    """An order every world holds, in this very state at its end."""

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


def special_orders(shop: Shop, later: Shop, clients: Sequence[Client]) -> list[tuple[Special | None, Order]]:
    """Return every special order, and a few nameless ones more of those states that a reader wants to see often.

    `later` is the same shop with chance of its own: what was added last takes nothing from what was there before.
    """
    made: list[tuple[Special | None, Order]] = [
        (special, _MAKERS[special](of, of.rng.choice(clients)))
        for special in Special
        for of in (later if special in _ADDED else shop,)
    ]
    for special in (Special.AWAITING_PAYMENT, Special.AWAITING_REQUIREMENTS, Special.IN_PROGRESS_ON_TIME):
        made += [(None, _MAKERS[special](shop, shop.rng.choice(clients))) for _ in range(2)]
    late = sorted(shop.kinds(instant=False), key=lambda offer: picks.overdue(shop, offer))[1:3]
    made += [(None, working.producing(shop, shop.rng.choice(clients), offer, picks.ago(shop, 21))) for offer in late]
    return made


_Maker = Callable[[Shop, Client], Order]


def _state(pick: Callable[[Shop], Sequence[Offer]], days: float, order: str, line: str, staff: int = 0) -> _Maker:
    return lambda shop, client: rare.sold(shop, client, pick(shop), days, order, line, staff=staff)


def _hostings(shop: Shop) -> Sequence[Offer]:
    return [picks.hosting(shop)]


def _needing(shop: Shop) -> Sequence[Offer]:
    return picks.by_hand(shop, waits=True)[-1:]


def _domains(shop: Shop) -> Sequence[Offer]:
    return [picks.domain(shop)]


_MAKERS: dict[Special, _Maker] = {
    Special.AWAITING_PAYMENT: rare.awaiting_payment,
    Special.AWAITING_REQUIREMENTS: rare.waiting,
    Special.IN_PROGRESS_ON_TIME: working.on_time,
    Special.IN_PROGRESS_LATE: lambda shop, client: working.producing(
        shop, client, picks.by_hand(shop)[0], picks.ago(shop, 30)
    ),
    Special.PAUSED: lambda shop, client: working.paused(shop, client, resumed=False),
    Special.RESUMED: lambda shop, client: working.paused(shop, client, resumed=True),
    Special.ACTIVE: rare.active,
    Special.CANCELLED: rare.cancelled,
    Special.UNDER_REVIEW: lambda shop, client: rare.sold(shop, client, _hostings(shop), 2, shop.own.review, "Pending"),
    Special.FRAUD: _state(_hostings, 3, "Fraud", "Fraud"),
    Special.UNMAPPED_PRODUCT: _state(lambda shop: [shop.unmapped], 10, "Pending", "Pending"),
    Special.UNMAPPED_STATUS: lambda shop, client: rare.sold(
        shop, client, picks.by_hand(shop)[:1], 7, shop.own.stray, "Pending"
    ),
    Special.PENDING_BUT_RUNNING: _state(_hostings, 5, "Pending", "Active"),
    Special.FREE: rare.free,
    Special.DOMAIN_ONLY: _state(_domains, 13, "Active", "Active"),
    Special.MANY_LINES: _state(
        lambda shop: [picks.hosting(shop), picks.domain(shop), picks.by_hand(shop)[0]], 6, "Active", "Active"
    ),
    Special.UNKNOWN_LINE: rare.unknown_line,
    Special.RENEWAL: rare.renewal,
    Special.REFUNDED: rare.refunded,
    Special.INVOICE_GONE: rare.invoice_gone,
    Special.PAID_AT_MIDNIGHT: rare.paid_at_midnight,
    Special.BY_STAFF: _state(_hostings, 19, "Active", "Active", staff=1),
    Special.SUSPENDED: _state(_hostings, 50, "Active", "Suspended"),
    Special.TERMINATED: _state(_hostings, 55, "Active", "Terminated"),
    Special.COMPLETED: _state(lambda shop: picks.by_hand(shop)[:1], 45, "Active", "Completed"),
    Special.DOMAIN_EXPIRED: _state(_domains, 65, "Active", "Expired"),
    Special.DOMAIN_LEFT: _state(_domains, 48, "Active", "Transferred Away"),
    Special.REQUIREMENTS_DATED: rare.dated,
    Special.REQUIREMENTS_BY_TICKET: _state(_needing, 12, "Pending", "Pending"),
    Special.REQUIREMENTS_UNREPORTED: _state(_needing, 9, "Pending", "Pending"),
}
_ADDED = frozenset({Special.REQUIREMENTS_DATED, Special.REQUIREMENTS_BY_TICKET, Special.REQUIREMENTS_UNREPORTED})
