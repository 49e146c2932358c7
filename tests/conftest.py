"""What several folders of tests share: the browser, the clock, and one whole made-up company built into a site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import BrowserContext, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from dev_machine import RefusalError, browser
from tests import own_data
from tests.made_once import made_once
from tests.moved_clock import mend_sleep, unmoved
from tests.real_clock import no_real_clock
from tests.site.making import NOW, Made, make, opened
from tests.waiting import PATIENCE

PLAIN_HOST = "pedidos.test"
"""A name that is not loopback, and so not a secure context over http."""
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--host-resolver-rules=MAP {PLAIN_HOST} 127.0.0.1",
)

mend_sleep()

# A busy machine is no fault of the code: no example of a property is timed, and no page is given up soon.
expect.set_options(timeout=PATIENCE * 1000)
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Find the browser; without one the whole run ends, for a skipped test would look like a passed one."""
    try:
        found = browser()
    except RefusalError as refusal:
        pytest.exit(str(refusal), returncode=2)
    return found or pytest.exit("No hay Chromium: corra «python3 dev.py test», que lo instala.", returncode=2)


@pytest.fixture(scope="session")
def base_url() -> None:
    """Take the place of the plugin's own, which is written in a way that pytest 9 warns of."""


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium_path: str) -> dict[str, Any]:
    """Start the browser found, and nothing that it would fetch by itself."""
    return {"executable_path": chromium_path, "args": list(QUIET), "headless": True, "env": unmoved()}


@pytest.fixture
def read_at() -> datetime:
    """Give the moment at which every page is opened; a folder of tests may have another."""
    return NOW


@pytest.fixture
def new_context(new_context: CreateContextCallback, read_at: datetime) -> CreateContextCallback:
    """Return what makes a browser context, as the plugin's own does, whose pages never see the real clock.

    A test that needs another moment, or one that passes, sets it on its page.
    """

    def made(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.clock.set_fixed_time(read_at)
        return context

    return made


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Give the demo's flow run once: twelve syncs over real HTTP and a build; to be read only."""
    return opened(made_once(tmp_path_factory, "made", make))


@pytest.fixture(scope="session", autouse=True)
def _no_real_clock() -> Iterator[None]:
    """Fail every test that does not say what time it is."""
    with no_real_clock():
        yield


def pytest_configure() -> None:
    """Begin to watch before any module of tests is imported."""
    own_data.watch()


def pytest_collection_finish() -> None:
    """Run nothing where a module of tests reads this company's data when it is imported."""
    if read := own_data.read_when_imported():
        raise pytest.UsageError(f"read while tests were collected: {read}")


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Fail a test that reads this company's data and is none of its own."""
    if read := own_data.read_by(item):
        raise AssertionError(f"reads this company's data: {read}")
