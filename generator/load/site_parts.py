"""What the site's hand-written files load, name or are laid out by, and is not there: found before the engine runs."""

from __future__ import annotations

import importlib.util
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from generator.errors import Problem
from generator.load.engine_settings import settings_problems
from generator.load.message_parts import nearest, quoted
from generator.load.settings_file import INTERNAL, PUBLIC, Settings, read_settings
from generator.load.written_pages import FOLDER, FRONT_MATTER, WrittenPages
from generator.load.yaml_depth import too_deep
from generator.load.yaml_file import place_of, read_text

OVERRIDES = "site_src/overrides"
_NEEDED = ("404.html", "main.html")
"""Templates without which a site is laid out too, but without its notices, its age and what search engines are told."""
_THEME = "material"
# What `import` and `export … from` name, and what an element of a finished page loads.
_IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
_LOADED = re.compile(r"""<(?:script|link|img)\b[^>]*?\b(?:src|href)="([^"#?]+)""")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/")
# The keys that these pages' front matter may have; another one could name an icon or a template that nobody has.
_KEYS: Mapping[str, str] = {
    "title": "un texto",
    "description": "un texto",
    "hide": "una lista como [navigation, toc]",
    "template": "el nombre de un archivo",
}
# The engine reads lines such as «title: x» at a page's very beginning as a heading even without marks.
_UNMARKED = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:[ \t]*\S")
# Filters that the engine adds to the theme's own environment.
_FILTERS = ("url", "script_tag")
_RESTORE = "Restáurelo desde el historial de git."


def part_problems(root: Path, written: WrittenPages, generated: Mapping[str, str | bytes]) -> tuple[Problem, ...]:
    """Return what the hand-written files of the project in `root` refer to in vain; none where nothing is laid out.

    `generated` are the files that the program makes, by path.
    """
    if not (root / PUBLIC).exists():
        # Where templates stand, a site is laid out.
        return (Problem(PUBLIC, 1, 1, "falta este archivo.", _RESTORE),) if (root / OVERRIDES).is_dir() else ()
    templates, settings = _Templates(root), read_settings(root, PUBLIC)
    staff = (read_settings(root, INTERNAL),) if (root / INTERNAL).exists() else ()
    return (
        *(problem for one in (settings, *staff) for problem in settings_problems(root, one)),
        *_collisions(written, generated),
        *(problem for path, text in written.pages.items() for problem in _front_matter(path, text, templates)),
        *_overrides(root, templates),
        *_loads(root, settings, {*written.others, *generated}, generated),
    )


def _collisions(written: WrittenPages, generated: Collection[str]) -> Iterator[Problem]:
    addresses = {_address(path): path for path in generated}
    # Nearly all of them stand in the same few folders.
    innermost = {posixpath.dirname(path) for path in generated}
    folders = {parent.as_posix() for folder in innermost for parent in PurePosixPath(folder, "x").parents}
    for path in (*written.pages, *sorted(written.others)):
        # A file where a folder goes is as much in the way as one of the same name.
        other = addresses.get(_address(path)) or (path if path in folders else None)
        if other is not None:
            message = f"este archivo ocuparía el lugar de {quoted(other)}, que el sitio ya tiene."
            yield Problem(f"{FOLDER}/{path}", 1, 1, message, "Bórrelo, o dele otro nombre.")
        addresses[_address(path)] = path


def _address(path: str) -> str:
    """Return where a file will stand: the engine gives a page a folder of its own."""
    stem, suffix = posixpath.splitext(path)
    if suffix not in (".md", ".html"):
        return path
    folder, name = posixpath.split(stem)
    is_index = name in ("index", "README") if suffix == ".md" else name == "index"
    return f"{folder}/" if is_index else (f"{stem}/" if suffix == ".md" else path)


class _Templates(Collection[str]):
    """The names of the theme's files, ten thousand pictures among them, and of those that stand before them."""

    def __init__(self, root: Path) -> None:
        theme = importlib.util.find_spec(_THEME)
        folders = [Path(place) / "templates" for place in (theme.submodule_search_locations or () if theme else ())]
        self._folders = (*folders, root / OVERRIDES)

    def __contains__(self, name: object) -> bool:
        is_inside = isinstance(name, str) and not {"", ".", ".."}.intersection(name.split("/"))
        return is_inside and any((one / f"{name}").exists() for one in self._folders)

    def __iter__(self) -> Iterator[str]:
        found = {path.relative_to(one).as_posix() for one in self._folders for path in one.rglob("*")}
        return iter(sorted(found))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _front_matter(path: str, text: str, templates: Collection[str]) -> Iterator[Problem]:
    found = FRONT_MATTER.match(text)
    shown = f"{FOLDER}/{path}"
    if found is None:
        if _UNMARKED.match(text):
            remedy = "Empiece la página con una línea «---» y cierre el encabezado con otra, o con su título: «# …»."
            yield Problem(shown, 1, 1, "la primera línea se leería como un encabezado, y no se vería.", remedy)
        return
    try:
        values: Any = None if too_deep(found[1]) else yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError):
        values = None
    if not isinstance(values, dict):
        remedy = "Escríbalo como en las demás páginas: una clave por línea, como «title: Inicio»."
        yield Problem(shown, 1, 1, "el encabezado entre «---» no se entiende.", remedy)
        return
    for key, value in values.items():
        line = place_of(text, max(text.find(str(key)), 0)).line
        if key not in _KEYS:
            remedy = f"{nearest(str(key), _KEYS)}Quítela; se conocen {', '.join(_KEYS)}."
            yield Problem(shown, line, 1, f"el encabezado no puede tener la clave {quoted(str(key))}.", remedy)
        elif not _fits(key, value):
            yield Problem(shown, line, 1, f"{quoted(key)} no es {_KEYS[key]}.", f"Escriba {_KEYS[key]}.")
        elif key == "template" and ("/" in value or value not in templates):
            remedy = f"{nearest(value, templates)}Quite la línea, o agregue el archivo en {OVERRIDES}/."
            yield Problem(shown, line, 1, f"no hay una plantilla {quoted(value)}.", remedy)


