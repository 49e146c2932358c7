"""How one field of a row is read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from generator.pull.whmcs.fields import RowError, folded_word, identifier, local_moment, optional_identifier, text
from tests.pull.short_pulls import ZONE


@pytest.mark.parametrize(
    ("sent", "read"), [(7, "7"), ("7", "7"), (" 7 ", "7"), ("007", "7"), (7858259149, "7858259149"), (0, "0")]
)
def test_an_id_is_decimal_text_however_it_was_sent(sent: object, read: str) -> None:
    """Quirk 10."""
    assert identifier({"id": sent}, "id") == read


@pytest.mark.parametrize("sent", [None, "", "x", "-1", -1, 1.0, True, [], {}, "1e3", "٣", "9" * 21, 10**30])
def test_what_is_no_id_is_named_by_its_field_only(sent: object) -> None:
    with pytest.raises(RowError) as caught:
        identifier({"relid": sent}, "relid")
    assert str(caught.value) == caught.value.field == "relid"


@pytest.mark.parametrize(("sent", "read"), [(0, ""), ("0", ""), ("", ""), (None, ""), ("00", ""), ("5", "5")])
def test_zero_and_nothing_are_no_id_where_one_is_optional(sent: object, read: str) -> None:
    assert optional_identifier({"userid": sent}, "userid") == read


@pytest.mark.parametrize(
    "zero",
    [
        "0000-00-00",
        "0000-00-00 00:00:00",
        "0000-00-00 00:00",
        "-0001-11-30 00:00:00",
        "-0001-11-30",
        "",
        " ",
        None,
    ],
)
def test_every_spelling_of_the_zero_date_is_none(zero: object) -> None:
    """Quirk 9."""
    assert local_moment({"datepaid": zero}, "datepaid", ZONE) is None
    assert local_moment({}, "datepaid", ZONE) is None


@pytest.mark.parametrize(
    ("zone", "sent", "utc"),
    [
        ("America/Argentina/Buenos_Aires", "2026-11-23 09:00:00", datetime(2026, 11, 23, 12, tzinfo=UTC)),
        ("America/Argentina/Buenos_Aires", "2026-11-23", datetime(2026, 11, 23, 3, tzinfo=UTC)),
        ("America/Argentina/Buenos_Aires", "2009-01-10 12:00:00", datetime(2009, 1, 10, 14, tzinfo=UTC)),
        ("America/New_York", "2026-11-01 01:30:00", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("America/New_York", "2026-03-08 02:30:00", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ],
    ids=[
        "local",
        "a date alone is midnight",
        "past summer time",
        "twice: the first",
        "never: the change",
    ],
)
def test_local_time_becomes_utc(zone: str, sent: str, utc: datetime) -> None:
    """Quirk 8."""
    read = local_moment({"date": sent}, "date", ZoneInfo(zone))
    assert read == utc
    assert read.tzinfo is UTC


@pytest.mark.parametrize(
    "sent",
    [
        "01/02/2026",
        "2026-02-30",
        "2026-01-01T00:00:00Z",
        "ayer",
        "2026-13-01",
        0,
        20260101,
        False,
        [],
        "0001-01-01 00:00:00x",
    ],
)
def test_a_date_in_another_form_is_a_fault_and_not_a_guess(sent: object) -> None:
    """Quirk 26: localised dates are never taken for the others."""
    with pytest.raises(RowError, match=r"^date$"):
        local_moment({"date": sent}, "date", ZONE)


def test_a_date_before_all_calendars_is_a_fault() -> None:
    with pytest.raises(RowError, match=r"^date$"):
        local_moment({"date": "0001-01-01 00:00:00"}, "date", ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (" Hosting &amp; Mail ", "Hosting & Mail"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("a\x00b\x1b[31m\x07", "ab[31m"),
        ("x\ud800y\u2028z", "xyz"),
        ("Ñandú", "Ñandú"),
        (7858259149, "7858259149"),
        (None, ""),
        ("", ""),
    ],
)
def test_text_is_unescaped_once_and_holds_no_control_character(sent: object, read: str) -> None:
    assert text({"product": sent}, "product") == read


@pytest.mark.parametrize("sent", [[], {}, True, 1.5, "x" * 501])
def test_what_is_no_short_text_is_a_fault(sent: object) -> None:
    with pytest.raises(RowError, match=r"^status$"):
        text({"status": sent}, "status")


@pytest.mark.parametrize("row", [{"domain": "a.com"}, {"domain ": "a.com"}])
def test_an_old_version_s_blank_after_a_name_does_not_matter(row: dict[str, Any]) -> None:
    assert text(row, "domain") == "a.com"


@pytest.mark.parametrize("word", ["Customer-Reply", "customer reply", "CUSTOMER_REPLY", "customerreply"])
def test_status_words_are_compared_without_case_hyphens_and_blanks(word: str) -> None:
    """Quirk 32."""
    assert folded_word(word) == "customerreply"
