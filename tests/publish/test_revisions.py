"""Orders to erase are found under the tag of either secret; those of the previous one are to be renewed."""

from __future__ import annotations

from generator.model.base import OrderId
from generator.publish.derived_names import order_tag
from generator.publish.order_links import erased_orders, tags_to_renew
from generator.publish.secret import Secret, Secrets

IDS = [OrderId(str(number)) for number in range(1, 6)]


def test_an_order_is_erased_under_the_tag_of_either_secret(
    rotating: Secrets, current: Secret, previous: Secret
) -> None:
    """And of no other secret, site or order."""
    tags = {
        order_tag(current, "prod", "2"),
        order_tag(previous, "prod", "4"),
        order_tag(Secret(bytes(range(64, 96))), "prod", "5"),
        order_tag(current, "prueba", "1"),
    }
    assert erased_orders(tags, rotating, "prod", IDS) == {"2", "4"}
    assert erased_orders(tags, Secrets(current), "prod", IDS) == {"2"}
    assert erased_orders(frozenset(), rotating, "prod", IDS) == frozenset()


def test_an_order_erased_under_the_previous_secret_alone_needs_the_current_tag(
    rotating: Secrets, current: Secret, previous: Secret
) -> None:
    """Once the previous secret is dropped nothing else would tell that it must stay away."""
    both = [order_tag(secret, "prod", "2") for secret in (current, previous)]
    tags = {*both, order_tag(previous, "prod", "4"), order_tag(current, "prod", "5")}
    found = erased_orders(tags, rotating, "prod", IDS)
    assert found == {"2", "4", "5"}
    assert tags_to_renew(tags, rotating, "prod", found) == (order_tag(current, "prod", "4"),)
    assert tags_to_renew(tags, Secrets(current), "prod", erased_orders(tags, Secrets(current), "prod", IDS)) == ()
