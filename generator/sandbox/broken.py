"""A good answer comes in; what a fault of the transport makes of it goes out."""

from __future__ import annotations

from dataclasses import replace

from generator.sandbox.answers import Answer, as_json, error
from generator.sandbox.bomb import inflating
from generator.sandbox.faults import Fault

_CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>"
_FIREWALL = (
    b"<!DOCTYPE html><html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1>"
    b"<p>You don't have permission to access this resource. Mod_Security</p></body></html>"
)
_EMITTER = (
    b"<!DOCTYPE html><html><body><h1>Oops!</h1><p>Laminas\\HttpHandlerRunner\\Exception\\EmitterException: "
    b"Output has been emitted previously; cannot emit response</p></body></html>"
)
_INSTEAD = {
    Fault.HTML: Answer(200, _CHALLENGE, "text/html"),
    Fault.HTML_500: Answer(500, _EMITTER, "text/html"),
    Fault.ERROR_500: Answer(500, b"Internal Server Error\n", "text/plain"),
    Fault.EMPTY: Answer(200, b""),
    Fault.FORBIDDEN: error("Invalid IP 127.0.0.1", 403),
    Fault.FORBIDDEN_LOGIN: error("Authentication Failed", 403),
    Fault.FORBIDDEN_HTML: Answer(403, _FIREWALL, "text/html"),
    Fault.TOO_MANY: Answer(429, as_json({"message": "Rate Limit Exceeded"})),
}
"""Answers that have nothing of the good one left."""
_BEFORE = {
    Fault.BOM: b"\xef\xbb\xbf",
    Fault.PHP_WARNING: b"<br />\n<b>Warning</b>:  Undefined array key 3 in <b>hooks/x.php</b> on line <b>9</b><br />\n",
}
"""Bytes that come before a good answer."""
_MANNERS = frozenset({Fault.HANG, Fault.DRIP_HEADERS, Fault.CUT, Fault.RESET, Fault.OVERSIZE})


def break_answer(fault: Fault | None, answer: Answer, *, action: str, redirect_to: str) -> Answer:
    """Return the answer a fault of the transport makes of a good one; other faults leave it whole."""
    if fault is None:
        return answer
    if fault in _INSTEAD:
        return _INSTEAD[fault]
    if fault in _MANNERS:
        return replace(answer, manner=fault)
    match fault:
        case Fault.FORBIDDEN_ACTION:
            return error(not_allowed(action), 403)
        case Fault.HALF_JSON:
            return replace(answer, body=answer.body[: len(answer.body) // 2])
        case Fault.REDIRECT:
            return Answer(307, b"", "text/html", {"Location": redirect_to})
        case Fault.GZIP_BOMB:
            return replace(answer, body=inflating(answer.body), headers={"Content-Encoding": "gzip"})
        case _:
            return replace(answer, body=_BEFORE.get(fault, b"") + answer.body)


def not_allowed(action: str) -> str:
    """Return what WHMCS says where the key's role does not hold an action."""
    return f'Invalid Permissions: API action "{action.strip().lower()}" is not allowed'
