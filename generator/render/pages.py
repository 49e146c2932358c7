"""The public pages, as Markdown by path, and their menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import escape as escape_html
from typing import Any, TypeAlias, TypeVar

from generator.model.base import GroupId, ServiceId
from generator.model.catalog import Catalog, Service
from generator.model.due import Due
from generator.model.facts import Facts
from generator.model.questions import QUESTIONS_PAGE
from generator.render import wording
from generator.render.attention_page import ATTENTION_PAGE, attention_context, attention_label
from generator.render.calculator import calculator_context
from generator.render.calendar_page import calendar_context
from generator.render.clock_page import CASES_PAGE
from generator.render.delays_page import delays_context
from generator.render.markdown import Markdown, environment, linked
from generator.render.news_feed import change_words
from generator.render.notices_page import NOTICES_PAGE, Notices, NoticeWords
from generator.render.prose import Prose
from generator.render.question_answers import typed_questions
from generator.render.records_page import RECORDS_PAGE, groups_now, left_services, records_context, service_records
from generator.render.structured_data import hours_data, questions_data, service_data
from generator.words.countries import language_tag
from generator.words.language import WORDS, words_in
from generator.words.phrases import day_words, short_day, trace_words

CALENDAR_PAGE = "calendario/index.md"
OPEN_DATA_PAGE = "datos-abiertos/index.md"
V = TypeVar("V", bound=str | bytes)
Nav: TypeAlias = "list[dict[str, str | Nav]]"
"""MkDocs' own shape: titles to paths, or to a list of the same."""


class Files(Mapping[str, V]):
    """Files by path, each made when it is first asked for: to follow a site's links, few of them are."""

    def __init__(self, makers: Mapping[str, Callable[[], V]]) -> None:
        self._makers = makers
        self._made: dict[str, V] = {}

    def __getitem__(self, path: str) -> V:
        if path not in self._made:
            self._made[path] = self._makers[path]()
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __contains__(self, path: object) -> bool:
        return path in self._makers

    def beside(self, *others: Mapping[str, str | bytes]) -> Files[str | bytes]:
        """Return these files beside others, which are made already or each when it is asked for."""
        return Files({**self._makers, **{path: partial(made.__getitem__, path) for made in others for path in made}})


def public_pages(catalog: Catalog, facts: Facts, *, clock_cases: bool = False) -> Files[str]:
    """Return every generated page as Markdown, keyed by its path (`demoras/simplenews.md`)."""
    notices = Notices(catalog, facts)
    say = Prose(catalog, notices.in_prose())
    words = wording.PageWording(catalog)
    own = words_in(catalog.calendar.zone)
    env = environment(
        own,
        prose=lambda text: linked(say(text)),
        linked=linked,
        asking=lambda text: words.ticket_linked(linked(say(text))),
        clock_start=words.clock_start,
        clock_explained=words.clock_explained,
        way=words.way,
        names=words.requirement_names,
        moment=words.moment,
        target_words=wording.target_words,
        target_kind_words=wording.target_kind_words,
        hours_words=wording.hours_words,
        short_day=short_day,
        day=day_words,
        trace_words=partial(trace_words, words=own),
    )
    groups = grouped(catalog)

    def page(template: str, **context: Any) -> str:
        return env.get_template(f"{template}.md").render(context).lstrip()

    pages: dict[str, Callable[[], str]] = {
        "demoras/index.md": lambda: page(
            "demoras",
            **delays_context(catalog, groups),
            company=catalog.company,
            now=groups_now(facts),
            left=left_services(facts, brief=True),
            told=notices.promised,
        ),
        ATTENTION_PAGE: lambda: page(
            "atencion", **attention_context(catalog), attending=words.attending(facts.attending)
        ),
        OPEN_DATA_PAGE: lambda: page(
            "api",
            site=Markdown(catalog.company.site_url),
            service=next(iter(catalog.services), None),
            is_read=catalog.billing.is_read,
        ),
        NOTICES_PAGE: lambda: page("avisos", sections=_notice_sections(notices)),
        CALENDAR_PAGE: lambda: page(
            "calendario",
            clock_cases=clock_cases,
            structured=hours_data(catalog, facts.now),
            **calendar_context(catalog, facts.now),
        ),
    }

    def service_page(key: ServiceId, service: Service) -> str:
        by_notice = notices.promised(key)[0].notice
        return page(
            "servicio",
            id=key,
            service=service,
            told=notices.promised(key),
            notices=notices.concerning(key),
            record=service_records(catalog, facts, key),
            change=change_words(catalog, facts, key),
            calculator=calculator_context(catalog, key, facts.examples[key]),
            structured=service_data(catalog, key, facts.promises[key], by_notice.until if by_notice else None),
            requirements=words.requirements(service),
            has_questions=has_questions(catalog),
        )

    if catalog.billing.is_read:
        pages[RECORDS_PAGE] = lambda: page("cumplimiento", **records_context(catalog, facts))
    if has_questions(catalog):
        pages[QUESTIONS_PAGE] = lambda: page(
            "preguntas", groups=groups, told=notices.promised, **_questions_context(catalog, notices)
        )
    pages |= {_service_path(key): partial(service_page, key, one) for key, one in catalog.services.items()}
    return Files(pages)


