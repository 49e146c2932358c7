"""Whether anybody is there at a moment, until when, and from when again, in the words of a page without a script."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.public_facts import attending_at
from generator.load import load_catalog
from generator.model.calendar import WEEKDAYS, Holiday
from generator.render.wording import PageWording
from tests.compute.calendars import calendar_data
from tests.sample_company import SAMPLE

CATALOG = load_catalog(SAMPLE)
CLOSED = "Está cerrado: volvemos el"
ALWAYS = {key: ["00:00-24:00"] for key in WEEKDAYS}
NIGHTS = {"friday": ["20:00-24:00"], "saturday": ["00:00-02:00", "20:00-24:00"]}
EVES = tuple(
    Holiday(date=date(2026, 12, day), name=name, source="prueba") for day, name in ((24, "Nochebuena"), (25, "Navidad"))
)
CASES = {
    "open": ({}, "2026-11-27 10:00", "El viernes 27 de noviembre de 2026 atendemos hasta las 18:00."),
    "at the opening": ({}, "2026-11-27 09:00", "El viernes 27 de noviembre de 2026 atendemos hasta las 18:00."),
    "at the closing": ({}, "2026-11-27 18:00", f"{CLOSED} lunes 30 de noviembre de 2026 a las 09:00."),
    "before the opening": ({}, "2026-11-27 08:59", f"{CLOSED} viernes 27 de noviembre de 2026 a las 09:00."),
    "before a holiday": (
        {},
        "2026-11-20 19:00",
        (
            f"{CLOSED} martes 24 de noviembre de 2026 a las 09:00. "
            "Hasta entonces, cerrado por: Día de la Soberanía Nacional."
        ),
    ),
    "before two holidays": (
        {"holidays": EVES},
        "2026-12-23 19:00",
        f"{CLOSED} lunes 28 de diciembre de 2026 a las 09:00. Hasta entonces, cerrado por: Nochebuena; Navidad.",
    ),
    "between two shifts": (
        {"weekly_hours": {"friday": ["09:00-13:00", "14:00-18:00"]}},
        "2026-11-27 13:30",
        f"{CLOSED} viernes 27 de noviembre de 2026 a las 14:00.",
    ),
    "until midnight": (
        {"weekly_hours": {"friday": ["09:00-24:00"]}},
        "2026-11-27 23:59",
        "El viernes 27 de noviembre de 2026 atendemos hasta la medianoche.",
    ),
    "past midnight": (
        {"weekly_hours": NIGHTS},
        "2026-11-27 23:00",
        "El sábado 28 de noviembre de 2026 atendemos hasta las 02:00.",
    ),
    "at all hours": ({"weekly_hours": ALWAYS, "holidays": ()}, "2026-11-27 23:59", "Atendemos a toda hora."),
    "at all hours but on a holiday": (
        {"weekly_hours": ALWAYS},
        "2026-12-22 12:00",
        "El jueves 24 de diciembre de 2026 atendemos hasta la medianoche.",
    ),
    "beyond the loaded years": ({}, "2029-01-02 12:00", ""),
    "before the first day beyond them": ({}, "2028-12-31 12:00", ""),
    "at all hours until the loaded years end": (
        {"weekly_hours": ALWAYS, "holidays": ()},
        "2028-12-30 12:00",
        "El domingo 31 de diciembre de 2028 atendemos hasta la medianoche.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_who_is_there_is_told_with_its_day(case: str) -> None:
    changes, at, told = CASES[case]
    data = calendar_data(**changes)
    now = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(data.zone))
    words = PageWording(replace(CATALOG, calendar=data))
    assert words.attending(attending_at(BusinessCalendar(data), now)) == told
