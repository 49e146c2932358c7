"""How one promise was counted from one moment: as text for a person, or as values for a program."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.catalog import Catalog, Service
from generator.model.due import Due, NoDue
from generator.model.promise import Promise
from generator.render.requirement_words import required_of, required_words
from generator.words.language import WORDS, words_in
from generator.words.phrases import due_moment, earliest_moment, moment_words, short_day, trace_words


def explain_text(promise: Promise, start: datetime, answer: Due | NoDue, zone: ZoneInfo) -> str:
    """Return the count, one line per date, in Spanish."""
    lines = [f"Plazo:   {promise}", f"Empieza: {moment_words(start, zone)}", ""]
    own = words_in(zone.key)
    if isinstance(answer, NoDue):
        return "\n".join([*lines, f"No se puede calcular: faltan {own.calendar.the_holidays} de {answer.detail}."])
    lines += [f"  {short_day(row.date)}  {trace_words(row, own)}" for row in answer.trace]
    lines.append("")
    if answer.earliest is not None:
        lines.append(f"{WORDS.count.earliest}: {earliest_moment(answer.earliest, answer.trace, zone)}")
    return "\n".join([*lines, f"Vence: {due_moment(answer.due, answer.trace, zone)}"])


def waits_text(catalog: Catalog, service: Service) -> str:
    """Return the line that says what a service's clock waits for before it starts."""
    return f"Espera:  {required_words(catalog, service)}"


def waits_values(catalog: Catalog, service: Service) -> dict[str, Any]:
    """Return the same for a program: what starts the clock, and the ids of all that it waits for."""
    return {"clock_starts": catalog.clock_start(service), "requirements": required_of(catalog, service)}


def explain_values(promise: Promise, start: datetime, answer: Due | NoDue, zone: ZoneInfo) -> dict[str, Any]:
    """Return the count with every moment as ISO 8601 in the site's zone, with its offset."""

    def local(value: datetime | None) -> str | None:
        return value.astimezone(zone).isoformat() if value else None

    values: dict[str, Any] = {"promise": str(promise), "start": local(start)}
    if isinstance(answer, NoDue):
        return {**values, "unknown": answer.reason.value, "detail": answer.detail}
    return {
        **values,
        "earliest": local(answer.earliest),
        "due": local(answer.due),
        "trace": [row.model_dump(mode="json", exclude_none=True) for row in answer.trace],
    }
