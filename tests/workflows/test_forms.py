"""What GitHub shows to people: the form for a wrong figure, and who has to approve which change."""

from __future__ import annotations

import re
import subprocess

import pytest
import yaml

from tests.workflows.workflow_file import ROOT, TOOLS

FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "dato-incorrecto.yml"


def test_the_form_is_one_that_github_accepts() -> None:
    command = [str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.github-issue-forms", str(FORM)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_form_asks_where_what_and_how_it_is_known() -> None:
    """Without these nobody can mend it; and it asks for no client's data."""
    form = yaml.safe_load(FORM.read_text(encoding="utf-8"))
    fields = {field["id"]: field for field in form["body"] if "id" in field}

    assert form["name"] == "Informar un dato incorrecto"
    assert {name for name, field in fields.items() if field.get("validations", {}).get("required")} == {
        *("page", "says", "should-say", "source"),
    }
    assert form["body"][0]["attributes"]["value"].startswith("No escriba datos de clientes")


@pytest.mark.any_company
def test_staff_approve_the_data_and_engineers_the_rest() -> None:
    """The last line that fits a file decides, and each names a place that exists."""
    lines = (ROOT / ".github" / "CODEOWNERS.example").read_text(encoding="utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]

    assert rules[0] == ["*", "@SU-ORGANIZACION/ingenieria"]
    assert rules[1] == ["/data/", "@SU-ORGANIZACION/comercial-y-soporte"]
    assert all(re.fullmatch(r"@SU-ORGANIZACION/[a-z-]+", team) for _, team in rules)
    assert [path for path, _ in rules[1:] if not (ROOT / path.strip("/")).exists()] == []
