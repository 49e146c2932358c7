"""The trees of `data/` in; each question whose id is a place of the page already, and each asked twice, out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Problem
from generator.load.layout import Files
from generator.load.message_parts import quoted
from generator.load.tree import Loc, Tree
from generator.model.questions import OWN_ANCHORS, group_anchor, service_anchor


def faq_problems(files: Files) -> Iterator[Problem]:
    """Yield every id that is taken, and every repeated question or wording."""
    groups = [text for _, text in files.single["groups"].texts("groups", "*", "id")]
    taken = {*OWN_ANCHORS, *map(group_anchor, groups), *map(service_anchor, files.folders["services"])}
    first: dict[str, tuple[Tree, Loc]] = {}
    for name, tree in files.folders["faq"].items():
        if name in taken:
            message = f"«{name}» ya es otro lugar de la página de preguntas."
            yield tree.problem(tree.value_place(()), message, "Elija otro nombre para el archivo.")
        for loc, text in (*tree.texts("question"), *tree.texts("wordings", "*")):
            asked = " ".join(text.casefold().strip("¿?¡! ").split())
            if asked in first:
                other, where = first[asked]
                place = other.value_place(where)
                message = f"{quoted(text)} ya está en {other.path}:{place.line}:{place.column}."
                yield tree.problem(tree.value_place(loc), message, "Quite una de las dos apariciones.")
            first.setdefault(asked, (tree, loc))
