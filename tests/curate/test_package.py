"""The `holidays` package is asked for one year of one country."""

from __future__ import annotations

from generator.curate.package import PACKAGE, package_days


def test_argentinas_bridge_days_come_with_name_and_source() -> None:
    bridges = [day for day in package_days("AR", 2026) if "fines turísticos" in day.name]
    assert [day.date.isoformat() for day in bridges] == ["2026-03-23", "2026-07-10", "2026-12-07"]
    assert {day.source for day in bridges} == {f"{PACKAGE}, AR, público"}


def test_days_are_in_order_and_of_that_year_alone() -> None:
    days = [day.date for day in package_days("CL", 2027)]
    assert days == sorted(set(days))
    assert {day.year for day in days} == {2027}


def test_a_country_the_package_does_not_know_has_no_days() -> None:
    assert package_days("ZZ", 2029) == ()
