"""Page, home, order page and open data tell the same figures: whoever compares two of them finds no difference."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from generator.compute.public_facts import public_facts
from generator.compute.records.others_like_it import others_of
from generator.load import load_catalog
from generator.model.base import GroupId
from generator.model.outcomes import FinishedItem
from generator.model.records import DayMark, Span
from generator.render.home_page import home_records
from generator.render.open_files import FOLDER, open_data
from generator.render.pages import public_pages
from generator.render.records_page import RECORDS_PAGE
from generator.words.language import WORDS
from generator.words.measured_time import time_words
from generator.words.phrases import enumerated
from tests.sample_company import SAMPLE
from tests.site.measured import NOW, measured_ledger
from tests.site.reading import Node, parsed, read

CATALOG = load_catalog(SAMPLE)
LEDGER = measured_ledger(CATALOG)
FACTS = public_facts(CATALOG, LEDGER, NOW)
KEPT: dict[str, Any] = json.loads(open_data(CATALOG, FACTS)[f"{FOLDER}/cumplimiento.json"])
"""What programs read; everything else is compared with it."""
DRAWN = {
    "g-a-tiempo": DayMark.KEPT,
    "g-en-duda": DayMark.UNSURE,
    "g-tarde": DayMark.SLIPPED,
    "g-pocos": DayMark.FEW,
    "g-nada": DayMark.NONE,
}
SILENT = {"no_cases": "sin casos", "withheld": "sin cifra"}


@pytest.fixture(scope="module")
def sections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Node]:
    """Give each group's part of the page."""
    page = public_pages(CATALOG, FACTS)[RECORDS_PAGE]
    found = {}
    for key in KEPT["groups"]:
        part = page.partition(f"{{: #{key} }}")[2].partition("\n## ")[0]
        path: Path = tmp_path_factory.mktemp("part") / "part.html"
        path.write_text(part, encoding="utf-8")
        found[key] = read(path)
    return found


