"""The dates of an open order page: due, late, ranges, midnight, and the count that explains them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened, Site, card, go, unfolded
from tests.browser.orders import NOW, item, order

SOVEREIGNTY_DAY = {
    "date": "2026-11-23",
    "verdict": "skipped",
    "why": "holiday",
    "name": "Día de la Soberanía Nacional",
}
HOURS_TRACE = [
    {"date": "2026-11-20", "verdict": "counted", "seconds": 12600},
    {"date": "2026-11-21", "verdict": "skipped", "why": "weekend"},
    {"date": "2026-11-22", "verdict": "skipped", "why": "weekend"},
    SOVEREIGNTY_DAY,
    {"date": "2026-11-24", "verdict": "counted", "seconds": 86400},
]


def test_a_promise_shows_its_phrase_start_due_date_and_what_is_left(opened: Opened) -> None:
    """The due date is in words; of the interval that the start lies in, the end from which it counts."""
    shown = card(opened(order(item())))
    expect(shown.locator(".due")).to_contain_text("Estará listo a más tardar el")
    expect(shown.locator(".due-date")).to_have_text("miércoles 25 de noviembre a las 18:00")
    expect(shown.locator(".due-rest")).to_have_text("Faltan 2 días hábiles.")
    expect(shown.locator(".facts")).to_contain_text("2 días hábiles, desde que están cumplidos los requisitos")
    expect(shown.locator(".facts")).to_contain_text("Se cuenta desdeel viernes 20 de noviembre a las 10:15")


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-20T10:20:00-03:00", "Faltan 2 días hábiles (5 días corridos)."),
        ("2026-11-24T10:00:00-03:00", "Falta 1 día hábil."),
        ("2026-11-25T14:40:00-03:00", "Falta menos de 1 día hábil."),
        ("2026-11-25T17:59:30-03:00", "Falta menos de 1 día hábil."),
        # Read twelve minutes before, so before it fell due; then after.
        ("2026-11-25T18:00:01-03:00", "La próxima actualización de esta página dirá si ya lo está."),
        ("2026-11-25T18:12:01-03:00", "Lleva menos de 1 día hábil de demora."),
        ("2026-11-28T12:00:00-03:00", "Lleva 2 días hábiles de demora."),
    ],
)
def test_what_is_left_is_worked_out_when_the_page_is_read(opened: Opened, now: str, words: str) -> None:
    """One and the same file tells each reader the time left, or the delay, of that moment."""
    expect(card(opened(order(item()), now)).locator(".due-rest")).to_have_text(words)


BUSINESS_HOURS = "24 a 48 horas en días hábiles"


@pytest.mark.parametrize(
    ("promise", "due", "now", "words"),
    [
        ("2 días hábiles", "2026-11-20T21:00:00Z", "2026-11-23T17:59:00-03:00", "menos de 1 día hábil"),
        ("2 días hábiles", "2026-11-20T21:00:00Z", "2026-11-23T18:00:00-03:00", "1 día hábil"),
        ("2 días hábiles", "2026-11-20T21:00:00Z", "2026-11-26T18:30:00-03:00", "4 días hábiles"),
        # The Tuesday is a holiday of the calendar below.
        ("2 días hábiles", "2026-12-04T21:00:00Z", "2026-12-09T18:30:00-03:00", "2 días hábiles"),
        (BUSINESS_HOURS, "2026-11-20T21:00:00Z", "2026-11-20T18:40:00-03:00", "menos de 1 hora en días hábiles"),
        (BUSINESS_HOURS, "2026-11-20T21:00:00Z", "2026-11-23T10:27:00-03:00", "16 horas en días hábiles"),
        (BUSINESS_HOURS, "2026-11-20T21:00:00Z", "2026-11-26T18:30:00-03:00", "4 días hábiles"),
        (BUSINESS_HOURS, "2026-11-21T03:00:00Z", "2026-11-23T10:27:00-03:00", "10 horas en días hábiles"),
        ("3 horas hábiles", "2026-11-20T20:30:00Z", "2026-11-23T10:27:00-03:00", "1 hora hábil"),
        ("10 minutos hábiles", "2026-11-20T20:30:00Z", "2026-11-20T17:45:00-03:00", "15 minutos hábiles"),
        ("10 días corridos", "2026-11-20T21:00:00Z", "2026-11-23T10:27:00-03:00", "2 días corridos"),
        ("36 horas", "2026-11-22T21:00:00Z", "2026-11-23T10:27:00-03:00", "16 horas"),
        ("2 minutos", "2026-11-23T13:00:00Z", "2026-11-23T10:27:00-03:00", "27 minutos"),
        ("1 quincena", "2026-11-20T21:00:00Z", "2026-11-23T10:27:00-03:00", "2 días"),
        # Before the days that the wording has.
        ("2 días hábiles", "2025-11-20T21:00:00Z", "2026-11-23T10:27:00-03:00", "367 días"),
    ],
)
def test_lateness_is_told_in_the_unit_of_the_promise(
    opened: Opened, site: Site, promise: str, due: str, now: str, words: str
) -> None:
    """Days and hours that the company does not count in its own favour it does not count against itself either."""
    catalog = json.loads((site.folder / "catalogo.json").read_bytes())
    catalog["calendar"]["special"]["2026-12-08"] = []
    (site.folder / "catalogo.json").write_text(json.dumps(catalog), encoding="utf-8")
    shown = card(opened(order(item(promise=promise, due=due, trace=[])), now))
    expect(shown.locator(".due-rest")).to_have_text(f"Lleva {words} de demora.")


@pytest.mark.parametrize(
    ("promise", "due", "now", "words"),
    [
        # Over a weekend: the days that do not count are not told as if they did.
        (
            "2 días hábiles",
            "2026-11-24T21:00:00Z",
            "2026-11-20T10:00:00-03:00",
            "Faltan 2 días hábiles (4 días corridos)",
        ),
        (BUSINESS_HOURS, "2026-11-24T18:00:00Z", "2026-11-23T10:00:00-03:00", "Faltan 29 horas en días hábiles"),
        (
            BUSINESS_HOURS,
            "2026-11-23T18:00:00Z",
            "2026-11-21T15:00:00-03:00",
            "Faltan 15 horas en días hábiles (2 días corridos)",
        ),
        (BUSINESS_HOURS, "2026-11-23T18:00:00Z", "2026-11-23T14:30:00-03:00", "Falta menos de 1 hora en días hábiles"),
        ("24 horas hábiles", "2026-11-24T21:00:00Z", "2026-11-23T10:00:00-03:00", "Faltan 17 horas hábiles"),
        (
            "3 horas hábiles",
            "2026-11-23T14:00:00Z",
            "2026-11-20T17:30:00-03:00",
            "Faltan 2 horas hábiles (3 días corridos)",
        ),
        ("3 horas hábiles", "2026-11-23T14:00:00Z", "2026-11-23T10:27:00-03:00", "Faltan 33 minutos hábiles"),
        ("30 minutos hábiles", "2026-11-23T14:00:00Z", "2026-11-23T10:59:30-03:00", "Falta 1 minuto hábil"),
        ("10 días corridos", "2026-11-25T03:00:00Z", "2026-11-23T10:00:00-03:00", "Falta 1 día corrido"),
        ("10 días corridos", "2026-11-25T03:00:00Z", "2026-11-24T10:00:00-03:00", "Falta menos de 1 día corrido"),
        ("36 horas", "2026-11-24T15:00:00Z", "2026-11-23T04:00:00-03:00", "Faltan 32 horas"),
        ("96 horas", "2026-11-26T15:00:00Z", "2026-11-23T04:00:00-03:00", "Faltan 80 horas (3 días corridos)"),
        ("36 horas", "2026-11-23T16:47:00Z", "2026-11-23T10:27:00-03:00", "Faltan 3 horas"),
        ("2 minutos", "2026-11-23T13:28:30Z", "2026-11-23T10:27:00-03:00", "Falta 1 minuto"),
        ("2 minutos", "2026-11-23T13:27:30Z", "2026-11-23T10:27:00-03:00", "Falta menos de 1 minuto"),
        # A unit that nobody here can count, and days for which the wording has no calendar.
        ("1 quincena", "2026-11-24T15:00:00Z", "2026-11-23T04:00:00-03:00", "Faltan 32 horas"),
        ("1 quincena", "2026-11-23T14:30:00Z", "2026-11-23T10:27:00-03:00", "Falta 1 hora"),
        ("50 días hábiles", "2027-02-18T21:00:00Z", "2026-11-23T10:27:00-03:00", "Faltan 87 días"),
    ],
)
def test_what_is_left_is_told_in_the_unit_of_the_promise(
    opened: Opened, promise: str, due: str, now: str, words: str
) -> None:
    """A promise of days speaks of days, one of business hours of those that are still to run."""
    shown = card(opened(order(item(promise=promise, due=due, trace=[])), now))
    expect(shown.locator(".due-rest")).to_have_text(f"{words}.")


def test_lateness_is_told_in_plain_time_where_an_older_wording_has_no_calendar(opened: Opened, site: Site) -> None:
    """A cache may hold the wording of a build before."""
    catalog = json.loads((site.folder / "catalogo.json").read_bytes())
    del catalog["calendar"]
    (site.folder / "catalogo.json").write_text(json.dumps(catalog), encoding="utf-8")
    shown = card(opened(order(item()), "2026-11-26T10:27:00-03:00"))
    expect(shown.locator(".due-rest")).to_have_text("Lleva 16 horas de demora.")


def test_who_waits_longer_than_was_said_can_ask_right_under_the_date(opened: Opened) -> None:
    """Before whose turn it is, the stages and what late means."""
    shown = card(opened(order(item(due="2026-11-20T21:00:00Z"))))
    box = shown.locator(".due.late")
    expect(box.get_by_role("link", name="Preguntar en el área de clientes")).to_have_attribute(
        "href", "https://clientes.example/"
    )
    expect(shown.locator(".due.late ~ .turn")).to_have_count(1)


def test_an_item_past_its_due_moment_is_late_and_says_since_when(opened: Opened) -> None:
    """Late is no state of the file: the reader's clock decides it."""
    shown = card(opened(order(item()), "2026-11-26T10:27:00-03:00"))
    expect(shown.locator(".due.late")).to_contain_text("Debía estar listo a más tardar el")
    expect(shown.locator(".due-date")).to_have_text("miércoles 25 de noviembre a las 18:00")


