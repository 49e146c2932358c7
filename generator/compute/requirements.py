"""Whether a client's requirements are met: the product's own field, the order's status or a ticket's says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from generator.compute.fold_run import FoldRun
from generator.compute.item_state import status_key
from generator.model.base import OrderId, TicketId
from generator.model.ledger import ItemRecord, TicketRecord
from generator.model.moments import latest
from generator.model.observed import ItemKey, Observed, ObservedItem, ObservedOrder, ObservedTicket
from generator.model.states import Payment, Reason, State

SPEAKING = (State.IN_PROGRESS, State.AWAITING_REQUIREMENTS)
"""Met, and not met: the two stages that say something of requirements."""


def requirements_stage(order: ObservedOrder, item: ObservedItem, last: ItemRecord | None, run: FoldRun) -> State | None:
    """Return `IN_PROGRESS` where the requirements are met, `AWAITING_REQUIREMENTS` where not, None where nothing says.

    Three sources in this order: the product's own field, the order's status, a ticket's status. Silence does not take
    back a promise that was given.
    """
    if _field(item, run) is not None:
        return State.IN_PROGRESS
    stage = run.services.stage_of(order)
    if stage in SPEAKING:
        return stage
    # A ticket that could not be read, or that one listing missed, still says what it said last.
    if order.id in run.unheard and last is not None and last.state in SPEAKING:
        return last.state
    if item.key in run.ticket_stages:
        return run.ticket_stages[item.key]
    if last is None or last.promise is None:
        return None
    pauses = last.promise.pauses
    paused = last.state is State.AWAITING_REQUIREMENTS and pauses and pauses[-1].end is None
    return State.AWAITING_REQUIREMENTS if paused else State.IN_PROGRESS


def requirements_dated_at(
    order: ObservedOrder, item: ObservedItem, last: ItemRecord | None, run: FoldRun
) -> datetime | None:
    """Return the moment (UTC) that staff dated, or the later one at which payment was credited; None for an interval.

    A date written once the service was seen active starts nothing any more. Where billing does not date a payment,
    the field counts only if an earlier run saw the item past its payment.
    """
    field = _field(item, run)
    if field is None or (last is not None and last.state is State.ACTIVE):
        return None
    if order.payment is not Payment.PAID or order.paid_at is not None:
        return max(field, order.paid_at or order.placed_at)
    past_payment = last is not None and (
        last.state is State.AWAITING_REQUIREMENTS or last.reason is Reason.REQUIREMENTS_UNREPORTED
    )
    return field if past_payment and last is not None and field >= latest(last.since) else None


def ticket_stages(
    observed: Observed, owners: Mapping[TicketId, OrderId | None], stages: Mapping[str, State]
) -> dict[ItemKey, State]:
    """Return what tickets say of items; of several mapped ones, the one with the latest message counts.

    A ticket speaks of the item its opener chose; without one, of every item of the order it belongs to.
    """
    items = {order.id: [item.key for item in order.items] for order in observed.orders}
    said: dict[ItemKey, State] = {}
    for ticket in sorted(observed.tickets, key=_last_moved):
        stage = stages.get(status_key(ticket.status_word))
        owner = owners[ticket.id]
        if stage is None or owner is None:
            continue
        about = items.get(owner, []) if ticket.about is None else [ticket.about]
        said.update(dict.fromkeys(about, stage))
    return said


def unheard_orders(observed: Observed, last: Mapping[TicketId, TicketRecord]) -> frozenset[OrderId]:
    """Return the orders with a ticket that was known and that this run could not read, or was the first to miss."""
    seen = {ticket.id for ticket in observed.tickets}
    return frozenset(
        record.order
        for key, record in last.items()
        if record.order is not None
        and key not in seen
        and (key in observed.unreadable_tickets or record.missing_since is None)
    )


def _field(item: ObservedItem, run: FoldRun) -> datetime | None:
    """Return what staff wrote into the product's own field; a date that lies ahead is not met yet."""
    met_at = item.requirements_met_at
    return met_at if met_at is not None and met_at <= run.now else None


def _last_moved(ticket: ObservedTicket) -> tuple[datetime, int]:
    return ticket.last_reply_at or ticket.opened_at, int(ticket.id)
