"""The address of a published file in, its bytes out, within limits that a hostile or sick host cannot stretch."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar
from urllib.parse import urlsplit

import requests

from generator.errors import UnreachableError, UsageError
from generator.http.safe_address import AddressFault, address_fault, host_of

T = TypeVar("T")
CHUNK = 64 * 1024


def site_root(location: str) -> str:
    """Return a site's address, ending in `/`: https, or http on this machine's loopback.

    Raises:
        UsageError: another scheme, or an address with a user, a query or a fragment.

    """
    if fault := address_fault(location):
        raise UsageError(_said(fault, location), "Ejemplo: https://demoras.ejemplo.com/")
    return location.rstrip("/") + "/"


def fetch(session: requests.Session, url: str, *, largest: int, seconds: float) -> bytes | None:
    """Return what an address serves, or None where there is no such file (404).

    Args:
        session: the HTTP session to ask with.
        url: an address under a `site_root`.
        largest: bytes it may have.
        seconds: the limit for all of it, name look-up included.

    Raises:
        UnreachableError: no answer, a redirect, another status, too large or too slow.

    """
    host = urlsplit(url).netloc
    try:
        return _within(seconds, lambda: _get(session, url, host=host, largest=largest, seconds=seconds))
    except TimeoutError:
        raise UnreachableError(
            f"{host} no terminó de responder en {seconds:g} segundos.", "Pruebe de nuevo en unos minutos."
        ) from None


def _said(fault: AddressFault, location: str) -> str:
    match fault:
        case AddressFault.UNREADABLE:
            return "La dirección del sitio no se puede leer."
        case AddressFault.USER | AddressFault.PARAMETERS:
            return "La dirección del sitio debe ser sólo servidor y carpeta, sin usuario, «?» ni «#»."
        case AddressFault.UNENCRYPTED:
            return (
                f"La dirección de {host_of(location)} debe empezar con https://; http://, sólo en esta misma máquina."
            )


def _within(seconds: float, work: Callable[[], T]) -> T:
    # requests limits the wait for each byte only: a host that drips one at a time would hold a run for ever.
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except Exception as error:  # noqa: BLE001  (handed to the caller's thread, which raises it)
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future.result(timeout=seconds)


def _get(session: requests.Session, url: str, *, host: str, largest: int, seconds: float) -> bytes | None:
    headers = {"Accept-Encoding": "identity", "Cache-Control": "no-cache"}
    try:
        with session.get(url, headers=headers, allow_redirects=False, stream=True, timeout=seconds) as response:
            if response.status_code == 404:
                return None
            _check_status(response.status_code, host)
            return _body(response, host, largest)
    except requests.Timeout:
        raise TimeoutError from None
    except requests.RequestException as error:
        raise UnreachableError(
            f"No se pudo leer el sitio publicado en {host} ({type(error).__name__}).",
            "Revise la dirección y la conexión, y pruebe de nuevo.",
        ) from None


def _check_status(status: int, host: str) -> None:
    if 300 <= status < 400:
        # Following it would let whoever answers choose where the Ledger comes from.
        raise UnreachableError(f"{host} redirige a otra dirección.", "Indique la dirección final del sitio.")
    if status != 200:
        raise UnreachableError(f"{host} respondió con el código {status}.", "Pruebe de nuevo en unos minutos.")


def _body(response: requests.Response, host: str, largest: int) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(CHUNK):
        body += chunk
        if len(body) > largest:
            raise UnreachableError(
                f"{host} envió un archivo de más de {largest} bytes.", "Revise que la dirección sea la del sitio."
            )
    return bytes(body)
