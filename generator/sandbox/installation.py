"""What differs from one installation of WHMCS to the next: the order of its listings, and how long it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Signer: TypeAlias = Callable[[str], str]
"""Gives the MAC of an event's text, as docs/events.md says."""


class ListingOrder(StrEnum):
    """In which order GetOrders and GetTickets list; WHMCS documents none, so an installation may have any.

    The newest ticket is the one last replied to.
    """

    NEWEST_FIRST = "newest-first"
    OLDEST_FIRST = "oldest-first"
    SHUFFLED = "shuffled"
    """The same at every call, without any rule."""
    BUT_FOR_ONE = "but-for-one"
    """Newest first, but the fifth of all rows stands forty rows too far down."""


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds that 250 rows of a listing take; fewer take their share."""

    orders: float = 0
    invoices: float = 0
    tickets: float = 0

    def of(self, action: str, rows: int) -> float:
        """Return the seconds that an answer to an action (lower case) with so many rows takes."""
        whole = {"getorders": self.orders, "getinvoices": self.invoices, "gettickets": self.tickets}
        return whole.get(action, 0) * rows / 250


BUSY = Delays(orders=1.5, invoices=0.5, tickets=0.8)
"""Those of an installation that has much to do."""


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation's ways."""

    listing_order: ListingOrder = ListingOrder.NEWEST_FIRST
    delays: Delays = Delays()
    sign: Signer | None = None
    """Where given, the shop's hook writes events to the activity log, and the key's role may read it."""
    modules: bool = False
    """Whether a module sets up every product; else staff set up every fourth by hand, and no hook sees it."""


USUAL_INSTALLATION = Installation()
