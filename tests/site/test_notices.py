"""A notice in the data is seen on the built site: on Inicio, on its service, in the catalog and in the history."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from generator.cli.site_server import site_server
from tests.cli.calls import in_thread
from tests.sample_company import copied
from tests.site.reading import Node, read, section
from tests.site.test_engines import engine
from tests.site.test_in_chromium import DRAWN, WATCH_SHIFTS, visit
from tests.waiting import comes_to, held, resize

AWKWARD = 'Mudanza <x>"grande" & [otra] _x_'
NOTICE = f"""\
kind: delay
title: '{AWKWARD}'
reason: Se mudan los servidores.
from: 2026-12-21
until: 2026-12-24
services: [boletin]
promise: 10 días corridos
"""
COMING = """\
kind: delay
title: Obras de verano
reason: Hay obras.
from: 2026-12-28
until: 2026-12-29
services: [podcast]
promise: 20 días corridos
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a strict build of the data with a notice that holds and one to come, as of Wednesday 23 December 2026."""
    root = copied(tmp_path_factory.mktemp("notices"))
    (root / "data" / "notices" / "mudanza.yml").write_text(NOTICE, encoding="utf-8")
    (root / "data" / "notices" / "obras.yml").write_text(COMING, encoding="utf-8")
    ran = engine("mkdocs", root / "site", root)
    assert ran.returncode == 0, ran.stderr
    return root / "site"


def page(site: Path, address: str) -> Node:
    """Return one page."""
    return read(site / address / "index.html")


def test_inicio_shows_the_notice_that_holds_and_leads_to_it(site: Path) -> None:
    """Its words are read as written; no other page has the banner."""
    banner = page(site, "").one("article").one("section", klass="avisos")
    shown, coming = banner.all("div", klass="aviso")
    (link,) = shown.all("a")

    assert ("hidden" in shown.attrs, "hidden" in coming.attrs) == (False, True)
    assert shown.text == (
        f"{AWKWARD}, del lunes 21 al jueves 24 de diciembre de 2026. "
        "Boletín de noticias: 10 días corridos en lugar del plazo habitual."
    )
    assert (link.text, link.attrs["href"]) == (AWKWARD, "avisos/#aviso-mudanza")
    assert [name for name in ("demoras", "avisos", "preguntas") if list(page(site, name).all(klass="avisos"))] == []


def test_its_service_shows_both_promises_the_dates_and_counts_the_temporary_one(site: Path) -> None:
    """Ten calendar days after 23 December end with 2 January."""
    article = page(site, "demoras/boletin").one("article")
    box = article.one("div", klass="aviso")

    now, later = article.one("p", klass="plazo-cifra").all("span")
    assert (now.text, later.text, "hidden" in later.attrs) == ("10 días corridos", "3 días hábiles", True)
    assert "es de 10 días corridos, en lugar de 3 días hábiles. Se mudan los servidores." in box.text
    assert (box.one("a").text, box.one("a").attrs["href"]) == (AWKWARD, "../../avisos/#aviso-mudanza")
    assert "a más tardar el sábado 2 de enero de 2027 al final del día" in article.text
    began = "miércoles 23 de diciembre a las 12:00"
    assert f"El plazo temporal del aviso es de 10 días corridos desde el {began}." in article.text


def test_the_catalog_s_row_names_the_ordinary_promise_beside_the_temporary_one(site: Path) -> None:
    """No other row says anything of notices, and of the sentence the figure alone stands out."""
    rows = {one.attrs.get("id"): list(one.all("span", klass="de-aviso")) for one in page(site, "demoras").all("tr")}
    (cell,) = rows["servicio-boletin"]
    assert {key for key, cells in rows.items() if cells} == {"servicio-boletin", "servicio-podcast"}
    said = cell.text
    assert [strong.text for strong in cell.all("strong")] == ["10 días corridos"]
    usual = "3 días hábiles desde los requisitos"
    assert said == f"10 días corridos, por aviso hasta el jue 24/12/2026; habitualmente, {usual}"


def test_the_history_has_it_under_what_holds_and_the_search_finds_it(site: Path) -> None:
    """With its title as written and as no element of the page."""
    history = page(site, "avisos")
    docs = json.loads((site / "search" / "search_index.json").read_bytes())["places"]

    assert AWKWARD in section(history, "vigentes")
    assert "Plazo: 10 días corridos. El habitual: Boletín de noticias: 3 días hábiles" in section(
        history, "aviso-mudanza"
    )
    assert [heading.attrs["id"] for heading in history.all("h2")] == ["vigentes", "anteriores"]
    assert list(history.all("b")) == []
    assert [entry["at"] for entry in docs if entry["at"] == "avisos/#aviso-mudanza"]


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """Give the address of that build."""
    with site_server(site, 0) as server, in_thread(server):
        yield f"http://127.0.0.1:{server.server_port}/"


BEFORE, HELD, BETWEEN, NEXT, AFTER = (
    datetime(2026, 12, day, hour, minute, tzinfo=UTC)
    for day, hour, minute in ((23, 12, 0), (24, 22, 59), (24, 23, 0), (28, 12, 0), (30, 12, 0))
)
"""Of Madrid: the day of the build, the last minute of the first notice, the minute after it, and so on."""


@pytest.mark.parametrize(
    ("now", "banner", "boletin", "podcast"),
    [
        (BEFORE, [AWKWARD], "10 días corridos", "30 minutos"),
        (HELD, [AWKWARD], "10 días corridos", "30 minutos"),
        (BETWEEN, [], "3 días hábiles", "30 minutos"),
        (NEXT, ["Obras de verano"], "3 días hábiles", "20 días corridos"),
        (AFTER, [], "3 días hábiles", "30 minutos"),
    ],
)
def test_a_page_tells_what_holds_on_the_reader_s_day(
    page: Page, served: str, now: datetime, banner: list[str], boletin: str, podcast: str
) -> None:
    """On Inicio, in its pick, in the catalog, on each service's page, among the questions and in the history."""
    figures = {"boletin": boletin, "podcast": podcast}
    visit(page, served, now)
    expect(page.locator(".avisos a:visible")).to_have_text(banner)
    expect(page.get_by_role("region", name="Avisos vigentes")).to_have_count(1 if banner else 0)
    for key, figure in figures.items():
        visit(page, f"{served}?servicio={key}", now)
        expect(page.locator(".consulta-cifra")).to_have_text(figure)
        visit(page, f"{served}demoras/{key}/", now)
        expect(page.locator(".plazo-cifra span:visible")).to_have_text([figure])
    visit(page, f"{served}demoras/", now)
    for key, figure in figures.items():
        expect(page.locator(f"#servicio-{key} .dicho:visible")).to_have_count(1)
        expect(page.locator(f"#servicio-{key} .dicho:visible")).to_have_text(re.compile(f"^{figure}"))
    visit(page, f"{served}preguntas/", now)
    for key, figure in figures.items():
        expect(page.locator(f"li:has(#demora-{key}) > span:visible")).to_have_text([re.compile(f"^{figure}")])


