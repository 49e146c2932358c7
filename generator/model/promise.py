"""A promise as the company words it: the Spanish phrase in, five kinds of clock out, and back to the same phrase."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError


class Clock(StrEnum):
    """When time counts against the company."""

    ELAPSED = "elapsed"
    BUSINESS_DAY_HOURS = "business_day_hours"
    OPEN_TIME = "open_time"
    BUSINESS_DAYS = "business_days"
    CALENDAR_DAYS = "calendar_days"


class Measure(StrEnum):
    """The unit the figures are typed in."""

    MINUTES = "minuto"
    HOURS = "hora"
    DAYS = "día"


SECONDS = {Measure.MINUTES: 60, Measure.HOURS: 3600}

# Each accepted ending of a phrase, singular and plural, and the clock that it names.
_ENDINGS: dict[tuple[Measure, Clock], tuple[str, str]] = {
    (Measure.MINUTES, Clock.ELAPSED): ("minuto", "minutos"),
    (Measure.HOURS, Clock.ELAPSED): ("hora", "horas"),
    (Measure.HOURS, Clock.BUSINESS_DAY_HOURS): ("hora en días hábiles", "horas en días hábiles"),
    (Measure.MINUTES, Clock.OPEN_TIME): ("minuto hábil", "minutos hábiles"),
    (Measure.HOURS, Clock.OPEN_TIME): ("hora hábil", "horas hábiles"),
    (Measure.DAYS, Clock.BUSINESS_DAYS): ("día hábil", "días hábiles"),
    (Measure.DAYS, Clock.CALENDAR_DAYS): ("día corrido", "días corridos"),
}
_BY_ENDING = {ending: kind for kind, pair in _ENDINGS.items() for ending in pair}
_NUMBER_WORDS = {
    word: n
    for n, word in enumerate(["un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"], 1)
}
_PHRASE = re.compile(r"([1-9]\d{0,3})(?: a ([1-9]\d{0,3}))? (.+)")
EXAMPLES = (
    "2 minutos",
    "36 horas",
    "24 a 48 horas en días hábiles",
    "10 minutos hábiles",
    "1 a 3 horas hábiles",
    "2 días hábiles",
    "15 a 40 días hábiles",
    "10 días corridos",
)


@dataclass(frozen=True, slots=True)
class Promise:
    """At most `last` units of `measure` on `clock`; a range also has `first`, the figure it may be ready from."""

    first: int | None
    last: int
    measure: Measure
    clock: Clock

    def __str__(self) -> str:
        figures = str(self.last) if self.first is None else f"{self.first} a {self.last}"
        return f"{figures} {_ENDINGS[self.measure, self.clock][self.last > 1]}"


class PhraseError(ValueError):
    """A phrase that is no promise; carries the nearest accepted one."""

    def __init__(self, fault: str, nearest: str) -> None:
        super().__init__(fault)
        self.fault = fault
        self.nearest = nearest


def parse_promise(phrase: str) -> Promise:
    """Return the promise a Spanish phrase makes; figures are whole and below 10,000.

    Raises:
        PhraseError: the phrase is none of the accepted forms, or its range is upside down.

    """
    match = _PHRASE.fullmatch(phrase)
    kind = _BY_ENDING.get(match[3]) if match else None
    if match is None or kind is None:
        raise PhraseError("no es una frase de plazo aceptada", _nearest(phrase))
    low, high = int(match[1]), int(match[2] or match[1])
    promise = Promise(low if match[2] else None, high, *kind)
    if match[2] and low >= high:
        upright = Promise(high, low, *kind) if low > high else Promise(None, high, *kind)
        raise PhraseError("el rango está al revés" if low > high else "el rango repite la misma cifra", str(upright))
    if str(promise) != phrase:
        raise PhraseError("no concuerda en número", str(promise))
    return promise


def _nearest(phrase: str) -> str:
    """Return the accepted phrase most like this one, with its figures kept where it has any."""
    words = re.sub(r"\s+", " ", phrase.strip().lower())
    words = re.sub(r"^[a-zñ]+", lambda word: str(_NUMBER_WORDS.get(word[0], word[0])), words)
    figures = [int(text) for text in re.findall(r"\d+", words) if 0 < int(text) < 10_000][:2] or [2]
    rest = re.sub(r"^[\d\s\-–a>:]+(?=[a-zá-ú])", "", words)
    rest = re.sub(r"\bh[rs]{0,2}\b\.?", "horas", rest)
    # "2 días" alone could mean either kind; the business day is the safer reading to offer.
    if re.fullmatch(r"(d[ií]as?)?", rest):
        rest = "días hábiles"
    close = difflib.get_close_matches(rest, _BY_ENDING, n=1, cutoff=0.0)
    kind = _BY_ENDING[close[0]] if close else (Measure.DAYS, Clock.BUSINESS_DAYS)
    low, high = min(figures), max(figures)
    return str(Promise(low if low < high else None, high, *kind))


def _validate(value: Any) -> Any:
    if isinstance(value, Promise):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "string_type")
    try:
        return parse_promise(value)
    except PhraseError as error:
        context = {"fault": error.fault, "nearest": error.nearest}
        raise PydanticCustomError("promise", "promise", context) from None


PromiseText = Annotated[
    Promise,
    BeforeValidator(_validate),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "examples": list(EXAMPLES)}),
]
"""A `Promise` in a model: typed and stored as its phrase."""
