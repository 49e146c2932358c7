"""One HTTP request in, made once in a thread that can be left behind; the whole answer or what went wrong out."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import requests

from generator import __version__
from generator.publish.manual.settings import Limits, Token

CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked; `body` is JSON, for a PUT."""

    method: str
    url: str = field(repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that arrived whole."""

    status: int
    body: bytes = field(repr=False)
    content_type: str = ""
    retry_after: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """No usable answer; the request may have been carried out all the same."""

    fault: str
    may_pass: bool = True


class Line:
    """A session with one server that gives its token to that server and to no other."""

    def __init__(self, token: Token, limits: Limits, *, local: bool) -> None:
        self.limits = limits
        self.session = _Session()
        # Proxies and CA bundles of the environment are wanted, except towards this machine …
        self.session.trust_env = not local
        # … but never ~/.netrc, which would put somebody's password in the token's place.
        self.session.auth = _no_auth
        self.session.headers.update(
            {
                "Authorization": f"Token {token.id}:{token.secret}",
                "Accept": "application/json",
                "User-Agent": f"demoras/{__version__}",
                # No compression: a small answer cannot then unfold into a huge one.
                "Accept-Encoding": "identity",
            }
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.session.close()

    def send(self, request: Request, seconds: float) -> Reply | Lost:
        """Return the answer to one request, of which all must arrive within `seconds`."""
        exchange = _Exchange(self, request, seconds)
        exchange.start()
        if not exchange.finished.wait(seconds):
            exchange.cut()
            return Lost(f"no terminó de responder en {seconds:g} s")
        return exchange.outcome


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """Follow nothing: the token goes to the address that was configured and nowhere else."""


class _Exchange(threading.Thread):
    """A thread, because time limits of sockets count from byte to byte: a trickle would hold the run for ever."""

    def __init__(self, line: Line, request: Request, seconds: float) -> None:
        super().__init__(daemon=True, name="demoras-manual")
        self._line = line
        self._request = request
        self._seconds = seconds
        self._response: requests.Response | None = None
        self.finished = threading.Event()
        self.outcome: Reply | Lost = Lost("la conexión se interrumpió")

    def cut(self) -> None:
        if self._response is not None:
            with contextlib.suppress(ValueError, RuntimeError, OSError):  # it ended at this very moment
                self._response.raw.shutdown()

    def run(self) -> None:
        try:
            self.outcome = self._reply()
        except Exception as fault:  # noqa: BLE001 - nobody is above to hear it
            self.outcome = _explained(fault)
        self.finished.set()

    def _reply(self) -> Reply | Lost:
        limits, request = self._line.limits, self._request
        headers = {"Content-Type": "application/json"} if request.body is not None else {}
        with self._line.session.request(
            request.method,
            request.url,
            data=request.body,
            headers=headers,
            timeout=(min(limits.connect_seconds, self._seconds), self._seconds),
            stream=True,
            allow_redirects=False,
        ) as response:
            self._response = response
            body = bytearray()
            for chunk in response.iter_content(CHUNK):
                body += chunk
                if len(body) > limits.max_bytes:
                    return Lost(f"respondió más de {limits.max_bytes / 1024 / 1024:g} MiB", may_pass=False)
            kind, wait = (response.headers.get(name, "").strip() for name in ("Content-Type", "Retry-After"))
            return Reply(response.status_code, bytes(body), kind, wait)


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _explained(fault: Exception) -> Lost:
    # Never the exception's own text: it carries the address, and sometimes bytes of the answer.
    if isinstance(fault, requests.exceptions.SSLError):
        return Lost("el certificado o el cifrado de la conexión no es válido", may_pass=False)
    if isinstance(fault, requests.exceptions.Timeout):
        return Lost("no respondió a tiempo")
    if isinstance(fault, requests.exceptions.ChunkedEncodingError):
        return Lost("la respuesta llegó cortada")
    if isinstance(fault, requests.exceptions.ConnectionError):
        return Lost("no se pudo conectar, o la conexión se cortó")
    return Lost("la conexión falló de un modo inesperado", may_pass=False)
