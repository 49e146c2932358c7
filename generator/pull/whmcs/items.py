"""The item that a line of an order sells: without its price, and of a domain the ending alone."""

from __future__ import annotations

import re

from generator.model.observed import ItemKey, ObservedItem
from generator.model.states import ItemKind, ServiceStatus
from generator.pull.whmcs.fields import RowError, folded_word, identifier, text
from generator.pull.whmcs.php_lists import Row

_STATUSES = {
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

_SECOND_LEVEL = re.compile(
    "com|net|org|gob|gov|edu|mil|int|tur|coop|mutual|bet|seg|musica|senasa|co|ac|or|ne|go|nom|ind|web|info|me|ltd|plc|"
    "sch|biz|name|pro|art|radio|tv|fm"
)
"""Registries' own second levels under a country's ending. Anything else before it may be a client's name."""
_COUNTRIES_UNDER_COM = re.compile("ar|br|cn|de|eu|gb|gr|hu|jpn|kr|mex|no|qc|ru|sa|se|uk|us|uy|za")


def item_from(line: Row) -> ObservedItem:
    """Return one item. Raises RowError."""
    kind = folded_word(text(line, "type"))
    if not kind:
        raise RowError("type")
    domain, word = text(line, "domain"), text(line, "status")
    status = _STATUSES.get(folded_word(word), ServiceStatus.OTHER)
    unknown = word if status is ServiceStatus.OTHER else ""
    if kind == "domain":
        ending = ending_of(domain)
        return ObservedItem(_key(line, kind), f"Dominio {ending}".strip(), ending, status, unknown)
    return ObservedItem(_key(line, kind), _product(text(line, "product"), domain), "", status, unknown)


def ending_of(domain: str) -> str:
    """Return the ending, lower case, with its dot; `""` where there is none to be sure of."""
    labels = domain.strip().strip(".").lower().split(".")[1:]
    if not labels or not re.fullmatch(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}", labels[-1]):
        return ""
    if len(labels) > 1 and _is_registry_level(labels[-2], labels[-1]):
        return f".{labels[-2]}.{labels[-1]}"
    return f".{labels[-1]}"


def _is_registry_level(second: str, top: str) -> bool:
    if len(top) == 2:
        return _SECOND_LEVEL.fullmatch(second) is not None
    return top in ("com", "net") and _COUNTRIES_UNDER_COM.fullmatch(second) is not None


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