def test_a_page_left_open_says_by_itself_that_the_date_is_past(page: Page, site: Site) -> None:
    """The half-minute timer passes the due moment without a reload."""
    page.clock.install(time="2026-11-25T17:59:00-03:00")
    site.heartbeat("2026-11-25T20:50:00Z")
    page.goto(site.publish(order(item())))
    expect(card(page).locator(".due-label")).to_have_text("Estará listo a más tardar el")
    page.clock.fast_forward(120_000)
    expect(card(page).locator(".due-label")).to_have_text("Debía estar listo a más tardar el")


def test_an_active_item_past_its_due_moment_is_not_late(opened: Opened) -> None:
    """Only what is still in preparation can be late."""
    shown = card(opened(order(item(state="active", waiting_on="none")), "2026-12-20T10:00:00-03:00"))
    expect(shown.get_by_text("demorado")).to_have_count(0)
    expect(shown.locator(".facts")).to_contain_text("el miércoles 25 de noviembre a las 18:00")


def test_a_range_says_from_when_until_when(opened: Opened) -> None:
    """Both ends of a range stand in the date."""
    shown = card(opened(order(item(earliest="2026-11-24T12:00:00Z"))))
    expect(shown.locator(".due-date")).to_have_text(
        "desde el martes 24 de noviembre a las 09:00 hasta el miércoles 25 de noviembre a las 18:00"
    )


