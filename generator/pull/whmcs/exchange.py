"""One form comes in and is posted once, in a thread that can be left behind; the answer or what went wrong goes out."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

import requests

from generator.pull.whmcs.faults import TRY_LATER
from generator.pull.whmcs.settings import WhmcsSettings

CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that arrived whole; the two headers say how long to wait before asking again."""

    status: int
    body: bytes = field(repr=False)
    retry_after: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer, for a reason that may pass: asking again is sensible."""

    fault: str


@dataclass(frozen=True, slots=True)
class Spoiled:
    """No usable answer, for a reason that will not pass by asking again."""

    fault: str
    remedy: str


class Exchange(threading.Thread):
    """One attempt. Wait on `finished` as long as it may take, then read `outcome`, or `cut` it.

    A thread, because time limits of sockets count from byte to byte: a server that sends one every few seconds,
    or a name server that never answers, would hold the run for ever.
    """

    def __init__(
        self, session: requests.Session, settings: WhmcsSettings, form: Mapping[str, str], seconds: float
    ) -> None:
        super().__init__(daemon=True, name="demoras-whmcs")
        self._session = session
        self._settings = settings
        self._form = form
        self._seconds = seconds
        self._response: requests.Response | None = None
        self._is_cut = threading.Event()
        self.finished = threading.Event()
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
            self.outcome = _explained(fault)
        self.finished.set()

    def _outcome(self) -> Reply | Lost | Spoiled:
        limits = self._settings.limits
        timeout = (min(limits.connect_seconds, self._seconds), min(limits.read_seconds, self._seconds))
        with self._session.post(
            self._settings.url, data=dict(self._form), timeout=timeout, stream=True, allow_redirects=False
        ) as response:
            self._response = response
            body = bytearray()
            for chunk in response.iter_content(CHUNK):
                body += chunk
                if self._is_cut.is_set():
                    return Lost("se dejó de esperar")
                if len(body) > limits.max_bytes:
                    return Spoiled(
                        f"respondió más de {limits.max_bytes / 1024 / 1024:g} MiB",
                        "Revise que la dirección sea la de la API; si lo es, avise a quien mantiene este programa.",
                    )
            headers = response.headers
            return Reply(
                response.status_code, bytes(body), headers.get("Retry-After", "").strip(), headers.get("Date", "")
            )


def _explained(fault: Exception) -> Lost | Spoiled:
    # Never the exception's own text: it carries the address, and sometimes bytes of the answer.
    if isinstance(fault, requests.exceptions.SSLError):
        return Spoiled(
            "el certificado o el cifrado de la conexión no es válido",
            "Renueve el certificado del servidor; si es de una autoridad propia, indíquela en REQUESTS_CA_BUNDLE.",
        )
    if isinstance(fault, requests.exceptions.ProxyError):
        return Lost("el proxy del entorno no dejó llegar al servidor")
    if isinstance(fault, requests.exceptions.Timeout):
        return Lost("no respondió a tiempo")
    if isinstance(fault, requests.exceptions.ChunkedEncodingError):
        return Lost("la respuesta llegó cortada")
    if isinstance(fault, requests.exceptions.ConnectionError):
        return Lost("no se pudo conectar, o la conexión se cortó")
    return Spoiled("la conexión falló de un modo inesperado", TRY_LATER)
