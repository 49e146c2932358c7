"""What was ordered, in the words of the client's own invoice."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from generator.model.ledger import ItemRecord
from generator.model.states import ItemKind, LineKind

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_GROUP = re.compile(r"^(Renovación de )?\S.*? - (?=.*[^\W\d_]{3})")
"""The group and what joins it to a name: what is left has to be a name, not the rest of one ("Plan - 10 GB")."""


def told_name(item: ItemRecord) -> str:
    """Return what was ordered as the client's invoice calls it.

    In an order billing puts the group of its products before the name of one; and what was typed there as HTML, or
    escaped twice, comes as it was typed.
    """
    line = item.line or (LineKind.PRODUCT if item.kind is ItemKind.PRODUCT else LineKind.OTHER)
    return _plain_name(item.name, has_group=line in (LineKind.PRODUCT, LineKind.RENEWAL))


# A company sells few things, by the thousand.
@lru_cache(maxsize=4096)
def _plain_name(name: str, *, has_group: bool) -> str:
    signs = (sign for sign in _TAG.sub(" ", html.unescape(name)) if unicodedata.category(sign)[0] != "C")
    plain = " ".join("".join(signs).split())
    return _GROUP.sub(r"\1", plain) if has_group else plain
