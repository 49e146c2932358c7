"""The fold: the Ledger of the run before and what this run saw give the next Ledger, and a report for staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from generator.compute.business_calendar import Calendars
from generator.compute.drop_guard import is_awaited, refuse_drop, refuse_exchange
from generator.compute.fold_report import FoldReport, fold_report
from generator.compute.fold_run import FoldRun
from generator.compute.item_state import ServiceMap
from generator.compute.order_records import order_records, with_changes
from generator.compute.order_tickets import ticket_owners, ticket_records
from generator.compute.records.answered_tickets import answered_tickets
from generator.compute.records.finished_items import finished_items
from generator.compute.records.promise_changes import notices_seen, promise_history
from generator.compute.remembered_rows import kept_reading
from generator.compute.requirements import ticket_stages, unheard_orders
from generator.compute.reused_ids import Reused, past_orders, reused_ids, without_reused
from generator.compute.told_moments import ToldMoments
from generator.compute.unread_rows import kept_back_orders, kept_back_tickets
from generator.model.base import OrderId, TicketId
from generator.model.catalog import Catalog
from generator.model.ledger import EARLIER_RUNS, Ledger
from generator.model.observed import Observed, ObservedTicket
from generator.model.reading import ERASED
from generator.model.record import collector_rests

__all__ = ["FoldReport", "fold"]

_Id = TypeVar("_Id", OrderId, TicketId)
_Value = TypeVar("_Value")


@collector_rests
def fold(
    catalog: Catalog,
    observed: Observed,
    previous: Ledger | None,
    now: datetime,
    *,
    accept_drop: bool = False,
    erased: frozenset[OrderId] = frozenset(),
) -> tuple[Ledger, FoldReport]:
    """Return the Ledger as of `now`, without the orders to be erased; no argument changes.

    Raises:
        UnreachableError: the listing is empty on a first run, lost too many orders or tickets, or shows too many under
            the ids of others.

    """
    zone = catalog.billing.zone
    reused = reused_ids(observed, previous, zone) if previous else Reused()
    exchanged = 0
    if previous:
        if not accept_drop:
            refuse_exchange(reused, previous)
        exchanged = sum(key in previous.orders and is_awaited(previous.orders[key]) for key in reused.orders - erased)
        previous = without_reused(previous, reused)
        reused = replace(reused, orders=reused.orders - erased)
    # Whose a ticket is must be told with all orders in sight: without one, its client might seem to have a single one.
    owners = ticket_owners(observed, previous.tickets if previous else {}, previous.orders if previous else ())
    erased_clients = [order.client for order in observed.orders if order.id in erased]
    erased_clients += [over.client for key, over in observed.over_orders.items() if key in erased]
    observed, previous = _without_erased(observed, previous, owners, erased)
    if not accept_drop:
        refuse_drop(observed, previous, now, exchanged)
    hash_now = catalog.calendar.content_hash()
    known = {**(previous.calendars if previous else {}), hash_now: catalog.calendar}
    last_orders = previous.orders if previous else {}
    last_tickets = previous.tickets if previous else {}
    services = ServiceMap.of(catalog)
    run = FoldRun(
        catalog=catalog,
        services=services,
        calendar=hash_now,
        now=now,
        before=previous.synced_at if previous else None,
        ticket_stages=ticket_stages(observed, owners, services.ticket_stages),
        unread_before=frozenset(previous.kept_back_orders if previous else ()),
        passed_over=observed.passed_over_orders,
        looks_at_all=observed.reading is None or observed.reading.orders is None,
        unheard=unheard_orders(observed, last_tickets),
        told=ToldMoments.of(observed.events.events, catalog.billing.automatic_repliers),
    )

    orders = order_records(observed, last_orders, run)
    tickets = ticket_records(observed, owners, orders, last_tickets, run)
    finished = finished_items(previous, orders, Calendars(known), run)
    orders = with_changes(orders, tickets, last_orders, last_tickets, now)

    used = {item.promise.calendar for order in orders.values() for item in order.items if item.promise}
    ledger = Ledger(
        site=catalog.company.site,
        synced_at=now,
        calendars={key: known[key] for key in sorted(used | {hash_now})},
        orders=_sorted(orders),
        tickets=_sorted(tickets),
        finished=finished,
        promises=promise_history(previous, catalog, now),
        notices=notices_seen(previous, catalog, now),
        answers=answered_tickets(previous, tickets, catalog, now),
        kept_back_orders=kept_back_orders(observed, orders, previous.kept_back_orders if previous else {}, now),
        kept_back_tickets=kept_back_tickets(
            observed, orders, tickets, previous.kept_back_tickets if previous else {}, now
        ),
        earlier_runs=(previous.synced_at, *previous.earlier_runs)[:EARLIER_RUNS] if previous else (),
        billing_zone=zone,
        raised_revisions=_sorted(previous.raised_revisions) if previous else {},
        reading=kept_reading(observed, orders, tickets, erased_clients, previous.synced_at if previous else None),
        run=previous.run + 1 if previous else 1,
        listed_at=previous.last_listed_at if previous and observed.named_only else None,
        events_read_to=observed.events.read_to or (previous.events_read_to if previous else None),
        past_orders=_sorted(past_orders(observed, previous, reused, orders, zone)) if previous else {},
    )
    return ledger, fold_report(catalog, ledger, observed, last_orders, reused)


def _without_erased(
    observed: Observed,
    previous: Ledger | None,
    owners: Mapping[TicketId, OrderId | None],
    erased: Collection[OrderId],
) -> tuple[Observed, Ledger | None]:
    """Return both without the erased orders and their tickets; `owners` must be told with all orders in sight.

    While billing sends an erased order unreadable nobody can tell its tickets from those of no order.
    """
    if not erased:
        return observed, previous
    known = previous.tickets.values() if previous else ()
    gone = _tickets_of(observed, owners, erased) | {ticket.id for ticket in known if ticket.order in erased}
    seen = replace(
        observed,
        orders=tuple(order for order in observed.orders if order.id not in erased),
        tickets=tuple(ticket for ticket in observed.tickets if ticket.id not in gone),
        unreadable_orders=_without(observed.unreadable_orders, erased),
        unreadable_tickets=_without(observed.unreadable_tickets, gone),
        passed_over_orders=observed.passed_over_orders.difference(erased),
        passed_over_tickets=observed.passed_over_tickets - gone,
        other_clients=_without(observed.other_clients, erased),
        over_orders=_without(observed.over_orders, erased),
        order_hints=_without(observed.order_hints, erased),
        ticket_hints=_without(observed.ticket_hints, gone),
    )
    return seen, previous and _ledger_without(previous, gone, erased)


def _tickets_of(
    observed: Observed, owners: Mapping[TicketId, OrderId | None], erased: Collection[OrderId]
) -> frozenset[TicketId]:
    items = {item.key for order in observed.orders if order.id in erased for item in order.items}
    orders_of: dict[str, set[OrderId]] = defaultdict(set)
    for order in observed.orders:
        orders_of[order.client].add(order.id)
    for key, client in observed.other_clients.items():
        orders_of[client].add(key)

    def is_theirs(ticket: ObservedTicket) -> bool:
        if owners[ticket.id] in erased or ticket.about in items:
            return True
        # With any order unread, `owners` gives nobody a ticket that names no item; these would stay behind.
        mine = orders_of[ticket.client] if ticket.client and ticket.about is None else ()
        return bool(mine) and all(order in erased or order.startswith(ERASED) for order in mine)

    return frozenset(ticket.id for ticket in observed.tickets if is_theirs(ticket))


def _ledger_without(ledger: Ledger, gone: Collection[TicketId], erased: Collection[OrderId]) -> Ledger:
    return ledger.model_copy(
        update={
            "orders": _without(ledger.orders, erased),
            "tickets": _without(ledger.tickets, gone),
            "kept_back_orders": _without(ledger.kept_back_orders, erased),
            "kept_back_tickets": _without(ledger.kept_back_tickets, gone),
            "past_orders": _without(ledger.past_orders, erased),
        }
    )


def _without(entries: Mapping[_Id, _Value], gone: Collection[_Id]) -> dict[_Id, _Value]:
    return {key: value for key, value in entries.items() if key not in gone}


def _sorted(entries: Mapping[_Id, _Value]) -> dict[_Id, _Value]:
    return dict(sorted(entries.items(), key=lambda entry: int(entry[0])))
