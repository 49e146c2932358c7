"""What one run saw in billing, in our words: fields picked one by one; no name, address, price or subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from generator.model.base import OrderId, TicketId
from generator.model.events import EventReading
from generator.model.states import ItemKind, LineKind, OrderStatus, Payment, ServiceStatus, TicketState
from generator.model.threads import Thread

if TYPE_CHECKING:
    from generator.model.reading import Reading


@dataclass(frozen=True, slots=True)
class ItemKey:
    """An item's identity: ids are unique only within their kind."""

    kind: ItemKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True, slots=True)
class ObservedItem:
    """One line of an order. `product` is billing's exact text; `ending` (".com.ar") stands for domains only.

    The `status` of a renewal, or of an upgrade, is that of what is renewed or changed. `status_word` is billing's own,
    only where `status` is OTHER. `requirements_met_at` is what staff wrote into the product's own field for it.
    """

    key: ItemKey
    product: str
    ending: str
    status: ServiceStatus
    status_word: str = ""
    line: LineKind = LineKind.PRODUCT
    requirements_met_at: datetime | None = None

    @property
    def names_renewal(self) -> str:
        """What names a renewal of it: a domain's ending, a product's text; `""` where nothing does."""
        if self.key.kind is ItemKind.DOMAIN:
            return self.ending
        return self.product if self.key.kind is ItemKind.PRODUCT else ""

    @property
    def is_silent(self) -> bool:
        """Whether its line has no status at all."""
        return self.status is ServiceStatus.OTHER and not self.status_word


@dataclass(frozen=True, slots=True)
class ObservedOrder:
    """One order. `client` only serves to link tickets and is not kept; `paid_at` is set where billing dates it."""

    id: OrderId
    number: str
    client: str
    placed_at: datetime
    status: OrderStatus
    custom_status: str
    payment: Payment
    paid_at: datetime | None
    items: tuple[ObservedItem, ...]
    invoice: str = ""
    claimed: str = ""
    """Its invoice and its own word for the payment: while a later pull finds both alike, it need not ask again."""

    @property
    def is_accepted(self) -> bool:
        """Whether it is over as far as the order itself can tell: taken, and not waiting for money."""
        return self.status is OrderStatus.ACTIVE and self.payment is not Payment.UNPAID


class OverOrder(NamedTuple):
    """All that is kept of an order that has been over for so long that it gets no page."""

    client: str
    sold: tuple[tuple[str, str], ...] = ()
    """What names a renewal of each item it sold."""

    @classmethod
    def of(cls, order: ObservedOrder, client: str) -> OverOrder:
        """Return it, its client as given."""
        named = ((str(item.key), item.names_renewal) for item in order.items)
        return cls(client, tuple((key, name) for key, name in named if name))


@dataclass(frozen=True, slots=True)
class ObservedTicket:
    """One ticket. `about` is the item its opener chose, if any; `client` is empty for a guest.

    `status_word` is billing's own word for `state`; `department`, its internal id.
    """

    id: TicketId
    number: str
    client: str
    opened_at: datetime
    last_reply_at: datetime | None
    state: TicketState
    about: ItemKey | None
    status_word: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Effort:
    """What a pull cost: HTTP requests by action, repeated ones too, and rows read by action."""

    calls: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderHint:
    """What the row of an unreadable order tells all the same; what it does not tell is None."""

    client: str | None
    is_over: bool
    """Nothing goes on in it: it is cancelled, or each of its items runs, ran or ended; a renewal follows it."""
    placed_at: datetime | None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class TicketHint:
    """Whose an unreadable ticket is: its client (empty for a guest), and the item its opener chose, if any."""

    client: str
    about: ItemKey | None


@dataclass(frozen=True, slots=True)
class Miscount:
    """A listing whose total does not fit its rows, though they were listed alike again and again."""

    action: str
    what: str
    """What its rows are called (Spanish)."""
    counted: int
    listed: int


@dataclass(frozen=True, slots=True)
class Observed:
    """What billing shows as of a pull: rows as they were last read, and the ids of those that cannot be, and why.

    A pull need not look at every row. What it passed over stands here as it was last read, where that is known, and is
    named as passed over: only what was looked at can be missing.
    """

    orders: tuple[ObservedOrder, ...]
    tickets: tuple[ObservedTicket, ...]
    unreadable_orders: Mapping[OrderId, str] = field(default_factory=dict)
    unreadable_tickets: Mapping[TicketId, str] = field(default_factory=dict)
    threads: Mapping[TicketId, Thread] = field(default_factory=dict)
    """What was read of messages in this run; of the other tickets, what was known still holds."""
    unread: int = 0
    """Tickets whose messages this run had no room to read; the next one goes on."""
    effort: Effort = field(default_factory=Effort)
    billing_time: datetime | None = None
    """What billing's own server showed when the pull began (UTC), where it says so."""
    miscounts: tuple[Miscount, ...] = ()
    order_hints: Mapping[OrderId, OrderHint] = field(default_factory=dict)
    ticket_hints: Mapping[TicketId, TicketHint] = field(default_factory=dict)
    events: EventReading = field(default_factory=EventReading)
    """What the shop's own lines tell that no earlier run read."""
    named_only: bool = False
    """Whether nothing was read but what these lines name."""
    passed_over_orders: frozenset[OrderId] = frozenset()
    """Known orders that this pull had no look at."""
    passed_over_tickets: frozenset[TicketId] = frozenset()
    other_clients: Mapping[OrderId, str] = field(default_factory=dict)
    """The client of each order that is not among `orders` and was read once: it has no page."""
    over_orders: Mapping[OrderId, OverOrder] = field(default_factory=dict)
    """Those of them that this pull read."""
    knows_every_order: bool = True
    """Whether each order was read once, by this pull or an earlier one: else nobody can tell a client's only order."""
    reading: Reading | None = None
    """How far this pull and those before read; None where all was read whole."""

    @property
    def orders_not_gone(self) -> frozenset[OrderId]:
        """The orders that were seen, readable or not, and those that nobody looked for."""
        return self.passed_over_orders.union((order.id for order in self.orders), self.unreadable_orders)

    @property
    def tickets_not_gone(self) -> frozenset[TicketId]:
        """The same of tickets."""
        return self.passed_over_tickets.union((ticket.id for ticket in self.tickets), self.unreadable_tickets)
