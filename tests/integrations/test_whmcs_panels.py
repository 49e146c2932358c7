"""Clients beside their service and staff beside a ticket read what the order's own page says; nobody else does."""

from __future__ import annotations

import html
import json
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from tests.browser.orders import item, order, still
from tests.doubles.site_server import SiteServer, body, status
from tests.integrations.hooked_whmcs import ANA, BETO, HookedWhmcs
from tests.integrations.sealed_site import CATALOG, MONDAY, publish
from tests.integrations.test_whmcs_hooks import PANELS, seen

PREPARING = "Estamos preparando su pedido de Simplenews."
DATE = "Estará listo a más tardar el miércoles 25 de noviembre a las 18:00."
TICKET = "AdminAreaViewTicketPage"
NOT_KNOWN = "Consulte en qué etapa está su pedido"


def panel(whmcs: HookedWhmcs, hook: str = PANELS[1], variables: Any = None, client: int | None = ANA) -> str:
    """Return the panel of the page of Ana's domain, whose order is 1234, or of another; nothing was logged."""
    outcome = whmcs.tells(hook, {"domain": seen(31)} if variables is None else variables, client=client)
    assert outcome["activity"] == []
    return str(outcome["returned"])


def ticket(whmcs: HookedWhmcs, number: int) -> str:
    return panel(whmcs, TICKET, {"ticketid": number}, None)


def words_of(shown: str) -> str:
    """Return what a reader sees."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", shown)).split())


@pytest.mark.parametrize(
    ("hook", "variables", "number"),
    [
        (PANELS[0], {"service": seen(31)}, 1236),
        (PANELS[1], {"domain": seen(31)}, 1234),
        (PANELS[2], {"orderid": 1234, "ispaid": True}, 1234),
    ],
    ids=["service", "domain", "complete"],
)
def test_a_client_reads_the_sentence_and_the_date_beside_the_link(
    whmcs: HookedWhmcs, hook: str, variables: Any, number: int
) -> None:
    publish(whmcs, {number: order(item())})
    shown = panel(whmcs, hook, variables)
    assert words_of(shown).startswith(
        f"{PREPARING} {DATE} Actualizado hoy a las 10:27. Ver mi pedido El enlace es privado"
    )
    assert f'href="{html.escape(whmcs.link(number))}"' in shown


@pytest.mark.parametrize("client", [BETO, None])
def test_nobody_else_reads_a_word_of_it_and_nothing_is_asked_for(whmcs: HookedWhmcs, client: int | None) -> None:
    """Another client, and who is not logged in."""
    publish(whmcs, {1234: order(item())})
    assert panel(whmcs, client=client) == ""
    assert whmcs.site.requests == []


@pytest.mark.parametrize(("number", "orders"), [(60001, [1236]), (60002, [1234]), (60003, [1236, 1234])])
def test_staff_read_the_same_beside_a_ticket_with_a_reply_to_copy(
    whmcs: HookedWhmcs, number: int, orders: list[int]
) -> None:
    """Of the order that the ticket is about; where it names none, of its client's latest that have a page."""
    publish(whmcs, {1234: order(item()), 1236: order(still("awaiting_payment", "client"))})
    lines = {1234: f"{PREPARING} {DATE}", 1236: "Falta pagar su pedido de Simplenews."}
    shown = ticket(whmcs, number)
    replies = [html.unescape(one) for one in re.findall(r"<textarea[^>]*>(.*?)</textarea>", shown, re.DOTALL)]
    assert replies == [
        f"{lines[one]} Puede seguir su pedido, con la fecha al día, en esta página privada: {whmcs.link(one)}"
        for one in orders
    ]
    titles = re.findall(r'panel-heading">(.*?)<', shown)
    assert titles == ["Lo que el cliente ve de su pedido · Pedido N.º 7858259149"] * len(orders)
    assert re.findall(r'href="([^"]*)"', shown) == [html.escape(whmcs.link(one)) for one in orders]
    assert all(f"<strong>{lines[one].partition('.')[0]}" in shown for one in orders)


@pytest.mark.parametrize("number", [60004, 60005, 60006, 99999, 0, "60001 or 1", None])
def test_a_ticket_of_a_guest_or_of_anothers_service_shows_staff_no_order(whmcs: HookedWhmcs, number: Any) -> None:
    """A guest's address is only typed, and a service without an order has none to show."""
    publish(whmcs, {1234: order(item()), 1237: order(item())})
    assert panel(whmcs, TICKET, {"ticketid": number}, None) == ""
    assert whmcs.site.requests == []


