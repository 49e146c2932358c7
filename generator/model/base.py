"""What all values share: frozen, no unknown field, and scalars that arrive as the text somebody typed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from enum import Enum, auto
from typing import Annotated, Any, NewType

from msgspec import Meta
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

ServiceId = NewType("ServiceId", str)
RequirementId = NewType("RequirementId", str)
GroupId = NewType("GroupId", str)
NoticeId = NewType("NoticeId", str)
OrderId = NewType("OrderId", str)
"""Billing's internal id of an order, as decimal text."""
TicketId = NewType("TicketId", str)
CalendarHash = NewType("CalendarHash", str)
"""The first 16 hex digits of the SHA-256 of a calendar's canonical JSON."""


class Frozen(BaseModel):
    """A value: cannot change after it is made and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _flag(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("flag", "flag")


def _whole(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value):
        return int(value)
    raise PydanticCustomError("whole", "whole")


def _day(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("no_such_day", "no_such_day") from None
    raise PydanticCustomError("day", "day")


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise PydanticCustomError("naive_moment", "naive_moment")
    return value.astimezone(UTC)


def iso_utc(value: datetime) -> str:
    """Return a moment as ISO 8601 in UTC with a `Z`, whole seconds where it has no fraction."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


Flag = Annotated[bool, BeforeValidator(_flag)]
"""`true` or `false`, and none of YAML's other spellings."""
Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number, typed in decimal digits."""
Day = Annotated[date, BeforeValidator(_day)]
"""A calendar date, `AAAA-MM-DD`."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
"""One line or paragraph of plain text; never empty."""
Label = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
"""A name or a title: what stands in a table's cell, a menu or a heading."""


class Told(Enum):
    """How a text of the data reaches readers, noted at its type; what `check` asks of it follows from that."""

    PROSE = auto()
    """With its references resolved, each a figure that stands elsewhere."""
    PLAIN = auto()
    """As it was typed, where a figure would contradict its source just the same."""
    NAME = auto()
    """As it was typed, and whatever something is called."""
    NOWHERE = auto()
    """Read by programs and staff alone."""


ProseText = Annotated[Text, Told.PROSE]
"""Spanish text for readers. A figure in it is a reference, `{{ promise("hosting") }}`, never typed."""
PlainLabel = Annotated[Label, Told.PLAIN]
Name = Annotated[Label, Told.NAME]
UnseenLabel = Annotated[Label, Told.NOWHERE]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
"""An id: also a file's name and a page's address."""
Moment = Annotated[
    datetime, Meta(tz=True), AfterValidator(_aware), PlainSerializer(iso_utc, return_type=str, when_used="json")
]
"""An aware moment, kept in UTC."""
