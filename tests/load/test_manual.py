"""`data/manual.yml` may be missing; where it is there, it is right or each fault has place and remedy."""

from __future__ import annotations

import pytest

from tests.load.tree import DataTree

GOOD = """\
base_url: https://manual.example.com/wiki/
edit_url: https://git.example.com/tree/main/data/
pages:
  - {page: 12, block: delays}
  - {page: 12, block: sla}
"""


@pytest.fixture
def with_manual(tree: DataTree) -> DataTree:
    return tree.write("data/manual.yml", GOOD)


def test_without_the_file_there_is_no_manual(tree: DataTree) -> None:
    """A company may have none."""
    assert tree.catalog().manual is None


def test_the_file_names_pages_and_their_blocks(with_manual: DataTree) -> None:
    """In the order of the file."""
    manual = with_manual.catalog().manual

    assert manual is not None
    assert [(page.page, page.block) for page in manual.pages] == [(12, "delays"), (12, "sla")]
    assert manual.base_url == "https://manual.example.com/wiki/"


def test_a_manual_whose_pages_nobody_knows_yet_is_right(with_manual: DataTree) -> None:
    """And is listed as assumed."""
    with_manual.write("data/manual.yml", GOOD.partition("pages:")[0] + "pages: []\nassumed: true\n")

    assert with_manual.catalog().manual is not None
    assert "data/manual.yml" in with_manual.catalog().assumed


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ("block: sla", "block: delays", "5:12", "la página 12 ya lleva el bloque «delays», en data/manual.yml:4:12."),
        ("block: sla", "block: demoras", "5:23", "«demoras» no vale en «block»."),
        ("{page: 12, block: sla}", "{page: 0, block: sla}", "5:12", "«0» es poco en «page»."),
        ("{page: 12, block: sla}", "{block: sla}", "5:5", "falta la clave «page»."),
        ("wiki/", "wiki", "1:11", "«https://manual.example.com/wiki» en «base_url»: la dirección no termina en «/»."),
        ("https://manual", "http://manual", "1:11", "no es una dirección segura."),
        ("https://manual", "http://127.0.0.1.manual", "1:11", "no es una dirección segura."),
        ("manual.example.com/", "ana:x@manual.example.com/", "1:11", "no es una dirección segura."),
        ("wiki/", "wiki/?a=1/", "1:11", "no es una dirección segura."),
        ("manual.example.com", "manual.example.com:99999", "1:11", "no es una dirección segura."),
        ("main/data/", "main/data", "2:11", "la dirección no termina en «/»."),
    ],
)
def test_a_fault_is_told_with_its_place(with_manual: DataTree, old: str, new: str, at: str, said: str) -> None:
    """The token is sent to this address, so it is looked at closely."""
    (problem,) = with_manual.edit("data/manual.yml", old, new).said()

    assert problem.startswith(f"data/manual.yml:{at}: ")
    assert said in problem.splitlines()[0]
    assert problem.splitlines()[1].startswith("    ")


def test_this_very_machine_may_be_spoken_to_without_a_certificate(with_manual: DataTree) -> None:
    """For tests and trials."""
    with_manual.edit("data/manual.yml", "https://manual.example.com/wiki/", "http://127.0.0.1:8080/")

    assert with_manual.said() == []
