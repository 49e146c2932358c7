"""The trees of `data/` in; each id that leads nowhere and each thing named twice out, with its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from generator.errors import Problem
from generator.load.layout import Files
from generator.load.message_parts import listed, nearest, quoted
from generator.load.tree import Loc, Tree

# Checks read the trees, not the models, so that a fault elsewhere in a file hides none of these.


def id_problems(files: Files) -> Iterator[Problem]:
    """Yield every reference between files that fails, and every id or claim that is made twice."""
    services, requirements = files.folders["services"], files.folders["requirements"]
    groups, billing, revocations = files.single["groups"], files.single["billing"], files.single["revocations"]
    group_ids = [text for _, text in groups.texts("groups", "*", "id")]
    for tree in services.values():
        # Where the groups themselves cannot be read, that is the fault to mend.
        if group_ids:
            yield from _unknown(tree, tree.texts("group"), group_ids, "el grupo")
        yield from _unknown(tree, tree.texts("requirements", "*"), requirements, "el requisito")
        yield from _twice(tree, tree.texts("requirements", "*"), "el requisito")
    for tree in files.folders["notices"].values():
        yield from _unknown(tree, tree.texts("services", "*"), services, "el servicio")
        yield from _twice(tree, tree.texts("services", "*"), "el servicio")
        if group_ids:
            yield from _unknown(tree, tree.texts("groups", "*"), group_ids, "el grupo")
        yield from _twice(tree, tree.texts("groups", "*"), "el grupo")
    yield from _unknown(billing, billing.texts("services", "*", "service"), services, "el servicio")
    yield from _twice(groups, groups.texts("groups", "*", "id"), "el grupo")
    yield from _twice(billing, billing.texts("services", "*", "service"), "el servicio")
    for key, what in (("products", "el producto"), ("domain_endings", "la terminación")):
        yield from _twice(billing, billing.texts("services", "*", key, "*"), what, _claimant(billing))
    for key in ("order_statuses", "ticket_statuses"):
        yield from _twice(billing, billing.texts(key, "*", "status"), "el estado")
    yield from _twice(revocations, revocations.texts("revocations", "*", "tag"), "la marca")


def _unknown(tree: Tree, named: Iterable[tuple[Loc, str]], known: Collection[str], what: str) -> Iterator[Problem]:
    for loc, name in named:
        if name not in known:
            remedy = f"{nearest(name, known)}Se aceptan: {listed(known)}."
            yield tree.problem(tree.value_place(loc), f"no existe {what} {quoted(name)}.", remedy)


def _twice(
    tree: Tree, named: Iterable[tuple[Loc, str]], what: str, owner: Callable[[Loc], str] = lambda _: ""
) -> Iterator[Problem]:
    first: dict[str, Loc] = {}
    for loc, name in named:
        if name not in first:
            first[name] = loc
            continue
        place, before = tree.value_place(loc), tree.value_place(first[name])
        where = f"{tree.path}:{before.line}:{before.column}"
        message = f"{what} {quoted(name)} está dos veces: acá{owner(loc)} y en {where}{owner(first[name])}."
        yield tree.problem(place, message, "Quite una de las dos apariciones.")


def _claimant(billing: Tree) -> Callable[[Loc], str]:
    """Return what names the service on whose behalf a value of `billing.yml` stands."""

    def owner(loc: Loc) -> str:
        claims = dict(billing.texts("services", "*", "service"))
        name = claims.get((*loc[:2], "service"))
        return f" ({name})" if name else ""

    return owner