def test_the_history_says_of_each_whether_it_holds_on_the_reader_s_day(page: Page, served: str) -> None:
    """Each stands at its place all the same: a link to it leads there. On paper, read later, its dates alone tell."""
    states = page.locator("#vigentes ~ p span[data-desde]:visible, #vigentes ~ p span[data-hasta]:visible")
    for now, told in {
        BEFORE: ["Vigente hoy.", "Todavía no empezó."],
        BETWEEN: ["Ya terminó.", "Todavía no empezó."],
        NEXT: ["Ya terminó.", "Vigente hoy."],
        AFTER: ["Ya terminó.", "Ya terminó."],
    }.items():
        visit(page, f"{served}avisos/", now)
        expect(states).to_have_text(told)
        page.emulate_media(media="print")
        expect(page.locator("#vigentes ~ p").first).to_be_visible()
        expect(states).to_have_count(0)
        page.emulate_media(media="screen")


@pytest.mark.parametrize("address", ["", "avisos/", "demoras/", "demoras/boletin/", "calendario/"])
def test_nothing_moves_on_the_day_of_the_build(page: Page, served: str, address: str) -> None:
    """What the script will show stands there already."""
    page.add_init_script(WATCH_SHIFTS)
    resize(page, 390)
    let_go = held(page, "**/calendario.json")
    page.clock.set_fixed_time(BEFORE)
    page.goto(served + address, wait_until="load")
    page.evaluate(DRAWN)
    let_go()
    page.wait_for_load_state("networkidle")
    page.evaluate(DRAWN)
    comes_to(lambda: page.evaluate("moved"), [])


def test_a_page_that_stands_open_over_midnight_follows_the_day(page: Page, served: str) -> None:
    page.clock.install(time=HELD)
    page.goto(f"{served}demoras/boletin/")
    expect(page.locator(".plazo-cifra")).to_have_text("10 días corridos", use_inner_text=True)
    page.clock.run_for(61_000)
    expect(page.locator(".plazo-cifra")).to_have_text("3 días hábiles", use_inner_text=True)
    expect(page.locator("div.aviso")).to_be_hidden()


def test_who_has_no_script_reads_the_dates(new_context: CreateContextCallback, served: str) -> None:
    """So it is true on whichever day: of what holds, and of what will."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{served}demoras/")
    expect(page.locator("#servicio-boletin .cifra")).to_contain_text(
        "10 días corridos, por aviso hasta el jue 24/12/2026; habitualmente, 3 días hábiles", use_inner_text=True
    )
    expect(page.locator("#servicio-podcast .cifra")).to_contain_text(
        "30 minutos; por aviso, 20 días corridos del lun 28/12/2026 al mar 29/12/2026", use_inner_text=True
    )
    page.goto(f"{served}demoras/podcast/")
    expect(page.locator(".plazo")).to_contain_text(
        "Por aviso, del lunes 28 al martes 29 de diciembre de 2026: 20 días corridos.", use_inner_text=True
    )
    page.goto(f"{served}avisos/")
    expect(page.locator("#vigentes ~ p:visible").first).to_have_text(
        "Cambio de plazo, del lunes 21 al jueves 24 de diciembre de 2026.", use_inner_text=True
    )
    page.goto(f"{served}calendario/")
    told, day = page.locator("p:has(> .sin-programa)"), "viernes 25 de diciembre de 2026"
    next_one = f"Después del miércoles 23 de diciembre de 2026, el próximo es el {day}: Natividad del Señor."
    expect(told).to_have_text(next_one, use_inner_text=True)


def test_the_next_day_off_is_that_of_the_reader_s_day(page: Page, served: str) -> None:
    told = page.locator("p:has(> .sin-programa)")
    for day, next_one in {
        datetime(2026, 12, 24, 22, 59, tzinfo=UTC): "El próximo es el viernes 25 de diciembre: Natividad del Señor.",
        datetime(2026, 12, 24, 23, 0, tzinfo=UTC): "El próximo es el viernes 1 de enero de 2027: Año Nuevo.",
        datetime(2026, 12, 31, 23, 0, tzinfo=UTC): "El próximo es el miércoles 6 de enero: Epifanía del Señor.",
    }.items():
        visit(page, f"{served}calendario/", day)
        expect(told).to_have_text(next_one, use_inner_text=True)
