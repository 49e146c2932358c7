"""Fits a `Tree` into its model: the value, or every misfit as a problem at its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.errors import Problem
from generator.load.message_parts import closest
from generator.load.messages import DATES, Misfit, misfit_message
from generator.load.text_changes import is_text
from generator.load.tree import Loc, Place, Tree
from generator.model.base import Frozen

M = TypeVar("M", bound=Frozen)


def shaped(tree: Tree, model: type[M]) -> tuple[M | None, tuple[Problem, ...]]:
    """Return the value a tree describes, nothing where it does not fit, and all problems of its file."""
    if () in tree.spoiled:
        return None, tree.problems
    found = (*tree.problems, *_changed_texts(tree, model))
    try:
        # By the names that stand in files: a field such as `from_` has another only because Python reserves the word.
        return model.model_validate(tree.value, by_alias=True, by_name=False), found
    except ValidationError as error:
        misfits = [misfit for misfit in error.errors(include_url=False) if not _known(tree, misfit)]
    meant = _meant(model, misfits)
    split = _split_entries(tree, misfits)
    misfits = [one for one in misfits if one["loc"] not in meant and one["loc"][:-2] not in split]
    told = (_problem(tree, model, misfit) for misfit in misfits if not _half_an_interval(tree, misfit))
    return None, (*found, *split.values(), *told)


def _split_entries(tree: Tree, misfits: Sequence[ErrorDetails]) -> dict[Loc, Problem]:
    """Return a problem for each list in which every key of one entry got a dash of its own."""
    found: dict[Loc, Problem] = {}
    for loc in (misfit["loc"][:-2] for misfit in misfits if misfit["type"] == "missing" and len(misfit["loc"]) > 2):
        items = _value_at(tree.value, loc)
        alone = isinstance(items, list) and all(isinstance(item, dict) and len(item) == 1 for item in items)
        keys = [key for item in items for key in item] if alone else []
        if len(keys) > 1 and len(set(keys)) == len(keys):
            message = f"cada «- » empieza una entrada nueva, y acá las claves de una están en {len(keys)}."
            remedy = f"Deje el «- » sólo delante de «{keys[0]}:», y alinee las demás con ella."
            found[loc] = tree.problem(tree.value_place((*loc, 1)), message, remedy)
    return found


def _half_an_interval(tree: Tree, misfit: ErrorDetails) -> bool:
    """Tell whether a lone time follows another in a list: opening and closing, which the first is told for."""
    loc = misfit["loc"]
    if misfit["type"] != "open_interval" or not isinstance(loc[-1], int) or loc[-1] == 0:
        return False
    both = (_value_at(tree.value, (*loc[:-1], at)) for at in (loc[-1] - 1, loc[-1]))
    return all(re.fullmatch(r"\d?\d:\d\d", str(text).strip()) for text in both)


def _value_at(value: Any, loc: Loc) -> Any:
    for step in loc:
        value = value[step]
    return value


def _changed_texts(tree: Tree, model: type[Frozen]) -> Iterator[Problem]:
    """Yield what reading took from texts that people read, or that billing compares sign by sign."""
    for loc, change in tree.changed.items():
        keys = [step for step in loc if isinstance(step, str)]
        around = _model_at(model, loc[: _last_key(loc)])
        hints = get_type_hints(around, include_extras=True)
        names = {field.alias or name: name for name, field in around.model_fields.items()}
        if keys and is_text(hints.get(names.get(keys[-1], ""))):
            yield tree.problem(change.place, change.message, change.remedy)


def _last_key(loc: Loc) -> int:
    return max((at for at, step in enumerate(loc) if isinstance(step, str)), default=0)


def _meant(model: type[Frozen], misfits: Sequence[ErrorDetails]) -> set[Loc]:
    """Return the missing keys that are there, misspelt: the unknown key is told, and one mistake is one message."""
    missing = {misfit["loc"] for misfit in misfits if misfit["type"] == "missing"}
    found: set[Loc] = set()
    for misfit in misfits:
        loc = misfit["loc"]
        if misfit["type"] == "extra_forbidden":
            around = _model_at(model, loc[:-1])
            close = {closest(str(loc[-1]), [field.alias or name for name, field in around.model_fields.items()])}
            if str(loc[-1]).casefold() in DATES:
                close |= {"first", "last"}
            found |= {(*loc[:-1], name) for name in close if name} & missing
    return found


def _known(tree: Tree, error: ErrorDetails) -> bool:
    """Tell whether a misfit only repeats what is already listed: a fault of form, or that of every entry of a list."""
    loc = error["loc"]
    if error["type"] == "too_short" and error["input"]:
        return True
    inner = any(loc[:depth] in tree.spoiled for depth in range(1, len(loc) + 1))
    return inner and (error["type"] != "extra_forbidden" or loc[0] in tree.lost)


def _problem(tree: Tree, model: type[Frozen], error: ErrorDetails) -> Problem:
    loc: Loc = error["loc"]
    extra = error["type"] == "extra_forbidden"
    place = tree.keys[loc] if extra and loc in tree.keys else tree.value_place(loc)
    # An unknown or missing key is explained by the mapping around it.
    around = _model_at(model, loc[:-1] if extra or error["type"] == "missing" else loc)
    key = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
    keys = tuple(field.alias or name for name, field in around.model_fields.items())
    if error["type"] == "missing" and (line := _buried(tree, key)):
        message = f"falta la clave «{key}»: la línea {line} tiene más sangría, y se lee como parte de otro valor."
        return tree.problem(Place(line, 1), message, f"Alinee «{key}:» con las demás claves.")
    misfit = Misfit(error["type"], key, error["input"], error.get("ctx", {}), keys, _choices(around, key))
    return tree.problem(place, *misfit_message(misfit))


def _buried(tree: Tree, key: str) -> int | None:
    """Return the line (from 1) where a missing key stands inside a text of several lines."""
    known = {place.line for place in tree.keys.values()}
    pattern = re.compile(rf"\s+{re.escape(key)}:\s")
    return next((at for at, text in enumerate(tree.lines, 1) if at not in known and pattern.match(f"{text} ")), None)


def _model_at(model: type[Frozen], loc: Loc) -> type[Frozen]:
    """Return the innermost model on the way to a value."""
    for step in loc:
        field = model.model_fields.get(step) if isinstance(step, str) else None
        inner = _model_in(field.annotation) if field else None
        model = inner or model
    return model


def _choices(model: type[Frozen], key: str) -> tuple[str, ...]:
    """Return the words a key takes, where it takes only some."""
    field = model.model_fields.get(key)
    return get_args(field.annotation) if field and get_origin(field.annotation) is Literal else ()


def _model_in(annotation: Any) -> type[Frozen] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation if issubclass(annotation, Frozen) else None
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
