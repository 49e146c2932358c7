"""The command about billing's own words: `billing products` lists them, mapped or not, with the line to paste."""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.cli.progress_line import ProgressLine
from generator.cli.spanish_parser import Commands
from generator.cli.terminal import Terminal
from generator.model.billing_systems import BillingSystem

if TYPE_CHECKING:
    from generator.compute.billing_words import BillingWord, BillingWords

_KINDS = {"transfer": "transferencia", "renewal": "renovación", "addon": "adicional", "upgrade": "cambio de plan"}


def declare_billing_commands(commands: Commands) -> None:
    """Declare `billing products`."""
    billing = commands.family("billing", "Muestra las palabras de la facturación, para data/billing.yml.")
    products = billing.add(
        "products", _products, "Enumera productos, terminaciones y estados de los pedidos, con su servicio o sin él."
    )
    products.add_argument(
        "--source", choices=[*map(str, BillingSystem)], default="whmcs", help="sistema de facturación"
    )


def _products(args: argparse.Namespace, terminal: Terminal) -> int:
    """List what billing shows; only its orders are read, and nothing is written."""
    from generator.compute.billing_words import billing_words
    from generator.load import load_catalog

    catalog = load_catalog(args.root)
    source = terminal.open_billing(args.source, catalog, terminal.environ)
    with ProgressLine(terminal.err) as progress:
        orders = source.orders(progress=progress, note=lambda _: None)
    for line in _told(billing_words(catalog, orders), len(orders)):
        terminal.say(line)
    return 0


def _told(words: BillingWords, orders: int) -> Iterator[str]:
    yield f"Pedidos leídos: {orders}."
    for title, found in (("Productos y terminaciones", words.products), ("Estados propios", words.statuses)):
        unmapped = sum(1 for word in found if word.meaning is None)
        yield f"{title} ({len(found)}; sin asignar: {unmapped}):"
        for word in found:
            kind = _KINDS.get(word.line or "", "")
            what = f"{seen(word.text)}{f' ({kind})' if kind else ''}, {_orders(word.orders)}"
            yield f"  {what}: {word.meaning or 'SIN ASIGNAR'}"
            if word.meaning is None:
                yield from (f"      {line}" for line in _remedy(word))
    if words.unseen:
        yield "En data/billing.yml y en ningún pedido (nadie lo compró, o está escrito de otro modo):"
        yield from (f"  {seen(text)}" for text in words.unseen)


def _remedy(word: BillingWord) -> Iterator[str]:
    if word.like is not None:
        yield f"se parece a {seen(word.like)}, que está en data/billing.yml: cambia {difference(word.text, word.like)}."
    if word.line is None:
        yield f"- {{status: {typed(word.text)}, stage: in_progress}}  (en «order_statuses»; elija la etapa)"
        return
    key = "domain_endings" if word.is_ending else "products"
    kind = f", kind: {word.line}" if word.line in _KINDS else ""
    if word.line == "other":
        yield "es una línea de una clase que este programa no conoce: no puede llevar un plazo."
        return
    yield f"- {{service: ID-DEL-SERVICIO{kind}, {key}: [{typed(word.text)}]}}"
    yield f"  (en «services»; si ese servicio ya está, agregue a sus «{key}» sólo {typed(word.text)})"


def _orders(count: int) -> str:
    return "1 pedido" if count == 1 else f"{count} pedidos"


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
