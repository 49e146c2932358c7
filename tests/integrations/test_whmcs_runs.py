"""The hook asks for a run once something changed: once a minute, within a second, and the shop never notices."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.site_server import SiteServer, body, status
from tests.integrations.hooked_whmcs import NOW, PATIENT, HookedWhmcs
from tests.integrations.running_php import Php
from tests.moved_clock import unmoved
from tests.waiting import PATIENCE, comes_to

DISPATCHES = "/demoras/repos/empresa/demoras/dispatches"
TOKEN = "github_pat_" + "A1b2" * 10
HEARTBEAT = "/demoras/pedido/latido.json"
NOON = int(NOW.timestamp())
PAID = {"orderId": 1234}
NO_CURL = ("-d", "disable_functions=curl_init")


def at_github(site: SiteServer) -> dict[str, str]:
    """Return the settings of a shop whose GitHub is the site's server."""
    return {"repository": "empresa/demoras", "token": TOKEN, "api": site.url}


@pytest.fixture
def shop(whmcs: HookedWhmcs, site: SiteServer) -> HookedWhmcs:
    """Give a shop that asks for runs."""
    whmcs.settings["runs"] = at_github(site)
    site.serves(DISPATCHES, status(204))
    return whmcs


def shows(site: SiteServer, read_at: int) -> None:
    """Publish what was read from billing at a moment."""
    moment = f"{datetime.fromtimestamp(read_at, UTC):%Y-%m-%dT%H:%M:%SZ}"
    site.serves(HEARTBEAT, body(json.dumps({"synced_at": moment, "v": 1}).encode()))


def asked(php: Php, site: SiteServer, *moments: int, quiet: tuple[int, ...] = (), wait: float = PATIENT) -> Any:
    """Return what was logged when something happened at each moment; at the quiet ones only somebody looked."""
    told = sorted([(moment, True) for moment in moments] + [(moment, False) for moment in quiet])
    question = {"site_url": site.url, "cache": str(php.folder / "cache"), "runs": at_github(site), "moments": told}
    question["wait"] = wait
    return php.run("runs.php", question)


@pytest.mark.parametrize("options", [(), NO_CURL], ids=["own-choice", "socket"])
def test_an_event_asks_github_for_a_run_of_its_type_and_for_nothing_else(
    php: Php, shop: HookedWhmcs, site: SiteServer, options: tuple[str, ...]
) -> None:
    """After the event's own line is written, and with no word of what happened."""
    shop.php = Php(php.path, php.folder, options)
    outcome = shop.tells("OrderPaid", PAID)
    assert [line.split()[1] for line in outcome["activity"]] == ["order.paid"]
    ((headers, posted),) = site.posted
    assert json.loads(posted) == {"event_type": "order-changed"}
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["Accept"] == "application/vnd.github+json"
    assert site.requests == [DISPATCHES]


def test_events_within_a_minute_ask_once_and_the_next_page_asks_for_the_rest(php: Php, site: SiteServer) -> None:
    """What changed after the run was asked for may be missing from it, so it is owed."""
    site.serves(DISPATCHES, status(204))
    asked(php, site, NOON)
    asked(php, site, NOON + 1, NOON + 30, NOON + 59)
    assert len(site.posted) == 1
    shows(site, NOON + 40)
    asked(php, site, quiet=(NOON + 60,))
    assert len(site.posted) == 2
    shows(site, NOON + 100)
    asked(php, site, quiet=(NOON + 120, NOON + 1000))
    assert len(site.posted) == 2


def test_while_the_run_asked_for_is_not_published_none_is_asked_for_behind_it(php: Php, site: SiteServer) -> None:
    """A busy shop would have more and more of them wait; the site is looked at once a minute, and for ten."""
    site.serves(DISPATCHES, status(204))
    shows(site, NOON - 1)
    asked(php, site, NOON)
    asked(php, site, *range(NOON + 20, NOON + 590, 20))
    assert len(site.posted) == 1
    assert len(site.requests) == 10
    asked(php, site, NOON + 600)
    assert len(site.posted) == 2
    for broken in (b"", b"[]", b'{"synced_at":7}', b'{"synced_at":"ayer o antes"}'):
        site.serves(HEARTBEAT, body(broken))
        asked(php, site, NOON + 700)
    assert len(site.posted) == 2


