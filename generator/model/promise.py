"""A promise as the company words it: the Spanish phrase in, its figures and unit out, and back to the same phrase."""

from __future__ import annotations

import difflib
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal, Never, TypeAlias

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError


class Clock(StrEnum):
    """When time counts against the company."""

    ELAPSED = "elapsed"
    BUSINESS_DAY_HOURS = "business_day_hours"
    OPEN_TIME = "open_time"
    BUSINESS_DAYS = "business_days"
    CALENDAR_DAYS = "calendar_days"


TimeClock: TypeAlias = "Literal[Clock.ELAPSED, Clock.BUSINESS_DAY_HOURS, Clock.OPEN_TIME]"
DayClock: TypeAlias = "Literal[Clock.BUSINESS_DAYS, Clock.CALENDAR_DAYS]"


@dataclass(frozen=True, slots=True)
class _Named:
    """What every unit has: the key that published files know it by, and what one and several of it are called."""

    key: str
    one: str
    more: str

    def words(self, figure: int) -> str:
        """Return what so many of it are called."""
        return self.one if figure == 1 else self.more


@dataclass(frozen=True, slots=True)
class TimeUnit(_Named):
    """A unit of a clock that runs through the hours, and how long it is."""

    clock: TimeClock
    seconds: int


@dataclass(frozen=True, slots=True)
class DayUnit(_Named):
    """A unit of a clock that counts whole days, and how many days it is."""

    clock: DayClock
    days: int


Unit: TypeAlias = TimeUnit | DayUnit
MINUTE = TimeUnit("minute", "minuto", "minutos", Clock.ELAPSED, seconds=60)
OPEN_MINUTE = TimeUnit("open_minute", "minuto hábil", "minutos hábiles", Clock.OPEN_TIME, seconds=60)
HOUR = TimeUnit("hour", "hora", "horas", Clock.ELAPSED, seconds=3600)
BUSINESS_DAY_HOUR = TimeUnit(
    "business_day_hour", "hora en días hábiles", "horas en días hábiles", Clock.BUSINESS_DAY_HOURS, seconds=3600
)
OPEN_HOUR = TimeUnit("open_hour", "hora hábil", "horas hábiles", Clock.OPEN_TIME, seconds=3600)
BUSINESS_DAY = DayUnit("business_day", "día hábil", "días hábiles", Clock.BUSINESS_DAYS, days=1)
CALENDAR_DAY = DayUnit("calendar_day", "día corrido", "días corridos", Clock.CALENDAR_DAYS, days=1)
UNITS: tuple[Unit, ...] = (MINUTE, OPEN_MINUTE, HOUR, BUSINESS_DAY_HOUR, OPEN_HOUR, BUSINESS_DAY, CALENDAR_DAY)
"""Every unit that figures are typed in: all that Python and the browser know of them.

A row that lacks its words, clock or size does not type-check, nor does one whose size is not its clock's; a new clock
does not either, until `compute` says how it is counted.
"""
_BY_ENDING = {ending: unit for unit in UNITS for ending in (unit.one, unit.more)}
_NUMBER_WORDS = {
    word: n
    for n, word in enumerate(["un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"], 1)
} | {"una": 1}
# What people type that no phrase says, so that none may be proposed -> what is told of it.
_NEVER_MEANT = (
    (r"^$", "falta el plazo"),
    (r"\d[.,]\d", "las cifras son enteras, sin coma ni punto"),
    (r"\d:\d", "lleva una sola unidad: 1:30 horas se escribe 90 minutos"),
    (r"\b\d{1,3} \d{3}\b", "las cifras se escriben sin espacio adentro"),
    (r"\bh[áa]bil.*\bcorrid|\bcorrid.*\bh[áa]bil", "dice días hábiles y días corridos: va uno de los dos"),
    (r"\b(?:1/2|1/4|3/4)\b|\bmedi[oa]s?\b|[½¼¾]", "no hay medias unidades: medio día se escribe en horas"),
    (r"(?<!\d)0+(?!\d)|\bcero\b", "un plazo no puede ser de 0: el menor es 1 minuto"),
    (r"^[-–−]", "un plazo no puede ser negativo"),
    (r"\d{5}", "la cifra es demasiado grande: el mayor es 9999"),
    (r"\bsemanas?\b", "no hay semanas: una son 5 días hábiles o 7 días corridos"),
    (r"\bquincenas?\b", "no hay quincenas: una son 10 días hábiles o 15 días corridos"),
    (r"\bmes(es)?\b", "no hay meses: uno son 20 días hábiles o 30 días corridos"),
    (r"\baños?\b", "no hay años: escríbalo en días"),
    (r"\bsegundos?\b", "no hay segundos: el menor es 1 minuto"),
    (r"\b(?:m[áa]s|menos|m[íi]nimo|desde|al menos)\b", "un plazo dice cuánto se tarda a lo sumo, sin más palabras"),
    (r"\d\D+\d\D+\d", "lleva una cifra, o dos en un rango"),
    (r"[a-zá-ú]{3,} (?:y|con) \d|\d ?h\w* \d+ ?m", "lleva una sola unidad"),
    (r"^[\d\s\-–/a]+$", "falta la unidad (minutos, horas, días hábiles…)"),
    (r"^(?!.*\d)(?!.*\b(?:una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\b)", "falta la cifra"),
)
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


