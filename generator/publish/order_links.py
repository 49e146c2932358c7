"""The current link of an order, and what `data/revocations.yml` and an id given out again do to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from generator.errors import UsageError
from generator.model.base import OrderId
from generator.model.catalog import Catalog
from generator.model.ledger import OrderRecord
from generator.model.revocations import LAST_REVISION, Revocation
from generator.publish.canonical import canonical
from generator.publish.derived_names import link, order_tag, token
from generator.publish.secret import Secret, Secrets

REVISIONS_PATH = "pedido/revisiones.json"


@dataclass(frozen=True, slots=True)
class OrderLink:
    """An order's public number, the site's local date it was placed on, and its link; whoever has that has the page."""

    number: str
    placed_on: date
    link: str = field(repr=False)


def order_link(
    catalog: Catalog, secrets: Secrets, order_id: OrderId, site_url: str, raised: Mapping[OrderId, int]
) -> str:
    """Return the current private link of an order; `raised` is what the Ledger says of ids given out again.

    Raises:
        UsageError: the order is erased, or its id is not of the form the format allows.

    """
    site = catalog.company.site
    if erased_orders(catalog.erased, secrets, site, [order_id]):
        raise UsageError(
            "Ese pedido se borró a solicitud de su cliente: no tiene página.",
            "Si fue un error, quite «erase» de su línea en data/revocations.yml.",
        )
    revision = revision_of(catalog.revocations, raised, secrets.current, site, order_id)
    return link(site_url, token(secrets.current, site, order_id, revision))


def order_links(
    catalog: Catalog,
    secrets: Secrets,
    orders: Iterable[OrderRecord],
    site_url: str,
    raised: Mapping[OrderId, int],
    *,
    since: date,
    until: date | None,
) -> tuple[OrderLink, ...]:
    """Return the links of the orders placed on these local dates, both included, the oldest first."""
    zone = ZoneInfo(catalog.calendar.zone)
    placed = sorted(orders, key=lambda order: (order.placed_at, int(order.id)))
    dated = ((order.placed_at.astimezone(zone).date(), order) for order in placed)
    return tuple(
        OrderLink(order.number, day, order_link(catalog, secrets, order.id, site_url, raised))
        for day, order in dated
        if since <= day and (until is None or day <= until)
    )


def next_revocation(catalog: Catalog, secrets: Secrets, order_id: OrderId, *, erase: bool) -> Revocation:
    """Return the entry that `data/revocations.yml` must hold next for an order, under the current secret's tag.

    Erasing keeps the revision that is there: no file of the order is left for any link to open.

    Raises:
        UsageError: it was revoked as often as can be, or its id is not of the form the format allows.

    """
    site = catalog.company.site
    tag = order_tag(secrets.current, site, order_id)
    revision = catalog.revocations.get(tag, 0)
    if not erase and revision >= LAST_REVISION:
        raise UsageError(f"Ese pedido ya está en la revisión {revision}, la última.", "Cambie de secreto.")
    return Revocation(
        tag=tag,
        revision=max(revision, 1) if erase else revision + 1,
        erase=erase or tag in catalog.erased,
    )


def revisions_file(revisions: Mapping[str, int]) -> bytes:
    """Return the bytes of `pedido/revisiones.json`: `{"revisions": {tag: revision}, "v": 1}`.

    The billing system's own hook reads it to make current links; a tag that is not in it has revision 0.
    """
    return canonical({"v": 1, "revisions": dict(revisions)})


def published_revisions(
    revocations: Mapping[str, int], raised: Mapping[OrderId, int], secrets: Secrets, site: str
) -> dict[str, int]:
    """Return every revision that is not 0, by tag; of an id given out again, under the tag of each secret in use."""
    given_again = {
        order_tag(secret, site, order_id): revision_of(revocations, raised, secret, site, order_id)
        for order_id in raised
        for secret in secrets.all()
    }
    return {**revocations, **given_again}


def revision_of(
    revocations: Mapping[str, int], raised: Mapping[OrderId, int], secret: Secret, site: str, order_id: OrderId
) -> int:
    """Return an order's revision under one secret: how often it was revoked and its id given out again, together.

    Revocations stand under the tag that a secret gives the order: a new one makes new tags and so revokes all old
    links anyway. What the Ledger raised is added under every secret; a sum rises with either, so that no revision,
    and no link, ever comes back.
    """
    revoked = revocations.get(order_tag(secret, site, order_id), 0) if revocations else 0
    return revoked + raised.get(order_id, 0)


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
