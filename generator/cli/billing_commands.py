"""The command about billing's own words: `billing products` lists them, mapped or not, with the line to paste."""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from generator.cli.progress_line import ProgressLine
from generator.cli.spanish_parser import Commands
from generator.cli.terminal import Terminal
from generator.errors import UnreachableError
from generator.model.billing_systems import BillingSystem

if TYPE_CHECKING:
    from generator.compute.billing_words import BillingWord

_KINDS = {"transfer": "transferencia", "renewal": "renovación", "addon": "adicional", "upgrade": "cambio de plan"}


def declare_billing_commands(commands: Commands) -> None:
    """Declare `billing products`."""
    billing = commands.family("billing", "Muestra las palabras de la facturación, para data/billing.yml.")
    products = billing.add(
        "products",
        _products,
        "Enumera productos, terminaciones y estados de pedidos y tickets, con su servicio o etapa, o sin ellos.",
    )
    products.add_argument(
        "--source", choices=[*map(str, BillingSystem)], default="whmcs", help="sistema de facturación"
    )


def _products(args: argparse.Namespace, terminal: Terminal) -> int:
    """List what billing shows; only its orders and tickets' rows are read, and nothing is written."""
    from generator.compute.billing_words import billing_words
    from generator.load import load_catalog

    catalog = load_catalog(args.root)
    source = terminal.open_billing(args.source, catalog, terminal.environ)
    with ProgressLine(terminal.err) as progress:
        orders = source.orders(progress=progress, note=lambda _: None)
        try:
            tickets, fault = source.tickets(progress=progress, note=lambda _: None), None
        except UnreachableError as error:
            # A role for orders alone is enough for all the rest.
            tickets, fault = None, error
    words = billing_words(catalog, orders, tickets)
    terminal.say(f"Pedidos leídos: {len(orders)}.")
    listings = [
        _listed("Productos y terminaciones", words.products, "pedido", "services"),
        _listed("Estados propios", words.statuses, "pedido", "order_statuses"),
        [f"Estados de los tickets: no se leyeron. {fault.message} {fault.remedy}"]
        if fault
        else _listed("Estados de los tickets", words.ticket_statuses, "ticket", "ticket_statuses"),
    ]
    for line in chain.from_iterable(listings):
        terminal.say(line)
    if words.unseen:
        terminal.say("En data/billing.yml y en ningún pedido ni ticket (nadie lo usó, o está escrito de otro modo):")
        for text in words.unseen:
            terminal.say(f"  {seen(text)}")
    return 0


def _listed(title: str, found: Sequence[BillingWord], thing: str, key: str) -> Iterator[str]:
    """Yield a line for each word and, below one that is mapped to nothing, what to paste under `key`."""
    unmapped = sum(1 for word in found if word.meaning is None and not word.is_systems)
    yield f"{title} ({len(found)}; sin asignar: {unmapped}):"
    for word in found:
        kind = _KINDS.get(word.line or "", "")
        nothing = "de la facturación; no hace falta asignarlo" if word.is_systems else "SIN ASIGNAR"
        count = f"{word.count} {thing}{'' if word.count == 1 else 's'}"
        yield f"  {seen(word.text)}{f' ({kind})' if kind else ''}, {count}: {word.meaning or nothing}"
        if word.meaning is None and not word.is_systems:
            yield from (f"      {line}" for line in _remedy(word, key))


def _remedy(word: BillingWord, statuses: str) -> Iterator[str]:
    if word.like is not None:
        yield f"se parece a {seen(word.like)}, que está en data/billing.yml: cambia {difference(word.text, word.like)}."
    if word.line is None:
        yield f"- {{status: {typed(word.text)}, stage: in_progress}}  (en «{statuses}»; elija la etapa)"
        return
    key = "domain_endings" if word.is_ending else "products"
    kind = f", kind: {word.line}" if word.line in _KINDS else ""
    if word.line == "other":
        yield "es una línea de una clase que este programa no conoce: no puede llevar un plazo."
        return
    yield f"- {{service: ID-DEL-SERVICIO{kind}, {key}: [{typed(word.text)}]}}"
    yield f"  (en «services»; si ese servicio ya está, agregue a sus «{key}» sólo {typed(word.text)})"


def seen(text: str) -> str:
    """Return a text between « », a blank after another or at an end drawn as ␣; the terminal shows other signs."""
    return f"«{re.sub(r'(?<= ) |^ | $', '␣', text)}»"


def typed(text: str) -> str:
    """Return a text as it is typed into a data file: between double quotes, what reading would change as its escape."""
    kept = "".join(sign for sign in text if sign.isprintable())
    return json.dumps(text, ensure_ascii=kept != text or unicodedata.normalize("NFC", text) != text)


def difference(one: str, other: str) -> str:
    """Return in what two texts differ that read the same."""
    found = []
    if [sign for sign in one if sign.isspace()] != [sign for sign in other if sign.isspace()]:
        kinds = {sign for sign in one + other if sign.isspace()}
        found.append("un espacio de no separación" if kinds - {" "} else "la cantidad de espacios")
    plain, plain_other = "".join(one.split()), "".join(other.split())
    if unicodedata.normalize("NFC", plain) == unicodedata.normalize("NFC", plain_other) and plain != plain_other:
        found.append("cómo están compuestos los acentos")
    elif plain.casefold() == plain_other.casefold() and plain != plain_other:
        found.append("las mayúsculas")
    elif plain != plain_other:
        found.append("las tildes o las mayúsculas")
    return " y ".join(found)
