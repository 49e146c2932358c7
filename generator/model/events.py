"""What the shop's own lines in billing's log tell: that something happened, to what, and when."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What a line tells, in the words of docs/events.md; the first word names what its id is of."""

    ORDER_PAID = "order.paid"
    ORDER_ACCEPTED = "order.accepted"
    ORDER_CANCELLED = "order.cancelled"
    ORDER_PENDING = "order.pending"
    SERVICE_CREATED = "service.created"
    SERVICE_CREATION_FAILED = "service.creation_failed"
    SERVICE_SUSPENDED = "service.suspended"
    SERVICE_UNSUSPENDED = "service.unsuspended"
    SERVICE_TERMINATED = "service.terminated"
    DOMAIN_REGISTERED = "domain.registered"
    DOMAIN_TRANSFERRED = "domain.transferred"
    INVOICE_PAID = "invoice.paid"
    TICKET_OPENED = "ticket.opened"
    TICKET_ANSWERED = "ticket.answered"
    TICKET_REPLIED = "ticket.replied"
    TICKET_STATUS_CHANGED = "ticket.status_changed"
    TICKET_CLOSED = "ticket.closed"
    TICKET_MERGED = "ticket.merged"

    @property
    def thing(self) -> str:
        """What its id is of: `order`, `service`, `domain`, `invoice` or `ticket`."""
        return self.value.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Event:
    """One line that is believed: by the shop's clock, in UTC and whole seconds."""

    kind: EventKind
    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EventLog:
    """Which lines of billing's log are believed, and where to go on in it."""

    keys: tuple[bytes, ...] = field(repr=False)
    """One of these made the MAC of a line: during a rotation those of both secrets."""
    after: int | None = None
    """The last entry that an earlier run read; None where none did."""
    alone: bool = False
    """Whether nothing needs to be read but what its lines name."""


@dataclass(frozen=True, slots=True)
class EventReading:
    """The events of the entries not read before, the earliest first, each once."""

    events: tuple[Event, ...] = ()
    read_to: int | None = None
    """The entry after which the next run goes on; None where there is none yet."""
    is_whole: bool = False
    """Whether all that is new was read: only then is nothing changed but what they name, as far as lines tell."""
    told: tuple[str, ...] = ()
    """Lines for staff (Spanish, own words and counts): why there are none, or which were not used."""


def event_mac(key: bytes, told: str) -> str:
    """Return what proves a line's text, as 32 hex digits (docs/events.md)."""
    return hmac.digest(key, told.encode(), "sha256")[:16].hex()
