"""The calculator's form by itself: a promise that a notice replaces, and a calendar that cannot be read."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.cli.site_server import site_server
from generator.compute.business_calendar import BusinessCalendar
from generator.compute.public_facts import calendar_feed
from generator.load import load_catalog
from generator.model.base import NoticeId, ServiceId
from generator.model.catalog import Notice
from generator.render.calculator import calculator_context
from generator.render.calendar_feed import calendar_json
from generator.render.markdown import environment
from generator.words.language import WORDS
from tests.sample_company import REPOSITORY, SAMPLE
from tests.waiting import comes_to, held

NOTICE = {
    "kind": "delay",
    "title": "Mudanza",
    "reason": "Nos mudamos.",
    "from": "2026-12-01",
    "until": "2026-12-04",
    "services": ["servidor"],
    "promise": "5 días hábiles",
}
MAINTENANCE = {"kind": "maintenance", "title": "Corte", "reason": "Energía.", "services": ["servidor"]}
UNREAD = "No pudimos leer el calendario. Revise su conexión y vuelva a calcular."
OUTDATED = "Esta página cambió desde que la abrió. Vuelva a cargarla."


@dataclass(frozen=True, slots=True)
class Form:
    """The form served without the theme around it, and the file that it counts from."""

    url: str
    calendar: Path
    promise: str
    """The service's own."""


