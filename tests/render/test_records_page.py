"""The page of the measured records: the very figures of the records, in words, charts and tables."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from generator.compute.public_facts import public_facts
from generator.load import load_catalog
from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from generator.model.facts import Facts
from generator.model.promise import parse_promise
from generator.model.records import Figures, GroupRecord, Periods, ServiceRecord, Span
from generator.model.reviews import Reviews
from generator.render.figure_words import group_line, left_line, service_line, share_words
from generator.render.home_page import SERVICES_FILE, HomeRecords, home_records
from generator.render.internal_pages import internal_pages
from generator.render.markdown import escape
from generator.render.pages import public_pages
from generator.render.records_page import RECORDS_PAGE, records_context
from generator.render.site import public_site
from generator.words.language import WORDS
from generator.words.measured_time import short_time_words, time_words
from tests.sample_company import SAMPLE
from tests.site.measured import NOW, measured_ledger

CATALOG = load_catalog(SAMPLE)


def facts(catalog: Catalog = CATALOG) -> Facts:
    return public_facts(catalog, measured_ledger(catalog), NOW)


def charts(page: str) -> list[ET.Element]:
    """Return every chart of a page, read as XML; a browser forgives more."""
    found = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    return [ET.fromstring(one) for one in found]  # noqa: S314 - our own


def test_the_page_shows_the_figures_of_the_records_and_each_service_page_its_line() -> None:
    told = facts()
    assert told.records is not None
    pages = public_pages(CATALOG, told)
    with_figures = 0
    for key in CATALOG.services:
        record = told.records.services[key]
        found = record.periods.days90
        if not isinstance(found, Figures):
            continue
        with_figures += 1
        figures = [str(found.cases), share_words(found.share)]
        figures += [time_words(span, record.unit) for span in (found.median, found.p90)]
        row = next(
            line
            for line in pages[RECORDS_PAGE].splitlines()
            if f">{CATALOG.services[key].name}<" in line and "<td" in line
        )
        assert [text for text in figures if escape(text) not in row] == []
        line = next(line for line in pages[f"demoras/{key}.md"].splitlines() if "90 días" in line)
        assert [text for text in figures if escape(text) not in line] == []
    assert with_figures >= 3


def test_without_a_ledger_the_page_says_so_and_no_other_page_says_anything() -> None:
    told = public_facts(CATALOG, None, NOW)
    pages = public_pages(CATALOG, told)
    assert "Todavía no hay registros" in pages[RECORDS_PAGE]
    assert "<table" not in pages[RECORDS_PAGE]
    assert "<svg" not in pages[RECORDS_PAGE]
    assert home_records(CATALOG, told) == HomeRecords()
    assert [path for path, text in pages.items() if "90 días" in text] == []


def test_a_ledger_without_cases_has_no_figures_and_says_that_there_were_none() -> None:
    bare = measured_ledger(CATALOG).model_copy(update={"finished": (), "answers": ()})
    told = public_facts(CATALOG, bare, NOW)
    page = public_pages(CATALOG, told)[RECORDS_PAGE]
    assert "Todavía no hay ningún caso" in page
    assert "<table" not in page
    assert home_records(CATALOG, told) == HomeRecords()


def test_a_group_without_cases_says_so_in_one_sentence_beside_groups_with_figures() -> None:
    """And nothing of it can be unfolded: a table of nothing tells nothing."""
    bare = next(iter(CATALOG.groups))
    ledger = measured_ledger(CATALOG)
    left = tuple(row for row in ledger.finished if row.service and CATALOG.services[row.service].group != bare)
    page = public_pages(CATALOG, public_facts(CATALOG, ledger.model_copy(update={"finished": left}), NOW))[RECORDS_PAGE]
    parts = {key: page.partition(f"{{: #{key} }}")[2].partition("\n## ")[0] for key in CATALOG.groups}
    assert parts.pop(bare).strip() == WORDS.records.line_of_none
    assert [key for key, part in parts.items() if "<details" not in part] == []


def test_every_chart_has_a_title_a_description_and_no_style_of_its_own() -> None:
    """And each id is once on its page."""
    page = public_pages(CATALOG, facts())[RECORDS_PAGE]
    drawn = [one for one in charts(page) if one.get("role") == "img"]
    assert len(drawn) >= 3 * len(CATALOG.groups)
    for one in drawn:
        named = (one.get("aria-labelledby") or "").split()
        assert [part.get("id") for part in one if part.get("id")] == named
        assert all((part.text or "").strip() for part in one if part.get("id"))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "style=" not in page


def test_a_strip_has_ninety_marks_each_told_by_a_shape_and_by_words() -> None:
    strips = charts("".join(home_records(CATALOG, facts()).strips.values()))
    assert len(strips) == len(CATALOG.groups)
    for strip in strips:
        marks = [mark for stretch in strip.iter("g") for mark in stretch if mark.tag != "title"]
        assert len(marks) == 90
        assert all((stretch.findtext("title") or "").strip() for stretch in strip.iter("g"))
        # No two kinds share a shape: circles differ in size, paths in what they draw.
        shapes: dict[str, set[str]] = {}
        for mark in marks:
            drawn = mark.get("r") or re.sub(r"M[\d.]+ [\d.]+", "", mark.get("d") or "")
            shapes.setdefault(drawn, set()).add(mark.get("class") or "")
        assert all(len(kinds) == 1 for kinds in shapes.values())


def test_a_name_with_signs_of_html_shows_as_it_is() -> None:
    wild = '<b>"Boletín" & más</b>'
    key = next(iter(CATALOG.services))
    services = {**CATALOG.services, key: CATALOG.services[key].model_copy(update={"name": wild})}
    catalog = replace(CATALOG, services=services)
    page = public_pages(catalog, facts(catalog))[RECORDS_PAGE]
    assert "<b>" not in page
    assert any(text.text == wild for one in charts(page) for text in one.iter("text"))


@pytest.mark.parametrize(
    ("span", "unit", "words"),
    [
        (None, "business_day", "todavía no se sabe"),
        (Span(best=1, worst=1), None, "todavía no se sabe"),
        (Span(best=0, worst=0), "business_day", "menos de 1 día hábil"),
        (Span(best=1, worst=1), "business_day", "1 día hábil"),
        (Span(best=0, worst=2), "business_day", "menos de 1 día hábil o, en el peor caso, 2"),
        (Span(best=1, worst=3), "open_hour", "1 hora hábil o, en el peor caso, 3"),
        (Span(best=119, worst=119), "minute", "119 minutos"),
        (Span(best=119, worst=1441), "minute", "2 horas o, en el peor caso, 25"),
        # What is known exactly stays so, and is told as what it was done within.
        (Span(best=191, worst=191), "minute", "4 horas"),
        (Span(best=121, worst=180), "open_minute", "3 horas hábiles"),
        (Span(best=0, worst=121), "open_minute", "menos de 1 hora hábil o, en el peor caso, 3"),
    ],
)
def test_times_in_words(span: Span | None, unit: str | None, words: str) -> None:
    assert time_words(span, unit) == words


@pytest.mark.parametrize(
    ("span", "unit", "words"),
    [
        (Span(best=3, worst=4), "business_day", "3 a 4 días hábiles"),
        (Span(best=3, worst=3), "minute", "3 minutos"),
        (Span(best=121, worst=400), "minute", "3 a 7 horas"),
        (Span(best=121, worst=180), "minute", "3 horas"),
        (Span(best=0, worst=2), "business_day", "menos de 1 día hábil o, en el peor caso, 2"),
    ],
)
def test_times_in_a_row_s_words(span: Span, unit: str, words: str) -> None:
    assert short_time_words(span, unit) == words


def test_a_service_that_takes_longer_than_promised_says_so_before_its_client_finds_out() -> None:
    key = ServiceId(next(iter(CATALOG.services)))
    ledger = measured_ledger(CATALOG)
    late = [
        row.model_copy(update={"least": row.least + 9, "most": row.least + 9, "on_time": False})
        if row.service == key and row.least is not None
        else row
        for row in ledger.finished
    ]
    told = public_facts(CATALOG, ledger.model_copy(update={"finished": tuple(late)}), NOW)
    pages = public_pages(CATALOG, told)
    assert "más que lo prometido" in pages[f"demoras/{key}.md"]
    assert "más que lo prometido" in pages[RECORDS_PAGE]
    row = next(line for line in pages["demoras/index.md"].splitlines() if 'class="cifra"' in line)
    assert re.search(r'<small class="medido">Tarda más&#58; 9 de cada 10 en \d+ ', row)
    measured = escape(WORDS.delays.measured_left)
    assert pages["demoras/index.md"].count(measured) == 1
    answers = json.loads(public_site(CATALOG, told).files[SERVICES_FILE])["places"]
    said = {one["at"]: "left" in one for one in answers}
    assert said[f"demoras/{key}/"]
    assert said == {at: "más que lo prometido" in pages[f"{at.rstrip('/')}.md"] for at in said}
    orders = json.loads(public_site(CATALOG, told).files["pedido/catalogo.json"])["services"]
    told_of = {one["at"]: one["left"] for one in answers if "left" in one}
    assert told_of == {f"demoras/{at}/": one["left"] for at, one in orders.items() if "left" in one}
    bare = public_pages(CATALOG, public_facts(CATALOG, None, NOW))["demoras/index.md"]
    assert measured not in bare


def test_each_figure_says_of_which_days_it_is_where_it_stands() -> None:
    """On every page that has one; the table of all services tells of one span alone, as the home page does."""
    pages = public_pages(CATALOG, facts())
    told = {key: one for key, one in facts().records.groups.items() if isinstance(one.periods.days30, Figures)}
    assert pages["demoras/index.md"].count("Últimos 30 días, todo el grupo") == len(told) > 0
    assert not re.search("(?:14|90) días", pages["demoras/index.md"])
    windows = re.compile("en 30 días|últimos (?:30|90) días|En (?:30|90) días", re.IGNORECASE)
    for path in pages:
        # A table's figures stand under its label.
        for line in pages[path].splitlines():
            if " %" in line and not line.lstrip().startswith(("<td", "<tr", "<li", "<path", "<text", "<title", "<g")):
                assert windows.search(line), (path, line)


def test_the_staff_s_site_lists_what_has_drifted_or_that_it_cannot_know() -> None:
    key = ServiceId(next(iter(CATALOG.services)))
    ledger = measured_ledger(CATALOG)
    late = [
        row.model_copy(update={"least": 90, "most": 90, "on_time": False}) if row.service == key else row
        for row in ledger.finished
    ]
    told = public_facts(CATALOG, ledger.model_copy(update={"finished": tuple(late)}), NOW)
    page = internal_pages(CATALOG, told, Reviews((), ()))["pendientes.md"]
    assert f"{CATALOG.services[key].name}: se pasa" in page
    blind = internal_pages(CATALOG, public_facts(CATALOG, None, NOW), Reviews((), ()))["pendientes.md"]
    assert "se construyó sin el registro de pedidos" in blind


def shares(worst: int, best: int, half: int, most: int) -> Figures:
    """Return a period's figures."""
    exact = [Span(best=one, worst=one) for one in (half, most)]
    share = Span(best=best, worst=worst)
    return Figures(cases=20, on_time=share, share=share, timed=20, median=exact[0], p90=exact[1])


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (shares(98, 98, 2, 2), "el 98 % estuvo a tiempo; 9 de cada 10 en 2 días hábiles."),
        (
            shares(86, 91, 1, 4),
            "entre un 86 y un 91 % estuvo a tiempo; la mitad en 1 día hábil y 9 de cada 10 en 4 días hábiles.",
        ),
    ],
)
def test_a_sentence_says_the_share_with_its_article_and_a_time_once(found: Figures, told: str) -> None:
    periods = Periods(days14=found, days30=found, days90=found, months={})
    record = ServiceRecord(unit="business_day", promised=3, periods=periods, left_promise=False, late_rest=None)
    assert service_line(record).endswith(told)
    assert service_line(record).startswith("De las 20 activaciones de los últimos 90 días, ")
    # Beside what is said of 30 days, these need not say the same.
    assert service_line(record, beside_left=True).startswith("Mirando más atrás: de las 20 ")
    assert service_line(record, beside_left=True).endswith(told)


