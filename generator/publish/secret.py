"""The secret that every link and file is made from; nothing here can print it."""

from __future__ import annotations

import re
import secrets as random_source
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import UsageError

CURRENT_VARIABLE = "DEMORAS_SECRET"
PREVIOUS_VARIABLE = "DEMORAS_SECRET_PREVIOUS"
SECRET_BYTES = 32
DISTINCT_BYTES = 16
"""A random secret has about 30; fewer than this was typed by hand."""

# The documentation's vectors use 00 01 … 1f, and all tests keep to such runs, so that none of them can go live.
PRINTED = frozenset(bytes(range(start, start + SECRET_BYTES)) for start in range(256 - SECRET_BYTES + 1))
_REMEDY = "Genere uno con «demoras new-secret» y guárdelo entre los secretos del entorno."


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
        raise UsageError(f"Falta la variable de entorno {CURRENT_VARIABLE}.", _REMEDY)
    current = parse_secret(current_text, CURRENT_VARIABLE)
    previous_text = environ.get(PREVIOUS_VARIABLE, "").strip()
    previous = parse_secret(previous_text, PREVIOUS_VARIABLE) if previous_text else None
    return Secrets(current, None if previous == current else previous)


def parse_secret(hex_text: str, variable_name: str) -> Secret:
    """Return the secret that 64 hex digits spell; blanks around them are dropped.

    Raises:
        UsageError: wrong length, not hex, too regular, or printed for all to read. Never echoes the value.

    """
    text = hex_text.strip()
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        raise UsageError(f"El valor de {variable_name} no sirve: deben ser 64 dígitos hexadecimales.", _REMEDY)
    key = bytes.fromhex(text)
    if len(set(key)) < DISTINCT_BYTES:
        raise UsageError(f"El valor de {variable_name} no sirve: es demasiado regular para ser un secreto.", _REMEDY)
    if key in PRINTED:
        raise UsageError(
            f"El valor de {variable_name} no sirve: está impreso en la documentación o las pruebas.", _REMEDY
        )
    return Secret(key)


def new_secret() -> str:
    """Return a fresh random secret as 64 hex digits."""
    return random_source.token_hex(SECRET_BYTES)
