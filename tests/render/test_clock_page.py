"""The page for those who check shows every worked example with its dates and its count; clients read a few of them."""

from __future__ import annotations

import html
import re

import pytest

from generator.compute.explained_cases import explained_cases
from generator.load.clock_sheets import load_clock_cases
from generator.model.clock_cases import ExplainedCase, ExplainedFile
from generator.model.promise import UNITS, Promise, parse_promise
from generator.render.clock_page import CASES_PAGE, CHECKED_PAGE, clock_pages
from generator.words.language import WORDS, words_in
from tests.sample_company import REPOSITORY

EVERY = [Promise(1, 2, unit) for unit in UNITS]
"""Promises of a company that counts in every way."""


@pytest.fixture(scope="module")
def files() -> tuple[ExplainedFile, ...]:
    """Return the project's own examples."""
    return explained_cases(load_clock_cases(REPOSITORY, WORDS))


@pytest.fixture(scope="module")
def page(files: tuple[ExplainedFile, ...]) -> str:
    """Return the page of all of them with its entities read."""
    return html.unescape(clock_pages(files, EVERY, WORDS)[CHECKED_PAGE])


def section(page: str, name: str) -> str:
    """Return the part of the page that tells one example."""
    return page.split(f">{name}</h3>", 1)[1].split("</section>", 1)[0]


def test_every_theme_and_every_example_stands_once_with_an_address_of_its_own(
    page: str, files: tuple[ExplainedFile, ...]
) -> None:
    anchors = re.findall(r'<h3 id="([a-z0-9-]+)">', page)
    assert len(anchors) == len(set(anchors)) == sum(len(file.cases) for file in files)
    assert re.findall(r'<h2 id="([a-z0-9-]+)">', page) == [file.id for file in files]


def test_an_example_tells_start_promise_due_reason_and_each_day(page: str) -> None:
    told = section(page, "Un feriado en el medio corre el vencimiento un día")
    assert "<dd>3 días hábiles</dd>" in told
    assert "<dd>miércoles 29 de abril de 2026 a las 16:40</dd>" in told
    assert "<strong>martes 5 de mayo a las 18:00</strong>" in told
    assert "no cuenta: feriado, Día del Trabajo" in told
    assert told.count('<tr class="') == 7


def test_pauses_and_the_first_figure_of_a_range_are_told(page: str) -> None:
    told = section(page, "Un rango con una pausa después de su primera cifra")
    assert "desde el martes 17 de noviembre a las 12:00 hasta el martes 17 de noviembre a las 13:00" in told
    assert "<dt>Puede estar listo desde</dt><dd>martes 17 de noviembre a las 11:00</dd>" in told


def test_a_date_that_cannot_be_known_says_so_and_has_no_count(page: str) -> None:
    told = section(page, "Más allá de los feriados conocidos no damos una fecha")
    assert "no se puede calcular: en este ejemplo no están cargados los feriados de 2029" in told
    assert "<details" not in told


def test_a_midnight_closes_the_day_it_belongs_to(page: str) -> None:
    told = section(page, "Un día hábil entero, de medianoche a medianoche")
    assert "<strong>jueves 19 de noviembre al final del día</strong>" in told


def test_the_hours_of_a_theme_are_told_before_its_examples(page: str) -> None:
    assert (
        "Horario de estos ejemplos: lunes a viernes, 09:00 a 13:00 y 14:00 a 18:00; sábado y domingo, cerrado." in page
    )
    assert "<li>Sábado trabajado: sáb 19/12/2026, 09:00 a 13:00</li>" in page


def test_clients_read_eight_examples_of_which_the_calendar_is_told_once(files: tuple[ExplainedFile, ...]) -> None:
    """Of days, hours and ranges, of holidays, of the closing, of a pause; each is told as on the other page."""
    both = {path: html.unescape(text) for path, text in clock_pages(files, EVERY, WORDS).items()}
    few = both[CASES_PAGE]
    names = re.findall(r'<h2 id="[a-z0-9-]+">(.*?)</h2>', few)
    assert len(names) == len(set(names)) == 8
    assert few.count("Horario de estos ejemplos: ") == 1
    for name in names:
        assert few.split(f">{name}</h2>")[1].split("</section>")[0] == section(both[CHECKED_PAGE], name)
    units = {str(case.case.promise.unit.key) for file in files for case in file.cases if case.case.for_clients}
    assert units == {"business_day", "business_day_hour", "open_hour"}


