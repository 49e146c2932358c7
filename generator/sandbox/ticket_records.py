"""What the made-up billing system holds of tickets, each with its messages and its whole life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from generator.sandbox.records import Client, Timeline


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