def test_what_an_order_holds_can_be_no_markup(whmcs: HookedWhmcs) -> None:
    """A product's name is anybody's text."""
    evil = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>\u202e"
    publish(whmcs, {1234: order(item(service=None, name=evil))})
    for shown in (panel(whmcs), ticket(whmcs, 60002)):
        assert "<script" not in shown
        assert "<img" not in shown
        assert "\u202e" not in shown
        assert "&lt;script&gt;" in shown


def test_the_site_is_asked_once_in_two_minutes_and_its_wording_once_an_hour(whmcs: HookedWhmcs) -> None:
    """By any process; the panel is the same from the cache."""
    (file,) = publish(whmcs, {1234: order(item())})
    first = panel(whmcs)
    asked = len(whmcs.site.requests)
    whmcs.now += timedelta(seconds=119)
    assert panel(whmcs) == first
    assert len(whmcs.site.requests) == asked
    whmcs.now += timedelta(seconds=1)
    assert panel(whmcs) == first
    assert whmcs.site.requests.count(file) == 2
    assert whmcs.site.requests.count(CATALOG) == 1


def test_a_change_shows_once_the_site_has_it(whmcs: HookedWhmcs) -> None:
    publish(whmcs, {1234: order(item())})
    assert PREPARING in panel(whmcs)
    publish(whmcs, {1234: order(item(state="active", waiting_on="none", since="2026-11-23T13:20:00Z"))})
    whmcs.now += timedelta(minutes=2)
    assert words_of(panel(whmcs)).startswith(
        "El servicio Simplenews está activo. Se activó el lunes 23 de noviembre a las 10:20."
    )


@pytest.mark.parametrize("code", [404, 500, 302])
def test_an_order_that_cannot_be_read_has_its_link_alone(whmcs: HookedWhmcs, code: int) -> None:
    """As one that was placed a minute ago; staff are told so."""
    (file,) = publish(whmcs, {1234: order(item())})
    whmcs.site.serves(file, status(code, Location="/x"))
    assert words_of(panel(whmcs)).startswith(NOT_KNOWN)
    shown = ticket(whmcs, 60002)
    assert words_of(shown).startswith("Lo que el cliente ve de su pedido Todavía no hay nada que mostrar")
    assert f"página privada: {whmcs.link(1234)}</textarea>" in shown


def test_an_order_that_left_the_site_is_shown_no_longer(whmcs: HookedWhmcs) -> None:
    (file,) = publish(whmcs, {1234: order(item())})
    assert PREPARING in panel(whmcs)
    whmcs.site.serves(file, status(404))
    whmcs.now += timedelta(minutes=2)
    assert words_of(panel(whmcs)).startswith(NOT_KNOWN)


@pytest.mark.parametrize("spoil", ["bit", "short", "others", "html", "catalog", "catalog-version"])
def test_a_file_that_is_not_the_order_s_own_tells_nothing(whmcs: HookedWhmcs, spoil: str) -> None:
    """Changed in one bit, cut, another order's, no file at all; or wording of another version."""
    file, other = publish(whmcs, {1234: order(item()), 1236: order(item())})
    handlers = whmcs.site.answers
    if spoil == "catalog":
        whmcs.site.serves(CATALOG, body(b"<html>"))
    elif spoil == "catalog-version":
        whmcs.site.serves(CATALOG, body(b'{"v":2,"zone":"UTC"}'))
    elif spoil == "others":
        handlers[file] = handlers[other]
    else:
        data = {"bit": b"PEDI\1" + bytes(8187), "short": b"PEDI\1\0\0\0", "html": b"<html>"}[spoil]
        whmcs.site.serves(file, body(data))
    assert words_of(panel(whmcs)).startswith(NOT_KNOWN)


def test_an_old_file_in_a_new_one_s_place_claims_nothing_of_today(whmcs: HookedWhmcs) -> None:
    """The host can serve one; it cannot make what tells that it is of today. It is asked twice, past caches."""
    (file,) = publish(whmcs, {1234: order(item())})
    old = whmcs.site.answers[file]
    publish(whmcs, {1234: order(item(due="2026-11-26T21:00:00Z"))})
    whmcs.site.answers[file] = old
    assert words_of(panel(whmcs)).startswith(
        "Lo último que supimos de su pedido es del lunes 23 de noviembre a las 10:15."
    )
    assert len([path for path in whmcs.site.requests if path.startswith(file)]) == 2


