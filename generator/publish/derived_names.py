"""What the secret makes: an order's token and link, tags that may be told, and the key of the shop's own lines."""

from __future__ import annotations

import base64
import hmac
import re

from generator.errors import UsageError
from generator.publish.secret import Secret

_SITE = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


def token(secret: Secret, site: str, order_id: str, revision: int) -> bytes:
    """Return the 20 bytes that open one order's page; whoever has them has the page.

    Raises:
        UsageError: the site, order id or revision is not of the form the format allows.

    """
    _check(site, order_id)
    if revision < 0:
        raise UsageError("La revisión de un pedido no puede ser negativa.", "La primera es 0.")
    return _mac(secret, "order-link/v1", site, order_id, str(revision))[:20]


def link(site_url: str, order_token: bytes) -> str:
    """Return the address to hand to the client; what follows `#` never leaves the browser."""
    return f"{site_url.rstrip('/')}/pedido/#{base64.b32encode(order_token).decode().lower()}"


def order_tag(secret: Secret, site: str, order_id: str) -> str:
    """Return the name of an order for revocations and run summaries: 32 hex digits that cannot be reversed.

    Raises:
        UsageError: the site or order id is not of the form the format allows.

    """
    _check(site, order_id)
    return _mac(secret, "order-tag/v1", site, order_id)[:16].hex()


def ticket_tag(secret: Secret, site: str, ticket_id: str) -> str:
    """Return the name of a ticket for run summaries: 32 hex digits that cannot be reversed.

    Raises:
        UsageError: the site or ticket id is not of the form the format allows.

    """
    _check(site, ticket_id, "un ticket")
    return _mac(secret, "ticket-tag/v1", site, ticket_id)[:16].hex()


def event_key(secret: Secret, site: str) -> bytes:
    """Return the 32 bytes under which the shop's own lines in billing's log are believed (docs/events.md)."""
    return _mac(secret, "order-events/v1", site)


def _check(site: str, number: str, what: str = "un pedido") -> None:
    # A line break inside either could make two different orders share one token.
    if not _SITE.fullmatch(site):
        raise UsageError(
            f"El nombre de sitio {site!r} no sirve.",
            "Use hasta 32 letras minúsculas, dígitos o guiones en «site» de data/company.yml.",
        )
    if not _NUMBER.fullmatch(number):
        raise UsageError(
            f"El identificador interno de {what} debe ser un número entero.",
            "Use el id que muestra la administración de facturación; para el número público, «--number».",
        )


def _mac(secret: Secret, *lines: str) -> bytes:
    return hmac.digest(secret.key, "\n".join(lines).encode(), "sha256")
