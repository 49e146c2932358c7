"""Holidays in few words: `day("2029-01-01", "Año Nuevo")`."""

from __future__ import annotations

from datetime import date

from generator.model.calendar import Holiday


def day(when: str, name: str, source: str = "prueba") -> Holiday:
    return Holiday(date=date.fromisoformat(when), name=name, source=source)
