"""What stands around every page: whose site it is, opening hours, and what else there is to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape as escape_html
from typing import Any

from generator.model.catalog import Catalog
from generator.render.calendar_page import week_rows
from generator.render.news_feed import NEWS_FILE
from generator.render.notices_page import NOTICES_PAGE
from generator.render.pages import ATTENTION_PAGE, CALENDAR_PAGE, OPEN_DATA_PAGE
from generator.render.question_answers import QUESTIONS_ADDRESS
from generator.render.records_page import RECORDS_PAGE
from generator.words.language import WORDS


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The words and addresses of a page's head and foot; addresses are under the site's root, or whole."""

    company: str
    place: str
    """Which of the company's sites this is: `Demoras`."""
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
    def beside(item: Any) -> list[Any]:
        """Return the pages that an entry's own bar shows: those right under it, else every one of its groups."""
        own = [one for one in item.children if not one.children]
        return own or [page for group in item.children for page in group.children]


def public_frame(catalog: Catalog) -> PageFrame:
    """Return the frame of the public pages."""
    say, menu, company = WORDS.frame, WORDS.menu, catalog.company
    lost = company.order_link_question
    asks = [
        (menu.channels, _address(ATTENTION_PAGE)),
        (menu.calendar, _address(CALENDAR_PAGE)),
        *([(say.lost_link, f"{QUESTIONS_ADDRESS}#{lost}")] if lost else []),
        *([(say.client_area, company.client_area_url)] if company.client_area_url else []),
    ]
    reads = [
        (say.sla_manual, company.sla_manual_url),
        (menu.records, _address(RECORDS_PAGE)),
        (menu.notices, _address(NOTICES_PAGE)),
        (menu.open_data, _address(OPEN_DATA_PAGE)),
        (say.news, NEWS_FILE),
    ]
    return PageFrame(
        company=company.name,
        place=say.place,
        hours=tuple(f"{days}: {hours}" for days, hours in week_rows(catalog.calendar.weekly_hours)),
        links=((menu.attention, tuple(asks)), (say.read, tuple(reads))),
        groups={escape_html(group.name): f"demoras/#{group.id}" for group in catalog.groups.values()},
    )


def internal_frame(catalog: Catalog) -> PageFrame:
    """Return the frame of the staff's own pages, which have no foot of their own."""
    groups = {escape_html(group.name): "" for group in catalog.groups.values()}
    return PageFrame(company=catalog.company.name, place=WORDS.frame.staff_place, groups=groups)


def _address(page: str) -> str:
    return page.removesuffix("index.md")
