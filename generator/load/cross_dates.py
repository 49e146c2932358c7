"""The trees of the calendar and the holidays in; each date or hour that contradicts another out, with its place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import date

from generator.errors import Problem
from generator.load.layout import Files
from generator.load.tree import Tree
from generator.load.words import quoted
from generator.model.calendar import WEEKDAYS


def date_problems(files: Files) -> Iterator[Problem]:
    """Yield what is wrong between the dates of a file, and between the years of holidays."""
    calendar = files.single["calendar"]
    yield from _closures(calendar)
    yield from _same_day(calendar, "exceptions", "Deje una sola excepción por fecha, con todos sus horarios.")
    yield from _never_open(calendar)
    for loc, text in calendar.texts("cut_off"):
        if text == "00:00":
            message = "con el corte a las «00:00» ningún comienzo contaría en su propio día."
            yield calendar.problem(calendar.value_place(loc), message, "Escriba closing o una hora posterior: 16:00.")
    holidays = files.folders["holidays"]
    for name, tree in holidays.items():
        yield from _year(name, tree)
        yield from _same_day(tree, "days", "Deje una sola línea por fecha; los dos nombres se separan con «; ».")
    yield from _gaps(holidays)


def _day(text: str) -> date | None:
    """Return a date, or nothing for what the models already refuse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _closures(calendar: Tree) -> Iterator[Problem]:
    firsts = {loc[:2]: _day(text) for loc, text in calendar.texts("closures", "*", "first")}
    for loc, text in calendar.texts("closures", "*", "last"):
        first, last = firsts.get(loc[:2]), _day(text)
        if first and last and first > last:
            message = f"el cierre termina el {quoted(text)}, antes de empezar el «{first.isoformat()}»."
            yield calendar.problem(calendar.value_place(loc), message, "Ponga en «first» la primera fecha cerrada.")


def _same_day(tree: Tree, entries: str, remedy: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for loc, text in tree.texts(entries, "*", "date"):
        place = tree.value_place(loc)
        if text in first:
            message = f"la fecha {quoted(text)} está dos veces: también en {tree.path}:{first[text]}."
            yield tree.problem(place, message, remedy)
        first.setdefault(text, place.line)


def _never_open(calendar: Tree) -> Iterator[Problem]:
    for loc, week in calendar.found("weekly_hours"):
        if isinstance(week, dict) and not any(week.get(day) for day in WEEKDAYS):
            remedy = "Agregue los horarios de al menos un día: monday: [09:00-18:00]."
            yield calendar.problem(calendar.value_place(loc), "con esta semana no se atiende nunca.", remedy)


def _year(name: str, tree: Tree) -> Iterator[Problem]:
    for loc, text in tree.texts("year"):
        if text != name:
            message = f"el año {quoted(text)} no es el del nombre del archivo."
            yield tree.problem(tree.value_place(loc), message, f"Escriba {name}, o cambie el nombre del archivo.")
    for loc, text in tree.texts("days", "*", "date"):
        day = _day(text)
        if day and str(day.year) != name:
            remedy = f"Pásela a data/holidays/{day.year}.yml."
            yield tree.problem(tree.value_place(loc), f"la fecha {quoted(text)} no es del año {name}.", remedy)


def _gaps(holidays: Mapping[str, Tree]) -> Iterator[Problem]:
    years = sorted(int(name) for name in holidays)
    for earlier, later in itertools.pairwise(years):
        if later != earlier + 1:
            tree = holidays[str(later)]
            message = f"faltan los feriados de {earlier + 1}: de {earlier} se pasa a {later}."
            yield tree.problem(tree.value_place(()), message, f"Agregue data/holidays/{earlier + 1}.yml.")
