"""Moments that the shop's own lines tell, put in place of the intervals between two runs and never outside them.

The listings say what is so, and between which two runs it became so; a line may say when in between. Where none does,
or the last one leads elsewhere than the listing, the interval stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.model.events import Event, EventKind
from generator.model.ledger import ItemRecord, TicketRecord
from generator.model.moments import Sighting
from generator.model.observed import ObservedItem, ObservedOrder, ObservedTicket
from generator.model.states import STATUS_OF_ANOTHER, ItemKind, OrderStatus, Payment, State, TicketState
from generator.model.threads import NO_PERSON, Thread

_THINGS = {ItemKind.PRODUCT: "service", ItemKind.DOMAIN: "domain"}
_LEADS: Mapping[EventKind, State | None] = {
    EventKind.SERVICE_CREATED: State.ACTIVE,
    EventKind.DOMAIN_REGISTERED: State.ACTIVE,
    EventKind.SERVICE_TERMINATED: State.CANCELLED,
}
"""Where a line about an item leads; what is suspended, or not any more, ran before, and a failure leads nowhere."""
_ORDER_LEADS: Mapping[EventKind, State | None] = {
    EventKind.ORDER_ACCEPTED: State.ACTIVE,
    EventKind.ORDER_CANCELLED: State.CANCELLED,
    EventKind.ORDER_PENDING: None,
}
_TICKET_LEADS: Mapping[EventKind, TicketState | None] = {
    EventKind.TICKET_CLOSED: TicketState.CLOSED,
    EventKind.TICKET_ANSWERED: None,
    EventKind.TICKET_REPLIED: None,
}
"""A ticket that is closed opens again with a message; its status may be changed to anything."""
_SAME_ACT = timedelta(minutes=2)
"""An answer that closes its ticket is dated by the same act."""


@dataclass(frozen=True, slots=True)
class ToldMoments:
    """The events by what they are of, the earliest first; `repliers` are names under which no person answers."""

    events: Mapping[tuple[str, str], tuple[Event, ...]]
    repliers: Collection[str] = ()

    @classmethod
    def of(cls, events: Iterable[Event], repliers: Collection[str] = ()) -> ToldMoments:
        """Return them ready to be looked up."""
        by_thing: dict[tuple[str, str], list[Event]] = defaultdict(list)
        for event in sorted(events, key=lambda one: one.at):
            by_thing[event.kind.thing, event.id].append(event)
        return cls({thing: tuple(found) for thing, found in by_thing.items()}, repliers)

    def within(self, thing: str, number: str, when: Sighting) -> tuple[Event, ...]:
        """Return the events of a thing inside an interval; what was already so at its beginning is none of it."""
        return tuple(one for one in self.events.get((thing, number), ()) if when.after < one.at <= when.by)

    def paid_at(self, order: ObservedOrder, when: Sighting) -> datetime | None:
        """Return when an order was paid whose payment billing does not date."""
        found = self.within("order", order.id, when) if order.payment is Payment.PAID else ()
        return next((event.at for event in found if event.kind is EventKind.ORDER_PAID), None)

    def dated(self, record: ItemRecord, order: ObservedOrder, item: ObservedItem | None) -> ItemRecord:
        """Return an item's record with its activation, or its end, as exactly as lines tell it."""
        when = record.since
        if not isinstance(when, Sighting) or record.state not in (State.ACTIVE, State.CANCELLED):
            return record
        thing = _THINGS.get(record.kind)
        mine = self.within(thing, record.id, when) if thing else ()
        leading = [event for event in mine if event.kind in _LEADS]
        if leading:
            at = _entered(leading, _LEADS, record.state)
            return record if at is None else record.model_copy(update={"since": at})
        # These are written before the change: it came later, but within the interval.
        hints = [event.at for event in mine[-1:] if event.kind is EventKind.DOMAIN_TRANSFERRED]
        if _follows_order(record.state, order, item):
            asked = [event for event in self.within("order", order.id, when) if event.kind in _ORDER_LEADS]
            at = _entered(asked, _ORDER_LEADS, record.state)
            hints += [] if at is None else [at]
        since = Sighting(after=max([when.after, *hints]), by=when.by)
        return record.model_copy(update={"since": since})

    def closed_at(
        self, ticket: ObservedTicket, last: TicketRecord | None, before: datetime | None, now: datetime
    ) -> datetime | None:
        """Return when a ticket that is closed was closed; None where no line tells."""
        if ticket.state is not TicketState.CLOSED:
            return None
        was_closed = last is not None and last.state is TicketState.CLOSED
        kept = last.closed_at if last and was_closed and last.last_reply_at == ticket.last_reply_at else None
        after = ticket.opened_at if last is None or was_closed else max(ticket.opened_at, before or ticket.opened_at)
        found = self.within("ticket", ticket.id, Sighting(after=after, by=now))
        leading = [event for event in found if event.kind in _TICKET_LEADS]
        at = _entered(leading, _TICKET_LEADS, TicketState.CLOSED)
        if at is None or (ticket.last_reply_at is not None and at + _SAME_ACT < ticket.last_reply_at):
            return None if leading else kept
        opened_again = any(event.kind is not EventKind.TICKET_CLOSED for event in leading)
        return at if kept is None or opened_again else kept

    def answered(self, ticket: ObservedTicket, thread: Thread | None, before: datetime | None) -> Thread | None:
        """Return what is known of a ticket's first answer, where its messages were not read since it was given.

        A line tells that staff wrote, and not whether a person did: where machines sign as staff, messages alone tell.
        """
        if thread is None or thread.asked_at is None or thread.answered_at is not None or self.repliers:
            return thread
        if ticket.last_reply_at is None or before is None:
            return thread
        asked = thread.asked_at + NO_PERSON
        when = Sighting(after=max(before, asked), by=max(before, asked, ticket.last_reply_at + NO_PERSON))
        found = self.within("ticket", ticket.id, when)
        at = next((event.at for event in found if event.kind is EventKind.TICKET_ANSWERED), None)
        return thread if at is None else thread.model_copy(update={"answered_at": at})


def _entered(
    events: Iterable[Event], leads: Mapping[EventKind, State | TicketState | None], state: State | TicketState
) -> datetime | None:
    """Return the first of the last events in a row that lead to a state; None where the last one leads elsewhere."""
    at: datetime | None = None
    for event in events:
        if leads[event.kind] is not state:
            at = None
        elif at is None:
            at = event.at
    return at


def _follows_order(state: State, order: ObservedOrder, item: ObservedItem | None) -> bool:
    """Whether the order's own word makes an item's state; what has a status may well run before it is accepted."""
    if state is State.CANCELLED:
        return order.status is OrderStatus.CANCELLED
    return item is not None and (item.line in STATUS_OF_ANOTHER or item.is_silent)
