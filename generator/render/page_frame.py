"""What stands around every page: whose site it is, opening hours, and what else there is to read."""

from __future__ import annotations

from html import escape as escape_html

from generator.model.catalog import Catalog
from generator.render.attention_page import ATTENTION_PAGE, attention_label
from generator.render.calendar_page import week_rows
from generator.render.handed_site import PageFrame
from generator.render.news_feed import NEWS_FILE
from generator.render.notices_page import NOTICES_PAGE
from generator.render.pages import CALENDAR_PAGE, OPEN_DATA_PAGE
from generator.render.question_answers import QUESTIONS_ADDRESS
from generator.render.records_page import RECORDS_PAGE
from generator.words.countries import language_tag
from generator.words.language import WORDS
from generator.words.phrases import inside_sentence


def public_frame(catalog: Catalog) -> PageFrame:
    """Return the frame of the public pages."""
    say, menu, company = WORDS.frame, WORDS.menu, catalog.company
    lost = company.order_link_question
    asks = [
        (attention_label(catalog), _address(ATTENTION_PAGE)),
        (menu.calendar, _address(CALENDAR_PAGE)),
        *([(say.lost_link, f"{QUESTIONS_ADDRESS}#{lost}")] if lost and catalog.billing.is_read else []),
        *([(say.client_area, company.client_area_url)] if company.client_area_url else []),
    ]
    reads = [
        *([(say.sla_manual, company.sla_manual_url)] if company.sla_manual_url else []),
        *([(menu.records, _address(RECORDS_PAGE))] if catalog.billing.is_read else []),
        (menu.notices, _address(NOTICES_PAGE)),
        (menu.open_data, _address(OPEN_DATA_PAGE)),
        (say.news, NEWS_FILE),
    ]
    return PageFrame(
        company=company.name,
        place=say.place,
        language=language_tag(catalog.calendar.zone),
        hours=tuple(f"{days}: {inside_sentence(hours)}" for days, hours in week_rows(catalog.calendar.weekly_hours)),
        links=((menu.attention, tuple(asks)), (say.read, tuple(reads))),
        groups={escape_html(group.name): f"demoras/#{group.id}" for group in catalog.groups.values()},
    )


def internal_frame(catalog: Catalog) -> PageFrame:
    """Return the frame of the staff's own pages, which have no foot of their own."""
    groups = {escape_html(group.name): "" for group in catalog.groups.values()}
    language = language_tag(catalog.calendar.zone)
    return PageFrame(company=catalog.company.name, place=WORDS.frame.staff_place, language=language, groups=groups)


def _address(page: str) -> str:
    return page.removesuffix("index.md")
