"""How a paid order is delivered: by a machine within minutes, or by staff in their working hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from generator.model.promise import BUSINESS_DAY, Promise
from generator.sandbox.billing_records import Client, Order, StaffDate, Timeline
from generator.sandbox.made_up_shop import Shop
from generator.sandbox.offers import Offer
from generator.sandbox.order_life import Sale, paid, placed_order

_USUAL = Promise(None, 2, BUSINESS_DAY)
"""How long work takes that nobody promised anything about."""


@dataclass(frozen=True, slots=True)
class _Delivery:
    """How one line came to be active: its own statuses, those its order went through meanwhile, and the end.

    `met` is when its client had brought all that was asked for, where anything was.
    """

    line: Timeline
    stages: tuple[tuple[datetime, str], ...]
    done: datetime
    met: datetime | None = None


def delivered(shop: Shop, client: Client, offers: Sequence[Offer], placed_at: datetime, paid_at: datetime) -> Order:
    """Return an order that is paid and delivered; staff accept it later, or never, where machines did the work."""
    deliveries = [_delivery(shop, offer, placed_at, paid_at) for offer in offers]
    status = Timeline.begun(placed_at)
    for moment, title in next((one.stages for one in deliveries if one.stages), ()):
        status = status.then(moment, title)
    done = max(one.done for one in deliveries)
    if any(not offer.instant for offer in offers):
        status = status.then(done, "Active")
    elif shop.rng.random() < 0.8:
        accepted = shop.hours.next_open(done + timedelta(minutes=shop.rng.randint(5, 200)))
        status = status.then(accepted, "Active")
    sales = [
        Sale(offer, _afterwards(shop, offer, one.line, one.done), requirements=_noted(shop, one.met))
        for offer, one in zip(offers, deliveries, strict=True)
    ]
    return placed_order(shop, client, sales, status, placed_at, invoice=paid(placed_at, paid_at), paid_at=paid_at)


def _delivery(shop: Shop, offer: Offer, placed_at: datetime, paid_at: datetime) -> _Delivery:
    """Return how an offer is delivered once it is paid: by a machine within minutes, or by staff in their hours."""
    rng, hours = shop.rng, shop.hours
    promise, line, stages = offer.promise or _USUAL, Timeline.begun(placed_at), []
    if offer.domain:
        line = line.then(paid_at + timedelta(seconds=20), "Pending Registration")
    if offer.instant:
        done = hours.finish(promise, paid_at, rng.uniform(0.52, 0.96))
        return _Delivery(line.then(done, "Active"), (), done)
    start = paid_at
    if offer.waits:
        asked = hours.next_open(paid_at + timedelta(minutes=rng.randint(10, 180)))
        start = hours.next_open(asked + timedelta(hours=rng.uniform(3, 190)))
        stages = [(asked, shop.statuses.waiting), (start, shop.statuses.producing)]
    elif rng.random() < 0.5:
        stages = [(hours.next_open(paid_at + timedelta(minutes=rng.randint(10, 120))), shop.statuses.producing)]
    share = rng.uniform(0.3, 0.95) if rng.random() < shop.keeps(start) else rng.uniform(1.1, 1.7)
    done = hours.finish(promise, start, share) + timedelta(seconds=rng.randint(1, 900))
    shown = tuple(stage for stage in stages if stage[0] < done)
    return _Delivery(line.then(done, "Active"), shown, done, start if offer.waits else None)


def _noted(shop: Shop, met: datetime | None) -> StaffDate | None:
    """Return what staff wrote of that moment: often nothing, at times the date alone, which is its midnight."""
    if met is None or (met.minute % 3 == 2 and not shop.tidy):
        return None
    value = met.astimezone(shop.zone).replace(second=0, microsecond=0)
    if met.minute % 3 and not shop.tidy:
        value = value.replace(hour=0, minute=0)
    return StaffDate(met, value.astimezone(UTC))


def _afterwards(shop: Shop, offer: Offer, line: Timeline, done: datetime) -> Timeline:
    """Return the life of a line that is active, with what may become of it later."""
    chance, later = shop.rng.random(), done + timedelta(days=shop.rng.uniform(3, 40))
    if offer.cycle == "One-Time":
        return line.then(later, "Completed") if chance < 0.15 else line
    if chance < 0.05 and not offer.domain:
        return line.then(later, "Suspended").then(later + timedelta(days=15), "Terminated")
    return line