def test_ten_processes_at_once_ask_once(php: Php, site: SiteServer) -> None:
    """A shop is many processes."""
    site.serves(DISPATCHES, status(204))
    others = [Php(php.path, php.folder / f"p{number}") for number in range(10)]
    question = {
        "site_url": site.url,
        "cache": str(php.folder / "cache"),
        "runs": at_github(site),
        "moments": [[NOON, True]],
        "wait": PATIENT,
    }
    threads = []
    for other in others:
        other.folder.mkdir()
        threads.append(threading.Thread(target=other.run, args=("runs.php", question)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.posted) == 1


def test_a_clock_that_was_set_back_does_not_silence_the_shop(php: Php, site: SiteServer) -> None:
    site.serves(DISPATCHES, status(204))
    asked(php, site, NOON + 3600)
    asked(php, site, NOON)
    assert len(site.posted) == 2


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (401, "no acepta el token"),
        (403, "no acepta el token"),
        (404, "no acepta el token"),
        (500, "HTTP 500"),
        (302, "HTTP 302"),
    ],
)
def test_a_refusal_is_said_once_a_day_and_tried_again_every_ten_minutes(
    php: Php, site: SiteServer, code: int, said: str
) -> None:
    """The log would otherwise be full of it. The token stands in no line."""
    site.serves(DISPATCHES, status(code, b'{"message":"Bad credentials"}', Location="/elsewhere"))
    day = 24 * 3600
    first = asked(php, site, NOON)["activity"]
    later = asked(php, site, quiet=(NOON + 60, NOON + 599, NOON + 600))["activity"]
    next_day = asked(php, site, quiet=(NOON + day,))["activity"]
    assert said in first[0][0]
    assert next_day == first
    assert later == [[], [], []]
    assert len(site.posted) == 3
    assert TOKEN not in json.dumps(first)
    site.serves(DISPATCHES, status(204))
    asked(php, site, quiet=(NOON + day + 600, NOON + day + 700))
    assert len(site.posted) == 4


@pytest.fixture
def hanging(site: SiteServer) -> Iterator[SiteServer]:
    """Serve a GitHub that takes the request and never answers."""
    over = threading.Event()

    def hang(_handler: BaseHTTPRequestHandler) -> None:
        over.wait(30)

    site.serves(DISPATCHES, hang)
    yield site
    over.set()


@pytest.mark.parametrize("options", [(), NO_CURL], ids=["own-choice", "socket"])
def test_an_answer_that_does_not_come_is_waited_for_a_second_at_most(
    php: Php, hanging: SiteServer, options: tuple[str, ...]
) -> None:
    """And is owed still."""
    told = asked(Php(php.path, php.folder, options), hanging, NOON, NOON + 60, wait=1.0)
    assert told["longest"] < 4
    assert ["GitHub no respondió a tiempo" in line for line in told["activity"][0]] == [True]
    # Who asked may have left before the site had read what was asked.
    comes_to(lambda: len(hanging.posted), 1)


def test_a_shop_of_a_server_of_its_own_touches_a_file(whmcs: HookedWhmcs, site: SiteServer) -> None:
    """Which the loop of docs/operations.md looks at; nobody is asked anything."""
    file = whmcs.php.folder / "order-changed"
    whmcs.settings["runs"] = {"file": str(file)}
    whmcs.tells("TicketMerge", {"mergedTicketIds": [], "masterTicketId": 4})
    assert not file.exists()
    whmcs.tells("OrderPaid", PAID)
    assert file.read_bytes() == b""
    assert site.requests == []
    whmcs.settings["runs"] = {"file": "/proc/none/order-changed"}
    assert "archivo de «runs»" in whmcs.tells("OrderPaid", PAID)["activity"][1]


def test_a_page_asks_for_what_is_owed_and_for_nothing_when_nothing_is(shop: HookedWhmcs, site: SiteServer) -> None:
    """The hooks of pages return nothing to them."""
    for hook in ("ClientAreaPage", "AdminAreaPage", "AfterCronJob"):
        assert shop.tells(hook, {"filename": "index"})["returned"] is None
    assert site.requests == []
    owed = Path(shop.settings["cache"]) / "corrida-pendiente"
    for number, hook in enumerate(("ClientAreaPage", "AdminAreaPage", "AfterCronJob"), start=1):
        owed.parent.mkdir(mode=0o700, exist_ok=True)
        owed.touch()
        (owed.parent / "corrida.json").unlink(missing_ok=True)
        shop.tells(hook, {"filename": "index"})
        assert len(site.posted) == number
        assert not owed.exists()


