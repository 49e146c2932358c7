"""What the made-up shop sells: an offer per product text and per domain ending that `billing.yml` lists."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from generator.model.promise import Clock, Promise
from generator.model.states import ClockStarts


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


def unmapped_offer(catalog: Catalog, rng: Random) -> Offer:
    """Return an offer whose product text `billing.yml` does not list."""
    texts = {text for entry in catalog.billing.services for text in entry.products}
    product = unused("Servicios especiales - Estudio móvil", texts)
    return Offer(None, product, "", _price(rng), "Monthly", None, False)


def catalog_offers(catalog: Catalog, rng: Random) -> list[Offer]:
    """Return the offers of every service that `billing.yml` lists for what is new."""
    offers = []
    for entry in catalog.billing.services:
        if entry.kind is not None:
            continue
        service = catalog.services[ServiceId(entry.service)]
        waits = service.clock_starts is ClockStarts.REQUIREMENTS_MET and bool(catalog.client_requirements(service))
        products = [
            (text, "", "One-Time" if service.promise.last > 2 and rng.random() < 0.6 else "Monthly")
            for text in entry.products
        ]
        domains = [("Domain Registration", ending, "1") for ending in entry.domain_endings]
        offers += [
            Offer(ServiceId(entry.service), text, ending, _price(rng), cycle, service.promise, waits)
            for text, ending, cycle in products + domains
        ]
    return offers


def unused(text: str, taken: set[str]) -> str:
    """Return a text, changed as long as it is one of those that are taken."""
    while text in taken:
        text += " *"
    return text


def _price(rng: Random) -> int:
    # Five figures and odd cents, so that no page shows such an amount by chance: the tests search the site for each.
    return rng.randint(11_000, 89_000) * 100 + rng.randint(11, 89)
