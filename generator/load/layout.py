"""The files that staff write: those of `data/` that are read, missing or do not belong there, and the pages."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from generator.errors import Problem, refusal
from generator.load.logo_file import LOGO, read_logo
from generator.load.message_parts import closest, listed
from generator.load.tree import START, Tree
from generator.load.written_pages import WrittenPages, written_pages
from generator.load.yaml_file import read_tree, symbolic_link
from generator.model.data_files import FOLDERS, SINGLE

# A company may have no such manual.
OPTIONAL = ("manual",)
# One that sells without a billing system has neither; where one is lost, links that were cut off could open again.
_OF_ORDERS = ("billing", "revocations")
# Without one service, or without holidays, there is nothing to promise and no date to count.
_NEVER_EMPTY = {
    "holidays": "Ejecute «demoras holidays» con el año en curso, o restáurelos desde el historial de git.",
    "services": "Restáurelos desde el historial de git; si nunca los hubo, docs/editar-datos.md dice qué llevan.",
}
_NOT_READ = ("SOURCES.md", "schema", LOGO)
_REQUIRED = tuple(name for name in SINGLE if name not in (*OPTIONAL, *_OF_ORDERS))
# Fewer keys may be of any kind.
_ENOUGH_KEYS = 3
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True, slots=True)
class Files:
    """Every file read: single ones by name, those of a folder by id, and the problems of `data/` met on the way."""

    single: Mapping[str, Tree]
    folders: Mapping[str, Mapping[str, Tree]]
    problems: tuple[Problem, ...]
    logo: str | None = None
    """The company's picture, where there is one."""
    written: WrittenPages = field(default_factory=WrittenPages)

    def tree(self, name: str) -> Tree:
        """Return a single file's tree; that of a file which a company may leave out holds nothing."""
        return self.single.get(name) or Tree(f"data/{name}.yml", None, {}, {}, (), frozenset({()}))


def read_files(root: Path) -> Files:
    """Return the trees of `root/data` and the hand-written pages; an unreadable file is an empty tree and a problem."""
    data = root / "data"
    if data.is_symlink():
        return Files({}, {}, (symbolic_link("data"),))
    if not data.is_dir():
        message = f"falta la carpeta data/{'' if root == Path() else f' en {root}'}."
        remedy = "Ejecute la orden desde la carpeta del proyecto, o indíquela con --root."
        return Files({}, {}, (Problem("data", 1, 1, message, remedy),))
    try:
        there = {name for name in (*_OF_ORDERS, *OPTIONAL) if os.path.lexists(data / f"{name}.yml")}
        wanted = there if there.isdisjoint(_OF_ORDERS) else there.union(_OF_ORDERS)
        single = {
            name: _in_place(read_tree(data / f"{name}.yml", f"data/{name}.yml"), name)
            for name in SINGLE
            if name in _REQUIRED or name in wanted
        }
        folders = {name: dict(_folder_trees(data / name)) for name in FOLDERS}
        logo, faults = read_logo(data)
        return Files(single, folders, (*_strangers(data), *_missing(data), *faults), logo, written_pages(root))
    except OSError as error:
        problem = Problem("data", 1, 1, f"no se puede leer la carpeta ({refusal(error)}).", "Revise los permisos.")
        return Files({}, {}, (problem,))


def _entries(folder: Path) -> Iterator[Path]:
    """Yield what a folder holds; names with a leading dot are editors' and systems' own."""
    if folder.is_dir() and not folder.is_symlink():
        yield from (
            path for path in sorted(folder.iterdir(), key=lambda path: path.name) if not path.name.startswith(".")
        )


def _folder_trees(folder: Path) -> Iterator[tuple[str, Tree]]:
    for path in _entries(folder):
        if path.suffix == ".yml" and _name_fault(folder.name, path.stem) is None:
            yield path.stem, _in_place(read_tree(path, f"data/{folder.name}/{path.name}"), folder.name)


def _in_place(tree: Tree, kind: str) -> Tree:
    """Return a tree, or nothing but one problem where its keys are all those of another kind of file."""
    keys = set(tree.value) if isinstance(tree.value, dict) else set()
    other = _kind_of(keys, kind)
    if other is None:
        return tree
    where = f"data/{other}/" if other in FOLDERS else f"data/{other}.yml"
    known = (key for key in tree.value or () if key in _keys(other))
    message = f"por sus claves ({listed(known)}) éste es un archivo de {where}, no de acá."
    name = f"{where}{tree.path.rsplit('/', 1)[-1]}" if other in FOLDERS else where
    problem = tree.problem(START, message, f"Páselo a {name}.")
    return Tree(tree.path, None, {}, {}, (problem,), frozenset({()}))


