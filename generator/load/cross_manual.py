"""The trees of `data/` in; each block that `manual.yml` asks for twice on one page out, with its place."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Problem
from generator.load.layout import Files
from generator.load.tree import Loc


def manual_problems(files: Files) -> Iterator[Problem]:
    """Yield every repeated pair of page and block."""
    tree = files.single.get("manual")
    if tree is None:
        return
    blocks = {loc[:2]: block for loc, block in tree.texts("pages", "*", "block")}
    first: dict[tuple[str, str], Loc] = {}
    for loc, page in tree.texts("pages", "*", "page"):
        # BookStack's number 12, however it is typed.
        pair = (page.lstrip("0"), blocks.get(loc[:2], ""))
        if pair in first:
            before = tree.value_place(first[pair])
            message = (
                f"la página {pair[0]} ya lleva el bloque «{pair[1]}», en {tree.path}:{before.line}:{before.column}."
            )
            yield tree.problem(tree.value_place(loc), message, "Quite una de las dos apariciones.")
        first.setdefault(pair, loc)
