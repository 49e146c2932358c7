"""The schemas are current, speak Spanish of every key, accept whatever the loader accepts, and refuse what they can."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import ValidationError

from generator.curate.editor_schema import SCHEMA_FOLDER, schema_texts
from generator.curate.schema_words import ANYWHERE, KEY_WORDS
from generator.model.data_files import FOLDERS, SINGLE
from generator.model.promise import BUSINESS_DAY, EXAMPLES, UNITS, Promise
from tests.curate.editor import as_editor, plain_scalar
from tests.load.faults import FORM, SHAPE, Fault
from tests.load.tree import BASE, DataTree
from tests.sample_company import REPOSITORY, SAMPLE

TEXTS = schema_texts()
MODELS = {**SINGLE, **FOLDERS}
# What takes code to see: the order of hours and figures, a zone's existence.
BEYOND_A_SCHEMA = {
    *("hours_across_midnight", "hours_of_an_exception_across_midnight", "hours_of_an_exception_overlap"),
    *("hours_of_no_length", "hours_overlap", "hours_touch", "hours_upside_down"),
    *("range_repeats_its_figure", "range_upside_down", "unknown_zone"),
}
# Texts that an editor reads as something else, and some that it does not.
ODD = (
    *("7", "007", "-1", "+7", "1.5", ".5", "1e5", "0x1f", "0o17", ".inf", ".nan", "1_000", "12:30", "0" * 32, "1" * 64),
    *("2027-05-31", "2027-02-30", "2027", "yes", "no", "on", "sí", "true", "false", "True", "~", "null", "", " "),
    *("09:00-18:00", "24:00", "00:00", "16:00", "closing", "payment", "client", "none", "delay", "2 días hábiles"),
    *("1 día hábil", "1 a 3 horas", ".com", ".5.com", "a", "a-b", "AR", "https://", "https:///", "http://localhost/"),
    *("https://una.example", "x" * 2000, "x" * 2001, "9999", "10000", "5", "1440", "in_progress", "channel", "1" * 32),
)


@cache
def validator(kind: str) -> Draft7Validator:
    """Return what checks a file of one kind as editors do, dates too."""
    schema = json.loads(TEXTS[f"{SCHEMA_FOLDER}/{kind}.json"])
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


def kind_of(path: Path) -> str:
    """Return which schema a data file goes by."""
    return path.stem if path.parent.name == "data" else path.parent.name


def parts(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every mapping and key of a schema, each with the path that leads to it."""
    yield path, schema
    for key, inner in schema.get("properties", {}).items():
        yield from parts(inner, f"{path}.{key}")
    if schema.get("items", {}).get("type") == "object":
        yield from parts(schema["items"], f"{path}[]")


EVERY_PART = [(kind, *part) for kind in MODELS for part in parts(validator(kind).schema, kind)]


@pytest.mark.any_company
def test_the_schemas_in_the_project_are_as_the_models_say() -> None:
    """Where not: `demoras schema` writes them."""
    found = {
        f"{SCHEMA_FOLDER}/{path.name}": path.read_text(encoding="utf-8")
        for path in (REPOSITORY / SCHEMA_FOLDER).iterdir()
    }

    assert [path for path in {**found, **TEXTS} if found.get(path) != TEXTS.get(path)] == []


def test_there_is_a_schema_for_every_kind_of_file_the_loader_reads() -> None:
    """Each name has one."""
    assert set(TEXTS) == {f"{SCHEMA_FOLDER}/{name}.json" for name in (*SINGLE, *FOLDERS)}


def test_every_file_and_every_key_is_described() -> None:
    """The list names what `generator/curate/schema_words.py` still lacks."""
    assert [path for _, path, part in EVERY_PART if not part.get("description")] == []


def test_what_is_described_is_there_and_all_of_it_is_spanish_of_ours() -> None:
    """No sentence outlives its key, and none of the models' own English is shown."""
    shown = {part["description"] for _, _, part in EVERY_PART}
    ours = {said for words in KEY_WORDS.values() for said in words.values()} | set(ANYWHERE.values())

    assert ours - shown == set()
    assert shown - ours == set()
    assert [text for text in TEXTS.values() if re.search(r"\"title\": \"[A-Z]|`|/definitions|\$defs|\$ref", text)] == []


