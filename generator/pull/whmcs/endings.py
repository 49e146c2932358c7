"""A registered domain comes in, its ending (".com.ar") goes out; the name in front of it, a client's, never does."""

from __future__ import annotations

import re

SECOND_LEVEL = re.compile(
    "com|net|org|gob|gov|edu|mil|int|tur|coop|mutual|bet|seg|musica|senasa|co|ac|or|ne|go|nom|ind|web|info|me|ltd|plc|"
    "sch|biz|name|pro|art|radio|tv|fm"
)
"""Registries' own second levels under a country's ending. Anything else before it may be a client's name."""
COUNTRIES_UNDER_COM = re.compile("ar|br|cn|de|eu|gb|gr|hu|jpn|kr|mex|no|qc|ru|sa|se|uk|us|uy|za")


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
        return SECOND_LEVEL.fullmatch(second) is not None
    return top in ("com", "net") and COUNTRIES_UNDER_COM.fullmatch(second) is not None
