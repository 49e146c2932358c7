"""A text for readers in; each e-mail address, telephone and tax id that somebody typed into it out, never in full."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.load.references import ProseFault

# Every repetition is bounded: a long text costs no quadratic search.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_TAX_ID = re.compile(r"(?<!\d)(?:20|2[3-7]|30|33|34)[-. /–]?\d{8}[-. /–]?\d(?!\d)")
_TELEPHONE = re.compile(r"(?<![\w/])[+(]{0,2}\d(?:[\s().–-]{0,3}\d){6,40}")
# Dates, years, thousands, IP addresses, web addresses and references hold digits that call nobody.
_HARMLESS = re.compile(
    r"(?<!\d)(?:\d{4}-\d\d-\d\d|\d{1,2}[-.]\d{1,2}[-.]\d{4}|(?:19|20)\d\d\s?[-–]?\s?(?:19|20)\d\d"
    r"|(?:\d{1,3}\.){3}\d{1,3}|\d{1,3}(?:\.\d{3}){2,4})(?![\d-])"
    r"|[a-z]{2,10}://[^\s<>)\]]{1,500}|\{\{[^{}]{0,200}\}\}",
    re.IGNORECASE,
)
_REMEDY = (
    "Los datos de contacto y fiscales no van en estos textos. Nombre el canal con "
    '{{ channel("id-de-la-atención") }}, o enlace a la página que los tiene.'
)


def contact_faults(text: str) -> tuple[ProseFault, ...]:
    """Return each such datum of a text, in order."""
    # What one kind took is blanked for the next: an address may hold a number, and a tax id looks like a telephone.
    digits = _HARMLESS.sub(_blank, _EMAIL.sub(_blank, text))
    found = (
        *(_fault(match, "un correo electrónico") for match in _EMAIL.finditer(text)),
        *(_fault(match, "un CUIT o CUIL") for match in _TAX_ID.finditer(digits)),
        *_telephones(_TAX_ID.sub(_blank, digits)),
    )
    return tuple(sorted(found, key=lambda fault: fault.offset))


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
