"""The revocations of the Catalog in, `pedido/revisiones.json`, an order's revision and the orders to erase out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from generator.model.base import OrderId
from generator.publish.canonical import canonical
from generator.publish.links import order_tag
from generator.publish.secret import Secret, Secrets

REVISIONS_PATH = "pedido/revisiones.json"


def revisions_file(revocations: Mapping[str, int]) -> bytes:
    """Return the bytes of `pedido/revisiones.json`: `{"revisions": {tag: revision}, "v": 1}`.

    The billing system's own hook reads it to make current links; a tag that is not in it has revision 0.
    """
    return canonical({"v": 1, "revisions": dict(revocations)})


def revision_of(revocations: Mapping[str, int], secret: Secret, site: str, order_id: str) -> int:
    """Return an order's revision under one secret: 0 unless revoked under the tag that this secret gives it.

    A new secret makes new tags and so starts every order at 0, as it revokes all old links anyway.
    """
    return revocations.get(order_tag(secret, site, order_id), 0)


def erased_orders(
    erased: Collection[str], secrets: Secrets, site: str, order_ids: Iterable[OrderId]
) -> frozenset[OrderId]:
    """Return which of these orders are to be erased: those marked under the tag of either secret."""
    return frozenset(
        order_id
        for order_id in (order_ids if erased else ())
        if any(order_tag(secret, site, order_id) in erased for secret in secrets.all())
    )


def tags_to_renew(erased: Collection[str], secrets: Secrets, site: str, found: Iterable[OrderId]) -> tuple[str, ...]:
    """Return the current tags of orders that are erased under the previous secret's tag alone.

    Without an entry of their own they would come back once the previous secret is dropped.
    """
    return tuple(sorted({order_tag(secrets.current, site, order_id) for order_id in found} - set(erased)))