def test_a_range_that_has_begun_says_only_its_end(opened: Opened) -> None:
    """Its beginning is past, and nothing of it is to come any more."""
    page = opened(
        order(item(earliest="2026-11-10T12:00:00Z", due="2026-12-18T21:00:00Z", promise="15 a 40 días hábiles"))
    )
    expect(card(page).locator(".due-label")).to_have_text("Estará listo a más tardar el")
    expect(card(page).locator(".due-date")).to_have_text("viernes 18 de diciembre a las 18:00")
    expect(card(page).locator(".due-rest")).to_have_text("Faltan 19 días hábiles (25 días corridos).")


def test_a_page_left_open_drops_the_beginning_of_a_range_once_it_is_past(page: Page, site: Site) -> None:
    """By itself."""
    page.clock.install(time="2026-11-24T08:59:30-03:00")
    site.heartbeat("2026-11-24T11:50:00Z")
    shown = card(go(page, site.publish(order(item(earliest="2026-11-24T12:00:00Z")))))
    expect(shown.locator(".due-date")).to_have_text(
        "desde el martes 24 de noviembre a las 09:00 hasta el miércoles 25 de noviembre a las 18:00"
    )
    page.clock.fast_forward(60_000)
    expect(shown.locator(".due-date")).to_have_text("miércoles 25 de noviembre a las 18:00")
    expect(shown.locator(".due-rest")).to_have_text("Falta 1 día hábil.")


