"""Dates, durations and the words of a count, as a reader in Argentina expects them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.due import Due, TraceDay, Verdict, Why
from generator.words.language import WORDS
from generator.words.phrases import (
    day_words,
    due_moment,
    due_sentence,
    earliest_moment,
    enumerated,
    exact_duration,
    moment_words,
    short_day,
    trace_words,
)

ZONE = ZoneInfo("America/Argentina/Buenos_Aires")
TUESDAY = date(2026, 11, 24)


def at(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> datetime:
    """Return a local moment of 2026, in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def counted(day: int, **fields: int) -> TraceDay:
    """Return a date that counts."""
    return TraceDay(date=date(2026, 11, day), verdict=Verdict.COUNTED, **fields)  # type: ignore[arg-type]


def test_a_date_is_written_in_full_or_short() -> None:
    assert day_words(TUESDAY) == "martes 24 de noviembre de 2026"
    assert short_day(TUESDAY) == "mar 24/11/2026"
    assert (day_words(TUESDAY, 2026), day_words(TUESDAY, 2027)) == ("martes 24 de noviembre", day_words(TUESDAY))
    assert (short_day(TUESDAY, 2026), short_day(TUESDAY, 2027)) == ("mar 24/11", short_day(TUESDAY))
    week = " ".join(short_day(date(2026, 1, day))[:3] for day in range(5, 12))
    assert week == "lun mar mié jue vie sáb dom"
    assert tuple(day_words(date(2026, 1, day)).split()[0] for day in range(5, 12)) == WORDS.dates.weekdays


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime(2026, 11, 24, 18, 0, tzinfo=UTC), "martes 24 de noviembre de 2026 a las 15:00"),
        (datetime(2026, 11, 25, 2, 59, tzinfo=UTC), "martes 24 de noviembre de 2026 a las 23:59"),
        (datetime(2026, 11, 25, 3, 0, tzinfo=UTC), "miércoles 25 de noviembre de 2026 a las 00:00"),
        (datetime(2026, 3, 1, 12, 5, tzinfo=UTC), "domingo 1 de marzo de 2026 a las 09:05"),
    ],
)
def test_a_moment_is_told_in_the_site_s_zone_with_24_hours(value: datetime, words: str) -> None:
    assert moment_words(value, ZONE) == words


def test_what_is_due_when_its_last_day_ends_is_due_at_24_00_of_that_day() -> None:
    """00:00 of the next date would read as a day more; a midnight that ends no counted day is what it is."""
    assert due_moment(at(25), [counted(24, seconds=86400)], ZONE) == "martes 24 de noviembre de 2026 al final del día"
    assert due_moment(at(25), [counted(25, seconds=0)], ZONE) == "miércoles 25 de noviembre de 2026 a las 00:00"
    assert due_moment(at(25), [], ZONE) == "miércoles 25 de noviembre de 2026 a las 00:00"
    assert due_moment(at(24, 18), [counted(24, ordinal=1)], ZONE) == "martes 24 de noviembre de 2026 a las 18:00"


def test_a_range_of_hours_may_begin_at_24_00_and_one_of_days_begins_at_an_opening() -> None:
    """A company that never closes opens at midnight, which is the beginning of a day and not the end of another."""
    hours = (counted(24, seconds=86400), counted(25, seconds=86400))
    days = (counted(24, ordinal=1), counted(25, ordinal=2))

    assert earliest_moment(at(25), hours, ZONE) == "martes 24 de noviembre de 2026 al final del día"
    assert earliest_moment(at(25), days, ZONE) == "miércoles 25 de noviembre de 2026 a las 00:00"
    assert earliest_moment(at(24, 15), hours, ZONE) == "martes 24 de noviembre de 2026 a las 15:00"


def test_when_something_is_due_is_one_date_or_between_two() -> None:
    trace = (counted(24, seconds=86400), counted(25, seconds=86400))
    due = Due(start=at(24), earliest=None, due=at(26), trace=trace)
    between = due.model_copy(update={"earliest": at(25)})

    assert due_sentence(due, ZONE) == "a más tardar el miércoles 25 de noviembre de 2026 al final del día"
    assert due_sentence(between, ZONE) == (
        "entre el martes 24 de noviembre de 2026 al final del día "
        "y el miércoles 25 de noviembre de 2026 al final del día"
    )


