"""The hook reads the revisions strictly, seldom and within its limits, and links nothing without having read them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from tests.doubles.site_server import SiteAnswer, SiteServer, body, cut_short, status
from tests.integrations.hooked_whmcs import REVISIONS
from tests.integrations.running_php import Php

TAG = "0123456789abcdef0123456789abcdef"
DIGITS = "12345678901234567890123456789012"
GOOD = b'{"revisions":{"%s":2,"%s":1},"v":1}' % (TAG.encode(), DIGITS.encode())
READ = {TAG: 2, DIGITS: 1}
NONE = b'{"revisions":{},"v":1}'
NOON, MINUTE, HOUR = 1_800_000_000, 60, 3600
# The way that PHP itself chooses (curl where it has it), and the one it falls back on.
WAYS = pytest.mark.parametrize("by_curl", [None, False], ids=["own-choice", "socket"])

SICK = "404 500 redirect cut-short empty html tail version float negative text short-tag upper-tag list no-object large"
Ask = Callable[..., Any]


@pytest.fixture
def ask(php: Php, site: SiteServer) -> Ask:
    """Give a function that returns the revisions at each moment, in one process."""

    def asked(*moments: int, by_curl: bool | None = None, seconds: float = 5.0) -> Any:
        cache = str(php.folder / "cache")
        question = {"site_url": site.url, "cache": cache, "moments": moments, "seconds": seconds, "by_curl": by_curl}
        return php.run("revisions.php", question)

    return asked


@WAYS
def test_the_revisions_of_the_site_are_read(ask: Ask, site: SiteServer, by_curl: bool | None) -> None:
    """A tag made of digits alone stays text; a site without revocations gives none, which is no failure."""
    site.serves(REVISIONS, body(GOOD), body(NONE))
    assert ask(NOON, NOON + HOUR, by_curl=by_curl) == [READ, []]


@WAYS
@pytest.mark.parametrize(
    "sick",
    [
        status(404, GOOD),
        status(500, GOOD),
        status(302, GOOD, Location="/demoras/elsewhere.json"),
        cut_short(GOOD),
        body(b""),
        body(b"<html>Just a moment...</html>"),
        body(GOOD + b"x"),
        body(GOOD.replace(b'"v":1', b'"v":2')),
        body(GOOD.replace(b":2", b":2.0")),
        body(GOOD.replace(b":2", b":-2")),
        body(GOOD.replace(b":2", b':"2"')),
        body(GOOD.replace(TAG.encode(), b"0123")),
        body(GOOD.replace(TAG.encode(), TAG.upper().encode())),
        body(b'{"revisions":[],"v":1}'),
        body(b'[{"revisions":{}},1]'),
        body(GOOD + b" " * (1 << 20)),
    ],
    ids=SICK.split(),
)
def test_an_answer_that_is_not_wholly_good_counts_as_none(
    ask: Ask, site: SiteServer, sick: SiteAnswer, by_curl: bool | None
) -> None:
    """Without any good answer before, there are no revisions, and so no links."""
    site.serves(REVISIONS, sick)
    site.serves("/demoras/elsewhere.json", body(GOOD))
    assert ask(NOON, by_curl=by_curl) == [None]
    assert site.requests == [REVISIONS]


@WAYS
@pytest.mark.parametrize("start", [b"HTTP/1.0 200 OK\r\nX-Slow: ", b"HTTP/1.0 200 OK\r\n\r\n"], ids=["head", "body"])
def test_a_site_that_drips_for_ever_is_left_at_the_limit(
    ask: Ask, site: SiteServer, start: bytes, by_curl: bool | None
) -> None:
    """The limit is for the whole answer: a byte now and then does not extend it."""
    left = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(start)
        try:
            while not left.wait(0.05):
                handler.wfile.write(b"a")
        except OSError:
            left.set()

    site.serves(REVISIONS, drip)
    try:
        assert ask(NOON, by_curl=by_curl, seconds=0.4) == [None]
    finally:
        left.set()


def test_the_revisions_are_asked_for_once_an_hour(ask: Ask, site: SiteServer) -> None:
    """Also by other processes; a clock that was set back does not make them last longer."""
    site.serves(REVISIONS, body(GOOD), body(NONE), body(GOOD))
    assert ask(NOON, NOON + HOUR - 1) == [READ, READ]
    assert ask(NOON + HOUR - 1, NOON + HOUR) == [READ, []]
    assert ask(NOON - HOUR) == [READ]
    assert len(site.requests) == 3


def test_while_the_site_is_down_the_last_good_ones_serve(ask: Ask, site: SiteServer) -> None:
    """It is asked again after ten minutes, not at every e-mail; a revoked link opens nothing anyway."""
    site.serves(REVISIONS, body(GOOD), status(503), body(b"garbage"), body(NONE))
    late = NOON + HOUR
    moments = (NOON, late, late + 10 * MINUTE - 1, late + 10 * MINUTE, late + 20 * MINUTE)
    assert ask(*moments) == [READ, READ, READ, READ, []]
    assert len(site.requests) == 4


def test_a_site_that_was_never_read_is_asked_again_after_ten_minutes(ask: Ask, site: SiteServer) -> None:
    """Until then there are no revisions, and nothing waits for the site, in this process or in another."""
    site.serves(REVISIONS, status(503), body(GOOD))
    assert ask(NOON, NOON + 10 * MINUTE - 1) == [None, None]
    assert ask(NOON + 10 * MINUTE - 1, NOON + 10 * MINUTE) == [None, READ]
    assert len(site.requests) == 2


def test_the_cache_is_private_and_whole(ask: Ask, php: Php, site: SiteServer) -> None:
    """Its folder is closed to others, it holds what the site publishes, and a damaged one is read anew."""
    site.serves(REVISIONS, body(GOOD))
    folder = php.folder / "cache"
    ask(NOON)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == ["revisiones.json"]
    assert json.loads((folder / "revisiones.json").read_bytes()) == {"tried": NOON, "read": NOON, "body": GOOD.decode()}
    (folder / "revisiones.json").write_bytes(b'{"tried":')
    assert ask(NOON) == [READ]
    assert len(site.requests) == 2
