"""What the made-up billing system holds: clients, orders and invoices, each with its whole life."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Timeline:
    """A status and the moments it changed at, oldest first; it never holds two changes at one moment."""

    changes: tuple[tuple[datetime, str], ...]

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
class Line:
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
class Invoice:
    """One invoice; `paid_at` is what staff registered, so it may lie before the status changed."""

    client: Client
    created_at: datetime
    cents: int
    status: Timeline
    paid_at: datetime | None = None
    deleted_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """One order; `staff` is the person of the company who placed it, 0 for the client."""

    client: Client
    placed_at: datetime
    lines: tuple[Line, ...]
    status: Timeline
    invoice: Invoice | None
    cents: int
    method: str = "mercadopago"
    staff: int = 0
    notes: str = ""
    transfer_code: str = ""
    renewal: bool = False
    id: int = 0
    number: int = 0
