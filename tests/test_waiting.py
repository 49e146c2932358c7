"""The rule that no test reads a page once and at once: over the text of all tests, and in samples that break it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import waiting
from tests.waiting import comes_to, hasty, held

TESTS = Path(__file__).resolve().parent


def test_no_test_reads_a_page_before_it_is_there() -> None:
    """What a page does not show yet is waited for: by `expect`, or by `comes_to` where that has no word for it."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("*.py"))}
    of_pages = {path: text for path, text in texts.items() if "playwright" in text and path.parent.name != "doubles"}
    found = [
        f"{path.relative_to(TESTS.parent)}:{line}: {remedy}"
        for path, text in of_pages.items()
        for line, remedy in hasty(text)
    ]
    assert len(of_pages) > 30
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'assert page.locator("section").count() > 100',
        'assert page.url == f"{live}demoras/"',
        'assert "x" in page.get_by_role("status").inner_text()',
        'assert [one.get_attribute("href") for one in links] == []',
        'assert page.evaluate("scrollY") == 0',
        "expect(page).to_have_url(address)",
        "page.wait_for_timeout(500)",
        'page.wait_for_function("window.done")',
    ],
)
def test_what_reads_at_once_is_refused(line: str) -> None:
    assert [at for at, _ in hasty(f"\n{line}\n")] == [2]


@pytest.mark.parametrize(
    "line",
    [
        'expect(page.locator("section")).to_have_count(140)',
        'comes_to(lambda: page.evaluate("scrollY"), 0)',
        'assert text.count("una vez") == 1',
        'assert list(page.all("nav")) == []',
    ],
)
def test_what_waits_and_what_is_no_page_is_let_pass(line: str) -> None:
    assert list(hasty(line)) == []


def test_what_comes_late_is_waited_for(page: Page) -> None:
    page.evaluate("setTimeout(() => { document.title = 'tarde' }, 300)")
    comes_to(page.title, "tarde")


def test_what_never_comes_fails_and_says_what_was_there(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.1)
    with pytest.raises(AssertionError, match="tarde"):
        comes_to(page.title, "tarde")


@pytest.mark.parametrize("before", [True, False])
def test_what_is_held_comes_when_it_is_let_go_and_not_before(page: Page, before: bool) -> None:
    """Also what is asked for only after that."""
    page.route("**/pagina", lambda route: route.fulfill(body="<title>x</title>", content_type="text/html"))
    page.goto("http://127.0.0.1/pagina")
    let_go = held(page, "**/parte")
    page.route("**/otra", lambda route: route.fulfill(body="todavía no"))
    if not before:
        let_go()
    page.evaluate("() => { fetch('parte').catch(() => 0).then(() => { document.title = 'ida'; }); }")
    if before:
        comes_to(lambda: page.evaluate("fetch('otra').then((one) => one.text())"), "todavía no")
        expect(page).to_have_title("x")
        let_go()
    expect(page).to_have_title("ida")
