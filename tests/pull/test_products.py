"""The date that staff write into a product's own field when its requirements are met."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pull.whmcs.fields import RowError
from generator.pull.whmcs.products import has_field, requirements_met_at
from tests.pull.samples import NOW, product_row
from tests.pull.short_pulls import ZONE

FIELD = "requisitos  COMPLETOS"


def met(value: object, **changes: Any) -> datetime | None:
    """Return the moment a product with this value gives."""
    return requirements_met_at(product_row(value, **changes), FIELD, ZONE, NOW)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-20", datetime(2026, 11, 20, 3, tzinfo=UTC)),
        ("2026-11-20 14:30", datetime(2026, 11, 20, 17, 30, tzinfo=UTC)),
        ("2026-11-20 14:30:15", datetime(2026, 11, 20, 17, 30, 15, tzinfo=UTC)),
        ("20/11/2026", datetime(2026, 11, 20, 3, tzinfo=UTC)),
        ("20/11/2026 14:30", datetime(2026, 11, 20, 17, 30, tzinfo=UTC)),
        (" 5/3/2026   9:05 ", datetime(2026, 3, 5, 12, 5, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_as_staff_write_it(written: str, moment: datetime) -> None:
    read = met(written)
    assert read == moment
    assert read.tzinfo is UTC


@pytest.mark.parametrize(
    "nothing", ["", " ", None, "0000-00-00", "0000-00-00 00:00:00", "-0001-11-30", "-0001-11-30 00:00:00"]
)
def test_an_empty_field_says_nothing(nothing: object) -> None:
    """Quirk 9, in a field of the company's own."""
    assert met(nothing) is None


def test_a_date_still_to_come_is_not_met_yet() -> None:
    assert met("2026-11-23 09:00") == NOW
    assert met("2026-11-23 09:01") is None
    assert met("24/11/2026") is None


@pytest.mark.parametrize(
    "written",
    [
        "ayer",
        "31/02/2026",
        "11-20-2026",
        "20/11/26",
        "2026-11-20T14:30",
        "2026-11-20 25:00",
        "0000-01-01",
        "٢٠/١١/٢٠٢٦",
        "sí",
        7,
        [],
        {},
        True,
        "x" * 501,
    ],
)
def test_what_is_no_date_is_a_fault_that_never_repeats_it(written: object) -> None:
    with pytest.raises(RowError) as caught:
        met(written)
    assert str(caught.value) == caught.value.field == "customfield"
    assert caught.value.__cause__ is None


@given(st.text(max_size=20))
def test_any_text_is_a_past_moment_or_nothing_or_a_fault(written: str) -> None:
    try:
        read = met(written)
    except RowError:
        return
    assert read is None or read <= NOW


@pytest.mark.parametrize("fields", ["", [], {}, None, {"customfield": []}, {"customfield": ""}])
def test_a_product_may_have_no_fields(fields: object) -> None:
    """Quirk 12."""
    assert met("", customfields=fields) is None
    assert not has_field(product_row(customfields=fields), FIELD)


@pytest.mark.parametrize("shape", ["list", "object", "numbered"])
def test_the_fields_may_come_in_any_shape_of_a_list(shape: str) -> None:
    """Quirk 12."""
    field = {"id": "2", "name": "Requisitos&nbsp;completos", "value": "2026-11-20"}
    fields = {"list": [field], "object": {"customfield": field}, "numbered": {"0": {"name": "CUIT"}, "1": field}}[shape]
    assert met("", customfields=fields) == datetime(2026, 11, 20, 3, tzinfo=UTC)


def test_another_field_s_value_is_never_looked_at() -> None:
    fields = [{"name": "CUIT", "value": ["Ana"]}, {"name": "Requisitos completos", "value": "2026-11-20"}]
    assert met("", customfields=fields) == datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.mark.parametrize("fields", ["<p>", 5, [1], [{"name": []}]])
def test_fields_that_cannot_be_read_are_a_fault(fields: object) -> None:
    with pytest.raises(RowError, match=r"^customfield$"):
        met("", customfields=fields)
