"""The company's logo, `data/logo.svg`: a small picture that fetches nothing and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from generator.errors import Problem
from generator.load.message_parts import quoted
from generator.load.yaml_file import place_of, read_text

LOGO = "logo.svg"
MAX_BYTES = 16_384
# Loaded once by whoever opens any page.
_ROOT = "{http://www.w3.org/2000/svg}svg"
_ALIVE = ("script", "foreignObject", "iframe", "image", "use", "style", "a", "animate", "set")
_REMEDY = "Expórtelo de nuevo como SVG simple, con sus letras convertidas en trazos."


def read_logo(data: Path) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of the logo in a data folder, nothing where there is none, and what is wrong with it."""
    path, shown = data / LOGO, f"data/{LOGO}"
    # A link is refused wherever it stands in `data/`: with the files that do not belong there.
    if not path.exists() or path.is_symlink():
        return None, ()
    text = read_text(path, shown)
    if isinstance(text, Problem):
        return None, (text,)
    problems = tuple(Problem(shown, *place, message, remedy) for place, message, remedy in _faults(text))
    return (None if problems else text), problems


def _faults(text: str) -> Iterator[tuple[tuple[int, int], str, str]]:
    size = len(text.encode())
    if size > MAX_BYTES:
        message = f"pesa {size} bytes, y lo baja cada página: puede pesar hasta {MAX_BYTES}."
        yield (1, 1), message, "Simplifique sus trazos, o quite lo que el programa de dibujo agregó."
        return
    found = re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE)
    if found:
        place = place_of(text, found.start())
        yield (place.line, place.column), "un logo no puede declarar entidades.", f"Quite la línea {quoted(found[0])}."
        return
    try:
        root = ET.fromstring(text)  # noqa: S314 - small, and without entities
    except ET.ParseError as error:
        line, column = error.position
        yield (line, column + 1), "no se entiende como SVG.", _REMEDY
        return
    if root.tag != _ROOT:
        yield (1, 1), 'su primer elemento no es <svg xmlns="http://www.w3.org/2000/svg">.', _REMEDY
    elif "viewBox" not in root.attrib:
        yield (1, 1), "le falta «viewBox», sin lo cual no se puede achicar.", 'Agréguelo a <svg>: viewBox="0 0 64 64".'
    for element in root.iter():
        name = str(element.tag).rsplit("}", maxsplit=1)[-1]
        if name in _ALIVE:
            yield _where(text, f"<{name}"), f"un logo no puede tener <{name}>.", _REMEDY
        for key, value in element.attrib.items():
            attribute = key.rsplit("}", maxsplit=1)[-1]
            if attribute.startswith("on") or attribute == "href" or re.search(r"url\((?!\s*['\"]?#)", value):
                yield _where(text, attribute), f"un logo no puede tener {quoted(attribute)} con otra cosa.", _REMEDY


def _where(text: str, part: str) -> tuple[int, int]:
    place = place_of(text, max(text.find(part), 0))
    return place.line, place.column
