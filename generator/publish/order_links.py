"""The Catalog, the secrets and orders in; their current links, and what revoking one takes, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from generator.errors import UsageError
from generator.model.base import OrderId
from generator.model.catalog import Catalog
from generator.model.ledger import OrderRecord
from generator.model.revocations import LAST_REVISION, Revocation
from generator.publish.links import link, order_tag, token
from generator.publish.revisions import erased_orders, revision_of
from generator.publish.secret import Secrets


@dataclass(frozen=True, slots=True)
class OrderLink:
    """An order's public number, the site's local date it was placed on, and its link; whoever has that has the page."""

    number: str
    placed_on: date
    link: str = field(repr=False)


def order_link(catalog: Catalog, secrets: Secrets, order_id: OrderId, site_url: str) -> str:
    """Return the current private link of an order.

    Raises:
        UsageError: the order is erased, or its id is not of the form the format allows.

    """
    site = catalog.company.site
    if erased_orders(catalog.erased, secrets, site, [order_id]):
        raise UsageError(
            "Ese pedido se borró a solicitud de su cliente: no tiene página.",
            "Si fue un error, quite «erase» de su línea en data/revocations.yml.",
        )
    revision = revision_of(catalog.revocations, secrets.current, site, order_id)
    return link(site_url, token(secrets.current, site, order_id, revision))


def order_links(
    catalog: Catalog,
    secrets: Secrets,
    orders: Iterable[OrderRecord],
    site_url: str,
    *,
    since: date,
    until: date | None,
) -> tuple[OrderLink, ...]:
    """Return the links of the orders placed on these local dates, both included, the oldest first."""
    zone = ZoneInfo(catalog.calendar.zone)
    placed = sorted(orders, key=lambda order: (order.placed_at, int(order.id)))
    dated = ((order.placed_at.astimezone(zone).date(), order) for order in placed)
    return tuple(
        OrderLink(order.number, day, order_link(catalog, secrets, order.id, site_url))
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
