"""A billing server on loopback that does to each call what a script says, down to the bytes of the connection."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.doubles.acting_server import Act, acting, raw

Form = dict[str, str]


@dataclass
class ScriptedBilling:
    """A running server: its address, the forms it was sent and the headers that came with them."""

    url: str
    headers: list[dict[str, str]]
    forms: list[Form] = field(default_factory=list)


@contextmanager
def serving(script: Callable[[Form], Act]) -> Iterator[ScriptedBilling]:
    """Serve until the block ends; every connection then ends too."""
    forms: list[Form] = []

    def choose(body: bytes) -> Act:
        forms.append(dict(parse_qsl(body.decode(), keep_blank_values=True)))
        return script(forms[-1])

    with acting(choose) as seen:
        yield ScriptedBilling(f"{seen.url}includes/api.php", seen.headers, forms)


def always(act: Act) -> Callable[[Form], Act]:
    """Return the script that does the same whatever is asked."""
    return lambda form: act  # noqa: ARG005


def answer(payload: Any, status: int = 200) -> Act:
    """Answer with this value as JSON."""
    return raw(json.dumps(payload).encode(), status)


def listing(
    container: str, singular: str, rows: Sequence[Mapping[str, Any]], form: Form, *, overcounted: int = 0
) -> Act:
    """Answer one page as WHMCS does: 25 rows unless told, numbers as text here and there, totals of rows not listed."""
    start, count = int(form.get("limitstart", "0")), int(form.get("limitnum", "25"))
    page = rows[start : start + count]
    counts = {"totalresults": str(len(rows) + overcounted), "startnumber": start, "numreturned": len(page)}
    return answer({"result": "success", **counts, container: {singular: page} if page else ""})


def clock(local: str = "2026-11-23 09:00:00", date: str = "Mon, 23 Nov 2026 12:00:00 GMT") -> Act:
    """Answer GetAutomationLog with this local time and this HTTP date; by default as far apart as Buenos Aires is."""
    body = json.dumps({"result": "success", "currentDatetime": local, "statistics": "...."}).encode()
    return raw(body, **({"Date": date} if date else {}))


def billing(
    orders: Sequence[Mapping[str, Any]] = (),
    invoices: Sequence[Mapping[str, Any]] = (),
    tickets: Sequence[Mapping[str, Any]] = (),
) -> Callable[[Form], Act]:
    """Serve a right clock and three whole listings, invoices newest first as asked; no ticket has messages."""

    def script(form: Form) -> Act:
        match form["action"]:
            case "GetAutomationLog":
                return clock()
            case "GetOrders":
                return listing("orders", "order", orders, form)
            case "GetInvoices":
                assert (form["orderby"], form["order"]) == ("id", "desc")
                newest_first = sorted(invoices, key=lambda row: -int(row["id"]))
                return listing("invoices", "invoice", newest_first, form)
            case "GetTickets":
                assert form["ignore_dept_assignments"] == "true"
                return listing("tickets", "ticket", tickets, form)
            case "GetTicket":
                return answer({"result": "error", "message": "Ticket ID Not Found"})
        return answer({"result": "error", "message": "Command Not Found"})

    return script
