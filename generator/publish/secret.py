"""The secret that every link and file is made from; nothing here can print it."""

from __future__ import annotations

import re
import secrets as random_source
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.errors import UsageError

CURRENT_VARIABLE = "DEMORAS_SECRET"
PREVIOUS_VARIABLE = "DEMORAS_SECRET_PREVIOUS"
SECRET_BYTES = 32
DISTINCT_BYTES = 16
"""A random secret has about 30; fewer than this was typed by hand."""
LETTERS, LETTERS_IN_A_ROW = 28, 20
"""So many bytes that are signs of a keyboard were typed on one: a random secret has about 12, here and there."""
DISTINCT_DIGITS, DIGITS_ABOVE_NINE = 11, 4
"""A number typed as it is has ten digits and no letter; a random secret has all sixteen, 24 of them letters."""
SAME_STEPS = 8
"""So many bytes that are an earlier one plus the same each time: in fewer than one of 10**9 random secrets."""

# The documentation's vectors use 00 01 … 1f, and all tests keep to such runs, so that none of them can go live.
PRINTED = frozenset(bytes(range(start, start + SECRET_BYTES)) for start in range(256 - SECRET_BYTES + 1))
_REGULAR = "es demasiado regular para ser un secreto"
_REMEDY = "Genere uno con «demoras new-secret» y guárdelo entre los secretos del entorno."
# A new one would end every link that has been sent.
_REMEDY_MISSING = (
    "Ponga el que la empresa guarda (en GitHub: Settings → Environments → billing). Sólo si todavía no hay ninguno, "
    "genere uno con «demoras new-secret»: con otro no se abren los enlaces ya enviados."
)


@dataclass(frozen=True, slots=True)
class Secret:
    """32 secret bytes; `repr` hides them, so that no log, traceback or assertion can show them."""

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != SECRET_BYTES:
            raise ValueError("a secret has 32 bytes")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What files are sealed with, and, during a rotation, what they were sealed with before."""

    current: Secret
    previous: Secret | None = None

    def all(self) -> tuple[Secret, ...]:
        """Return the current secret, then the previous one if there is one."""
        return (self.current,) if self.previous is None else (self.current, self.previous)


def read_secrets(environ: Mapping[str, str]) -> Secrets:
    """Return the secrets an environment holds; an empty variable counts as absent, as CI systems pass it.

    Raises:
        UsageError: the current secret is missing, or either is refused.

    """
    current_text = environ.get(CURRENT_VARIABLE, "").strip()
    if not current_text:
        raise UsageError(f"Falta la variable de entorno {CURRENT_VARIABLE}.", _REMEDY_MISSING)
    current = parse_secret(current_text, CURRENT_VARIABLE)
    previous_text = environ.get(PREVIOUS_VARIABLE, "").strip()
    previous = parse_secret(previous_text, PREVIOUS_VARIABLE, leaving=True) if previous_text else None
    return Secrets(current, None if previous == current else previous)


def parse_secret(hex_text: str, variable_name: str, *, leaving: bool = False) -> Secret:
    """Return the secret that 64 hex digits spell; blanks around them are dropped.

    One that is leaving may be what a person typed: it was taken once, and what it sealed must open to be sealed anew.

    Raises:
        UsageError: wrong length, not hex, text, too regular, or printed for all to read. Never echoes the value.

    """
    text = hex_text.strip()
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        raise UsageError(f"El valor de {variable_name} no sirve: deben ser 64 dígitos hexadecimales.", _REMEDY)
    key = bytes.fromhex(text)
    fault = _gross_fault(key) if leaving else _fault(key)
    if fault:
        raise UsageError(f"El valor de {variable_name} no sirve: {fault}.", _REMEDY)
    return Secret(key)


def _gross_fault(key: bytes) -> str | None:
    """Return why everybody could guess this key."""
    if key in PRINTED:
        return "está impreso en la documentación o las pruebas"
    return _REGULAR if len(set(key)) < DISTINCT_BYTES else None


def _fault(key: bytes) -> str | None:
    """Return why nobody drew this key at random; of those who did, one in twenty million is told so too."""
    if key not in PRINTED and _is_text(key):
        return "es un texto escrito en hexadecimal"
    gross = _gross_fault(key)
    if gross is not None:
        return gross
    digits = [int(digit, 16) for digit in key.hex()]
    is_regular = (
        len(set(digits)) < DISTINCT_DIGITS
        or sum(digit > 9 for digit in digits) < DIGITS_ABOVE_NINE
        or _is_mirrored(key)
        or _is_mirrored(digits)
        or any(_most_alike(key, lag, 256) >= SAME_STEPS for lag in range(1, 17))
        or _most_alike(_steps(key, 1, 256), 1, 256) >= SAME_STEPS
        # A block typed again, or counted on, at any distance: of 63 neighbours 24, of 16 digits that lie 48 apart 12.
        or any(4 * _most_alike(digits, lag, 16) >= 96 - lag for lag in range(1, 49))
    )
    return _REGULAR if is_regular else None


def _is_text(key: bytes) -> bool:
    """Tell whether someone typed words, in any alphabet, and had them written in hex, among other bytes or not."""
    try:
        is_words = re.search(r"[\x00-\x1f\x7f]", key.decode("utf-8")) is None
    except UnicodeDecodeError:
        is_words = False
    in_a_row = re.search(rb"[ -~]{%d}" % LETTERS_IN_A_ROW, key)
    return is_words or in_a_row is not None or len(re.findall(rb"[ -~]", key)) >= LETTERS


def _is_mirrored(values: Sequence[int]) -> bool:
    """Tell whether three quarters of it read the same from its end."""
    same = sum(value == other for value, other in zip(values, reversed(values), strict=True))
    return 4 * same >= 3 * len(values)


def _most_alike(values: Sequence[int], lag: int, modulus: int) -> int:
    """Return how many values are the one `lag` places before plus the same step, for the most frequent step."""
    return max(Counter(_steps(values, lag, modulus)).values())


def _steps(values: Sequence[int], lag: int, modulus: int) -> list[int]:
    return [(after - before) % modulus for before, after in zip(values, values[lag:], strict=False)]


def new_secret() -> str:
    """Return a fresh random secret as 64 hex digits, one that `parse_secret` takes."""
    while True:
        text = random_source.token_hex(SECRET_BYTES)
        if _fault(bytes.fromhex(text)) is None:
            return text