class Promise:
    """At most `last` units; a range also has `first`, the figure it may be ready from. It cannot change.

    No dataclass, for msgspec would read and write one field by field: a promise is stored as its phrase.
    """

    __slots__ = ("_phrase", "first", "last", "unit")
    first: int | None
    last: int
    unit: Unit
    _phrase: str

    def __init__(self, first: int | None, last: int, unit: Unit) -> None:
        phrase = f"{'' if first is None else f'{first} a '}{last} {unit.words(last)}"
        for name, value in zip(self.__slots__, (phrase, first, last, unit), strict=True):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, _value: object) -> Never:
        raise AttributeError(f"{name} cannot change")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Promise) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        return f"Promise{self._key}"

    @property
    def _key(self) -> tuple[int | None, int, Unit]:
        return self.first, self.last, self.unit

    @property
    def clock(self) -> Clock:
        """When its time counts."""
        return self.unit.clock

    def __str__(self) -> str:
        return self._phrase


def unit_table() -> dict[str, dict[str, str | int]]:
    """Return every unit by its key as published files carry it: words, clock, and `seconds` or `days`."""
    rows = {unit.key: asdict(unit) for unit in UNITS}
    return {key: {name: value for name, value in row.items() if name != "key"} for key, row in rows.items()}


class PhraseError(ValueError):
    """A phrase that is no promise; carries the nearest accepted one, where one can be meant."""

    def __init__(self, fault: str, nearest: str | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.nearest = nearest


def parse_promise(phrase: str) -> Promise:
    """Return the promise a Spanish phrase makes; figures are whole and below 10,000.

    Raises:
        PhraseError: the phrase is none of the accepted forms, or its range is upside down.

    """
    # More blanks than one, and a line's end, are nothing that somebody could mean.
    phrase = " ".join(phrase.split())
    match = _PHRASE.fullmatch(phrase)
    unit = _BY_ENDING.get(match[3]) if match else None
    if match is None or unit is None:
        raise PhraseError(*_explained(phrase))
    low, high = int(match[1]), int(match[2] or match[1])
    promise = Promise(low if match[2] else None, high, unit)
    if match[2] and low >= high:
        upright = Promise(high, low, unit) if low > high else Promise(None, high, unit)
        raise PhraseError("el rango está al revés" if low > high else "el rango repite la misma cifra", str(upright))
    if str(promise) != phrase:
        raise PhraseError("no concuerda en número", str(promise))
    return promise


known_promise = lru_cache(maxsize=4096)(parse_promise)
"""What `parse_promise` is, for the few phrases that a Ledger repeats by the thousand."""


def _explained(phrase: str) -> tuple[str, str | None]:
    """Return what keeps a phrase from being a promise, and the accepted one that is meant, unless that is a guess."""
    words = re.sub(r"\s+", " ", phrase.strip().casefold())
    for pattern, fault in _NEVER_MEANT:
        if re.search(pattern, words):
            return fault, None
    return "no es una frase de plazo aceptada", _nearest(words)


def _nearest(words: str) -> str | None:
    """Return the accepted phrase most like this one, with its figures kept; nothing where none is like it."""
    words = re.sub(r"^(?:hasta|en|dentro de(?: las| los)?|entre|de|unos|unas|aproximadamente) ", "", words)
    words = re.sub(r"[a-zñ]+", lambda word: str(_NUMBER_WORDS.get(word[0], word[0])), words)
    words = re.sub(r"\(.*?\)|\baprox\w*\.?|\b(?:como )?m[aá]ximo\b", "", words).strip()
    words = re.sub(
        r"\blabora(?:b?les?)\b", "hábiles", re.sub(r"\b(?:de )?calendario\b|\bnaturales\b", "corridos", words)
    )
    words = re.sub(r"(\d) ?[a-zí]{1,7} (?:a|o|-) (\d)", r"\1 a \2", words)
    figures = [int(text) for text in re.findall(r"\d+", words)]
    rest = re.sub(r"^[\d\s\-–/aoy>:]+(?=[a-zá-ú]|$)", "", words).strip(" .:>-–")
    rest = re.sub(r"\bh[rs]{0,2}\b\.?", "horas", re.sub(r"\bmin\b\.?", "minutos", rest))
    # "2 días" alone could mean either kind; the business day is the safer reading to offer.
    if re.fullmatch(r"d[ií]as?", rest):
        rest = "días hábiles"
    close = difflib.get_close_matches(rest, _BY_ENDING, n=1, cutoff=0.7)
    if not close or not 1 <= len(figures) <= 2 or not all(0 < figure < 10_000 for figure in figures):
        return None
    low, high = min(figures), max(figures)
    return str(Promise(low if low < high else None, high, _BY_ENDING[close[0]]))


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
    PlainValidator(_validate),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "examples": list(EXAMPLES)}),
]
"""A `Promise` in a model: typed and stored as its phrase."""