def marks(strip: ET.Element) -> list[DayMark]:
    """Return a strip's marks as they are drawn, in the order in which one reads: row by row."""
    placed = []
    for mark in strip.iter():
        kind = DRAWN.get(mark.get("class") or "")
        if kind is not None:
            at = (mark.get("cx"), mark.get("cy")) if mark.get("cx") else _begin(mark.get("d") or "")
            placed.append((float(at[1] or 0) // 16, float(at[0] or 0), kind))
    return [kind for _, _, kind in sorted(placed)]


def _begin(path: str) -> tuple[str, str]:
    match = re.match(r"M([\d.]+) ([\d.]+)", path)
    assert match
    return match[1], match[2]


def told(found: Any, unit: str | None) -> list[str]:
    """Return what a table's row says of figures as they are published."""
    if isinstance(found, str):
        return [SILENT[found], "–", "–", "–"]
    share = found["share"]
    exact = share["best"] == share["worst"]
    percent = f"{share['worst']} %" if exact else f"entre {share['worst']} y {share['best']} %"
    if share["best"] - share["worst"] >= 50:
        percent = "no se sabe"
    half, most = (time_words(found[name] and Span(**found[name]), unit) for name in ("median", "p90"))
    if found["timed"] != found["cases"] and found["median"]:
        half, most = (f"{words} ({found['timed']} casos)" for words in (half, most))
    if unit is None:
        half = most = "–"
    return [percent, str(found["cases"]), half, most]


def rows(table: Node) -> Iterator[list[str]]:
    """Yield each row's name and its figures, without what was promised."""
    yield from rows_of(table.one("tbody"))


def rows_of(part: Node) -> Iterator[list[str]]:
    """Yield those of a part of a table."""
    for row in part.all("tr"):
        cells = [cell for cell in row.children if isinstance(cell, Node)]
        yield [cell.text for cell in cells if cell.attrs.get("data-etiqueta") != "Plazo"]


def named(months: Iterable[str]) -> list[str]:
    """Return months as a table names them: the year where it begins."""
    found, year = [], ""
    for month in months:
        name = WORDS.dates.months[int(month[5:]) - 1]
        found.append(name if month[:4] == year else f"{name} {month[:4]}")
        year = month[:4]
    return found


def test_the_strip_of_the_home_page_and_that_of_the_page_are_the_marks_that_are_published() -> None:
    """Day by day; and so is the table that tells it in words."""
    home = home_records(CATALOG, FACTS)
    drawn = {key: marks(ET.fromstring(svg)) for key, svg in home.strips.items()}  # noqa: S314 - our own
    recent = {key: group["periods"]["days30"] for key, group in KEPT["groups"].items()}
    assert home.shares == {key: told(one, None)[0] for key, one in recent.items() if isinstance(one, dict)}
    page = public_pages(CATALOG, FACTS)[RECORDS_PAGE]
    assert len(drawn) == len(KEPT["groups"]) > 1
    for key, group in KEPT["groups"].items():
        published = [DayMark(one["mark"]) for one in group["strip"]]
        assert len(published) == 90
        assert drawn[GroupId(key)] == published
        svg = re.search(rf'<svg[^>]*labelledby="tira-{key}-t.*?</svg>', page, re.DOTALL)
        assert svg
        assert marks(ET.fromstring(svg[0])) == published  # noqa: S314 - our own
    assert {mark for group in KEPT["groups"].values() for mark in (one["mark"] for one in group["strip"])} > {"kept"}


def test_each_mark_is_counted_from_the_rows_of_its_week() -> None:
    """By plain sums: at least nine in ten on time, of five or more."""
    for key, group in KEPT["groups"].items():
        mine = {name for name, service in CATALOG.services.items() if service.group == key}
        by_day: dict[date, list[FinishedItem]] = defaultdict(list)
        for one in LEDGER.finished:
            if one.service in mine and one.day:
                by_day[one.day].append(one)
        for mark in group["strip"]:
            last = date.fromisoformat(mark["day"])
            week = [one for back in range(7) for one in by_day[last - timedelta(back)]]
            cases, kept = sum(one.count for one in week), sum(one.count for one in week if one.on_time)
            expected = "kept" if 10 * kept >= 9 * cases else "slipped"
            assert mark["mark"] == (expected if cases >= 5 else "few" if cases else "none"), (key, last)


@pytest.mark.parametrize(("place", "period"), [(0, "days90"), (1, "days30")])
def test_the_rows_of_services_and_of_their_whole_group_are_the_figures_that_are_published(
    sections: dict[str, Node], place: int, period: str
) -> None:
    for key, group in KEPT["groups"].items():
        shown = list(rows(list(sections[key].all("table", klass="registros"))[place]))
        mine = [name for name, service in CATALOG.services.items() if service.group == key]
        every = [(CATALOG.services[name].name, KEPT["services"][name]) for name in mine]
        every += [("Todo el grupo", group)] if len(mine) > 1 else []
        figures = [(name, one) for name, one in every if isinstance(one["periods"][period], dict)]
        assert shown == [[name, *told(one["periods"][period], one["unit"])] for name, one in figures]
        # Of all others it is said once why they have none.
        for why, words in SILENT.items():
            names = [name for name, one in every if one["periods"][period] == why]
            said = f"{words.capitalize()}: {enumerated(names)}."
            assert (said in [one.text for one in sections[key].all("p")]) is bool(names)


def test_the_table_that_answers_first_has_the_shares_that_are_published() -> None:
    """Of each group, then of each kind of ticket with a target, over 90, 30 and 14 days; it leads to the rest."""
    page = public_pages(CATALOG, FACTS)[RECORDS_PAGE]
    summary = page.partition('<table class="tabla resumen">')[2].partition("</table>")[0]
    found = re.findall(r'href="#([^"]+)">.*?</th>(.*?)</tr>', summary)
    shown = [(anchor, [cell.text for cell in parsed(cells).all("td")]) for anchor, cells in found]
    answers = json.loads(open_data(CATALOG, FACTS)[f"{FOLDER}/atencion.json"])["entries"]
    aimed = [one["record"]["periods"] for one in answers if one["record"] and one["target"]]
    expected = [(str(key), KEPT["groups"][key]["periods"]) for key in CATALOG.groups]
    expected += [("respuestas", periods) for periods in aimed]
    assert shown == [
        (anchor, [told(periods[name], None)[0] for name in ("days90", "days30", "days14")])
        for anchor, periods in expected
    ]
    assert aimed


def test_the_rows_of_months_are_the_figures_that_are_published(sections: dict[str, Node]) -> None:
    """Of the whole group, and of each of its services where they are several; and so are their columns."""
    with_months = 0
    for key, group in KEPT["groups"].items():
        tables = list(sections[key].all("table", klass="registros"))
        months = group["periods"]["months"]
        # Where units differ, no month has a time.
        columns = None if group["unit"] else 2
        assert list(rows(tables[2])) == [
            [name, *told(one, group["unit"])[:columns]]
            for name, one in zip(named(months), months.values(), strict=True)
        ]
        (chart,) = (svg for svg in sections[key].all("svg") if "meses-" in svg.attrs.get("aria-labelledby", ""))
        heights = [int(float(bar.attrs["height"])) for bar in chart.all("rect", klass="g-a-tiempo")]
        assert heights == [one["share"]["worst"] for one in months.values() if not isinstance(one, str)]
        # A month without a share has no frame either, which would be drawn as none on time.
        assert len(list(chart.all("rect", klass="g-fondo"))) == len(heights)
        with_months += len(heights)
        mine = [name for name, service in CATALOG.services.items() if service.group == key]
        if len(mine) > 1:
            expected = []
            for one in (KEPT["services"][name] for name in mine):
                known = {name: found for name, found in one["periods"]["months"].items() if not isinstance(found, str)}
                expected.append(
                    [[name, *told(known[of], one["unit"])] for name, of in zip(named(known), known, strict=True)]
                )
            parts = list(tables[3].all("tbody"))
            heads = [CATALOG.services[name].name for name, months in zip(mine, expected, strict=True) if months]
            assert [next(part.all("th")).text for part in parts] == heads
            assert [list(rows_of(part))[1:] for part in parts] == [months for months in expected if months]
    assert with_months > len(KEPT["groups"])


def test_an_order_page_tells_the_figures_that_are_published() -> None:
    """Of twenty cases or more; the file says of how many, and within how long half and nine in ten were done."""
    assert FACTS.records is not None
    forecasts = 0
    for key, one in KEPT["services"].items():
        found = one["periods"]["days90"]
        forecast, _ = others_of(FACTS.records, key, CATALOG.services[key].promise)
        if isinstance(found, str) or found["timed"] < 20 or not found["median"] or not found["p90"]:
            assert forecast is None
            continue
        forecasts += 1
        assert forecast is not None
        _, _, half, most = told(found, one["unit"])
        assert (forecast.cases, forecast.half, forecast.most) == (found["timed"], half, most)
    assert forecasts > 1
