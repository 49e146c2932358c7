"""Every text that somebody may type into the data says how it reaches readers, and is held to what that asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from generator.load.cross_texts import told_fields
from generator.model.base import Told
from generator.model.data_files import FOLDERS, SINGLE
from tests.load.tree import DataTree

MODELS = {**SINGLE, **FOLDERS}
FORMS = ("pattern", "enum", "const", "format", "examples")
"""What makes a text none that somebody words: an id, an address, a promise, a date."""
CLOSED = {("calendar", ("zone",)), ("billing", ("zone",))}
"""A zone's name is one of a list."""
FILES = {"holidays": "2026"}
"""A file of each kind whose name must be one that is there."""


def free_texts(node: Mapping[str, Any], models: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the keys that lead to each text of a model's own JSON Schema that may be worded as one likes."""
    if "$ref" in node:
        node = models[node["$ref"].rpartition("/")[2]]
    for choice in node.get("anyOf", ()):
        yield from free_texts(choice, models)
    for key, inner in node.get("properties", {}).items():
        yield from ((key, *keys) for keys in free_texts(inner, models))
    if "items" in node:
        yield from (("*", *keys) for keys in free_texts(node["items"], models))
    if node.get("type") == "string" and not any(form in node for form in FORMS):
        yield ()


def test_no_text_of_the_models_is_left_out() -> None:
    """A new field that says nothing of its readers would be looked at by nobody."""
    schemas = {kind: model.model_json_schema() for kind, model in MODELS.items()}
    free = {(kind, keys) for kind, schema in schemas.items() for keys in free_texts(schema, schema.get("$defs", {}))}
    told = {(kind, keys) for kind in MODELS for fields in told_fields(kind).values() for keys in fields}
    assert free - CLOSED == told


@pytest.mark.parametrize(
    ("kind", "keys"),
    [(kind, keys) for kind in MODELS for told in Told if told is not Told.NOWHERE for keys in told_fields(kind)[told]],
)
def test_what_reaches_readers_is_looked_at(tree: DataTree, kind: str, keys: tuple[str, ...]) -> None:
    """In each of them, by `check` itself: an answer, which may be marked, has somebody's address instead."""
    path = f"data/{kind}.yml" if kind in SINGLE else f"data/{kind}/{FILES.get(kind, 'nuevo')}.yml"
    file = tree.root / path
    value = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}
    tree.write(path, yaml.safe_dump(put(value, keys, "Vea **esto** o escriba a juan@example.com."), allow_unicode=True))
    wanted = "un correo electrónico" if kind == "faq" and keys == ("answer",) else "se vería tal cual: «**esto**»"
    assert [one for one in tree.said() if one.startswith(f"{path}:") and wanted in one]


def put(value: Any, keys: tuple[str, ...], text: str) -> Any:
    """Return a value with a text at the end of some keys; what leads there and is missing is made."""
    if not keys:
        return text
    key, *rest = keys
    if key == "*":
        first, *others = value or [None]
        return [put(first, tuple(rest), text), *others]
    known = value or {}
    return {**known, key: put(known.get(key), tuple(rest), text)}
