"""What is the same for every item of one run of the fold: the Catalog, look-up tables and moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.compute.item_state import ServiceMap
from generator.compute.told_moments import ToldMoments
from generator.model.base import CalendarHash, OrderId
from generator.model.catalog import Catalog
from generator.model.moments import Sighting
from generator.model.observed import ItemKey
from generator.model.states import State


@dataclass(frozen=True, slots=True)
class FoldRun:
    """One run. `before` is the last run's moment, None on the first."""

    catalog: Catalog
    services: ServiceMap
    calendar: CalendarHash
    now: datetime
    before: datetime | None
    ticket_stages: Mapping[ItemKey, State]
    """What the status of a ticket says of an item's requirements, where one says anything."""
    unread_before: frozenset[OrderId]
    """Orders that the last run could not read: those not yet known may be older than it."""
    passed_over: frozenset[OrderId]
    """Orders that this run had no look at: they are as an earlier one read them."""
    looks_at_all: bool
    """Whether the last run would have read an order that is new to this one."""
    unheard: frozenset[OrderId]
    """Orders with a ticket that this run could not read, or missed: what it says now is not known."""

    told: ToldMoments
    """What the shop's own lines tell."""

    def sighting(self, *bounds: datetime | None) -> Sighting:
        """Return the interval since the last run, narrowed by moments (UTC) it cannot lie before."""
        known = [bound for bound in (self.before, *bounds) if bound is not None and bound <= self.now]
        return Sighting(after=max(known, default=self.now), by=self.now)
