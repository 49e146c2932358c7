"""How tests read a page that may still be changing: until it shows what it should, and never once and at once."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Iterator

from playwright.sync_api import Page, Route

PATIENCE = 30.0
"""Seconds until a test gives up; a busy machine is no fault of the code."""
AT_ONCE = frozenset(
    (
        "all",
        "all_inner_texts",
        "all_text_contents",
        "aria_snapshot",
        "bounding_box",
        "content",
        "count",
        "evaluate",
        "evaluate_all",
        "get_attribute",
        "inner_html",
        "inner_text",
        "input_value",
        "is_checked",
        "is_disabled",
        "is_enabled",
        "is_hidden",
        "is_visible",
        "text_content",
        "title",
    )
)
"""What tells of a page as it is at this very moment."""
NEVER = {
    "to_have_url": "wait_for_url, which also waits until the page there is read whole",
    "wait_for_function": "comes_to: pages refuse its script where it comes true late",
    "wait_for_timeout": "expect or comes_to: no time is long enough on a busy machine",
}


def comes_to(read: Callable[[], object], wanted: object = True) -> None:
    """Wait until what is read of a page is what it should be, where `expect` has no word for it."""
    end = time.monotonic() + PATIENCE
    while (found := read()) != wanted and time.monotonic() < end:
        time.sleep(0.02)
    assert found == wanted, f"it stayed {found!r}, and should come to {wanted!r}"


def held(page: Page, address: str) -> Callable[[], None]:
    """Hold what a page asks for at an address, and return what lets it go, whether it was asked for by then or not."""
    waiting: list[Route] = []
    free = False

    def take(route: Route) -> None:
        if free:
            route.continue_()
        else:
            waiting.append(route)

    def let_go() -> None:
        nonlocal free
        free = True
        for route in waiting:
            route.continue_()

    page.route(address, take)
    return let_go


def resize(page: Page, width: int) -> None:
    """Give the window a width, and wait until the page has come to rest: what it shows on the way nobody reads."""
    page.set_viewport_size({"width": width, "height": 800})
    comes_to(lambda: page.evaluate("innerWidth"), width)
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))")


def hasty(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line of each place of a test's text that reads a page without waiting, with what to do instead."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr in NEVER:
            yield node.lineno, NEVER[node.attr]
        if isinstance(node, ast.Assert):
            for read in _read_at_once(node.test):
                yield read.lineno, "expect or comes_to: an assert reads the page once, and it may not be there yet"


def _read_at_once(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, ast.Attribute) and node.attr == "url" and ast.unparse(node.value) == "page":
        yield node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in AT_ONCE:
        # With arguments, `count` is of a text and `all` of a page's tree.
        given = node.args or node.keywords
        yield from [] if given and node.func.attr in ("all", "count") else [node]
    for child in ast.iter_child_nodes(node):
        yield from _read_at_once(child)
