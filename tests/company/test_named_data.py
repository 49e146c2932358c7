"""The documents lead to places of this company's data that are there, and the program itself names nothing of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from generator.load import load_catalog
from tests.sample_company import REPOSITORY
from tests.test_documents import DOCUMENTS, links_to_data


def test_every_link_of_a_document_to_the_data_leads_somewhere() -> None:
    """Of the guide for staff too."""
    found = {
        (document.parent / link).resolve()
        for document in (*DOCUMENTS, REPOSITORY / "GUIA.md")
        for link in links_to_data(document)
    }

    assert len(found) >= 3
    assert [path for path in found if not path.exists()] == []


COMMON = {"hosting"}
"""What the messages may take as an example: a word that any company of the trade knows."""


def test_no_text_of_the_program_names_a_product_of_this_company() -> None:
    """A remedy or a schema that does is of no use to another company; what only colleagues read may."""
    catalog = load_catalog(REPOSITORY)
    own = {*catalog.services, *catalog.groups} - COMMON
    assert len(own) >= 10
    named = [
        (path.relative_to(REPOSITORY).as_posix(), text)
        for path in (REPOSITORY / "generator").rglob("*.py")
        for text in _texts(path.read_text(encoding="utf-8"))
        if own & set(re.findall(r"[a-z0-9-]+", text.casefold()))
    ]
    assert named == []


def _texts(source: str) -> Iterator[str]:
    """Yield the texts of a module but its docstrings."""
    tree = ast.parse(source)
    told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in told:
            yield one.value
