"""How the pages of runs that read in part differ from those of a whole reading at the same moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.base import OrderId
from generator.model.views import ItemView, OrderView, TicketView


@dataclass(frozen=True, slots=True)
class Differences:
    """How many pages there are, on how many anything differs but moments and tickets, and how many tickets do."""

    pages: int
    differing: int
    tickets_lacking: int
    tickets_differing: int

    def __str__(self) -> str:
        if not (self.differing or self.tickets_lacking or self.tickets_differing):
            return f"{self.pages} páginas iguales"
        lacking = f"; faltan {self.tickets_lacking} tickets" if self.tickets_lacking else ""
        others = f"; {self.tickets_differing} tickets de más o distintos" if self.tickets_differing else ""
        return f"{self.differing} de {self.pages} páginas distintas{lacking}{others}"


def differences(part: Mapping[OrderId, OrderView], whole: Mapping[OrderId, OrderView]) -> Differences:
    """Compare all that pages tell but since when something has been so: of that a run in part may know less."""
    keys = part.keys() | whole.keys()
    differing = [key for key in keys if key not in part or key not in whole or told(part[key]) != told(whole[key])]
    ours = {ticket.number: _ticket(ticket) for view in part.values() for ticket in view.tickets}
    theirs = {ticket.number: _ticket(ticket) for key, view in whole.items() if key in part for ticket in view.tickets}
    return Differences(
        pages=len(whole),
        differing=len(differing),
        tickets_lacking=len(theirs.keys() - ours.keys()),
        tickets_differing=sum(theirs.get(number) != ticket for number, ticket in ours.items()),
    )


def told(view: OrderView) -> object:
    """Return what a page tells but for when its states began, the dates that follow from it, and its tickets."""
    return view.order, [item_told(item) for item in view.items], view.closed is None


def item_told(item: ItemView) -> object:
    """Return the same of an item."""
    return item.service, item.name, item.state, item.waiting_on, item.reason, item.promise, item.missing


def _ticket(ticket: TicketView) -> object:
    return ticket.state, ticket.opened, ticket.last_reply
