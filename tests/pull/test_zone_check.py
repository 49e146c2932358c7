"""Billing's clock against the zone its times are read in: where they differ nothing is read."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from generator.errors import UnreachableError
from generator.pull.whmcs.zone_check import check_zone
from tests.doubles.acting_server import Act, raw
from tests.doubles.scripted_billing import always, answer, clock, serving
from tests.pull.short_pulls import SECRET, ZONE, transport

NOON = "Mon, 23 Nov 2026 12:00:00 GMT"


def check(act: Act, zone: ZoneInfo = ZONE) -> None:
    """Check the clock of a server that does this, and that it was asked once and nothing else."""
    with serving(always(act)) as server, transport(server.url) as opened:
        try:
            check_zone(opened, zone)
        finally:
            assert [form["action"] for form in server.forms] == ["GetAutomationLog"]


def refusal(act: Act, zone: ZoneInfo = ZONE) -> UnreachableError:
    """Return why a clock is refused."""
    with pytest.raises(UnreachableError) as caught:
        check(act, zone)
    error = caught.value
    assert error.exit_code == 3
    assert error.message.startswith("Facturación (GetAutomationLog): ")
    assert error.remedy
    assert len(f"{error.message}{error.remedy}".splitlines()) == 1
    assert SECRET not in error.message
    assert error.__cause__ is None
    return error


@pytest.mark.parametrize(
    ("local", "zone"),
    [
        ("2026-11-23 09:00:00", "America/Argentina/Buenos_Aires"),
        ("2026-11-23 12:00:00", "UTC"),
        ("2026-11-23 17:30:00", "Asia/Kolkata"),
        ("2026-11-23 17:45:00", "Asia/Kathmandu"),
        ("2026-11-23 08:30:00", "America/St_Johns"),
        ("2026-11-24 02:00:00", "Pacific/Kiritimati"),
        ("2026-11-23 01:00:00", "Pacific/Pago_Pago"),
        (" 2026-11-23 09:00:00\n", "America/Argentina/Buenos_Aires"),
    ],
)
def test_a_clock_in_the_zone_of_the_data_passes(local: str, zone: str) -> None:
    check(clock(local, NOON), ZoneInfo(zone))


@pytest.mark.parametrize("local", ["2026-11-23 08:53:00", "2026-11-23 09:07:00", "2026-11-23 09:07:29"])
def test_what_is_less_than_half_a_quarter_of_an_hour_is_no_zone(local: str) -> None:
    check(clock(local, NOON))


@pytest.mark.parametrize(
    ("local", "shown"),
    [
        ("2026-11-23 08:00:00", "UTC-4"),
        ("2026-11-23 10:00:00", "UTC-2"),
        ("2026-11-23 12:00:00", "UTC+0"),
        ("2026-11-23 08:30:00", "UTC-3:30"),
        ("2026-11-23 17:30:00", "UTC+5:30"),
        ("2026-11-22 23:59:00", "UTC-12"),
        ("2026-11-24 02:00:00", "UTC+14"),
    ],
)
def test_a_clock_elsewhere_stops_the_pull_and_both_zones_are_told(local: str, shown: str) -> None:
    error = refusal(clock(local, NOON))
    assert f"el reloj de la facturación marca {shown}" in error.message
    assert f"{local} cuando eran las 12:00:00 UTC del 2026-11-23" in error.message
    assert "data/billing.yml dice America/Argentina/Buenos_Aires (UTC-3)" in error.message
    assert "«zone»" in error.remedy


@pytest.mark.parametrize(
    "local",
    [
        "2016-11-08 22:12:00",
        "1970-01-01 00:00:00",
        "2026-11-22 09:00:00",
        "2026-11-22 23:30:00",
        "2026-11-23 09:08:00",
        "2026-11-24 02:30:00",
        "9999-12-31 23:59:59",
    ],
)
def test_a_clock_that_no_zone_explains_is_told_as_wrong_and_not_as_a_zone(local: str) -> None:
    """A clock of 2016 read «UTC-88094»."""
    error = refusal(clock(local, NOON))
    assert f"marca {local} cuando eran las 12:00:00 UTC del 2026-11-23" in error.message
    assert "UTC-" not in error.message
    assert "UTC+" not in error.message
    assert "en hora" in error.remedy
    assert "«zone»" not in error.remedy


def test_the_zone_s_offset_is_that_of_the_server_s_own_instant() -> None:
    madrid = ZoneInfo("Europe/Madrid")
    check(clock("2026-07-01 14:00:00", "Wed, 01 Jul 2026 12:00:00 GMT"), madrid)
    check(clock("2026-12-01 13:00:00", "Tue, 01 Dec 2026 12:00:00 GMT"), madrid)
    # The very hour the clocks go back, before and after.
    check(clock("2026-10-25 02:30:00", "Sun, 25 Oct 2026 00:30:00 GMT"), madrid)
    check(clock("2026-10-25 02:30:00", "Sun, 25 Oct 2026 01:30:00 GMT"), madrid)
    assert "(UTC+1)" in refusal(clock("2026-12-01 14:00:00", "Tue, 01 Dec 2026 12:00:00 GMT"), madrid).message


@pytest.mark.parametrize(
    "date",
    [
        "",
        "ayer",
        "Mon, 23 Nov 2026",
        "Mon, 99 Nov 2026 12:00:00 GMT",
        "Mon, 23 Nov 2026 12:00:00 -0000",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 23 Nov 99999999999999999999 12:00:00 GMT",
        "2026-11-23T12:00:00Z",
    ],
)
def test_without_a_legible_http_date_nothing_can_be_compared(date: str) -> None:
    assert "«Date»" in refusal(clock(date=date)).message


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        0,
        1795435200,
        [],
        "0000-00-00 00:00:00",
        "2026-11-23",
        "2026-11-23T09:00:00",
        "23/11/2026 09:00:00",
        "2026-11-23 25:00:00",
        "2026-11-23 09:00:00 -03:00",
        "2026-02-30 09:00:00",
        "2026-11-23 090000.0",
    ],
)
def test_a_current_time_that_is_none_is_refused_and_not_repeated(value: object) -> None:
    error = refusal(answer({"result": "success", "currentDatetime": value}))
    assert "«currentDatetime» no es una fecha y hora" in error.message
    assert not value or str(value) not in error.message


def test_an_answer_without_the_current_time_is_no_answer() -> None:
    assert "falta «currentDatetime»" in refusal(answer({"result": "success"})).message


def test_a_role_without_the_action_is_told_as_such() -> None:
    message = 'Invalid Permissions: API action "getautomationlog" is not allowed'
    assert "no permite GetAutomationLog" in refusal(answer({"result": "error", "message": message}, 403)).message


def test_a_page_in_place_of_an_answer_is_told_as_such() -> None:
    assert "una página HTML" in refusal(raw(b"<html>", Date=NOON)).message
