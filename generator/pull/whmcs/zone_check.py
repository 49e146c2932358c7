"""The check that billing's clock stands in the time zone in which its dates are read."""

from __future__ import annotations

import email.utils
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from generator.model.reading import Reading
from generator.pull.whmcs.api_answer import answer
from generator.pull.whmcs.billing_errors import NOT_BILLING, failed_action
from generator.pull.whmcs.transport import Transport

ACTION, FIELD = "GetAutomationLog", "currentDatetime"
QUARTER = timedelta(minutes=15)
"""Every offset in use is a multiple of it; what is left over is the time the answer took, or a slow clock."""


@dataclass(frozen=True, slots=True)
class BillingClock:
    """The HTTP date of billing's server (UTC), and what billing's own clock is ahead of it, its zone left out."""

    at: datetime
    ahead: timedelta


def checked_clock(
    transport: Transport, zone: ZoneInfo, before: Reading | None, now: datetime, *, is_due: bool
) -> Reading:
    """Return the reading of the run before with what is known of billing's clock, which is asked for only when due."""
    if before and before.zone == str(zone) and before.zone_checked and not is_due:
        return before
    ahead = round(check_zone(transport, zone).ahead.total_seconds())
    asked = {"zone": str(zone), "zone_checked": now, "clock_ahead": ahead}
    return (before or Reading()).model_copy(update=asked)


def check_zone(transport: Transport, zone: ZoneInfo) -> BillingClock:
    """Refuse to read times that carry no zone as those of `zone` where billing keeps another; return its clock.

    The server's own HTTP date (UTC) is compared, never this machine's clock. Raises UnreachableError that says both.
    """
    response = transport.post(ACTION, {})
    local = _local_time(answer(ACTION, response, FIELD)[FIELD])
    if local is None:
        raise failed_action(ACTION, f"«{FIELD}» no es una fecha y hora", NOT_BILLING)
    instant = http_date(response.date)
    if instant is None:
        raise failed_action(
            ACTION,
            "la respuesta no trae una cabecera «Date» legible, y sin ella no se puede comprobar el reloj",
            "Revise que el servidor, el proxy o la CDN no quite esa cabecera.",
        )
    measured = _to_quarters(local - instant.replace(tzinfo=None))
    expected = instant.astimezone(zone).utcoffset() or timedelta()
    if measured != expected and not _is_of_a_zone(measured):
        raise failed_action(
            ACTION,
            f"el reloj de la facturación marca {local:%Y-%m-%d %H:%M:%S} cuando eran las {instant:%H:%M:%S} UTC del "
            f"{instant:%Y-%m-%d}: ninguna zona horaria da esa diferencia",
            "Ponga en hora el servidor de WHMCS (y el de su base de datos); conviene que lo haga NTP por sí solo.",
        )
    if measured != expected:
        raise failed_action(
            ACTION,
            f"el reloj de la facturación marca {_shown(measured)} ({local:%Y-%m-%d %H:%M:%S} cuando eran las "
            f"{instant:%H:%M:%S} UTC del {instant:%Y-%m-%d}) y data/billing.yml dice {zone.key} ({_shown(expected)})",
            "Corrija «zone» en data/billing.yml o la zona horaria de PHP en el servidor de WHMCS; "
            "mientras difieran, todas las fechas estarían corridas y no se publica ninguna.",
        )
    return BillingClock(instant, local - instant.replace(tzinfo=None) - measured)


def _local_time(value: object) -> datetime | None:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}", value.strip()):
        return None
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return None


def http_date(value: str) -> datetime | None:
    """Return a response's `Date` (UTC), None where it is none."""
    try:
        date = email.utils.parsedate_to_datetime(value)
        # With a year of room on both sides, no time zone leads out of the range of dates.
        return date.astimezone(UTC) if date.tzinfo and 1 < date.year < 9999 else None
    except (ValueError, TypeError, OverflowError):
        return None


def _to_quarters(span: timedelta) -> timedelta:
    return QUARTER * round(span / QUARTER)


def _is_of_a_zone(offset: timedelta) -> bool:
    # From UTC-12 to UTC+14, by half hours; Nepal, Eucla and the Chatham Islands alone have three quarters.
    quarters = offset // QUARTER
    return -48 <= quarters <= 56 and (quarters % 2 == 0 or quarters in (23, 35, 51, 55))


def _shown(offset: timedelta) -> str:
    minutes = abs(offset) // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    sign = "-" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
