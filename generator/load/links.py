"""A text for readers and the hosts it may link to in; each link that leads elsewhere out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import SplitResult, urlsplit

from generator.load.message_parts import listed, quoted
from generator.load.references import ProseFault

_TARGET = re.compile(r"\]\(\s*<?(\{\{[^{}]{0,200}\}\}|[^\s<>)]{0,500})")
_ADDRESS = re.compile(
    r"(?<![\w.+-])[a-z][a-z0-9+.-]{0,20}://[^\s<>)\]\"'«»]{1,500}|(?<![\w@./-])www\.[\w.-]{1,200}", re.IGNORECASE
)
_SLA = re.compile(r"\{\{\s*sla_manual_url\s*\}\}")
_PRIVATE = re.compile(r"[a-z2-7]{32}")
"""A link's token, whose format stands in `generator/publish/links.py`."""


def link_faults(text: str, hosts: Collection[str], *, relative: bool | None) -> tuple[ProseFault, ...]:
    """Return each link of a text that leads outside `hosts`, in order.

    `relative` tells whether a link may lead to another page by its path; None where `[…](…)` makes no link.
    """
    found: dict[int, str] = {match.start(): match[0].rstrip(".,;:!?") for match in _ADDRESS.finditer(text)}
    if relative is not None:
        found |= {match.start(1): match[1] for match in _TARGET.finditer(text)}
    return tuple(
        ProseFault(offset, *fault)
        for offset, address in sorted(found.items())
        for fault in _faults(address, hosts, relative=bool(relative))
    )


def _faults(address: str, hosts: Collection[str], *, relative: bool) -> Iterator[tuple[str, str]]:
    if _SLA.fullmatch(address):
        return
    parts = _split(f"https://{address}" if address.lower().startswith("www.") else address)
    if parts is None or not (parts.scheme or parts.netloc):
        if parts is None or not relative:
            yield (
                f"el enlace {quoted(address)} no es una dirección completa.",
                "Escriba la dirección entera, desde https://; la respuesta se lee también fuera del sitio.",
            )
    elif parts.scheme != "https":
        # What follows may be somebody's number or address, and is not repeated.
        yield f"hay un enlace «{parts.scheme}:…», que no se acepta.", "Un enlace empieza con https://."
    elif parts.hostname not in hosts or "\\" in address:
        message = f"hay un enlace a {quoted(parts.hostname or '')}, que no está entre los sitios permitidos."
        yield message, f"Se aceptan: {listed(hosts)}. Para aceptar otro, agréguelo a «allowed_hosts» en company.yml."
    elif _PRIVATE.search(parts.fragment):
        yield "hay un enlace privado a un pedido.", "Quítelo: quien tiene el enlace puede ver el pedido."


def _split(address: str) -> SplitResult | None:
    """Return the parts of an address; nothing where it is none."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    return None if port == 0 else parts
