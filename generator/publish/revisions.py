"""The revocations of the Catalog in, `pedido/revisiones.json` and the revision of one order out."""

from __future__ import annotations

from collections.abc import Mapping

from generator.publish.canonical import canonical
from generator.publish.links import order_tag
from generator.publish.secret import Secret

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
