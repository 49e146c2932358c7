"""The calculator of a service's page: its answer for the moment of the build, and what its script counts with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from generator.model.due import Due, NoDue, TraceDay
from generator.model.promise import HOUR, Promise, TimeUnit
from generator.render.calendar_page import official_time
from generator.render.markdown import Markdown, escape, filled_sentence
from generator.words.for_scripts import as_json, calculator_words
from generator.words.language import WORDS, words_in
from generator.words.phrases import due_sentence, moment_words


def calculator_context(catalog: Catalog, key: ServiceId, answer: Due | NoDue | None = None) -> Mapping[str, Any]:
    """Return the template's values; `promises` is JSON, the service's own promise last, as nothing limits it.

    `answer` is the date of a clock that starts at the build, by the promise that holds then; without it the form asks
    and has answered nothing yet.
    """
    zone = ZoneInfo(catalog.calendar.zone)
    return {
        "promises": as_json(promises_by_date(catalog, key)),
        "words": as_json(calculator_words(words_in(catalog.calendar.zone))),
        "waits": not catalog.starts_at_payment(catalog.services[key]),
        "official_time": official_time(catalog.calendar.zone),
        "missing_year": answer.detail if isinstance(answer, NoDue) else None,
        "now": f"{answer.start.astimezone(zone):%Y-%m-%dT%H:%M}" if isinstance(answer, Due) else "",
        **_answered(catalog, key, answer, zone),
    }


def promises_by_date(catalog: Catalog, key: ServiceId) -> list[dict[str, Any]]:
    """Return a service's promises for a script: those of notices with their dates, then its own, which always holds."""
    temporary = [
        {"from": notice.from_.isoformat(), "until": notice.until.isoformat(), **_promise(notice.promise)}
        for notice in catalog.notices.values()
        if notice.promise is not None and key in catalog.notice_services(notice)
    ]
    return [*temporary, _promise(catalog.services[key].promise)]


def told_rows(promise: Promise, answer: Due) -> tuple[TraceDay, ...]:
    """Return the rows of a count that tell more than its sentence: of minutes, and of one date, none does."""
    in_minutes = isinstance(promise.unit, TimeUnit) and promise.unit.seconds < HOUR.seconds
    return () if in_minutes or len(answer.trace) < 2 else answer.trace


def _answered(catalog: Catalog, key: ServiceId, answer: Due | NoDue | None, zone: ZoneInfo) -> Mapping[str, Any]:
    if not isinstance(answer, Due):
        return {"answer": "", "trace": (), "running": None}
    start = answer.start.astimezone(zone).date()
    notices = (one for one in catalog.notices.values() if key in catalog.notice_services(one))
    replaced = next((one.promise for one in notices if one.promise and one.from_ <= start <= one.until), None)
    promise = replaced or catalog.services[key].promise
    basis = WORDS.calculator["basis_of_notice" if replaced else "basis"]
    assert isinstance(basis, str)  # noqa: S101 - the words file says so, and a test of the page
    told = filled_sentence(basis, promise=promise, start=moment_words(answer.start, zone, start.year))
    ready = WORDS.calculator["ready"]
    assert isinstance(ready, str)  # noqa: S101 - as above
    when = Markdown(f"<strong>{escape(due_sentence(answer, zone, start.year))}</strong>")
    sentence = filled_sentence(ready, when=when, basis=Markdown(f'<span class="calcular-base">{told}</span>'))
    return {"answer": sentence, "trace": told_rows(promise, answer), "running": start.year}


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "phrase": str(promise),
        "unit": promise.unit.key,
        "first": promise.first,
        "last": promise.last,
    }
