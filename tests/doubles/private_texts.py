"""The texts of a made-up history's clients: whatever must never be published."""

from __future__ import annotations

import html
from collections.abc import Iterator

from generator.sandbox import MadeUpHistory
from generator.sandbox.whmcs_values import amount, shown_amount, vat


def private_texts(history: MadeUpHistory) -> frozenset[str]:
    """Return every text of a client's that must never be published, also as HTML would spell it."""
    plain = {text for text in _private(history) if text}
    return frozenset(plain | {html.escape(text) for text in plain})


def _private(history: MadeUpHistory) -> Iterator[str]:
    for client in history.clients:
        yield from (client.name, client.company, client.email, client.phone, client.address, client.ip)
    for order in history.orders:
        yield from (order.notes, order.transfer_code)
        for line in order.lines:
            yield line.domain
        for cents in (order.cents, *(line.cents for line in order.lines)):
            yield from _amounts(cents)
    for invoice in history.invoices:
        yield from _amounts(invoice.cents)
    for ticket in history.tickets:
        yield from (ticket.subject, ticket.code, *(message.text for message in ticket.messages))


def _amounts(cents: int) -> Iterator[str]:
    """Yield every spelling of an amount that the API sends; nothing costs nothing, and is no secret."""
    for total in (cents, vat(cents), cents + vat(cents)) if cents else ():
        yield from (amount(total), shown_amount(total))
