"""Texts for readers, in `data/` and in the hand-written pages, that say or refer to what they must not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from generator.errors import Problem
from generator.http.safe_address import address_fault, host_of
from generator.load.contacts_and_links import contact_faults, link_faults, mark_faults, private_faults
from generator.load.layout import Files
from generator.load.references import PLAIN, Names, ProseFault, plain_faults, prose_faults
from generator.load.tree import Tree
from generator.load.written_pages import FOLDER, WrittenPages
from generator.load.yaml_file import place_of
from generator.model.addresses import COMPANY_ADDRESSES
from generator.model.base import Frozen, Told
from generator.model.catalog import Company
from generator.model.data_files import FOLDERS, SINGLE
from generator.model.fenced_code import without_code

# What only hand-written pages can show: a path within the site, and parts that are made of all services.
_OF_PAGES = ("order_link_question", "order_question", "page_name", "service_question", "usual_delays")
_ADDRESSES = ("site_url", *COMPANY_ADDRESSES)
# What readers are led to by its own key: nobody's order.
_LED_TO = {"company": COMPANY_ADDRESSES, "attention": ("contact",)}


def text_problems(files: Files) -> Iterator[Problem]:
    """Yield the faults of all texts for readers, in `data/` and in `site_src/docs/`."""
    names, hosts = _names(files), _hosts(files)
    for kind, tree in _trees(files):
        yield from (_in_tree(tree, loc, fault) for loc, fault in _typed_faults(kind, tree, names, hosts))
        for key in _LED_TO.get(kind, ()):
            # One that is not safe at all is told of already.
            safe = [one for one in tree.texts(key) if address_fault(one[1], parameters=True) is None]
            for loc, address in safe:
                yield from (tree.problem(tree.value_place(loc), *told) for told in private_faults(address))
    for tree in files.folders["attention"].values():
        yield from _target_kind(tree)
    for tree in files.folders["requirements"].values():
        yield from _place(tree)
    yield from _page_problems(files.written, names, hosts)


def _typed_faults(
    kind: str, tree: Tree, names: Names, hosts: tuple[str, ...]
) -> Iterator[tuple[tuple[str | int, ...], ProseFault]]:
    """Yield the faults of one file's texts, each with the loc of its text."""
    # An answer alone is Markdown.
    is_markdown = kind == "faq"
    relative = False if is_markdown else None
    tells_outages = kind == "notices" and any(text == "maintenance" for _, text in tree.texts("kind"))
    for loc, text in _texts(tree, Told.PROSE, kind):
        marks = () if is_markdown else mark_faults(text, is_name=False)
        yield from (
            (loc, one)
            for one in (
                *prose_faults(text, names, tells_outages=tells_outages),
                *_outside(text, hosts, relative=relative),
                *marks,
            )
        )
    for loc, text in _texts(tree, Told.PLAIN, kind):
        marks = mark_faults(text, is_name=True)
        yield from (
            (loc, one)
            for one in (
                *plain_faults(text, tells_outages=tells_outages),
                *_outside(text, hosts, relative=None),
                *marks,
            )
        )
    yield from ((loc, one) for loc, text in _texts(tree, Told.NAME, kind) for one in mark_faults(text, is_name=True))


