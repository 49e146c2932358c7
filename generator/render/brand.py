"""The company's own look: its colour in every shade that the pages use, its letters and its mark."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape as escape_html
from pathlib import Path
from string import Template
from typing import TypeAlias

from generator.model.catalog import Catalog, Company
from generator.render.bundle import DAY_FILE, NIGHT_FILE

ACCENT = "#0b5a8a"
"""The colour of a company that names none."""
MARK_FILE = "assets/marca.svg"
# WCAG 2.2, 1.4.3, with some room: the colour also stands on its own wash.
_READABLE = 4.8
_READABLE_AT_NIGHT = 7.5
_PAGE, _CARD = "#f3f5f8", "#ffffff"
_PAGE_AT_NIGHT, _CARD_AT_NIGHT = "#10161d", "#19222c"
_STEP = 0.01
_SYSTEM = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif'
TYPEFACES: Mapping[str, str] = {
    "system": _SYSTEM,
    "grotesque": 'Inter, Roboto, "Helvetica Neue", "Arial Nova", "Nimbus Sans", Arial, sans-serif',
    "geometric": f'Avenir, Montserrat, Corbel, "URW Gothic", {_SYSTEM}',
    "humanist": f'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", {_SYSTEM}',
    "rounded": f'ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, "Arial Rounded MT Bold", {_SYSTEM}',
    "serif": 'Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", serif',
}
"""Of each kind the letters that macOS, Windows, Linux and telephones bring along, the best first; none is fetched."""
_WORD = re.compile(r"\w+")
_TEMPLATES = Path(__file__).parent / "templates"
_Rgb: TypeAlias = "tuple[float, float, float]"
"""Red, green and blue, each from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Shades:
    """A colour to read and to press, what is read on it, and its wash: each `#rrggbb`."""

    accent: str
    ink: str
    wash: str


def day_shades(accent: str) -> Shades:
    """Return a colour's shades on light ground, darkened until it is read on page and wash alike."""
    hue, light, full = colorsys.rgb_to_hls(*_rgb(accent))
    wash = _hex(hue, 0.94, full)
    return Shades(_readable(hue, light, full, -_STEP, _READABLE, (_PAGE, wash)), _CARD, wash)


def night_shades(accent: str) -> Shades:
    """Return a colour's shades on dark ground, lightened until it is read on page, card and wash."""
    hue, light, full = colorsys.rgb_to_hls(*_rgb(accent))
    wash = _hex(hue, 0.18, full * 0.65)
    grounds = (_PAGE_AT_NIGHT, _CARD_AT_NIGHT, wash)
    return Shades(_readable(hue, light, full, _STEP, _READABLE_AT_NIGHT, grounds), _hex(hue, 0.1, full), wash)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2.2 reckons it."""
    bright, dark = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def initials(name: str) -> str:
    """Return the two letters of a company without a logo: of its first and last word, else its first two."""
    every = _WORD.findall(name)
    # A last word of one letter is of its legal form, as in «S.L.».
    words = [*every[:1], *(word for word in every[1:] if len(word) > 1)]
    letters = words[0][0] + words[-1][0] if len(words) > 1 else name.strip()[:2]
    return letters.upper()


def brand_files(catalog: Catalog) -> dict[str, str]:
    """Return the two palettes, the first with the letters, and the mark, by path."""
    accent, letters = accent_of(catalog.company), TYPEFACES[catalog.company.typeface]
    day, night = day_shades(accent), night_shades(accent)
    return {
        DAY_FILE: _palette("colores.css", _PAGE, _CARD, day, letters=letters),
        NIGHT_FILE: _palette("colores-oscuros.css", _PAGE_AT_NIGHT, _CARD_AT_NIGHT, night),
        MARK_FILE: catalog.logo or _monogram(catalog.company.name, day, letters),
    }


def accent_of(company: Company) -> str:
    """Return the company's colour, else the one of whoever names none."""
    return f"#{company.accent.removeprefix('#').lower()}" if company.accent else ACCENT


def _readable(hue: float, light: float, full: float, step: float, wanted: float, grounds: tuple[str, ...]) -> str:
    steps = (_hex(hue, min(max(light + step * count, 0), 1), full) for count in range(101))
    return next(one for one in steps if min(contrast(one, ground) for ground in grounds) >= wanted)


def _palette(name: str, page: str, card: str, shades: Shades, **more: str) -> str:
    return _filled(name, page=page, card=card, accent=shades.accent, ink=shades.ink, wash=shades.wash, **more)


def _monogram(name: str, shades: Shades, letters: str) -> str:
    said = {"initials": initials(name), "letters": letters}
    safe = {key: escape_html(text) for key, text in said.items()}
    return _filled("marca.svg", accent=shades.accent, ink=shades.ink, **safe)


def _filled(name: str, **values: str) -> str:
    return Template((_TEMPLATES / name).read_text(encoding="utf-8")).substitute(values)


def _rgb(colour: str) -> _Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(hue: float, light: float, full: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, full))


def _luminance(colour: _Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
