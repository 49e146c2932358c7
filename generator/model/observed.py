"""What one run saw in billing, in our words: fields picked one by one; no name, address, price or subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from generator.model.base import OrderId, TicketId
from generator.model.states import ItemKind, LineKind, OrderStatus, Payment, ServiceStatus, TicketState
from generator.model.threads import Thread


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

    @property
    def is_accepted(self) -> bool:
        """Whether it is over as far as the order itself can tell: taken, and not waiting for money."""
        return self.status is OrderStatus.ACTIVE and self.payment is not Payment.UNPAID


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
    """A complete pull: what was read, and the ids of rows that were not, with the field at fault."""

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