def _texts(tree: Tree, told: Told, kind: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    return (found for keys in told_fields(kind)[told] for found in tree.texts(*keys))


@cache
def told_fields(kind: str) -> dict[Told, list[tuple[str, ...]]]:
    """Return the keys that lead to each text of one kind of file, by how its model says that it reaches readers."""
    found: dict[Told, list[tuple[str, ...]]] = {told: [] for told in Told}
    for keys, told in _told_fields({**SINGLE, **FOLDERS}[kind]):
        found[told].append(keys)
    return found


def _told_fields(annotation: Any, notes: Sequence[Any] = ()) -> Iterator[tuple[tuple[str, ...], Told]]:
    told = next((note for note in notes if isinstance(note, Told)), None)
    if told:
        yield (), told
    elif isinstance(annotation, type) and issubclass(annotation, Frozen):
        for name, field in annotation.model_fields.items():
            inside = _told_fields(field.annotation, field.metadata)
            yield from (((field.alias or name, *keys), one) for keys, one in inside)
    elif get_origin(annotation) is Annotated:
        inner, *inner_notes = get_args(annotation)
        yield from _told_fields(inner, inner_notes)
    else:
        step = ("*",) if get_origin(annotation) is tuple else ()
        for inner in get_args(annotation):
            yield from (((*step, *keys), one) for keys, one in _told_fields(inner))


def _names(files: Files) -> Names:
    attention, company = files.folders["attention"], files.single["company"]
    # A key that is none may be a slip of this one, and is the fault to mend.
    is_read = isinstance(company.value, dict) and company.value.keys() <= Company.model_fields.keys()
    return Names(
        services=tuple(files.folders["services"]),
        targets=tuple(name for name, tree in attention.items() if any(tree.texts("target")) or () in tree.spoiled),
        requirements=tuple(files.folders["requirements"]),
        channels=tuple(attention),
        plain=tuple(key for key in PLAIN if key not in COMPANY_ADDRESSES or not is_read or any(company.texts(key))),
    )


def _hosts(files: Files) -> tuple[str, ...]:
    """Return the hosts texts may link to; none where the company's own addresses cannot be read."""
    company = files.single["company"]
    typed = [text for key in _ADDRESSES for _, text in company.texts(key)]
    found = [host_of(text).lower() for text in typed if address_fault(text, parameters=True) is None]
    if len(found) < len(typed) or not any(company.texts("site_url")):
        return ()
    return tuple(sorted({*found, *(text for _, text in company.texts("allowed_hosts", "*"))}))


def _outside(text: str, hosts: tuple[str, ...], *, relative: bool | None) -> tuple[ProseFault, ...]:
    """Return the contact data of a text and its links elsewhere, which an address of a mailbox is one of too."""
    contacts = contact_faults(text)
    # Where the company's addresses themselves cannot be read, that is the fault to mend.
    links = link_faults(text, hosts, relative=relative) if hosts else ()
    return (*contacts, *(fault for fault in links if not any(0 <= one.offset - fault.offset < 8 for one in contacts)))


def _trees(files: Files) -> Iterator[tuple[str, Tree]]:
    yield from files.single.items()
    yield from ((kind, tree) for kind, trees in files.folders.items() for tree in trees.values())


def _in_tree(tree: Tree, loc: tuple[str | int, ...], fault: ProseFault) -> Problem:
    return tree.problem(tree.value_place(loc), fault.message, fault.remedy)


def _target_kind(tree: Tree) -> Iterator[Problem]:
    has_target = any(tree.found("target"))
    for loc, kind in tree.texts("target_kind"):
        if kind == "none" and has_target:
            remedy = "Quite «target», o escriba maximum, usual o average."
            yield tree.problem(tree.value_place(loc), "«none» dice que no hay plazo, pero hay un «target».", remedy)
        if kind in ("maximum", "usual", "average") and not has_target:
            remedy = "Agregue «target: 1 a 3 horas hábiles», o escriba none."
            yield tree.problem(tree.value_place(loc), f"«{kind}» pide un plazo y falta «target».", remedy)


def _place(tree: Tree) -> Iterator[Problem]:
    through = next((text for _, text in tree.texts("through")), None)
    if through == "elsewhere" and not any(tree.found("place")):
        remedy = "Agregue «place: la empresa donde registró el dominio», o lo que corresponda."
        yield tree.problem(tree.value_place(("through",)), "«elsewhere» pide decir dónde y falta «place».", remedy)
    for loc, _ in tree.texts("place"):
        if through != "elsewhere":
            remedy = "Escriba «through: elsewhere», o quite «place»."
            yield tree.problem(
                tree.value_place(loc),
                "«place» dice un lugar que no es nuestro, y vale sólo con «through: elsewhere».",
                remedy,
            )


def _page_problems(written: WrittenPages, names: Names, hosts: tuple[str, ...]) -> Iterator[Problem]:
    names = replace(names, plain=(*names.plain, *_OF_PAGES))
    yield from written.problems
    for path, text in written.pages.items():
        prose = without_code(text)
        for fault in (*prose_faults(prose, names), *_outside(prose, hosts, relative=True)):
            place = place_of(text, fault.offset)
            yield Problem(f"{FOLDER}/{path}", place.line, place.column, fault.message, fault.remedy)
