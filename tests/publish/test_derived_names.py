"""What a link and a tag are made of, and what they never repeat or show."""

from __future__ import annotations

import hmac
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.publish.derived_names import event_key, link, order_tag, ticket_tag, token
from generator.publish.secret import Secret

SECRET = Secret(bytes(range(32)))
SITES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,31}", fullmatch=True)
IDS = st.integers(0, 10**18).map(str)
REVISIONS = st.integers(0, 9999)


@given(SITES, IDS, REVISIONS)
def test_a_link_ends_in_32_characters_that_mailers_leave_alone(site: str, order_id: str, revision: int) -> None:
    """No `-`, `_` or `=`, and nothing but the fragment tells the orders apart."""
    address = link("https://x.example/demoras/", token(SECRET, site, order_id, revision))
    assert re.fullmatch(r"https://x\.example/demoras/pedido/#[a-z2-7]{32}", address)


@given(st.lists(st.tuples(SITES, IDS, REVISIONS), unique=True, min_size=2, max_size=20))
def test_no_two_orders_sites_or_revisions_share_a_token(orders: list[tuple[str, str, int]]) -> None:
    """Raising the revision revokes the old link."""
    assert len({token(SECRET, *order) for order in orders}) == len(orders)


@given(SITES, IDS)
def test_a_tag_is_32_hex_digits_of_its_own_for_every_secret(site: str, order_id: str) -> None:
    """The tag of an order changes with the secret and is no part of its token."""
    tag = order_tag(SECRET, site, order_id)
    assert re.fullmatch(r"[0-9a-f]{32}", tag)
    assert tag != order_tag(Secret(bytes(range(1, 33))), site, order_id)
    assert not token(SECRET, site, order_id, 0).hex().startswith(tag[:8])


@given(SITES, IDS)
def test_a_ticket_s_tag_is_its_own_and_never_that_of_the_order_with_the_same_id(site: str, ticket_id: str) -> None:
    """Ids of orders and tickets overlap; their tags do not."""
    tag = ticket_tag(SECRET, site, ticket_id)
    assert tag == hmac.digest(bytes(range(32)), f"ticket-tag/v1\n{site}\n{ticket_id}".encode(), "sha256")[:16].hex()
    assert tag != order_tag(SECRET, site, ticket_id)


@pytest.mark.parametrize("order_id", ["", "01", "-1", "1\n0", "1 ", "12a", "１２", "7858259149ABC"])
def test_an_order_id_that_is_not_a_plain_number_makes_no_token(order_id: str) -> None:
    """A line break in it could make two orders share one token."""
    with pytest.raises(UsageError, match="número entero"):
        token(SECRET, "prod", order_id, 0)
    with pytest.raises(UsageError, match="número entero"):
        order_tag(SECRET, "prod", order_id)
    with pytest.raises(UsageError, match="de un ticket debe ser un número entero"):
        ticket_tag(SECRET, "prod", order_id)


@pytest.mark.parametrize("site", ["", "Prod", "-a", "a" * 33, "a\nb", "a_b"])
def test_a_site_name_outside_the_format_makes_no_token(site: str) -> None:
    """The message says where the name stands."""
    with pytest.raises(UsageError) as caught:
        token(SECRET, site, "1", 0)
    with pytest.raises(UsageError):
        ticket_tag(SECRET, site, "1")
    assert "data/company.yml" in caught.value.remedy


def test_a_negative_revision_makes_no_token() -> None:
    """Revisions only rise."""
    with pytest.raises(UsageError, match="negativa"):
        token(SECRET, "prod", "1", -1)


@given(SITES)
def test_the_key_of_the_shop_s_own_lines_is_no_other_name(site: str) -> None:
    """As docs/events.md has it."""
    assert event_key(SECRET, site) == hmac.digest(bytes(range(32)), f"order-events/v1\n{site}".encode(), "sha256")
