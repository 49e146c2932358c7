"""The shop comes in; the offer or the moment that a rare order needs goes out, whatever the company sells."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from generator.sandbox.shop import Offer, Shop


def ago(shop: Shop, days: float) -> datetime:
    """Return a moment about so many days before the end of the period."""
    return (shop.end - timedelta(days=days) - timedelta(seconds=shop.rng.randint(1, 3600))).replace(microsecond=0)


def overdue(shop: Shop, offer: Offer) -> datetime:
    """Return about when an offer whose clock started a month ago falls due."""
    start = shop.end - timedelta(days=30)
    return shop.office.due(offer.promise, start) if offer.promise else shop.end


def by_hand(shop: Shop, *, waits: bool | None = None) -> list[Offer]:
    """Return the offers delivered by staff, shortest promise first."""
    offers = [offer for offer in shop.kinds(instant=False, domain=False) if waits is None or offer.waits is waits]
    return sorted(offers or shop.offers, key=lambda offer: overdue(shop, offer))


def hosting(shop: Shop) -> Offer:
    """Return an offer that a machine delivers at once."""
    return shop.rng.choice(shop.kinds(instant=True, domain=False))


def domain(shop: Shop) -> Offer:
    """Return a domain, made up where the company sells none."""
    offer = shop.rng.choice(shop.kinds(domain=True))
    return offer if offer.domain else replace(offer, product="Domain Registration", ending=".com.ar", cycle="1")