def test_what_was_read_more_than_a_day_ago_is_told_as_past(whmcs: HookedWhmcs) -> None:
    publish(whmcs, {1234: order(item())}, MONDAY - timedelta(hours=25))
    shown = words_of(panel(whmcs))
    assert shown.startswith("Lo último que supimos de su pedido es del domingo 22 de noviembre a las 09:27.")
    assert "Estará listo" not in shown


@pytest.fixture
def hanging(whmcs: HookedWhmcs, site: SiteServer) -> Iterator[HookedWhmcs]:
    """Give a shop whose site takes every request for an order and never answers it."""
    over = threading.Event()

    def hang(_handler: BaseHTTPRequestHandler) -> None:
        over.wait(30)

    for path in publish(whmcs, {1234: order(item()), 1236: order(item())}):
        site.serves(path, hang)
    del whmcs.settings["wait"]
    yield whmcs
    over.set()


def test_a_site_that_hangs_costs_one_page_a_second_and_the_others_nothing(hanging: HookedWhmcs) -> None:
    """For ten minutes, for every order; then the panel is whole again by itself."""
    assert words_of(ticket(hanging, 60003)).count("Todavía no hay nada que mostrar") == 2
    assert hanging.milliseconds < 4_000
    asked = len(hanging.site.requests)
    hanging.now += timedelta(seconds=599)
    assert words_of(panel(hanging)).startswith(NOT_KNOWN)
    assert len(hanging.site.requests) == asked
    publish(hanging, {1234: order(item())})
    hanging.now += timedelta(seconds=600)
    assert PREPARING in panel(hanging)


def test_while_the_site_is_down_the_last_known_is_shown_with_its_age(whmcs: HookedWhmcs) -> None:
    (file,) = publish(whmcs, {1234: order(item())})
    panel(whmcs)
    whmcs.site.serves(file, status(503))
    whmcs.now += timedelta(hours=3)
    assert words_of(panel(whmcs)).startswith(f"{PREPARING} {DATE} Actualizado hoy a las 10:27.")
    whmcs.now += timedelta(hours=22)
    assert words_of(panel(whmcs)).startswith("Lo último que supimos")


def test_the_cache_holds_what_everybody_may_read_and_nothing_opened(whmcs: HookedWhmcs) -> None:
    """Ciphertext and the public wording, in a folder of PHP's user alone."""
    publish(whmcs, {1234: order(item())})
    shown = panel(whmcs)
    folder = Path(whmcs.settings["cache"])
    kept = b"".join(path.read_bytes() for path in folder.iterdir())
    assert folder.stat().st_mode & 0o777 == 0o700
    assert whmcs.link(1234).partition("#")[2].encode() not in kept
    assert whmcs.secret_hex.encode() not in kept
    assert b"7858259149" not in kept
    assert PREPARING in shown


def test_a_process_that_can_keep_nothing_shows_the_order_all_the_same(whmcs: HookedWhmcs) -> None:
    (whmcs.php.folder / "full").write_text("")
    Path(whmcs.settings["cache"]).write_text("")
    whmcs.php = type(whmcs.php)(whmcs.php.path, whmcs.php.folder, ("-d", f"sys_temp_dir={whmcs.php.folder / 'full'}"))
    publish(whmcs, {1234: order(item())})
    outcome = whmcs.tells(PANELS[1], {"domain": seen(31)}, client=ANA)
    assert PREPARING in outcome["returned"]


def test_nothing_of_the_order_but_its_link_goes_into_an_email(whmcs: HookedWhmcs) -> None:
    """An e-mail is read by others, and for years."""
    publish(whmcs, {1234: order(item())})
    panel(whmcs)
    event = {"messagename": "Domain", "relid": 31, "mergefields": {}}
    assert whmcs.tells("EmailPreSend", event)["returned"] == {"demoras_enlace": whmcs.link(1234)}


def test_a_shop_that_leaves_links_out_shows_nothing(whmcs: HookedWhmcs) -> None:
    """Neither to clients nor to staff."""
    publish(whmcs, {1234: order(item())})
    whmcs.settings["links"] = False
    assert panel(whmcs) == ""
    assert ticket(whmcs, 60002) == ""
    assert whmcs.site.requests == []


def test_a_failing_database_shows_staff_nothing_and_says_one_line(whmcs: HookedWhmcs) -> None:
    whmcs.fault = "throws"
    outcome = whmcs.tells(TICKET, {"ticketid": 60001})
    assert outcome["returned"] == ""
    assert len(outcome["activity"]) == 1
    assert "example.com" not in json.dumps(outcome)
