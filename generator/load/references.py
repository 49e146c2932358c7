"""Figures typed by hand into a text for readers, and references in it that lead nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.load.message_parts import listed, nearest, quoted
from generator.model.addresses import COMPANY_ADDRESSES
from generator.model.promise import UNITS

_WORDS = (
    "dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\\w+|veint\\w+"
    "|(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y \\w{2,6})?"
    "|cien"
)
# "Un día hábil es …" tells no delay, nor does "una hora de corte".
_ONE = (
    r"(?:\b(?:una?(?=\W{1,8}(?:semana|quincena|hora|minuto|mes\b))|un par de|medi[ao](?=\W{1,8}(?:hora|jornada)))"
    r"|(?:(?<=demora )|(?<=demorar )|(?<=tarda )|(?<=tardar )|(?<=lleva )|(?<=dentro de )|(?<=menos de ))"
    r"(?:un|medio|una(?=\W{1,8}jornada))\b)"
    r"(?!\s+horas?\s+de\s+corte)"
)
_NUMBER = rf"(?:\d+(?:[.,]\d+)?[½¼¾]?|[½¼¾]|\b(?:{_WORDS})|{_ONE})"
# What promises are counted in, by the first word of each unit's name, and what people write besides.
_COUNTED = "|".join(sorted({re.escape(name.split()[0]) for unit in UNITS for name in (unit.one, unit.more)}))
_BESIDES = "segundos?|seg|minutos?|min|horas?|hs?|hrs?|d[ií]as?|jornadas?|semanas?|quincenas?|mes(?:es)?|años?"
_UNIT = rf"(?:{_COUNTED}|{_BESIDES})"
# What may stand between a figure and its unit and still read as one: spaces of any kind and Markdown's emphasis.
# Bounded, so that a long run of dashes costs no quadratic search.
_GAP = r"(?:\s|&nbsp;|[*_~-]|\(\d{1,4}\)){0,8}"
DURATION = re.compile(
    rf"(?<![\w.,]){_NUMBER}(?:{_GAP}(?:a|al|o|u|y|hasta|/|–|—|-){_GAP}{_NUMBER})?{_GAP}{_UNIT}(?!\w)"
    # Minutes and seconds by their sign; an apostrophe is one only where no quotation can end.
    rf"|(?<![\w.,])\d+(?:{_GAP}(?:a|o|y|-|–){_GAP}\d+)?\s?[′″]"
    r"|(?:(?<=demora )|(?<=tarda )|(?<=en )|(?<=unos ))\d{1,3}'(?![\w'])",
    re.IGNORECASE,
)
# How long an outage lasts: minutes, or hours of the clock up to a working day's. Whole days are the notice's dates.
_OUTAGE_HOURS = re.compile(
    "a|al|o|u|y|hasta|½|media|una|un|par|de|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|[1-9]|1[0-2]"
)
_OF_OPEN_HOURS = re.compile(rf"{_GAP}(?:h[aá]bil|laborable|de{_GAP}atenci[oó]n)", re.IGNORECASE)
_OF_OUTAGES = (
    "Un mantenimiento dice lo que dura un corte en minutos, o en horas hasta 12; sus días van en «from» y «until». "
    'Un plazo se nombra en el motivo con {{ promise("id-del-servicio") }}.'
)
# No braces inside and a bounded length: a search for a close that never comes would be repeated at every opening.
_MARK = re.compile(r"\{\{([^{}]{0,200})\}\}|\{\{|\{%|\{#")
_CALL = re.compile(r"""(promise|target|requirement|channel)\(\s*(?:"([^"]*)"|'([^']*)')\s*\)""")
_CALLS = (
    '{{ promise("id-del-servicio") }}, {{ target("id-de-la-atención") }}, {{ requirement("id-del-requisito") }}, '
    '{{ channel("id-de-la-atención") }}'
)
PLAIN = ("company_name", *COMPANY_ADDRESSES)


@dataclass(frozen=True, slots=True)
class Names:
    """The ids that a reference of each kind may name; `targets` are those of `channels` with a target to print."""

    services: Collection[str]
    targets: Collection[str]
    requirements: Collection[str] = ()
    channels: Collection[str] = ()
    plain: tuple[str, ...] = PLAIN
    """References that name no id; where a company has not what one names, it has not the reference either."""

    def forms(self) -> str:
        """Return every reference that is accepted, as it is typed."""
        return ", ".join((_CALLS, *(f"{{{{ {name} }}}}" for name in self.plain)))

    def known(self, call: str) -> tuple[Collection[str], str]:
        """Return the ids that one kind of reference takes, and what they are."""
        return {
            "promise": (self.services, "un servicio"),
            "target": (self.targets, "un canal o tipo de ticket con plazo"),
            "requirement": (self.requirements, "un requisito"),
            "channel": (self.channels, "un canal o tipo de ticket"),
        }[call]


