"""Reads one file of the page engine's settings: what it says, and where each key and value stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.errors import Problem
from generator.load.yaml_depth import TOO_DEEP, too_deep
from generator.load.yaml_faults import syntax_fault
from generator.load.yaml_file import read_text

PUBLIC = "mkdocs.yml"
INTERNAL = "mkdocs.internal.yml"
RESTORE = "Restáurelo desde el historial de git."
Node = yaml.nodes.Node
# Everything stays a text, but each node's tag says what YAML would read it as.
_BASE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LOADER: Any = type("_LOADER", (_BASE,), {"yaml_implicit_resolvers": yaml.SafeLoader.yaml_implicit_resolvers})


class Settings(NamedTuple):
    """A file of settings: its name, its text, what it says as nothing but texts, and where."""

    shown: str
    text: str
    said: dict[str, Any]
    keys: tuple[tuple[Node, Node], ...]
    problems: tuple[Problem, ...] = ()


def read_settings(root: Path, name: str) -> Settings:
    """Return one file of settings; of one that cannot be read nothing is said."""
    text = read_text((root / name).resolve(), name)
    if isinstance(text, Problem):
        return Settings(name, "", {}, (), (text,))
    loader = _LOADER(text)
    try:
        if place := too_deep(text):
            return Settings(name, text, {}, (), (Problem(name, place.line, place.column, TOO_DEEP, RESTORE),))
        node = loader.get_single_node()
        said = loader.construct_document(node) if isinstance(node, yaml.MappingNode) else None
    except (yaml.YAMLError, TypeError) as error:
        if isinstance(error, yaml.YAMLError):
            place, message, remedy = syntax_fault(error, text.splitlines())
            return Settings(name, text, {}, (), (Problem(name, place.line, place.column, message, remedy),))
        said = None
    finally:
        loader.dispose()
    if not isinstance(said, dict):
        message = "esto no son los ajustes del motor de páginas, una clave por línea."
        return Settings(name, text, {}, (), (Problem(name, 1, 1, message, RESTORE),))
    return Settings(name, text, said, tuple(node.value))


def at(settings: Settings, node: Node, message: str, remedy: str) -> Problem:
    """Return a problem at a value of a file of settings."""
    return Problem(settings.shown, node.start_mark.line + 1, node.start_mark.column + 1, message, remedy)
