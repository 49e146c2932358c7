"""The open data: each file fits its schema, tells the figures of the page, and only grows within version 1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.compute.public_facts import public_facts
from generator.load import load_catalog
from generator.model.open_data import OPEN_FILES
from generator.render.open_files import FOLDER, open_data, schema_of
from tests.sample_company import SAMPLE
from tests.site.measured import NOW, measured_ledger

CATALOG = load_catalog(SAMPLE)
MEASURED = public_facts(CATALOG, measured_ledger(CATALOG), NOW)
BARE = public_facts(CATALOG, None, NOW)
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "api" / "v1.json"


def kind_of(path: str) -> str:
    """Return the name of the schema that a file has."""
    return "servicio" if "/servicios/" in path else Path(path).stem


def values(files: dict[str, bytes]) -> dict[str, Any]:
    """Return what each file but the schemas holds."""
    return {path: json.loads(data) for path, data in files.items() if "/esquema/" not in path}


@pytest.mark.parametrize("facts", [MEASURED, BARE], ids=["measured", "bare"])
def test_each_file_fits_its_published_schema_and_says_when_it_is_of(facts: Any) -> None:
    files = open_data(CATALOG, facts)
    found = values(files)
    assert {Path(path).stem for path in found} == {*OPEN_FILES, *CATALOG.services} - {"servicio"}
    for path, value in found.items():
        schema = json.loads(files[f"{FOLDER}/esquema/{kind_of(path)}.json"])
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(value)
        assert value["generated_at"] == "2026-11-20T15:00:00Z"
        assert value["data_as_of"] == ("2026-11-20T15:00:00Z" if facts is MEASURED else None)


def test_a_schema_refuses_what_is_not_of_its_kind_and_allows_fields_that_come_later() -> None:
    value = values(open_data(CATALOG, MEASURED))[f"{FOLDER}/catalogo.json"]
    validator = Draft202012Validator(schema_of("catalogo"))
    assert validator.is_valid(value | {"later": 1})
    assert not validator.is_valid({key: one for key, one in value.items() if key != "services"})
    assert not validator.is_valid(value | {"services": [{}]})


def test_the_figures_are_those_of_the_records() -> None:
    """One computation: the file, and each service's own, are the records that the page prints."""
    assert MEASURED.records is not None
    found = values(open_data(CATALOG, MEASURED))
    told = MEASURED.records.model_dump(mode="json")
    kept = found[f"{FOLDER}/cumplimiento.json"]
    assert kept["services"] == {key: told["services"][key] for key in CATALOG.services}
    assert kept["groups"] == told["groups"]
    for key in CATALOG.services:
        assert found[f"{FOLDER}/servicios/{key}.json"]["record"] == told["services"][key]
    entries = {entry["id"]: entry["record"] for entry in found[f"{FOLDER}/atencion.json"]["entries"]}
    assert {key: one for key, one in entries.items() if one} == told["answers"]


def test_equal_facts_give_equal_bytes() -> None:
    assert open_data(CATALOG, MEASURED) == open_data(CATALOG, MEASURED)


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each field of a schema by its place, with all that is said of it."""
    for name, part in {"": schema, **schema.get("$defs", {})}.items():
        if "enum" in part:
            yield name, json.dumps(part["enum"])
        for key, told in part.get("properties", {}).items():
            needed = "required" if key in part.get("required", ()) else "optional"
            yield f"{name}.{key}", f"{needed} {json.dumps(told, sort_keys=True)}"


def contract() -> dict[str, dict[str, str]]:
    return {name: dict(fields(schema_of(name))) for name in OPEN_FILES}


def test_version_1_only_grows() -> None:
    """Every field ever published is there, as it was. To publish more, add it to the golden file."""
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    today = contract()
    for name, known in golden.items():
        assert {key: today[name].get(key) for key in known} == known, name


def test_no_field_is_published_that_the_golden_file_does_not_hold() -> None:
    """Else it could be taken away again unseen."""
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert {name: set(one) for name, one in contract().items()} == {name: set(one) for name, one in golden.items()}
