"""The command that writes a year of holidays, the first one of a company too, and tells how a file differs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from generator.cli.spanish_parser import Commands, country_code, holiday_year
from generator.cli.terminal import Terminal
from generator.errors import DataError, Problem, UsageError

if TYPE_CHECKING:
    from generator.curate.package_holidays import HolidayDifference
    from generator.model.calendar import Holiday, HolidayYear


def declare_holidays(commands: Commands) -> None:
    """Declare `holidays`."""
    about = "Escribe los feriados o festivos de un año, o agrega los que falten, y muestra las diferencias."
    holidays = commands.add("holidays", _holidays, about)
    holidays.add_argument(
        "year", type=holiday_year, metavar="AÑO", help="año de data/holidays/ que se escribe o completa"
    )
    holidays.add_argument(
        "--country",
        type=country_code,
        metavar="PAÍS",
        help="país del primer año que se escribe, como CL; si no, el de la zona horaria de data/calendar.yml",
    )


def _holidays(args: argparse.Namespace, terminal: Terminal) -> int:
    """Add to a year's file the days it lacks, and tell all in which it differs from the package."""
    from generator.curate.package_holidays import PACKAGE, holiday_difference, package_days
    from generator.curate.year_file import new_year_text, with_days
    from generator.load import company_country, holiday_names, holiday_years_of, read_files
    from generator.publish.atomic import write_atomically

    year: int = args.year
    files = read_files(args.root)
    years, called = holiday_years_of(files), holiday_names(files).holidays
    model = _model_year(year, years, called) if years else None
    country = _country(args.country, model, company_country(files), called)
    known = package_days(country, year)
    if not known:
        message = f"{PACKAGE} no trae {called} de «{country}» para {year}."
        remedy = "Revise «country», o escriba a mano el archivo de ese año."
        if model is None:
            raise UsageError(message, "Revise «--country» o la zona de data/calendar.yml.")
        raise DataError([Problem(f"data/holidays/{model.year}.yml", 1, 1, message, remedy)])
    found = holiday_difference(years.get(year), known)
    shown = f"data/holidays/{year}.yml"
    path = args.root / "data" / "holidays" / f"{year}.yml"
    if year not in years:
        write_atomically(path, new_year_text(year, country, known).encode(), mode=0o644)
        terminal.say(f"{shown}: archivo nuevo con los {len(known)} {called} de {PACKAGE}.")
    else:
        if found.added:
            text = path.read_bytes().decode("utf-8-sig")
            write_atomically(path, with_days(text, shown, found.added).encode(), mode=path.stat().st_mode & 0o777)
        terminal.say(f"{shown}: {_summary(found, PACKAGE)}")
    for line in _differences(found, PACKAGE):
        terminal.say(line)
    return 0


def _country(typed: str | None, model: HolidayYear | None, zone_country: str | None, called: str) -> str:
    """Return the country whose holidays are meant: all years are of one, and the first may be of any.

    `called` is what the company's country calls them, here and below.

    Raises:
        UsageError: nothing says it, or what was typed is not that of the years there are.

    """
    if model is None:
        country = typed or zone_country
        if country is None:
            message = f"Todavía no hay {called}, y la zona horaria de data/calendar.yml no dice de qué país son."
            raise UsageError(message, "Agregue «--country CL», con el código de su país.")
        return country
    if typed and typed != model.country:
        raise UsageError(
            f"Los {called} de {model.year} son de «{model.country}», y no de «{typed}».",
            "Para empezar con los de otro país, borre antes data/holidays/*.yml.",
        )
    return model.country


def _model_year(year: int, years: Mapping[int, HolidayYear], called: str) -> HolidayYear:
    """Return the year's own file, else a neighbour's, whose country it shares.

    Raises:
        UsageError: between it and the years there are, others would be lacking.

    """
    for near in (year, year - 1, year + 1):
        if near in years:
            return years[near]
    nearest = min(years, key=lambda loaded: abs(loaded - year))
    between = nearest + 1 if nearest < year else nearest - 1
    raise UsageError(
        f"Entre {nearest}, que está cargado, y {year} quedarían años sin {called}.",
        f"Ejecute antes «demoras holidays {between}».",
    )


def _summary(found: HolidayDifference, package: str) -> str:
    kept = len(found.renamed) + len(found.own) + len(found.omitted)
    if not found.added and not kept:
        return f"igual a {package}; no se cambió nada."
    added = f"{len(found.added)} de {package} que faltaban" if found.added else "no faltaba ninguno"
    return f"{added}; {kept} diferencias que se conservan." if kept != 1 else f"{added}; 1 diferencia que se conserva."


def _differences(found: HolidayDifference, package: str) -> Iterator[str]:
    def told(day: Holiday) -> str:
        return f"{day.date.isoformat()} {day.name}"

    yield from (f"  + {told(day)}" for day in found.added)
    for ours, theirs in found.renamed:
        yield f"  = {told(ours)} (se conserva; en {package}: «{theirs.name}»)"
    yield from (f"  = {told(day)} (se conserva; no está en {package}; fuente: {day.source})" for day in found.own)
    yield from (f"  - {told(day)} (no se agrega: está en «omit»)" for day in found.omitted)
