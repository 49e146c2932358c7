"""What each private page shows: one view per order of the Ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from generator.compute.business_calendar import Calendars
from generator.compute.closed_orders import Left, left_of
from generator.compute.item_state import waiting_on
from generator.compute.pauses import counted_pauses
from generator.compute.records.others_like_it import others_of
from generator.compute.trace import due_of
from generator.model.base import OrderId
from generator.model.due import Due
from generator.model.ledger import ItemRecord, Ledger, OrderRecord, TicketRecord
from generator.model.moments import latest
from generator.model.records import Records
from generator.model.states import Reason, State
from generator.model.threads import NO_PERSON
from generator.model.views import ChangeView, ItemView, OrderView, PauseView, TicketView


def order_views(ledger: Ledger, now: datetime, records: Records | None = None) -> Iterator[OrderView]:
    """Yield the view of every order that has a page at `now`, in the Ledger's order.

    Dates are counted on the calendars it holds. Of an order that closed more than 30 days ago a note is left, and
    after another 60 nothing, even where the Ledger still holds it.
    """
    calendars = Calendars(ledger.calendars)
    tickets: dict[OrderId, list[TicketRecord]] = defaultdict(list)
    for ticket in ledger.tickets.values():
        if ticket.order is not None:
            tickets[ticket.order].append(ticket)
    for order in ledger.orders.values():
        left = left_of(order.closed_at, now)
        if left is Left.PAGE:
            yield _whole_view(order, tickets[order.id], calendars, records)
        elif left is Left.NOTE and order.closed_at is not None:
            yield OrderView(order_id=order.id, order=order.number, changed_at=order.closed_at, items=(), closed=True)


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


def _whole_view(
    order: OrderRecord, tickets: Sequence[TicketRecord], calendars: Calendars, records: Records | None
) -> OrderView:
    return OrderView(
        order_id=order.id,
        order=order.number,
        changed_at=order.changed_at,
        items=tuple(_with_others(_item_view(item, calendars), item, records) for item in order.items),
        tickets=tuple(ticket_view(ticket) for ticket in tickets),
    )


def _with_others(view: ItemView, item: ItemRecord, records: Records | None) -> ItemView:
    """Return the view with how long others took, where it waits for a date that others waited for as well."""
    if records is None or item.service is None or item.promise is None or view.state is not State.IN_PROGRESS:
        return view
    forecast, late_rest = others_of(records, item.service, item.promise.in_force)
    return view.model_copy(update={"forecast": forecast, "late_rest": late_rest})


def _item_view(item: ItemRecord, calendars: Calendars) -> ItemView:
    view = ItemView(
        service=item.service,
        name=item.name,
        state=item.state,
        reason=item.reason,
        since=item.since,
        waiting_on=waiting_on(item.state),
        missing=item.missing,
    )
    given = item.promise
    if given is None:
        return view
    change = given.change and ChangeView(notice=given.change.notice, before=str(given.promise))
    pauses = tuple(PauseView(begin=pause.begin, end=pause.end) for pause in given.pauses)
    view = view.model_copy(
        update={"promise": str(given.in_force), "start": given.start, "change": change, "pauses": pauses}
    )
    if item.state not in (State.IN_PROGRESS, State.ACTIVE):
        return view
    dates = due_of(given.in_force, latest(given.start), calendars[given.calendar], counted_pauses(given))
    if not isinstance(dates, Due):
        # What is active needs no date any more; of what is not, nobody can say when it would be late.
        unknown = {"state": State.UNKNOWN, "reason": Reason.BEYOND_CALENDAR}
        return view if item.state is State.ACTIVE else view.model_copy(update=unknown)
    return view.model_copy(update={"earliest": dates.earliest, "due": dates.due, "trace": dates.trace})
