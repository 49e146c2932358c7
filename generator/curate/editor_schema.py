"""What editors know of `data/`: a JSON Schema in Spanish per kind of file, made from the models that `load` checks by.

A schema accepts whatever `load` accepts, so that no editor marks what is right. What needs two files is for `check`.
Scalars reach the models as the text somebody typed, and an editor reads some of that text as numbers. `true` as a whole
text is the one that is not let through: every text would be offered `true` and `false` as its completions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from generator.curate.schema_words import sentence
from generator.model.base import Frozen
from generator.model.data_files import FOLDERS, SINGLE
from generator.model.promise import EXAMPLES, UNITS

Schema: TypeAlias = "dict[str, Any]"

SCHEMA_FOLDER = "data/schema"
_NUMBERS = (*("1" * length for length in range(1, 65)), "-1", "1.5", ".5", "1e5", "0x1f")
"""Texts that YAML 1.2 reads as numbers, of every length a pattern may ask for."""
_KEPT = ("enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum", "format", "examples")


def schema_texts() -> dict[str, str]:
    """Return the text of every schema's file by its path in the project."""
    kinds = {**SINGLE, **FOLDERS}
    return {f"{SCHEMA_FOLDER}/{name}.json": _text(schema_of(name, model)) for name, model in kinds.items()}


def schema_of(name: str, model: type[Frozen]) -> Schema:
    """Return the schema of one kind of file: self-contained, for JSON Schema draft 7, which every editor knows."""
    made = model.model_json_schema()
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Lo escribe «demoras schema» a partir de los modelos; no se edita a mano.",
        "title": f"data/{name}.yml" if name in SINGLE else f"data/{name}/*.yml",
        **_shaped(made, made.get("$defs", {})),
    }


def _text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _shaped(node: Schema, models: Mapping[str, Schema]) -> Schema:
    """Return a part of pydantic's schema with references opened, English words left out and Spanish ones put in."""
    if "$ref" in node:
        node = {**models[node["$ref"].rpartition("/")[2]], **{key: node[key] for key in node if key != "$ref"}}
    if "anyOf" in node:
        # A key is left out, never empty: the loader refuses YAML's nothing.
        choices = [_shaped(choice, models) for choice in node["anyOf"] if choice.get("type") != "null"]
        return choices[0] if len(choices) == 1 else {"anyOf": choices}
    match node.get("type"):
        case "object":
            return _object(node, models)
        case "array":
            fewest = node.get("minItems", node.get("minLength", 0))
            return {
                "type": "array",
                "items": _shaped(node["items"], models),
                **({"minItems": fewest} if fewest else {}),
            }
        case _:
            return _scalar(node)


def _object(node: Schema, models: Mapping[str, Schema]) -> Schema:
    name = node.get("title", "")
    values = node.get("additionalProperties", False)
    return {
        **_said(name),
        "type": "object",
        "additionalProperties": _shaped(values, models) if isinstance(values, dict) else values,
        "properties": {
            # What a key means is more than what stands under it in general.
            key: {**_shaped(inner, models), **_default(inner), **_said(name, key)}
            for key, inner in node.get("properties", {}).items()
        },
        **({"required": node["required"]} if "required" in node else {}),
    }


def _said(model: str, key: str = "") -> Schema:
    said = sentence(model, key)
    return {"description": said} if said else {}


def _default(node: Schema) -> Schema:
    """Return what holds where a key is left out, which editors offer; an empty list says nothing."""
    return {"default": node["default"]} if node.get("default") not in (None, [], ()) else {}


def _scalar(node: Schema) -> Schema:
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
