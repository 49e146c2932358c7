"""`data/logo.svg`: a picture that may stand on every page, or the place of what it may not be."""

from __future__ import annotations

import pytest

from tests.load.tree import DataTree

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M0 0h64v64z"/></svg>\n'
FAULTS = {
    "not_svg": ("<html><body/></html>", ("su primer elemento",)),
    "not_xml": (f"{LOGO}<", ("no se entiende",)),
    "empty": ("", ("no se entiende",)),
    "no_view_box": (LOGO.replace(' viewBox="0 0 64 64"', ""), ("viewBox",)),
    "script": (LOGO.replace("<path", "<script>alert(1)</script><path"), ("<script>",)),
    "picture_from_elsewhere": (LOGO.replace("<path", '<image href="https://x.example/a.png"/><path'), ("<image>",)),
    "handler": (LOGO.replace("<path", '<path onload="a()"'), ("«onload»",)),
    "fill_from_elsewhere": (LOGO.replace("<path", '<path fill="url(https://x.example/#a)"'), ("«fill»",)),
    "entity": (f'<!DOCTYPE svg [<!ENTITY a "b">]>{LOGO}', ("entidades",)),
    "heavy": (LOGO.replace("<path", f"<!--{'x' * 16_384}--><path"), ("16384",)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_logo_that_cannot_stand_on_every_page_is_refused(tree: DataTree, fault: str) -> None:
    """With its place and what to do."""
    text, words = FAULTS[fault]
    said = tree.write("data/logo.svg", text).said()
    assert said
    assert all(one.startswith("data/logo.svg:") for one in said)
    assert [word for word in words if word not in "\n".join(said)] == []


def test_a_logo_that_is_a_link_is_refused(tree: DataTree) -> None:
    """As every other file of the data."""
    (tree.root / "data/logo.svg").symlink_to(tree.root / "data/company.yml")
    (said,) = tree.said()
    assert said.startswith("data/logo.svg:")


@pytest.mark.parametrize("logo", [LOGO, LOGO.replace("<path", '<path fill="url(#a)"')])
def test_a_simple_logo_reaches_the_catalog_as_it_is(tree: DataTree, logo: str) -> None:
    """A gradient of its own may be used; without the file there is none."""
    assert tree.catalog().logo is None
    assert tree.write("data/logo.svg", logo).catalog().logo == logo


@pytest.mark.parametrize("typed", ["'#0B5A8A'", "0b5a8a"])
def test_a_colour_is_six_digits_with_or_without_the_sign(tree: DataTree, typed: str) -> None:
    """As drawing programs give it."""
    assert tree.edit("data/company.yml", "name: ", f"accent: {typed}\nname: ").said() == []


@pytest.mark.parametrize("typed", ["azul", "'#0b5'", "rgb(1,2,3)", "'#0b5a8a80'"])
def test_another_colour_is_refused_with_its_form(tree: DataTree, typed: str) -> None:
    """Names and shades of other kinds."""
    (said,) = tree.edit("data/company.yml", "name: ", f"accent: {typed}\nname: ").said()
    assert "seis cifras hexadecimales" in said
