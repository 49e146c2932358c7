"""What a text for readers must not hold: contact data, tax ids, links that lead elsewhere, and markup."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import SplitResult, urlsplit

from generator.load.message_parts import listed, quoted
from generator.load.references import ProseFault
from generator.model.addresses import COMPANY_ADDRESSES

# Every repetition is bounded: a long text costs no quadratic search.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_TAX_ID = re.compile(r"(?<!\d)(?:20|2[3-7]|30|33|34)[-. /–]?\d{8}[-. /–]?\d(?!\d)")
# Those of the neighbours and of Spain, by their own form or by the word in front.
_FOREIGN_TAX_ID = re.compile(
    r"\b\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}\b|\b\d{3}\.\d{3}\.\d{3}-\d{2}\b|\b\d{1,2}\.\d{3}\.\d{3}-[\dkK]\b"
    r"|\b(?:RUT|RUC|RUN|RFC|NIT|NIF|CIF|CNPJ|CPF|VAT|RIF|IVA|DNI|NRO\.? DE IVA)\b[\s:.nN°º]{0,6}"
    r"(?=[\w./-]{0,20}\d{4}|[\w./-]{0,6}\d{1,3}\.\d{3})[\w./-]{6,24}",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<![\w/])[+(]{0,2}\d(?:[\s().–-]{0,3}\d){6,40}")
# Typed without https://, as people do: any that begins with www, and those that lead to a person or a profile.
_BARE = (
    r"(?<![\w@./-])(?:www\.[\w.-]{1,200}|(?:wa\.me|t\.me|m\.me|bit\.ly|forms\.gle|youtu\.be|linktr\.ee"
    r"|(?:[\w-]{1,20}\.)?(?:whatsapp|instagram|facebook|fb|tiktok|linkedin|youtube|twitter|x)\.com)/[^\s<>)\]\"'«»]{1,200})"
)
# Dates, years, thousands, IP addresses, web addresses and references hold digits that call nobody.
_HARMLESS = re.compile(
    r"(?<!\d)(?:\d{4}-\d\d-\d\d|\d{1,2}[-.]\d{1,2}[-.]\d{4}|(?:19|20)\d\d\s?[-–]?\s?(?:19|20)\d\d"
    r"|(?:\d{1,3}\.){3}\d{1,3}|\d{1,3}(?:\.\d{3}){2,4})(?![\d-])"
    rf"|[a-z]{{2,10}}://[^\s<>)\]]{{1,500}}|\{{\{{[^{{}}]{{0,200}}\}}\}}|{_BARE}",
    re.IGNORECASE,
)
_REMEDY = (
    "Los datos de contacto y fiscales no van en estos textos. Nombre el canal con "
    '{{ channel("id-de-la-atención") }}, o enlace a la página que los tiene.'
)
_TARGET = re.compile(r"\]\(\s*<?(\{\{[^{}]{0,200}\}\}|[^\s<>)]{0,500})")
_ADDRESS = re.compile(rf"(?<![\w.+-])[a-z][a-z0-9+.-]{{0,20}}://[^\s<>)\]\"'«»]{{1,500}}|{_BARE}", re.IGNORECASE)
# What readers of a text that is neither Markdown nor HTML would see as it was typed.
# Those that people type; other words between such signs are words.
_TAGS = r"(?:a|b|big|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|small|span|strong|sub|sup|table|u|ul)"
_MARKED_LINK = r"(?P<link>!?\[[^\[\]]{1,200}\]\([^()\s]{0,200}\)?)"
_MARK = re.compile(
    rf"{_MARKED_LINK}"
    r"|<(?P<address>https?://[^<>\s]{1,500})>"
    r"|\*\*(?=[^\s*])[^*]{1,200}(?<=\S)\*\*"
    r"|(?<![\w*])\*(?=[^\s*])[^*]{1,200}(?<=\S)\*(?![\w*])"
    r"|`[^`]{1,200}`"
    rf"|</?{_TAGS}\b[^<>]{{0,200}}>(?:[^<>]{{0,200}}</{_TAGS}>)?"
    r"|&(?:[a-zA-Z]{2,8}|#\d{1,5});"
    r"|\n *(?:[-*+]|\d{1,2}\.) +(?=\S)"
)
_COMPANY_ADDRESS = re.compile(rf"\{{\{{\s*(?:{'|'.join(COMPANY_ADDRESSES)})\s*\}}\}}")
_PRIVATE = re.compile(r"[a-z2-7]{32}")
"""A link's token, whose format stands in `generator/publish/derived_names.py`."""


