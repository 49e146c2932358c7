"""Reads the clock's worked examples, in the order of their page; else all problems of their files at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.errors import DataError, Problem
from generator.load.message_parts import listed, nearest, quoted
from generator.load.shape import shaped
from generator.load.tree import Tree
from generator.load.yaml_file import read_tree
from generator.model.calendar import CalendarData, Holiday
from generator.model.clock_cases import ClockBase, ClockFile, ClockSheet
from generator.words.language import Words
from generator.words.sentences import SLOT, with_shared

CASES_FOLDER = "tests/golden/clock"
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def load_clock_cases(root: Path, words: Words) -> tuple[ClockFile, ...]:
    """Return the examples of the project in `root`; none where it has no folder of them.

    Where their texts say `{holiday}`, or another of its forms, they say what one is called in a company's `words`.

    Raises:
        DataError: with every problem of every file.

    """
    problems: list[Problem] = []
    bases: dict[str, ClockBase | None] = {}
    for id_, tree in _trees(root, f"{CASES_FOLDER}/bases", problems):
        bases[id_], found = shaped(tree, ClockBase)
        problems += found
    sheets: list[tuple[int, str, ClockSheet]] = []
    called = words.holiday_names.sentences(but={"bridge"})
    for id_, typed in _trees(root, CASES_FOLDER, problems):
        tree = replace(typed, value=with_shared(typed.value, called))
        sheet, found = shaped(tree, ClockSheet)
        problems += (*found, *_unknown_slots(tree, called))
        if sheet:
            problems += _contradictions(tree, sheet, bases)
            sheets.append((sheet.position, id_, sheet))
    if problems:
        raise DataError(problems)
    known = {name: base for name, base in bases.items() if base}
    return tuple(_file(id_, sheet, known) for _, id_, sheet in sorted(sheets, key=lambda entry: entry[:2]))


def _trees(root: Path, folder: str, problems: list[Problem]) -> Iterator[tuple[str, Tree]]:
    for path in sorted((root / folder).glob("*.yml")):
        if _SLUG.fullmatch(path.stem):
            yield path.stem, read_tree(path, f"{folder}/{path.name}")
        else:
            remedy = "Use letras minúsculas sin acento, dígitos y guiones, hasta 64: fin-de-anio.yml."
            message = f"{quoted(path.stem)} no sirve como nombre de archivo, que es su identificador."
            problems.append(Problem(f"{folder}/{path.name}", 1, 1, message, remedy))


def _unknown_slots(tree: Tree, called: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the texts of a filled sheet that still have a slot."""
    texts = (
        ("title",),
        ("about",),
        ("cases", "*", "name"),
        ("cases", "*", "why"),
        ("calendar", "exceptions", "*", "name"),
    )
    for loc, text in (found for path in texts for found in tree.texts(*path)):
        for name in SLOT.findall(text):
            accepted = listed(f"{{{one}}}" for one in called)
            yield tree.problem(tree.value_place(loc), f"no hay una palabra «{{{name}}}».", f"Se aceptan: {accepted}.")


def _contradictions(tree: Tree, sheet: ClockSheet, bases: Mapping[str, ClockBase | None]) -> Iterator[Problem]:
    """Yield what no model can see alone: an unknown base, a pause upside down, an earliest date without a range."""
    base = sheet.calendar.base
    if base not in bases:
        remedy = f"{nearest(base, bases)}Se aceptan: {listed(bases)}."
        yield tree.problem(tree.value_place(("calendar", "base")), f"no hay un calendario {quoted(base)}.", remedy)
    for index, case in enumerate(sheet.cases):
        for at, pause in enumerate(case.pauses):
            if (pause.until.day, pause.until.minutes) <= (pause.from_.day, pause.from_.minutes):
                place = tree.value_place(("cases", index, "pauses", at, "until"))
                yield tree.problem(place, "la pausa termina antes de empezar.", "«until» va después de «from».")
        if case.due is not None and (case.earliest is None) != (case.promise.first is None):
            place = tree.value_place(("cases", index, "earliest"))
            message = "«earliest» va en los rangos, y sólo en ellos."
            yield tree.problem(place, message, "Agréguela o quítela, según el plazo tenga dos cifras o una.")


def _file(id_: str, sheet: ClockSheet, bases: Mapping[str, ClockBase]) -> ClockFile:
    changes, base = sheet.calendar, bases[sheet.calendar.base]
    calendar = CalendarData(
        zone=base.zone,
        weekly_hours=changes.weekly_hours or base.weekly_hours,
        cut_off=changes.cut_off,
        closures=changes.closures,
        exceptions=changes.exceptions,
        holidays=tuple(Holiday(date=day.date, name=day.name, kind=day.kind, source="ejemplo") for day in base.holidays),
        first_year=base.first_year,
        last_year=base.last_year,
    )
    return ClockFile(id=id_, title=sheet.title, about=sheet.about, calendar=calendar, cases=sheet.cases)
