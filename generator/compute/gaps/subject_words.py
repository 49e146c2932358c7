"""The words of a ticket's subject that say what it is about, as they are compared and as they were written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MOST_WORDS = 12
MOST_CHARACTERS = 500
# E-mails, addresses, domains, and whatever holds a digit: they name a client or an order, never a matter.
NAMES = re.compile(r"\S*@\S*|\S+://\S*|\S*\w\.\w{2,}\S*|[\w-]*\d[\w-]*")
WORD = re.compile(r"[^\W\d_]{2,30}")
STOP_WORDS = (
    "a al algo algun alguna ante antes aun aunque bajo bien cada como con contra cual cuales cualquier "
    "cuando cuanta cuantas cuanto cuantos de del desde donde dos el ella ellas ellos en entonces entre "
    "era es esa ese eso esta estaba estan estar estas este esto estos estoy fue ha haber habia hace hacer "
    "hacia han hasta hay he hemos hizo la las le les lo los mas me mi mis mucho muy ni no nos nosotros "
    "nuestra nuestro nuestros nunca otra otro para pero poco por porque pude puede pueden puedo pues que "
    "quien quienes se sea ser si sido sin sobre solo son soy su sus tal tambien tampoco tan tanto te "
    "tenemos tener tenes tengo tiene tienen todavia todo todos tu tus un una unas uno unos usted va vamos "
    "van voy vos ya yo "
    # What people write around the matter.
    "alguien atencion atte ayuda ayudar ayudarme ayudenme buen buena buenas buenos consulta consultar dia "
    "duda estimada estimado estimados favor gracias hola inconveniente informacion necesitamos "
    "necesitaria necesito noche porfavor pregunta problema queremos queria quiero quisiera quisieramos "
    "reclamo saber saludo solicito solicitud tarde tema urgencia urgente "
    # What programs write before it.
    "fw fwd id re ref res rv"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `key` folds accents, case and the plural's s; `written` has the accents it came with."""

    key: str
    written: str


def subject_words(text: str) -> tuple[Word, ...]:
    """Return at most the first 12 different words that carry meaning, in their order; only 500 characters are read."""
    found: dict[str, Word] = {}
    # Composed first: taken apart, an accent would end a word.
    for written in WORD.findall(NAMES.sub(" ", unicodedata.normalize("NFKC", text[:MOST_CHARACTERS])).casefold()):
        key = _singular(unaccented(written))
        # Signs such as ❶ stand in words for `\w`, and are figures.
        if len(key) > 1 and key.isalpha() and key not in STOP_KEYS:
            found.setdefault(key, Word(key, written))
    return tuple(found.values())[:MOST_WORDS]


def unaccented(text: str) -> str:
    """Return the text without accents and case: `Migración` and `migracion` are one."""
    # Taken apart first: some letters have a small form only once they are plain ones.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def _singular(key: str) -> str:
    # Crude on purpose: keys are compared, never shown.
    return key[:-1] if len(key) > 4 and key.endswith("s") else key


STOP_KEYS = frozenset(_singular(word) for word in STOP_WORDS.split())
