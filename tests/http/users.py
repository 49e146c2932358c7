"""The three that speak HTTP — billing's reader, the manual's client, the reader of the published site — asked alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from generator.publish.ledger_source import LARGEST_HEARTBEAT, read_ledger
from generator.publish.manual.bookstack_client import BookStack
from generator.publish.manual.bookstack_settings import ManualLimits, Token
from generator.publish.secret import Secret, Secrets
from generator.pull.whmcs import PullLimits, WhmcsSettings
from generator.pull.whmcs.api_answer import answer
from generator.pull.whmcs.transport import Transport

KEYS = ("ident-7f3a9c", "secreto-b81d02", "fichaDePrueba", "secretoDePrueba7f3a", bytes(range(64, 96)).hex())
"""What none of the three may show; each sends its own to its own server."""
LARGEST = LARGEST_HEARTBEAT
"""Bytes of a body that each of the three takes; the published site's are fixed."""


@dataclass(frozen=True)
class User:
    """One of the three; `ask` takes a server's address and the seconds that all of one answer may take."""

    ask: Callable[[str, float], object]
    attempts: int
    """How often it asks where a failure may pass; waits between attempts are not slept."""
    header: str
    """What it sends as `Authorization`, none as `""`."""


def _ask_billing(url: str, seconds: float) -> object:
    limits = PullLimits(call_seconds=seconds, max_bytes=LARGEST)
    settings = WhmcsSettings(f"{url}includes/api.php", KEYS[0], KEYS[1], ZoneInfo("UTC"), None, limits)
    with Transport(settings, sleep=_unslept, monotonic=_standing, note=_unheard) as transport:
        return answer("GetOrders", transport.post("GetOrders", {}), "orders")


def _ask_manual(url: str, seconds: float) -> object:
    limits = ManualLimits(call_seconds=seconds, max_bytes=LARGEST)
    with BookStack(url, Token(KEYS[2], KEYS[3]), limits=limits, sleep=_unslept) as wiki:
        # Not of one page: what goes wrong with that alone is that page's own fault, and it is told otherwise.
        return wiki.pages_with("a")


def _ask_site(url: str, seconds: float) -> object:
    secrets = Secrets(Secret(bytes.fromhex(KEYS[4])))
    return read_ledger(
        url, secrets, "prod", unique=lambda: "n", sleep=_unslept, deadline_seconds=0, call_seconds=seconds
    )


def _unslept(_seconds: float) -> None:
    return


def _unheard(_line: str) -> None:
    return


def _standing() -> float:
    """Stand still: a call's time is then that of one attempt, however many there are."""
    return 0.0


USERS = {
    "billing": User(_ask_billing, 3, ""),
    "manual": User(_ask_manual, 3, f"Token {KEYS[2]}:{KEYS[3]}"),
    "site": User(_ask_site, 1, ""),
}
