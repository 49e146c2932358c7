"""The Catalog comes in; what the made-up company sells, and the words its billing system uses, go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from generator.model.promise import Clock, Promise
from generator.model.states import ClockStarts, State
from generator.sandbox.office import Office

MET = "Requisitos completos"
"""The name of staff's own field, and of a ticket's status, where `billing.yml` gives them no other."""
CORE_STATUSES = ("Pending", "Active", "Fraud", "Cancelled")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing a client can order: a product, or a domain with this ending. `service` is None when unmapped."""

    service: ServiceId | None
    product: str
    ending: str
    cents: int
    cycle: str
    promise: Promise | None
    waits: bool
    """Its clock starts only when the client has done something."""

    @property
    def instant(self) -> bool:
        """Say whether a machine sets it up, so that nobody's working hours matter."""
        return self.promise is not None and self.promise.clock is Clock.ELAPSED

    @property
    def domain(self) -> bool:
        """Say whether it is a domain."""
        return bool(self.ending)


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
    """All that the making of a history draws on."""

    rng: Random
    office: Office
    own: OwnStatuses
    offers: tuple[Offer, ...]
    unmapped: Offer
    start: datetime
    end: datetime

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


def make_shop(catalog: Catalog, rng: Random, start: datetime, end: datetime) -> Shop:
    """Return the shop of a company: one offer per product text and per domain ending that `billing.yml` lists."""
    texts = {text for entry in catalog.billing.services for text in entry.products}
    unmapped = Offer(
        None, _free("Servicios especiales - Estudio móvil", texts), "", _price(rng), "Monthly", None, False
    )
    offers = tuple(_offers(catalog, rng)) or (unmapped,)
    return Shop(rng, Office(catalog.calendar), _own_statuses(catalog), offers, unmapped, start, end)


def _offers(catalog: Catalog, rng: Random) -> list[Offer]:
    offers = []
    for entry in catalog.billing.services:
        service = catalog.services[ServiceId(entry.service)]
        waits = service.clock_starts is ClockStarts.REQUIREMENTS_MET and bool(catalog.client_requirements(service))
        works = [
            (text, "", "One-Time" if service.promise.last > 2 and rng.random() < 0.6 else "Monthly")
            for text in entry.products
        ]
        domains = [("Domain Registration", ending, "1") for ending in entry.domain_endings]
        offers += [
            Offer(ServiceId(entry.service), text, ending, _price(rng), cycle, service.promise, waits)
            for text, ending, cycle in works + domains
        ]
    return offers


def _own_statuses(catalog: Catalog) -> OwnStatuses:
    mapped = {entry.stage: entry.status for entry in reversed(catalog.billing.order_statuses)}
    titles = [entry.status for entry in catalog.billing.order_statuses]
    stray = _free("A definir con gerencia", {*titles, *CORE_STATUSES})
    return OwnStatuses(
        waiting=mapped.get(State.AWAITING_REQUIREMENTS, "Pending"),
        producing=mapped.get(State.IN_PROGRESS, "Pending"),
        review=mapped.get(State.UNDER_REVIEW, "Fraud"),
        stray=stray,
        met=next((entry.status for entry in catalog.billing.ticket_statuses if entry.stage is State.IN_PROGRESS), MET),
        titles=(*CORE_STATUSES, *(title for title in dict.fromkeys(titles) if title not in CORE_STATUSES), stray),
    )


def _free(text: str, taken: set[str]) -> str:
    while text in taken:
        text += " *"
    return text


def _price(rng: Random) -> int:
    # Five figures and odd cents: a later test looks for each of these strings in every byte of the site.
    return rng.randint(11_000, 89_000) * 100 + rng.randint(11, 89)
