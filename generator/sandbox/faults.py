"""A good answer comes in; the same answer broken in one of the ways real installations break goes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from generator.sandbox.wire import Params, Row


class Fault(StrEnum):
    """What is wrong with the sandbox's answers."""

    HTML = "html"
    """A page "Just a moment…" with 200."""
    HTML_500 = "html_500"
    """What WHMCS 8 shows when an addon printed something."""
    HALF_JSON = "half_json"
    EMPTY = "empty"
    RESULT_ERROR = "result_error"
    """An error with 200, under `result`."""
    STATUS_ERROR = "status_error"
    """An error with 200, under `status`."""
    FORBIDDEN = "forbidden"
    TOO_MANY = "too_many"
    HANG = "hang"
    """Headers, then a byte now and then, for ever."""
    CUT = "cut"
    """The connection ends in the middle of the announced body."""
    REDIRECT = "redirect"
    """A 307 to itself."""
    OVERSIZE = "oversize"
    """A body that never ends, as fast as it can be read."""
    MISSING_CONTAINER = "missing_container"
    BOM = "bom"
    """A byte order mark before good JSON."""
    PHP_WARNING = "php_warning"
    NULL = "null"
    LIST = "list"
    SHRUNK_PAGE = "shrunk_page"
    """The last rows of a listing never come, though `totalresults` counts them."""
    MALFORMED_ORDER = "malformed_order"
    """The oldest order's date is not one; its id is fine."""
    MALFORMED_TICKET = "malformed_ticket"
    """The oldest ticket's date is not one; its id is fine."""
    DUPLICATE_ROWS = "duplicate_rows"
    """Each page after the first begins with the last row of the one before, as when a row was added meanwhile."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer. `endless` bodies go on after `body` until somebody closes: slowly, or at full speed."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    endless: Fault | None = None


_CONTAINERS = {"orders": "order", "invoices": "invoice", "tickets": "ticket"}
_LOST = 3
"""How many rows never come under `SHRUNK_PAGE`."""


def shift(fault: Fault | None, params: Params) -> Params:
    """Return the parameters as a faulty listing reads them."""
    start = params.get("limitstart", "0")
    if fault is Fault.DUPLICATE_ROWS and start.isdigit() and int(start):
        return {**params, "limitstart": str(int(start) - 1)}
    return params


def spoil(fault: Fault | None, content: Row, oldest: Mapping[str, int]) -> Any:
    """Return the content an answer has under a fault of its content; `oldest`: the first id of each container."""
    match fault:
        case Fault.MISSING_CONTAINER:
            return {key: value for key, value in content.items() if key not in _CONTAINERS}
        case Fault.NULL:
            return None
        case Fault.LIST:
            return [content]
        case Fault.RESULT_ERROR:
            return {"result": "error", "message": "Client ID Not Found"}
        case Fault.STATUS_ERROR:
            return {"status": "error", "message": "Client ID Not Found"}
        case Fault.SHRUNK_PAGE:
            left = max(0, int(content.get("totalresults", 0)) - _LOST - int(content.get("startnumber", 0)))
            return _with_rows(content, _CONTAINERS, lambda rows, _: rows[:left])
        case Fault.MALFORMED_ORDER:
            return _with_rows(content, ("orders",), lambda rows, name: _garbled(rows, oldest[name]))
        case Fault.MALFORMED_TICKET:
            return _with_rows(content, ("tickets",), lambda rows, name: _garbled(rows, oldest[name]))
        case _:
            return content


def break_answer(fault: Fault | None, answer: Answer, own_url: str) -> Answer:
    """Return the answer a fault of the transport makes of a good one; other faults leave it whole."""
    if fault in _INSTEAD:
        return _INSTEAD[fault]
    match fault:
        case Fault.HALF_JSON:
            return replace(answer, body=answer.body[: len(answer.body) // 2])
        case Fault.REDIRECT:
            return Answer(307, b"", "text/html", {"Location": own_url})
        case Fault.HANG | Fault.OVERSIZE | Fault.CUT:
            return replace(answer, endless=fault)
        case _:
            return replace(answer, body=_BEFORE.get(fault, b"") + answer.body) if fault else answer


def as_json(content: Any) -> bytes:
    """Return content as PHP's `json_encode` writes it: ASCII, with slashes escaped."""
    return json.dumps(content, separators=(",", ":")).replace("/", "\\/").encode()


def _with_rows(content: Row, names: Iterable[str], change: Callable[[list[Row], str], list[Row]]) -> Row:
    for name in names:
        if name in content:
            rows = change(content[name][_CONTAINERS[name]], name)
            content = {**content, "numreturned": len(rows), name: {_CONTAINERS[name]: rows}}
    return content


def _garbled(rows: list[Row], victim: int) -> list[Row]:
    return [{**row, "date": "ayer a la tarde"} if int(row["id"]) == victim else row for row in rows]


_CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>"
_EMITTER = (
    b"<!DOCTYPE html><html><body><h1>Oops!</h1><p>Laminas\\HttpHandlerRunner\\Exception\\EmitterException: "
    b"Output has been emitted previously; cannot emit response</p></body></html>"
)
_INSTEAD = {
    Fault.HTML: Answer(200, _CHALLENGE, "text/html"),
    Fault.HTML_500: Answer(500, _EMITTER, "text/html"),
    Fault.EMPTY: Answer(200, b""),
    Fault.FORBIDDEN: Answer(403, as_json({"result": "error", "message": "Invalid IP 127.0.0.1"})),
    Fault.TOO_MANY: Answer(429, as_json({"message": "Rate Limit Exceeded"})),
}
"""Answers that have nothing of the good one left."""
_BEFORE = {
    Fault.BOM: b"\xef\xbb\xbf",
    Fault.PHP_WARNING: b"<br />\n<b>Warning</b>:  Undefined array key 3 in <b>hooks/x.php</b> on line <b>9</b><br />\n",
}
"""Bytes that come before a good answer."""
