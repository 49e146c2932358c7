"""The calendar page says when the company is open, what is special, and which days do not count."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import yaml

from tests.load.tree import DataTree
from tests.render.conftest import Rendered
from tests.site.reading import Node, section

PAGE = "calendario/index.md"
NOTICE = """\
kind: delay
title: Mudanza
reason: Se mudan los servidores.
from: 2026-11-20
until: 2026-11-24
services: [simplenews]
promise: 5 a 10 días corridos
assumed: false
"""


def rows(table: Node) -> list[str]:
    """Return the rows of a table below its heading."""
    return [row.text for row in table.all("tr")][1:]


def test_neighbouring_days_with_the_same_hours_share_a_row(tree: DataTree, pages: Rendered) -> None:
    """Three or more are a span, two are a pair, one stands alone; a break at noon is told."""
    assert rows(pages(tree.catalog())[PAGE].one("table", klass="horario")) == [
        "Lunes 09:00 a 13:00 y 14:00 a 18:00",
        "Martes a jueves Cerrado",
        "Viernes 09:00 a 18:00",
        "Sábado y domingo Cerrado",
    ]


@pytest.mark.parametrize(
    ("cut_off", "words"),
    [
        (
            "closing",
            "Hora de corte: la del cierre de cada día. Lo que empieza a esa hora o después tiene su día",
        ),
        (
            "16:00",
            "Hora de corte: las 16:00. Lo que empieza a esa hora o después tiene su día",
        ),
    ],
)
def test_the_cut_off_is_told_as_it_is_set(tree: DataTree, pages: Rendered, cut_off: str, words: str) -> None:
    tree.edit("data/calendar.yml", "cut_off: closing", f"cut_off: {cut_off}")
    assert f"Hora oficial de Buenos Aires. {words}" in pages(tree.catalog())[PAGE].text


def test_special_hours_and_closures_stand_on_the_page_only_where_there_are_any(tree: DataTree, pages: Rendered) -> None:
    special = pages(tree.catalog())[PAGE]
    text = (tree.root / "data/calendar.yml").read_text()
    tree.write("data/calendar.yml", text[: text.index("closures:")])
    ordinary = pages(tree.catalog())[PAGE]

    assert "sáb 19/12 09:00 a 13:00 Sábado trabajado" in section(special, "especiales")
    assert "lun 28/12 a jue 31/12 Cierre de fin de año" in section(special, "cierres")
    assert {"especiales", "cierres"} & {heading.attrs["id"] for heading in ordinary.all("h3")} == set()


@pytest.mark.parametrize(
    ("now", "opened"),
    [
        (datetime(2026, 11, 20, tzinfo=UTC), ["2026"]),
        (datetime(2027, 1, 1, 2, 59, tzinfo=UTC), ["2026"]),
        (datetime(2027, 1, 1, 3, 0, tzinfo=UTC), ["2027"]),
        (datetime(2031, 1, 1, 3, 0, tzinfo=UTC), []),
    ],
)
def test_the_holidays_of_the_running_year_are_unfolded(
    tree: DataTree, pages: Rendered, now: datetime, opened: list[str]
) -> None:
    """By the site's own clock; the years stand in order, and so do their days."""
    page = pages(tree.catalog(), now)[PAGE]
    years = list(page.all("details"))

    assert [year.one("summary").text for year in years] == [str(number) for number in (2026, 2027)]
    assert [year.one("summary").text for year in years if "open" in year.attrs] == opened
    assert rows(years[0].one("table")) == ["jue 01/01 Año Nuevo", "lun 25/05 Día de la Revolución de Mayo"]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        # Still the day before by the site's own clock.
        (datetime(2026, 5, 25, 2, 59, tzinfo=UTC), "El próximo es el lunes 25 de mayo: Día de la Revolución de Mayo."),
        (datetime(2026, 5, 25, 3, 0, tzinfo=UTC), "El próximo es el viernes 1 de enero de 2027: Año Nuevo."),
        (datetime(2031, 1, 1, 3, 0, tzinfo=UTC), ""),
    ],
)
def test_the_next_holiday_is_told_above_all_of_them(tree: DataTree, pages: Rendered, now: datetime, told: str) -> None:
    """With its year where that is another; beyond the loaded years there is none to tell."""
    days = pages(tree.catalog(), now)[PAGE].all("span")
    assert [one.text for one in days if "data-hasta" in one.attrs and "hidden" not in one.attrs] == [told] * bool(told)


def test_a_holiday_that_is_worked_is_not_the_next(tree: DataTree, pages: Rendered) -> None:
    text = (tree.root / "data/calendar.yml").read_text()
    worked = "exceptions:\n  - {date: 2026-05-25, hours: [09:00-13:00], name: Guardia}\n"
    tree.write("data/calendar.yml", text.replace("exceptions:\n", worked))
    part = section(pages(tree.catalog(), datetime(2026, 5, 1, tzinfo=UTC))[PAGE], "feriados")
    assert "El próximo es el viernes 1 de enero de 2027: Año Nuevo." in part


