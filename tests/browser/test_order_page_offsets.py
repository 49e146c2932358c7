"""An order page tells time by the offsets that its wording carries, and by the browser beyond them: the same time."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.public_facts import calendar_feed
from generator.render.order_page import page_calendar
from tests.browser.conftest import PAGE_SOURCE
from tests.browser.orders import small_catalog

ZONES = ("America/Argentina/Buenos_Aires", "Europe/Madrid", "America/Santiago", "Asia/Kathmandu")
FIRST, LAST = datetime(2025, 6, 1, tzinfo=UTC), datetime(2029, 6, 1, tzinfo=UTC)
_SCRIPT = """
const { at, words, asked } = JSON.parse(require("fs").readFileSync(0, "utf8"));
globalThis.document = { getElementById: () => ({ textContent: JSON.stringify(words) }) };
import(at).then(({ timeIn }) => {
  const told = asked.map(([zone, offsets, moments]) => moments.map((one) => {
    const { day, time } = timeIn(zone, offsets).place(new Date(one));
    return `${day} ${time}`;
  }));
  process.stdout.write(JSON.stringify(told));
});
"""


def offsets_of(zone: str) -> list[list[int | None]]:
    """Return the offsets of 2026 to 2028 as the wording carries them."""
    data = small_catalog().calendar.model_copy(update={"zone": zone})
    found: list[list[int | None]] = json.loads(
        json.dumps(page_calendar(calendar_feed(BusinessCalendar(data)), date(2026, 11, 23))["offsets"])
    )
    return found


def told(asked: list[tuple[str, list[list[int | None]], list[str]]], folder: str) -> list[list[str]]:
    """Return what the page's own script says of moments."""
    node = shutil.which("node")
    assert node
    given = json.dumps({"at": f"file://{folder}/tiempo.js", "words": {"dates": {}}, "asked": asked})
    done = subprocess.run([node, "-e", _SCRIPT], input=given, capture_output=True, text=True, check=True)
    found: list[list[str]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the page's modules in a folder where Node takes them for such."""
    place = tmp_path_factory.mktemp("pedido")
    shutil.copytree(PAGE_SOURCE, place, dirs_exist_ok=True)
    (place / "package.json").write_text('{"type":"module"}', encoding="utf-8")
    return str(place)


MOMENTS = st.lists(st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)), min_size=50, max_size=50)


@settings(max_examples=5, deadline=None)
@given(MOMENTS)
def test_a_moment_has_the_date_and_hour_of_its_zone(folder: str, found: list[datetime]) -> None:
    """Before the loaded years, in them, after them, and a minute before and after each change."""
    for zone in ZONES:
        offsets = offsets_of(zone)
        edges = [datetime.fromtimestamp(int(second or 0), UTC) for second, _offset in offsets]
        around = [edge + timedelta(minutes=minutes) for edge in edges for minutes in (-1, 0, 1)]
        moments = [*around, *(one.replace(tzinfo=UTC, microsecond=0) for one in found)]
        asked = [one.isoformat().replace("+00:00", "Z") for one in moments]
        expected = [one.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") for one in moments]
        by_offsets, by_browser = told([(zone, offsets, asked), (zone, [], asked)], folder)
        assert by_offsets == expected
        assert by_browser == expected
