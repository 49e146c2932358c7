"""A published site for the hook: its wording, and sealed orders with what tells when they were read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from generator.publish.canonical import canonical
from generator.publish.derived_names import token
from generator.publish.freshness import published_file, shards
from generator.publish.seal import seal_view
from generator.publish.secret import Secret
from generator.render.order_page import order_page_wording
from tests.browser.orders import say, small_catalog
from tests.doubles.site_server import body
from tests.integrations.hooked_whmcs import HookedWhmcs

MONDAY = datetime(2026, 11, 23, 13, 27, tzinfo=UTC)
CATALOG = "/demoras/pedido/catalogo.json"


def publish(whmcs: HookedWhmcs, views: dict[int, dict[str, Any]], read_at: datetime = MONDAY) -> list[str]:
    """Publish these orders, and return the paths of their files."""
    whmcs.now = MONDAY
    whmcs.site.serves(CATALOG, body(order_page_wording(small_catalog(), say)))
    published, paths = [], []
    for order, view in views.items():
        opens = token(Secret(bytes.fromhex(whmcs.secret_hex)), "prod", str(order), 0)
        file = seal_view(opens, canonical(view))
        paths.append(f"/demoras/pedido/d/{file.name}")
        whmcs.site.serves(paths[-1], body(file.data))
        published.append(published_file(opens, file.data))
    for name, shard in shards(published, read_at).items():
        whmcs.site.serves(f"/demoras/pedido/f/{name}", body(shard))
    return paths
