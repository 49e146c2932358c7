"""The staff's pages at every width and size of letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.site.internal.test_in_chromium import ADDRESSES
from tests.site.laid_out import faults, unfold
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


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_the_staff_s_is_whole_at_every_width_and_size_of_letters(
    launch_browser: Callable[..., Browser], desk: str, address: str
) -> None:
    """In a style of their own, too, that no media query knows of."""
    page = launch_browser().new_page()
    page.goto(desk + address)
    unfold(page)
    assert list(faults(page)) == []
