"""A company in Spain reads «festivo» wherever a command speaks of one, and nothing that is Argentina's law alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.curate.package_holidays import package_days
from generator.load import load_catalog
from tests.cli.calls import Ran, call
from tests.sample_company import copied, edited, with_holidays

ARGENTINA = re.compile(r"feriado|trasladable|fines tur[ií]sticos|decreto", re.IGNORECASE)
HOLIDAYS_2027, CALENDAR = "data/holidays/2027.yml", "data/calendar.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a copy of the sample, which is in Madrid, with the holidays that the package knows of Spain."""
    return with_holidays(copied(tmp_path), "ES", 2026, 2027, 2028)


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what puts a text in the place of another that stands once in a file."""
    return lambda root: edited(root, path, old, new)


def a_gap(root: Path) -> None:
    """Take a year away between two."""
    (root / HOLIDAYS_2027).unlink()


def no_years(root: Path) -> None:
    """Take all of them away, as a company that has just begun."""
    with_holidays(root, "ES")


def portuguese(root: Path) -> None:
    """Put the years of the country beside in their place."""
    with_holidays(root, "PT", 2026, 2027, 2028)


def few_days(root: Path) -> None:
    """Leave one day of a year."""
    (day, *_) = package_days("ES", 2027)
    text = f"year: 2027\ncountry: ES\ndays:\n  - {{date: {day.date}, name: {day.name}, source: prueba}}\n"
    (root / HOLIDAYS_2027).write_text(text, encoding="utf-8")


def all_closed(root: Path) -> None:
    """Close a whole year."""
    old = "closures:\n"
    edited(root, CALENDAR, old, f"{old}  - {{first: 2027-01-01, last: 2027-12-31, name: Obras}}\n")


def as_it_is(root: Path) -> None:
    """Change nothing."""


CHECK = ("check", "--now", "2026-11-23")
omitted_and_not = replaced(HOLIDAYS_2027, "country: ES\n", "country: ES\nomit: [2027-12-25]\n")
SPOKEN: dict[str, tuple[Callable[[Path], None], Sequence[str], str]] = {
    "right data": (as_it_is, CHECK, " festivos, calendario hasta 2028."),
    "soon too few years": (as_it_is, ("check", "--now", "2028-11-10"), "hay festivos cargados de 2026 a 2028, y"),
    "too few years": (as_it_is, ("check", "--now", "2028-12-29"), "hay festivos cargados de 2026 a 2028, y"),
    "a gap": (a_gap, CHECK, "faltan los festivos de 2027"),
    "a closed year": (all_closed, CHECK, "con estos cierres y los festivos cargados"),
    "another country's year": (
        replaced(HOLIDAYS_2027, "country: ES", "country: PT"),
        CHECK,
        "los festivos de 2027 son de «PT», y los de 2026 de «ES»",
    ),
    "another country's years": (
        portuguese,
        CHECK,
        "los festivos de 2026 son de «PT», y la zona horaria",
    ),
    "a day omitted and not": (
        omitted_and_not,
        CHECK,
        "«omit» dice que no es festivo.",
    ),
    "the same, asked for the year": (
        omitted_and_not,
        ("holidays", "2027"),
        "«omit» dice que no es festivo.",
    ),
    "few days": (few_days, CHECK, "una que ya no es festivo se anota en «omit»."),
    "a closure past the last year": (
        replaced(CALENDAR, "closures:\n", "closures:\n  - {first: 2029-08-01, last: 2029-08-02, name: Obras}\n"),
        CHECK,
        "posterior al último año con festivos cargados, 2028",
    ),
    "a key in Spanish": (
        replaced(CALENDAR, "closures:\n", "festivos: []\nclosures:\n"),
        CHECK,
        "la clave «festivos» no existe",
    ),
    "a new year": (as_it_is, ("holidays", "2029"), "archivo nuevo con los "),
    "a known year": (as_it_is, ("holidays", "2027"), "no se cambió nada."),
    "a year after a gap": (as_it_is, ("holidays", "2031"), "quedarían años sin festivos."),
    "another country": (as_it_is, ("holidays", "2029", "--country", "FR"), "Los festivos de 2028 son de «ES»"),
    "an unknown country": (
        no_years,
        ("holidays", "2026", "--country", "ZZ"),
        "no trae festivos de «ZZ» para 2026.",
    ),
    "a count without its year": (
        as_it_is,
        ("explain", "--promise", "400 días corridos", "--from", "2028-06-01 10:00"),
        "faltan los festivos de 2029",
    ),
}


@pytest.mark.parametrize(("change", "words", "said"), SPOKEN.values(), ids=SPOKEN.keys())
def test_staff_read_what_their_country_says(
    root: Path, change: Callable[[Path], None], words: Sequence[str], said: str
) -> None:
    """Of right and wrong data, of years to write and of dates beyond them."""
    change(root)
    assert said in told(call(*words, root=root))


def told(ran: Ran) -> str:
    """Return all that a command said, which names nothing of Argentina."""
    both = ran.out + ran.err
    assert ARGENTINA.findall(both) == []
    return both


def test_a_year_s_file_says_what_it_holds_as_its_country_does(root: Path) -> None:
    """In the comment that it begins with."""
    assert f"archivo nuevo con los {len(package_days('ES', 2029))} festivos de " in told(
        call("holidays", "2029", root=root)
    )
    text = (root / "data/holidays/2029.yml").read_text(encoding="utf-8")
    assert "# Festivos y días no laborables: no son días hábiles. «kind» dice cuál no es festivo:" in text
    assert ARGENTINA.findall(text) == []
    assert load_catalog(root).calendar.last_year == 2029


def test_the_report_of_a_change_says_so_too(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Of an order placed before one, and of a date beyond the last year."""
    before = with_holidays(copied(tmp_path_factory.mktemp("before")), "ES", 2026, 2027, 2028)
    service = next(iter(sorted((root / "data/services").glob("*.yml")))).relative_to(root).as_posix()
    (promise,) = re.findall(r"^promise: .*$", (root / service).read_text(encoding="utf-8"), re.MULTILINE)
    edited(root, service, promise, "promise: 40 días hábiles")
    assert "Antes de un festivo, pasada la hora de corte: " in told(
        call("diff", before, "--now", "2026-11-23", root=root)
    )
    late = told(call("diff", before, "--now", "2028-12-20", root=root))
    assert "sin fecha: faltan los festivos de 2029" in late
