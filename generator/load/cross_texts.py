"""The trees of `data/` and the hand-written pages in; each text that types a figure or refers to nothing out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.errors import Problem
from generator.load.layout import Files
from generator.load.prose import ProseFault, plain_faults, prose_faults
from generator.load.tree import Tree
from generator.load.yaml_file import place_of, read_text

# The `Prose` fields of the models, in which references are resolved …
_PROSE = {
    "company": (("unlisted",), ("late_meaning",)),
    "groups": (("groups", "*", "intro"),),
    "requirements": (("how",),),
    "services": (("note",),),
    "attention": (("description",),),
    "faq": (("answer",),),
    "notices": (("reason",),),
}
# … and the texts beside them where a figure would contradict its source just the same.
_PLAIN = {
    "attention": (("audience",),),
    "faq": (("question",),),
    "notices": (("title",),),
    "requirements": (("action",),),
}
_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n(?:.*?^ {0,3}\1[`~]*[ \t]*$|.*\Z)", re.MULTILINE | re.DOTALL)


def text_problems(files: Files, root: Path) -> Iterator[Problem]:
    """Yield the faults of all texts for readers, in `data/` and in `site_src/docs/`."""
    services = tuple(files.folders["services"])
    attention = files.folders["attention"]
    targets = tuple(name for name, tree in attention.items() if any(tree.texts("target")) or () in tree.spoiled)
    for kind, tree in _trees(files):
        for pattern in _PROSE.get(kind, ()):
            for loc, text in tree.texts(*pattern):
                yield from (_in_tree(tree, loc, fault) for fault in prose_faults(text, services, targets))
        for pattern in _PLAIN.get(kind, ()):
            for loc, text in tree.texts(*pattern):
                yield from (_in_tree(tree, loc, fault) for fault in plain_faults(text))
    for tree in attention.values():
        yield from _target_kind(tree)
    yield from _page_problems(root, services, targets)


def _trees(files: Files) -> Iterator[tuple[str, Tree]]:
    yield from files.single.items()
    yield from ((kind, tree) for kind, trees in files.folders.items() for tree in trees.values())


def _in_tree(tree: Tree, loc: tuple[str | int, ...], fault: ProseFault) -> Problem:
    return tree.problem(tree.value_place(loc), fault.message, fault.remedy)


def _target_kind(tree: Tree) -> Iterator[Problem]:
    has_target = any(tree.found("target"))
    for loc, kind in tree.texts("target_kind"):
        if kind == "none" and has_target:
            remedy = "Quite «target», o escriba maximum o average."
            yield tree.problem(tree.value_place(loc), "«none» dice que no hay plazo, pero hay un «target».", remedy)
        if kind in ("maximum", "average") and not has_target:
            remedy = "Agregue «target: 1 a 3 horas hábiles», o escriba none."
            yield tree.problem(tree.value_place(loc), f"«{kind}» pide un plazo y falta «target».", remedy)


def _page_problems(root: Path, services: tuple[str, ...], targets: tuple[str, ...]) -> Iterator[Problem]:
    for path in sorted((root / "site_src" / "docs").rglob("*.md")):
        shown = path.relative_to(root).as_posix()
        text = read_text(path, shown)
        if isinstance(text, Problem):
            yield text
            continue
        for fault in prose_faults(_without_code(text), services, targets):
            place = place_of(text, fault.offset)
            yield Problem(shown, place.line, place.column, fault.message, fault.remedy)


def _without_code(page: str) -> str:
    """Return a page with its fenced code blanked; every other character keeps its offset."""
    return _FENCED.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), page)
