"""The tickets that every made-up history holds, each under its name, whatever the seed.

Their answers keep no office hours: whatever the end of the history, each stands at it as its name says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from generator.sandbox.billing_records import Client, Message, Order, Ticket, Timeline
from generator.sandbox.made_up_shop import Shop
from generator.sandbox.ordinary_tickets import AUTOMATIC, LINK_GONE, STAFF, STRAY, access_code, public_number
from generator.sandbox.special_orders import SpecialOrder


class SpecialTicket(StrEnum):
    """A ticket that every history holds."""

    NEVER_ANSWERED = "never_answered"
    ANSWERED = "answered"
    """By a person, two hours after it was opened."""
    AUTOMATIC_REPLY_FIRST = "automatic_reply_first"
    """Billing itself answers within three seconds, a person five hours later."""
    STAFF_OPENED = "staff_opened"
    """Its client has said nothing."""
    STAFF_OPENED_THEN_ASKED = "staff_opened_then_asked"
    GUEST = "guest"
    MERGED = "merged"
    """It took in another one, which had an answer when it had none."""
    MERGED_AWAY = "merged_away"
    """The one it took in; it is gone since."""
    BACK_DATED = "back_dated"
    """Its only reply is dated a day before its opening."""
    OLD_STYLE = "old_style"
    """GetTicket answers without `replyid` and `requestor_*`."""
    LINK_GONE = "link_gone"
    """It is about a service that was deleted."""
    CUSTOM_STATUS = "custom_status"
    """Of the company's own, which nothing explains."""
    REQUIREMENTS_MET = "requirements_met"
    """Its status says that `SpecialOrder.REQUIREMENTS_BY_TICKET` has all it needs."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """One message: hours after the opening, who of the staff wrote it, the status it led to."""

    hours: float
    staff: str = ""
    status: str = ""
    entered: float | None = None


def special_tickets(
    shop: Shop, clients: Sequence[Client], orders: Sequence[Order], specials: Mapping[SpecialOrder, int], first: int
) -> list[tuple[SpecialTicket, Ticket]]:
    """Return every special ticket; `first` is the place in the row of public numbers that is free."""
    by_id = {order.id: order for order in orders}
    made = _merged(shop, shop.rng.choice(clients))
    for name, make in _MAKERS.items():
        order = by_id[specials[_ABOUT[name]]] if name in _ABOUT else None
        ticket = make(shop, order.client if order else shop.rng.choice(clients))
        made[name] = replace(ticket, about=f"S{order.lines[0].id}") if order else ticket
    return [
        (name, replace(ticket, number=public_number(first + index)))
        for index, (name, ticket) in enumerate(made.items())
    ]


def _talk(shop: Shop, client: Client, days: float, *turns: _Turn) -> Ticket:
    """Return a ticket of these turns, the first of which opens it so many days before the end."""
    opened = shop.ago(days)
    said, life = [], Timeline(((opened, turns[0].status or "Open"),))
    for number, turn in enumerate(turns):
        at = opened + timedelta(hours=turn.hours)
        entered = None if turn.entered is None else opened + timedelta(hours=turn.entered)
        said.append(Message(at, turn.staff, f"Mensaje {number + 1} sobre {client.slug}: {client.name}", entered))
        life = life.then(entered or at, turn.status) if turn.status else life
    return Ticket(
        client=client,
        name=client.name,
        email=client.email,
        department=1 + len(client.slug) % 3,
        subject=f"Consulta de {client.company or client.name} ({client.slug})",
        messages=tuple(said),
        status=life,
        priority="Medium",
        about="",
        code=access_code(shop),
        number="",
    )


def _case(days: float, *turns: _Turn) -> Callable[[Shop, Client], Ticket]:
    return lambda shop, client: _talk(shop, client, days, _Turn(0), *turns)


def _guest(shop: Shop, client: Client) -> Ticket:
    return replace(_talk(shop, client, 9, _Turn(0), _Turn(3, STAFF[1], "Answered")), client=None)


def _requirements(shop: Shop, client: Client) -> Ticket:
    ticket = _talk(shop, client, 8, _Turn(0), _Turn(4, STAFF[0], "Answered"))
    return replace(ticket, status=ticket.status.then(ticket.opened_at + timedelta(days=2), shop.statuses.met))


def _merged(shop: Shop, client: Client) -> dict[SpecialTicket, Ticket]:
    """Return two tickets of one client: a day after the first was opened it takes in the second, answered by then."""
    whole = _talk(shop, client, 5, _Turn(0))
    part = _talk(shop, client, 5 - 1 / 24, _Turn(0), _Turn(2, STAFF[0], "Answered"))
    then = whole.opened_at + timedelta(days=1)
    taken = tuple(replace(message, entered_at=then) for message in part.messages)
    grown = replace(whole, messages=(*whole.messages, *taken), status=whole.status.then(then, "Answered"))
    return {SpecialTicket.MERGED: grown, SpecialTicket.MERGED_AWAY: replace(part, gone_at=then)}


def _opened_by_staff(*turns: _Turn) -> Callable[[Shop, Client], Ticket]:
    return lambda shop, client: _talk(shop, client, 7, _Turn(0, STAFF[2]), *turns)


_MAKERS: Mapping[SpecialTicket, Callable[[Shop, Client], Ticket]] = {
    SpecialTicket.NEVER_ANSWERED: _case(2),
    SpecialTicket.ANSWERED: _case(6, _Turn(2, STAFF[0], "Answered")),
    SpecialTicket.AUTOMATIC_REPLY_FIRST: _case(3, _Turn(3 / 3600, AUTOMATIC), _Turn(5, STAFF[1], "Answered")),
    SpecialTicket.STAFF_OPENED: _opened_by_staff(),
    SpecialTicket.STAFF_OPENED_THEN_ASKED: _opened_by_staff(
        _Turn(6, status="Customer-Reply"), _Turn(9, STAFF[0], "Answered")
    ),
    SpecialTicket.GUEST: _guest,
    SpecialTicket.BACK_DATED: _case(10, _Turn(-24, STAFF[0], "Answered", entered=3)),
    SpecialTicket.OLD_STYLE: lambda shop, client: replace(
        _talk(shop, client, 12, _Turn(0), _Turn(2, STAFF[1], "Answered")), old_style=True
    ),
    SpecialTicket.LINK_GONE: lambda shop, client: replace(
        _talk(shop, client, 5, _Turn(0), _Turn(1, STAFF[0], "Answered")), about=LINK_GONE
    ),
    SpecialTicket.CUSTOM_STATUS: _case(11, _Turn(2, STAFF[0], "Answered"), _Turn(6, STAFF[0], STRAY)),
    SpecialTicket.REQUIREMENTS_MET: _requirements,
}
_ABOUT = {
    SpecialTicket.ANSWERED: SpecialOrder.ACTIVE,
    SpecialTicket.NEVER_ANSWERED: SpecialOrder.IN_PROGRESS_LATE,
    SpecialTicket.AUTOMATIC_REPLY_FIRST: SpecialOrder.PENDING_BUT_RUNNING,
    SpecialTicket.REQUIREMENTS_MET: SpecialOrder.REQUIREMENTS_BY_TICKET,
}
"""The order a ticket is about: its client is who wrote it."""