def test_a_count_that_ends_at_midnight_is_printed_as_the_end_of_its_day(opened: Opened) -> None:
    """Midnight belongs to the day that was counted; other times, and other years, are printed plainly."""
    cases: list[tuple[str, list[Any], str]] = [
        ("2026-11-24T18:00:00Z", HOURS_TRACE, "martes 24 de noviembre a las 15:00"),
        ("2026-11-25T03:00:00Z", HOURS_TRACE, "martes 24 de noviembre al final del día"),
        ("2026-11-25T03:00:00Z", [], "miércoles 25 de noviembre a las 00:00"),
        ("2027-01-15T21:00:00Z", [], "viernes 15 de enero de 2027 a las 18:00"),
        ("2026-11-25T04:30:00Z", [], "miércoles 25 de noviembre a la 01:30"),
    ]
    shown = card(opened(order(*(item(due=due, trace=trace) for due, trace, _ in cases))))
    expect(shown.locator(".due-date")).to_have_text([words for _, _, words in cases])


def test_the_count_of_days_opens_from_the_keyboard_and_explains_every_date(opened: Opened) -> None:
    """Tab reaches the summary, Enter opens it, and each date says what it did to the count."""
    page = opened(order(item(trace=[*item()["trace"][:4], {"date": "2026-11-24", "verdict": "counted", "ordinal": 1}])))
    expect(card(page).locator(".count summary")).to_be_visible()
    expect(card(page).locator("tbody")).to_be_hidden()
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(card(page).locator(".count summary")).to_be_focused()
    page.keyboard.press("Enter")
    rows = card(page).locator("tbody tr")
    expect(rows).to_have_text(
        [
            "viernes 20 de noviembredía de inicio: se cuenta desde el siguiente",
            "sábado 21 de noviembreno cuenta: ese día no se atiende",
            "domingo 22 de noviembreno cuenta: ese día no se atiende",
            "lunes 23 de noviembreno cuenta: feriado, Día de la Soberanía Nacional",
            "martes 24 de noviembrecuenta: día 1",
            "… días contados que no se detallan …",
        ]
    )
    expect(rows.last).to_be_visible()


def test_each_row_of_a_count_is_explained(opened: Opened) -> None:
    """In the words of the public pages."""
    rows = [
        ({"verdict": "counted", "seconds": 12600, "name": "Guardia"}, "cuenta: 3 h 30 min (Guardia)"),
        ({"verdict": "counted", "seconds": 12600}, "cuenta: 3 h 30 min"),
        ({"verdict": "counted", "seconds": 86400}, "cuenta: 24 h"),
        ({"verdict": "counted", "seconds": 45}, "cuenta: 45 s"),
        ({"verdict": "skipped", "why": "closure", "name": "Inventario"}, "no cuenta: cerrado, Inventario"),
        (
            {"verdict": "skipped", "why": "non_working", "name": "Jueves Santo"},
            "no cuenta: día no laborable, Jueves Santo",
        ),
        (
            {"verdict": "skipped", "why": "bridge", "name": "Puente de mayo"},
            "no cuenta: día no laborable con fines turísticos",
        ),
        ({"verdict": "skipped", "why": "after_cut_off"}, "no cuenta: el plazo empezó a la hora de corte o más tarde"),
        ({"verdict": "skipped", "why": "after_hours"}, "no cuenta: el plazo empezó a la hora del cierre o más tarde"),
        ({"verdict": "skipped", "why": "weekend"}, "no cuenta: ese día no se atiende"),
        ({"verdict": "skipped", "why": "a_later_reason"}, "no cuenta: sin motivo registrado"),
    ]
    shown = card(unfolded(opened(order(*(item(trace=[{"date": "2026-11-25", **row}]) for row, _ in rows)))))
    expect(shown.locator("tbody td")).to_have_text([words for _, words in rows])