def test_both_ends_of_a_range_in_one_day_name_the_day_once() -> None:
    """`la` for one o'clock."""
    due = Due(start=at(24, 9), earliest=at(24, 13), due=at(24, 21), trace=(counted(24, seconds=43200),))
    assert due_sentence(due, ZONE, 2026) == "el martes 24 de noviembre entre las 13:00 y las 21:00"
    night = due.model_copy(update={"earliest": at(24, 1), "due": at(24, 5)})
    assert due_sentence(night, ZONE, 2026) == "el martes 24 de noviembre entre la 01:00 y las 05:00"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (45, "45 s"),
        (60, "1 min"),
        (90 * 60, "1 h 30 min"),
        (3600, "1 h"),
        (3601, "1 h 1 s"),
        (86399, "23 h 59 min 59 s"),
        (90000, "25 h"),
    ],
)
def test_a_duration_is_exact(seconds: int, words: str) -> None:
    """The longest local day has 25 hours, and ninety minutes are no "2 h"."""
    assert exact_duration(seconds) == words


@given(st.integers(0, 10**6))
def test_a_duration_adds_up_again(seconds: int) -> None:
    sizes = {"h": 3600, "min": 60, "s": 1}
    parts = re.findall(r"(\d+) (h|min|s)", exact_duration(seconds))
    assert sum(int(figure) * sizes[unit] for figure, unit in parts) == seconds


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ([], ""),
        (["a"], "a"),
        (["pan", "vino"], "pan y vino"),
        (["a", "b", "c"], "a, b y c"),
        (["padre", "hijo"], "padre e hijo"),
        (["Diseño", "Imagen"], "Diseño e Imagen"),
        (["aire", "ínfimo"], "aire e ínfimo"),
        (["agua", "hielo"], "agua y hielo"),
        (["átomos", "iones"], "átomos y iones"),
        (["Android", "iOS"], "Android y iOS"),
    ],
)
def test_a_list_is_joined_as_it_is_said(words: list[str], joined: str) -> None:
    """The "y" becomes "e" before the sound of an i, and not before another that is written with one."""
    assert enumerated(words) == joined


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (TraceDay(date=TUESDAY, verdict=Verdict.DAY_ZERO), "día de inicio: se cuenta desde el siguiente"),
        (counted(24, ordinal=3), "cuenta: día 3"),
        (counted(24, seconds=5400), "cuenta: 1 h 30 min"),
        (counted(24, seconds=0), "cuenta: 0 s"),
        (
            TraceDay(date=TUESDAY, verdict=Verdict.COUNTED, ordinal=1, name="Sábado trabajado"),
            "cuenta: día 1 (Sábado trabajado)",
        ),
    ],
)
def test_a_count_says_what_a_date_did(row: TraceDay, words: str) -> None:
    assert trace_words(row, WORDS) == words


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Why.WEEKEND, "no cuenta: ese día no se atiende"),
        (Why.HOLIDAY, "no cuenta: feriado, Navidad"),
        (Why.NON_WORKING, "no cuenta: día no laborable, Navidad"),
        (Why.BRIDGE, "no cuenta: día no laborable, Navidad"),
        (Why.CLOSURE, "no cuenta: cerrado, Navidad"),
        (Why.AFTER_CUT_OFF, "no cuenta: el plazo empezó a la hora de corte o más tarde"),
        (Why.AFTER_HOURS, "no cuenta: el plazo empezó a la hora del cierre o más tarde"),
        (Why.PAUSED, "no cuenta: en pausa, esperábamos algo de su parte"),
        (None, "no cuenta: sin motivo registrado"),
    ],
)
def test_a_count_says_why_a_date_was_skipped(why: Why | None, words: str) -> None:
    assert trace_words(TraceDay(date=TUESDAY, verdict=Verdict.SKIPPED, why=why, name="Navidad"), WORDS) == words


def test_every_reason_for_skipping_is_tried_above() -> None:
    """A reason that is added must be given its words."""
    tried = test_a_count_says_why_a_date_was_skipped.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {why for why, _ in tried} == {*Why, None}


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(0, 10**6))  # noqa: DTZ001
def test_no_blank_is_of_a_kind_that_nobody_types(naive: datetime, seconds: int) -> None:
    """A search for what is read on the page must find it: no narrow and no no-break spaces."""
    value = naive.replace(tzinfo=UTC)
    rows = [counted(24, seconds=seconds)]
    printed = [
        day_words(value.date()),
        short_day(value.date()),
        moment_words(value, ZONE),
        due_moment(value, rows, ZONE),
        due_sentence(Due(start=value, earliest=value, due=value + timedelta(1), trace=tuple(rows)), ZONE),
        exact_duration(seconds),
        trace_words(rows[0], WORDS),
    ]
    assert [text for text in printed if re.search(r"[^\S ]", text)] == []
