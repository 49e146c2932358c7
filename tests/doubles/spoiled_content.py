"""What a fault makes of what an answer says: its rows, its totals and the shape of its lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from generator.sandbox.whmcs_values import ApiRow, Params, php_int
from tests.doubles.billing_faults import Fault

SECRET_FIELDS = frozenset({"identifier", "secret", "username", "password", "accesskey"})
"""The parameters that let a caller in."""
_CONTAINERS = {"orders": "order", "invoices": "invoice", "tickets": "ticket", "products": "product"}
_SINGULARS = frozenset({"order", "lineitem", "invoice", "ticket", "reply", "note", "product", "customfield"})
_LOST = 3
"""How many rows never come under `SHRUNK_PAGE`."""
_NO_FILTERS = frozenset(
    {"action", "responsetype", "limitstart", "limitnum", "orderby", "order", "ignore_dept_assignments"}
)


def misread(fault: Fault | None, params: Params, pages: int) -> Params:
    """Return the parameters as a faulty listing reads them; `pages`: how many of it were given since its first."""
    start = php_int(params, "limitstart")
    match fault:
        case Fault.DUPLICATE_ROWS if start > 0:
            return {**params, "limitstart": str(start - 1)}
        case Fault.SHIFTING_ROWS:
            return {**params, "limitstart": str(max(0, start - pages))}
        case Fault.IGNORED_OFFSET:
            return {**params, "limitstart": "0"}
        case Fault.FILTER_IGNORED:
            return {name: value for name, value in params.items() if name in _NO_FILTERS | SECRET_FIELDS}
        case _:
            return params


def spoil(fault: Fault | None, content: ApiRow, oldest: Mapping[str, int], pages: int, refusal: str) -> Any:
    """Return the content an answer has under a fault of its content; `oldest`: the first id of each container."""
    match fault:
        case Fault.NULL:
            return None
        case Fault.LIST:
            return [content]
        case Fault.RESULT_ERROR | Fault.STATUS_ERROR:
            return {str(fault).partition("_")[0]: "error", "message": refusal}
        case Fault.MISSING_CONTAINER:
            return {key: value for key, value in content.items() if key not in _CONTAINERS}
        case Fault.CLOCK_AHEAD if "currentDatetime" in content:
            ahead = datetime.fromisoformat(content["currentDatetime"]) + timedelta(hours=1)
            return {**content, "currentDatetime": str(ahead)}
        case Fault.NUMERIC_KEYS | Fault.SINGLE_OBJECT | Fault.EMPTY_STRING:
            return reshape(fault, content)
        case Fault.MALFORMED_ORDER:
            return _with_rows(content, ("orders",), lambda rows, name: _garbled(rows, oldest[name]))
        case Fault.MALFORMED_TICKET:
            return _with_rows(content, ("tickets",), lambda rows, name: _garbled(rows, oldest[name]))
        case _:
            return _listed(fault, content, pages)


def _listed(fault: Fault | None, content: ApiRow, pages: int) -> ApiRow:
    total, start = int(content.get("totalresults", 0)), int(content.get("startnumber", 0))
    is_last = start + int(content.get("numreturned", 0)) >= total > 0
    match fault:
        case Fault.SHRUNK_PAGE:
            left = max(0, total - _LOST - start)
            return _with_rows(content, _CONTAINERS, lambda rows, _: rows[:left])
        case Fault.EMPTY_LISTING:
            return _with_total(_with_rows(content, _CONTAINERS, lambda *_: []), 0)
        case Fault.WRONG_TOTALS if is_last:
            return _with_total(content, total - 1)
        case Fault.SHIFTING_ROWS:
            # The rows added stand before the page; it begins where it was asked to.
            return _with_total(content, total + pages) | ({"startnumber": start + pages} if pages else {})
        case _:
            return content


def _with_rows(content: ApiRow, names: Iterable[str], change: Callable[[list[ApiRow], str], list[ApiRow]]) -> ApiRow:
    for name in names:
        if name in content:
            rows = change(content[name][_CONTAINERS[name]], name)
            content = {**content, "numreturned": len(rows), name: {_CONTAINERS[name]: rows}}
    return content


def _with_total(content: ApiRow, total: int) -> ApiRow:
    if not content.keys() & _CONTAINERS.keys():
        return content
    kind = type(content["totalresults"])
    return {**content, "totalresults": kind(total)}


def _garbled(rows: list[ApiRow], victim: int) -> list[ApiRow]:
    return [{**row, "date": "ayer a la tarde"} if int(row["id"]) == victim else row for row in rows]


def reshape(fault: Fault, content: Any) -> Any:
    """Return content with every list, at any depth, in the shape that the fault names."""
    if isinstance(content, list):
        return [reshape(fault, entry) for entry in content]
    if not isinstance(content, dict):
        return content
    if len(content) == 1:
        ((name, rows),) = content.items()
        if name in _SINGULARS and isinstance(rows, list):
            return _container(fault, name, [reshape(fault, row) for row in rows])
    return {name: reshape(fault, value) for name, value in content.items()}


def _container(fault: Fault, singular: str, rows: list[Any]) -> Any:
    if fault is Fault.NUMERIC_KEYS and rows:
        return {singular: {str(index): row for index, row in enumerate(rows)}}
    if fault is Fault.SINGLE_OBJECT and len(rows) == 1:
        return {singular: rows[0]}
    if fault is Fault.EMPTY_STRING and not rows:
        return ""
    return {singular: rows}