@dataclass(frozen=True, slots=True)
class ProseFault:
    """One fault of a text: the offset of its first character, what was found, and the remedy."""

    offset: int
    message: str
    remedy: str


def prose_faults(text: str, names: Names, *, tells_outages: bool = False) -> tuple[ProseFault, ...]:
    """Return the faults of a text in which references are resolved, in order.

    One that `tells_outages`, a maintenance's, may say how long they last.
    """
    figures = _long_durations(text) if tells_outages else _typed_durations(text)
    faults = [*figures, *_bad_references(text, names), *_pasted(text)]
    return tuple(sorted(faults, key=lambda fault: fault.offset))


def plain_faults(text: str, *, tells_outages: bool = False) -> tuple[ProseFault, ...]:
    """Return the faults of a text in which references are not resolved: any figure but an outage's, any reference."""
    marks = (
        ProseFault(match.start(), f"acá no se resuelven referencias: {quoted(match[0])}.", "Escríbalo sin referencias.")
        for match in _MARK.finditer(text)
    )
    if tells_outages:
        return (*_long_durations(text), *marks)
    return (*_typed_durations(text, "Quite la cifra: va sólo en «promise» o en «target»."), *marks)


def _pasted(text: str) -> Iterator[ProseFault]:
    if re.match(r"\s*(?:\{\s*[\"}]|\[\s*\{)", text):
        try:
            json.loads(text)
        except ValueError:
            return
        remedy = "Deje sólo el texto, sin llaves, comillas ni claves."
        yield ProseFault(0, "hay JSON pegado en lugar del texto.", remedy)


def _long_durations(text: str) -> Iterator[ProseFault]:
    """Yield the figures of a maintenance's text that are more than an outage, or of open hours."""
    for match in DURATION.finditer(text):
        if not _is_outage(match[0]) or _OF_OPEN_HOURS.match(text, match.end()):
            yield ProseFault(match.start(), _by_hand(match), _OF_OUTAGES)


def _is_outage(figure: str) -> bool:
    words: list[str] = re.findall(r"[\d.,]+|[^\W\d_]+|[½¼¾′″']", figure.casefold())
    *numbers, unit = words
    if unit.startswith("h"):
        return all(_OUTAGE_HOURS.fullmatch(one) for one in numbers)
    return unit.startswith(("seg", "min", "′", "″", "'"))


def _by_hand(match: re.Match[str]) -> str:
    return f"hay un plazo escrito a mano: {quoted(match[0])}."


def _typed_durations(text: str, remedy: str = "") -> Iterator[ProseFault]:
    for match in DURATION.finditer(text):
        advice = remedy or (
            "Cada cifra se escribe una sola vez, en su servicio o atención; acá refiérase a ella con "
            '{{ promise("id-del-servicio") }} o {{ target("id-de-la-atención") }}. Los horarios van en calendar.yml.'
        )
        yield ProseFault(match.start(), _by_hand(match), advice)


def _bad_references(text: str, names: Names) -> Iterator[ProseFault]:
    for match in _MARK.finditer(text):
        if match[1] is None:
            message = f"hay una marca que no es una referencia completa: {quoted(match[0])}."
            yield ProseFault(match.start(), message, f"Se aceptan: {names.forms()}.")
            continue
        inside = match[1].strip()
        if inside in names.plain:
            continue
        if inside in PLAIN:
            message = f"la referencia {quoted(match[0])} no lleva a nada: data/company.yml no tiene «{inside}»."
            yield ProseFault(match.start(), message, "Agregue ahí esa dirección, o quite la referencia de este texto.")
            continue
        call = _CALL.fullmatch(inside)
        if call is None:
            word = inside.split("(")[0].strip()
            hint = nearest(word, (*names.plain, "promise", "target", "requirement", "channel"))
            message = f"no existe la referencia {quoted(match[0])}."
            yield ProseFault(match.start(), message, f"{hint}Se aceptan: {names.forms()}.")
            continue
        name = call[2] if call[2] is not None else call[3]
        known, what = names.known(call[1])
        if name not in known:
            message = f"la referencia {quoted(match[0])} no lleva a {what}: {quoted(name)}."
            yield ProseFault(match.start(), message, f"{nearest(name, known)}Se aceptan: {listed(known)}.")
