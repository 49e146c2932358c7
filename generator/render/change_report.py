"""The report on what a change of the data does to clients: Markdown for a pull request, within GitHub's size limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from generator.model.changes import (
    Changes,
    ExampleDate,
    ExampleStart,
    Longer,
    PageChange,
    Retirement,
    RetirementKind,
    ServiceDates,
    StartKind,
)
from generator.model.due import Due, NoDue
from generator.model.states import State
from generator.render.github_text import github_text
from generator.render.word_diff import word_diff
from generator.words.language import WORDS, words_in
from generator.words.phrases import day_words, due_sentence, moment_words

LIMIT = 60_000
"""Bytes. GitHub refuses a comment of more than 65,536 characters; what introduces the report is added to this."""
_PART_LIMIT = 12_000
_RESERVE = 600
_REST = "El resto no cabe acá: véalo con «demoras diff» en su máquina."
_STARTS = {
    StartKind.NOW: "Ahora",
    StartKind.FRIDAY: "Un viernes a la tarde",
    StartKind.HOLIDAY_EVE: "Antes de un {holiday}, pasada la hora de corte",
    StartKind.CHANGE_EVE: "Antes del primer día que cambia, pasada la hora de corte",
}
_TEXTS = {
    "product": "El producto",
    "ending": "El dominio terminado en",
    "status": "El estado",
    "transfer": "La transferencia de",
    "renewal": "La renovación de",
    "addon": "El adicional",
    "upgrade": "El cambio de plan",
}
_EVERY = {
    "transfer": "Toda otra transferencia",
    "renewal": "Toda otra renovación",
    "addon": "Todo otro adicional",
    "upgrade": "Todo otro cambio de plan",
}
"""The lines of a kind that no text names."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of Markdown that is shown whole or not at all; a tight one follows without a blank line."""

    text: str
    tight: bool = False


def changes_markdown(changes: Changes, zone: ZoneInfo, at: datetime, faults: int = 0) -> str:
    """Return the report, below 60,000 bytes; `faults` are the problems of the earlier data that could not be read."""
    parts = [Part("### Qué cambia para el cliente")]
    if changes.pages is None:
        count = f"{faults} {'problema' if faults == 1 else 'problemas'}"
        parts.append(Part(f"Los datos anteriores no se pueden leer ({count}): no hay con qué comparar. Así queda:"))
    elif changes.is_empty:
        parts.append(Part("No cambia nada de lo que ve el cliente."))
    parts += [Part(f"⚠ {_longer(one)}") for one in changes.longer]
    parts += [Part(_retirement(one)) for one in changes.retirements]
    if changes.dates:
        parts.append(Part("#### Fechas de tres pedidos de ejemplo" if changes.pages is not None else "#### Fechas"))
        parts += [_dates(one, zone, compared=changes.pages is not None) for one in changes.dates]
    orders = list(_orders(changes))
    if orders:
        parts.append(Part("#### Páginas de pedidos"))
        parts += [Part(f"- {line}", tight=index > 0) for index, line in enumerate(orders)]
    if changes.pages:
        parts.append(Part("#### Qué se lee en cada página"))
        parts += [_page(one) for one in changes.pages]
    same = "Las dos versiones, con el mismo programa y como si fuera" if changes.pages is not None else "Como si fuera"
    return _bounded(parts, Part(f"{same} el {moment_words(at, zone)}."))


def _longer(one: Longer) -> str:
    name, was, now = f"<b>{github_text(one.name)}</b>", github_text(str(one.before)), github_text(str(one.now))
    if one.is_attention:
        return f"El tiempo de respuesta de {name} pasa de {was} a {now}: es más largo."
    if one.notice is not None:
        return f"El plazo de {name} pasa de {was} a {now} por el aviso «{github_text(one.notice)}»: es más largo."
    return f"El plazo de {name} pasa de {was} a {now}: es más largo."


def _retirement(one: Retirement) -> str:
    name, since = f"<b>{github_text(one.name)}</b>", one.since and day_words(one.since)
    match one.kind:
        case RetirementKind.RETIRED:
            return (
                f"⚠ {name} deja de ofrecerse el {since}: desde ese día no está en el menú, las páginas, la búsqueda, "
                "el manual ni las respuestas. Los pedidos que tiene siguen con su plazo y su etapa."
            )
        case RetirementKind.OFFERED_AGAIN:
            return f"{name} vuelve a ofrecerse, o ya no se retira."
        case RetirementKind.DELETED:
            return (
                f"⚠ {name} se borra de los datos: sus pedidos conservan lo que ya se prometió, y los que todavía no "
                "empezaron quedan sin etapa. Si dejó de ofrecerse, deje su archivo y agregue «retired» con la fecha; "
                "si cambió de nombre, cambie «name» y deje el archivo como se llamaba."
            )
        case _:
            assert_never(one.kind)


