"""Dates and hours of the calendar and the holidays that contradict one another."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from generator.errors import Problem
from generator.load.layout import Files
from generator.load.message_parts import quoted
from generator.load.tree import Loc, Tree, repeated
from generator.load.zone_country import holiday_names
from generator.model.calendar import WEEKDAYS
from generator.words.page_words import HolidayNames


def date_problems(files: Files) -> Iterator[Problem]:
    """Yield what is wrong between the dates of a file, and between the years of holidays."""
    calendar = files.single["calendar"]
    yield from _closures(calendar)
    yield from _same_day(calendar, "exceptions", "Deje una sola excepción por fecha, con todos sus horarios.")
    yield from _closed_exceptions(calendar)
    yield from _never_open(calendar)
    for loc, text in calendar.texts("cut_off"):
        if text == "00:00":
            message = "con el corte a las «00:00» ningún comienzo contaría en su propio día."
            yield calendar.problem(calendar.value_place(loc), message, "Escriba closing o una hora posterior: 16:00.")
        else:
            yield from _useless_cut_off(calendar, loc, text)
    holidays, called = files.folders["holidays"], holiday_names(files)
    yield from _closed_years(calendar, holidays, called)
    for name, tree in holidays.items():
        yield from year_problems(name, tree, called)
    yield from _gaps(holidays, called)
    yield from _other_countries(holidays, called)


def year_problems(name: str, tree: Tree, called: HolidayNames) -> Iterator[Problem]:
    """Yield what is wrong between the dates of one year's holidays; `name` is the file's, `called` what they are."""
    yield from _year(name, tree)
    yield from _same_day(tree, "days", "Deje una sola línea por fecha; los dos nombres se separan con «; ».")
    days = {text for _, text in tree.texts("days", "*", "date")}
    for loc, text in tree.texts("omit", "*"):
        if text in days:
            message = f"la fecha {quoted(text)} está en «days» y en «omit»."
            remedy = f"Déjela en uno de los dos: «omit» dice que no es {called.holiday}."
            yield tree.problem(tree.value_place(loc), message, remedy)


def typed_day(text: str) -> date | None:
    """Return a date, or nothing for what the models already refuse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _closures(calendar: Tree) -> Iterator[Problem]:
    for loc, first, last in _closed_spans(calendar):
        if first > last:
            message = f"el cierre termina el «{last.isoformat()}», antes de empezar el «{first.isoformat()}»."
            place = calendar.value_place((*loc, "last"))
            yield calendar.problem(place, message, "Ponga en «first» la primera fecha cerrada.")


def _same_day(tree: Tree, entries: str, remedy: str) -> Iterator[Problem]:
    for text, loc, first in repeated((text, loc) for loc, text in tree.texts(entries, "*", "date")):
        line = tree.value_place(first).line
        message = f"la fecha {quoted(text)} está dos veces: también en {tree.path}:{line}."
        yield tree.problem(tree.value_place(loc), message, remedy)


def _closed_exceptions(calendar: Tree) -> Iterator[Problem]:
    closures = list(_closed_spans(calendar))
    for loc, text in calendar.texts("exceptions", "*", "date"):
        day = typed_day(text)
        for at, first, last in closures:
            if day and first <= day <= last:
                place = calendar.value_place(at)
                message = f"la excepción del {quoted(text)} cae dentro de un cierre ({calendar.path}:{place.line})."
                remedy = "Quite la excepción o cambie las fechas del cierre, que hoy la anula."
                yield calendar.problem(calendar.value_place(loc), message, remedy)
                break


def _useless_cut_off(calendar: Tree, loc: Loc, cut_off: str) -> Iterator[Problem]:
    """Yield a cut-off that no ordinary day's hours hold: it would be no cut-off, or no start would count in its day."""
    hours = [text for day in WEEKDAYS for _, text in calendar.texts("weekly_hours", day, "*")]
    ends = [
        (opens, closes) for opens, _, closes in (text.partition("-") for text in hours) if len(closes) == len("18:00")
    ]
    if not ends or not re.fullmatch(r"(?:[01]\d|2[0-4]):[0-5]\d", cut_off):
        return
    first, last = min(opens for opens, _ in ends), max(closes for _, closes in ends)
    if cut_off > last:
        message = f"el corte a las {quoted(cut_off)} es posterior a todo cierre (el último es a las {last})."
        yield calendar.problem(calendar.value_place(loc), message, "Escriba closing, o una hora anterior al cierre.")
    elif cut_off <= first:
        message = f"con el corte a las {quoted(cut_off)}, antes de abrir ({first}), ningún comienzo contaría en su día."
        yield calendar.problem(
            calendar.value_place(loc), message, "Escriba closing, o una hora posterior a la apertura."
        )


