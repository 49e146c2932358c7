"""What is told of a value that does not fit: what is wrong, what is accepted and the remedy, in Spanish."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.load.examples import KEY_EXAMPLES, KEY_FORMS
from generator.load.message_parts import listed, nearest, quoted
from generator.model.calendar import WEEKDAYS
from generator.model.promise import EXAMPLES as PHRASES

_LAST_HOUR = 24
_MINUTES = 60
DATES = ("date", "fecha", "day", "dia", "día")
# A key that stands beside a name -> such a name.
_NAMES = {
    "last": "Cierre de fin de año",
    "hours": "Sábado trabajado",
    "source": "Día del Trabajo",
    "intro": "Activación manual",
    "how": "Dominio activo",
    "target_kind": "Tickets de consultas",
}


@dataclass(frozen=True, slots=True)
class Misfit:
    """A pydantic error: its type, the key it stands under, the value given, its context, what is accepted there."""

    type: str
    key: str
    given: Any
    context: Mapping[str, Any]
    keys: tuple[str, ...]
    choices: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """Name the key."""
        return f" en «{self.key}»" if self.key else ""


def misfit_message(misfit: Misfit) -> tuple[str, str]:
    """Return the message and the remedy for a misfit; a type nobody foresaw gets a general pair."""
    return EXPLANATIONS.get(misfit.type, _unforeseen)(misfit)


def _unforeseen(misfit: Misfit) -> tuple[str, str]:
    remedy = f"Compare con otro archivo de la carpeta{_example(misfit)}."
    return f"{quoted(misfit.given)} no es un valor aceptado{misfit.where}.", remedy


def _extra(misfit: Misfit) -> tuple[str, str]:
    hint = nearest(misfit.key, misfit.keys)
    if misfit.key.casefold() in DATES and {"first", "last"} <= set(misfit.keys):
        hint = "Un cierre lleva «first» y «last»; si es de un solo día, la misma fecha en los dos. "
    if "monday" in misfit.keys and re.search(r"\w (?:a|y|-) \w", misfit.key):
        hint = "Va una línea por día. "
    holds = "" if misfit.given is None else f" (tiene {quoted(misfit.given)})"
    return f"la clave «{misfit.key}» no existe{holds}.", f"{hint}Se aceptan: {listed(misfit.keys)}."


def _missing(misfit: Misfit) -> tuple[str, str]:
    # One key may stand in several kinds of file, each with words of its own.
    named = next((name for key, name in _NAMES.items() if key in misfit.keys), None) if misfit.key == "name" else None
    example = misfit.choices[0] if misfit.choices else named or KEY_EXAMPLES.get(misfit.key, "…")
    return f"falta la clave «{misfit.key}».", f"Agregue una línea como «{misfit.key}: {example}»."


def _choice(misfit: Misfit) -> tuple[str, str]:
    names = re.findall(r"'([^']*)'", str(misfit.context.get("expected", "")))
    hint = nearest(misfit.given, names) if isinstance(misfit.given, str) else ""
    return f"{quoted(misfit.given)} no vale{misfit.where}.", f"{hint}Se aceptan: {listed(names)}."


def _pattern(misfit: Misfit) -> tuple[str, str]:
    form = KEY_FORMS.get(misfit.key, f"un texto de la forma {misfit.context.get('pattern', '')}")
    hint = ""
    # What holds other signs (two names, a mail address) means no one identifier.
    if form.startswith("un identificador") and re.fullmatch(r"[\w\s.-]+", str(misfit.given)):
        plain = unicodedata.normalize("NFKD", str(misfit.given).casefold()).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
        hint = f"¿Quiso decir «{slug}»? " if slug else ""
    message = f"{quoted(misfit.given)} no tiene la forma que lleva «{misfit.key}»."
    return message, f"{hint}Escriba {form}{_example(misfit)}."


def _promise(misfit: Misfit) -> tuple[str, str]:
    fault, close = misfit.context["fault"], misfit.context["nearest"]
    hint = f"¿Quiso decir «{close}»? " if close else ""
    remedy = f"{hint}Se aceptan frases como: {'; '.join(PHRASES)}."
    return f"{quoted(misfit.given)}{misfit.where}: {fault}.", remedy


def _text(misfit: Misfit) -> tuple[str, str]:
    if isinstance(misfit.given, dict) and any(value is not None for value in misfit.given.values()):
        said = "; ".join(f"{key}: {value}" for key, value in misfit.given.items() if isinstance(value, str))
        message = f"se espera un texto{misfit.where}, y los dos puntos de {quoted(said)} lo hacen un bloque de claves."
        return message, "Póngalo entre comillas."
    quotes = "; si empieza con una llave o un corchete, póngalo entre comillas simples"
    return f"se espera un texto{misfit.where}, no {quoted(misfit.given)}.", f"Escriba un texto{quotes}."


def _list(misfit: Misfit) -> tuple[str, str]:
    if isinstance(misfit.given, str) and misfit.given.startswith("-"):
        message = f"falta un espacio después de «-»{misfit.where}: {quoted(misfit.given)} se lee como un solo texto."
        return message, "Escriba un «- …» por renglón, con un espacio después del guion."
    if isinstance(misfit.given, str) and re.match(r"[•·–—] ?\S", misfit.given):
        message = f"en una lista cada renglón empieza con «- », no con «{misfit.given[0]}»{misfit.where}."
        return message, "Escriba «- …» en cada renglón."
    if misfit.key in WEEKDAYS:
        remedy = f"Escriba «{misfit.key}: [09:00-18:00]»; un día cerrado se deja afuera, o lleva «[]»."
        return f"se espera una lista{misfit.where}, no {quoted(misfit.given)}.", remedy
    remedy = f"Escriba «[uno, dos]» o una línea «- …» por elemento{_example(misfit)}."
    return f"se espera una lista{misfit.where}, no {quoted(misfit.given)}.", remedy


def _block(misfit: Misfit) -> tuple[str, str]:
    message = f"se espera un bloque de líneas «clave: valor»{misfit.where}, no {quoted(misfit.given)}."
    return message, f"Las claves son: {listed(misfit.keys)}."


def _at_least(misfit: Misfit) -> tuple[str, str]:
    least = misfit.context["ge"]
    return f"{quoted(misfit.given)} es poco{misfit.where}.", f"Escriba un número entero de {least} en adelante."


def _at_most(misfit: Misfit) -> tuple[str, str]:
    most = misfit.context["le"]
    return f"{quoted(misfit.given)} es demasiado{misfit.where}.", f"Escriba un número entero de hasta {most}."


def _too_long(misfit: Misfit) -> tuple[str, str]:
    most = misfit.context["max_length"]
    return (
        f"el texto de «{misfit.key}» es demasiado largo: {quoted(misfit.given)}.",
        f"Se aceptan hasta {most} caracteres.",
    )


def _said(fault: str, remedy: str) -> Callable[[Misfit], tuple[str, str]]:
    """Return an explanation that only differs by the value and its key."""
    return lambda misfit: (f"{quoted(misfit.given)}{misfit.where}: {fault}.", remedy)


def _day(misfit: Misfit) -> tuple[str, str]:
    parts = re.fullmatch(r"(\d{1,4})[-/.–—](\d{1,2})[-/.–—](\d{1,4})", str(misfit.given).strip())
    hint = ""
    if parts and len(parts[1]) + len(parts[3]) in (5, 6):
        year, day = (parts[1], parts[3]) if len(parts[1]) > len(parts[3]) else (parts[3], parts[1])
        try:
            hint = f"¿Quiso decir «{date(int(year), int(parts[2]), int(day)).isoformat()}»? "
        except ValueError:
            hint = ""
    remedy = f"{hint}Escriba año, mes y día como AAAA-MM-DD, por ejemplo 2026-05-31."
    return f"{quoted(misfit.given)}{misfit.where}: no es una fecha.", remedy


def _hours(misfit: Misfit) -> tuple[str, str]:
    ends = re.fullmatch(
        r"\D{0,4}(\d{1,2})(?:[:.](\d\d))? ?h?s?\s*(?:a|-|–|—|hasta)(?: las)?\s*(\d{1,2})(?:[:.](\d\d))? ?h?s?\.?",
        str(misfit.given).strip().lower(),
    )
    hint = ""
    if re.fullmatch(r"\d?\d:\d\d", str(misfit.given).strip()):
        hint = "La apertura y el cierre van juntos, con un guion. "
    if len(re.findall(r"\d:\d\d ?-|\d (?:a|-) ?\d", str(misfit.given))) > 1:
        hint = "Son dos horarios: sepárelos con una coma. "
    if ends and int(ends[1]) < int(ends[3]) <= _LAST_HOUR and all(int(ends[at] or 0) < _MINUTES for at in (2, 4)):
        hint = f"¿Quiso decir «{int(ends[1]):02d}:{ends[2] or '00'}-{int(ends[3]):02d}:{ends[4] or '00'}»? "
    remedy = f"{hint}Escriba apertura y cierre como HH:MM-HH:MM, por ejemplo 09:00-18:00."
    return f"{quoted(misfit.given)}{misfit.where}: no es un horario.", remedy


def _cut_off(misfit: Misfit) -> tuple[str, str]:
    hour = re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))? ?h?s?\.?", str(misfit.given).strip().lower())
    hint = nearest(str(misfit.given), ["closing"])
    if hour and int(hour[1]) < _LAST_HOUR and int(hour[2] or 0) < _MINUTES:
        hint = f"¿Quiso decir «{int(hour[1]):02d}:{hour[2] or '00'}»? "
    remedy = f"{hint}Escriba closing (el cierre de cada día) o una hora HH:MM: 16:00."
    return f"{quoted(misfit.given)}{misfit.where}: no es una hora de corte.", remedy


def _example(misfit: Misfit) -> str:
    return f", por ejemplo «{misfit.key}: {KEY_EXAMPLES[misfit.key]}»" if misfit.key in KEY_EXAMPLES else ""


EXPLANATIONS: Mapping[str, Callable[[Misfit], tuple[str, str]]] = {
    "extra_forbidden": _extra,
    "missing": _missing,
    "literal_error": _choice,
    "enum": _choice,
    "string_pattern_mismatch": _pattern,
    "promise": _promise,
    "string_type": _text,
    "tuple_type": _list,
    "list_type": _list,
    "model_type": _block,
    "model_attributes_type": _block,
    "greater_than_equal": _at_least,
    "less_than_equal": _at_most,
    "string_too_long": _too_long,
    "string_too_short": _said("el texto está vacío", "Complételo, o quite la línea si no hace falta."),
    "too_short": _said("la lista está vacía", "Agregue al menos un elemento."),
    "flag": _said("no vale como sí o no", "Escriba true (sí) o false (no), y ninguna otra palabra."),
    "whole": _said("no es un número entero", "Escriba sólo dígitos, por ejemplo 30."),
    "day": _day,
    "no_such_day": _said("esa fecha no existe", "Revise el mes y el día: se escribe AAAA-MM-DD, como 2026-02-28."),
    "local_minute": _said("no es una fecha con su hora", "Escriba AAAA-MM-DD HH:MM, por ejemplo 2026-11-20 17:30."),
    "open_interval": _hours,
    "interval_upside_down": _said(
        "el horario está al revés o pasa de medianoche",
        "La apertura va antes del cierre: 09:00-18:00. Lo que pasa de medianoche se parte en sus dos días: 22:00-24:00 "
        "en uno y 00:00-02:00 en el siguiente.",
    ),
    "intervals_overlap": _said(
        "los horarios se tocan, se pisan o están desordenados", "Escríbalos en orden: [09:00-13:00, 14:00-18:00]."
    ),
    "cut_off": _cut_off,
    "zone": _said("no es una zona horaria", "Escriba un nombre de la base IANA: America/Argentina/Buenos_Aires."),
    "url": _said("no es una dirección segura", "Escriba una dirección completa que empiece con https://."),
    "contact": _said(
        "no es una dirección segura, un correo ni un teléfono con el número de su país",
        "Escriba https://wa.me/5493415551234, ventas@example.com o, entre comillas, '+54 9 341 555-1234'.",
    ),
    "telephone": _said(
        "no es un teléfono con el número de su país", "Escríbalo entre comillas y con «+»: '+54 9 341 555-1234'."
    ),
    "folder_url": _said("la dirección no termina en «/»", "Agregue la barra final: https://demoras.example.com/."),
}
"""A pydantic error's type -> what is told of it; a test holds it against the types the models raise."""
