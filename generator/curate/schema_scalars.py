"""A scalar of pydantic's schema in; the same as an editor may read it, with the form the models check by code, out.

Scalars reach the models as the text somebody typed, and an editor reads some of that text as numbers. `true` as a whole
text is the one that is not let through: every text would be offered `true` and `false` as its completions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from generator.model.promise import EXAMPLES, UNITS

Schema: TypeAlias = "dict[str, Any]"

_NUMBERS = (*("1" * length for length in range(1, 65)), "-1", "1.5", ".5", "1e5", "0x1f")
"""Texts that YAML 1.2 reads as numbers, of every length a pattern may ask for."""
_KEPT = ("enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum", "format", "examples")


def scalar(node: Schema) -> Schema:
    """Return the schema of one text, number or flag; its keys are those every editor knows."""
    bounds = {"minimum": node.get("ge"), "maximum": node.get("le")}
    kept = {key: value for key, value in bounds.items() if value is not None}
    kept |= {key: node[key] for key in _KEPT if key in node}
    match node.get("type"):
        case "boolean":
            return {"type": ["boolean", "string"], "pattern": "^(true|false)$", **kept}
        case "integer":
            return {"type": ["integer", "string"], "pattern": "^-?[0-9]{1,9}$", **kept}
        case "string" if kept.get("format") == "date":
            return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", **kept}
        case "string" if "examples" in kept and "pattern" not in kept:
            form = _FORMS.get(tuple(kept["examples"]))
            return {"type": "string", **({"pattern": form} if form else {}), **kept}
        case "string" if "enum" not in kept and "const" not in kept and _may_be_a_number(kept.get("pattern", "")):
            return {"type": ["string", "number"], **kept}
        case kind:
            return {**({"type": kind} if kind else {}), **kept}


def _may_be_a_number(pattern: str) -> bool:
    return any(re.search(pattern, number) for number in _NUMBERS)


def _phrase_form() -> str:
    """Return the form of a promise: every ending, in the number that its figures ask for."""
    one, more = ("|".join(unit.words(figure) for unit in UNITS) for figure in (1, 2))
    figures = "[2-9]|[1-9][0-9]{1,3}|[1-9][0-9]{0,3} a [1-9][0-9]{0,3}"
    return f"^(1 ({one})|({figures}) ({more}))$"


_CLOCK = "(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)"
# What these accept is decided by functions, of which the models' own schema gives only examples.
_FORMS: Mapping[tuple[str, ...], str] = {
    EXAMPLES: _phrase_form(),
    ("09:00-18:00",): f"^{_CLOCK}-{_CLOCK}$",
    ("closing", "16:00"): f"^(closing|{_CLOCK})$",
}
