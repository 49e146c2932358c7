"""A site as the engine lays it out: plain values, which one process makes and hands to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec import msgpack

LAID_OUT = (".md", ".html", ".css")
"""How the files end that the engine gets to see; all others it would only copy."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The words and addresses of a page's head and foot; addresses are under the site's root, or whole."""

    company: str
    place: str
    """Which of the company's sites this is: `Demoras`."""
    language: str = "es"
    hours: tuple[str, ...] = ()
    links: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """The foot's lists: a title, and each link's text and address."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """The address of each group of services, by its title in the menu."""

    @staticmethod
    def first(item: Any) -> str:
        """Return the address of an entry of the engine's menu: its own, or that of the first page under it."""
        while item.children:
            item = item.children[0]
        return str(item.url)

    @staticmethod
    def holds(item: Any, page: Any) -> bool:
        """Return whether one is at an entry of the menu: on it, under it, or on a page that it alone leads to."""
        if item.active or not page or page.parent:
            return bool(item.active)
        if item.children:
            return any(PageFrame.holds(one, page) for one in item.children)
        return str(item.url) == f"{page.url.rstrip('/').rpartition('/')[0]}/"

    @staticmethod
    def beside(item: Any) -> list[Any]:
        """Return the pages that an entry's own bar shows: those right under it, else those of the group one is at."""
        own = [one for one in item.children if not one.children]
        return own or [page for group in item.children if group.active for page in group.children]


@dataclass(frozen=True, slots=True)
class ShareCard:
    """A page as a chat shows it. `picture` is a path under the site's root."""

    title: str
    sentence: str
    picture: str


@dataclass(frozen=True, slots=True)
class SearchedRow:
    """A row of a table that is looked for by its name: its address, what stands in it, and whose part it is."""

    at: str
    title: str
    page: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchedPlaces:
    """What the engine cannot know of the places of a site; addresses are those under its root, with their fragment."""

    wordings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Other words for a place: it is found by them, and they are never shown."""
    whole: frozenset[str] = frozenset()
    """Pages that are one place, with all their sections."""
    wayless: frozenset[str] = frozenset()
    """Places that lead nowhere: another that answers as well comes before them."""
    rows: tuple[SearchedRow, ...] = ()
    """Rows of its tables that are places by themselves."""
    instead: tuple[str, ...] = ()
    """The places to go on from where nothing is found."""


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """One notice in words, as the home page tells it; `anchor` is its place on the page of notices."""

    title: str
    dates: str
    summary: str
    anchor: str
    first: str
    last: str
    """Its days, ISO 8601, and both are its own."""
    holds: bool
    """Whether it does on the day of the build; the browser goes by the reader's."""


@dataclass(frozen=True, slots=True)
class HandedSite:
    """All that the engine needs of a site; what each field says, `Site` tells."""

    title: str
    site_url: str
    navigation: list[dict[str, Any]]
    texts: dict[str, str]
    """Pages, and what the engine puts together or looks at besides them: `LAID_OUT`."""
    others: tuple[str, ...]
    """Paths of all its other files: whoever hands it over adds them."""
    filled: dict[str, str]
    """Hand-written pages with today's figures, by their text as it is typed."""
    notices: tuple[ShownNotice, ...]
    generated_at: str
    synced_at: str | None
    dates: dict[str, str]
    frame: PageFrame
    cards: dict[str, ShareCard]
    searched: SearchedPlaces
    words: dict[str, Any]
    """The sentences of its language, by table and name."""

    def page(self, typed: str) -> str:
        """Return a hand-written page with today's figures, from its text without what stands before it.

        Raises:
            KeyError: the site was made of other pages.

        """
        return self.filled[as_typed(typed)] if "{" in typed else typed

    def packed(self) -> bytes:
        """Return it as bytes for another process of the same program."""
        return msgpack.encode(self, enc_hook=_plain)


def _plain(value: object) -> str:
    """Return Markdown as the text that it is."""
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(type(value))


def as_typed(text: str) -> str:
    """Return a page's text without what the engine changes on its way: the ends of lines, and those around it."""
    return "\n".join(text.splitlines()).strip("\n")


def unpacked(packed: bytes) -> HandedSite:
    """Return a site that was handed over."""
    return msgpack.decode(packed, type=HandedSite)