@pytest.mark.parametrize(
    "root",
    [pytest.param(REPOSITORY, id="repository", marks=pytest.mark.any_company), SAMPLE, BASE],
    ids=lambda root: root.name,
)
def test_every_right_file_is_right_in_an_editor(root: Path) -> None:
    """Without a single mark."""
    files = sorted((root / "data").rglob("*.yml"))

    faults = [
        f"{path.relative_to(root)}: {error.message}"
        for path in files
        for error in validator(kind_of(path)).iter_errors(as_editor(path.read_text(encoding="utf-8")))
    ]

    assert len(files) > 10
    assert faults == []


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every text."""
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path


def replaced(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """Return a value with another in the place of one of its texts."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize("path", sorted((BASE / "data").rglob("*.yml")), ids=lambda path: path.stem)
def test_whatever_the_loader_accepts_an_editor_accepts(path: Path) -> None:
    """Odd texts in every place, with and without quotes; but `true` and `false` for a whole text without any."""
    text = path.read_text(encoding="utf-8")
    typed, seen, kind = yaml.load(text, Loader=yaml.BaseLoader), as_editor(text), kind_of(path)  # noqa: S506
    accepted = 0
    for place in leaves(typed):
        for odd in ODD:
            try:
                MODELS[kind].model_validate(replaced(typed, place, odd), by_alias=True, by_name=False)
            except ValidationError:
                continue
            accepted += 1
            readings = [odd, plain_scalar(odd)]
            # The loader itself refuses a plain nothing.
            for reading in readings if readings[1] not in (None, True, False) else readings[:1]:
                wrong = [error.message for error in validator(kind).iter_errors(replaced(seen, place, reading))]
                assert (place, odd, wrong) == (place, odd, [])
    assert accepted > 0


@pytest.mark.parametrize("fault", [SHAPE[name] for name in sorted(SHAPE)], ids=sorted(SHAPE))
def test_a_fault_of_shape_is_marked_while_typing_unless_it_takes_code_to_see(
    fault: Fault, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """The same faults that the loader's own tests put into the data."""
    file = DataTree.at(tmp_path).edit(fault.path, fault.old, fault.new).root / fault.path
    name = request.node.callspec.id

    accepted = validator(kind_of(file)).is_valid(as_editor(file.read_text(encoding="utf-8")))

    assert accepted == (name in BEYOND_A_SCHEMA)


@pytest.mark.parametrize("name", ["null", "empty_value"])
def test_a_key_left_empty_is_marked(name: str, tmp_path: Path) -> None:
    """A key that may be left out may still not stand there with nothing."""
    fault = FORM[name]
    file = DataTree.at(tmp_path).edit(fault.path, fault.old, fault.new).root / fault.path

    assert not validator("services").is_valid(as_editor(file.read_text(encoding="utf-8")))


def test_a_promise_has_the_form_that_its_parser_accepts() -> None:
    """Every ending with every kind of figure: the form and the parser say the same of each."""
    form = json.loads(TEXTS[f"{SCHEMA_FOLDER}/services.json"])["properties"]["promise"]
    printed = [*EXAMPLES]
    for unit in UNITS:
        printed += [str(Promise(first, last, unit)) for first, last in ((None, 1), (None, 9999), (1, 2))]
    wrong = [changed for phrase in printed for changed in (f"{phrase}s", f" {phrase}", phrase.replace("1", "0"), "3")]
    wrong += [str(Promise(None, 1, BUSINESS_DAY)).replace("1", "2"), "1 días hábiles", "dos días"]

    assert form["examples"] == list(EXAMPLES)
    assert [phrase for phrase in printed if not re.search(form["pattern"], phrase)] == []
    assert [phrase for phrase in wrong if re.search(form["pattern"], phrase) and phrase not in printed] == []


def test_every_text_with_examples_has_a_form_too() -> None:
    """What the models check by a function must be said here by a pattern, or an editor would accept anything."""
    texts = [(path, part.get("items", part)) for _, path, part in EVERY_PART]

    assert [path for path, text in texts if "examples" in text and "pattern" not in text] == []
