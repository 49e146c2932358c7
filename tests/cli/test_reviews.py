"""`demoras reviews` lists what is past its review date and what is next, for people, programs and an issue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calls import Ran, assert_stopped, call
from tests.load.tree import DataTree

SERVICE = "data/services/simplenews.yml"
QUESTION = "data/faq/plazo.yml"
REMEDY = "Revíselo, corríjalo si hace falta, y ponga en «review_by» la fecha de la próxima revisión."


@pytest.fixture
def tree(tmp_path: Path) -> DataTree:
    """Give a company whose reviews are all of 2027-05-31, but for one before and one a month after."""
    return (
        DataTree.at(tmp_path)
        .edit(SERVICE, "review_by: 2027-05-31", "review_by: 2027-05-01")
        .edit(QUESTION, "owner: soporte\nreview_by: 2027-05-31", "owner: comercial\nreview_by: 2027-06-30")
    )


def listed(tree: DataTree, now: str, *options: str) -> Ran:
    """Run the command, which ends well whatever it finds."""
    ran = call("reviews", "--now", now, *options, root=tree.root)
    assert (ran.code, ran.err) == (0, "")
    return ran


def test_overdue_ones_come_first_then_the_next_and_what_to_do(tree: DataTree) -> None:
    """One a line, with date, file and owner."""
    assert listed(tree, "2027-05-31T10:00").out.splitlines() == [
        "Revisiones vencidas (1):",
        f"  2027-05-01 {SERVICE} (soporte)",
        "Vencen en los próximos 30 días (7):",
        "  2027-05-31 data/attention/chat.yml (soporte)",
        "  2027-05-31 data/attention/correo.yml (soporte)",
        "  2027-05-31 data/requirements/dominio.yml (soporte)",
        "  2027-05-31 data/requirements/pago.yml (soporte)",
        "  2027-05-31 data/services/acme.yml (soporte)",
        "  2027-05-31 data/services/hosting.yml (soporte)",
        f"  2027-06-30 {QUESTION} (comercial)",
        REMEDY,
    ]


def test_where_there_is_none_it_says_so(tree: DataTree) -> None:
    """An empty answer could be a fault."""
    said = "No hay revisiones vencidas, ni que venzan en los próximos 30 días.\n"
    assert listed(tree, "2026-11-23T10:00").out == said


def test_the_day_is_that_of_the_companys_zone(tree: DataTree) -> None:
    """Half past midnight in UTC is still the evening before in Buenos Aires."""
    assert "vencidas" not in listed(tree, "2027-05-02T02:30+00:00").out
    assert "vencidas (1)" in listed(tree, "2027-05-02T03:30+00:00").out


def test_a_program_gets_the_same_as_values(tree: DataTree) -> None:
    """With the day they were counted on."""
    values = json.loads(listed(tree, "2027-05-31T10:00", "--json").out)

    assert values["today"] == "2027-05-31"
    assert values["overdue"] == [
        {"path": SERVICE, "title": "Simplenews", "owner": "soporte", "review_by": "2027-05-01"}
    ]
    assert [one["path"] for one in values["soon"]][-1] == QUESTION
    assert len(values["soon"]) == 7


def test_an_issue_gets_the_overdue_ones_alone_as_a_table(tree: DataTree) -> None:
    """The same text on every day with the same list; nothing at all where none is overdue."""
    table = listed(tree, "2027-05-10T10:00", "--markdown").out

    row = f"| 2027-05-01 | `{SERVICE}` | soporte |"
    assert table == f"| Venció | Archivo | Responde |\n|---|---|---|\n{row}\n\n{REMEDY}\n"
    assert listed(tree, "2027-05-31T10:00", "--markdown").out == table
    assert listed(tree, "2027-04-30T10:00", "--markdown").out == ""


def test_the_two_forms_do_not_go_together(tree: DataTree) -> None:
    """A wrong call says so."""
    ran = call("reviews", "--json", "--markdown", root=tree.root)

    assert_stopped(ran, 2)
    assert "--markdown no va junto con --json." in ran.err


def test_wrong_data_ends_in_one_and_lists_nothing(tree: DataTree) -> None:
    """A date nobody could read would be missing from the list."""
    tree.edit(SERVICE, "review_by: 2027-05-01", "review_by: mañana")
    ran = call("reviews", root=tree.root)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"{SERVICE}:7:12: «mañana» en «review_by»: no es una fecha.")
