"""The values that the page of channels and tickets prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.model.addresses import contact_link
from generator.model.catalog import Attention, Catalog
from generator.model.promise import Clock
from generator.render.calendar_page import other_days, week_rows
from generator.render.handed_site import SearchedRow
from generator.render.markdown import Markdown, address, escape, linked_to
from generator.render.wording import target_kind_words, target_words
from generator.words.for_scripts import as_json, now_words
from generator.words.language import WORDS
from generator.words.phrases import enumerated, inside_sentence

ATTENTION_PAGE = "atencion/index.md"


def attention_context(catalog: Catalog) -> Mapping[str, Any]:
    """Return the channels and tickets, the hours, and what of the calendar concerns them."""
    targets = [entry.target for entry in catalog.attention.values() if entry.target]
    return {
        "sections": attention_sections(catalog),
        "contact": lambda entry: contact(catalog, entry),
        "script_words": as_json(now_words()),
        "inside": inside_sentence,
        "week": week_rows(catalog.calendar.weekly_hours),
        "counts_open_time": any(target.clock is Clock.OPEN_TIME for target in targets),
        "other_days": enumerated(other_days(catalog.calendar)),
        "page_name": attention_heading(catalog),
        "sla_manual_url": address(catalog.company.sla_manual_url or ""),
    }


def attention_heading(catalog: Catalog) -> str:
    """Return what the page is called: where nobody says how to get in touch, it tells the hours."""
    return WORDS.cards.attention_title if catalog.attention else WORDS.attention.hours


def attention_label(catalog: Catalog) -> str:
    """Return what menus and links call it: the beginning of its title."""
    return WORDS.menu.channels if catalog.attention else WORDS.attention.hours


def attention_sections(catalog: Catalog) -> list[tuple[str, str, str, list[tuple[str, Attention]]]]:
    """Return channels and tickets: the head of their names, their title, their place on the page, and each."""
    say = WORDS.attention

    def of(kind: str) -> list[tuple[str, Attention]]:
        return [(key, entry) for key, entry in catalog.attention.items() if entry.kind == kind]

    return [
        (say.channel, say.channels, "canales", of("channel")),
        (say.ticket, say.tickets, "tickets", of("ticket")),
    ]


def channels_without_way(catalog: Catalog, say: Callable[[str], str]) -> Iterator[tuple[SearchedRow, tuple[str, ...]]]:
    """Yield the rows of channels whose address nobody told, with other words for each: who names one is told of it."""
    # Who wants any way to somebody is led to one that there is.
    general = {word for words in WORDS.search.channels for word in words.casefold().split(", ")}
    for key, entry in catalog.attention.items():
        if entry.kind == "channel" and catalog.way_to(entry) is None:
            figure = " ".join(filter(None, (target_words(entry), target_kind_words(entry))))
            told = " · ".join((figure, entry.audience, say(entry.description)))
            place = f"{ATTENTION_PAGE.removesuffix('index.md')}#{key}"
            also = (word for word in entry.also if word.casefold() not in general)
            yield SearchedRow(place, entry.name, WORDS.attention.channels, told), tuple(also)


def contact(catalog: Catalog, entry: Attention) -> Markdown:
    """Return a channel's name and the way to it, or that nobody said it; a mailbox or a telephone stands in full."""
    url = catalog.way_to(entry)
    if url is None:
        return Markdown(f"{escape(entry.name)} <small>{WORDS.attention.nowhere}</small>")
    if entry.contact is None:
        return Markdown(f"{escape(entry.name)} <small>{linked_to(_opens(catalog), address(url))}</small>")
    if "://" in url:
        return linked_to(entry.name, address(url))
    # A mailbox too long for its line goes on behind the sign, and not in the middle of a word.
    told = Markdown(escape(url).replace("@", "@<wbr>"))
    return Markdown(f"{escape(entry.name)} <small>{linked_to(told, contact_link(url))}</small>")


def _opens(catalog: Catalog) -> str:
    """Return what the way to a ticket without a place of its own opens."""
    return WORDS.frame.new_ticket if catalog.company.new_ticket_url else WORDS.frame.client_area
