"""The fields of a value's class, whichever of the two libraries made it."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from typing import Any

import msgspec
from pydantic import BaseModel

from generator.model.record import Record

Kept: typing.TypeAlias = "type[BaseModel | Record]"


@dataclass(frozen=True)
class KeptField:
    """A field's type, and whether it may be left out because it may be `None`."""

    annotation: Any
    may_be_none: bool


def fields_of(kept: Kept) -> dict[str, KeptField]:
    """Return the fields by name, without those that are never sealed."""
    if issubclass(kept, BaseModel):
        return {name: KeptField(one.annotation, one.default is None) for name, one in kept.model_fields.items()}
    types = typing.get_type_hints(kept, include_extras=False)
    fields = msgspec.structs.fields(kept)
    return {
        one.name: KeptField(types[one.name], one.default is None) for one in fields if one.name not in kept.never_sealed
    }


def is_closed(kept: Kept) -> bool:
    """Whether it refuses a field that it does not know."""
    if issubclass(kept, BaseModel):
        return kept.model_config.get("extra") == "forbid"
    return kept.__struct_config__.forbid_unknown_fields
