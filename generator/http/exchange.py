"""One bounded HTTP exchange: the request, the whole response or why there is none, and the session that makes it."""

from __future__ import annotations

import contextlib
import email.utils
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Literal, Self

import requests

from generator import __version__
from generator.http.bounded_body import CHUNK_BYTES, whole_body
from generator.http.http_fault import HttpFault, fault_of
from generator.http.safe_address import is_this_machine

LONGEST_WAIT = 60.0
"""Seconds that a server may ask to wait; more counts as this."""
MEBIBYTE = 1024 * 1024
LARGEST_REFUSAL = MEBIBYTE
"""Bytes of a body that are read where the status is no success: enough for any reason a server gives."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. An address, keys and secrets may be in it: its `repr` shows the method alone."""

    method: Literal["GET", "POST", "PUT"]
    url: str = field(repr=False)
    body: bytes | None = field(default=None, repr=False)
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. The body of a 200 is whole; that of a redirect is never read, any other is empty unless whole."""

    status: int
    body: bytes = field(default=b"", repr=False)
    content_type: str = ""
    date: str = ""
    retry_after: str = ""
    location: str = field(default="", repr=False)
    """Where a redirect leads; nobody follows it, and it may hold what was sent."""

    @property
    def wait_asked(self) -> float | None:
        """Return how many seconds `Retry-After` asks to wait, a minute at most; None where it cannot be read."""
        if self.retry_after.isascii() and self.retry_after.isdigit():
            return min(float(self.retry_after), LONGEST_WAIT)
        try:
            # The server's own clock says how far off its date is; ours may differ.
            until, since = (email.utils.parsedate_to_datetime(text) for text in (self.retry_after, self.date))
            return min(max((until - since).total_seconds(), 0.0), LONGEST_WAIT)
        except (ValueError, TypeError, OverflowError):
            return None


@dataclass(frozen=True, slots=True)
class NoResponse:
    """No whole answer came; the request may have been carried out all the same."""

    fault: HttpFault
    words: str
    """Our own, in Spanish, and safe to show: nothing of the answer or the address is in them."""


@dataclass(frozen=True, slots=True)
class ExchangeLimits:
    """How long (seconds) and how large (bytes of the body, both as it travelled and inflated) one exchange may be."""

    seconds: float
    """For all of it, from the look-up of the name to the last byte."""
    most_bytes: int
    connect_seconds: float = 10
    read_seconds: float = 30
    """Between one byte and the next."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """How one exchange ended, and how many bytes of a body it had brought."""

    outcome: Response | NoResponse
    received: int


class HttpSession:
    """A session with one server, whose `headers` reach no other. Use it in a `with`."""

    def __init__(self, address: str, headers: Mapping[str, str] | None = None) -> None:
        self._requests = _Requests()
        # Proxies and CA bundles of the environment are wanted, except towards this machine …
        self._requests.trust_env = not is_this_machine(address)
        # … but never ~/.netrc, whose password would go to the server. An `auth` of our own keeps it out.
        self._requests.auth = _no_auth
        # A small body could unfold into a huge one; what comes compressed anyway is inflated under the limit.
        own = {"User-Agent": f"demoras/{__version__}", "Accept-Encoding": "identity"}
        self._requests.headers.update({**(headers or {}), **own})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._requests.close()

    def exchange(self, request: Request, limits: ExchangeLimits) -> Exchanged:
        """Send one request, once, and return how it ended within its limits; raises nothing."""
        attempt = _Attempt(self._requests, request, limits)
        attempt.start()
        if attempt.finished.wait(limits.seconds):
            return Exchanged(attempt.outcome, attempt.received)
        attempt.cut()
        return Exchanged(attempt.refusal or _no_response(HttpFault.OUT_OF_TIME, limits), attempt.received)


class _Requests(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """Follow nothing: what a request holds goes to the address that was configured and nowhere else."""
        # `allow_redirects=False` is not enough: requests would still read the redirect's body, whatever its size.


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


class _Attempt(threading.Thread):
    """A thread that can be left behind, for time limits of sockets count from byte to byte.

    A server that sends one every few seconds, or a name server that never answers, would hold the run for ever.
    """

    def __init__(self, session: requests.Session, request: Request, limits: ExchangeLimits) -> None:
        super().__init__(daemon=True, name="demoras-http")
        self._session = session
        self._request = request
        self._limits = limits
        self._response: requests.Response | None = None
        self._is_cut = threading.Event()
        self.finished = threading.Event()
        self.received = 0
        self.refusal: Response | None = None
        """The answer without its body, where its status is no success: the body's faults then change nothing."""
        self.outcome: Response | NoResponse = _no_response(HttpFault.UNFORESEEN, limits)

    def cut(self) -> None:
        """Stop reading. Where not even the headers came, the thread is left to end with the process."""
        self._is_cut.set()
        if self._response is not None:
            with contextlib.suppress(ValueError, RuntimeError, OSError):  # it ended at this very moment
                self._response.raw.shutdown()

    def run(self) -> None:
        """Send, and keep how it ended; nothing is raised, for nobody is above to hear it."""
        try:
            self.outcome = self._exchanged()
        except Exception as error:  # noqa: BLE001
            # A refusal must not be asked again because its page was cut.
            self.outcome = self.refusal or _no_response(fault_of(error), self._limits)
        self.finished.set()

    def _exchanged(self) -> Response:
        request, limits = self._request, self._limits
        with self._session.request(
            request.method,
            request.url,
            data=request.body,
            headers={"Content-Type": request.content_type} if request.content_type else {},
            timeout=(min(limits.connect_seconds, limits.seconds), min(limits.read_seconds, limits.seconds)),
            stream=True,
            allow_redirects=False,
        ) as response:
            self._response = response
            head = _head(response)
            if head.status != requests.codes.ok:
                self.refusal = head
            if 300 <= head.status < 400:
                return head
            most = limits.most_bytes if head.status == requests.codes.ok else min(limits.most_bytes, LARGEST_REFUSAL)
            # Inflated here, not by urllib3: it takes a compressed body that is cut short for a whole one.
            encoding = response.headers.get("Content-Encoding", "")
            return replace(head, body=whole_body(self._chunks(response), encoding, most))

    def _chunks(self, response: requests.Response) -> Iterator[bytes]:
        for chunk in () if self._is_cut.is_set() else response.raw.stream(CHUNK_BYTES, decode_content=False):
            self.received += len(chunk)
            yield chunk
            if self._is_cut.is_set():
                return


def _head(response: requests.Response) -> Response:
    names = ("Content-Type", "Date", "Retry-After", "Location")
    kind, date, wait, location = (response.headers.get(name, "").strip() for name in names)
    return Response(response.status_code, b"", kind, date, wait, location)


def _no_response(fault: HttpFault, limits: ExchangeLimits) -> NoResponse:
    return NoResponse(fault, fault.words.format(seconds=limits.seconds, mebibytes=limits.most_bytes / MEBIBYTE))
