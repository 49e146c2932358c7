"""A site that hangs and a cache that cannot be used cost one short wait, not one for each e-mail."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.site_server import SiteServer, body, status
from tests.integrations.hooked_whmcs import REVISIONS, HookedWhmcs
from tests.integrations.running_php import Php
from tests.waiting import comes_to

TAG = "0123456789abcdef0123456789abcdef"
GOOD = b'{"revisions":{"%s":2},"v":1}' % TAG.encode()
READ = {TAG: 2}
NONE = b'{"revisions":{},"v":1}'
NOON, MINUTE, HOUR = 1_800_000_000, 60, 3600


def ask(php: Php, site: SiteServer, *moments: int, seconds: float | None = None) -> Any:
    """Return the revisions at each moment, in one process, within the hook's own limits or these."""
    cache = str(php.folder / "cache")
    question = {"site_url": site.url, "cache": cache, "moments": moments, "seconds": seconds, "by_curl": None}
    return php.run("revisions.php", question)


@pytest.fixture
def hanging(site: SiteServer) -> Iterator[SiteServer]:
    """Serve a site that takes the request and never answers it."""
    over = threading.Event()

    def hang(_handler: BaseHTTPRequestHandler) -> None:
        over.wait(30)

    site.serves(REVISIONS, hang)
    yield site
    over.set()


def open_to_others(folder: Path) -> None:
    """Somebody else could have made it first, in a shared temporary folder."""
    folder.mkdir()
    (folder / "revisiones.json").write_text(json.dumps({"tried": NOON, "read": NOON, "body": NONE.decode()}))
    folder.chmod(0o777)


def a_file(folder: Path) -> None:
    folder.write_text("")


def a_link(folder: Path) -> None:
    other = folder.parent / "other"
    open_to_others(other)
    other.chmod(0o700)
    folder.symlink_to(other)


BAD_CACHES = pytest.mark.parametrize("spoil", [open_to_others, a_file, a_link])


def spare(php: Php) -> Path:
    """Return the folder of the hook's own in the temporary one."""
    (folder,) = php.folder.glob(f"demoras-{os.geteuid()}-*")
    return folder


@BAD_CACHES
def test_where_the_cache_cannot_be_used_the_temporary_folder_serves(
    php: Php, site: SiteServer, spoil: Callable[[Path], None]
) -> None:
    """What is in such a cache is neither read nor written; the other place is as private as the cache should be."""
    site.serves(REVISIONS, body(GOOD), status(503))
    spoil(php.folder / "cache")
    before = [path.read_bytes() for path in sorted((php.folder / "cache").glob("*"))]
    assert ask(php, site, NOON) == [READ]
    assert ask(php, site, NOON + HOUR - 1, NOON + HOUR, NOON + HOUR + 10 * MINUTE - 1) == [READ] * 3
    assert len(site.requests) == 2
    assert spare(php).stat().st_mode & 0o777 == 0o700
    assert [path.name for path in spare(php).iterdir()] == ["revisiones.json"]
    assert [path.read_bytes() for path in sorted((php.folder / "cache").glob("*"))] == before


@BAD_CACHES
def test_after_a_failure_no_process_asks_again_for_ten_minutes(
    php: Php, site: SiteServer, spoil: Callable[[Path], None]
) -> None:
    """Also where the cache is of no use: an e-mail is often a process of its own."""
    site.serves(REVISIONS, status(503), body(GOOD))
    spoil(php.folder / "cache")
    assert ask(php, site, NOON) == [None]
    assert ask(php, site, NOON + 10 * MINUTE - 1) == [None]
    assert len(site.requests) == 1
    assert ask(php, site, NOON + 10 * MINUTE) == [READ]


@pytest.mark.parametrize("kind", ["cache", "spare"])
def test_what_a_clock_that_ran_ahead_kept_is_not_believed_for_ever(php: Php, site: SiteServer, kind: str) -> None:
    """Wherever it stands; it still serves while the site is down."""
    site.serves(REVISIONS, body(GOOD), status(503), body(NONE))
    if kind == "spare":
        a_file(php.folder / "cache")
    assert ask(php, site, NOON + 9 * HOUR) == [READ]
    assert ask(php, site, NOON, NOON + 10 * MINUTE - 1, NOON + 10 * MINUTE) == [READ, READ, []]
    assert len(site.requests) == 3