def pages_alike(catalog: Catalog, facts: Facts) -> frozenset[str]:
    """Return pages of services whose template takes the same ways as for another one: they link to the same places."""
    notices, seen, alike = Notices(catalog, facts), set(), set()
    for key, service in catalog.services.items():
        line, late, place = service_records(catalog, facts, key)
        shape = (
            service.clock_starts,
            bool(service.note),
            service.requirements,
            tuple(one.anchor for one in notices.concerning(key)),
            isinstance(facts.examples[key], Due),
            tuple(map(bool, (line, late, change_words(catalog, facts, key)))),
            place,
        )
        alike |= {_service_path(key)} if shape in seen else set()
        seen.add(shape)
    return frozenset(alike)


def navigation(catalog: Catalog, *, clock_cases: bool = False) -> Nav:
    """Return the site's menu: four tabs, services under their groups; the theme prints its titles as HTML."""
    say = WORDS.menu
    records: Nav = [{say.records: RECORDS_PAGE}] if catalog.billing.is_read else []
    services: Nav = [
        {say.delays: "demoras/index.md"},
        *records,
        {say.notices: NOTICES_PAGE},
        {say.open_data: OPEN_DATA_PAGE},
    ]
    for group, entries in grouped(catalog):
        pages: Nav = [{escape_html(service.name): _service_path(key)} for key, service in entries]
        if pages:
            services.append({escape_html(group.name): pages})
    clock: Nav = [{say.clock: CASES_PAGE}] if clock_cases else []
    questions: Nav = [{say.questions: QUESTIONS_PAGE}] if has_questions(catalog) else []
    return [
        {say.home: "index.md"},
        {say.delays: services},
        {say.attention: [{attention_label(catalog): ATTENTION_PAGE}, {say.calendar: CALENDAR_PAGE}, *clock]},
        *questions,
    ]


def has_questions(catalog: Catalog) -> bool:
    """Tell whether clients' questions are answered; the delay of every service stands elsewhere too."""
    return bool(catalog.questions("public"))


def _service_path(key: ServiceId) -> str:
    return f"demoras/{key}.md"


def menu_pages(menu: Nav) -> Iterator[str]:
    """Yield the pages that a menu names, at every depth."""
    for entry in menu:
        for pages in entry.values():
            yield from [pages] if isinstance(pages, str) else menu_pages(pages)


def grouped(catalog: Catalog) -> list[tuple[Any, list[tuple[ServiceId, Service]]]]:
    """Return the groups in order, each with its services; one of which every service is retired has gone with them."""
    gone = {GroupId(service.group) for service in catalog.retired.values()}
    there = {GroupId(service.group) for service in catalog.services.values()}
    return [
        (group, [(id_, service) for id_, service in catalog.services.items() if GroupId(service.group) == key])
        for key, group in catalog.groups.items()
        if key in there or key not in gone
    ]


def _questions_context(catalog: Catalog, notices: Notices) -> Mapping[str, Any]:
    typed = typed_questions(catalog, notices.in_prose(), "public")
    return {
        "faq": [(one.id, one.question, Markdown(one.answer.html)) for one in typed],
        "structured": questions_data(typed, catalog.company.site_url, language_tag(catalog.calendar.zone)),
    }


def _notice_sections(notices: Notices) -> list[tuple[str, str, tuple[NoticeWords, ...], bool]]:
    """Return the parts of the history that hold any: title, anchor, notices, and whether they are over."""
    say = WORDS.notices
    sections = [
        (say.active, "vigentes", (*notices.active, *notices.upcoming), False),
        (say.past, "anteriores", notices.past, True),
    ]
    return [section for section in sections if section[2]]
