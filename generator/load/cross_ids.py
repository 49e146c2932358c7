"""Ids that lead nowhere, and whatever stands twice where it may stand once: ids, claims, questions, blocks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator

from generator.errors import Problem
from generator.load.layout import Files
from generator.load.message_parts import listed, nearest, quoted
from generator.load.tree import Loc, Tree, repeated
from generator.model.questions import OWN_ANCHORS, group_anchor, service_anchor

# Checks read the trees, not the models, so that a fault elsewhere in a file hides none of these.
_NOT_SOLD = (
    " Si el servicio dejó de ofrecerse, no quite su archivo ni estas líneas, que leen sus pedidos: agregue en él la "
    "fecha, «retired: AAAA-MM-DD». Si cambió de nombre, cambie «name» y deje el archivo como se llamaba."
)
_REMOVE_ONE = "Quite una de las dos apariciones."


def id_problems(files: Files) -> Iterator[Problem]:
    """Yield every reference between files that fails, and everything that is named, claimed or asked twice."""
    yield from _references(files)
    yield from _names(files)
    yield from _claims(files)
    yield from _questions(files)
    yield from _manual_blocks(files)


def _references(files: Files) -> Iterator[Problem]:
    services, requirements, billing = files.folders["services"], files.folders["requirements"], files.tree("billing")
    # Where the groups themselves cannot be read, that is the fault to mend.
    groups = [text for _, text in files.single["groups"].texts("groups", "*", "id")]
    for tree in services.values():
        if groups:
            yield from _unknown(tree, tree.texts("group"), groups, "el grupo")
        yield from _unknown(tree, tree.texts("requirements", "*"), requirements, "el requisito")
    for tree in files.folders["notices"].values():
        yield from _unknown(tree, tree.texts("services", "*"), services, "el servicio")
        if groups:
            yield from _unknown(tree, tree.texts("groups", "*"), groups, "el grupo")
    yield from _unknown(billing, billing.texts("services", "*", "service"), services, "el servicio", _NOT_SOLD)
    company, questions = files.single["company"], files.folders["faq"]
    internal = {name for name, tree in questions.items() for _, text in tree.texts("audience") if text == "internal"}
    public = [name for name in questions if name not in internal]
    yield from _unknown(company, company.texts("order_link_question"), public, "la pregunta pública")


def _names(files: Files) -> Iterator[Problem]:
    """Yield each name that two of a kind have: a reader could not tell them apart, and one is a forgotten copy."""
    for kind in ("services", "requirements", "attention"):
        named = (
            (_read_alike(text), (tree, loc, text))
            for tree in files.folders[kind].values()
            # What is retired may leave its name to what takes its place.
            if not any(tree.found("retired"))
            for loc, text in tree.texts("name")
        )
        for _, (tree, loc, text), (other, first, _) in repeated(named):
            message = f"el nombre {quoted(text)} ya es el de {other.shown_place(first)}."
            yield tree.problem(tree.value_place(loc), message, "Cambie uno de los dos, o borre el archivo que sobra.")
    groups = files.single["groups"]
    # A group copied whole is told by its id.
    copied = {loc[:2] for _, loc, _ in repeated((text, loc) for loc, text in groups.texts("groups", "*", "id"))}
    names = ((loc, text) for loc, text in groups.texts("groups", "*", "name") if loc[:2] not in copied)
    yield from _twice(groups, names, "el nombre")


def _read_alike(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def _claims(files: Files) -> Iterator[Problem]:
    groups, billing, revocations = files.single["groups"], files.tree("billing"), files.tree("revocations")
    for tree in files.folders["services"].values():
        yield from _twice(tree, tree.texts("requirements", "*"), "el requisito")
    desks = (
        (text, (tree, loc, text))
        for tree in files.folders["attention"].values()
        for loc, text in tree.texts("departments", "*")
    )
    for _, (tree, loc, text), (other, first, _) in repeated(desks):
        message = f"el departamento {quoted(text)} ya está en {other.shown_place(first)}."
        yield tree.problem(tree.value_place(loc), message, _REMOVE_ONE)
    for tree in files.folders["notices"].values():
        yield from _twice(tree, tree.texts("services", "*"), "el servicio")
        yield from _twice(tree, tree.texts("groups", "*"), "el grupo")
    yield from _twice(groups, groups.texts("groups", "*", "id"), "el grupo")
    yield from _billing_claims(billing)
    for key in ("order_statuses", "ticket_statuses"):
        yield from _twice(billing, billing.texts(key, "*", "status"), "el estado")
    yield from _twice(revocations, revocations.texts("revocations", "*", "tag"), "la marca")


def _billing_claims(billing: Tree) -> Iterator[Problem]:
    """Yield each service, text and ending that stands twice for one kind of line."""
    kinds = {loc[:2]: kind for loc, kind in billing.texts("services", "*", "kind")}
    services = list(billing.texts("services", "*", "service"))
    for kind in ("", *sorted(set(kinds.values()))):
        mine = {loc[:2] for loc, _ in services if kinds.get(loc[:2], "") == kind}
        yield from _twice(billing, [(loc, text) for loc, text in services if loc[:2] in mine], "el servicio")
        for key, what in (("products", "el producto"), ("domain_endings", "la terminación")):
            claims = [(loc, text) for loc, text in billing.texts("services", "*", key, "*") if loc[:2] in mine]
            yield from _twice(billing, claims, what, _claimant(billing))
    told = {loc[:2] for key in ("products", "domain_endings") for loc, _ in billing.texts("services", "*", key, "*")}
    whole = [((*place, "kind"), kind) for place, kind in kinds.items() if place not in told]
    yield from _twice(billing, whole, "toda línea de la clase", _claimant(billing))


def _questions(files: Files) -> Iterator[Problem]:
    """Yield each question whose id is a place of its page already, and each that is asked twice."""
    groups = [text for _, text in files.single["groups"].texts("groups", "*", "id")]
    taken = {*OWN_ANCHORS, *map(group_anchor, groups), *map(service_anchor, files.folders["services"])}
    asked: list[tuple[str, tuple[Tree, Loc, str]]] = []
    for name, tree in files.folders["faq"].items():
        if name in taken:
            message = f"«{name}» ya es otro lugar de la página de preguntas."
            yield tree.problem(tree.value_place(()), message, "Elija otro nombre para el archivo.")
        for loc, text in (*tree.texts("question"), *tree.texts("wordings", "*")):
            asked.append((" ".join(text.casefold().strip("¿?¡! ").split()), (tree, loc, text)))
    again: dict[tuple[str, ...], list[tuple[Tree, Loc, str, str]]] = {}
    for _, (tree, loc, text), (other, first, _) in repeated(asked):
        pair = (tree.path, other.path) if tree is not other else (tree.path, str(loc))
        again.setdefault(pair, []).append((tree, loc, text, other.shown_place(first)))
    for (tree, loc, text, where), *others in again.values():
        # A file copied whole, or with another question over the same wordings, is one mistake.
        more = f", y otros {len(others)} textos de este archivo también" if others[1:] else ""
        more = ", y otro texto de este archivo también" if len(others) == 1 else more
        yield tree.problem(tree.value_place(loc), f"{quoted(text)} ya está en {where}{more}.", _REMOVE_ONE)


def _manual_blocks(files: Files) -> Iterator[Problem]:
    """Yield each block that `manual.yml` asks for twice on one page."""
    tree = files.single.get("manual")
    if tree is None:
        return
    blocks = {loc[:2]: block for loc, block in tree.texts("pages", "*", "block")}
    # BookStack's number 12, however it is typed.
    pages = [((page.lstrip("0"), blocks.get(loc[:2], "")), loc) for loc, page in tree.texts("pages", "*", "page")]
    for (page, block), loc, first in repeated(pages):
        message = f"la página {page} ya lleva el bloque «{block}», en {tree.shown_place(first)}."
        yield tree.problem(tree.value_place(loc), message, _REMOVE_ONE)


def _unknown(
    tree: Tree, named: Iterable[tuple[Loc, str]], known: Collection[str], what: str, more: str = ""
) -> Iterator[Problem]:
    for loc, name in named:
        if name not in known:
            parts = [part for part in re.split(r"[;/\s]+(?:[ye]\s)?", name) if part]
            apart = len(parts) > 1 and all(part in known for part in parts)
            hint = f"Sepárelos con comas: [{', '.join(parts)}]. " if apart else nearest(name, known)
            remedy = f"{hint}Se aceptan: {listed(known)}.{more}"
            yield tree.problem(tree.value_place(loc), f"no existe {what} {quoted(name)}.", remedy)


def _twice(
    tree: Tree, named: Iterable[tuple[Loc, str]], what: str, owner: Callable[[Loc], str] = lambda _: ""
) -> Iterator[Problem]:
    for name, loc, first in repeated((name, loc) for loc, name in named):
        where = f"{tree.shown_place(first)}{owner(first)}"
        message = f"{what} {quoted(name)} está dos veces: acá{owner(loc)} y en {where}."
        yield tree.problem(tree.value_place(loc), message, _REMOVE_ONE)


def _claimant(billing: Tree) -> Callable[[Loc], str]:
    """Return what names the service on whose behalf a value of `billing.yml` stands."""

    def owner(loc: Loc) -> str:
        claims = dict(billing.texts("services", "*", "service"))
        name = claims.get((*loc[:2], "service"))
        return f" ({name})" if name else ""

    return owner