def _fits(key: str, value: object) -> bool:
    if key == "hide":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def _overrides(root: Path, templates: Collection[str]) -> Iterator[Problem]:
    # Read only, never rendered: nothing of it becomes part of a page here.
    env = Environment(extensions=["jinja2.ext.loopcontrols"], optimized=False)  # noqa: S701
    env.filters.update(dict.fromkeys(_FILTERS, str))
    for name in _NEEDED:
        if not (root / OVERRIDES / name).exists():
            yield Problem(f"{OVERRIDES}/{name}", 1, 1, "falta este archivo.", _RESTORE)
    for path in sorted((root / OVERRIDES).rglob("*.html")):
        shown = path.relative_to(root).as_posix()
        text = read_text(path, shown)
        yield from (text,) if isinstance(text, Problem) else _template_problems(env, shown, text, templates)


def _template_problems(env: Environment, shown: str, text: str, templates: Collection[str]) -> Iterator[Problem]:
    try:
        tree = env.parse(text)
        env.compile(tree, shown, raw=True)
    except TemplateSyntaxError as error:
        yield Problem(shown, error.lineno, 1, f"la plantilla no se entiende ({error.message}).", _RESTORE)
        return
    # Inside a condition the engine would notice them only once it holds.
    used = [(node, env.filters) for node in tree.find_all(nodes.Filter)]
    for node, known in (*used, *((node, env.tests) for node in tree.find_all(nodes.Test))):
        if node.name not in known:
            yield Problem(shown, node.lineno, 1, f"la plantilla no se entiende ({quoted(node.name)}).", _RESTORE)
    for name in meta.find_referenced_templates(tree):
        if name is not None and name not in templates:
            line = place_of(text, max(text.find(name), 0)).line
            message = f"no hay una plantilla {quoted(name)}."
            yield Problem(shown, line, 1, message, f"{nearest(name, templates)}{_RESTORE}")


def _loads(
    root: Path, settings: Settings, there: Collection[str], generated: Mapping[str, str | bytes]
) -> Iterator[Problem]:
    """Yield each style and script that something loads and nobody has."""
    for shown, base, text, address in (*_engine_loads(settings), *_script_loads(root), *_page_loads(generated)):
        to = posixpath.normpath(posixpath.join(posixpath.dirname(base), address))
        if to not in there:
            place = place_of(text, max(text.find(address), 0))
            message = f"se carga {quoted(address)}, que no está en el sitio."
            remedy = f"{nearest(to, there)}Restaure {FOLDER}/{to} desde el historial de git, o quite la línea."
            yield Problem(shown, place.line, place.column, message, remedy)


def _engine_loads(settings: Settings) -> Iterator[tuple[str, str, str, str]]:
    for key in ("extra_css", "extra_javascript"):
        entries = settings.said.get(key)
        for entry in entries if isinstance(entries, list) else ():
            address = entry.get("path", "") if isinstance(entry, dict) else entry
            if isinstance(address, str) and not _ELSEWHERE.match(address):
                yield settings.shown, "", settings.text, address


def _script_loads(root: Path) -> Iterator[tuple[str, str, str, str]]:
    for path in sorted((root / FOLDER).rglob("*.js")):
        name = path.relative_to(root / FOLDER).as_posix()
        text = read_text(path, f"{FOLDER}/{name}")
        if isinstance(text, str):
            yield from ((f"{FOLDER}/{name}", name, text, address) for address in _IMPORTED.findall(text))


def _page_loads(generated: Mapping[str, str | bytes]) -> Iterator[tuple[str, str, str, str]]:
    # Of the others none is to be made for this.
    for path in (path for path in generated if path.endswith(".html")):
        if isinstance(text := generated[path], str):
            shown = f"generator/render/templates (página generada {path})"
            found = (address for address in _LOADED.findall(text) if not _ELSEWHERE.match(address))
            yield from ((shown, path, text, address) for address in found)
