"""The staff's pages on the narrowest phone with letters twice as large."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.site.internal.test_in_chromium import ADDRESSES
from tests.site.large_letters import cut_on, with_large_letters


@pytest.fixture(scope="module")
def browser(launch_browser: Callable[..., Browser], browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """Give the browser of a reader who chose large letters."""
    yield from with_large_letters(launch_browser, browser_type_launch_args)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_the_staff_s_is_as_wide_as_the_phone(
    new_context: CreateContextCallback, desk: str, address: str
) -> None:
    """Staff zoom too."""
    assert cut_on(new_context, desk + address, "h1") == []