def test_the_days_that_do_not_count_are_called_what_they_are(tree: DataTree, pages: Rendered) -> None:
    """Where all of them are holidays by law, nothing is said of others; special hours are, where there are any."""
    ordinary = pages(tree.catalog())[PAGE]
    text = (tree.root / "data/holidays/2026.yml").read_text()
    more = "  - date: 2026-11-24\n    name: Jueves Santo\n    kind: non_working\n    source: prueba\n"
    tree.write("data/holidays/2026.yml", text.rstrip("\n") + "\n" + more)
    special = pages(tree.catalog())[PAGE]
    titles = [next(one for one in page.all("h2") if one.attrs["id"] == "feriados").text for page in (ordinary, special)]
    assert titles == ["Feriados", "Feriados y días no laborables"]
    assert "No son días hábiles, salvo los que tienen un horario especial." in section(ordinary, "feriados")


def test_the_rules_hold_for_a_company_that_works_on_other_days(tree: DataTree, pages: Rendered) -> None:
    """No rule speaks of weekends as if nobody worked then; a holiday may have hours of its own."""
    text = (tree.root / "data/calendar.yml").read_text()
    special = section(pages(tree.catalog())[PAGE], "cuenta")
    tree.write("data/calendar.yml", text[: text.index("closures:")])
    ordinary = section(pages(tree.catalog())[PAGE], "cuenta")
    assert "Los demás días no cuentan." in special
    assert "un feriado en que atendemos también lo es" in special
    assert "en que atendemos" not in ordinary


def test_only_what_some_promise_is_counted_in_is_explained(tree: DataTree, pages: Rendered) -> None:
    """That of a service, an answer or a notice."""

    def terms() -> list[str]:
        return [one.text for one in pages(tree.catalog())[PAGE].all("dt")]

    assert terms() == ["Día hábil", "Horas en días hábiles", "Horas o minutos hábiles", "Horas o minutos", "Rango"]
    tree.edit("data/services/acme.yml", "24 a 48 horas en días hábiles", "24 horas en días hábiles")
    tree.edit("data/attention/chat.yml", "10 minutos hábiles", "10 minutos")
    assert terms() == ["Día hábil", "Horas en días hábiles", "Horas o minutos"]
    tree.write("data/notices/mudanza.yml", NOTICE)
    assert terms() == ["Día hábil", "Horas en días hábiles", "Horas o minutos", "Días corridos", "Rango"]


def test_who_works_round_the_clock_reads_of_no_cut_off_no_business_day_and_no_holiday(
    tree: DataTree, pages: Rendered
) -> None:
    for file in (tree.root / "data/services").glob("*.yml"):
        service = yaml.safe_load(file.read_text()) | {"promise": "20 minutos"}
        file.write_text(yaml.safe_dump(service, allow_unicode=True), encoding="utf-8")
    tree.edit("data/attention/chat.yml", "10 minutos hábiles", "10 minutos")
    text = (tree.root / "data/calendar.yml").read_text()
    tree.write("data/calendar.yml", text[: text.index("closures:")])
    for year in (2026, 2027):
        tree.write(f"data/holidays/{year}.yml", f"year: {year}\ncountry: AR\ndays: []\n")
    page = pages(tree.catalog())[PAGE]
    assert [one.text for one in page.all("dt")] == ["Horas o minutos"]
    assert "corte" not in page.text
    assert "feriados" not in {one.attrs["id"] for one in page.all("h2")}
    assert "Para ver los avisos en su propio calendario" in section(page, "suscribirse")


def test_a_day_without_work_that_is_no_holiday_by_law_is_not_called_one(tree: DataTree, pages: Rendered) -> None:
    """Neither on the page nor in a count; what the `holidays` package calls a bridge day is put right."""
    text = (tree.root / "data/holidays/2026.yml").read_text()
    more = (
        "  - date: 2026-11-24\n    name: Jueves Santo\n    kind: non_working\n    source: prueba\n"
        "  - date: 2026-11-25\n    name: Feriado con fines turísticos\n    source: prueba\n"
    )
    tree.write("data/holidays/2026.yml", text.rstrip("\n") + "\n" + more)
    shown = pages(tree.catalog(), datetime(2026, 11, 23, 15, tzinfo=UTC))
    assert rows(next(iter(shown[PAGE].all("details"))).one("table"))[-2:] == [
        "mar 24/11 Jueves Santo (día no laborable)",
        "mié 25/11 Día no laborable con fines turísticos",
    ]
    counts = " ".join(page.text for path, page in shown.items() if path.startswith("demoras/"))
    assert "no cuenta: día no laborable, Jueves Santo" in counts
    assert "no cuenta: día no laborable con fines turísticos" in counts
    assert "feriado, Jueves" not in counts
    assert not [path for path, page in shown.items() if "eriado con fines" in page.text]
