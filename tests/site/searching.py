"""What somebody does who searches a built site."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def found_by(page: Page, typed: str) -> list[str]:
    """Return the addresses that the search of the open page finds, best first, without the site's own part."""
    if not page.locator("#buscar").evaluate("dialog => dialog.open"):
        # The button comes with the script that the key needs.
        expect(page.get_by_role("button", name="Buscar", exact=True)).to_be_visible()
        page.keyboard.press("/")
    box = page.locator("#buscar-texto")
    expect(box).to_be_focused()
    box.fill("")
    expect(page.locator(".buscar-cuenta")).to_have_text("")
    box.fill(typed)
    expect(page.locator(".buscar-cuenta")).not_to_have_text("")
    root = page.url.split("?")[0].split("#")[0]
    links: list[str] = page.locator(".buscar-lista a").evaluate_all("all => all.map(one => one.href)")
    return [link.removeprefix(root) for link in links]
