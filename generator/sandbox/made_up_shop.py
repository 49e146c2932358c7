"""The made-up shop: what it sells, when its staff work, and the words its billing system uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from generator.model.catalog import Catalog
from generator.model.states import State
from generator.sandbox.offers import Offer, catalog_offers, unmapped_offer, unused
from generator.sandbox.working_hours import WorkingHours

MET = "Requisitos completos"
"""The name of staff's own field, and of a ticket's status, where `billing.yml` gives them no other."""
CORE_STATUSES = ("Pending", "Active", "Fraud", "Cancelled")
_BUSY = timedelta(days=52), timedelta(days=38)
"""The fortnight before the end in which the work of a tidy shop piles up."""


@dataclass(frozen=True, slots=True)
class OwnStatuses:
    """The company's own order statuses; the core word stands in where it made none. `stray` is explained nowhere.

    `met` is a ticket's, given once its client has brought all that was asked for.
    """

    waiting: str
    producing: str
    review: str
    stray: str
    met: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop, and the period that its history covers."""

    rng: Random
    hours: WorkingHours
    statuses: OwnStatuses
    offers: tuple[Offer, ...]
    unmapped: Offer
    start: datetime
    end: datetime
    zone: ZoneInfo
    """The zone of billing's own clock, in which staff write a date."""
    tidy: bool = False
    """Whether it keeps nearly all promises, but for a busy fortnight, and notes every date; else few are exact."""

    def by_service(self) -> tuple[tuple[Offer, ...], ...]:
        """Return the offers of each service, in the Catalog's order."""
        services = dict.fromkeys(offer.service for offer in self.offers)
        return tuple(tuple(offer for offer in self.offers if offer.service == service) for service in services)

    def kinds(self, *, instant: bool | None = None, domain: bool | None = None) -> Sequence[Offer]:
        """Return the offers of a kind, or all of them where the company has none such."""
        fit = [
            offer
            for offer in self.offers
            if (instant is None or offer.instant is instant) and (domain is None or offer.domain is domain)
        ]
        return fit or self.offers

    def keeps(self, start: datetime) -> float:
        """Return the chance that staff finish in time what they begin at a moment."""
        if not self.tidy:
            return 0.82
        return 0.72 if self.end - _BUSY[0] <= start < self.end - _BUSY[1] else 0.98

    def ago(self, days: float) -> datetime:
        """Return a moment about so many days before the end of the period."""
        return (self.end - timedelta(days=days) - timedelta(seconds=self.rng.randint(1, 3600))).replace(microsecond=0)

    def overdue(self, offer: Offer) -> datetime:
        """Return about when an offer whose clock started a month ago falls due."""
        start = self.end - timedelta(days=30)
        return self.hours.due(offer.promise, start) if offer.promise else self.end

    def by_hand(self, *, waits: bool | None = None) -> list[Offer]:
        """Return the offers delivered by staff, shortest promise first."""
        offers = [offer for offer in self.kinds(instant=False, domain=False) if waits is None or offer.waits is waits]
        return sorted(offers or self.offers, key=self.overdue)

    def hosting(self) -> Offer:
        """Return an offer that a machine delivers at once."""
        return self.rng.choice(self.kinds(instant=True, domain=False))

    def domain(self) -> Offer:
        """Return a domain, made up where the company sells none."""
        offer = self.rng.choice(self.kinds(domain=True))
        return offer if offer.domain else replace(offer, product="Domain Registration", ending=".com.ar", cycle="1")


def make_shop(catalog: Catalog, rng: Random, start: datetime, end: datetime, *, tidy: bool = False) -> Shop:
    """Return the shop of a company, which sells what its `billing.yml` lists."""
    unmapped = unmapped_offer(catalog, rng)
    offers = tuple(catalog_offers(catalog, rng)) or (unmapped,)
    hours, zone = WorkingHours(catalog.calendar), ZoneInfo(catalog.billing.zone)
    return Shop(rng, hours, _own_statuses(catalog), offers, unmapped, start, end, zone, tidy)


def _own_statuses(catalog: Catalog) -> OwnStatuses:
    mapped = {entry.stage: entry.status for entry in reversed(catalog.billing.order_statuses)}
    titles = [entry.status for entry in catalog.billing.order_statuses]
    stray = unused("A definir con gerencia", {*titles, *CORE_STATUSES})
    return OwnStatuses(
        waiting=mapped.get(State.AWAITING_REQUIREMENTS, "Pending"),
        producing=mapped.get(State.IN_PROGRESS, "Pending"),
        review=mapped.get(State.UNDER_REVIEW, "Fraud"),
        stray=stray,
        met=next((entry.status for entry in catalog.billing.ticket_statuses if entry.stage is State.IN_PROGRESS), MET),
        titles=(*CORE_STATUSES, *(title for title in dict.fromkeys(titles) if title not in CORE_STATUSES), stray),
    )
