"""`demoras link` prints the private link of one order; `demoras new-secret` makes what all links are made from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.model.catalog import Catalog
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import parse_secret, read_secrets
from tests.cli.calls import assert_stopped, call, program
from tests.cli.links import opened

Environ = Mapping[str, str]


@pytest.fixture(scope="session")
def orders(first_ledger: Path, keys: Environ, catalog: Catalog) -> dict[str, str]:
    """Give the public number of every order by billing's internal id."""
    ledger = open_ledger(read_secrets(keys), catalog.company.site, first_ledger.read_bytes())
    return {str(key): order.number for key, order in ledger.orders.items()}


def linked(ledger: Path, order: str, keys: Environ, *more: str) -> str:
    """Return what `link` prints of an order of a Ledger."""
    ran = call("link", order, "--ledger", ledger, *more, environ=keys)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_a_link_opens_the_page_of_its_order(orders: dict[str, str], built: Path, keys: Environ) -> None:
    """What it prints and what `build` wrote fit."""
    for order, number in list(orders.items())[:5]:
        ran = call("link", order, "--ledger", built, environ=keys)

        assert (ran.code, ran.err) == (0, "")
        assert json.loads(opened(built, ran.out))["order"] == number


def test_a_link_is_the_sites_address_and_thirty_two_characters(
    catalog: Catalog, keys: Environ, first_ledger: Path
) -> None:
    """They stand after `#`, so that no server ever sees them."""
    out = call("link", "4101", "--ledger", first_ledger, environ=keys).out

    assert re.fullmatch(re.escape(catalog.company.site_url) + r"pedido/#[a-z2-7]{32}\n", out)


def test_leading_zeros_and_blanks_are_the_same_order(keys: Environ, first_ledger: Path) -> None:
    """Staff copy ids from screens that pad them."""
    assert len({linked(first_ledger, order, keys) for order in ("4101", "0004101", " 4101 ")}) == 1


def test_an_order_that_the_ledger_does_not_know_has_no_link(keys: Environ, first_ledger: Path) -> None:
    """A link of a mistyped id would open nothing, and somebody would send it."""
    ran = call("link", "999999", "--ledger", first_ledger, environ=keys)

    assert_stopped(ran, 3)
    assert "El Ledger no conoce ningún pedido con ese id interno." in ran.err


def test_the_public_number_leads_to_the_same_link(
    orders: dict[str, str], first_ledger: Path, built: Path, live: str, keys: Environ
) -> None:
    """Looked up in the Ledger of a file, of a folder or of the live site."""
    order, number = next(iter(orders.items()))
    expected = call("link", order, "--ledger", first_ledger, environ=keys)

    for place in (first_ledger, built, live):
        assert call("link", order, "--ledger", str(place), environ=keys) == expected
        assert call("link", "--number", number, "--ledger", str(place), environ=keys) == expected


def test_an_unknown_number_ends_in_three(orders: dict[str, str], first_ledger: Path, keys: Environ) -> None:
    """An internal id is no public number."""
    for number in (next(iter(orders)), "1", "nada"):
        ran = call("link", "--number", number, "--ledger", first_ledger, environ=keys)

        assert_stopped(ran, 3, hidden=keys.values())
        assert "Ningún pedido del Ledger tiene ese número." in ran.err


@pytest.mark.parametrize("order", ["", "abc", "41.01", "#4101", "٤١", "9" * 20, "9" * 5000])
def test_what_is_no_internal_id_is_wrong_usage(order: str, keys: Environ, first_ledger: Path) -> None:
    """A link made of it would open nothing."""
    assert_stopped(call("link", order, "--ledger", first_ledger, environ=keys), 2)


def test_another_address_of_the_site_gives_the_same_end(keys: Environ, first_ledger: Path) -> None:
    """The demo and a preview live elsewhere; a missing slash is added."""
    ends = {
        linked(first_ledger, "4101", keys, *site).rpartition("pedido/")[2]
        for site in ((), ("--site-url", "http://127.0.0.1:8000"), ("--site-url", "http://127.0.0.1:8000/"))
    }
    there = linked(first_ledger, "4101", keys, "--site-url", "http://127.0.0.1:8000")

    assert len(ends) == 1
    assert there.startswith("http://127.0.0.1:8000/pedido/#")


@pytest.mark.parametrize("address", ["", "ejemplo", "http://ejemplo.example/", "https://ejemplo.example/?a=b"])
def test_what_is_no_address_of_a_site_is_wrong_usage(address: str, keys: Environ) -> None:
    """A link that leads nowhere must not be sent to a client."""
    assert_stopped(call("link", "4101", "--site-url", address, environ=keys), 2)


def test_a_link_is_not_shown_where_a_log_would_keep_it(keys: Environ, first_ledger: Path) -> None:
    """Whoever reads the log would have the page."""
    ran = call("link", "4101", environ={**keys, "CI": "true"})

    assert_stopped(ran, 2, hidden=[*keys.values(), linked(first_ledger, "4101", keys).strip()])
    assert "CI" in ran.err


def test_a_link_needs_the_secret() -> None:
    """It names the variable and how to make one."""
    ran = call("link", "4101")

    assert_stopped(ran, 2)
    assert "DEMORAS_SECRET" in ran.err
    assert "demoras new-secret" in ran.err


def test_new_secrets_serve_and_differ() -> None:
    """One line each, from the real program, accepted where a secret is read."""
    first, second = (program("new-secret").stdout for _ in range(2))

    assert re.fullmatch(r"[0-9a-f]{64}\n", first)
    assert parse_secret(first, "DEMORAS_SECRET") != parse_secret(second, "DEMORAS_SECRET")