@pytest.mark.parametrize(("promise", "tables"), [("2 minutos", 0), ("10 minutos hábiles", 0), ("1 hora", 1)])
def test_minutes_are_not_counted_day_by_day(opened: Opened, promise: str, tables: int) -> None:
    """They tell no more than the date does, whatever midnight they pass."""
    trace = [{"date": f"2026-11-{day}", "verdict": "counted", "seconds": 60} for day in (24, 25)]
    expect(card(opened(order(item(promise=promise, trace=trace)))).locator(".count")).to_have_count(tables)


def test_a_unit_more_in_the_table_is_told_in_the_days_it_is_made_of(opened: Opened, site: Site) -> None:
    """A count of weeks is one of calendar days; the page has no list of units of its own."""
    catalog = json.loads((site.folder / "catalogo.json").read_bytes())
    catalog["units"]["week"] = {"one": "semana", "more": "semanas", "clock": "calendar_days", "days": 7}
    (site.folder / "catalogo.json").write_text(json.dumps(catalog), encoding="utf-8")
    trace = [{"date": f"2026-11-{24 + at}", "verdict": "counted", "ordinal": at + 1} for at in range(4)]
    shown = card(unfolded(opened(order(item(promise="1 semana", trace=trace, due="2026-11-28T03:00:00Z")))))
    expect(shown.locator(".due-rest")).to_have_text("Faltan 4 días corridos.")
    expect(shown.locator("tbody td").first).to_have_text("cuenta: día 1")


def test_a_unit_that_the_table_does_not_have_gives_its_days_no_name(opened: Opened) -> None:
    """The date is the one that was counted; that its days were business days nobody here can know."""
    shown = card(unfolded(opened(order(item(promise="1 quincena")))))
    expect(shown.locator(".due-date")).to_have_text("miércoles 25 de noviembre a las 18:00")
    expect(shown.locator(".due-rest")).to_have_text("Faltan 2 días.")
    expect(shown.locator("tbody td").last).to_have_text("cuenta: día 2")


@pytest.mark.parametrize("units", [None, {}, {"week": None}, {"calendar_day": {"one": "día corrido", "days": 1}}])
def test_a_table_of_units_that_cannot_be_read_shows_no_order(
    page: Page, site: Site, units: dict[str, dict[str, str | int] | None] | None
) -> None:
    """As where an old wording is still in a cache: the page says that it could not open, and asks to try again."""
    catalog = json.loads((site.folder / "catalogo.json").read_bytes())
    (site.folder / "catalogo.json").write_text(json.dumps(catalog | {"units": units}), encoding="utf-8")
    page.clock.set_fixed_time(NOW)
    page.goto(site.publish(order(item())))
    expect(page.get_by_role("heading", level=1)).to_have_text("No pudimos abrir su pedido")
    expect(page.get_by_role("button", name="Volver a intentar")).to_be_visible()


@pytest.mark.browser_context_args(timezone_id="Asia/Tokyo", locale="ja-JP")
def test_dates_are_of_the_company_s_zone_whatever_the_reader_s(opened: Opened) -> None:
    """A reader in Tokyo reads the same date and hour as one in Buenos Aires."""
    expect(card(opened(order(item()))).locator(".due-date")).to_have_text("miércoles 25 de noviembre a las 18:00")


def test_no_narrow_or_non_breaking_space_is_printed(opened: Opened) -> None:
    """Dates copied from the page paste as they look."""
    main = opened(order(item(earliest="2026-11-24T12:00:00Z"))).locator("main")
    text = main.inner_text()
    assert "miércoles 25 de noviembre a las 18:00" in text
    assert not set(text) & {"\u00a0", "\u202f", "\u2009"}
