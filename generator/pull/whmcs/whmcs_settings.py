"""Where one WHMCS is, the keys it takes and the limits of a pull, from environment variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from generator.errors import UsageError
from generator.http.safe_address import AddressFault, address_fault
from generator.model.billing import BillingLimits

URL, IDENTIFIER, SECRET, ACCESS_KEY = (
    f"DEMORAS_WHMCS_{name}" for name in ("URL", "IDENTIFIER", "SECRET", "ACCESS_KEY")
)


@dataclass(frozen=True, slots=True)
class PullLimits:
    """How long (seconds) and how much (bytes of an inflated body) a pull may take.

    A call's time includes its retries and their waits, save those the server itself asks for.
    """

    connect_seconds: float = 10
    read_seconds: float = 30
    call_seconds: float = 30
    pull_seconds: float = 480
    max_bytes: int = 8 * 1024 * 1024
    page_size: int = 250
    whole_pages: int = 4
    """A listing of no more pages than these is read whole by each run."""

    @classmethod
    def of(cls, limits: BillingLimits) -> PullLimits:
        """Return the limits that the data set."""
        return cls(
            read_seconds=limits.call_seconds,
            call_seconds=limits.call_seconds,
            pull_seconds=limits.run_seconds,
            max_bytes=limits.answer_megabytes << 20,
            page_size=limits.page_size,
        )


@dataclass(frozen=True, slots=True)
class WhmcsSettings:
    """Where one WHMCS is and how to be let in. `zone` is the zone of its clock; its `repr` shows no secret."""

    url: str = field(repr=False)
    identifier: str = field(repr=False)
    secret: str = field(repr=False)
    zone: ZoneInfo
    access_key: str | None = field(default=None, repr=False)
    limits: PullLimits = PullLimits()


def settings_from(environ: Mapping[str, str], zone: ZoneInfo, limits: PullLimits | None = None) -> WhmcsSettings:
    """Return the settings the `DEMORAS_WHMCS_*` variables give.

    Raises UsageError that names what is missing or wrong, and never repeats a value.
    """
    # A line break at the end is what copying a secret into a form most often adds.
    values = {name: environ.get(name, "").strip() for name in (URL, IDENTIFIER, SECRET, ACCESS_KEY)}
    missing = [name for name in (URL, IDENTIFIER, SECRET) if not values[name]]
    if missing:
        raise UsageError(
            f"Falta definir en el entorno: {', '.join(missing)}.",
            "Son los datos de la API de WHMCS (Setup > Staff > Manage API Credentials); en GitHub se guardan en "
            "Settings → Environments → billing.",
        )
    _check_url(values[URL])
    return WhmcsSettings(
        url=values[URL],
        identifier=values[IDENTIFIER],
        secret=values[SECRET],
        zone=zone,
        access_key=values[ACCESS_KEY] or None,
        limits=limits or PullLimits(),
    )


def _check_url(url: str) -> None:
    if fault := address_fault(url):
        remedy = f"Corrija {URL}: la dirección completa de includes/api.php, con https."
        raise UsageError(f"{URL} {_said(fault)}.", remedy)


def _said(fault: AddressFault) -> str:
    match fault:
        case AddressFault.UNREADABLE:
            return "no es una dirección completa, como https://ejemplo.com/includes/api.php"
        case AddressFault.USER:
            return "lleva usuario o contraseña; las credenciales van en sus propias variables"
        case AddressFault.PARAMETERS:
            return "lleva parámetros («?…» o «#…»), que quedarían en los registros del servidor"
        case AddressFault.UNENCRYPTED:
            return "no usa https; http solo se acepta hacia esta misma máquina"
