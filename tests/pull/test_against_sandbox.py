"""A whole pull from the sandbox: its made-up history is what comes out, and each fault is met as designed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.errors import UnreachableError
from generator.load import load_catalog
from generator.model.base import OrderId
from generator.model.observed import Observed, ObservedOrder
from generator.model.states import ItemKind, OrderStatus, Payment, ServiceStatus
from generator.pull.whmcs import Limits, WhmcsSource, settings_from
from generator.sandbox import Credentials, Fault, SandboxServer, Special, World, build_world

END = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
CREDENTIALS = Credentials.random()
HARMLESS = (Fault.BOM,)
PER_ROW = (Fault.MALFORMED_ORDER, Fault.MALFORMED_TICKET)
PASSING_AT_PAGE_EDGES = (Fault.DUPLICATE_ROWS,)
FATAL = [fault for fault in Fault if fault not in HARMLESS + PER_ROW + PASSING_AT_PAGE_EDGES]


@pytest.fixture(scope="module")
def world() -> World:
    """Return one history for all tests."""
    return build_world(load_catalog(ROOT), end=END)


@pytest.fixture
def server(world: World) -> Iterator[SandboxServer]:
    """Serve it as of its end."""
    with SandboxServer(world, as_of=END, credentials=CREDENTIALS) as running:
        yield running


def pull(server: SandboxServer, *, page_size: int = 250, seconds: float = 20, secret: str = "") -> Observed:
    """Pull everything, never sleeping between attempts."""
    environ = {
        "DEMORAS_WHMCS_URL": server.url,
        "DEMORAS_WHMCS_IDENTIFIER": CREDENTIALS.identifier,
        "DEMORAS_WHMCS_SECRET": secret or CREDENTIALS.secret,
        "DEMORAS_WHMCS_ACCESS_KEY": CREDENTIALS.access_key or "",
    }
    limits = Limits(call_seconds=seconds, max_bytes=8 * 1024 * 1024, page_size=page_size)
    settings = settings_from(environ, ZoneInfo("America/Argentina/Buenos_Aires"), limits)
    naps: list[float] = []
    source = WhmcsSource(settings, sleep=naps.append)
    return source.observe(now=END, progress=lambda what, so_far, total: None)  # noqa: ARG005


def special(world: World, observed: Observed, which: Special) -> ObservedOrder:
    """Return one of the orders every world holds."""
    return next(order for order in observed.orders if order.id == str(world.specials[which]))


def test_every_order_and_ticket_of_the_history_comes_out(world: World, server: SandboxServer) -> None:
    observed, truth = pull(server), world.at(END)
    assert {order.id for order in observed.orders} == {str(order.id) for order in truth.orders}
    assert {ticket.id for ticket in observed.tickets} == {str(ticket.id) for ticket in truth.tickets}
    assert (observed.unreadable_orders, observed.unreadable_tickets) == ({}, {})


def test_moments_products_and_lines_are_those_of_the_history(world: World, server: SandboxServer) -> None:
    seen = {order.id: order for order in pull(server).orders}
    for order in world.at(END).orders:
        mine = seen[OrderId(str(order.id))]
        assert mine.placed_at == order.placed_at
        assert [item.key.id.rpartition("-")[2] for item in mine.items] == [str(line.id) for line in order.lines]
        products = [item.product for item in mine.items if item.key.kind is ItemKind.PRODUCT]
        assert products == [line.product for line in order.lines if line.kind == "product"]
        endings = [item.ending for item in mine.items if item.key.kind is ItemKind.DOMAIN]
        domains = [line.domain for line in order.lines if line.kind == "domain"]
        assert all(domain.endswith(ending) for domain, ending in zip(domains, endings, strict=True))
        assert "" not in endings


def test_nothing_private_comes_out(world: World, server: SandboxServer) -> None:
    shown = repr(pull(server))
    words = {word for word in world.private_strings() if not word.replace(".", "").replace(",", "").isdigit()}
    assert words
    assert not [word for word in words if word in shown]


def test_special_orders_are_what_they_are(world: World, server: SandboxServer) -> None:
    observed = pull(server)
    running = special(world, observed, Special.PENDING_BUT_RUNNING)
    assert (running.status, running.items[0].status) == (OrderStatus.PENDING, ServiceStatus.ACTIVE)
    assert special(world, observed, Special.FREE).payment is Payment.NOT_NEEDED
    assert special(world, observed, Special.AWAITING_PAYMENT).payment is Payment.UNPAID
    assert special(world, observed, Special.REFUNDED).payment is Payment.UNCLEAR
    assert special(world, observed, Special.INVOICE_GONE).payment is Payment.UNCLEAR
    assert special(world, observed, Special.RENEWAL).items == ()
    assert special(world, observed, Special.FRAUD).status is OrderStatus.FRAUD
    assert special(world, observed, Special.SUSPENDED).items[0].status is ServiceStatus.SUSPENDED
    assert special(world, observed, Special.DOMAIN_EXPIRED).items[0].status is ServiceStatus.EXPIRED
    assert special(world, observed, Special.DOMAIN_LEFT).items[0].status is ServiceStatus.ENDED
    assert special(world, observed, Special.COMPLETED).items[0].status is ServiceStatus.ACTIVE
    assert {item.key.kind for item in special(world, observed, Special.DOMAIN_ONLY).items} == {ItemKind.DOMAIN}
    assert ItemKind.OTHER in {item.key.kind for item in special(world, observed, Special.UNKNOWN_LINE).items}
    assert special(world, observed, Special.UNMAPPED_STATUS).custom_status in world.order_statuses
    midnight = special(world, observed, Special.PAID_AT_MIDNIGHT).paid_at
    assert midnight is not None
    assert (midnight.hour, midnight.minute) == (3, 0)


def test_an_earlier_moment_shows_an_earlier_truth(world: World, server: SandboxServer) -> None:
    server.as_of = END - timedelta(days=60)
    assert len(pull(server).orders) == len(world.at(server.as_of).orders) < len(world.orders)


@pytest.mark.parametrize("page_size", [10, 26, 100])
def test_the_page_size_does_not_change_what_is_seen(server: SandboxServer, page_size: int) -> None:
    assert pull(server, page_size=page_size) == pull(server)


@pytest.mark.parametrize("fault", FATAL)
def test_a_fault_stops_the_pull_with_one_line_and_no_secret(server: SandboxServer, fault: Fault) -> None:
    server.fault = fault
    with pytest.raises(UnreachableError) as caught:
        pull(server, seconds=0.5 if fault is Fault.HANG else 20)
    said = f"{caught.value.message} {caught.value.remedy}"
    assert caught.value.exit_code == 3
    assert len(said.splitlines()) == 1
    secrets = (CREDENTIALS.identifier, CREDENTIALS.secret, CREDENTIALS.access_key or "-", server.url)
    assert not [word for word in secrets if word in said]


@pytest.mark.parametrize("fault", HARMLESS + PASSING_AT_PAGE_EDGES)
def test_a_harmless_fault_changes_nothing(server: SandboxServer, fault: Fault) -> None:
    good = pull(server, page_size=50)
    server.fault = fault
    assert pull(server, page_size=50) == good


@pytest.mark.parametrize("fault", PER_ROW)
def test_one_malformed_row_is_kept_back_and_named(server: SandboxServer, fault: Fault) -> None:
    good = pull(server)
    server.fault = fault
    observed = pull(server)
    if fault is Fault.MALFORMED_ORDER:
        assert list(observed.unreadable_orders.values()) == ["date"]
        assert len(observed.orders) == len(good.orders) - 1
    else:
        assert list(observed.unreadable_tickets.values()) == ["date"]
        assert len(observed.tickets) == len(good.tickets) - 1


@pytest.mark.parametrize("fault", [Fault.TOO_MANY, Fault.HTML_500, Fault.CUT])
def test_a_fault_that_passes_is_overcome(server: SandboxServer, fault: Fault) -> None:
    good = pull(server)
    server.fault, server.fault_times = fault, 2
    assert pull(server) == good


def test_wrong_credentials_are_tried_once(server: SandboxServer) -> None:
    with pytest.raises(UnreachableError, match="Authentication Failed"):
        pull(server, secret="otra-clave")
    assert len(server.requests) == 1


def test_an_action_outside_the_role_is_named(server: SandboxServer) -> None:
    server.role = frozenset({"getorders", "getinvoices"})
    with pytest.raises(UnreachableError, match="no permite GetTickets"):
        pull(server)
