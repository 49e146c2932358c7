"""What a change of the data does to clients: pages, dates of example orders, promises that get longer, orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from generator.compute.date_changes import example_starts
from generator.compute.version_changes import version_changes
from generator.model.base import NoticeId, ServiceId
from generator.model.billing import Billing
from generator.model.calendar import ExceptionHours
from generator.model.catalog import Attention, Catalog, Notice
from generator.model.changes import BillingChange, Changes, Longer, StartKind, Version, VisibleLine, VisiblePage
from generator.model.due import Due
from generator.model.promise import parse_promise
from tests.compute.calendars import calendar_data
from tests.compute.shop import T0, catalog, service

NEWS = ServiceId("noticias")


def version(company: Catalog, *texts: str) -> Version:
    """Return a version of a site with one page, whose lines these are."""
    page = VisiblePage("Demoras", tuple(VisibleLine("Demoras", "", text) for text in texts))
    return Version(company, {"demoras/index.md": page} if texts else {})


def from_to(before: Catalog, now: Catalog) -> Changes:
    """Return what changes between two Catalogs on Tuesday 17 November 2026."""
    return version_changes(version(before), version(now), T0)


def promised(phrase: str) -> Catalog:
    """Return the shop with another promise for its news service."""
    return catalog(noticias=service(phrase, "requirements_met", "pago", "dominio"))


def noted(**fields: object) -> Catalog:
    """Return the shop with a notice of delay for its news service."""
    plain = {"kind": "delay", "title": "Mudanza", "reason": "Una mudanza.", "services": ["noticias"]}
    dates = {"from": date(2026, 11, 16), "until": date(2026, 11, 20), "promise": "9 días hábiles"}
    return replace(catalog(), notices={NoticeId("mudanza"): Notice.model_validate(plain | dates | fields)})


def test_equal_data_change_nothing() -> None:
    assert from_to(catalog(), catalog()).is_empty


def test_lines_that_differ_are_paired_and_equal_ones_left_out() -> None:
    """Each with the heading that it stands under."""
    found = version_changes(version(catalog(), "a", "b", "c"), version(catalog(), "a", "x", "c", "d"), T0)

    (page,) = found.pages or ()
    assert (page.path, page.title, page.was, page.is_) == ("demoras/index.md", "Demoras", True, True)
    assert [(one.under, one.before, one.now) for one in page.wordings] == [
        ("Demoras", ("b",), ("x",)),
        ("Demoras", (), ("d",)),
    ]


@pytest.mark.parametrize(("before", "now"), [((), ("a",)), (("a",), ())])
def test_a_page_that_appears_or_goes_says_so(before: tuple[str, ...], now: tuple[str, ...]) -> None:
    """With its title, wherever it stands."""
    (page,) = version_changes(version(catalog(), *before), version(catalog(), *now), T0).pages or ()

    assert (page.title, page.was, page.is_) == ("Demoras", bool(before), bool(now))


def test_the_examples_start_now_on_a_friday_and_past_the_cut_off_before_a_holiday() -> None:
    """Between them they show a weekend, a holiday and a cut-off."""
    starts = example_starts(catalog(), catalog(), T0)

    assert [(start.kind, start.moment.isoformat()) for start in starts] == [
        (StartKind.NOW, "2026-11-17T13:00:00+00:00"),
        (StartKind.FRIDAY, "2026-11-20T20:30:00+00:00"),
        (StartKind.HOLIDAY_EVE, "2026-11-20T21:00:00+00:00"),
    ]


def test_on_a_friday_the_example_is_of_the_next_one() -> None:
    """Today's 17:30 may be over."""
    starts = example_starts(None, catalog(), T0 + timedelta(days=3))

    assert starts[1].moment.date() == date(2026, 11, 27)


def test_where_the_calendar_changes_the_third_example_stands_before_the_first_date_that_differs() -> None:
    """A Saturday that will be worked shows more than the next holiday."""
    worked = ExceptionHours.model_validate({"date": date(2026, 12, 12), "hours": ["09:00-13:00"], "name": "Sábado"})
    now = replace(catalog(), calendar=calendar_data(exceptions=(worked,)))

    third = example_starts(catalog(), now, T0)[2]
    assert (third.kind, third.moment.isoformat()) == (StartKind.CHANGE_EVE, "2026-12-11T21:00:00+00:00")


def test_without_a_holiday_ahead_there_are_two_examples() -> None:
    last = datetime.fromisoformat("2027-01-05T13:00:00+00:00")

    assert [start.kind for start in example_starts(None, catalog(), last)] == [StartKind.NOW, StartKind.FRIDAY]


def test_another_promise_gives_old_and_new_dates_of_that_service_alone() -> None:
    found = from_to(catalog(), promised("3 días hábiles"))

    (dates,) = found.dates
    assert (dates.before, dates.now) == (parse_promise("2 días hábiles"), parse_promise("3 días hábiles"))
    told = [[side.due.day for side in (one.before, one.now) if isinstance(side, Due)] for one in dates.dates]
    assert told == [[19, 20], [25, 26], [26, 27]]
    assert all(one.is_later for one in dates.dates)


