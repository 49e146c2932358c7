"""The published site, read back over HTTP: its address, and its files within limits that no host can stretch."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from generator.errors import UnreachableError, UsageError
from generator.http.exchange import ExchangeLimits, HttpSession, NoResponse, Request, Response
from generator.http.http_fault import HttpFault
from generator.http.safe_address import AddressFault, address_fault, host_of


def site_root(location: str) -> str:
    """Return a site's address, ending in `/`: https, or http on this machine's loopback.

    Raises:
        UsageError: another scheme, or an address with a user, a query or a fragment.

    """
    if fault := address_fault(location):
        raise UsageError(_said(fault, location), "Ejemplo: https://demoras.ejemplo.com/")
    return location.rstrip("/") + "/"


class PublishedSite:
    """The site at a `site_root`; use it in a `with`."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._host = host_of(root)
        self._session = HttpSession(root, {"Cache-Control": "no-cache"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._session.__exit__(kind, fault, at)

    def fetch(self, path: str, *, largest: int, seconds: float) -> bytes | None:
        """Return what is published under a path, or None where there is no such file (404).

        Args:
            path: a file's place under the site's address, with a query if wanted.
            largest: bytes it may have.
            seconds: the limit for all of it, name look-up included.

        Raises:
            UnreachableError: no answer, a redirect, another status, too large or too slow.

        """
        answer = self.look(path, largest=largest, seconds=seconds)
        if answer.status == 404:
            return None
        self._check_status(answer)
        return answer.body

    def look(self, path: str, *, largest: int, seconds: float) -> Response:
        """Return what a path answers, whatever its status, within the same limits as `fetch`.

        Raises:
            UnreachableError: no answer, too large or too slow.

        """
        limits = ExchangeLimits(seconds, largest, connect_seconds=seconds, read_seconds=seconds)
        outcome = self._session.exchange(Request("GET", self._root + path), limits).outcome
        if isinstance(outcome, NoResponse):
            raise self._unread(outcome, limits)
        return outcome

    def _check_status(self, response: Response) -> None:
        if 300 <= response.status < 400:
            # Following it would let whoever answers choose where the Ledger comes from.
            raise UnreachableError(f"{self._host} redirige a otra dirección.", "Indique la dirección final del sitio.")
        if response.status != 200:
            message = f"{self._host} respondió con el código {response.status}."
            raise UnreachableError(message, "Pruebe de nuevo en unos minutos.")

    def _unread(self, lost: NoResponse, limits: ExchangeLimits) -> UnreachableError:
        match lost.fault:
            case HttpFault.OUT_OF_TIME | HttpFault.SILENT:
                message = f"{self._host} no terminó de responder en {limits.seconds:g} segundos."
                return UnreachableError(message, "Pruebe de nuevo en unos minutos.")
            case HttpFault.TOO_LARGE:
                message = f"{self._host} envió un archivo de más de {limits.most_bytes} bytes."
                return UnreachableError(message, "Revise que la dirección sea la del sitio.")
            case _:
                message = f"No se pudo leer el sitio publicado en {self._host}: {lost.words}."
                return UnreachableError(message, "Revise la dirección y la conexión, y pruebe de nuevo.")


def _said(fault: AddressFault, location: str) -> str:
    match fault:
        case AddressFault.UNREADABLE:
            return "La dirección del sitio no se puede leer."
        case AddressFault.USER | AddressFault.PARAMETERS:
            return "La dirección del sitio debe ser sólo servidor y carpeta, sin usuario, «?» ni «#»."
        case AddressFault.UNENCRYPTED:
            return f"La dirección de {host_of(location)} debe empezar con https:// (http://, sólo en esta máquina)."