def test_without_events_no_run_is_asked_for(shop: HookedWhmcs, site: SiteServer) -> None:
    """Nor where nobody said where to."""
    shop.settings["events"] = False
    shop.tells("OrderPaid", PAID)
    shop.settings["events"] = True
    del shop.settings["runs"]
    shop.tells("OrderPaid", PAID)
    assert site.requests == []


@pytest.mark.parametrize(
    "runs",
    [
        {"repository": "demoras", "token": TOKEN},
        {"repository": "empresa/demoras/..", "token": TOKEN},
        {"repository": "empresa/demoras?x", "token": TOKEN},
        {"repository": "empresa/demoras", "token": "corto"},
        {"repository": "empresa/demoras", "token": f"{TOKEN}\r\nX: y"},
        {"repository": "empresa/demoras", "token": TOKEN, "api": "http://github.example"},
        {"repository": "empresa/demoras", "token": TOKEN, "tocken": "x"},
        {"file": "order-changed"},
        {"file": "/srv/x", "token": TOKEN},
        {"repository": ["empresa/demoras"], "token": TOKEN},
        {},
    ],
)
def test_settings_of_no_use_are_named_and_the_event_is_written_all_the_same(
    whmcs: HookedWhmcs, site: SiteServer, runs: dict[str, Any]
) -> None:
    """The token is repeated nowhere."""
    whmcs.settings["runs"] = runs
    outcome = whmcs.tells("OrderPaid", PAID)
    event, fault = outcome["activity"]
    assert event.startswith("demoras/1 order.paid 1234 ")
    assert fault.startswith("Demoras: «runs» no sirve")
    assert TOKEN not in fault
    assert site.requests == []


def test_a_cache_that_cannot_be_kept_asks_for_nothing(shop: HookedWhmcs, php: Php, site: SiteServer) -> None:
    """Nobody could tell whether a minute has passed."""
    Path(shop.settings["cache"]).write_text("")
    (php.folder / "full").write_text("")
    shop.php = Php(php.path, php.folder, ("-d", f"sys_temp_dir={php.folder / 'full'}"))
    event, fault = shop.tells("OrderPaid", PAID)["activity"]
    assert event.startswith("demoras/1 order.paid")
    assert "no se pide publicar" in fault
    assert site.requests == []


def test_the_cache_holds_no_token(shop: HookedWhmcs, site: SiteServer) -> None:
    site.serves(DISPATCHES, body(b"{}"))
    shop.tells("OrderPaid", PAID)
    kept = b"".join(path.read_bytes() for path in Path(shop.settings["cache"]).iterdir())
    assert kept
    assert TOKEN.encode() not in kept


def waits_for(lines: int, file: Path) -> list[str]:
    """Return what a file holds once it has that many lines, or when patience ends."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and (not file.exists() or len(file.read_text().splitlines()) < lines):
        time.sleep(0.02)
    return file.read_text().splitlines()


def test_the_loop_of_a_server_of_its_own_runs_when_the_hook_touches_the_file(whmcs: HookedWhmcs) -> None:
    """As docs/operations.md prints it: at once, never for nothing, and again for what changes while it runs."""
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    (loop,) = [block for block in re.findall(r"(?ms)^```\n(.*?)^```$", page) if "order-changed" in block]
    folder = whmcs.php.folder
    (folder / "loop.sh").write_text(loop)
    (folder / "run.sh").write_text("#!/bin/sh\necho run $* >> runs\nsleep 0.3\nexit 3\n")
    (folder / "run.sh").chmod(0o755)
    whmcs.settings["runs"] = {"file": str(folder / "order-changed")}
    # The hook leaves the system's own time on the file; a moved clock would be another.
    pace = {**unmoved(), "LOOK": "0.02", "PAUSE": "0", "EVERY": "1000"}
    with subprocess.Popen(["/bin/sh", "loop.sh"], cwd=folder, env=pace, stderr=subprocess.DEVNULL) as started:
        try:
            assert waits_for(1, folder / "runs") == ["run"]
            whmcs.tells("OrderPaid", PAID)
            assert waits_for(2, folder / "runs") == ["run", "run --changed"]
            time.sleep(0.6)
            assert waits_for(2, folder / "runs") == ["run", "run --changed"]
        finally:
            started.kill()
