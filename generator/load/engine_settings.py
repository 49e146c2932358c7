"""The page engine's settings, `mkdocs.yml` and the staff's own: that they are understood, and what they name is there.

The engine would refuse the same, but only a build begins it. It is not imported: that takes as long as all of a check.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Collection, Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.errors import Problem
from generator.load.message_parts import nearest, quoted
from generator.load.yaml_depth import TOO_DEEP, too_deep
from generator.load.yaml_faults import syntax_fault
from generator.load.yaml_file import read_text

PUBLIC = "mkdocs.yml"
INTERNAL = "mkdocs.internal.yml"
# What the pinned engine knows; a test compares it.
# fmt: off
KEYS = frozenset((
    "INHERIT", "site_name", "nav", "exclude_docs", "draft_docs", "not_in_nav", "site_url", "site_description",
    "site_author", "theme", "docs_dir", "site_dir", "copyright", "dev_addr", "use_directory_urls", "repo_url",
    "repo_name", "edit_uri_template", "edit_uri", "extra_css", "extra_javascript", "extra_templates",
    "markdown_extensions", "mdx_configs", "strict", "remote_branch", "remote_name", "extra", "plugins", "hooks",
    "watch", "validation",
))
# fmt: on
LOOKED_AT = frozenset(("nav", "links", "omitted_files", "not_found", "absolute_links", "unrecognized_links", "anchors"))
"""What `validation` may set."""
_LISTS = ("extra_css", "extra_javascript", "hooks", "markdown_extensions", "plugins", "watch")
_EXTENSIONS = "markdown.extensions"
_NEVER_EMPTY = ("extra_javascript", "hooks", "watch")
_BLOCKS = ("extra", "validation")
# In the words of who may have mistyped it, the group that packages offer it in, and what is known without looking.
_KINDS = {
    "theme": ("el tema", "mkdocs.themes", ("material",)),
    "plugins": ("el complemento", "mkdocs.plugins", ("search",)),
    "markdown_extensions": ("la extensión", _EXTENSIONS, ()),
}
_FROM_ENVIRONMENT = "!ENV"
_RESTORE = "Restáurelo desde el historial de git."

Node = yaml.nodes.Node
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


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
            return Settings(name, text, {}, (), (Problem(name, place.line, place.column, TOO_DEEP, _RESTORE),))
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
        return Settings(name, text, {}, (), (Problem(name, 1, 1, message, _RESTORE),))
    return Settings(name, text, said, tuple(node.value))


def settings_problems(root: Path, settings: Settings) -> Iterator[Problem]:
    """Yield what is wrong with a file of settings: its form, keys that nobody knows, and what it names in vain."""
    yield from settings.problems
    seen = set[str]()
    for key, value in settings.keys:
        name = str(key.value)
        if name in seen:
            yield _at(settings, key, f"la clave {quoted(name)} está dos veces, y valdría sólo esta.", "Deje una sola.")
        elif name not in KEYS:
            remedy = f"{nearest(name, KEYS)}Corríjala o quítela; lo propio va dentro de «extra»."
            yield _at(settings, key, f"el motor de páginas no conoce la clave {quoted(name)}.", remedy)
        else:
            yield from _value_problems(root, settings, name, value)
        seen.add(name)


def _value_problems(root: Path, settings: Settings, name: str, value: Node) -> Iterator[Problem]:
    if value.tag == _FROM_ENVIRONMENT:
        # What that says where a site is built cannot be looked for here.
        return
    if name in _LISTS and not _is_list(name, value):
        yield _at(settings, value, f"{quoted(name)} no es una lista.", "Escriba cada valor en una línea, como «  - …».")
    elif name in _BLOCKS and not isinstance(value, yaml.MappingNode):
        yield _at(settings, value, f"{quoted(name)} no es un bloque de claves.", _RESTORE)
    elif name == "INHERIT" and _is_circle(root, settings):
        yield _at(settings, value, "este archivo se hereda a sí mismo.", _RESTORE)
    else:
        yield from _vain_names(root, settings, name, value)


def _vain_names(root: Path, settings: Settings, name: str, value: Node) -> Iterator[Problem]:
    """Yield what a value of the form it must have names, and is not there."""
    if name in ("hooks", "watch", "docs_dir", "INHERIT"):
        for one in value.value if name in _LISTS else (value,):
            yield from _absent(root, settings, one)
    elif name in ("plugins", "markdown_extensions"):
        for one, options in _named(value):
            yield from _unknown(settings, name, one, options)
    elif name == "theme":
        parts = {str(key.value): part for key, part in value.value} if isinstance(value, yaml.MappingNode) else {}
        yield from _absent(root, settings, parts.get("custom_dir"))
        yield from _unknown(settings, name, parts.get("name") if parts else value, None)
    elif name == "validation":
        yield from _untaken(settings, name, value, LOOKED_AT)


def _is_list(name: str, value: Node) -> bool:
    return (
        isinstance(value, yaml.SequenceNode)
        or (name not in _NEVER_EMPTY and value.value == "")
        or (name in _KINDS and isinstance(value, yaml.MappingNode))
    )


def _named(value: Node) -> Iterator[tuple[Node, Node | None]]:
    """Yield each name of a list and its options: `- toc`, `- toc: {…}`, or a block of `toc: {…}`."""
    for one in value.value:
        if isinstance(one, tuple):
            yield one
        elif isinstance(one, yaml.MappingNode):
            yield from one.value
        else:
            yield one, None


def _absent(root: Path, settings: Settings, value: Node | None) -> Iterator[Problem]:
    if value is None or value.tag == _FROM_ENVIRONMENT:
        return
    if not isinstance(value, yaml.ScalarNode) or not value.value:
        yield _at(settings, value, "acá va el nombre de un archivo o de una carpeta.", _RESTORE)
    elif not _is_there(root / value.value):
        yield _at(settings, value, f"{quoted(value.value)} no está en el proyecto.", _RESTORE)


def _is_circle(root: Path, settings: Settings) -> bool:
    seen, said = {settings.shown}, settings.said
    while isinstance(name := said.get("INHERIT"), str) and _is_there(root / name):
        if name in seen:
            return True
        seen.add(name)
        said = read_settings(root, name).said
    return False


def _unknown(settings: Settings, kind: str, value: Node | None, options: Node | None) -> Iterator[Problem]:
    """Yield that nobody offers a theme, a plugin or an extension of a name, or that it takes no such options."""
    word, group, known = _KINDS[kind]
    if value is None or value.tag == _FROM_ENVIRONMENT or value.value in ("", "null", "~"):
        return
    if not isinstance(value, yaml.ScalarNode):
        yield _at(settings, value, f"acá va un nombre: {word} que se usa.", _RESTORE)
        return
    if not (options is None or isinstance(options, yaml.MappingNode) or options.value in ("", "null", "~")):
        yield _at(settings, options, f"lo que se pide a {quoted(value.value)} no es un bloque de claves.", _RESTORE)
        return
    name = str(value.value)
    own = f"{_EXTENSIONS}.{name.removeprefix(f'{_EXTENSIONS}.')}"
    if group == _EXTENSIONS and _is_extension(own):
        if isinstance(options, yaml.MappingNode):
            yield from _untaken(settings, name, options, importlib.import_module(own).makeExtension().config)
        return
    is_there = name in known or (group == _EXTENSIONS and _is_extension(name))
    if not is_there and not entry_points(group=group, name=name):
        near = nearest(name, (*known, *(one.name for one in entry_points(group=group))))
        remedy = f"{near}Corrija el nombre o quite la línea; los paquetes del proyecto están en pyproject.toml."
        yield _at(settings, value, f"{word} {quoted(name)} no está entre lo instalado.", remedy)


def _untaken(settings: Settings, whose: str, options: Node | None, taken: Collection[str]) -> Iterator[Problem]:
    for key, _ in options.value if isinstance(options, yaml.MappingNode) else ():
        if key.value not in taken:
            message = f"{quoted(whose)} no puede tener la clave {quoted(key.value)}."
            yield _at(settings, key, message, f"{nearest(str(key.value), taken)}Corríjala o quítela.")


def _is_extension(name: str) -> bool:
    """Tell whether a module makes an extension, from its text: to import it, or what it stands in, would run it.

    `name` is the module's, with the class behind a colon where it is to make that: `one.two`, `one.two:Three`.
    """
    module, _, made = name.partition(":")
    top, *inner = module.split(".")
    if not all(part.isidentifier() and part != "__init__" for part in (top, *inner)):
        return False
    try:
        spec = importlib.util.find_spec(top)
    except ValueError:
        # What began the program has none.
        return False
    places = [Path(one, *inner) for one in spec.submodule_search_locations or ()] if spec else []
    files = [file for one in places for file in (one / "__init__.py", one.with_name(f"{one.name}.py"))]
    if spec and spec.origin and not inner:
        files.append(Path(spec.origin))
    word = (made or "makeExtension").encode(errors="replace")
    return any(word in file.read_bytes() for file in files if _is_there(file) and file.is_file())


def _is_there(path: Path) -> bool:
    """Tell whether there is a file or folder; there is none of a name that no system could give."""
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True


def _at(settings: Settings, node: Node, message: str, remedy: str) -> Problem:
    return Problem(settings.shown, node.start_mark.line + 1, node.start_mark.column + 1, message, remedy)
