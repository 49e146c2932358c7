"""`demoras explain` prints the count of one promise: as text, or as JSON with every moment in ISO 8601."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from generator.load import load_catalog
from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from tests.cli.calls import assert_stopped, call, program
from tests.sample_company import REPOSITORY, ZONE, copied, with_holidays

GOLDEN = REPOSITORY / "tests" / "golden" / "explain"
PHRASE = "24 a 48 horas en días hábiles"
START = "2026-11-20T15:00"
CALENDAR = """zone: America/Argentina/Buenos_Aires
weekly_hours:
  monday: [09:00-18:00]
  tuesday: [09:00-18:00]
  wednesday: [09:00-18:00]
  thursday: [09:00-18:00]
  friday: [09:00-18:00]
cut_off: closing
"""
"""What the golden answers were counted on, with Argentina's holidays."""


def golden(name: str) -> str:
    """Return an expected answer."""
    return (GOLDEN / name).read_text(encoding="utf-8")


@pytest.fixture
def argentine(tmp_path: Path) -> Path:
    """Give the root of the sample company as it would be with the golden answers' calendar."""
    root = with_holidays(copied(tmp_path), "AR", 2026, 2027, 2028)
    (root / "data" / "calendar.yml").write_text(CALENDAR, encoding="utf-8")
    return root


def test_a_promise_prints_its_trace(argentine: Path) -> None:
    """The answer of the real program, to the letter."""
    ran = program("explain", "--root", argentine, "--promise", PHRASE, "--from", START)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == golden("horas-en-dias-habiles.txt")


def test_json_prints_every_moment_with_its_offset(argentine: Path) -> None:
    """The same count, for a program."""
    ran = call("explain", "--promise", PHRASE, "--from", START, "--json", root=argentine)

    assert ran.out == golden("horas-en-dias-habiles.json")
    answer = json.loads(ran.out)
    moments = {name: answer[name] for name in ("start", "earliest", "due")}
    assert moments == {
        "start": "2026-11-20T15:00:00-03:00",
        "earliest": "2026-11-24T15:00:00-03:00",
        "due": "2026-11-25T15:00:00-03:00",
    }
    assert sum(row.get("seconds", 0) for row in answer["trace"]) == 48 * 3600


def test_a_single_figure_has_no_earliest() -> None:
    """The key stays, so that a program need not ask whether it is there."""
    answer = json.loads(call("explain", "--promise", "2 días hábiles", "--from", START, "--json").out)

    assert answer["earliest"] is None
    assert answer["due"] == "2026-11-26T18:30:00+01:00"


def test_a_start_with_an_offset_is_that_moment() -> None:
    """14:00 in UTC is 15:00 at the site."""
    here, there = (
        call("explain", "--promise", PHRASE, "--from", start) for start in (START, "2026-11-20T14:00:00+00:00")
    )

    assert here == there


@pytest.mark.parametrize("option", ["--from", "--now"])
def test_a_start_that_the_clock_skips_is_the_change(option: str) -> None:
    """On 29 March 2026 the sample company's clocks go from 02:00 to 03:00."""
    skipped, change = (
        call("explain", "--promise", PHRASE, option, f"2026-03-29T{clock}") for clock in ("02:30", "03:00")
    )

    assert skipped.code == 0
    assert skipped == change


def test_without_from_it_counts_from_now(argentine: Path) -> None:
    """`--now` replays any day."""
    assert call("explain", "--promise", PHRASE, "--now", START, root=argentine).out == golden(
        "horas-en-dias-habiles.txt"
    )


def test_every_service_can_be_explained(catalog: Catalog) -> None:
    """By its id, with the promise of its file."""
    promises = {
        name: json.loads(call("explain", name, "--from", START, "--json").out)["promise"] for name in catalog.services
    }

    assert promises == {name: str(service.promise) for name, service in catalog.services.items()}


def test_a_day_of_a_count_says_why_it_is_skipped() -> None:
    """After the closing, weekend and holiday each have their words."""
    out = call("explain", "--promise", "1 día hábil", "--from", "2026-11-20T18:00").out

    assert out.splitlines()[3:10] == [
        "  vie 20/11/2026  no cuenta: el plazo empezó a la hora del cierre o más tarde",
        "  sáb 21/11/2026  no cuenta: ese día no se atiende",
        "  dom 22/11/2026  no cuenta: ese día no se atiende",
        "  lun 23/11/2026  no cuenta: festivo, San Clemente, fiesta local",
        "  mar 24/11/2026  día de inicio: se cuenta desde el siguiente",
        "  mié 25/11/2026  cuenta: día 1",
        "",
    ]


