"""The command `explain`: a promise and a moment in, the count day by day out.

It asks the stages themselves and not `pipeline`: whoever counts one promise need not wait for billing's, sealing's
and the site's libraries to load.
"""

from __future__ import annotations

import argparse
import difflib
import json
from datetime import date
from zoneinfo import ZoneInfo

from generator.cli.terminal import Terminal, parse_moment, read_now
from generator.compute.business_calendar import BusinessCalendar
from generator.compute.notices import replacing
from generator.compute.trace import due_of
from generator.errors import UsageError
from generator.load import load_catalog
from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from generator.model.promise import PhraseError, Promise, parse_promise
from generator.render.explain import explain_text, explain_values


def explain(args: argparse.Namespace, terminal: Terminal) -> int:
    """Count a promise from a moment, day by day."""
    if (args.service is None) == (args.promise is None):
        raise UsageError("Indique un SERVICIO o --promise, uno de los dos.", "Ejemplo: demoras explain simplenews")
    promise = None if args.promise is None else _promise(args.promise)
    catalog = load_catalog(args.root)
    zone = ZoneInfo(catalog.calendar.zone)
    start = read_now(args.now, zone) if args.start is None else parse_moment(args.start, zone, "--from")
    promise = promise or _service_promise(catalog, args.service, start.astimezone(zone).date())
    answer = due_of(promise, start, BusinessCalendar(catalog.calendar))
    if args.json:
        terminal.say(json.dumps(explain_values(promise, start, answer, zone), ensure_ascii=False, indent=2))
    else:
        terminal.say(explain_text(promise, start, answer, zone))
    return 0


def _promise(phrase: str) -> Promise:
    try:
        return parse_promise(phrase)
    except PhraseError as error:
        raise UsageError(
            f"--promise {phrase[:60]!r}: {error.fault}.", f"Lo más parecido que se acepta: «{error.nearest}»."
        ) from None


def _service_promise(catalog: Catalog, name: str, start_day: date) -> Promise:
    """Return what a service promises to a clock that starts on a local date: a notice's promise where one holds."""
    service = catalog.services.get(ServiceId(name))
    if service is None:
        close = difflib.get_close_matches(name, catalog.services, n=1)
        hint = f"¿Quiso decir «{close[0]}»? " if close else ""
        raise UsageError(f"No hay un servicio {name[:60]!r}.", f"{hint}Hay: {', '.join(catalog.services)}.")
    notice = replacing(catalog, ServiceId(name), start_day)
    return (notice[1].promise if notice else None) or service.promise
