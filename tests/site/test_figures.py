"""Every figure on a public page is one of the data's phrases, or counted from one."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.trace import due_of
from generator.model.due import Due
from generator.model.promise import Promise, parse_promise
from generator.words.language import words_in
from generator.words.phrases import due_sentence, short_day, trace_words
from tests.site.conftest import Pages
from tests.site.making import NOW, Made

CASES = "calendario/como-contamos/"
DURATION = re.compile(r"\d+(?: a \d+)? (?:segundo|minuto|min\b|hora|hs?\b|día|semana|mes|año)\w*")


def phrases(made: Made) -> set[str]:
    """Return each promise and target of the data, those of past notices too."""
    targets = [entry.target for entry in made.catalog.attention.values() if entry.target]
    entries = (*made.catalog.services.values(), *made.catalog.notices.values())
    return {str(promise) for promise in [*targets, *(entry.promise for entry in entries)] if promise}


def foreign(text: str, known: set[str]) -> list[str]:
    """Return the figures of a text that are none of the known phrases, whole."""
    return [match[0] for match in DURATION.finditer(text) if not text.startswith(tuple(known), match.start())]


def counted(made: Made, promise: Promise) -> Due:
    """Return a promise counted from the moment of the build."""
    due = due_of(promise, NOW, BusinessCalendar(made.catalog.calendar))
    assert isinstance(due, Due)
    return due


def test_no_page_prints_a_figure_that_the_data_do_not_hold(made: Made, pages: Pages) -> None:
    """Counts day by day stand apart: a test below reads them. Worked cases are samples with tests of their own.

    What was measured is compared with the records (`tests/render/test_records_page.py`), and a group's delay with its
    services' (`tests/render/test_home_page.py`).
    """
    known, seen = phrases(made), set()
    for name, page in pages.items():
        if name.startswith(CASES) or name == "cumplimiento/":
            continue
        text = page.text
        for table in page.all("table", klass="cuenta"):
            text = text.replace(table.text, " ")
        for measured in (*page.all(klass="medido"), *page.all(klass="tiras"), *page.all(klass="habituales")):
            text = text.replace(measured.text, " ")
        assert foreign(text, known) == [], name
        seen |= {phrase for phrase in known if phrase in text}
    assert seen == known


@pytest.mark.parametrize("typed", ["3 días", "48 horas", "8 días hábiles", "2 a 4 horas", "3 minutos hábiles", "24 h"])
def test_a_figure_typed_by_hand_would_be_noticed(made: Made, typed: str) -> None:
    """Also one that is the beginning of a phrase of the data."""
    assert foreign(f"demora {typed}, por lo general", phrases(made)) == [DURATION.match(typed)[0]]  # type: ignore[index]


def test_each_service_shows_its_promise_counted_from_the_moment_of_the_build(made: Made, pages: Pages) -> None:
    """The sentence and every row of the table are what `compute` counts.

    A date alone has no table, nor have minutes: it would tell no more than the sentence.
    """
    zone = ZoneInfo(made.catalog.calendar.zone)
    for id_, service in made.catalog.services.items():
        due = counted(made, service.promise)
        year = due.start.astimezone(zone).year
        article = pages[f"demoras/{id_}/"].one("article")
        rows = [row.text for table in article.all("table", klass="cuenta") for row in table.all("tr")]

        assert f"Estaría listo {due_sentence(due, zone, year)}. El plazo es de {service.promise} desde" in article.text
        told = [f"{short_day(row.date, year)} {trace_words(row, words_in(zone.key))}" for row in due.trace]
        assert rows[1:] == (told if len(told) > 1 and " minuto" not in str(service.promise) else [])


def test_the_calendar_page_lists_the_holidays_of_the_data(made: Made, pages: Pages) -> None:
    """Every holiday of the data stands on the calendar page, with its weekday, and nothing else does."""
    tables = pages["calendario/"].all("table", klass="feriados")
    rows = [row.text for table in tables for row in table.all("tr")]

    shown = [row for row in rows if row != "Fecha Día"]
    assert shown == [f"{short_day(day.date, day.date.year)} {day.name}" for day in made.catalog.calendar.holidays]


def test_what_promises_whom_is_parsed_back_from_the_table(made: Made, pages: Pages) -> None:
    """The printed phrase is the phrase of the data: it survives being read again."""
    cells = [cell.text.partition(" desde ")[0] for cell in pages["demoras/"].all("span", klass="dicho")]
    assert [parse_promise(cell) for cell in cells] == [service.promise for service in made.catalog.services.values()]
