"""A calendar like the company's own: Monday to Friday 09:00–18:00 with the Argentine holidays of the worked cases."""

from __future__ import annotations

from datetime import date

from generator.model.calendar import CalendarData, Holiday, WeeklyHours

HOLIDAYS = {
    "2026-02-16": "Carnaval",
    "2026-02-17": "Carnaval",
    "2026-05-01": "Día del Trabajador",
    "2026-11-23": "Día de la Soberanía Nacional",
    "2026-12-25": "Navidad",
    "2027-01-01": "Año Nuevo",
}
WEEK = WeeklyHours.model_validate(
    {day: ["09:00-18:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
)


def calendar_data(**changes: object) -> CalendarData:
    """Return the calendar of the worked cases with some fields changed."""
    fields: dict[str, object] = {
        "zone": "America/Argentina/Buenos_Aires",
        "weekly_hours": WEEK,
        "cut_off": "closing",
        "closures": (),
        "exceptions": (),
        "holidays": tuple(Holiday(date=date.fromisoformat(d), name=n, source="prueba") for d, n in HOLIDAYS.items()),
        "first_year": 2026,
        "last_year": 2028,
    }
    return CalendarData.model_validate(fields | changes)