def contact_faults(text: str) -> tuple[ProseFault, ...]:
    """Return each such datum of a text, in order."""
    # What one kind took is blanked for the next: an address may hold a number, and a tax id looks like a telephone.
    named = _EMAIL.sub(_blank, text)
    digits = _HARMLESS.sub(_blank, _FOREIGN_TAX_ID.sub(_blank, named))
    found = (
        *(_fault(match, "un correo electrónico") for match in _EMAIL.finditer(text)),
        *(
            _fault(match, "un número de identificación fiscal o de persona")
            for match in _FOREIGN_TAX_ID.finditer(named)
        ),
        *(_fault(match, "un CUIT o CUIL") for match in _TAX_ID.finditer(digits)),
        *_telephones(_TAX_ID.sub(_blank, digits)),
    )
    return tuple(sorted(found, key=lambda fault: fault.offset))


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
        for fault in _address_faults(address, hosts, relative=bool(relative))
    )


def mark_faults(text: str, *, is_name: bool) -> Iterator[ProseFault]:
    """Yield each such sign of a text; a name leads nowhere, and in any other text an address is a link by itself."""
    for found in _MARK.finditer(text):
        seen = f"acá no se escribe Markdown ni HTML, y se vería tal cual: {quoted(found[0])}."
        if not found["link"] and not found["address"]:
            remedy = "Deje sólo las palabras, sin esos signos."
        elif is_name:
            remedy = "Deje sólo las palabras: acá no va ningún enlace."
        else:
            remedy = "Escriba las palabras y la dirección sola, desde https://: se vuelve un enlace."
        yield ProseFault(found.start(), seen, remedy)


def private_faults(address: str) -> Iterator[tuple[str, str]]:
    """Yield that an address holds an order's token, which whoever reads it could open."""
    if _PRIVATE.search(address):
        yield "hay un enlace privado a un pedido.", "Quítelo: quien tiene el enlace puede ver el pedido."


def _telephones(text: str) -> Iterator[ProseFault]:
    for match in _TELEPHONE.finditer(text):
        # Numbers end in four digits here; a list of short figures does not.
        last = re.findall(r"\d+", match[0])[-1]
        if len(last) >= 4 or match[0].startswith(("+", "(", "0")):
            yield _fault(match, "un teléfono", " Si son números sueltos, sepárelos con una coma o con palabras.")


def _fault(match: re.Match[str], what: str, more: str = "") -> ProseFault:
    # Messages reach logs that everybody reads, and the datum may be a client's.
    return ProseFault(match.start(), f"hay {what} escrito a mano: «{match[0][:2]}…».", f"{_REMEDY}{more}")


def _blank(match: re.Match[str]) -> str:
    return "~" * len(match[0])


def _address_faults(address: str, hosts: Collection[str], *, relative: bool) -> Iterator[tuple[str, str]]:
    if _COMPANY_ADDRESS.fullmatch(address):
        return
    parts = _split(f"https://{address}" if re.match(_BARE, address, re.IGNORECASE) else address)
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
    else:
        yield from private_faults(parts.fragment)


def _split(address: str) -> SplitResult | None:
    """Return the parts of an address; nothing where it is none."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    return None if port == 0 else parts
