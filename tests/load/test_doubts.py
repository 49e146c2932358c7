"""What is right in form and yet seldom meant is told with its place, as of a day."""

from __future__ import annotations

from datetime import date

import pytest

from generator.load import doubts
from tests.load.tree import DataTree

TODAY = date(2026, 11, 20)
SERVICE = "data/services/simplenews.yml"
NOTICE = "kind: announcement\ntitle: Oficina nueva\nreason: Nos mudamos.\nfrom: {first}\nuntil: {last}\n"


def told(tree: DataTree, today: date = TODAY) -> list[str]:
    assert tree.said() == []
    return [str(problem).split("\n")[0] for problem in doubts(tree.root, today)]


def test_a_service_that_no_line_of_billing_names_is_doubted(tree: DataTree) -> None:
    before = told(tree)
    text = (tree.root / SERVICE).read_text(encoding="utf-8").replace("name: Simplenews", "name: Otro")
    new = [line for line in told(tree.write("data/services/otro.yml", text)) if line not in before]
    assert len(new) == 1
    assert new[0].startswith(
        "data/services/otro.yml:1:1: ninguna línea de data/billing.yml nombra este servicio (otro)"
    )
    assert told(tree.write("data/services/otro.yml", f"{text}retired: 2026-11-01\n")) == before


@pytest.mark.parametrize(
    ("first", "last", "doubted"),
    [
        ("2026-12-01", "2036-12-10", True),
        ("2016-12-01", "2028-12-10", True),
        ("2026-12-01", "2027-11-30", False),
        ("2015-12-01", "2025-12-10", False),
    ],
)
def test_a_notice_of_more_than_a_year_is_doubted_while_it_is_to_come(
    tree: DataTree, first: str, last: str, *, doubted: bool
) -> None:
    before = told(tree)
    new = [
        one
        for one in told(tree.write("data/notices/a.yml", NOTICE.format(first=first, last=last)))
        if one not in before
    ]
    assert new == (
        [f"data/notices/a.yml:5:8: el aviso rige hasta el «{last}», dentro de más de un año."] if doubted else []
    )


@pytest.mark.parametrize(("typed", "said"), [("2026-11-19", "ya pasó"), ("2072-05-31", "a más de tres años")])
def test_a_review_date_that_is_past_or_far_off_is_doubted(tree: DataTree, typed: str, said: str) -> None:
    tree.edit(SERVICE, "review_by: 2027-05-31", f"review_by: {typed}")
    assert next(line for line in told(tree) if said in line).startswith(f"{SERVICE}:7:12: ")


def test_many_past_reviews_are_counted(tree: DataTree) -> None:
    lines = [line for line in told(tree, date(2028, 6, 1)) if "revisión" in line]
    assert len(lines) == 4
    assert lines[-1].startswith("data:1:1: otros ")


def test_a_closure_in_a_year_without_holidays_is_doubted(tree: DataTree) -> None:
    tree.edit("data/calendar.yml", "last: 2026-12-31", "last: 2062-12-31").edit(
        "data/calendar.yml", "first: 2026-12-28", "first: 2062-12-28"
    )
    assert any(line.startswith("data/calendar.yml:7:") and "«2062-12-31»" in line for line in told(tree))
