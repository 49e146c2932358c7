"""One line of an order comes in, the item it sells goes out, without the domain's name or its price."""

from __future__ import annotations

import re

from generator.model.observed import ItemKey, ObservedItem
from generator.model.states import ItemKind, ServiceStatus
from generator.pull.whmcs.endings import ending_of
from generator.pull.whmcs.fields import RowError, folded, identifier, text
from generator.pull.whmcs.lists import Row

STATUSES = {
    "active": ServiceStatus.ACTIVE,
    "completed": ServiceStatus.ACTIVE,
    "pending": ServiceStatus.PENDING,
    "pendingregistration": ServiceStatus.PENDING,
    "pendingtransfer": ServiceStatus.PENDING,
    "cancelled": ServiceStatus.ENDED,
    "terminated": ServiceStatus.ENDED,
    "transferredaway": ServiceStatus.ENDED,
    "fraud": ServiceStatus.FRAUD,
    "suspended": ServiceStatus.SUSPENDED,
    "grace": ServiceStatus.EXPIRED,
    "redemption": ServiceStatus.EXPIRED,
    "expired": ServiceStatus.EXPIRED,
}
"""Service and domain words; installations add their own, which become OTHER."""


def item_from(line: Row) -> ObservedItem:
    """Return one item. Raises RowError."""
    kind = folded(text(line, "type"))
    if not kind:
        raise RowError("type")
    domain, word = text(line, "domain"), text(line, "status")
    status = STATUSES.get(folded(word), ServiceStatus.OTHER)
    unknown = word if status is ServiceStatus.OTHER else ""
    if kind == "domain":
        ending = ending_of(domain)
        return ObservedItem(_key(line, kind), f"Dominio {ending}".strip(), ending, status, unknown)
    return ObservedItem(_key(line, kind), _product(text(line, "product"), domain), "", status, unknown)


def _key(line: Row, kind: str) -> ItemKey:
    relid = identifier(line, "relid")
    if kind == "product":
        return ItemKey(ItemKind.PRODUCT, relid)
    if kind == "domain":
        return ItemKey(ItemKind.DOMAIN, relid)
    # Every type counts its own ids: an add-on 5 and an upgrade 5 are two things.
    return ItemKey(ItemKind.OTHER, f"{re.sub('[^a-z0-9]', '', kind)[:32]}-{relid}")


def _product(product: str, domain: str) -> str:
    # Undocumented line types may repeat the client's domain in their text.
    if "." in domain:
        product = re.sub(re.escape(domain), "…", product, flags=re.IGNORECASE)
    return product or "Producto sin nombre"
