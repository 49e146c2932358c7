"""Which ticket belongs to which order, and the tickets that the next Ledger keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from generator.compute.fold_run import FoldRun
from generator.model.base import OrderId, TicketId
from generator.model.ledger import OrderRecord, TicketRecord
from generator.model.observed import ItemKey, Observed, ObservedOrder, ObservedTicket

FOLLOWED = timedelta(days=90)
"""How long after its opening a ticket that belongs to no order is kept: until its first answer has been counted."""


def ticket_owners(
    observed: Observed, last: Mapping[TicketId, TicketRecord], known_orders: Collection[OrderId]
) -> dict[TicketId, OrderId | None]:
    """Return the order each ticket belongs to, if any.

    It is the order of the item its opener chose, if that is the same client's; without one, its client's only order.
    A guest's ticket belongs to none: matching by e-mail would show an order to whoever types that address. While an
    order that is known is missing from the listing, its tickets stay with it.
    """
    owner = {item.key: order for order in observed.orders for item in order.items}
    orders_of: dict[str, list[OrderId]] = defaultdict(list)
    hints = [(key, observed.order_hints.get(key)) for key in observed.unreadable_orders]
    # With one order unread, and whose it is, nobody can tell which client has a single one.
    can_tell = observed.knows_every_order and all(hint is not None and hint.client is not None for _, hint in hints)
    if can_tell:
        for order in observed.orders:
            orders_of[order.client].append(order.id)
        for key, client in observed.other_clients.items():
            orders_of[client].append(key)
        for key, hint in hints:
            orders_of[hint.client if hint and hint.client else ""].append(key)
    missing = set(known_orders) - {order.id for order in observed.orders}
    owners: dict[TicketId, OrderId | None] = {}
    for ticket in observed.tickets:
        known = last.get(ticket.id)
        found = _order_of(ticket, owner, orders_of)
        stays = known is not None and (bool(observed.unreadable_orders) or not can_tell or known.order in missing)
        owners[ticket.id] = known.order if found is None and known and stays else found
    return owners


def ticket_records(
    observed: Observed,
    owners: Mapping[TicketId, OrderId | None],
    orders: Mapping[OrderId, OrderRecord],
    last: Mapping[TicketId, TicketRecord],
    run: FoldRun,
) -> dict[TicketId, TicketRecord]:
    """Return the tickets of the orders that are kept, and those opened lately.

    What two listings lack in a row leaves, but for the tickets of an order that is missing too: its page stays whole.
    """
    now, missing = run.now, {order.id for order in orders.values() if order.missing_since is not None}
    records = {}
    for ticket in observed.tickets:
        known = last.get(ticket.id)
        record = TicketRecord(
            id=ticket.id,
            number=ticket.number,
            order=owners[ticket.id],
            department=ticket.department,
            state=ticket.state,
            opened_at=ticket.opened_at,
            last_reply_at=ticket.last_reply_at,
            thread=observed.threads.get(ticket.id)
            or run.told.answered(ticket, known.thread if known else None, run.before),
            closed_at=run.told.closed_at(ticket, known, run.before, now),
        )
        records[ticket.id] = known if known == record and known is not None else record
    for key, record in last.items():
        if key in records:
            continue
        if key in observed.unreadable_tickets:
            records[key] = record.model_copy(update={"missing_since": None})
        elif key in observed.passed_over_tickets:
            records[key] = record
        elif record.missing_since is None:
            records[key] = record.model_copy(update={"missing_since": now})
        elif record.order in missing:
            records[key] = record
    ours = (
        record if record.order in orders else record.model_copy(update={"order": None}) for record in records.values()
    )
    return {record.id: record for record in ours if is_followed(record, now)}


def is_followed(record: TicketRecord, now: datetime) -> bool:
    """Whether a ticket is still kept: it belongs to an order, or was opened within the last 90 days."""
    return record.order is not None or record.opened_at >= now - FOLLOWED


def _order_of(
    ticket: ObservedTicket, owner: Mapping[ItemKey, ObservedOrder], orders_of: Mapping[str, list[OrderId]]
) -> OrderId | None:
    if ticket.about is not None:
        order = owner.get(ticket.about)
        # A service may have been handed to another client since: whose page it is must not see the other's tickets.
        return order.id if order and order.client == ticket.client else None
    mine = orders_of.get(ticket.client, []) if ticket.client else []
    return mine[0] if len(mine) == 1 else None
