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


def test_a_line_of_billing_that_names_nothing_is_doubted(tree: DataTree) -> None:
    """It maps no order, as if it were not there."""
    before = told(tree)
    tree.edit("data/billing.yml", "    products: [Web - Simplenews]\n", "")

    (new,) = [line for line in told(tree) if line not in before]
    assert new.startswith("data/billing.yml:7:5: esta línea de «simplenews» no dice ningún producto")


def test_closures_that_share_dates_are_doubted(tree: DataTree) -> None:
    """The second is a forgotten copy, or mistyped; one that begins when the other is over is neither."""
    before, calendar = told(tree), "data/calendar.yml"
    first = "  - {first: 2026-12-28, last: 2026-12-31, name: Cierre de fin de año}\n"
    tree.edit(calendar, first, f"{first}  - {{first: 2026-12-31, last: 2027-01-04, name: Otro}}\n")

    (new,) = [line for line in told(tree) if line not in before]
    assert new.startswith(f"{calendar}:8:5: este cierre comparte fechas con el de {calendar}:7:5")
    tree.edit(calendar, "first: 2026-12-31", "first: 2027-01-01")
    assert told(tree) == before


def test_a_year_without_the_dates_of_all_others_is_doubted(tree: DataTree) -> None:
    """It says the country's code, and its dates are another's; dates that were omitted on purpose are let be."""
    common = ("01-01", "03-24", "04-02", "05-01", "05-25", "07-09")

    def write(year: int, *days: str, omit: str = "[]") -> None:
        lines = "".join(f"  - {{date: {year}-{day}, name: Día {day}, source: x}}\n" for day in days)
        tree.write(f"data/holidays/{year}.yml", f"year: {year}\ncountry: AR\nomit: {omit}\ndays:\n{lines}")

    for year in (2026, 2027):
        write(year, *common)
    write(2028, "01-01", "05-01", "07-18", "08-25")
    (doubt,) = [line for line in told(tree) if "de otro país" in line]
    assert doubt.startswith("data/holidays/2028.yml:5:3: a 2028 le faltan 4 fechas")
    assert "24/03, 02/04, 25/05, 09/07" in doubt
    write(2028, "01-01", "05-01", omit="[2028-03-24, 2028-04-02, 2028-05-25, 2028-07-09]")
    assert not [line for line in told(tree) if "de otro país" in line]
