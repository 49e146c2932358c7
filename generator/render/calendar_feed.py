"""The published calendar: `calendario.json` for programs to count with, `calendario.ics` to subscribe to."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from uuid import UUID, uuid5

from generator.model.base import NoticeId
from generator.model.calendar import Holiday
from generator.model.catalog import Catalog, Notice
from generator.model.due import Why
from generator.model.feed import CalendarFeed
from generator.render.ics import Entry, ics_file
from generator.render.wording import hours_words
from generator.words.language import WORDS, words_in
from generator.words.page_words import CalendarWords
from generator.words.phrases import enumerated

# Any fixed value will do, so long as it never changes: a program knows an entry again by its UID alone.
NAMESPACE = UUID("6f1c2f0e-3c55-5d0a-9b7e-2f8e6b0f4a11")
_SAY = WORDS.calendar


def calendar_json(feed: CalendarFeed) -> bytes:
    """Return `calendario.json`, canonical JSON; a special day leaves out the field that it has no value for."""
    value = feed.model_dump(mode="json")
    value["special"] = [{key: field for key, field in day.items() if field} for day in value["special"]]
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def calendar_ics(catalog: Catalog, say: Callable[[str], str], now: datetime) -> bytes:
    """Return `calendario.ics` (RFC 5545): holidays, closures, special hours and notices as whole days.

    `say` turns prose with references into plain text.
    """
    return ics_file(WORDS.site.calendar_name.format(company=catalog.company.name), _entries(catalog, say), now)


def _entries(catalog: Catalog, say: Callable[[str], str]) -> Iterator[Entry]:
    calendar, uids = catalog.calendar, _Uids(catalog.company.site)
    worked = {exception.date: exception for exception in calendar.exceptions}
    own = words_in(calendar.zone).calendar
    for holiday in calendar.holidays:
        category, note, worked_note = _holiday_words(holiday, own)
        note = worked_note if holiday.date in worked else note
        yield Entry(uids.of("holiday", holiday.date), holiday.date, holiday.date, holiday.name, note, category)
    for closure in calendar.closures:
        uid = uids.of("closure", closure.first)
        yield Entry(uid, closure.first, closure.last, closure.name, _SAY.closure_note, _SAY.closure)
    for day, exception in worked.items():
        note = _SAY.special_note.format(hours=hours_words(exception.hours))
        yield Entry(uids.of("exception", day), day, day, exception.name, note, _SAY.special)
    for key, notice in catalog.notices.items():
        if catalog.is_moot(notice):
            continue
        note, category = _notice_words(catalog, notice, say), WORDS.notice_kinds.of(notice.kind).category
        yield Entry(uids.of("notice", key), notice.from_, notice.until, notice.title, note, category)


def _holiday_words(holiday: Holiday, own: CalendarWords) -> tuple[str, str, str]:
    """Return what a day is called, what it does to the count, and what where it is worked."""
    if holiday.why is Why.HOLIDAY:
        return own.holiday, own.holiday_note, own.worked_holiday_note
    return own.non_working, own.non_working_note, own.worked_non_working_note


def _notice_words(catalog: Catalog, notice: Notice, say: Callable[[str], str]) -> str:
    lines = [say(notice.reason)]
    if notice.promise is not None:
        lines.append(_SAY.delay_note.format(promise=notice.promise))
    services = [catalog.services[key].name for key in catalog.notice_services(notice)]
    if services:
        lines.append(_SAY.services_note.format(services=enumerated(services)))
    return "\n".join(lines)


class _Uids:
    """Gives each entry its UUID of every build: from what it is and when it begins, not from its wording."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._given: Counter[str] = Counter()

    def of(self, kind: str, what: date | NoticeId) -> UUID:
        name = f"{self._site}/{kind}/{what}"
        self._given[name] += 1
        # Two closures may begin on one date; two entries of one UID would be one.
        turn = self._given[name]
        return uuid5(NAMESPACE, name if turn == 1 else f"{name}/{turn}")