def _kind_of(keys: Collection[str], kind: str = "") -> str | None:
    """Return the other kind of file that these keys are plainly of, one slip among them or not; else nothing."""
    mine = set(keys)
    if kind and mine <= _keys(kind) and not mine.isdisjoint(_required(kind)):
        return None  # as nearly every file: all of it belongs where it is
    here = len(mine & _keys(kind)) if kind else 0
    known = {other: len(mine & _keys(other)) for other in (*FOLDERS, *SINGLE) if other != kind}
    best = max(known.values())
    others = [other for other, count in known.items() if count == best]
    if best >= _ENOUGH_KEYS and best > here and len(others) == 1:
        is_plain = best == len(mine) or (best - here > 1 and best > len(mine) / 2)
        return others[0] if is_plain else None
    whole = [other for other in known if mine <= _keys(other) and _required(other) and _required(other) <= mine]
    is_mine = bool(kind) and not _required(kind).isdisjoint(mine)
    return whole[0] if len(whole) == 1 and not is_mine else None


@cache
def _required(kind: str) -> frozenset[str]:
    model = FOLDERS.get(kind) or SINGLE[kind]
    return frozenset(field.alias or name for name, field in model.model_fields.items() if field.is_required())


@cache
def _keys(kind: str) -> frozenset[str]:
    model = FOLDERS.get(kind) or SINGLE[kind]
    return frozenset(field.alias or name for name, field in model.model_fields.items())


def _name_fault(folder: str, name: str) -> tuple[str, str] | None:
    """Return what is wrong with a file's name, which is an id and a page's address, and the remedy."""
    if folder == "holidays":
        fine = re.fullmatch(r"20\d\d", name)
        return None if fine else (f"«{name}» no es un año.", "Llame al archivo como su año: 2026.yml.")
    if name == "index":
        return "«index» es la página de la lista, no un identificador.", "Elija otro nombre para el archivo."
    if not _SLUG.fullmatch(name):
        remedy = "Use letras minúsculas sin acento, dígitos y guiones, hasta 64: alojamiento-web.yml."
        return f"«{name}» no sirve como nombre de archivo, que es su identificador.", remedy
    return None


def _strangers(data: Path) -> Iterator[Problem]:
    files = [f"{name}.yml" for name in SINGLE]
    for path in _entries(data):
        if path.name not in files and path.is_symlink():
            yield symbolic_link(f"data/{path.name}")
        elif path.name in FOLDERS and path.is_dir():
            yield from _folder_strangers(path)
        elif path.name not in (*files, *_NOT_READ):
            accepted = {**{name: f"{name}.yml" for name in SINGLE}, **{name: f"{name}/" for name in FOLDERS}}
            close = closest(path.stem, accepted)
            hint = f"¿Quiso decir «{accepted[close]}»? " if close else _belongs(path)
            yield _stranger(f"data/{path.name}", f"{hint}Se aceptan: {listed(accepted.values())}.")


def _folder_strangers(folder: Path) -> Iterator[Problem]:
    for path in _entries(folder):
        shown = f"data/{folder.name}/{path.name}"
        if path.suffix != ".yml":
            name = path.name.split(".")[0]
            hint = f" Llámelo «{name}.yml»." if path.is_file() and _name_fault(folder.name, name) is None else ""
            yield _stranger(shown, f"En data/{folder.name}/ van sólo archivos que terminan en .yml.{hint}")
        elif fault := _name_fault(folder.name, path.stem):
            yield Problem(shown, 1, 1, *fault)


def _belongs(path: Path) -> str:
    """Return the folder that a file of none belongs to by its keys, as a remedy; nothing where they do not tell."""
    value = read_tree(path, path.name).value if path.is_file() else None
    kind = _kind_of(value) if isinstance(value, dict) else None
    return f"Por sus claves es de data/{kind}/: páselo ahí. " if kind in FOLDERS else ""


def _stranger(shown: str, remedy: str) -> Problem:
    return Problem(shown, 1, 1, "esto no pertenece a los datos.", remedy)


def nothing_in(name: str) -> Problem:
    """Return the problem of a folder that must not be empty, and is."""
    return Problem(f"data/{name}", 1, 1, f"no hay ningún archivo en data/{name}/.", _NEVER_EMPTY[name])


def _missing(data: Path) -> Iterator[Problem]:
    for name in _NEVER_EMPTY:
        if not any(path.suffix == ".yml" for path in _entries(data / name)):
            yield nothing_in(name)
