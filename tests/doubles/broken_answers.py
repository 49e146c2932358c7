"""What a fault makes of an answer on its way: another answer, other bytes, or a connection that misbehaves."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from dataclasses import dataclass, replace
from io import BufferedIOBase

from generator.sandbox.api_access import not_allowed
from generator.sandbox.loopback_server import ApiHandler, SandboxResponse, error_response, php_json
from tests.doubles.billing_faults import Fault
from tests.doubles.gzip_bomb import inflating

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
    Fault.HTML: SandboxResponse(200, _CHALLENGE, "text/html"),
    Fault.HTML_500: SandboxResponse(500, _EMITTER, "text/html"),
    Fault.ERROR_500: SandboxResponse(500, b"Internal Server Error\n", "text/plain"),
    Fault.EMPTY: SandboxResponse(200, b""),
    Fault.FORBIDDEN: error_response("Invalid IP 127.0.0.1", 403),
    Fault.FORBIDDEN_LOGIN: error_response("Authentication Failed", 403),
    Fault.FORBIDDEN_HTML: SandboxResponse(403, _FIREWALL, "text/html"),
    Fault.TOO_MANY: SandboxResponse(429, php_json({"message": "Rate Limit Exceeded"})),
}
"""Answers that have nothing of the good one left."""
_BEFORE = {
    Fault.BOM: b"\xef\xbb\xbf",
    Fault.PHP_WARNING: b"<br />\n<b>Warning</b>:  Undefined array key 3 in <b>hooks/x.php</b> on line <b>9</b><br />\n",
}
"""Bytes that come before a good answer."""
_SENDING = frozenset({Fault.HANG, Fault.DRIP_HEADERS, Fault.CUT, Fault.RESET, Fault.OVERSIZE})
_PAUSE = 0.05
"""Seconds between two bytes of a drip."""
_LONG = 1_000_000


@dataclass(frozen=True, slots=True)
class Missent(SandboxResponse):
    """A good answer whose sending has this fault."""

    fault: Fault = Fault.CUT


def break_answer(fault: Fault | None, answer: SandboxResponse, *, action: str, redirect_to: str) -> SandboxResponse:
    """Return the answer a fault of the transport makes of a good one; other faults leave it whole."""
    if fault is None:
        return answer
    if fault in _INSTEAD:
        return _INSTEAD[fault]
    if fault in _SENDING:
        return Missent(answer.status, answer.body, answer.content_type, answer.headers, fault)
    match fault:
        case Fault.FORBIDDEN_ACTION:
            return error_response(not_allowed(action), 403)
        case Fault.HALF_JSON:
            return replace(answer, body=answer.body[: len(answer.body) // 2])
        case Fault.REDIRECT:
            return SandboxResponse(307, b"", "text/html", {"Location": redirect_to})
        case Fault.GZIP_BOMB:
            return replace(answer, body=inflating(answer.body), headers={"Content-Encoding": "gzip"})
        case _:
            return replace(answer, body=_BEFORE.get(fault, b"") + answer.body)


class FaultyHandler(ApiHandler):
    """A connection on which answers may be sent badly."""

    def send(self, answer: SandboxResponse) -> None:
        """Write an answer; one that is sent badly ends when the client or the server hangs up."""
        if not isinstance(answer, Missent):
            super().send(answer)
            return
        self.close_connection = True
        self.begin(answer)
        if answer.fault not in {Fault.OVERSIZE, Fault.DRIP_HEADERS}:
            self.send_header("Content-Length", str(len(answer.body) + _LONG))
        self.send_header("Connection", "close")
        with contextlib.suppress(OSError):
            if answer.fault is Fault.DRIP_HEADERS:
                self.flush_headers()
            else:
                self.end_headers()
            self._missend(answer)

    def _missend(self, answer: Missent) -> None:
        out, stopping = self.wfile, self.server.stopping
        half = answer.body[: len(answer.body) // 2]
        match answer.fault:
            case Fault.CUT:
                out.write(half)
            case Fault.RESET:
                out.write(half)
                self._reset()
            case Fault.HANG:
                # Blanks may open a JSON text, so only a limit on the whole call notices.
                _drip(out, b" ", stopping)
            case Fault.DRIP_HEADERS:
                out.write(b"X-Padding: ")
                _drip(out, b"x", stopping)
            case _:
                out.write(b'{"result":"success","padding":"')
                while not stopping.is_set():
                    out.write(b"x" * 65_536)

    def _reset(self) -> None:
        """End the connection as a crashed peer would: without lingering, the system sends RST in place of FIN."""
        # A socket is closed in truth only when no file made of it is left.
        self.rfile.close()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


def _drip(out: BufferedIOBase, byte: bytes, stopping: threading.Event) -> None:
    while not stopping.wait(_PAUSE):
        out.write(byte)
