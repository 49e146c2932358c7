"""What staff should look at after a run: counts, and billing's words that nobody has mapped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.compute.item_state import reason_unmapped, status_key
from generator.compute.records.kept_promises import records_of
from generator.compute.reused_ids import Reused
from generator.model.base import OrderId, TicketId
from generator.model.catalog import Catalog
from generator.model.ledger import KeptBack, Ledger, OrderRecord
from generator.model.observed import Observed
from generator.model.reading import Reading
from generator.model.records import Drift
from generator.model.states import LineKind, Reason, ServiceStatus, State, TicketState

ATTENTION = (
    State.UNKNOWN,
    State.UNDER_REVIEW,
    State.AWAITING_PAYMENT,
    State.AWAITING_REQUIREMENTS,
    State.IN_PROGRESS,
    State.ACTIVE,
    State.CANCELLED,
)
"""The states, the one that most needs somebody's attention first: an order stands in that of its first item."""


_UNMAPPED = frozenset(map(reason_unmapped, LineKind))
"""The reasons of items that no service claims; one without a name is an order's that lists nothing."""


@dataclass(frozen=True, slots=True)
class FoldReport:
    """Counts, and words nobody has mapped; orders and tickets stand here by billing's id, to print as tags only."""

    orders: int
    orders_by_state: Mapping[State, int]
    """Every state, in the order of `ATTENTION`; an order without items is unknown."""
    changed: int
    """Orders whose page this run changed, new ones too."""
    removed: int
    vanished: int
    """Of those removed, the ones that billing did not list any more; the others ended in time."""
    missing_open: int
    """Orders that listings lack since this run or an earlier one, and that were not finished when last seen."""
    missing_closed: int
    missing_tickets: int
    reused_orders: tuple[OrderId, ...]
    """Orders that came under the id of another one, whose link this run ended."""
    reused_tickets: int
    tickets: int
    unread_threads: int
    """Tickets whose messages this run had no room to read."""
    kept_back: Mapping[OrderId, KeptBack]
    """Orders whose row could not be read: their last good view stays, where there is one."""
    kept_back_tickets: Mapping[TicketId, KeptBack]
    unmapped_products: tuple[str, ...]
    unmapped_statuses: tuple[str, ...]
    """The company's own order statuses without a stage."""
    unknown_statuses: tuple[str, ...]
    """Statuses of items and tickets that neither this program nor `billing.yml` knows: shown by a neutral label."""
    named_only: bool
    """Whether it read nothing but what these lines name."""
    events: int
    """Lines of the shop's own that this run read and believed."""
    told_of_events: tuple[str, ...]
    """Why there are none, or which lines were not used."""
    drifts: tuple[Drift, ...]
    """Promises that have left what happens."""
    run_before: tuple[int, datetime] | None
    """Number and moment of the run it went on from; None where a new Ledger was begun."""
    reading: Reading | None
    """How far billing was read; None where this run read all of it."""


def fold_report(
    catalog: Catalog, ledger: Ledger, observed: Observed, last: Mapping[OrderId, OrderRecord], reused: Reused
) -> FoldReport:
    """Return the report of a run that ended in `ledger`."""
    missing = [order for order in ledger.orders.values() if order.missing_since is not None]
    not_gone = observed.orders_not_gone
    return FoldReport(
        orders=len(ledger.orders),
        orders_by_state=_by_state(ledger),
        changed=sum(1 for order in ledger.orders.values() if order.changed_at == ledger.synced_at),
        removed=sum(1 for key in last if key not in ledger.orders),
        vanished=sum(1 for key in last if key not in ledger.orders and key not in not_gone),
        missing_open=sum(1 for order in missing if order.closed_at is None),
        missing_closed=sum(1 for order in missing if order.closed_at is not None),
        missing_tickets=sum(1 for ticket in ledger.tickets.values() if ticket.missing_since is not None),
        reused_orders=tuple(sorted(reused.orders, key=int)),
        reused_tickets=len(reused.tickets),
        tickets=len(ledger.tickets),
        unread_threads=observed.unread,
        kept_back=ledger.kept_back_orders,
        kept_back_tickets=ledger.kept_back_tickets,
        unmapped_products=unmapped_products(ledger),
        unmapped_statuses=_unmapped_statuses(ledger, observed),
        unknown_statuses=_unknown_statuses(catalog, ledger, observed),
        named_only=observed.named_only,
        events=len(observed.events.events),
        told_of_events=observed.events.told,
        drifts=records_of(catalog, ledger).drifts,
        run_before=(ledger.run - 1, ledger.earlier_runs[0]) if ledger.earlier_runs else None,
        reading=ledger.reading,
    )


def unmapped_products(ledger: Ledger) -> tuple[str, ...]:
    """Return billing's text of everything ordered that is none of the company's services, each once."""
    items = [item for order in ledger.orders.values() for item in order.items]
    return tuple(
        sorted({item.name for item in items if item.name and (item.service is None or item.reason in _UNMAPPED)})
    )


def _by_state(ledger: Ledger) -> dict[State, int]:
    found = Counter(tuple([item.state for item in order.items]) for order in ledger.orders.values())
    counts = dict.fromkeys(ATTENTION, 0)
    for states, orders in found.items():
        counts[min(states, key=ATTENTION.index, default=State.UNKNOWN)] += orders
    return counts


def _unmapped_statuses(ledger: Ledger, observed: Observed) -> tuple[str, ...]:
    unmapped = {
        key for key, order in ledger.orders.items() for item in order.items if item.reason is Reason.UNMAPPED_STATUS
    }
    return tuple(sorted({order.custom_status for order in observed.orders if order.id in unmapped}))


def _unknown_statuses(catalog: Catalog, ledger: Ledger, observed: Observed) -> tuple[str, ...]:
    mapped = {status_key(entry.status) for entry in catalog.billing.ticket_statuses}
    found = {
        item.status_word for order in observed.orders for item in order.items if item.status is ServiceStatus.OTHER
    }
    found |= {
        ticket.status_word
        for ticket in observed.tickets
        if ticket.state is TicketState.OTHER and ticket.id in ledger.tickets
        if status_key(ticket.status_word) not in mapped
    }
    return tuple(sorted(found - {""}))
