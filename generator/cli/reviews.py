"""The command `reviews`: `data/` in; what its owners should have looked at again, and what is next, out.

It asks the stages themselves and not `pipeline`, as `explain` does: no other library need be loaded for a list.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from generator.cli.terminal import Terminal, read_now
from generator.compute.due_reviews import due_reviews
from generator.load import load_catalog
from generator.model.reviews import Review, Reviews

_REMEDY = "Revíselo, corríjalo si hace falta, y ponga en «review_by» la fecha de la próxima revisión."


def reviews(args: argparse.Namespace, terminal: Terminal) -> int:
    """List what is past its review date and what comes due within 30 days; the Markdown list holds only the former."""
    catalog = load_catalog(args.root)
    today = read_now(args.now, ZoneInfo(catalog.calendar.zone)).astimezone(ZoneInfo(catalog.calendar.zone)).date()
    found = due_reviews(catalog, today)
    if args.json:
        terminal.say(json.dumps(_values(found, today), ensure_ascii=False, indent=2))
        return 0
    for line in _markdown(found.overdue) if args.markdown else _plain(found):
        terminal.say(line)
    return 0


def _values(found: Reviews, today: date) -> dict[str, object]:
    return {
        "today": today.isoformat(),
        "overdue": [_value(one) for one in found.overdue],
        "soon": [_value(one) for one in found.soon],
    }


def _value(one: Review) -> dict[str, str]:
    return {"path": one.path, "title": one.title, "owner": one.owner, "review_by": one.review_by.isoformat()}


def _plain(found: Reviews) -> Iterator[str]:
    for title, some in (("Revisiones vencidas", found.overdue), ("Vencen en los próximos 30 días", found.soon)):
        if some:
            yield f"{title} ({len(some)}):"
            yield from (f"  {one.review_by.isoformat()} {one.path} ({one.owner})" for one in some)
    if found.overdue:
        yield _REMEDY
    elif not found.soon:
        yield "No hay revisiones vencidas, ni que venzan en los próximos 30 días."


def _markdown(overdue: Sequence[Review]) -> Iterator[str]:
    """Yield the body of the issue that stands open while there is any; nothing where there is none."""
    if not overdue:
        return
    # Nothing here depends on the day it is made, so that an unchanged list is the same text.
    # Nor on what somebody typed: a question could hold a sign of Markdown, or mention somebody.
    yield "| Venció | Archivo | Responde |"
    yield "|---|---|---|"
    yield from (f"| {one.review_by.isoformat()} | `{one.path}` | {one.owner} |" for one in overdue)
    yield ""
    yield _REMEDY