def test_an_unknown_service_names_the_nearest(catalog: Catalog) -> None:
    """And lists them all."""
    name = next(iter(catalog.services))
    ran = call("explain", f"{name}x")

    assert_stopped(ran, 2)
    assert f"demoras: No hay un servicio '{name}x'. " in ran.err
    assert f"¿Quiso decir «{name}»? Hay: {', '.join(catalog.services)}." in ran.err


@pytest.mark.parametrize(
    ("phrase", "nearest"),
    [("48hs", "48 horas"), ("2 dias habiles", "2 días hábiles"), ("48 a 24 horas", "24 a 48 horas")],
)
def test_a_phrase_that_is_no_promise_names_the_nearest(phrase: str, nearest: str) -> None:
    """Nothing is guessed: the person repeats the call."""
    ran = call("explain", "--promise", phrase)

    assert_stopped(ran, 2)
    assert f"Lo más parecido que se acepta: «{nearest}" in ran.err


@pytest.mark.parametrize(
    ("promise", "start", "year"),
    [
        ("2 días hábiles", "2031-03-03T10:00", "2031"),
        ("2 minutos", "2020-03-03T10:00", "2020"),
        ("400 días hábiles", "2028-01-03T10:00", "2029"),
        ("9999 horas", "2028-06-01T10:00", "2029"),
    ],
)
def test_a_date_beyond_the_loaded_years_is_not_computed(promise: str, start: str, year: str) -> None:
    """It says which year's holidays are missing, in both forms."""
    text = call("explain", "--promise", promise, "--from", start)
    values = json.loads(call("explain", "--promise", promise, "--from", start, "--json").out)

    assert text.code == 0
    assert text.out.endswith(f"\nNo se puede calcular: faltan los festivos de {year}.\n")
    assert values == {
        "promise": promise,
        "start": datetime.fromisoformat(start).replace(tzinfo=ZONE).isoformat(),
        "unknown": "beyond_calendar",
        "detail": year,
    }


def test_wrong_data_are_listed(tmp_path: Path) -> None:
    """A count on half a calendar would be a wrong one."""
    ran = call("explain", "--promise", PHRASE, root=tmp_path)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(
        f"data:1:1: falta la carpeta data/ en {tmp_path}.\n"
        "    Ejecute la orden desde la carpeta del proyecto, o indíquela con --root.\n"
    )


def test_a_start_inside_a_notice_is_counted_with_the_promise_of_the_notice(tmp_path: Path, catalog: Catalog) -> None:
    """As an order's would be; the day after its end the service's own promise counts again."""
    root = copied(tmp_path)
    name = next(iter(catalog.services))
    lines = ["kind: delay", "title: Aviso", "reason: Una mudanza.", "from: 2026-11-16", "until: 2026-11-17"]
    notice = "\n".join([*lines, f"services: [{name}]", "promise: 9 días hábiles", ""])
    (root / "data" / "notices").mkdir(exist_ok=True)
    (root / "data" / "notices" / "mudanza.yml").write_text(notice, encoding="utf-8")

    inside = call("explain", name, "--from", "2026-11-17T10:00", root=root)
    after = call("explain", name, "--from", "2026-11-18T10:00", root=root)
    assert "Plazo:   9 días hábiles" in inside.out
    assert f"Plazo:   {catalog.services[ServiceId(name)].promise}" in after.out


def test_a_notice_that_replaces_the_promise_is_named_with_what_it_replaces(argentine: Path) -> None:
    """The figure is not the one in the service's file."""
    name = "tarjetas"
    (argentine / "data/notices").mkdir(exist_ok=True)
    (argentine / "data/notices/mudanza.yml").write_text(
        "kind: delay\ntitle: Mudanza\nreason: Nos mudamos.\nfrom: 2026-11-18\nuntil: 2026-11-27\n"
        f"services: [{name}]\npromise: 9 días hábiles\n",
        encoding="utf-8",
    )
    usual = load_catalog(argentine).services[ServiceId(name)].promise
    first, second, third, *_ = call("explain", name, "--from", START, root=argentine).out.splitlines()
    assert first == (
        f"Aviso:   data/notices/mudanza.yml, «Mudanza», rige del 18/11/2026 al 27/11/2026 en lugar de {usual}"
    )
    assert (second, third) == ("Espera:  pago recibido", "Plazo:   9 días hábiles")
    values = json.loads(call("explain", name, "--from", START, "--json", root=argentine).out)
    assert (values["promise"], values["notice"]) == ("9 días hábiles", "mudanza")
    later = call("explain", name, "--from", "2026-12-03T10:00", root=argentine).out
    assert later.startswith(f"Espera:  pago recibido\nPlazo:   {usual}\n")
