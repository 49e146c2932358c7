"""Fits a `Tree` into its model: the value, or every misfit as a problem at its line and column."""

from __future__ import annotations

from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.errors import Problem
from generator.load.messages import Misfit, misfit_message
from generator.load.tree import Loc, Tree
from generator.model.base import Frozen

M = TypeVar("M", bound=Frozen)


def shaped(tree: Tree, model: type[M]) -> tuple[M | None, tuple[Problem, ...]]:
    """Return the value a tree describes, nothing where it does not fit, and all problems of its file."""
    if () in tree.spoiled:
        return None, tree.problems
    try:
        # By the names that stand in files: a field such as `from_` has another only because Python reserves the word.
        return model.model_validate(tree.value, by_alias=True, by_name=False), tree.problems
    except ValidationError as error:
        misfits = error.errors(include_url=False)
    return None, (*tree.problems, *(_problem(tree, model, misfit) for misfit in misfits if not _known(tree, misfit)))


def _known(tree: Tree, error: ErrorDetails) -> bool:
    """Tell whether a misfit only repeats a fault of form that is already listed."""
    loc = error["loc"]
    inner = any(loc[:depth] in tree.spoiled for depth in range(1, len(loc) + 1))
    return inner and error["type"] != "extra_forbidden"


def _problem(tree: Tree, model: type[Frozen], error: ErrorDetails) -> Problem:
    loc: Loc = error["loc"]
    extra = error["type"] == "extra_forbidden"
    place = tree.keys[loc] if extra and loc in tree.keys else tree.value_place(loc)
    # An unknown or missing key is explained by the mapping around it.
    around = _model_at(model, loc[:-1] if extra or error["type"] == "missing" else loc)
    key = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
    keys = tuple(field.alias or name for name, field in around.model_fields.items())
    misfit = Misfit(error["type"], key, error["input"], error.get("ctx", {}), keys, _choices(around, key))
    return tree.problem(place, *misfit_message(misfit))


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