def test_what_was_read_last_goes_before_what_a_clock_that_ran_ahead_kept_elsewhere(php: Php, site: SiteServer) -> None:
    """The cache could not be used then, and can be now."""
    site.serves(REVISIONS, body(GOOD), body(NONE))
    a_file(php.folder / "cache")
    assert ask(php, site, NOON + 9 * HOUR) == [READ]
    (php.folder / "cache").unlink()
    assert ask(php, site, NOON, NOON + 1) == [[], []]
    assert ask(php, site, NOON + HOUR - 1) == [[]]
    assert len(site.requests) == 2


@pytest.fixture
def nowhere(php: Php) -> Php:
    """Give a PHP that can keep nothing: neither its cache nor its temporary folder can be made."""
    a_file(php.folder / "cache")
    a_file(php.folder / "full")
    return Php(php.path, php.folder, ("-d", f"sys_temp_dir={php.folder / 'full'}"))


def test_a_process_that_can_keep_nothing_remembers_by_itself(nowhere: Php, site: SiteServer) -> None:
    """The cron sends many e-mails in one process: it asks once an hour, and once in ten minutes while that fails."""
    site.serves(REVISIONS, status(503), body(GOOD), body(NONE))
    found = NOON + 10 * MINUTE
    moments = (NOON, found - 1, found, found + HOUR - 1, found + HOUR)
    assert ask(nowhere, site, *moments) == [None, None, READ, READ, []]
    assert len(site.requests) == 3


def test_a_process_that_can_keep_nothing_waits_a_second_at_most(nowhere: Php, hanging: SiteServer) -> None:
    """Each of them has to ask, since none can tell the next; a good site answers in less."""
    started = time.monotonic()
    assert ask(nowhere, hanging, NOON, NOON + 1, NOON + 2) == [None, None, None]
    assert time.monotonic() - started < 3
    # Who asked may have left before the site had read what was asked.
    comes_to(lambda: len(hanging.requests), 1)


def test_nobody_waits_for_a_site_that_somebody_is_waiting_for(php: Php, site: SiteServer) -> None:
    """Ten e-mails at once are ten processes; the others take the last good ones, or none."""
    meanwhile: list[Any] = []

    def slow(handler: BaseHTTPRequestHandler) -> None:
        other = Php(php.path, php.folder / "other")
        other.folder.mkdir()
        question = {"site_url": site.url, "cache": str(php.folder / "cache"), "moments": [NOON + HOUR], "by_curl": None}
        meanwhile.extend(other.run("revisions.php", question))
        body(NONE)(handler)

    site.serves(REVISIONS, body(GOOD), slow)
    assert ask(php, site, NOON, NOON + HOUR, seconds=30) == [READ, []]
    assert meanwhile == [READ]
    assert len(site.requests) == 2


def test_two_emails_with_a_hanging_site_and_no_cache_wait_once(whmcs: HookedWhmcs, hanging: SiteServer) -> None:
    """The second finds what the first learnt; only the first has something to tell."""
    a_file(Path(whmcs.settings["cache"]))
    event = {"messagename": "Domain", "relid": 31, "mergefields": {}}
    first, second = whmcs.tells("EmailPreSend", event), whmcs.tells("EmailPreSend", event)
    assert first["returned"] == second["returned"] == {"demoras_enlace": ""}
    assert [line.split(".")[0] for line in first["activity"]] == [
        "Demoras: No se puede escribir en la carpeta de «cache»: debe ser del usuario de PHP y tener permisos 700",
        "Demoras: No se pudo leer pedido/revisiones",
    ]
    assert second["activity"] == []
    # Who asked may have left before the site had read what was asked.
    comes_to(lambda: len(hanging.requests), 1)
