"""What the made-up billing system holds: clients, orders, invoices and tickets, each with its whole life."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Timeline:
    """A status and the moments it changed at, oldest first; it never holds two changes at one moment."""

    changes: tuple[tuple[datetime, str], ...]

    @classmethod
    def begun(cls, moment: datetime, status: str = "Pending") -> Timeline:
        """Return a life that begins."""
        return cls(((moment, status),))

    def at(self, moment: datetime) -> str:
        """Return the status as of a moment; before the first change, the first status."""
        return self.changes[max(0, bisect_right(self.changes, moment, key=lambda change: change[0]) - 1)][1]

    def then(self, moment: datetime, status: str) -> Timeline:
        """Return this life with one change more; a moment that is not after the last one moves behind it."""
        last, current = self.changes[-1]
        if status == current:
            return self
        return Timeline((*self.changes, (max(moment, last + timedelta(seconds=1)), status)))

    @property
    def last(self) -> datetime:
        """Return the moment of the last change."""
        return self.changes[-1][0]


@dataclass(frozen=True, slots=True)
class Client:
    """A client; nobody who exists. `company` is empty for a private person."""

    id: int
    user: int
    first: str
    last: str
    company: str
    email: str
    phone: str
    address: str
    ip: str
    slug: str

    @property
    def name(self) -> str:
        """Return the full name."""
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class StaffDate:
    """A date that staff type into a field of their own: when they did, and the moment they meant."""

    noted_at: datetime
    value: datetime


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order; `id` is unique within `kind` only (product, domain, addon).

    `requirements` is when its client had brought all that was asked for, where staff wrote that down.
    """

    kind: str
    product: str
    domain: str
    cycle: str
    cents: int
    status: Timeline
    requirements: StaffDate | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class ClientInvoice:
    """One invoice; `paid_at` is what staff registered, so it may lie before the status changed."""

    client: Client
    created_at: datetime
    cents: int
    status: Timeline
    paid_at: datetime | None = None
    deleted_at: datetime | None = None
    carries: tuple[OrderLine, ...] = ()
    """What an invoice is for that others were merged into."""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """One order; `staff` is the person of the company who placed it, 0 for the client."""

    client: Client
    placed_at: datetime
    lines: tuple[OrderLine, ...]
    status: Timeline
    invoice: ClientInvoice | None
    cents: int
    method: str = "mercadopago"
    staff: int = 0
    notes: str = ""
    transfer_code: str = ""
    renewal: bool = False
    merged_into: ClientInvoice | None = None
    """The invoice that took in this order's own; billing says so nowhere but in that invoice's lines."""
    id: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a ticket; `staff` is the display name of who wrote it, empty for the client.

    `entered_at` is when the ticket got it, where that is not its date: staff may date a reply back, and merge tickets.
    """

    at: datetime
    staff: str
    text: str
    entered_at: datetime | None = None

    @property
    def shown_from(self) -> datetime:
        """Return the moment from which billing shows it."""
        return self.entered_at or self.at


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket; `client` is None for a guest, `about` is `S<id>`, `D<id>` or empty.

    At `gone_at` it was merged into another one. `old_style` ones answer GetTicket as WHMCS did in 2018.
    """

    client: Client | None
    name: str
    email: str
    department: int
    subject: str
    messages: tuple[Message, ...]
    status: Timeline
    priority: str
    about: str
    code: str
    number: str
    gone_at: datetime | None = None
    old_style: bool = False
    id: int = 0

    @property
    def opened_at(self) -> datetime:
        """Return the moment of the opening message."""
        return self.messages[0].at

    def said(self, moment: datetime) -> list[Message]:
        """Return the opening message, and what was said since as of a moment, by date."""
        opening, *later = (message for message in self.messages if message.shown_from <= moment)
        return [opening, *sorted(later, key=lambda message: message.at)]

    def last_said(self, moment: datetime) -> datetime:
        """Return the latest date of what was said as of a moment."""
        return max(message.at for message in self.messages if message.shown_from <= moment)
