"""The models of `data/` in; a JSON Schema per kind of file, as editors read YAML and in Spanish, out.

A schema accepts whatever `load` accepts, so that no editor marks what is right. What needs two files is for `check`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.curate.schema_line import schema_line, with_schema_line
from generator.curate.schema_scalars import Schema, scalar
from generator.curate.schema_words import sentence
from generator.errors import DataError, Problem
from generator.model.base import Frozen
from generator.model.data_files import FOLDERS, SINGLE

FOLDER = "data/schema"


def schema_texts() -> dict[str, str]:
    """Return the text of every schema's file by its path in the project."""
    kinds = {**SINGLE, **FOLDERS}
    return {f"{FOLDER}/{name}.json": _text(schema_of(name, model)) for name, model in kinds.items()}


def schema_of(name: str, model: type[Frozen]) -> Schema:
    """Return the schema of one kind of file: self-contained, for JSON Schema draft 7, which every editor knows."""
    made = model.model_json_schema()
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Lo escribe «demoras schema» a partir de los modelos; no se edita a mano.",
        "title": f"data/{name}.yml" if name in SINGLE else f"data/{name}/*.yml",
        **_shaped(made, made.get("$defs", {})),
    }


def schema_changes(root: Path) -> tuple[tuple[str, bytes], ...]:
    """Return each schema that is not as the models say and each data file that does not lead to its own.

    Each is a path in the project with the bytes that should stand there.

    Raises:
        DataError: the folder holds no `data/`.

    """
    if not (root / "data").is_dir():
        remedy = "Ejecute la orden desde la carpeta del proyecto."
        raise DataError([Problem("data", 1, 1, "falta la carpeta data/.", remedy)])
    return (*_schemas(root), *_data_files(root))


def _schemas(root: Path) -> Iterator[tuple[str, bytes]]:
    for path, text in schema_texts().items():
        file = root / path
        if not file.is_file() or file.read_bytes() != text.encode():
            yield path, text.encode()


def _data_files(root: Path) -> Iterator[tuple[str, bytes]]:
    data = root / "data"
    single = ((kind, data / f"{kind}.yml") for kind in SINGLE)
    inner = ((kind, path) for kind in FOLDERS for path in sorted((data / kind).glob("*.yml")))
    for kind, path in (*single, *inner):
        if path.is_file():
            raw = path.read_bytes()
            new = with_schema_line(raw, schema_line(kind, inside_folder=kind in FOLDERS))
            if new != raw:
                yield path.relative_to(root).as_posix(), new


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
            return scalar(node)


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
