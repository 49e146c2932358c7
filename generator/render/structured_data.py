"""What search engines read of a page: schema.org's words for its questions, its service, its place and its hours."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.base import GroupId, ServiceId
from generator.model.calendar import DAY_END, WEEKDAYS, CalendarData, OpenInterval, clock_text
from generator.model.catalog import Catalog
from generator.model.promise import Promise
from generator.render.markdown import Markdown
from generator.render.question_answers import QUESTIONS_ADDRESS, Question
from generator.words.countries import language_tag
from generator.words.for_scripts import inside_script
from generator.words.language import WORDS
from generator.words.phrases import day_words

_CONTEXT = "https://schema.org"
_COMPANY = "#empresa"
"""What the company is called behind the site's address: no place of a page."""


def home_data(catalog: Catalog) -> Markdown:
    """Return the site and whose it is: each way to reach it, once, with the ordinary hours."""
    company, language = catalog.company, language_tag(catalog.calendar.zone)
    hours = {"hoursAvailable": list(_weekly(catalog.calendar))}
    names: dict[str, str] = {}
    for entry in catalog.attention.values():
        if way := catalog.way_to(entry):
            names.setdefault(way, entry.name)
    ways = [_contact(hours, name=name) | _reached(way) for way, name in names.items()]
    site = {
        "@type": "WebSite",
        "@id": f"{company.site_url}#sitio",
        "name": WORDS.site.title.format(company=company.name),
        "url": company.site_url,
        "inLanguage": language,
        "publisher": {"@id": f"{company.site_url}{_COMPANY}"},
    }
    return _script({"@graph": [site, _company(catalog) | {"contactPoint": ways or [_contact(hours)]}]})


def questions_data(questions: Sequence[Question], site_url: str, language: str) -> Markdown:
    """Return a FAQPage as JSON that may stand inside a `script` of HTML, its answers as plain text."""
    page = f"{site_url}{QUESTIONS_ADDRESS}"
    entries = [
        {
            "@type": "Question",
            "@id": f"{page}#{one.id}",
            "name": one.question,
            "acceptedAnswer": {"@type": "Answer", "text": one.answer.text},
        }
        for one in questions
    ]
    return _script({"@type": "FAQPage", "@id": page, "inLanguage": language, "mainEntity": entries})


def service_data(catalog: Catalog, key: ServiceId, promise: Promise, until: date | None = None) -> Markdown:
    """Return a Service with what it promises, `until` when where a notice does, and the way to its page."""
    company, service = catalog.company, catalog.services[key]
    page, say = f"{company.site_url}demoras/{key}/", WORDS.service.replaced_until
    offered = {
        "@type": "Service",
        "@id": f"{page}#servicio",
        "name": service.name,
        "url": page,
        "serviceType": catalog.groups[GroupId(service.group)].name,
        "provider": _company(catalog),
        **({"termsOfService": company.sla_manual_url} if company.sla_manual_url else {}),
        "hoursAvailable": list(_weekly(catalog.calendar)),
        "additionalProperty": {
            "@type": "PropertyValue",
            "name": WORDS.menu.delays,
            "value": str(promise),
            **({"description": say.format(until=day_words(until), usual=service.promise)} if until else {}),
        },
    }
    steps = [(WORDS.menu.home, ""), (WORDS.menu.delays, "demoras/"), (service.name, f"demoras/{key}/")]
    way = [
        {"@type": "ListItem", "position": at, "name": name, "item": company.site_url + path}
        for at, (name, path) in enumerate(steps, start=1)
    ]
    return _script({"@graph": [offered, {"@type": "BreadcrumbList", "itemListElement": way}]})


def hours_data(catalog: Catalog, now: datetime) -> Markdown:
    """Return the company with its ordinary hours, and each day from `now` on that has others or none."""
    calendar = catalog.calendar
    today = now.astimezone(ZoneInfo(calendar.zone)).date()
    hours = {"hoursAvailable": [*_weekly(calendar), *_special(calendar, today)]}
    return _script(_company(catalog) | {"contactPoint": _contact(hours)})


def _company(catalog: Catalog) -> dict[str, Any]:
    """Return whose site it is, as the same one on every page."""
    company = catalog.company
    return {
        "@type": "Organization",
        "@id": f"{company.site_url}{_COMPANY}",
        "name": company.name,
        "url": company.site_url,
    }


def _contact(hours: dict[str, Any], **named: str) -> dict[str, Any]:
    told = {"@type": "ContactPoint", **named, "contactType": "customer support", "availableLanguage": "es"}
    return told | hours


def _reached(way: str) -> dict[str, str]:
    """Return an address as what it is: a page, a mailbox or a telephone."""
    return {"url" if "://" in way else "email" if "@" in way else "telephone": way}


def _weekly(calendar: CalendarData) -> Iterator[dict[str, Any]]:
    for day in WEEKDAYS:
        hours: tuple[OpenInterval, ...] = getattr(calendar.weekly_hours, day)
        for one in hours:
            yield _hours(one) | {"dayOfWeek": f"{_CONTEXT}/{day.capitalize()}"}


def _special(calendar: CalendarData, today: date) -> Iterator[dict[str, Any]]:
    # Opening and closing at once is schema.org's way to say closed; what has hours of its own is no closed holiday.
    closed = {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00"}
    worked = {row.date for row in calendar.exceptions}
    spans = [(row.first, row.last) for row in calendar.closures]
    spans += [(row.date, row.date) for row in calendar.holidays if row.date not in worked]
    for first, last in spans:
        if last >= today:
            yield closed | _valid(first, last)
    for row in calendar.exceptions:
        if row.date >= today:
            yield from (_hours(one) | _valid(row.date, row.date) for one in row.hours)


def _hours(one: OpenInterval) -> dict[str, Any]:
    # Its Time has no 24:00.
    closes = "23:59" if one.closes == DAY_END else clock_text(one.closes)
    return {"@type": "OpeningHoursSpecification", "opens": clock_text(one.opens), "closes": closes}


def _valid(first: date, last: date) -> dict[str, str]:
    return {"validFrom": first.isoformat(), "validThrough": last.isoformat()}


def _script(value: dict[str, Any]) -> Markdown:
    return Markdown(inside_script(json.dumps({"@context": _CONTEXT, **value}, ensure_ascii=False)))
