"""What billing calls things in the orders it shows, and what `data/billing.yml` makes of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from generator.compute.gaps.subject_words import unaccented
from generator.compute.item_state import ServiceMap, status_key
from generator.model.catalog import Catalog
from generator.model.observed import ObservedItem, ObservedOrder
from generator.model.states import LineKind, OrderStatus

_OF_DOMAINS = (LineKind.REGISTRATION, LineKind.TRANSFER, LineKind.RENEWAL)


@dataclass(frozen=True, slots=True)
class BillingWord:
    """A product's text, a domain's ending or an order's own status, and in how many orders it stands."""

    text: str
    orders: int
    meaning: str | None
    """The service or stage it is mapped to; None where it is none."""
    like: str | None
    """Where it is mapped to none: the text of `data/billing.yml` that it seems to be."""
    line: LineKind | None = None
    """What the line asks for; None of a status."""
    is_ending: bool = False


@dataclass(frozen=True, slots=True)
class BillingWords:
    """What billing shows, the unmapped first, and the texts of `data/billing.yml` that no order shows."""

    products: tuple[BillingWord, ...]
    statuses: tuple[BillingWord, ...]
    unseen: tuple[str, ...]


def billing_words(catalog: Catalog, orders: Iterable[ObservedOrder]) -> BillingWords:
    """Return every product text, ending and own status of the orders."""
    orders, words = tuple(orders), ServiceMap.of(catalog)
    items: Counter[tuple[LineKind, str, bool]] = Counter()
    meanings: dict[tuple[LineKind, str, bool], str | None] = {}
    for order in orders:
        mine = {_key(item): words.service_of(item) for item in order.items}
        items.update(mine.keys())
        meanings |= mine
    mapped = {text for entry in catalog.billing.services for text in (*entry.products, *entry.domain_endings)}
    seen = {text for _, text, _ in items}
    unseen = mapped - seen
    products = tuple(
        BillingWord(
            text, count, meaning := meanings[line, text, ending], None if meaning else _like(text, mapped), line, ending
        )
        for (line, text, ending), count in items.items()
    )
    return BillingWords(_sorted(products), _sorted(tuple(_statuses(catalog, words, orders))), tuple(sorted(unseen)))


def _statuses(catalog: Catalog, words: ServiceMap, orders: Iterable[ObservedOrder]) -> Iterator[BillingWord]:
    known = [entry.status for entry in catalog.billing.order_statuses]
    found = Counter(order.custom_status for order in orders if order.status is OrderStatus.CUSTOM)
    for text, count in found.items():
        stage = words.stages.get(status_key(text))
        yield BillingWord(text, count, stage, None if stage else _like(text, known))


def _key(item: ObservedItem) -> tuple[LineKind, str, bool]:
    """Return what names an item in `data/billing.yml`: of a domain its ending, of anything else its text."""
    is_ending = bool(item.ending) and item.line in _OF_DOMAINS
    return item.line, item.ending if is_ending else item.product, is_ending


def _like(text: str, known: Collection[str]) -> str | None:
    """Return the known text that reads the same: but for case, accents, and which and how many blanks it has."""
    return next((other for other in sorted(known) if _read(other) == _read(text)), None)


def _read(text: str) -> str:
    return " ".join(unaccented(text).split())


def _sorted(words: tuple[BillingWord, ...]) -> tuple[BillingWord, ...]:
    return tuple(
        sorted(words, key=lambda word: (word.meaning is not None, word.meaning or "", word.text, word.line or ""))
    )