def test_other_hours_are_told_before_the_first_example_of_theirs(files: tuple[ExplainedFile, ...]) -> None:
    """Where two themes do not count by the same hours, no example is read by those of the other."""
    chosen = [file.model_copy(update={"cases": (_for_clients(file.cases[0]),)}) for file in files]
    heads = {(str(file.calendar.weekly_hours), str(file.calendar.cut_off)) for file in files}
    assert len(heads) > 1
    told = clock_pages(chosen, EVERY, WORDS)[CASES_PAGE].count("Horario de estos ejemplos: ")
    assert len(heads) <= told < len(files)


def _for_clients(one: ExplainedCase) -> ExplainedCase:
    return one.model_copy(update={"case": one.case.model_copy(update={"for_clients": True})})


@pytest.mark.parametrize(
    ("promises", "shown"),
    [
        (["2 días hábiles", "1 hora"], {"días hábiles"}),
        (["1 a 2 días hábiles", "3 horas hábiles"], {"días hábiles", "rango", "horas hábiles"}),
        (["3 horas hábiles"], {"horas hábiles"}),
        (["10 días corridos"], {"días hábiles", "rango", "horas hábiles", "horas en días hábiles"}),
    ],
)
def test_clients_see_examples_of_what_their_company_promises(
    files: tuple[ExplainedFile, ...], promises: list[str], shown: set[str]
) -> None:
    """All of them where it promises nothing like any; those who check have every one."""
    pages = clock_pages(files, [parse_promise(phrase) for phrase in promises], WORDS)
    told = re.findall(r"<dt>Plazo</dt><dd>(?:\d+ a )?\d+ (.*?)</dd>", pages[CASES_PAGE])
    ranges = re.search(r"<dd>\d+ a \d+ ", pages[CASES_PAGE])
    more = {"día hábil": "días hábiles", "hora hábil": "horas hábiles"}
    assert {more.get(unit, unit) for unit in told} | ({"rango"} if ranges else set()) == shown
    assert pages[CHECKED_PAGE] == clock_pages(files, EVERY, WORDS)[CHECKED_PAGE]


def test_all_is_told_as_the_company_s_country_says_it() -> None:
    """Texts, counts and what special hours are called; the place of a theme is the same everywhere."""
    words = words_in("Europe/Madrid")
    pages = clock_pages(explained_cases(load_clock_cases(REPOSITORY, words)), EVERY, words)
    read = {path: html.unescape(page) for path, page in pages.items()}
    checked = read[CHECKED_PAGE]
    assert "no cuenta: festivo, Día del Trabajo" in checked
    assert "no cuenta: día no laborable, Puente de julio" in checked
    assert "en este ejemplo no están cargados los festivos de 2029" in checked
    assert '<h2 id="feriados">Festivos</h2>' in checked
    assert "<li>Guardia de festivo: " in checked
    assert section(checked, "Un festivo en el medio corre el vencimiento un día")
    assert "el horario y los festivos que valen para su plazo" in read[CASES_PAGE]
    argentine = re.compile(r"feriado|fines turísticos|\{holiday", re.IGNORECASE)
    assert {path: argentine.findall(re.sub(r' id="[^"]*"', "", page)) for path, page in read.items()} == {
        CASES_PAGE: [],
        CHECKED_PAGE: [],
    }


def test_a_company_of_argentina_reads_what_its_law_calls_a_bridge_day() -> None:
    words = words_in("America/Argentina/Buenos_Aires")
    pages = clock_pages(explained_cases(load_clock_cases(REPOSITORY, words)), EVERY, words)
    assert "no cuenta: día no laborable con fines turísticos" in html.unescape(pages[CASES_PAGE])
