"""What the tests of pull read a scripted billing with: settings with short limits, one listing, or everything."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.base import TicketId
from generator.model.events import EventLog
from generator.model.observed import Observed
from generator.model.reading import Known
from generator.model.threads import Thread
from generator.pull.whmcs import PullLimits, WhmcsSettings, WhmcsSource
from generator.pull.whmcs.listing import ORDERS, Listing, Listings
from generator.pull.whmcs.php_lists import Row
from generator.pull.whmcs.source import NO_CONVENTIONS, Conventions
from generator.pull.whmcs.transport import Transport
from tests.doubles.scripted_billing import ScriptedBilling
from tests.pull.samples import NOW

IDENTIFIER, SECRET, ACCESS_KEY = "ident-7f3a9c", "secreto-b81d02", "llave-55aa(1)"
ZONE = ZoneInfo("America/Argentina/Buenos_Aires")


def settings(url: str, **limits: Any) -> WhmcsSettings:
    """Return settings for a scripted server, with short limits."""
    brief = {"connect_seconds": 5, "read_seconds": 5, "call_seconds": 10, "pull_seconds": 20} | limits
    return WhmcsSettings(url, IDENTIFIER, SECRET, ZONE, ACCESS_KEY, PullLimits(**brief))


def transport(
    url: str,
    *,
    naps: list[float] | None = None,
    sleep: Callable[[float], None] | None = None,
    notes: list[str] | None = None,
    monotonic: Callable[[], float] = time.monotonic,
    random: Callable[[], float] | None = lambda: 0.5,
    **limits: Any,
) -> Transport:
    """Return a transport to a scripted server; waits are put into `naps`, not slept, and lines into `notes`."""
    sleep, note = sleep or (naps if naps is not None else []).append, (notes if notes is not None else []).append
    return Transport(settings(url, **limits), sleep=sleep, monotonic=monotonic, note=note, random=random)


def listed(
    server: ScriptedBilling, what: Listing = ORDERS, *, page_size: int = 250, down_to: int | None = None, **how: Any
) -> dict[str, Row]:
    """Read one whole listing from a scripted server."""
    with transport(server.url, **how) as opened:
        listings = Listings(opened, page_size, lambda what, so_far, total: None)  # noqa: ARG005
        return listings.whole(what, down_to=down_to)


def pull(
    server: ScriptedBilling,
    naps: list[float] | None = None,
    monotonic: Callable[[], float] = time.monotonic,
    *,
    conventions: Conventions = NO_CONVENTIONS,
    threads: Mapping[TicketId, Thread] | None = None,
    notes: list[str] | None = None,
    log: EventLog | None = None,
    **limits: Any,
) -> Observed:
    """Pull everything from a scripted server; waits between attempts are put into `naps`, not slept."""
    sleep, note = (naps if naps is not None else []).append, (notes if notes is not None else []).append
    source = WhmcsSource(settings(server.url, **limits), conventions, sleep=sleep, monotonic=monotonic)
    return source.observe(
        now=NOW,
        known=Known(threads=threads or {}),
        progress=lambda what, so_far, total: None,  # noqa: ARG005
        note=note,
        log=log,
    )
