"""The published script does what its parts do, each loaded as the module that it is."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page

from generator.render.bundle import is_part, order_page_script, site_parts, site_script
from generator.render.short_names import short_names
from tests.browser.conftest import PAGE_SOURCE, Site, go, page_sources, unfolded
from tests.browser.orders import EVERY_STATE, NOW, SYNCED, item, order
from tests.waiting import comes_to


def test_the_script_put_together_draws_what_its_parts_draw(page: Page, site: Site) -> None:
    """Every state, a late order, a note, data too old, and no order at all, as HTML to the letter."""
    late = order(item(due="2026-11-20T21:00:00Z"))
    views: list[tuple[str, dict[str, Any]]] = [
        (SYNCED, EVERY_STATE),
        (SYNCED, late),
        (SYNCED, order() | {"closed": True, "ended": ["active"]}),
        ("2026-11-20T03:00:00Z", EVERY_STATE),
    ]

    def drawn() -> list[str]:
        found = []
        for synced, view in views:
            site.heartbeat(synced)
            found.append(_html(page, site.publish(view)))
        return [*found, _html(page, site.url)]

    page.clock.set_fixed_time(NOW)
    together = drawn()
    for part in PAGE_SOURCE.glob("*.js"):
        (site.folder / part.name).write_bytes(part.read_bytes())
    site.seen.clear()
    assert drawn() == together
    assert len({line for line in site.seen if ".js " in line.splitlines()[0]}) > 20


def test_no_part_declares_a_name_that_browsers_have(page: Page) -> None:
    """Where all stand in one scope, another part that means the browser's would get that part's."""
    sources = page_sources()
    names = {"order": set[str](), "site": set[str]()}
    for path in (*filter(is_part, sources), *site_parts(sources)):
        found = re.findall(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", sources[path], re.MULTILINE)
        names["order" if is_part(path) else "site"].update(found)
    assert {key: len(found) > 20 for key, found in names.items()} == {"order": True, "site": True}
    every = sorted(names["order"] | names["site"])
    comes_to(lambda: page.evaluate("names => names.filter((name) => name in globalThis)", every), [])


def test_no_name_that_browsers_have_is_put_in_few_letters(page: Page) -> None:
    """Where a function has a variable of that name, another line of it may mean the browser's."""
    sources = page_sources()
    scripts = order_page_script(sources), site_script(sources)
    every = sorted({name for one in scripts for name, _short in short_names(one).values() if len(name) > 2})
    comes_to(lambda: page.evaluate("names => names.filter((name) => name in globalThis)", every), [])


def _html(page: Page, address: str) -> str:
    return unfolded(go(page, address)).locator("main").inner_html()
