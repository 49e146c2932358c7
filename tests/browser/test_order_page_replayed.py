"""An order page in front of a host or a cache that serves old files: what was good once never passes for new."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import orders, sealing
from tests.browser.conftest import Site, go
from tests.browser.orders import item, order, still

TOKEN, OTHER = bytes(range(20)), bytes(range(100, 120))
WEEK_AGO = "2026-11-16T13:15:00Z"
UNPAID = order(still("awaiting_payment", "client")) | {"changed_at": WEEK_AGO}
DATE = "lunes 16 de noviembre a las 10:15"


@pytest.fixture
def shown(page: Page, site: Site) -> Callable[[], Page]:
    """Return what opens the order's link with whatever the host serves by then."""

    def show() -> Page:
        page.clock.set_fixed_time(orders.NOW)
        return go(page, f"{site.url}#{sealing.fragment(TOKEN)}")

    return show


def replay(site: Site, data: bytes, name: str) -> None:
    """Put an old copy in the place of a published file."""
    (site.folder / name).write_bytes(data)


def shard_path(token: bytes = TOKEN) -> str:
    """Return where the page looks for what dates its order."""
    return f"f/{sealing.shard_name(token)}"


def claims_nothing(page: Page, known: str = DATE) -> None:
    """Require that the page tells the last known state as past, as of a moment."""
    expect(page.locator(".lead.last")).to_contain_text(f"Lo último que supimos de su pedido es del {known}.")
    expect(page.locator(".age.old")).to_be_visible()
    expect(page.locator(".due, .turn.client, .turn.company, .turn.ready")).to_have_count(0)


def test_an_old_file_beside_everything_new_claims_nothing(site: Site, shown: Callable[[], Page]) -> None:
    """It opens, for it was good once; but no run since read billing and found it so."""
    site.publish(UNPAID)
    old = site.files[TOKEN]
    site.publish(order(item()))
    expect(shown().locator(".due")).to_be_visible()
    replay(site, old, f"d/{sealing.file_name(TOKEN)}")
    page = shown()
    claims_nothing(page)
    expect(page.locator(".age p")).to_contain_text("No pudimos saber de cuándo son estos datos.")
    expect(page.locator(".turn.last")).to_contain_text("el pago no estaba acreditado.")


def test_an_old_file_with_its_old_shard_has_the_age_of_their_run(site: Site, shown: Callable[[], Page]) -> None:
    """The heartbeat, which anybody can write, may be as fresh as it likes."""
    site.publish(UNPAID)
    site.freshness(WEEK_AGO)
    page = shown()
    claims_nothing(page)
    expect(page.locator(".age p")).to_contain_text("Hace 7 días que esta página no se actualiza.")


def test_an_old_note_that_the_order_ended_says_its_age(site: Site, shown: Callable[[], Page]) -> None:
    """The order may have opened again."""
    site.publish(order() | {"closed": True, "changed_at": WEEK_AGO})
    old = site.files[TOKEN]
    expect(shown().locator(".lead")).to_have_text("Este pedido terminó el lunes 16 de noviembre.")
    expect(shown().locator(".age")).to_have_count(0)
    site.publish(order(item()))
    replay(site, old, f"d/{sealing.file_name(TOKEN)}")
    expect(shown().locator(".age.old")).to_contain_text("No pudimos saber de cuándo son estos datos.")


SPOILT: dict[str, Callable[[bytes], bytes | None]] = {
    "gone": lambda _: None,
    "empty": lambda _: b"",
    "a page": lambda _: b"<!doctype html><title>Not found</title>",
    "a head alone": lambda data: data[:16],
    "cut": lambda data: data[:-1],
    "longer": lambda data: data + b"\0",
    "another kind": lambda data: b"PEDI" + data[4:],
    "a later version": lambda data: data[:4] + b"\2" + data[5:],
    "a later moment": lambda data: data[:15] + bytes([data[15] ^ 1]) + data[16:],
    "a moment without end": lambda data: data[:8] + b"\xff" * 8 + data[16:],
    "a mac changed": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "the other order's": lambda data: data[:16] + sealing.mac(OTHER, data[:16], sealing.sealed(OTHER, UNPAID)),
    "larger than any": lambda data: data + bytes(1 << 20),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_a_shard_that_is_not_this_run_s_dates_nothing(
    site: Site, shown: Callable[[], Page], spoil: Callable[[bytes], bytes | None]
) -> None:
    """The order is shown, as of its own last change, and nothing of it is claimed."""
    site.publish(UNPAID)
    path = site.folder / shard_path()
    spoilt = spoil(path.read_bytes())
    path.unlink()
    if spoilt is not None:
        path.write_bytes(spoilt)
    claims_nothing(shown())


def test_a_shard_of_many_orders_dates_each(site: Site, shown: Callable[[], Page]) -> None:
    """Wherever among the others its own mac stands."""
    site.publish(order(item()))
    data = (site.folder / shard_path()).read_bytes()
    (site.folder / shard_path()).write_bytes(data[:16] + bytes(160) + data[16:] + b"\xff" * 160)
    expect(shown().locator(".age:not(.old)")).to_contain_text("Actualizado hoy a las 10:15.")


def test_a_cache_that_keeps_an_order_s_file_is_passed_once(page: Page, site: Site, shown: Callable[[], Page]) -> None:
    """Its copy fits no shard of now: file and shard are asked for again, each with a query that no cache has seen."""
    site.publish(UNPAID)
    old = site.files[TOKEN]
    site.publish(order(item()))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site.url)))
    name = f"d/{sealing.file_name(TOKEN)}"
    page.route(f"{site.url}{name}", lambda route: route.fulfill(body=old))
    expect(shown().locator(".due")).to_be_visible()
    expect(page.locator(".age:not(.old)")).to_contain_text("Actualizado hoy a las 10:15.")
    found = [path for path in asked if path.startswith(("d/", "f/"))]
    assert len(found) == len(set(found)) == 4
    assert [path for path in found if "?" not in path] == [name]


def test_a_copy_of_a_file_that_is_gone_is_not_shown(page: Page, site: Site, shown: Callable[[], Page]) -> None:
    """Its order was revoked, erased or forgotten: only the cache still has it."""
    site.publish(UNPAID)
    old = site.files[TOKEN]
    (site.folder / "d" / sealing.file_name(TOKEN)).unlink()
    (site.folder / shard_path()).unlink()
    page.route(f"{site.url}d/{sealing.file_name(TOKEN)}", lambda route: route.fulfill(body=old))
    expect(shown().get_by_role("heading", level=1)).to_have_text("No hay una página con este enlace")


def test_where_the_second_reading_fails_the_first_is_shown_as_old(
    page: Page, site: Site, shown: Callable[[], Page]
) -> None:
    """A host in trouble hides no order that came."""
    site.publish(UNPAID)
    (site.folder / shard_path()).unlink()
    page.route(f"{site.url}d/*.bin?*", lambda route: route.fulfill(status=503))
    claims_nothing(shown())


def test_the_page_says_when_the_order_last_changed(site: Site, shown: Callable[[], Page]) -> None:
    """That moment is sealed with it, whatever the host says of its age: when a run saw it, and no news of its own.

    Where it is the moment at which the data were read, the line of their age has told it.
    """
    site.publish(order(item()) | {"changed_at": WEEK_AGO})
    expect(shown().locator(".news")).to_have_text(
        "Lo que muestra esta página cambió por última vez el lunes 16 de noviembre a las 10:15."
    )
    for told_above in ("ayer", site.synced_at):
        site.publish(order(item()) | {"changed_at": told_above})
        expect(shown().locator(".news")).to_have_count(0)
