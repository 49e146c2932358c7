"""The page engine's settings, `mkdocs.yml` and the staff's own: that they are understood, and what they name is there.

The engine would refuse the same. It is not imported: that takes as long as all of a check.
"""

from __future__ import annotations

import importlib
import posixpath
from collections.abc import Collection, Iterable, Iterator
from importlib.metadata import entry_points
from pathlib import Path

import yaml

from generator.errors import Problem
from generator.load.engine_takes import (
    ABSOLUTE_LEVELS,
    FORMS,
    KEYS,
    LEVELS,
    LISTS,
    LOOKED_AT,
    NULL_TAG,
    is_extension,
    is_text,
    is_there,
    languages,
    takes_any,
)
from generator.load.message_parts import nearest, quoted
from generator.load.settings_file import PUBLIC, RESTORE, Node, Settings, at, read_settings

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
_MERGE_TAG = "tag:yaml.org,2002:merge"


def settings_problems(root: Path, settings: Settings, *, is_inherited: bool = False) -> Iterator[Problem]:
    """Yield what is wrong with a file of settings: its form, keys that nobody knows, and what it names in vain.

    What it inherits is looked at too, but for the public site's file; one that is inherited may leave out anything.
    """
    yield from settings.problems
    seen = set[str]()
    for key, value in settings.keys:
        name = str(key.value)
        if key.tag == _MERGE_TAG:
            # What it merges the engine itself is asked of.
            continue
        if name in seen:
            yield at(settings, key, f"la clave {quoted(name)} está dos veces, y valdría sólo esta.", "Deje una sola.")
        elif name not in KEYS:
            remedy = f"{nearest(name, KEYS)}Corríjala o quítela; lo propio va dentro de «extra»."
            yield at(settings, key, f"el motor de páginas no conoce la clave {quoted(name)}.", remedy)
        else:
            yield from _value_problems(root, settings, name, value)
        seen.add(name)
    if not (is_inherited or settings.problems or "INHERIT" in seen):
        yield from _missing(settings)


def _missing(settings: Settings) -> Iterator[Problem]:
    """Yield what settings that inherit nothing must say themselves."""
    if "site_name" not in settings.said and not _merges(settings.keys):
        yield Problem(settings.shown, 1, 1, "falta la clave «site_name».", "Agréguela: «site_name: …».")
    for key, value in settings.keys:
        if key.value == "theme" and isinstance(value, yaml.MappingNode):
            if "name" in settings.said["theme"] or _merges(value.value):
                continue
            yield at(settings, value, "falta la clave «name», el tema que se usa.", RESTORE)


def _merges(pairs: Iterable[tuple[Node, Node]]) -> bool:
    """Tell whether keys may stand elsewhere, in what a `<<` names."""
    return any(key.tag == _MERGE_TAG for key, _ in pairs)


def _value_problems(root: Path, settings: Settings, name: str, value: Node) -> Iterator[Problem]:
    if value.tag == _FROM_ENVIRONMENT:
        # What that says where a site is built cannot be looked for here.
        return
    if name in LISTS and not _is_list(name, value):
        yield at(settings, value, f"{quoted(name)} no es una lista.", "Escriba cada valor en una línea, como «  - …».")
    elif name in _BLOCKS and not isinstance(value, yaml.MappingNode):
        yield at(settings, value, f"{quoted(name)} no es un bloque de claves.", RESTORE)
    elif name == "use_directory_urls" and value.value.lower() in ("false", "no", "off"):
        # The engine takes it; the addresses that the program writes, and those that clients keep, would lead nowhere.
        yield at(settings, value, "las páginas del sitio necesitan una carpeta cada una.", "Escriba true, o quítela.")
    elif name == "INHERIT" and _is_circle(root, settings):
        yield at(settings, value, "este archivo se hereda a sí mismo.", RESTORE)
    elif (form := FORMS.get(name)) and (value.tag != NULL_TAG or name == "site_name") and not form.fits(value):
        yield at(settings, value, f"{quoted(name)} no es {form.shown}.", form.remedy)
    else:
        yield from _vain_names(root, settings, name, value)


def _vain_names(root: Path, settings: Settings, name: str, value: Node) -> Iterator[Problem]:
    """Yield what a value of the form it must have names, and is not there."""
    if name in ("hooks", "watch", "docs_dir", "INHERIT"):
        for one in value.value if name in LISTS else (value,):
            yield from _absent(root, settings, name, one)
        if (
            name == "INHERIT"
            and isinstance(value, yaml.ScalarNode)
            and (whose := _inherited(settings.shown, value.value)) != PUBLIC
            and is_there(root / whose)
            and (root / whose).is_file()
        ):
            yield from settings_problems(root, read_settings(root, whose), is_inherited=True)
    elif name in ("plugins", "markdown_extensions"):
        for one, options in _named(value):
            yield from _unknown(settings, name, one, options)
    elif name == "theme":
        yield from _theme_problems(root, settings, value)
    elif name == "validation":
        yield from _level_problems(
            settings, name, value, frozenset((*LOOKED_AT, *frozenset.union(*LOOKED_AT.values())))
        )


