"""One form comes in and is posted once, in a thread that can be left behind; the answer or what went wrong goes out."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import requests

from generator.pull.whmcs.body import CHUNK, TooLargeError, whole_body
from generator.pull.whmcs.mishaps import Lost, Spoiled, explained
from generator.pull.whmcs.settings import WhmcsSettings


@dataclass(frozen=True, slots=True)
class Form:
    """What one call sends, keys and secrets among it: its `repr` shows none of it."""

    fields: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that arrived whole; the two headers say how long to wait before asking again."""

    status: int
    body: bytes = field(repr=False)
    retry_after: str = ""
    date: str = ""


class Exchange(threading.Thread):
    """One attempt. Wait on `finished` as long as it may take, then read `outcome`, or `cut` it.

    A thread, because time limits of sockets count from byte to byte: a server that sends one every few seconds,
    or a name server that never answers, would hold the run for ever.
    """

    def __init__(self, session: requests.Session, settings: WhmcsSettings, form: Form, seconds: float) -> None:
        super().__init__(daemon=True, name="demoras-whmcs")
        self._session = session
        self._settings = settings
        self._form = form
        self._seconds = seconds
        self._response: requests.Response | None = None
        self._is_cut = threading.Event()
        self.finished = threading.Event()
        self.received = 0
        """Bytes of the body that have come so far, as they travelled."""
        self.outcome: Reply | Lost | Spoiled = Lost("la conexión se interrumpió")

    def cut(self) -> None:
        """Stop reading. Where not even the headers came, the thread is left to end with the process."""
        self._is_cut.set()
        if self._response is not None:
            with contextlib.suppress(ValueError, RuntimeError, OSError):  # it ended at this very moment
                self._response.raw.shutdown()

    def run(self) -> None:
        """Post, and keep the outcome; nothing is raised, for nobody is above to hear it."""
        try:
            self.outcome = self._outcome()
        except Exception as fault:  # noqa: BLE001
            self.outcome = explained(fault, self._settings.limits.max_bytes)
        self.finished.set()

    def _outcome(self) -> Reply:
        limits = self._settings.limits
        timeout = (min(limits.connect_seconds, self._seconds), min(limits.read_seconds, self._seconds))
        form = dict(self._form.fields)
        with self._session.post(
            self._settings.url, data=form, timeout=timeout, stream=True, allow_redirects=False
        ) as response:
            self._response = response
            headers = response.headers
            retry_after, date = headers.get("Retry-After", "").strip(), headers.get("Date", "")
            return Reply(response.status_code, self._body(response), retry_after, date)

    def _body(self, response: requests.Response) -> bytes:
        try:
            # Inflated here, not by urllib3: it takes a compressed body that is cut short for a whole one.
            return whole_body(
                self._chunks(response), response.headers.get("Content-Encoding", ""), self._settings.limits.max_bytes
            )
        except TooLargeError:
            raise
        except Exception:
            if response.status_code == requests.codes.ok:
                raise
            # The status has already said what happened: a refusal must not be asked again because its page was cut.
            return b""

    def _chunks(self, response: requests.Response) -> Iterator[bytes]:
        for chunk in () if self._is_cut.is_set() else response.raw.stream(CHUNK, decode_content=False):
            self.received += len(chunk)
            yield chunk
            if self._is_cut.is_set():
                return
