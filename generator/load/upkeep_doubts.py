"""Data to look at again: owners, review dates, channels without an address, promises told as usual, short runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from difflib import get_close_matches

from generator.errors import Problem
from generator.load.cross_dates import typed_day
from generator.load.layout import Files
from generator.load.message_parts import quoted
from generator.load.tree import Tree
from generator.model.billing import BillingLimits

_FAR_REVIEW = timedelta(days=3 * 366)
_SHOWN = 3
_FEWEST_CALLS = 12
"""That a run should have time for: a first reading that gets on by a page or two at a time takes days."""
_USUAL_OWNER = 3
_REVIEWED = ("services", "requirements", "attention", "faq")
_TOLD = (("attention", "description"), ("faq", "answer"), ("requirements", "how"), ("services", "note"))
_FIGURE = re.compile(r"""\b(promise|target)\(\s*["']([^"']*)["']\s*\)""")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_HEDGE = re.compile(
    r"\b(?:(?:general|normal|habitual|usual)mente|(?:por lo|en) general|(?:no )?suel\w+|casi siempre|en promedio)\b",
    re.IGNORECASE,
)


def upkeep_doubts(files: Files, today: date) -> tuple[Problem, ...]:
    """Return a warning for each such thing in right data, as of a date of the company's zone."""
    return (
        *_lone_owners(files),
        *_channels_nowhere(files),
        *_wavering(files),
        *_reviews(files, today),
        *_short_runs(files),
    )


def _lone_owners(files: Files) -> Iterator[Problem]:
    """Yield the owners of one file alone that are spelt almost as one of many: nobody would read their list."""
    trees = [tree for kind in _REVIEWED for tree in files.folders[kind].values()]
    owned = [(text, loc, tree) for tree in trees for loc, text in tree.texts("owner")]
    count = Counter(text for text, _, _ in owned)
    usual = [text for text, times in count.items() if times >= _USUAL_OWNER]
    for text, loc, tree in owned:
        if count[text] == 1 and (meant := get_close_matches(text, usual, 1, 0.75)):
            message = f"{quoted(text)} no es responsable de nada más, y se escribe casi como {quoted(meant[0])}."
            yield tree.problem(tree.value_place(loc), message, f"Si es el mismo equipo, escriba «owner: {meant[0]}».")


def _channels_nowhere(files: Files) -> Iterator[Problem]:
    """Yield the channels, and the tickets of a company without a client area, of which nobody says where they are."""
    company = files.single["company"]
    area = any(any(company.texts(key)) for key in ("client_area_url", "new_ticket_url"))
    for tree in files.folders["attention"].values():
        if any(tree.texts("contact")):
            continue
        for loc, kind in tree.texts("kind"):
            if kind == "channel" or not area:
                message = "nadie puede llegar a este canal desde la página de Atención: falta su dirección."
                yield tree.problem(
                    tree.value_place(loc), message, "Agregue «contact»: una dirección, un correo o un teléfono."
                )


def _wavering(files: Files) -> Iterator[Problem]:
    """Yield the texts that call usual what is promised: every service's delay, and the answering times of that kind."""
    for loc, text in files.single["groups"].texts("groups", "*", "intro"):
        if hedge := _HEDGE.search(text):
            message = f"dice {quoted(hedge[0])} de plazos que se prometen: los de los servicios de este grupo."
            yield files.single["groups"].problem(
                files.single["groups"].value_place(loc), message, f"Quite {quoted(hedge[0])}."
            )
    for kind, field in _TOLD:
        for tree in files.folders[kind].values():
            for loc, text in tree.texts(field):
                for sentence in _SENTENCE.split(text):
                    yield from _told_as_usual(tree, loc, sentence, files)


def _told_as_usual(tree: Tree, loc: tuple[str | int, ...], sentence: str, files: Files) -> Iterator[Problem]:
    hedge = _HEDGE.search(sentence)
    for what, name in _FIGURE.findall(sentence) if hedge else ():
        targets = files.folders["attention"]
        if what == "promise":
            remedy = "Quítelo."
        elif name in targets and ("maximum" in (text for _, text in targets[name].texts("target_kind"))):
            remedy = f"Quítelo o, si no es una promesa, escriba «target_kind: usual» en data/attention/{name}.yml."
        else:
            continue
        message = f"dice {quoted(hedge[0] if hedge else '')} de un plazo que se promete como máximo, el de «{name}»."
        yield tree.problem(tree.value_place(loc), message, remedy)


def _reviews(files: Files, today: date) -> Iterator[Problem]:
    """Yield the review dates that are past, which the monthly list tells all of, and those too far off to be meant."""
    past: list[Problem] = []
    for tree in (tree for kind in _REVIEWED for tree in files.folders[kind].values()):
        retired = next((typed_day(text) for _, text in tree.texts("retired")), None)
        for loc, text in tree.texts("review_by"):
            day = typed_day(text)
            if day is None or (retired and retired <= today):
                continue
            if day < today:
                message, remedy = (
                    f"la fecha de revisión, {quoted(text)}, ya pasó.",
                    "Revise el dato y ponga la próxima.",
                )
                past.append(tree.problem(tree.value_place(loc), message, remedy))
            elif day - today > _FAR_REVIEW:
                message = f"la fecha de revisión, {quoted(text)}, está a más de tres años."
                yield tree.problem(tree.value_place(loc), message, "Revise el año: lo usual es una vez por año.")
    yield from past[:_SHOWN]
    if len(past) > _SHOWN:
        message = f"otros {len(past) - _SHOWN} archivos tienen la fecha de revisión vencida."
        yield Problem("data", 1, 1, message, "«demoras reviews» los enumera.")


def _short_runs(files: Files) -> Iterator[Problem]:
    """Yield the limit of a run that ends before as many calls as it needs, were each to take its own whole limit."""
    billing, usual = files.tree("billing"), BillingLimits()
    run, call = (
        next((int(text) for _, text in billing.texts("limits", key)), default)
        for key, default in (("run_seconds", usual.run_seconds), ("call_seconds", usual.call_seconds))
    )
    if run < _FEWEST_CALLS * call:
        key = "run_seconds" if any(billing.texts("limits", "run_seconds")) else "call_seconds"
        message = f"en {run} s no entran {_FEWEST_CALLS} consultas de {call} s: la primera lectura tardará días."
        remedy = f"Suba «run_seconds» a {_FEWEST_CALLS * call} o más, o baje «call_seconds»."
        yield billing.problem(billing.value_place(("limits", key)), message, remedy)
