"""Pages on the narrowest phone with letters twice as large: nothing has to be moved sideways (WCAG 1.4.10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from generator.model.states import State
from tests.site.large_letters import ROOM_FOR_HINT, cut_on, with_large_letters
from tests.site.making import Made
from tests.site.test_in_chromium import ADDRESSES
from tests.waiting import comes_to


@pytest.fixture(scope="module")
def browser(launch_browser: Callable[..., Browser], browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """Give the browser of a reader who chose large letters."""
    yield from with_large_letters(launch_browser, browser_type_launch_args)


@pytest.mark.parametrize("address", [*ADDRESSES, "calendario/como-contamos/comprobar/"])
def test_a_page_is_as_wide_as_the_phone(new_context: CreateContextCallback, live: str, address: str) -> None:
    """Menus and tables go on below."""
    assert cut_on(new_context, live + address, "h1") == []


def test_the_search_says_what_it_is_for_and_what_it_found_whole(new_context: CreateContextCallback, live: str) -> None:
    """The box has room for its hint, and of a long message nothing lies under the first place."""
    page = new_context(viewport={"width": 320, "height": 700}).new_page()
    page.goto(live)
    page.locator("#buscar-abrir").click()
    box = page.get_by_role("searchbox")
    comes_to(lambda: box.evaluate(ROOM_FOR_HINT) >= 0)
    told, dialog = page.locator(".buscar-cuenta"), page.locator("#buscar")
    for typed in ("zzzzqq", "correo"):
        box.fill(typed)
        expect(page.locator(".buscar-lista a")).not_to_have_count(0)
        comes_to(lambda: told.evaluate("one => one.scrollHeight - one.clientHeight"), 0)
        comes_to(lambda: dialog.evaluate("one => one.scrollWidth - one.clientWidth"), 0)


def test_the_question_of_inicio_says_how_to_answer_whole(new_context: CreateContextCallback, live: str) -> None:
    page = new_context(viewport={"width": 320, "height": 700}).new_page()
    page.goto(live)
    box = page.locator("#consulta-servicio")
    comes_to(lambda: box.evaluate(ROOM_FOR_HINT) >= 0)


def test_the_filter_of_demoras_says_what_it_is_for_whole(new_context: CreateContextCallback, live: str) -> None:
    page = new_context(viewport={"width": 320, "height": 700}).new_page()
    page.goto(f"{live}demoras/")
    box = page.locator("#filtro-texto")
    comes_to(lambda: box.evaluate(ROOM_FOR_HINT) >= 0)


@pytest.mark.parametrize("state", [one for one in State if one not in (State.UNDER_REVIEW, State.UNKNOWN)])
def test_an_order_s_page_is_as_wide_as_the_phone(
    new_context: CreateContextCallback, live: str, made: Made, state: State
) -> None:
    """Its boxes keep room for their words."""
    assert cut_on(new_context, made.link(made.order_in(state), live), "main[aria-busy=false] article") == []
