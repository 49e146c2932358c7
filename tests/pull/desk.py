"""A billing that also answers GetTicket and GetClientsProducts, and a pull from it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.model.base import TicketId
from generator.model.observed import Observed
from generator.model.reading import Known
from generator.model.threads import Thread
from generator.pull.whmcs.source import Conventions, WhmcsSource
from tests.doubles.acting_server import Act
from tests.doubles.scripted_billing import Form, ScriptedBilling, answer, listing
from tests.pull.samples import NOW
from tests.pull.short_pulls import settings

Script = Callable[[Form], Act]
GONE = {"result": "error", "message": "Ticket ID Not Found"}


def with_tickets(script: Script, tickets: Mapping[str, Any], *, otherwise: Mapping[str, Any] = GONE) -> Script:
    """Answer GetTicket by the id asked for."""

    def act(form: Form) -> Act:
        if form["action"] == "GetTicket":
            return answer(tickets.get(form["ticketid"], otherwise))
        return script(form)

    return act


def with_products(script: Script, products: Sequence[Mapping[str, Any]]) -> Script:
    """Answer GetClientsProducts, page by page, where nothing narrows what is asked."""

    def act(form: Form) -> Act:
        if form["action"] == "GetClientsProducts":
            assert not {"clientid", "serviceid", "pid"} & set(form)
            return listing("products", "product", products, form)
        return script(form)

    return act


def asked(server: ScriptedBilling, action: str, field: str) -> list[str]:
    """Return one field of each call of an action, in the order they came."""
    return [form[field] for form in server.forms if form["action"] == action]


def observe(
    server: ScriptedBilling,
    conventions: Conventions | None = None,
    *,
    threads: Mapping[TicketId, Thread] | None = None,
    told: list[tuple[str, int, int | None]] | None = None,
    notes: list[str] | None = None,
    clock: Callable[[], float] = time.monotonic,
    **limits: Any,
) -> Observed:
    """Pull everything, with what is known of messages; what a person would be told is kept in the lists."""
    kept = [] if told is None else told
    source = WhmcsSource(settings(server.url, **limits), conventions or Conventions(), sleep=[].append, monotonic=clock)
    return source.observe(
        now=NOW,
        known=Known(threads=threads or {}),
        progress=lambda what, done, total: kept.append((what, done, total)),
        note=([] if notes is None else notes).append,
    )