def test_another_calendar_gives_the_dates_of_each_service_that_it_moves() -> None:
    """Not of one that counts minutes, whatever the day."""
    now = replace(catalog(), calendar=calendar_data(cut_off=16 * 60))

    found = from_to(catalog(), now)
    assert [(one.before, one.now) for one in found.dates] == [
        (parse_promise(text), parse_promise(text)) for text in ("2 días hábiles", "1 día hábil")
    ]
    assert [one.is_later for one in found.dates[0].dates] == [False, True, True]


def test_a_new_service_has_dates_of_one_side_and_one_that_goes_of_the_other() -> None:
    more = catalog(radio=service("5 horas", "payment_credited"))

    (new,), (gone,) = from_to(catalog(), more).dates, from_to(more, catalog()).dates
    assert (new.before, {one.before for one in new.dates}) == (None, {None})
    assert (gone.now, {one.now for one in gone.dates}) == (None, {None})


@pytest.mark.parametrize(
    ("before", "now", "warned"),
    [
        ("2 días hábiles", "3 días hábiles", True),
        ("3 días hábiles", "2 días hábiles", False),
        ("2 a 4 días hábiles", "3 a 4 días hábiles", False),
        ("36 horas", "2 días hábiles", True),
        ("5 días corridos", "1 día hábil", False),
        ("1 día hábil", "24 horas en días hábiles", False),
        ("1 día hábil", "48 horas en días hábiles", True),
    ],
)
def test_a_promise_that_gets_longer_is_warned_of(before: str, now: str, warned: bool) -> None:
    """Of unlike units, by whether one of the examples would have to wait longer."""
    found = from_to(promised(before), promised(now)).longer

    assert found == ((Longer("Servicio", parse_promise(before), parse_promise(now)),) if warned else ())


def test_a_notice_that_promises_later_is_warned_of_until_it_is_over() -> None:
    """It is compared with what those days were promised before: the ordinary figure, or an earlier notice's."""
    two, nine, twelve = (parse_promise(f"{figure} días hábiles") for figure in (2, 9, 12))

    assert from_to(catalog(), noted()).longer == (Longer("Servicio", two, nine, notice="Mudanza"),)
    assert from_to(noted(), noted(promise="12 días hábiles")).longer == (
        Longer("Servicio", nine, twelve, notice="Mudanza"),
    )
    assert from_to(noted(), noted(reason="Otra cosa.")).longer == ()
    over = noted(**{"from": date(2026, 11, 2), "until": date(2026, 11, 16)})
    assert from_to(catalog(), over).longer == ()


def test_an_answering_time_that_gets_longer_is_warned_of() -> None:
    def answering(target: str) -> Catalog:
        fields = {"name": "Chat", "kind": "channel", "audience": "Ventas", "target_kind": "maximum"}
        kept = {"owner": "soporte", "review_by": date(2027, 5, 31)}
        entry = Attention.model_validate(fields | kept | {"target": target, "description": "Por chat."})
        return replace(catalog(), attention={"chat": entry})

    ten, thirty = "10 minutos hábiles", "30 minutos hábiles"
    assert from_to(answering(ten), answering(thirty)).longer == (
        Longer("Chat", parse_promise(ten), parse_promise(thirty), is_attention=True),
    )
    assert from_to(answering(thirty), answering(ten)).longer == ()


def test_texts_of_billing_read_otherwise_are_told() -> None:
    """They change what an order's page says though no public page does."""
    company = catalog()
    fields = company.billing.model_dump(mode="json")
    fields["services"][0]["products"] = []
    fields["order_statuses"][0]["stage"] = "in_progress"
    fields["services"] += [
        {"service": "video", "kind": "transfer", "domain_endings": [".com"]},
        {"service": "video", "kind": "renewal"},
    ]
    now = replace(company, billing=Billing.model_validate(fields))

    found = from_to(company, now)
    assert not found.is_empty
    assert found.billing == (
        BillingChange("product", "Hosting - Inicial", "Servicio", None),
        BillingChange("renewal", "", None, "Servicio"),
        BillingChange("status", "Esperando requisitos", "awaiting_requirements", "in_progress"),
        BillingChange("transfer", ".com", None, "Servicio"),
    )


def test_links_that_change_are_told() -> None:
    """One by one, or all with the name of the installation."""
    company = replace(catalog(), revocations={"a" * 32: 1, "b" * 32: 1})
    now = replace(company, revocations={"a" * 32: 2, "b" * 32: 1, "c" * 32: 1})
    renamed = replace(company, company=company.company.model_copy(update={"site": "otra"}))

    assert from_to(company, now).new_links == 2
    assert from_to(company, renamed).all_links_change


def test_without_earlier_data_every_service_has_its_dates() -> None:
    found = version_changes(None, version(catalog(), "a"), T0)

    assert not found.is_empty
    assert found.pages is None
    assert [one.now for one in found.dates] == [one.promise for one in catalog().services.values()]
