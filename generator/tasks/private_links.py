"""A Catalog, the secrets and orders in, the private links staff hand to clients out."""

from __future__ import annotations

from datetime import date, datetime

from generator.model.base import OrderId
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.pipeline import pages_of
from generator.publish import order_links
from generator.publish.order_links import OrderLink
from generator.publish.secret import Secrets


def order_link(catalog: Catalog, secrets: Secrets, order_id: OrderId, site_url: str) -> str:
    """Return the current private link of an order; raises UsageError where it is erased."""
    return order_links.order_link(catalog, secrets, order_id, site_url)


def links_of_pages(
    catalog: Catalog, secrets: Secrets, ledger: Ledger, site_url: str, *, since: date, until: date | None, now: datetime
) -> tuple[OrderLink, ...]:
    """Return the links of the orders placed on these local dates, oldest first, that have more than a note to show."""
    shown = [ledger.orders[view.order_id] for view in pages_of(catalog, secrets, ledger, now) if not view.closed]
    return order_links.order_links(catalog, secrets, shown, site_url, since=since, until=until)
