"""The item that a line of an order sells: without its price, and of a domain the ending alone."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import assert_never

from generator.model.observed import ItemKey, ObservedItem
from generator.model.states import ItemKind, LineKind, ServiceStatus
from generator.pull.whmcs.fields import LONGEST, RowError, folded_word, identifier, text, value_of
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
    "graceperiod(expired)": ServiceStatus.EXPIRED,
    "redemption": ServiceStatus.EXPIRED,
    "redemptionperiod(expired)": ServiceStatus.EXPIRED,
    "expired": ServiceStatus.EXPIRED,
}
"""Service and domain words; installations add their own, which become OTHER."""

_SECOND_LEVEL = re.compile(
    "com|net|org|gob|gov|edu|mil|int|tur|coop|mutual|bet|seg|musica|senasa|co|ac|or|ne|go|nom|ind|web|info|me|ltd|plc|"
    "sch|biz|name|pro|art|radio|tv|fm"
)
"""Registries' own second levels under a country's ending. Anything else before it may be a client's name."""
_COUNTRIES_UNDER_COM = re.compile("ar|br|cn|de|eu|gb|gr|hu|jpn|kr|mex|no|qc|ru|sa|se|uk|us|uy|za")


_TYPES = (
    ("addon", LineKind.ADDON),
    ("upgrade", LineKind.UPGRADE),
    ("downgrade", LineKind.UPGRADE),
    ("renew", LineKind.RENEWAL),
)
"""What a folded type has in it, by what that makes of its line; `product` and `domain` are whole words."""
_TRANSFER = re.compile("transfer|traslado|trasferencia")
_RENEWAL = re.compile("renew|renov")
_TAG = re.compile(r"<[^<>]*>")
_HOST = re.compile(r"\S+@\S+|(?<![\w.-])(?:[\w-]+\.)+[^\W\d_]{2,63}(?![\w-])")
"""An e-mail or the name of a host."""
_RENEWED = {"domains": "dominio", "services": "servicio", "addons": "adicional"}
"""The parts of `renewalsByType`, and what people call what each lists."""
_OF_LINES = {"renewal": ItemKind.DOMAIN, "servicesrenewal": ItemKind.PRODUCT}
"""The beginnings of a renewal's key, by the kind of line that once sold what is renewed."""


def item_from(line: Row) -> ObservedItem:
    """Return one item. Raises RowError."""
    kind = folded_word(text(line, "type"))
    if not kind:
        raise RowError("type")
    domain, word = text(line, "domain"), text(line, "status")
    status = _STATUSES.get(folded_word(word), ServiceStatus.OTHER)
    unknown = word if status is ServiceStatus.OTHER else ""
    asked = _line_kind(line, kind, domain, word)
    ending = ending_of(domain) if _is_of_domain(line, kind, asked) else ""
    return ObservedItem(_key(line, kind), _name(line, kind, asked, domain, ending), ending, status, unknown, asked)


def renewal_items(order: Row) -> tuple[ObservedItem, ...]:
    """Return an item per thing that an order renews, named by its id alone: WHMCS lists these beside the lines.

    The forms seen are `12=1` (id and years), lists of these, of ids or of objects with an id, and objects keyed by id;
    what is in no such form says nothing.
    """
    by_type = value_of(order, "renewalsByType")
    found = {part: _renewed_ids(by_type.get(part)) for part in _RENEWED} if isinstance(by_type, dict) else {}
    if not any(found.values()):
        found = {"domains": _renewed_ids(value_of(order, "renewals"))}
    return tuple(
        ObservedItem(
            ItemKey(ItemKind.OTHER, f"renewal-{renewed}" if part == "domains" else f"{part}renewal-{renewed}"),
            f"Renovación de {_RENEWED[part]}",
            "",
            ServiceStatus.PENDING,
            line=LineKind.RENEWAL,
        )
        for part, ids in found.items()
        for renewed in ids
    )