def _never_open(calendar: Tree) -> Iterator[Problem]:
    for loc, week in calendar.found("weekly_hours"):
        if isinstance(week, dict) and not any(week.get(day) for day in WEEKDAYS):
            remedy = "Agregue los horarios de al menos un día: monday: [09:00-18:00]."
            yield calendar.problem(calendar.value_place(loc), "con esta semana no se atiende nunca.", remedy)


def _closed_years(calendar: Tree, holidays: Mapping[str, Tree], called: HolidayNames) -> Iterator[Problem]:
    """Yield the years without one open day, in which no business day could ever be counted."""
    weeks = [week for _, week in calendar.found("weekly_hours") if isinstance(week, dict)]
    open_weekdays = {index for index, day in enumerate(WEEKDAYS) if any(week.get(day) for week in weeks)}
    worked = {typed_day(text) for _, text in calendar.texts("exceptions", "*", "date")}
    closures = [(first, last) for _, first, last in _closed_spans(calendar)]
    if not open_weekdays:
        return
    for name, tree in holidays.items():
        off = {typed_day(text) for _, text in tree.texts("days", "*", "date")} - worked
        days = (date(int(name), 1, 1) + timedelta(n) for n in range(365))
        usual = (day for day in days if day in worked or (day.weekday() in open_weekdays and day not in off))
        if all(any(first <= day <= last for first, last in closures) for day in usual):
            message = f"con estos cierres y los {called.holidays} cargados no se atiende ningún día de {name}."
            place = calendar.value_place(("closures",))
            yield calendar.problem(place, message, "Revise «first» y «last» de cada cierre.")


def _closed_spans(calendar: Tree) -> Iterator[tuple[Loc, date, date]]:
    """Yield each closure that can be read: where it stands, its first and its last date."""
    firsts = {loc[:2]: typed_day(text) for loc, text in calendar.texts("closures", "*", "first")}
    for loc, text in calendar.texts("closures", "*", "last"):
        first, last = firsts.get(loc[:2]), typed_day(text)
        if first and last:
            yield loc[:2], first, last


def _year(name: str, tree: Tree) -> Iterator[Problem]:
    for loc, text in tree.texts("year"):
        if text != name:
            message = f"el año {quoted(text)} no es el del nombre del archivo."
            yield tree.problem(tree.value_place(loc), message, f"Escriba {name}, o cambie el nombre del archivo.")
            if all(day[:4] == text for _, day in tree.texts("days", "*", "date")):
                # The whole file is of that year: each date need not say so too.
                return
    for loc, text in itertools.chain(tree.texts("days", "*", "date"), tree.texts("omit", "*")):
        day = typed_day(text)
        if day and str(day.year) != name:
            remedy = f"Pásela a data/holidays/{day.year}.yml."
            yield tree.problem(tree.value_place(loc), f"la fecha {quoted(text)} no es del año {name}.", remedy)


def _gaps(holidays: Mapping[str, Tree], called: HolidayNames) -> Iterator[Problem]:
    years = sorted(int(name) for name in holidays)
    for earlier, later in itertools.pairwise(years):
        if later != earlier + 1:
            tree = holidays[str(later)]
            message = f"faltan los {called.holidays} de {earlier + 1}: de {earlier} se pasa a {later}."
            yield tree.problem(tree.value_place(()), message, f"Agregue data/holidays/{earlier + 1}.yml.")


def _other_countries(holidays: Mapping[str, Tree], called: HolidayNames) -> Iterator[Problem]:
    """Yield each year whose country is not that of most of the others: it was copied from elsewhere, or mistyped."""
    countries = {name: text for name, tree in sorted(holidays.items()) for _, text in tree.texts("country")}
    usual, _ = next(iter(Counter(countries.values()).most_common(1)), ("", 0))
    for name, country in countries.items():
        if country != usual:
            tree, other = holidays[name], next(year for year, text in countries.items() if text == usual)
            message = f"los {called.holidays} de {name} son de {quoted(country)}, y los de {other} de {quoted(usual)}."
            remedy = f"Escriba {usual} y los {called.holidays} de ese país: "
            remedy += f"«demoras holidays {name}» muestra las diferencias."
            yield tree.problem(tree.value_place(("country",)), message, remedy)
