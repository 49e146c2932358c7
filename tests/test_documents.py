"""The documents as a reader follows them: every local link and heading is there, and every test they name exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMED_TEST = re.compile(r"\btests/[\w/]+\.py(?:::\w+)?")
LINK = re.compile(r"\]\(([^()\s]+)\)")


def named_tests(text: str) -> set[str]:
    """Return the test files and tests a text names, as pytest spells them."""
    return set(NAMED_TEST.findall(text))


def missing_tests(text: str) -> set[str]:
    """Return those that are not in the tree."""
    return {name for name in named_tests(text) if not _is_there(*name.partition("::")[::2])}


def dead_links(document: Path, text: str) -> set[str]:
    """Return the links of a text, as a document at that place would hold it, that lead to no file or heading.

    What stands in `data/` is the company's: `tests/company/` follows the links to it.
    """
    return {link for link in local_links(text) - links_to_data(document) if not _leads_somewhere(document, link, text)}


def local_links(text: str) -> set[str]:
    """Return the links of a text that stay in the repository."""
    return {link for link in LINK.findall(_without_code(text)) if not re.match(r"[a-z]+:", link)}


def links_to_data(document: Path) -> set[str]:
    """Return the links of a document to files of `data/`."""
    data, links = ROOT / "data", local_links(document.read_text(encoding="utf-8"))
    return {link for link in links if (document.parent / link.partition("#")[0]).is_relative_to(data)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_test_that_a_document_names_exists(document: Path) -> None:
    """A claim without its test is only a claim."""
    assert missing_tests(document.read_text(encoding="utf-8")) == set()


@pytest.mark.any_company
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_local_link_of_a_document_leads_somewhere(document: Path) -> None:
    """To a file or folder, and where it names a heading, to that heading."""
    assert dead_links(document, document.read_text(encoding="utf-8")) == set()


def test_the_threat_model_names_a_test_for_each_thing_that_stops_an_attacker() -> None:
    """Every row of every table that says who shows it ends in at least one test."""
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    tables = re.findall(r"^\|[^|\n]*\| Shown by \|\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    rows = [row for table in tables for row in table.splitlines()]
    assert len(tables) >= 10
    assert [row for row in rows if not re.search(r"::test_\w+` \|$", row)] == []


def test_pictures_of_the_look_weigh_little() -> None:
    """Whoever fetches the project fetches them too; and each is shown."""
    pictures = {path.name: path.stat().st_size for path in (ROOT / "docs" / "img" / "look").iterdir()}
    text = (ROOT / "docs" / "look.md").read_text(encoding="utf-8")
    assert {name for name in pictures if f"(img/look/{name})" not in text} == set()
    assert max(pictures.values()) <= 120_000
    assert sum(pictures.values()) <= 1_000_000


def test_a_missing_test_and_a_dead_link_would_be_noticed() -> None:
    """Otherwise finding none would mean nothing."""
    own = "tests/test_documents.py::test_a_missing_test_and_a_dead_link_would_be_noticed"
    text = f"# Uno, dos\n`{own}` `{own}_not` `tests/nowhere.py` [a](#uno-dos) [b](#tres) [c](docs/) [d](docs/x.md) [e](https://x)"
    assert missing_tests(text) == {f"{own}_not", "tests/nowhere.py"}
    assert dead_links(ROOT / "README.md", text) == {"#tres", "docs/x.md"}


def _is_there(file: str, test: str) -> bool:
    path = ROOT / file
    return path.is_file() and (not test or test in _functions(path))


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def _leads_somewhere(document: Path, link: str, text: str) -> bool:
    path, _, heading = link.partition("#")
    target = document.parent / path if path else document
    if not target.exists():
        return False
    return not heading or heading in _headings(target.read_text(encoding="utf-8") if path else text)


def _headings(text: str) -> set[str]:
    """Return the anchors GitHub gives a document's headings."""
    titles = re.findall(r"^#+ +(.+?) *$", _without_code(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
