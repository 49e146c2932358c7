"""What billing calls things in the orders and tickets it shows, and what `data/billing.yml` makes of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from generator.compute.gaps.subject_words import unaccented
from generator.compute.item_state import ServiceMap, status_key
from generator.model.catalog import Catalog
from generator.model.observed import ObservedItem, ObservedOrder, ObservedTicket
from generator.model.states import LineKind, OrderStatus, TicketState

_OF_DOMAINS = (LineKind.REGISTRATION, LineKind.TRANSFER, LineKind.RENEWAL)


@dataclass(frozen=True, slots=True)
class BillingWord:
    """A product's text, a domain's ending or a status, and in how many orders or tickets it stands."""

    text: str
    count: int
    meaning: str | None
    """The service or stage it is mapped to; None where it is none."""
    like: str | None
    """Where it is mapped to none: the text of `data/billing.yml` that it seems to be."""
    line: LineKind | None = None
    """What the line asks for; None of a status."""
    is_ending: bool = False
    is_systems: bool = False
    """A status that every installation of the billing system has: it need not mean anything about requirements."""


@dataclass(frozen=True, slots=True)
class BillingWords:
    """What billing shows, the unmapped first, and the texts of `data/billing.yml` that nothing there shows."""

    products: tuple[BillingWord, ...]
    statuses: tuple[BillingWord, ...]
    ticket_statuses: tuple[BillingWord, ...]
    unseen: tuple[str, ...]


def billing_words(
    catalog: Catalog, orders: Iterable[ObservedOrder], tickets: Iterable[ObservedTicket] | None
) -> BillingWords:
    """Return every product text, ending and own status of the orders, and every status of the tickets.

    `tickets` is None where they could not be read: which of their statuses are unseen is then not known.
    """
    orders, words = tuple(orders), ServiceMap.of(catalog)
    items: Counter[tuple[LineKind, str, bool]] = Counter()
    meanings: dict[tuple[LineKind, str, bool], str | None] = {}
    for order in orders:
        mine = {_key(item): words.service_of(item) for item in order.items}
        items.update(mine.keys())
        meanings |= mine
    mapped = {text for entry in catalog.billing.services for text in (*entry.products, *entry.domain_endings)}
    unseen = mapped - {text for _, text, _ in items}
    products = tuple(
        BillingWord(
            text, count, meaning := meanings[line, text, ending], None if meaning else _like(text, mapped), line, ending
        )
        for (line, text, ending), count in items.items()
    )
    statuses = tuple(_statuses(catalog, words, orders))
    of_tickets = tuple(_ticket_statuses(catalog, words, tickets or ()))
    unseen |= _unseen((entry.status for entry in catalog.billing.order_statuses), statuses)
    if tickets is not None:
        unseen |= _unseen((entry.status for entry in catalog.billing.ticket_statuses), of_tickets)
    return BillingWords(_sorted(products), _sorted(statuses), _sorted(of_tickets), tuple(sorted(unseen)))


def _unseen(known: Iterable[str], found: Iterable[BillingWord]) -> set[str]:
    there = {status_key(word.text) for word in found}
    return {text for text in known if status_key(text) not in there}


def _ticket_statuses(catalog: Catalog, words: ServiceMap, tickets: Iterable[ObservedTicket]) -> Iterator[BillingWord]:
    known = [entry.status for entry in catalog.billing.ticket_statuses]
    found = Counter((ticket.status_word, ticket.state is not TicketState.OTHER) for ticket in tickets)
    for (text, is_systems), count in found.items():
        stage = words.ticket_stages.get(status_key(text))
        yield BillingWord(text, count, stage, None if stage else _like(text, known), is_systems=is_systems)


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
    return tuple(sorted(words, key=_place))


def _place(word: BillingWord) -> tuple[object, ...]:
    return word.meaning is not None, word.is_systems, word.meaning or "", word.text, word.line or ""