@pytest.fixture
def form(tmp_path: Path) -> Iterator[Form]:
    """Serve the form of a service whose promise a notice replaces from 1 to 4 December."""
    own = load_catalog(SAMPLE)
    key = ServiceId("servidor")
    notices = {
        NoticeId("corte"): Notice.model_validate(MAINTENANCE | {"from": "2026-11-01", "until": "2027-02-01"}),
        NoticeId("mudanza"): Notice.model_validate(NOTICE),
    }
    catalog = replace(own, notices=notices)
    part = environment(WORDS).get_template("calcular.md").render(calculator=calculator_context(catalog, key))
    script = '<script type="module" src="../../assets/sitio.js"></script>'
    folder = tmp_path / "demoras" / key
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{part}{script}", encoding="utf-8")
    # The pages' script shares a part with the order page.
    for scripts in ("assets", "pedido"):
        shutil.copytree(REPOSITORY / "site_src" / "docs" / scripts, tmp_path / scripts)
    calendar = tmp_path / "calendario.json"
    calendar.write_bytes(calendar_json(calendar_feed(BusinessCalendar(catalog.calendar))))
    with site_server(tmp_path, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield Form(f"http://127.0.0.1:{server.server_port}/demoras/{key}/", calendar, str(own.services[key].promise))
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def read_in_2026(page: Page) -> None:
    """Let the reader's year be that of the dates below: it is not told."""
    page.clock.set_fixed_time("2026-11-23T10:00:00Z")


def ask(page: Page, start: str) -> None:
    """Ask for one start."""
    page.get_by_label("Pago acreditado el").fill(start)
    page.get_by_role("button").click()


@pytest.mark.parametrize(
    ("start", "replaced", "words"),
    [
        ("2026-11-30T23:59", False, "lunes 30 de noviembre a las 23:59"),
        ("2026-12-01T00:00", True, "martes 1 de diciembre a las 00:00"),
        ("2026-12-04T23:59", True, "viernes 4 de diciembre a las 23:59"),
        ("2026-12-05T00:00", False, "sábado 5 de diciembre a las 00:00"),
    ],
)
def test_a_clock_that_starts_inside_a_notice_s_dates_is_counted_by_its_promise(
    page: Page, form: Form, start: str, replaced: bool, words: str
) -> None:
    """Both dates are included, on the site's clock; a notice without a promise changes nothing."""
    page.goto(form.url)
    ask(page, start)
    which = "El plazo temporal del aviso es de 5 días hábiles" if replaced else f"El plazo es de {form.promise}"
    expect(page.get_by_role("status")).to_contain_text(f"{which} desde el {words}.")


def test_a_calendar_that_cannot_be_read_is_told_and_asked_for_again(page: Page, form: Form) -> None:
    """The next try succeeds without another visit."""
    away = form.calendar.rename(form.calendar.with_suffix(".away"))
    page.goto(form.url)
    ask(page, "2026-12-01T10:00")
    status = page.get_by_role("status")
    expect(status).to_have_text(UNREAD)

    away.rename(form.calendar)
    page.get_by_role("button").click()
    expect(status).to_contain_text("Estaría listo a más tardar el ")
    expect(page.get_by_role("row").last).to_contain_text("cuenta: día 5")


def test_a_calendar_of_another_format_is_not_counted_on(page: Page, form: Form) -> None:
    """A page kept from before a change of format must not give a wrong date."""
    form.calendar.write_bytes(form.calendar.read_bytes().replace(b'"v":1', b'"v":2'))
    page.goto(form.url)
    ask(page, "2026-12-01T10:00")
    expect(page.get_by_role("status")).to_have_text(UNREAD)


@pytest.mark.parametrize(
    "unit",
    [
        None,
        {"clock": "moons", "days": 28},
        {"clock": "calendar_days"},
        {"clock": "calendar_days", "days": 0},
        {"clock": "calendar_days", "seconds": 604_800},
        {"clock": "elapsed", "days": 7},
        {"clock": "__proto__", "days": 7, "seconds": 7},
    ],
)
def test_a_unit_that_the_script_does_not_know_gives_no_date(
    page: Page, form: Form, unit: dict[str, str | int] | None
) -> None:
    """Missing, of a clock that nobody counts, or without the size that its clock counts by."""
    feed = json.loads(form.calendar.read_bytes())
    feed["units"] = {key: unit for key in feed["units"] if unit}
    form.calendar.write_text(json.dumps(feed), encoding="utf-8")
    page.goto(form.url)
    ask(page, "2026-12-01T10:00")
    expect(page.get_by_role("status")).to_have_text(OUTDATED)
    expect(page.get_by_role("row")).to_have_count(0)


def test_a_calendar_without_units_gives_no_date(page: Page, form: Form) -> None:
    """As a page kept from before there was such a table reads it, or the other way round."""
    feed = json.loads(form.calendar.read_bytes())
    del feed["units"]
    form.calendar.write_text(json.dumps(feed), encoding="utf-8")
    page.goto(form.url)
    ask(page, "2026-12-01T10:00")
    expect(page.get_by_role("status")).to_have_text(OUTDATED)


def test_a_unit_of_several_days_is_counted_by_its_size(page: Page, form: Form) -> None:
    """The table says how long it is; no script has a list of its own."""
    feed = json.loads(form.calendar.read_bytes())
    feed["units"]["business_day"]["days"] = 2
    form.calendar.write_text(json.dumps(feed), encoding="utf-8")
    page.goto(form.url)
    ask(page, "2026-12-01T10:00")
    expect(page.get_by_role("status")).to_contain_text("a más tardar el miércoles 16 de diciembre a las 18:30")


def test_a_form_left_open_answers_for_now_and_is_not_read_aloud(page: Page, form: Form) -> None:
    """Each minute, as the home page does; a date that was asked for stays, and is read aloud."""
    page.clock.install(time="2026-11-23T12:00:30Z")
    page.goto(form.url)
    status, field = page.get_by_role("status"), page.get_by_label("Pago acreditado el")
    expect(status).to_contain_text("desde el lunes 23 de noviembre a las 13:00.")
    rows = page.locator(".calcular-cuenta table")
    expect(rows).to_be_visible()
    rows.evaluate("table => { window.before = table; }")
    page.clock.run_for(60_000)
    expect(status).to_contain_text("desde el lunes 23 de noviembre a las 13:01.")
    expect(field).to_have_value("2026-11-23T13:01")
    expect(status).to_have_attribute("aria-live", "off")
    # The count is the same, and whoever reads it goes on.
    comes_to(lambda: rows.evaluate("table => table === window.before"), wanted=True)

    ask(page, "2026-12-07T10:00")
    expect(status).to_contain_text("desde el lunes 7 de diciembre a las 10:00.")
    expect(status).not_to_have_attribute("aria-live", "off")
    page.clock.run_for(120_000)
    expect(field).to_have_value("2026-12-07T10:00")


def test_a_field_that_has_the_focus_is_left_alone_until_it_is_left(page: Page, form: Form) -> None:
    """Whoever is about to type a date must not have it changed under their hands."""
    page.clock.install(time="2026-11-23T12:00:30Z")
    page.goto(form.url)
    field = page.get_by_label("Pago acreditado el")
    expect(field).to_have_value("2026-11-23T13:00")
    field.focus()
    page.clock.run_for(120_000)
    expect(field).to_have_value("2026-11-23T13:00")
    field.blur()
    page.clock.run_for(60_000)
    expect(field).to_have_value("2026-11-23T13:03")


@pytest.mark.parametrize("shared", ["", "?pago=2027-01-05T10:00"])
def test_what_was_typed_before_the_script_came_stays_and_is_answered(page: Page, form: Form, shared: str) -> None:
    """On a slow connection the page is read long before; the answer beside a date is that date's."""
    let_go = held(page, "**/sitio.js")
    page.goto(f"{form.url}{shared}", wait_until="commit")
    page.get_by_label("Pago acreditado el").fill("2026-12-24T10:00")
    let_go()
    expect(page.get_by_role("status")).to_contain_text("desde el jueves 24 de diciembre a las 10:00.")
    expect(page.get_by_label("Pago acreditado el")).to_have_value("2026-12-24T10:00")