def _theme_problems(root: Path, settings: Settings, value: Node) -> Iterator[Problem]:
    parts = {str(key.value): part for key, part in value.value} if isinstance(value, yaml.MappingNode) else {}
    folder, name, language = parts.get("custom_dir"), parts.get("name"), parts.get("language")
    yield from _absent(root, settings, "custom_dir", folder)
    yield from _unknown(settings, "theme", name if parts else value, None)
    if language is None or language.tag == _FROM_ENVIRONMENT or not isinstance(name, yaml.ScalarNode):
        return
    added = root / str(folder.value) if folder else None
    if added and not (is_there(added) and added.is_dir()):
        # Either told above, or known only where a site is built.
        return
    there = languages(name.value, added)
    if there and not (isinstance(language, yaml.ScalarNode) and language.value in there):
        message = f"el tema no tiene el idioma {quoted(language.value)}."
        yield at(settings, language, message, f"{nearest(str(language.value), there)}{RESTORE}")


def _level_problems(settings: Settings, whose: str, value: Node, taken: Collection[str]) -> Iterator[Problem]:
    yield from _untaken(settings, whose, value, taken)
    for key, one in value.value:
        name = str(key.value)
        levels = ABSOLUTE_LEVELS if name == "absolute_links" else LEVELS
        if name not in taken or one.tag == _FROM_ENVIRONMENT:
            continue
        if name not in LOOKED_AT:
            if one.tag != NULL_TAG and not (is_text(one) and one.value in levels):
                yield at(settings, one, f"{quoted(name)} no puede ser eso.", f"Escriba {', '.join(levels)}.")
        elif isinstance(one, yaml.MappingNode):
            yield from _level_problems(settings, name, one, LOOKED_AT[name])
        else:
            yield at(settings, one, f"{quoted(name)} no es un bloque de claves.", RESTORE)


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


def _absent(root: Path, settings: Settings, name: str, value: Node | None) -> Iterator[Problem]:
    """Yield that what a key names is not there, or is of another kind than it must be."""
    if value is None or value.tag == _FROM_ENVIRONMENT:
        return
    if not isinstance(value, yaml.ScalarNode) or not value.value:
        yield at(settings, value, "acá va el nombre de un archivo o de una carpeta.", RESTORE)
        return
    path = root / (_inherited(settings.shown, value.value) if name == "INHERIT" else value.value)
    if not is_there(path):
        yield at(settings, value, f"{quoted(value.value)} no está en el proyecto.", RESTORE)
    elif name in ("docs_dir", "custom_dir") and not path.is_dir():
        yield at(settings, value, f"{quoted(value.value)} no es una carpeta.", RESTORE)
    elif name == "docs_dir" and path.samefile(root):
        yield at(settings, value, "las páginas van en una carpeta propia, dentro del proyecto.", RESTORE)
    elif name == "INHERIT" and not path.is_file():
        yield at(settings, value, f"{quoted(value.value)} no es un archivo.", RESTORE)
    elif name == "hooks" and (path.suffix != ".py" or not path.is_file()):
        yield at(settings, value, f"{quoted(value.value)} no es un archivo de Python.", RESTORE)


def _inherited(shown: str, name: str) -> str:
    """Return the file that another one names as what it inherits: the way leads from its folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(shown), name))


def _is_circle(root: Path, settings: Settings) -> bool:
    shown, said = settings.shown, settings.said
    seen = {shown}
    while isinstance(name := said.get("INHERIT"), str) and is_there(root / _inherited(shown, name)):
        shown = _inherited(shown, name)
        if shown in seen:
            return True
        seen.add(shown)
        said = read_settings(root, shown).said
    return False


def _unknown(settings: Settings, kind: str, value: Node | None, options: Node | None) -> Iterator[Problem]:
    """Yield that nobody offers a theme, a plugin or an extension of a name, or that it takes no such options."""
    word, group, known = _KINDS[kind]
    if value is None or value.tag in (_FROM_ENVIRONMENT, _MERGE_TAG) or value.value in ("", "null", "~"):
        return
    if not isinstance(value, yaml.ScalarNode):
        yield at(settings, value, f"acá va un nombre: {word} que se usa.", RESTORE)
        return
    if not (options is None or isinstance(options, yaml.MappingNode) or options.value in ("", "null", "~")):
        yield at(settings, options, f"lo que se pide a {quoted(value.value)} no es un bloque de claves.", RESTORE)
        return
    name = str(value.value)
    own = f"{_EXTENSIONS}.{name.removeprefix(f'{_EXTENSIONS}.')}"
    if group == _EXTENSIONS and is_extension(own):
        # Of a class that is named itself the engine is asked.
        if isinstance(options, yaml.MappingNode) and ":" not in own:
            make = importlib.import_module(own).makeExtension
            if not takes_any(make):
                yield from _untaken(settings, name, options, make().config)
        return
    is_there = name in known or (group == _EXTENSIONS and is_extension(name))
    if not is_there and not entry_points(group=group, name=name):
        near = nearest(name, (*known, *(one.name for one in entry_points(group=group))))
        remedy = f"{near}Corrija el nombre o quite la línea; los paquetes del proyecto están en pyproject.toml."
        yield at(settings, value, f"{word} {quoted(name)} no está entre lo instalado.", remedy)


def _untaken(settings: Settings, whose: str, options: Node | None, taken: Collection[str]) -> Iterator[Problem]:
    for key, _ in options.value if isinstance(options, yaml.MappingNode) else ():
        if key.value not in taken and key.tag != _MERGE_TAG:
            message = f"{quoted(whose)} no puede tener la clave {quoted(key.value)}."
            yield at(settings, key, message, f"{nearest(str(key.value), taken)}Corríjala o quítela.")
