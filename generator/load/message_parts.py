"""The Spanish fragments that all messages share: a quoted value, a list of names, the nearest name."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

_LONGEST_QUOTE = 60
_TOKEN = re.compile(r"(?<=#)[a-z2-7]{32}")
"""A private link's, whose format stands in `generator/publish/derived_names.py`."""
# What people type who think in Spanish -> the English word that files take, wherever it is among the accepted ones.
_ENGLISH = {
    "lunes": "monday",
    "martes": "tuesday",
    "miercoles": "wednesday",
    "jueves": "thursday",
    "viernes": "friday",
    "sabado": "saturday",
    "domingo": "sunday",
    "accion": "action",
    "anuncio": "announcement",
    "audiencia": "audience",
    "cierre": "closing",
    "cierres": "closures",
    "como": "how",
    "corte": "cut_off",
    "demora": "promise delay",
    "descripcion": "description",
    "desde": "from first",
    "dias": "days",
    "estado": "status",
    "etapa": "stage",
    "excepciones": "exceptions",
    "fecha": "date",
    "feriado": "holiday",
    "feriados": "days",
    "festivo": "holiday",
    "festivos": "days",
    "grupo": "group",
    "grupos": "groups",
    "hasta": "until last",
    "horario": "hours",
    "horarios": "weekly_hours",
    "interna": "internal",
    "interno": "internal",
    "canal": "channel",
    "cliente": "client",
    "mantenimiento": "maintenance",
    "maximo": "maximum",
    "motivo": "reason",
    "ninguno": "none",
    "nombre": "name",
    "nota": "note",
    "orden": "position",
    "pago": "payment payment_credited",
    "pais": "country",
    "plazo": "promise",
    "posicion": "position",
    "pregunta": "question",
    "primero": "first",
    "producto": "products",
    "productos": "products",
    "promedio": "average",
    "publica": "public",
    "publico": "public",
    "razon": "reason",
    "requisitos": "requirements requirements_met",
    "responsable": "owner",
    "respuesta": "answer",
    "retirado": "retired",
    "revisar": "review_by",
    "revision": "review_by revision",
    "servicio": "service",
    "servicios": "services",
    "tipo": "kind",
    "titulo": "title",
    "ultimo": "last",
    "zona": "zone",
}


def quoted(value: Any) -> str:
    """Return what was typed between « », on one line and shortened; what holds blocks of keys is named, not printed."""
    if isinstance(value, dict) or (isinstance(value, list) and not all(isinstance(item, str) for item in value)):
        return "un bloque de claves" if isinstance(value, dict) else "una lista"
    if isinstance(value, list):
        value = f"[{', '.join(value)}]"
    # Messages reach logs that everybody reads: an order's token is no part of one.
    text = _TOKEN.sub("…", " ".join(str(value).split()))
    return f"«{text[: _LONGEST_QUOTE - 1]}…»" if len(text) > _LONGEST_QUOTE else f"«{text}»"


def listed(names: Iterable[str]) -> str:
    """Return the accepted names, comma-separated, or a word for none."""
    return ", ".join(names) or "(ninguno)"


def nearest(name: str, names: Iterable[str]) -> str:
    """Return «¿Quiso decir …? » for the closest of the names, or nothing when none is close."""
    close = closest(name, names)
    return f"¿Quiso decir «{close}»? " if close else ""


def closest(name: str, names: Iterable[str]) -> str | None:
    """Return the closest of the names, whatever its capitals, accents and language, or nothing when none is close."""
    known = list(names)
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    plain = plain.strip().replace(" ", "_") if "_" in "".join(known) else plain.strip()
    same = [one for one in known if one in (plain, *_ENGLISH.get(plain, "").split())]
    if not same and plain in _ENGLISH:
        # What it means is known, and none of these.
        return None
    close = same or difflib.get_close_matches(plain, known, n=1, cutoff=0.6)
    return close[0] if close else None
