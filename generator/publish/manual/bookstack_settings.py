"""The token for BookStack, from environment variables, and how long talking to it may take."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import UsageError

TOKEN_ID, TOKEN_SECRET = "DEMORAS_BOOKSTACK_TOKEN_ID", "DEMORAS_BOOKSTACK_TOKEN_SECRET"


@dataclass(frozen=True, slots=True)
class ManualLimits:
    """How long (seconds) and how much talking to a BookStack may take; waits for its permission included."""

    connect_seconds: float = 10
    call_seconds: float = 30
    total_seconds: float = 300
    max_bytes: int = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Token:
    """An API token of BookStack; its `repr` shows neither half."""

    id: str = field(repr=False)
    secret: str = field(repr=False)


def token_from(environ: Mapping[str, str]) -> Token:
    """Return the token of the `DEMORAS_BOOKSTACK_*` variables; blanks around them are dropped.

    Raises:
        UsageError: names what is missing or cannot be a token's, and never repeats a value.

    """
    values = {name: environ.get(name, "").strip() for name in (TOKEN_ID, TOKEN_SECRET)}
    if missing := [name for name, value in values.items() if not value]:
        raise UsageError(
            f"Falta definir en el entorno: {', '.join(missing)}.",
            "Cree un token en el manual (con el usuario del token, arriba a la derecha: Mi cuenta > Acceso y "
            "seguridad > Tokens API > Crear token; si no está, a su rol le falta el permiso para la API) y defínalas.",
        )
    for name, value in values.items():
        # It goes into a header: a line break or a colon in it would make another one, or another token.
        if not re.fullmatch(r"[A-Za-z0-9._-]{1,200}", value):
            raise UsageError(f"El valor de {name} no es el de un token de BookStack.", "Cópielo de nuevo, entero.")
    return Token(values[TOKEN_ID], values[TOKEN_SECRET])
