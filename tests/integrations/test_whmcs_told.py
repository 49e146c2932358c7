"""What the hook says of an order is, letter for letter, what the order's own page says."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.model.states import Reason, State, WaitingOn
from generator.render.order_page import order_page_wording
from generator.words.for_scripts import order_page_words
from generator.words.language import WORDS
from tests.browser.orders import item, order, say, small_catalog, still
from tests.browser.test_order_page_sentence import CASES
from tests.integrations.running_php import Php, php_path
from tests.integrations.words_file import WORDS_FILE, words_file

NOW = datetime(2026, 11, 23, 13, 27, tzinfo=UTC)
SCRIPTS = Path(__file__).parents[2] / "site_src" / "docs" / "pedido"
SLOW = {"hosting": "Estamos tardando más que lo prometido."}
CATALOG = json.loads(order_page_wording(small_catalog(), say, left=SLOW))
DAYS = [f"2026-11-{day:02}" for day in range(18, 28)]
MOMENTS = st.sampled_from(
    [f"{day}T{time}Z" for day in DAYS for time in ("03:00:00", "02:59:59", "13:00:00", "21:00:00.250000")]
    + ["2025-12-31T21:00:00Z", "2027-01-01T03:00:00Z", "2026-02-30T10:00:00Z", "ayer"]
)
WHENS = MOMENTS | st.fixed_dictionaries({"after": MOMENTS, "by": MOMENTS})
NAMES = st.sampled_from(["Simplenews Anual", "", "a\u202eb\tc", "<b>x</b>", "{service}", "\u00f1 \u00a0"])
ROWS = st.fixed_dictionaries({"date": st.sampled_from(DAYS)}, optional={"seconds": st.just(60)})
ITEMS = st.fixed_dictionaries(
    {"name": NAMES, "state": st.sampled_from([*(state.value for state in State), "otra"])},
    optional={
        "service": st.sampled_from(["simplenews", "hosting", "revendedor", "ninguno"]),
        "since": WHENS,
        "waiting_on": st.sampled_from([*(who.value for who in WaitingOn), "otro"]),
        "reason": st.sampled_from([reason.value for reason in Reason]),
        "due": MOMENTS,
        "earliest": MOMENTS,
        "start": WHENS,
        "promise": st.sampled_from(["2 días hábiles", "2 minutos"]),
        "trace": st.lists(ROWS, max_size=3).map(lambda rows: sorted(rows, key=lambda row: str(row["date"]))),
        "missing": st.lists(st.sampled_from(["dominio-activo", "dominio-delegado", "otro"]), max_size=3),
    },
)
READS = st.sampled_from([0, 60, 1000, 40_000, 86_400, 86_401, 200_000, -300, -601])
ORDERS = st.tuples(st.lists(ITEMS, max_size=4), READS, st.booleans())
Told = dict[str, Any]


def by_the_hook(php: Php, orders: list[Told]) -> list[list[str]]:
    """Return the sentence, date and age that the hook says of each."""
    told: list[list[str]] = php.run("told.php", {"catalog": CATALOG, "orders": orders})
    return told


def by_the_page(orders: list[Told]) -> list[Told]:
    """Return what the page's own scripts say of each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(SCRIPTS, folder / "pedido")
        (folder / "pedido" / "package.json").write_text('{"type":"module"}')
        asked = {
            "folder": str(folder / "pedido"),
            "words": order_page_words(WORDS),
            "catalog": CATALOG,
            "orders": orders,
        }
        script = Path(__file__).with_name("told_by_the_page.mjs")
        done = subprocess.run(
            [shutil.which("node") or "node", script],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    told: list[Told] = json.loads(done.stdout)
    return told


def shown(view: Told, read: datetime | None = NOW) -> Told:
    """Return an opened order as the two are given it."""
    return {"view": view, "read": int(read.timestamp()) if read else 0, "now": int(NOW.timestamp())}


def dates_of(page: Told) -> set[str]:
    """Return the lines of dates that the hook may say of what the page shows: one of its cards', or none."""
    found = {""}
    for card in page["cards"]:
        if card["label"]:
            found.add(f"{card['label']} {card['due']}.")
        if card["active"]:
            found.add(card["active"])
    return found


def test_each_case_of_the_page_s_sentence_is_said_by_the_hook(php: Php) -> None:
    """The cases that the page's own test shows in Chromium."""
    told = by_the_hook(php, [shown(order(*items)) for items, _words in CASES])
    assert [sentence for sentence, _date, _age in told] == [words for _items, words in CASES]


@pytest.mark.parametrize(
    ("one", "date"),
    [
        (item(), "Estará listo a más tardar el miércoles 25 de noviembre a las 18:00."),
        (
            item(earliest="2026-11-24T12:00:00Z"),
            "Estará listo desde el martes 24 de noviembre a las 09:00 hasta el miércoles 25 de noviembre a las 18:00.",
        ),
        (
            item(service="hosting", promise="2 minutos"),
            "Le prometimos que estará listo a más tardar el miércoles 25 de noviembre a las 18:00.",
        ),
        (
            item(service="hosting", promise="2 minutos", earliest="2026-11-24T12:00:00Z"),
            (
                "Le prometimos que estará listo desde el martes 24 de noviembre a las 09:00 "
                "hasta el miércoles 25 de noviembre a las 18:00."
            ),
        ),
        (
            item(earliest="2026-11-23T12:00:00Z"),
            "Estará listo a más tardar el miércoles 25 de noviembre a las 18:00.",
        ),
        (item(due="2026-11-20T21:00:00Z"), "Debía estar listo a más tardar el viernes 20 de noviembre a las 18:00."),
        (
            item(state="active", waiting_on="none", since="2026-11-23T04:30:00Z"),
            "Se activó el lunes 23 de noviembre a la 01:30.",
        ),
        (
            item(state="active", waiting_on="none"),
            "Se activó el viernes 20 de noviembre, entre las 10:00 y las 10:15.",
        ),
        (item(due=None), ""),
        (still("awaiting_payment", "client"), ""),
    ],
)
def test_the_date_follows_the_sentence(php: Php, one: Told, date: str) -> None:
    """Only where there is one to claim."""
    assert by_the_hook(php, [shown(order(one))])[0][1:] == [date, "Actualizado hoy a las 10:27."]


def test_what_is_too_old_is_told_as_past_and_without_a_date(php: Php) -> None:
    """Nor has an order that ended one."""
    old, unknown = shown(order(item()), datetime(2026, 11, 22, 13, 26, tzinfo=UTC)), shown(order(item()), None)
    ended = shown({"v": 1, "order": "1", "closed": True, "changed_at": "2026-11-20T15:00:00Z", "items": []})
    over = shown(order(still("cancelled", "none")), datetime(2026, 11, 22, 13, 26, tzinfo=UTC))
    known = "Lo último que supimos de su pedido es del {}."
    last = f"{known} Para saber cómo sigue, escríbanos por un ticket."
    assert by_the_hook(php, [old, over, unknown, ended]) == [
        [last.format("domingo 22 de noviembre a las 10:26"), "", ""],
        [known.format("domingo 22 de noviembre a las 10:26"), "", ""],
        [last.format("lunes 23 de noviembre a las 10:15"), "", ""],
        ["Este pedido terminó el viernes 20 de noviembre.", "", ""],
    ]
    told = by_the_hook(
        php, [ended | {"view": ended["view"] | {"ended": states}} for states in (["cancelled"], ["x"], 7)]
    )
    assert [sentence.partition("noviembre.")[2] for sentence, _date, _age in told] == [
        " Se canceló todo lo que incluía.",
        "",
        "",
    ]


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.lists(ORDERS, min_size=20, max_size=30))
def test_of_any_order_the_hook_says_what_its_page_says(found: list[tuple[list[Told], int, bool]]) -> None:
    """Any states, dates, names, ages: the sentence to the letter, and the date of one of its cards."""
    now = int(NOW.timestamp())
    orders = []
    for items, before, closed in found:
        view = order(*items) | ({"closed": True, "ended": [one["state"] for one in items]} if closed else {})
        orders.append({"view": view, "read": now - before if before else 0, "now": now})
    with tempfile.TemporaryDirectory() as folder:
        told = by_the_hook(Php(php_path(), Path(folder)), orders)
    pairs = list(zip(orders, told, by_the_page(orders), strict=True))
    assert [(page["lead"], one) for _order, one, page in pairs if one[0] != page["lead"]] == []
    assert [(one, page, asked) for asked, one, page in pairs if one[1] not in dates_of(page)] == []


def test_the_hook_s_copy_of_the_words_is_the_words() -> None:
    """After a change of es.toml: `python3 -m tests.integrations.words_file`."""
    assert WORDS_FILE.read_text(encoding="utf-8") == words_file()
