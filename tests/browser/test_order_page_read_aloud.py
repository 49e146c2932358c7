"""An order page as a screen reader tells it, from its first word to its last: what is said, when and as what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opened
from tests.browser.orders import TICKET, item, order, still
from tests.waiting import comes_to

TOLD = Path(__file__).parent / "read_aloud"
STATES: dict[str, dict[str, Any]] = {
    "preparing": order(item(), tickets=(TICKET,)),
    "late": order(item(due="2026-11-17T21:00:00Z")),
    "under_review": order(still("under_review", "company")),
    "payment": order(still("awaiting_payment", "client", service="hosting")),
    "requirements": order(still("awaiting_requirements", "client", missing=["dominio-activo"])),
    "done": order(item(state="active", waiting_on="none")),
    "cancelled": order(still("cancelled", "none")),
    "note": order() | {"closed": True, "ended": ["active"]},
}


def read_aloud(page: Page) -> str:
    """Return the accessibility tree of a drawn page, in reading order."""
    return f"{page.locator('body').aria_snapshot()}\n"


@pytest.mark.parametrize("state", STATES)
def test_what_is_read_aloud_is_the_page_s_meaning(opened: Opened, state: str) -> None:
    """Sentence, age, card by card: date, who acts, what is missing, stages, facts; then tickets and the link.

    Each file of `read_aloud/` is to be read as a listener would hear it before it is changed.
    """
    page = opened(STATES[state])
    comes_to(lambda: read_aloud(page), (TOLD / f"{state}.txt").read_text(encoding="utf-8"))


def test_each_told_state_is_compared_and_none_is_left_over() -> None:
    """A file that no state asks for would be read by nobody."""
    assert {path.stem for path in TOLD.iterdir()} == set(STATES)