def named_renewal(item: ObservedItem, sold: Mapping[ItemKey, ObservedItem]) -> ObservedItem:
    """Return an item that renews something with the name of what it renews, where an order that sold it is listed."""
    begins, _, renewed = item.key.id.rpartition("-")
    kind = _OF_LINES.get(begins) if item.key.kind is ItemKind.OTHER else None
    what = sold.get(ItemKey(kind, renewed)) if kind and not item.ending else None
    if what is None:
        return item
    name = f"Dominio {what.ending}".strip().lower() if kind is ItemKind.DOMAIN else what.product
    return dataclasses.replace(item, product=f"Renovación de {name}", ending=what.ending)


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


def _line_kind(line: Row, kind: str, domain: str, word: str) -> LineKind:
    if kind == "product":
        return LineKind.PRODUCT
    if found := next((asked for part, asked in _TYPES if part in kind), None):
        return found
    if not kind.startswith("domain"):
        return LineKind.OTHER
    # Both kinds of domain are one type: "Register" or "Transfer" stands in the product, and older rows name neither.
    told = " ".join(text(line, name) for name in ("product", "domaintype", "regtype")).casefold()
    told = f"{kind} {told.replace(domain.casefold(), '') if domain else told}"
    if _TRANSFER.search(told) or folded_word(word) == "pendingtransfer":
        return LineKind.TRANSFER
    return LineKind.RENEWAL if _RENEWAL.search(told) else LineKind.REGISTRATION


def _is_of_domain(line: Row, kind: str, asked: LineKind) -> bool:
    if asked in (LineKind.REGISTRATION, LineKind.TRANSFER):
        return True
    of_domain = kind.startswith("domain") or folded_word(text(line, "producttype")) == "domain"
    return asked is LineKind.RENEWAL and of_domain


def _name(line: Row, kind: str, asked: LineKind, domain: str, ending: str) -> str:
    match asked:
        case LineKind.REGISTRATION:
            return f"Dominio {ending}".strip()
        case LineKind.TRANSFER:
            return f"Transferencia de dominio {ending}".strip()
        case LineKind.RENEWAL:
            return f"Renovación de dominio {ending}".strip() if _is_of_domain(line, kind, asked) else "Renovación"
        case LineKind.PRODUCT:
            return _without_domain(text(line, "product"), domain) or "Producto sin nombre"
        case LineKind.UPGRADE:
            return _free_text(line, domain) or "Cambio de plan"
        case LineKind.ADDON | LineKind.OTHER:
            return _free_text(line, domain) or "Producto sin nombre"
        case _:
            assert_never(asked)


def _free_text(line: Row, domain: str) -> str:
    """Return the text of a line that staff or a module wrote: it may be marked up, long, and repeat a client's name."""
    written = value_of(line, "product")
    told = text({"product": written[:LONGEST] if isinstance(written, str) else written}, "product")
    return _HOST.sub("…", _without_domain(" ".join(_TAG.sub(" ", told).split()), domain))


def _without_domain(product: str, domain: str) -> str:
    # Undocumented line types may repeat the client's domain in their text.
    return re.sub(re.escape(domain), "…", product, flags=re.IGNORECASE) if "." in domain else product


def _renewed_ids(listed: object) -> tuple[str, ...]:
    if isinstance(listed, dict) and _id_in(listed):
        listed = [listed]
    elif isinstance(listed, dict):
        # PHP numbers the entries of a list from 0, which is nothing's id.
        listed = list(listed.values()) if "0" in listed else list(listed)
    entries = listed if isinstance(listed, list) else str(listed or "").split(",")
    found = (re.fullmatch(r"([0-9]{1,20})(=[0-9]+)?", str(_id_in(entry)).strip()) for entry in entries)
    return tuple(dict.fromkeys(str(int(match[1])) for match in found if match and int(match[1])))


def _id_in(entry: object) -> object:
    if not isinstance(entry, dict):
        return entry
    return next((entry[name] for name in ("id", "domainid", "relid", "serviceid", "addonid") if name in entry), "")
