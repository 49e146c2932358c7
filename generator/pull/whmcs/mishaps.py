"""What broke one exchange comes in; whether asking again may help, and our own words for it, go out."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

import requests
import urllib3

from generator.pull.whmcs.body import DamagedError, TooLargeError, UnknownEncodingError
from generator.pull.whmcs.faults import TRY_LATER


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer, for a reason that may pass: asking again is sensible."""

    fault: str


@dataclass(frozen=True, slots=True)
class Spoiled:
    """No usable answer, for a reason that will not pass by asking again."""

    fault: str
    remedy: str


def explained(fault: Exception, most: int) -> Lost | Spoiled:
    """Return what an exception of the connection means, `most` being the bytes allowed.

    Never the exception's own text: it carries the address, and sometimes bytes of the answer.
    """
    if isinstance(fault, TooLargeError):
        return Spoiled(
            f"respondió más de {most / 1024 / 1024:g} MiB",
            "Revise que la dirección sea la de la API; si lo es, avise a quien mantiene este programa.",
        )
    if isinstance(fault, UnknownEncodingError):
        return Spoiled(
            "respondió con una compresión que no se pidió",
            "Desactive la compresión de las respuestas de la API en el servidor, el proxy o la CDN.",
        )
    if _is_about_certificate(fault):
        return Spoiled(
            "el certificado de la conexión no es válido",
            "Renueve el certificado del servidor; si es de una autoridad propia, indíquela en REQUESTS_CA_BUNDLE.",
        )
    for kinds, words in _PASSING:
        if isinstance(fault, kinds):
            return Lost(words)
    return Spoiled("la conexión falló de un modo inesperado", TRY_LATER)


def _is_about_certificate(fault: BaseException | None) -> bool:
    while fault is not None and not isinstance(fault, ssl.SSLCertVerificationError):
        fault = fault.__cause__ or fault.__context__
    return fault is not None


_PASSING: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((requests.exceptions.SSLError, urllib3.exceptions.SSLError), "la conexión cifrada no se pudo abrir o se cortó"),
    ((requests.exceptions.ProxyError,), "el proxy del entorno no dejó llegar al servidor"),
    ((requests.exceptions.Timeout, urllib3.exceptions.TimeoutError), "no respondió a tiempo"),
    (
        (requests.exceptions.ChunkedEncodingError, urllib3.exceptions.ProtocolError, DamagedError),
        "la respuesta llegó cortada",
    ),
    ((requests.exceptions.ConnectionError,), "no se pudo conectar, o la conexión se cortó"),
)
"""From the narrow to the wide: requests calls nearly everything a ConnectionError."""
