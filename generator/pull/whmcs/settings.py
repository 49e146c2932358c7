"""Environment variables come in, the checked address, keys and limits of one WHMCS go out."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from generator.errors import UsageError

URL, IDENTIFIER, SECRET, ACCESS_KEY = (
    f"DEMORAS_WHMCS_{name}" for name in ("URL", "IDENTIFIER", "SECRET", "ACCESS_KEY")
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long (seconds) and how much (bytes of an inflated body) a pull may take.

    A call's time includes its retries and their waits, save those the server itself asks for.
    """

    connect_seconds: float = 10
    read_seconds: float = 30
    call_seconds: float = 30
    pull_seconds: float = 480
    max_bytes: int = 8 * 1024 * 1024
    page_size: int = 250


@dataclass(frozen=True, slots=True)
class WhmcsSettings:
    """Where one WHMCS is and how to be let in. `zone` is the zone of its clock; its `repr` shows no secret."""

    url: str = field(repr=False)
    identifier: str = field(repr=False)
    secret: str = field(repr=False)
    zone: ZoneInfo
    access_key: str | None = field(default=None, repr=False)
    limits: Limits = Limits()

    @property
    def is_local(self) -> bool:
        """Tell whether the server is this machine: plain http is then allowed and no proxy is used."""
        return _is_loopback(urlsplit(self.url).hostname or "")


def settings_from(environ: Mapping[str, str], zone: ZoneInfo, limits: Limits | None = None) -> WhmcsSettings:
    """Return the settings the `DEMORAS_WHMCS_*` variables give.

    Raises UsageError that names what is missing or wrong, and never repeats a value.
    """
    # A line break at the end is what copying a secret into a form most often adds.
    values = {name: environ.get(name, "").strip() for name in (URL, IDENTIFIER, SECRET, ACCESS_KEY)}
    missing = [name for name in (URL, IDENTIFIER, SECRET) if not values[name]]
    if missing:
        raise UsageError(
            f"Falta definir en el entorno: {', '.join(missing)}.",
            "Defina esas variables con los datos de la API de WHMCS (Setup > Staff > Manage API Credentials).",
        )
    _check_url(values[URL])
    return WhmcsSettings(
        url=values[URL],
        identifier=values[IDENTIFIER],
        secret=values[SECRET],
        zone=zone,
        access_key=values[ACCESS_KEY] or None,
        limits=limits or Limits(),
    )


def _check_url(url: str) -> None:
    parts = _split(url)
    if parts is None:
        raise _wrong_url("no es una dirección completa, como https://ejemplo.com/includes/api.php")
    # '@' and '\' are refused anywhere: URL readers disagree on which host such an address names.
    if "@" in url or "\\" in url:
        raise _wrong_url("lleva usuario o contraseña; las credenciales van en sus propias variables")
    if parts.query or parts.fragment or "?" in url or "#" in url:
        raise _wrong_url("lleva parámetros («?…» o «#…»), que quedarían en los registros del servidor")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname or "")):
        raise _wrong_url("no usa https; http solo se acepta hacia esta misma máquina")


def _split(url: str) -> SplitResult | None:
    if not re.fullmatch(r"[!-~]{1,500}", url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return parts if parts.hostname and port != 0 and parts.scheme in ("http", "https") else None


def _wrong_url(fault: str) -> UsageError:
    return UsageError(f"{URL} {fault}.", f"Corrija {URL}: la dirección completa de includes/api.php, con https.")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