def _dates(one: ServiceDates, zone: ZoneInfo, *, compared: bool) -> Part:
    promises = " → ".join(dict.fromkeys(str(promise) if promise else "—" for promise in (one.before, one.now)))
    title = f"<b>{github_text(one.name)}</b>: {github_text(promises if compared else str(one.now))}"
    head = ("Si empieza a contar", "Antes", "Ahora") if compared else ("Si empieza a contar", "Fecha")
    rows = [_date_row(example, zone, compared=compared) for example in one.dates]
    return _details_table(title, head, rows)


def _date_row(example: ExampleDate, zone: ZoneInfo, *, compared: bool) -> tuple[str, ...]:
    start, now = _start(example.start, zone), github_text(_answer(example.now, zone))
    if not compared:
        return start, now
    return start, github_text(_answer(example.before, zone)), f"{now} ⚠ más tarde" if example.is_later else now


def _start(start: ExampleStart, zone: ZoneInfo) -> str:
    kind = _STARTS[start.kind].format(holiday=words_in(zone.key).holiday_names.holiday)
    return github_text(f"{kind}: {moment_words(start.moment, zone)}")


def _answer(answer: Due | NoDue | None, zone: ZoneInfo) -> str:
    if isinstance(answer, NoDue):
        return f"sin fecha: faltan {words_in(zone.key).calendar.the_holidays} de {answer.detail}"
    return due_sentence(answer, zone) if answer else "—"


def _orders(changes: Changes) -> Iterator[str]:
    """Yield what only clients with an order notice."""
    if changes.all_links_change:
        yield "⚠ Cambian todos los enlaces privados: los que ya se enviaron dejan de abrir."
    if changes.new_links:
        yield f"Enlaces privados que se reemplazan: {changes.new_links}."
    for one in changes.billing:
        was, now = (github_text(_mapped(side)) if side else "sin asignar" for side in (one.before, one.now))
        what = f"{_TEXTS[one.kind]} «{github_text(one.text)}»" if one.text else _EVERY[one.kind]
        yield f"{what} de la facturación pasa de {was} a {now}."


def _mapped(name: str) -> str:
    """Return what a text of billing is mapped to: a service has a name, a stage its words."""
    return WORDS.stages.of(State(name)).short if name in set(State) else name


def _page(page: PageChange) -> Part:
    state = "" if page.was and page.is_ else ", página nueva" if page.is_ else ", ⚠ esta página deja de existir"
    rows = [(github_text(one.under), *pair) for one in page.wordings for pair in word_diff(one.before, one.now)]
    address = github_text(page.path.removesuffix("index.md").removesuffix(".md")) or "portada"
    count = f"{len(rows)} {'cambio' if len(rows) == 1 else 'cambios'}"
    return _details_table(
        f"<b>{github_text(page.title)}</b> ({address}{state}): {count}", ("Dónde", "Antes", "Ahora"), rows
    )


def _details_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Part:
    """Return a table behind a title to click on, cut where it is too long for one part."""
    lines, size = [_row(head), _row(["---"] * len(head))], 0
    for index, row in enumerate(rows):
        line = _row(row)
        size += len(line.encode())
        if size > _PART_LIMIT:
            lines += ["", f"… y {len(rows) - index} más."]
            break
        lines.append(line)
    return Part("\n".join([f"<details><summary>{title}</summary>", "", *lines, "", "</details>"]))


def _bounded(parts: Sequence[Part], last: Part) -> str:
    """Return the parts one below the other; from the first that does not fit on, a line stands in their place."""
    text = ""
    for part in parts:
        longer = text + _gap(text, part) + part.text
        if len((longer + last.text).encode()) > LIMIT - _RESERVE:
            text += f"\n\n… {_REST}"
            break
        text = longer
    return f"{text}\n\n{last.text}"


def _gap(text: str, part: Part) -> str:
    return "" if not text else "\n" if part.tight else "\n\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
