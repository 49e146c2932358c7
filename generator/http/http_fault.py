"""Why a request got no whole response: our own words for it, and whether asking again may help."""

from __future__ import annotations

import ssl
from enum import Enum

import requests
import urllib3

from generator.http.bounded_body import BodyTooLargeError, DamagedBodyError, UnknownEncodingError


class HttpFault(Enum):
    """Each fault's words go on after a name: «Facturación …». Where they name a limit, `NoResponse` fills it in."""

    OUT_OF_TIME = "no terminó de responder en {seconds:g} s", True
    SILENT = "no respondió a tiempo", True
    NOT_CONNECTED = "no se pudo conectar, o la conexión se cortó", True
    CUT_SHORT = "la respuesta llegó cortada", True
    PROXY = "el proxy del entorno no dejó llegar al servidor", True
    NO_TLS = "la conexión cifrada no se pudo abrir o se cortó", True
    CERTIFICATE = "el certificado de la conexión no es válido", False
    TOO_LARGE = "respondió más de {mebibytes:g} MiB", False
    UNKNOWN_ENCODING = "respondió con una compresión que no se pidió", False
    UNFORESEEN = "la conexión falló de un modo inesperado", False

    def __init__(self, words: str, may_pass: bool) -> None:
        self.words = words
        self.may_pass = may_pass


def fault_of(error: Exception) -> HttpFault:
    """Return what an exception of the connection means; its own text, which carries the address, is never shown."""
    if _is_about_certificate(error):
        return HttpFault.CERTIFICATE
    return next((fault for kinds, fault in _KINDS if isinstance(error, kinds)), HttpFault.UNFORESEEN)


def _is_about_certificate(error: BaseException | None) -> bool:
    while error is not None:
        # Behind a proxy urllib3 hands the cause on as an argument only.
        if any(isinstance(one, ssl.SSLCertVerificationError) for one in (error, *error.args)):
            return True
        error = error.__cause__ or error.__context__
    return False


_KINDS: tuple[tuple[tuple[type[Exception], ...], HttpFault], ...] = (
    ((BodyTooLargeError,), HttpFault.TOO_LARGE),
    ((UnknownEncodingError,), HttpFault.UNKNOWN_ENCODING),
    ((requests.exceptions.SSLError, urllib3.exceptions.SSLError), HttpFault.NO_TLS),
    ((requests.exceptions.ProxyError,), HttpFault.PROXY),
    ((requests.exceptions.Timeout, urllib3.exceptions.TimeoutError), HttpFault.SILENT),
    (
        (requests.exceptions.ChunkedEncodingError, urllib3.exceptions.ProtocolError, DamagedBodyError),
        HttpFault.CUT_SHORT,
    ),
    ((requests.exceptions.ConnectionError,), HttpFault.NOT_CONNECTED),
)
"""From the narrow to the wide: requests calls nearly everything a ConnectionError."""
