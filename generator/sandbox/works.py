"""What was ordered and when it was paid comes in; how one line of it came to be active goes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from generator.model.promise import BUSINESS_DAY, Promise
from generator.sandbox.records import StaffDate, Timeline
from generator.sandbox.shop import Offer, Shop

_USUAL = Promise(None, 2, BUSINESS_DAY)
"""How long work takes that nobody promised anything about."""


@dataclass(frozen=True, slots=True)
class Work:
    """How one line came to be active: its own statuses, those its order went through meanwhile, and the end.

    `met` is when its client had brought all that was asked for, where anything was.
    """

    line: Timeline
    stages: tuple[tuple[datetime, str], ...]
    done: datetime
    met: datetime | None = None


def born(moment: datetime, status: str = "Pending") -> Timeline:
    """Return a life that begins."""
    return Timeline(((moment, status),))


def work_on(shop: Shop, offer: Offer, placed_at: datetime, paid_at: datetime) -> Work:
    """Return how an offer is delivered once it is paid: by a machine within minutes, or by staff in their hours."""
    rng, office = shop.rng, shop.office
    promise, line, stages = offer.promise or _USUAL, born(placed_at), []
    if offer.domain:
        line = line.then(paid_at + timedelta(seconds=20), "Pending Registration")
    if offer.instant:
        done = office.finish(promise, paid_at, rng.uniform(0.52, 0.96))
        return Work(line.then(done, "Active"), (), done)
    start = paid_at
    if offer.waits:
        asked = office.next_open(paid_at + timedelta(minutes=rng.randint(10, 180)))
        start = office.next_open(asked + timedelta(hours=rng.uniform(3, 190)))
        stages = [(asked, shop.own.waiting), (start, shop.own.producing)]
    elif rng.random() < 0.5:
        stages = [(office.next_open(paid_at + timedelta(minutes=rng.randint(10, 120))), shop.own.producing)]
    share = rng.uniform(0.3, 0.95) if rng.random() < 0.82 else rng.uniform(1.1, 1.7)
    done = office.finish(promise, start, share) + timedelta(seconds=rng.randint(1, 900))
    shown = tuple(stage for stage in stages if stage[0] < done)
    return Work(line.then(done, "Active"), shown, done, start if offer.waits else None)


def noted(shop: Shop, met: datetime | None) -> StaffDate | None:
    """Return what staff wrote of that moment: often nothing, at times the date alone, which is its midnight."""
    if met is None or met.minute % 3 == 2:
        return None
    value = met.astimezone(shop.office.zone).replace(second=0, microsecond=0)
    if met.minute % 3:
        value = value.replace(hour=0, minute=0)
    return StaffDate(met, value.astimezone(UTC))
