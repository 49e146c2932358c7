"""The clock's worked examples, each with the answer that the program gives and how it was counted."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.pauses import spans_of
from generator.compute.trace import due_of
from generator.model.clock_cases import ClockCase, ClockFile, ExplainedCase, ExplainedFile


def explained_cases(files: Iterable[ClockFile]) -> tuple[ExplainedFile, ...]:
    """Return the examples with what the site's own count says of each."""
    prepared = cache(BusinessCalendar)  # most of them count on the same few calendars
    return tuple(_explained_file(file, prepared(file.calendar)) for file in files)


def _explained_file(file: ClockFile, calendar: BusinessCalendar) -> ExplainedFile:
    return ExplainedFile(
        id=file.id,
        title=file.title,
        about=file.about,
        calendar=file.calendar,
        cases=tuple(_explained_case(case, calendar) for case in file.cases),
    )


def _explained_case(case: ClockCase, calendar: BusinessCalendar) -> ExplainedCase:
    pauses = spans_of(
        (calendar.moment(pause.from_.day, pause.from_.minutes), calendar.moment(pause.until.day, pause.until.minutes))
        for pause in case.pauses
    )
    start = calendar.moment(case.start.day, case.start.minutes)
    return ExplainedCase(case=case, answer=due_of(case.promise, start, calendar, pauses))
