"""The pages of the staff's own site, as Markdown by path, and their menu."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as escape_html
from typing import Any

from generator.model.catalog import Catalog
from generator.model.facts import Facts
from generator.model.reviews import Reviews
from generator.render.calculator import calculator_context
from generator.render.calendar_page import official_time, other_days, week_rows
from generator.render.markdown import Markdown, environment, escape, linked
from generator.render.notices_page import Notices
from generator.render.pages import Nav, grouped
from generator.render.prose import Prose
from generator.render.question_answers import typed_questions, wordings_of, wordings_of_service
from generator.render.replies import ReadyReplies
from generator.render.wording import PageWording
from generator.words.for_scripts import as_json, staff_words
from generator.words.language import WORDS, words_in
from generator.words.measured_time import time_words
from generator.words.phrases import day_words, enumerated, short_day


def internal_pages(catalog: Catalog, facts: Facts, pending: Reviews) -> dict[str, str]:
    """Return every page of the staff's site as Markdown, keyed by its path (`servicios/simplenews.md`)."""
    replies, notices = ReadyReplies(catalog, facts), Notices(catalog, facts)
    figures = notices.in_prose()
    say, words = Prose(catalog, figures), PageWording(catalog)
    own = words_in(catalog.calendar.zone)
    env = environment(
        own,
        prose=lambda text: linked(say(text)),
        clock_start=words.clock_start,
        clock_explained=words.clock_explained,
        way=words.way,
        day=day_words,
        short_day=short_day,
        html=lambda answer: Markdown(answer.html),
        lines=lambda answer: _lines(answer.text),
        situations=replies.of,
        asking=replies.asking,
        promises=lambda key: calculator_context(catalog, key)["promises"],
    )
    shared = {
        "script_words": as_json(staff_words(own)),
        "public": catalog.company.site_url,
        "figures": facts.promises,
        "groups": [(group, services) for group, services in grouped(catalog) if services],
        "pending": pending,
        "assumed": catalog.assumed,
        "unsaid": [
            (name, one) for name, one in catalog.requirements.items() if one.kind == "client" and not one.through
        ],
        "nowhere": [(name, one) for name, one in catalog.attention.items() if catalog.way_to(one) is None],
        "drifts": [
            (one, catalog.services[one.service], time_words(one.p90, one.promise.unit.key))
            for one in (facts.records.drifts if facts.records else ())
            if one.service in catalog.services
        ],
        "unmapped": facts.unmapped,
        "has_billing": catalog.billing.is_read,
        "is_read": facts.synced_at is not None,
        "measured": facts.records is not None,
        "official_time": official_time(catalog.calendar.zone),
        "other_days": enumerated(other_days(catalog.calendar)),
        "week": week_rows(catalog.calendar.weekly_hours),
    }

    def page(template: str, **context: Any) -> str:
        return env.get_template(f"interno/{template}.md").render({**shared, **context}).lstrip()

    pages = {
        "index.md": page("inicio", notices=(*notices.active, *notices.upcoming)),
        "preguntas.md": page(
            "preguntas",
            internal=[(one, catalog.faq[one.id]) for one in typed_questions(catalog, figures, "internal")],
            open=typed_questions(catalog, figures, "public"),
        ),
        "semana.md": page("semana"),
        "pendientes.md": page("pendientes"),
    }
    for key, service in catalog.services.items():
        pages[f"servicios/{key}.md"] = page(
            "servicio",
            id=key,
            service=service,
            told=notices.promised(key),
            notices=notices.concerning(key),
            requirements=words.requirements(service),
            waits=not catalog.starts_at_payment(service),
        )
    return pages


def internal_wordings(catalog: Catalog) -> dict[str, Sequence[str]]:
    """Return other words under which the search finds a page or a question, by their address."""
    services = {f"servicios/{key}/": wordings_of_service(one) for key, one in catalog.services.items()}
    return {**wordings_of(catalog.faq, "preguntas/"), **services}


def internal_navigation(catalog: Catalog) -> Nav:
    """Return the menu, services under their groups; the theme prints its titles as HTML."""
    say = WORDS.menu
    services: Nav = []
    for group, entries in grouped(catalog):
        pages: Nav = [{escape_html(service.name): f"servicios/{key}.md"} for key, service in entries]
        if pages:
            services.append({escape_html(group.name): pages})
    return [
        {say.replies: "index.md"},
        {say.services: services},
        {say.questions: "preguntas.md"},
        {say.week: "semana.md"},
        {say.pending: "pendientes.md"},
    ]


def _lines(text: str) -> Markdown:
    """Return a text of several lines for an element that keeps them."""
    return Markdown("\n".join(escape(line) for line in text.splitlines()))
