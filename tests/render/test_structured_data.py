"""What search engines read of a service and of the hours is what its page and the data say, and never breaks a page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from generator.compute.public_facts import public_facts
from generator.load import load_catalog
from generator.model.base import ServiceId
from generator.model.calendar import WEEKDAYS
from generator.model.catalog import Catalog
from generator.render.structured_data import home_data, hours_data, service_data
from tests.sample_company import SAMPLE

NOW = datetime(2026, 11, 23, 13, 15, tzinfo=UTC)
CLOSED = ("00:00", "00:00")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(SAMPLE)


def dated(entries: list[dict[str, Any]]) -> dict[date, tuple[str, str]]:
    """Return opening and closing of each first day that is not an ordinary one."""
    return {
        date.fromisoformat(one["validFrom"]): (one["opens"], one["closes"]) for one in entries if "validFrom" in one
    }


def test_each_service_says_its_promise_and_the_way_to_it(catalog: Catalog) -> None:
    """Every link leads to a page of the site."""
    for key, promise in public_facts(catalog, None, NOW).promises.items():
        data = json.loads(str(service_data(catalog, ServiceId(key), promise)))
        service, way = data["@graph"]

        assert data["@context"] == "https://schema.org"
        assert (service["@type"], service["name"]) == ("Service", catalog.services[key].name)
        assert service["additionalProperty"]["value"] == str(promise)
        assert way["@type"] == "BreadcrumbList"
        assert [(step["position"], step["name"]) for step in way["itemListElement"]] == [
            (1, "Inicio"),
            (2, "Demoras"),
            (3, catalog.services[key].name),
        ]
        root = catalog.company.site_url
        assert [step["item"] for step in way["itemListElement"]] == [root, f"{root}demoras/", f"{root}demoras/{key}/"]
        assert service["url"] == f"{root}demoras/{key}/"
        assert (service["provider"]["name"], service["provider"]["url"]) == (catalog.company.name, root)


def test_the_home_page_says_whose_site_it_is_and_each_way_to_reach_it_once(catalog: Catalog) -> None:
    """With the ordinary hours: two kinds of ticket in one client area are one way; without any way, the hours."""
    site, company = json.loads(str(home_data(catalog)))["@graph"]
    root = catalog.company.site_url
    assert (site["@type"], site["url"], site["name"]) == ("WebSite", root, "Demoras · Cierzo Digital")
    assert (company["@type"], company["name"], company["url"]) == ("Organization", "Cierzo Digital", root)
    assert site["publisher"] == {"@id": company["@id"]}
    ways = [next(one[kind] for kind in ("url", "email", "telephone") if kind in one) for one in company["contactPoint"]]
    first = {way: one.name for one in reversed(catalog.attention.values()) if (way := catalog.way_to(one))}
    assert ways == list(dict.fromkeys(filter(None, map(catalog.way_to, catalog.attention.values()))))
    assert [one["name"] for one in company["contactPoint"]] == [first[way] for way in ways]
    assert len(ways) < len([one for one in catalog.attention.values() if catalog.way_to(one)])
    for one in company["contactPoint"]:
        assert {hours["@type"] for hours in one["hoursAvailable"]} == {"OpeningHoursSpecification"}
        assert all("dayOfWeek" in hours for hours in one["hoursAvailable"])
    (alone,) = json.loads(str(home_data(replace(catalog, attention={}))))["@graph"][1]["contactPoint"]
    assert alone["hoursAvailable"] == company["contactPoint"][0]["hoursAvailable"]


@pytest.mark.parametrize(
    ("way", "kind"),
    [("https://wa.me/5491100000000", "url"), ("a@x.example", "email"), ("+54 11 0000-0000", "telephone")],
)
def test_a_way_is_told_as_what_it_is(catalog: Catalog, way: str, kind: str) -> None:
    key, entry = next(iter(catalog.attention.items()))
    told = replace(catalog, attention={key: entry.model_copy(update={"contact": way})})
    (one,) = json.loads(str(home_data(told)))["@graph"][1]["contactPoint"]
    assert one[kind] == way
    assert {"url", "email", "telephone"} & one.keys() == {kind}


def test_the_hours_are_the_week_s_and_every_day_to_come_that_is_not_like_it(catalog: Catalog) -> None:
    entries = json.loads(str(hours_data(catalog, NOW)))["contactPoint"]["hoursAvailable"]
    week = [
        (one["dayOfWeek"].rsplit("/")[-1].lower(), f"{one['opens']}-{one['closes']}")
        for one in entries
        if "dayOfWeek" in one
    ]
    assert {one["@type"] for one in entries} == {"OpeningHoursSpecification"}
    assert week == [(day, str(one)) for day in WEEKDAYS for one in getattr(catalog.calendar.weekly_hours, day)]

    calendar, today = catalog.calendar, date(2026, 11, 23)
    worked = {row.date for row in calendar.exceptions}
    free = {row.date for row in calendar.holidays if row.date >= today} - worked
    assert free
    found = dated(entries)
    assert {day for day, hours in found.items() if hours == CLOSED} == free | {
        row.first for row in calendar.closures if row.last >= today
    }
    assert {day for day, hours in found.items() if hours != CLOSED} == {day for day in worked if day >= today}
    assert all(day >= today for day in found)


def test_no_name_ends_the_script(catalog: Catalog) -> None:
    key = next(iter(catalog.services))
    bad = catalog.services[key].model_copy(update={"name": "</script><b>ñ & «x»"})
    spoiled = replace(catalog, services={**catalog.services, key: bad})
    text = str(service_data(spoiled, key, bad.promise))

    assert "<" not in text
    assert json.loads(text)["@graph"][0]["name"] == "</script><b>ñ & «x»"
