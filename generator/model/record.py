"""What values that a run holds by the hundred thousand share: as frozen and closed as `Frozen`, and far cheaper."""

# Pydantic stays where people's data comes in: it collects every fault with its place. What only this program writes and
# reads again, and that by the million, is read by msgspec straight into its place. The verbs have pydantic's names, so
# that whoever holds a value need not know which of the two made it; a value of either kind can hold one of the other.

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from copy import copy
from datetime import date, datetime
from functools import wraps
from typing import Any, ClassVar, Literal, ParamSpec, Self, TypeVar, get_type_hints

import msgspec
from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler, create_model
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.model.base import iso_utc
from generator.model.promise import Promise, known_promise

_P = ParamSpec("_P")
_R = TypeVar("_R")
_K = TypeVar("_K")
_V = TypeVar("_V")


def collector_rests(work: Callable[_P, _R]) -> Callable[_P, _R]:
    """Have nobody look for circles in memory, where hundreds of thousands of values are made that can hold none.

    The collector would walk through all that is there, again and again, and find nothing to free.
    """

    # Not a context manager that decorates: its own frame would stand around all of the work, and whoever interrupts it
    # would be heard only when that is over (`generator/cli/interrupts.py`).
    @wraps(work)
    def rested(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        looks = gc.isenabled()
        gc.disable()
        try:
            return work(*args, **kwargs)
        finally:
            # Counted as old, at no cost: else the next value that is made has all of these looked through at once.
            gc.freeze()
            gc.unfreeze()
            if looks:
                gc.enable()

    return rested


def written(default: Any) -> Any:
    """Return the default of a field that is written all the same where a class leaves its defaults out."""
    if isinstance(default, dict):
        return msgspec.field(default_factory=lambda: copy(default))
    return msgspec.field(default_factory=lambda: default)


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A value: cannot change after it is made, and refuses fields it does not know wherever it is read from JSON.

    Types are checked where it is read; whoever makes one in this program is checked by mypy. Moments are in UTC.
    """

    # What cannot change holds nothing made after it, so nothing that holds it: no collector need look for a circle.

    never_sealed: ClassVar[frozenset[str]] = frozenset()
    """Fields that no text of it holds."""

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Return it with some fields changed."""
        return msgspec.structs.replace(self, **update)

    def model_dump(self, *, mode: Literal["json"] = "json", exclude_none: bool = False) -> dict[str, Any]:
        """Return it as what JSON holds, without what is never sealed."""
        del mode
        value: dict[str, Any] = msgspec.json.decode(self.canonical())
        # In the order of its fields, as a model's; its text alone is sorted.
        names = (name for name in self.__struct_encode_fields__ if name in value and name not in self.never_sealed)
        shown = {name: value[name] for name in names}
        return _without_none(shown) if exclude_none else shown

    def model_dump_json(self, *, exclude_none: bool = False) -> str:
        """Return it as JSON text."""
        return msgspec.json.encode(self.model_dump(exclude_none=exclude_none)).decode()

    def canonical(self) -> bytes:
        """Return its canonical JSON text, as `publish/canonical.py` defines it: the same bytes on every machine."""
        return _CANONICAL.encode(self)

    @classmethod
    def model_validate(cls, value: Any) -> Self:
        """Return the value that a mapping of fields, as JSON or Python holds them, stands for.

        Raises:
            msgspec.ValidationError: a field is missing, unknown or of another type.

        """
        return msgspec.convert(value, cls, dec_hook=from_plain)

    @classmethod
    def model_validate_json(cls, text: str | bytes) -> Self:
        """Return the value that a JSON text spells, as `model_validate` does."""
        return msgspec.json.decode(text, type=cls, dec_hook=from_plain)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic's models hold one."""
        return core_schema.no_info_plain_validator_function(
            cls._validated,
            # By this name a schema of JSON defines it once, wherever it stands.
            ref=f"{cls.__module__}.{cls.__qualname__}:{id(cls)}",
            serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value.model_dump()),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Let the schemas of pydantic's models describe its fields as they would those of a model."""
        types = get_type_hints(cls, include_extras=True)
        fields: dict[str, Any] = {
            field.name: (types[field.name], ... if field.required else _default(field))
            for field in msgspec.structs.fields(cls)
        }
        model = create_model(cls.__name__, __doc__=cls.__doc__, __module__=cls.__module__, **fields)
        return handler(model.__pydantic_core_schema__)

    @classmethod
    def _validated(cls, value: Any) -> Self:
        if isinstance(value, cls):
            return value
        try:
            return cls.model_validate(value)
        except msgspec.ValidationError:
            raise PydanticCustomError("record", "record") from None


class AsRead(dict[_K, _V]):
    """Values by their keys, with the JSON text that each of them was read from."""

    __slots__ = ("texts",)

    def __init__(self, texts: Mapping[_K, msgspec.Raw], read: Callable[[msgspec.Raw], _V]) -> None:
        super().__init__({key: read(text) for key, text in texts.items()})
        self.texts = texts


def _default(field: msgspec.structs.FieldInfo) -> Any:
    return field.default if field.default is not msgspec.NODEFAULT else field.default_factory()


def from_plain(kind: type, value: Any) -> Any:
    """Return what msgspec does not know of itself: a promise from its phrase, a model of pydantic's from its fields.

    Raises:
        ValueError: it stands for none.

    """
    if kind is Promise:
        if isinstance(value, Promise):
            return value
        if not isinstance(value, str):
            raise ValueError("a promise is a phrase")
        return known_promise(value)
    if issubclass(kind, BaseModel):
        return kind.model_validate(value)
    # msgspec asks for this of a hook that does not know a kind, and then names the fault itself.
    raise NotImplementedError(kind)


def as_plain(value: Any) -> Any:
    """Return what msgspec writes of a value that it does not know of itself."""
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    # Kinds of moments, dates and texts that others made, or that tests do.
    if isinstance(value, datetime):
        return iso_utc(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    # As above: msgspec's word for a kind that a hook does not know.
    raise NotImplementedError(type(value))


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(inner) for key, inner in value.items() if inner is not None}
    return [_without_none(inner) for inner in value] if isinstance(value, list | tuple) else value


_CANONICAL = msgspec.json.Encoder(enc_hook=as_plain, order="sorted")
