"""What each private page shows: one view per order of the Ledger."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, partial
from itertools import repeat
from typing import cast

import msgspec

from generator.compute.business_calendar import Calendars
from generator.compute.closed_orders import Left, left_of
from generator.compute.item_view import Told, item_view
from generator.compute.records.others_like_it import others_of
from generator.model.base import OrderId, TicketId
from generator.model.ledger import ItemRecord, Ledger, OrderRecord, TicketRecord
from generator.model.record import AsRead, as_plain
from generator.model.records import Records
from generator.model.states import State
from generator.model.threads import NO_PERSON
from generator.model.views import OrderView, TicketView

_SOURCE = msgspec.msgpack.Encoder(enc_hook=as_plain)
_WHOLE = Left.PAGE.encode()


@dataclass(frozen=True)
class OrdersViews:
    """The view of every order that has a page at `now`, in the Ledger's order, each made when its turn comes.

    All of them at once take more room than the Ledger. Dates are counted on the calendars it holds. Of an order that
    closed more than 30 days ago a note is left, and after another 60 nothing, even where the Ledger still holds it.
    While a first reading lacks what is recent or goes on, nobody has a page: its tickets, or a second order of its
    client's, may be among what is still to come.
    """

    ledger: Ledger
    now: datetime
    records: Records | None = None
    without: Collection[OrderId] = frozenset()
    """Orders that have no page whatever the Ledger says."""

    @property
    def base(self) -> bytes:
        """The calendars and, as the machine's table of zones may change, when each of their days begins."""
        days = {
            key: [calendar.moment(day.date, 0) for day in calendar.days_between(calendar.first, calendar.last)]
            for key, calendar in ((key, self._calendars[key]) for key in self.ledger.calendars)
        }
        return _SOURCE.encode((self.ledger.calendars, days))

    def __len__(self) -> int:
        return len(self._shown)

    def __iter__(self) -> Iterator[OrderView]:
        return (self.view(order) for order, _, _ in self._shown)

    def view(self, order: OrderId) -> OrderView:
        """Make the view of an order."""
        record = self.ledger.orders[order]
        told = [self._others.of(item) for item in record.items]
        return _view(record, self._left(record), self._tickets.get(order, ()), self._calendars, told)

    def sources(self) -> Iterator[tuple[OrderId, Sequence[bytes]]]:
        """Yield of each order what is left of it, its and its tickets' text, and how long others took as it tells it.

        Each text ends where its object does, so that no two of these say the same.
        """
        tickets, ticket_text = self._tickets, _text_in(self.ledger.tickets)
        told_of = None if self.records is None else self._others.of
        for order, record, text in self._shown:
            left = _WHOLE if record.closed_at is None else self._left(record).encode()
            texts = [left, record.canonical() if text is None else text]
            if order in tickets:
                texts += [ticket_text(ticket.id) for ticket in tickets[order]]
            if told_of is not None:
                texts.append(_SOURCE.encode([told_of(item) for item in record.items]))
            yield order, texts

    def _left(self, order: OrderRecord) -> Left:
        return left_of(order.closed_at, self.now)

    @cached_property
    def _shown(self) -> Sequence[tuple[OrderId, OrderRecord, bytes | None]]:
        """The orders that have a page, each with the text that it was read from, where that was kept."""
        if self.ledger.reading and self.ledger.reading.first_since:
            return ()
        every, without = self.ledger.orders, self.without
        # Side by side, for to look up a hundred thousand by their keys takes longer than the hash of what is found.
        texts = cast("Iterable[bytes]", every.texts.values()) if isinstance(every, AsRead) else repeat(None)
        return [
            (order, record, text)
            for (order, record), text in zip(every.items(), texts, strict=False)
            if order not in without and (record.closed_at is None or self._left(record) is not Left.NOTHING)
        ]

    @cached_property
    def _tickets(self) -> dict[OrderId, list[TicketRecord]]:
        tickets: dict[OrderId, list[TicketRecord]] = {}
        for ticket in self.ledger.tickets.values():
            if ticket.order is not None:
                tickets.setdefault(ticket.order, []).append(ticket)
        return tickets

    @cached_property
    def _calendars(self) -> Calendars:
        return Calendars(self.ledger.calendars)

    @cached_property
    def _others(self) -> _Others:
        return _Others(self.records)


def _text_in(tickets: dict[TicketId, TicketRecord]) -> Callable[[TicketId], bytes]:
    """Return what gives the text of a ticket: what it was read from, which is canonical, or what would be written."""
    if isinstance(tickets, AsRead):
        return cast("Callable[[TicketId], bytes]", tickets.texts.__getitem__)
    return lambda key: tickets[key].canonical()


def order_views(ledger: Ledger, now: datetime, records: Records | None = None) -> Iterator[OrderView]:
    """Yield the view of every order that has a page at `now`, as `OrdersViews` tells."""
    yield from OrdersViews(ledger, now, records)


def ticket_view(ticket: TicketRecord) -> TicketView:
    """Return what an order's page shows of a ticket; the opening message, which billing dates too, is no reply.

    Nor is what left the messages as they were: billing moves that date for a reply that is deleted, too.
    """
    last, thread = ticket.last_reply_at, ticket.thread
    if thread and thread.has_reply is False and thread.row_last_reply_at == last:
        last = None
    return TicketView(
        number=ticket.number,
        state=ticket.state,
        opened=ticket.opened_at,
        first_reply=thread.answered_at if thread else None,
        last_reply=last if last and last - ticket.opened_at > NO_PERSON else None,
        closed=ticket.closed_at,
    )


def _view(
    order: OrderRecord, left: Left, tickets: Sequence[TicketRecord], calendars: Calendars, others: Sequence[Told]
) -> OrderView:
    """Return a view made from nothing but these: what else it came to hang on would have to be in its source."""
    if left is not Left.PAGE and order.closed_at is not None:
        ended = tuple(sorted({item.state for item in order.items}))
        return OrderView(
            order_id=order.id,
            order=order.number,
            changed_at=order.closed_at,
            items=(),
            closed=True,
            ended=ended or None,
        )
    return OrderView(
        order_id=order.id,
        order=order.number,
        changed_at=order.changed_at,
        items=tuple(item_view(item, calendars, told) for item, told in zip(order.items, others, strict=True)),
        tickets=tuple(ticket_view(ticket) for ticket in tickets),
    )


class _Others:
    """How long others took, put into words once for each service and promise."""

    def __init__(self, records: Records | None) -> None:
        self._told = None if records is None else cache(partial(others_of, records))

    def of(self, item: ItemRecord) -> Told:
        """Return how long others took, where an item waits for a date that others waited for as well."""
        if self._told is None or item.service is None or item.promise is None or item.state is not State.IN_PROGRESS:
            return None, None
        return self._told(item.service, item.promise.in_force)
