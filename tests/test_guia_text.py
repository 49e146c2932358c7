"""The staff's guide is whole: each task and command is in it, its links lead somewhere, its examples can fail."""

from __future__ import annotations

import re
import shlex

import pytest

from generator.cli.main import build_parser
from tests.cli.test_parser import PARSERS
from tests.guide_examples import GUIDE, Edit, elided_too_much, sections, shows, steps
from tests.sample_company import REPOSITORY
from tests.test_documents import links_to_data

TEXT = GUIDE.read_text(encoding="utf-8")
SECTIONS = sections(TEXT)
OPERATORS = {"build", "doctor", "new-secret", "revoke", "sandbox", "schema", "sync", "verdict"}
"""Commands of whoever runs or develops the site; any other is a colleague's, and stands in the guide."""


def test_every_task_has_a_worked_example() -> None:
    """Telling is not showing."""
    told_only = {"Contenido", "Cómo se hace un cambio", "La terminal, si quiere usarla"}
    assert {title for title, text in SECTIONS.items() if not any(steps(text))} == told_only


def test_what_an_example_leaves_out_is_the_smaller_part() -> None:
    """Else it would hold whatever the program says."""
    shown = [step.expected for text in SECTIONS.values() for step in steps(text) if not isinstance(step, Edit)]

    assert len(shown) > 20
    assert [text for text in shown if elided_too_much(text)] == []


@pytest.mark.parametrize(
    ("expected", "output", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "a\nc\n", False),
        ("a\n", "a\nb\n", False),
        ("a\n…\nb\n", "a\nb\n", True),
        ("a\n…\nb\n", "a\nx\ny\nb\n", True),
        ("a\n…\nb\n", "a\nx\ny\n", False),
        ("a … b\n", "a x b\n", True),
        ("a … b\n", "a x\ny b\n", False),
        ("a.b\n", "a-b\n", False),
    ],
)
def test_an_output_is_compared_to_the_letter(expected: str, output: str, *, same: bool) -> None:
    """But for what the guide leaves out."""
    assert shows(expected, output) is same


def test_every_command_of_a_colleague_stands_in_the_guide() -> None:
    """What is not told is not used; a new command is told there, or is said here to be an operator's."""
    assert set(PARSERS) >= OPERATORS
    told = {name for name in PARSERS if re.search(rf"`demoras {name}(?![a-z-])[^`\n]*`", TEXT)}
    assert set(PARSERS) - told == OPERATORS


def test_every_command_in_the_guides_sentences_can_be_typed() -> None:
    """With just those options."""
    for words in re.findall(r"`demoras ([^`\n]+)`", TEXT):
        build_parser().parse_args(shlex.split(words))


def test_the_contents_lead_to_every_section() -> None:
    """In their order, by GitHub's own anchors."""
    listed = re.findall(r"^- \[(.+)\]\(#(.+)\)$", SECTIONS["Contenido"], re.MULTILINE)

    assert listed == [(title, anchor(title)) for title in SECTIONS if title != "Contenido"]


@pytest.mark.any_company
@pytest.mark.parametrize("document", ["GUIA.md", "docs/editar-datos.md"])
def test_every_link_leads_to_a_file_of_the_project(document: str) -> None:
    """And to a heading that stands in it; `tests/company/` follows the links to the company's data."""
    text = (REPOSITORY / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:\s]+)(?:#([^)]+))?\)", text)

    assert links
    for path, heading in links:
        target = (REPOSITORY / document).parent / path
        if path in links_to_data(REPOSITORY / document):
            continue
        assert target.exists(), path
        if heading:
            titles = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in map(anchor, titles), f"{path}#{heading}"


def test_the_checks_of_a_proposal_are_called_as_the_guide_calls_them() -> None:
    """A colleague finds them by their names."""
    workflows = [REPOSITORY / ".github" / "workflows" / f"{name}.yml" for name in ("check", "test")]
    text = "".join(path.read_text(encoding="utf-8") for path in workflows)
    jobs = re.findall(r"^    name: (.+)$", text, re.MULTILINE)

    assert jobs
    # One of a family of checks is called by the family's name.
    assert [name for name in jobs if f"**{name.partition(' (')[0]}**" not in TEXT] == []


def anchor(title: str) -> str:
    """Return what GitHub makes of a heading."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
