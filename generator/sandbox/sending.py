"""A body that misbehaves and the connection's way out come in; its bytes go out until somebody hangs up."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from io import BufferedIOBase

from generator.sandbox.answers import Answer
from generator.sandbox.faults import Fault

_PAUSE = 0.05
"""Seconds between two bytes of a drip."""
_LONG = 1_000_000


def announced(answer: Answer) -> int | None:
    """Return the length that a misbehaving answer announces, in bytes; None: it announces none."""
    unending = {Fault.OVERSIZE, Fault.DRIP_HEADERS}
    return None if answer.manner in unending else len(answer.body) + _LONG


def misbehave(answer: Answer, out: BufferedIOBase, stopping: threading.Event, reset: Callable[[], None]) -> None:
    """Write a body that does not end as announced, until the client or the server hangs up."""
    half = answer.body[: len(answer.body) // 2]
    match answer.manner:
        case Fault.CUT:
            out.write(half)
        case Fault.RESET:
            out.write(half)
            reset()
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


def close_with_reset(connection: socket.socket) -> None:
    """End a connection as a crashed peer would: without lingering, the system sends RST in place of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _drip(out: BufferedIOBase, byte: bytes, stopping: threading.Event) -> None:
    while not stopping.wait(_PAUSE):
        out.write(byte)
