"""Orders and invoices come in; the same with ids by moment of creation, as a database gives them, go out."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from generator.sandbox.records import Invoice, Order
from generator.sandbox.specials import Special

_FIRST_ORDER, _FIRST_INVOICE = 4101, 9001


def numbered(
    rng: Random, placed: list[tuple[Special | None, Order]], renewals: list[Invoice]
) -> tuple[tuple[Order, ...], tuple[Invoice, ...], dict[Special, int]]:
    """Return orders and invoices with their ids, and the id of each special; lines count per kind, so ids overlap."""
    placed = sorted(placed, key=lambda pair: pair[1].placed_at)
    bills = [order.invoice for _, order in placed if order.invoice]
    made = sorted([*bills, *renewals], key=lambda invoice: invoice.created_at)
    invoices = tuple(replace(invoice, id=_FIRST_INVOICE + index) for index, invoice in enumerate(made))
    by_draft = {id(draft): invoice for draft, invoice in zip(made, invoices, strict=True)}
    next_line = {"product": 300, "domain": 300, "addon": 40}
    orders, specials = [], {}
    for index, (special, order) in enumerate(placed, _FIRST_ORDER):
        lines = []
        for line in order.lines:
            lines.append(replace(line, id=next_line[line.kind]))
            next_line[line.kind] += 1
        invoice = by_draft[id(order.invoice)] if order.invoice else None
        number = rng.randint(2_200_000_000, 9_999_999_999)
        orders.append(replace(order, id=index, number=number, lines=tuple(lines), invoice=invoice))
        if special:
            specials[special] = index
    return tuple(orders), invoices, specials
