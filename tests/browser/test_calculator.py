"""What the browser counts from `calendario.json` is what Python counts: every date, and every day of its count."""

from __future__ import annotations

import json
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page

from generator.cli.site_server import site_server
from generator.compute.business_calendar import BusinessCalendar
from generator.compute.public_facts import calendar_feed
from generator.load import load_catalog
from generator.model.calendar import CalendarData
from generator.model.due import Due
from generator.model.promise import Clock
from generator.render.calendar_feed import calendar_json
from generator.words.for_scripts import calculator_words
from generator.words.language import WORDS
from generator.words.phrases import due_sentence, moment_words, short_day, trace_words
from tests.browser.counting import Case, cases, madrid, santiago
from tests.sample_company import REPOSITORY, SAMPLE

SEEDS = {"own": 20261123, "santiago": 20270404, "madrid": 20261025}
AMOUNT = 1_000
"""Cases on each of the three calendars."""

COUNT = """async ([name, cases]) => {
  const { readCalendar } = await import("./assets/calcular/calendario.js");
  const { count } = await import("./assets/calcular/contar.js");
  const calendar = readCalendar(await (await fetch(`./${name}.json`)).json());
  return JSON.stringify(cases.map(({ promise, start }) => count(promise, start, calendar)));
}"""
TOLD = """async ([name, cases, words]) => {
  const { readCalendar } = await import("./assets/calcular/calendario.js");
  const { count } = await import("./assets/calcular/contar.js");
  const { tellerOf } = await import("./assets/calcular/palabras.js");
  const { dueSentence, momentWords, shortDay, traceWords } = tellerOf(words, 2026);
  const calendar = readCalendar(await (await fetch(`./${name}.json`)).json());
  return JSON.stringify(cases.map(({ promise, start }) => {
    const answer = count(promise, start, calendar);
    const rows = answer.trace.map((row) => [shortDay(row.date), traceWords(row)]);
    return [momentWords(start, calendar), dueSentence(answer, calendar), rows];
  }));
}"""


@pytest.fixture(scope="module")
def calendars() -> dict[str, CalendarData]:
    """Give the company's own calendar and two that are as unlike it as they come."""
    return {"own": load_catalog(SAMPLE).calendar, "santiago": santiago(), "madrid": madrid()}


@pytest.fixture(scope="module")
def served(calendars: dict[str, CalendarData], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site's own scripts beside the three published calendars."""
    folder = tmp_path_factory.mktemp("counting")
    shutil.copytree(REPOSITORY / "site_src" / "docs" / "assets", folder / "assets")
    (folder / "index.html").write_text("<!doctype html><title>.</title>", encoding="utf-8")
    for name, data in calendars.items():
        (folder / f"{name}.json").write_bytes(calendar_json(calendar_feed(BusinessCalendar(data))))
    with site_server(folder, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def in_browser(page: Page, served: str) -> Callable[[str, str, list[Case]], list[Any]]:
    """Return what runs all cases on a named calendar inside one page."""

    def run(script: str, name: str, asked: list[Case]) -> list[Any]:
        page.goto(served)
        answers: list[Any] = json.loads(
            page.evaluate(script, [name, [case.asked() for case in asked], calculator_words(WORDS)])
        )
        return answers

    return run


@pytest.mark.parametrize("name", SEEDS)
def test_the_browser_counts_what_python_counts(
    name: str, calendars: dict[str, CalendarData], in_browser: Callable[[str, str, list[Case]], list[Any]]
) -> None:
    """Three times a thousand cases: earliest, due, every row of the count, and the year that is missing."""
    asked = cases(calendars[name], AMOUNT, SEEDS[name])
    found = in_browser(COUNT, name, asked)

    wrong = [(case, answer) for case, answer in zip(asked, found, strict=True) if answer != case.answer]
    assert wrong[:1] == [], f"{len(wrong)} of {len(asked)} differ"


def test_the_cases_hold_all_that_could_differ(calendars: dict[str, CalendarData]) -> None:
    """Every clock with and without a range, every reason to skip a day, both ends of the years."""
    asked = [case for name, data in calendars.items() for case in cases(data, AMOUNT, SEEDS[name])]
    known = [case for case in asked if "due" in case.answer]
    kinds = Counter((case.promise.clock, case.promise.first is None) for case in known)
    whys = Counter(row.get("why") for case in known for row in case.answer["trace"])

    assert len(asked) >= 2_000
    assert len(known) >= 2_000
    assert min(kinds[clock, single] for clock in Clock for single in (True, False)) >= 100
    reasons = ("weekend", "holiday", "closure", "after_cut_off", "after_hours")
    assert min(whys[why] for why in reasons) >= 20
    assert {case.answer.get("unknown") for case in asked} == {None, "2024", "2025", "2028", "2029"}


@pytest.mark.parametrize("name", SEEDS)
def test_the_browser_words_a_count_as_python_does(
    name: str, calendars: dict[str, CalendarData], in_browser: Callable[[str, str, list[Case]], list[Any]]
) -> None:
    """The sentence with its end of a day, the start, and each row of the table, letter for letter; a year runs."""
    calendar = BusinessCalendar(calendars[name])
    asked = [case for case in cases(calendars[name], 300, SEEDS[name] + 1) if "due" in case.answer]
    expected = []
    for case in asked:
        due = Due.model_validate(case.answer | {key: _iso(case.answer[key]) for key in ("start", "earliest", "due")})
        rows = [[short_day(row.date, 2026), trace_words(row, WORDS)] for row in due.trace]
        expected.append([moment_words(due.start, calendar.zone, 2026), due_sentence(due, calendar.zone, 2026), rows])

    assert len(asked) > 150
    assert in_browser(TOLD, name, asked) == expected


def _iso(second: int | None) -> datetime | None:
    return None if second is None else datetime.fromtimestamp(second, UTC)