@pytest.mark.parametrize(("worst", "best", "is_told"), [(0, 93, False), (40, 90, False), (41, 90, True)])
def test_a_share_of_which_next_to_nothing_is_known_is_not_told_as_a_figure(
    worst: int, best: int, is_told: bool
) -> None:
    """Between nothing and nearly all: a reader learns nothing of it, and takes it for a bad joke."""
    found = shares(worst, best, 1, 4)
    periods = Periods(days14=found, days30=found, days90=found, months={})
    record = ServiceRecord(unit="minute", promised=30, periods=periods, left_promise=True, late_rest=None)
    group = GroupRecord(unit="minute", periods=periods, strip=())
    sentences = [service_line(record), left_line(record) or "", group_line(group) or ""]
    assert all(sentences)
    assert [f"entre un {worst} y un {best} %" in one for one in sentences] == [is_told] * 3
    assert share_words(found.share) == (f"entre {worst} y {best} %" if is_told else "no se sabe")


@pytest.mark.parametrize(
    ("by_notice", "is_told"),
    [(None, True), ("4 días hábiles", False), ("6 días hábiles", False), ("3 días hábiles", True), ("1 hora", False)],
)
def test_a_service_is_not_late_by_what_its_notice_promises(by_notice: str | None, is_told: bool) -> None:
    """Told beside that promise, the sentence would be untrue: what is called late is within it."""
    found = shares(20, 20, 3, 4)
    periods = Periods(days14=found, days30=found, days90=found, months={})
    record = ServiceRecord(unit="business_day", promised=2, periods=periods, left_promise=True, late_rest=None)
    assert (left_line(record, parse_promise(by_notice) if by_notice else None) is not None) == is_told


def test_a_group_of_different_units_has_no_times_and_does_not_say_they_are_unknown() -> None:
    told = facts()
    assert told.records is not None
    mixed = {str(key) for key, group in told.records.groups.items() if group.unit is None}
    groups = {group.id: group for group in records_context(CATALOG, told)["groups"]}
    assert mixed
    assert mixed < set(groups)
    for key, group in groups.items():
        heads = [bool(row.half) for row in group.months]
        assert set(heads) == {key not in mixed}
        assert key not in mixed or group.services.rows[-1].half == "–"
