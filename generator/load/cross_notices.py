"""Notices that contradict themselves or one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from generator.errors import Problem
from generator.load.cross_dates import typed_day
from generator.load.layout import Files
from generator.load.message_parts import closest, listed, quoted
from generator.load.tree import Loc, Tree, repeated
from generator.model.catalog import Notice

_MEANT = tuple(field.alias or name for name, field in Notice.model_fields.items())


@dataclass(frozen=True, slots=True)
class Delay:
    """A notice that replaces promises: its dates, where the first is typed, and the services it means."""

    tree: Tree
    loc: Loc
    first: date
    last: date
    services: frozenset[str]

    @property
    def where(self) -> str:
        """Return where its dates stand, as messages print it."""
        return self.tree.shown_place(self.loc)


def notice_problems(files: Files) -> Iterator[Problem]:
    """Yield what is wrong inside each notice, and every two that would replace one promise on one day."""
    notices = files.folders["notices"].values()
    for tree in notices:
        yield from _upside_down(tree)
        yield from _kind(tree, min(files.folders["services"], default="hosting"))
    yield from _overlaps(delays(files))
    yield from _told_twice(notices)


def delays(files: Files) -> list[Delay]:
    """Return every notice that replaces promises, with its dates and the services it means."""
    return [delay for tree in files.folders["notices"].values() for delay in _delays(tree, files)]


def _told_twice(notices: Iterable[Tree]) -> Iterator[Problem]:
    """Yield each notice that changes no promise and has the kind, title and dates of another: a forgotten copy."""
    entries = []
    for tree in notices:
        said = {key: next((text for _, text in tree.texts(key)), "") for key in ("kind", "title", "from", "until")}
        if said["kind"] in ("maintenance", "announcement"):
            entries.append((tuple(said.values()), tree))
    for _, tree, first in repeated(entries):
        place = tree.value_place(("title",))
        message = f"el aviso tiene el título y las fechas de {first.shown_place(('title',))}."
        yield tree.problem(place, message, "Cambie uno de los dos, o borre el archivo que sobra.")


def _upside_down(tree: Tree) -> Iterator[Problem]:
    first = next((typed_day(text) for _, text in tree.texts("from")), None)
    for loc, text in tree.texts("until"):
        last = typed_day(text)
        if first and last and last < first:
            message = f"el aviso termina el {quoted(text)}, antes de empezar el «{first.isoformat()}»."
            remedy = "Ponga en «from» la primera fecha y en «until» la última; ambas se incluyen."
            yield tree.problem(tree.value_place(loc), message, remedy)


def _kind(tree: Tree, service: str) -> Iterator[Problem]:
    # A misspelt key is told as that.
    typed = tree.value if isinstance(tree.value, dict) else {}
    meant = {closest(key, _MEANT) for key in typed if key not in _MEANT}
    named = [value for key in ("services", "groups") for _, value in tree.found(key)]
    for loc, kind in tree.texts("kind"):
        if kind == "delay" and all(value == [] for value in named) and not meant & {"services", "groups"}:
            message = "«delay» cambia un plazo, pero no dice de qué servicios: faltan «services» y «groups»."
            yield tree.problem(tree.value_place(loc), message, f"Agregue «services: [{service}]», o un grupo.")
        if kind == "delay" and not any(tree.found("promise")) and "promise" not in meant:
            remedy = "Agregue «promise: 5 días hábiles», o escriba announcement."
            yield tree.problem(tree.value_place(loc), "«delay» cambia un plazo y falta «promise».", remedy)
        if kind in ("maintenance", "announcement"):
            for other, text in tree.texts("promise"):
                message = f"«{kind}» no cambia plazos, pero hay un «promise»: {quoted(text)}."
                yield tree.problem(tree.value_place(other), message, "Quite «promise», o escriba «kind: delay».")


def _delays(tree: Tree, files: Files) -> Iterator[Delay]:
    if not any(kind == "delay" for _, kind in tree.texts("kind")):
        return
    names = {text for _, text in tree.texts("services", "*")}
    groups = {text for _, text in tree.texts("groups", "*")}
    meant = frozenset(
        name
        for name, service in files.folders["services"].items()
        if name in names or any(group in groups for _, group in service.texts("group"))
    )
    for loc, text in tree.texts("from"):
        first, last = typed_day(text), next((typed_day(text) for _, text in tree.texts("until")), None)
        if first and last:
            yield Delay(tree, loc, first, last, meant)


def _overlaps(delays: list[Delay]) -> Iterator[Problem]:
    ordered = sorted(delays, key=lambda delay: (delay.first, delay.tree.path))
    for earlier, later in combinations(ordered, 2):
        shared = sorted(earlier.services & later.services)
        if shared and later.first <= min(earlier.last, later.last):
            message = (
                f"desde el «{later.first.isoformat()}» hay dos avisos de demora para {listed(shared)}: "
                f"éste y el de {earlier.where}."
            )
            remedy = "Separe las fechas, quite el servicio de uno de los dos, o haga de ambos uno solo."
            yield later.tree.problem(later.tree.value_place(later.loc), message, remedy)
