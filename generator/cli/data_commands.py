"""The commands that need nothing but `data/`: `check` and `explain` read it, `holidays` and `schema` write into it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.cli.github_actions import mark
from generator.cli.holiday_years import declare_holidays
from generator.cli.spanish_parser import Commands
from generator.cli.terminal import Terminal, parse_moment, read_now
from generator.errors import Problem, UsageError

if TYPE_CHECKING:
    from generator.model.catalog import Catalog
    from generator.model.promise import Promise


def declare_data_commands(commands: Commands) -> None:
    """Declare `check`, `explain`, `holidays` and `schema`."""
    check = commands.add("check", _check, "Revisa data/ y muestra todos los problemas juntos, y los datos supuestos.")
    check.add_argument(
        "--links", action="store_true", help="revisa también que las páginas del manual enlacen al sitio"
    )

    explain = commands.add("explain", _explain, "Cuenta un plazo día por día.")
    explain.add_argument("service", nargs="?", metavar="SERVICIO", help="id del servicio")
    explain.add_argument("--promise", metavar="PLAZO", help='un plazo cualquiera, como "2 días hábiles"')
    explain.add_argument("--from", dest="start", metavar="MOMENTO", help="cuándo empieza (por defecto, --now)")
    explain.add_argument("--json", action="store_true", help="en JSON, con cada momento en ISO 8601 con zona")

    declare_holidays(commands)
    commands.add("schema", _schema, "Escribe data/schema/, con lo que un editor sabe de cada archivo de data/.")


def _check(args: argparse.Namespace, terminal: Terminal) -> int:
    """Say that the data are right, what needs a look before long, and which facts nobody has confirmed."""
    from generator.curate.package_holidays import package_days
    from generator.site_pipeline import check
    from generator.words.language import words_in

    now = read_now(args.now, ZoneInfo("UTC"))
    catalog, warnings = check(args.root, now, package_days, terminal.environ)
    services, holidays = len(catalog.services), len(catalog.calendar.holidays)
    called = words_in(catalog.calendar.zone).holiday_names
    days = called.holiday if holidays == 1 else called.holidays
    figures = f"{services} servicio{'s' * (services != 1)}, {holidays} {days}"
    terminal.say(f"Los datos están bien: {figures}, calendario hasta {catalog.calendar.last_year}.")
    _warn(warnings, terminal)
    for line in _replaced(catalog, now):
        terminal.say(line)
    retired = [f"{key} ({one.retired:%d/%m/%Y})" for key, one in catalog.services.items() if one.retired]
    if retired:
        terminal.say(f"Servicios que se retiran, con pedidos que siguen: {', '.join(retired)}.")
    if catalog.assumed:
        terminal.say("Datos supuestos, que la empresa todavía tiene que confirmar:")
        for path in catalog.assumed:
            terminal.say(f"  {path}")
    return _check_links(catalog, now, terminal) if args.links else 0


def _replaced(catalog: Catalog, now: datetime) -> Iterator[str]:
    """Yield what each notice changes that replaces promises now or later: whoever reads a promise may look for it."""
    from generator.compute.notices import active_on, upcoming

    today = now.astimezone(ZoneInfo(catalog.calendar.zone)).date()
    for key, notice in (*active_on(catalog, today), *upcoming(catalog, today)):
        if notice.promise is not None:
            changed = (
                f"{one} ({catalog.services[one].promise} → {notice.promise})" for one in catalog.notice_services(notice)
            )
            when = f"del {notice.from_:%d/%m/%Y} al {notice.until:%d/%m/%Y}"
            yield f"El aviso data/notices/{key}.yml cambia un plazo {when}: {', '.join(changed)}."


def _check_links(catalog: Catalog, now: datetime, terminal: Terminal) -> int:
    """Say which pages of the manual lost their link to the site, and where a block of ours is that nobody renews."""
    from generator.staff_pipeline import manual_links, manual_wiki

    with manual_wiki(catalog, terminal.environ, terminal.tell) as wiki:
        missing = manual_links(catalog, wiki, now)
    _warn(missing, terminal)
    if not missing:
        terminal.say("Todas las páginas del manual enlazan al sitio.")
    return 1 if missing else 0


def _warn(warnings: Sequence[Problem], terminal: Terminal) -> None:
    for warning in warnings:
        terminal.say(f"aviso: {warning}")
    mark(terminal, warnings, "warning")


def _explain(args: argparse.Namespace, terminal: Terminal) -> int:
    """Count a promise from a moment, day by day.

    It asks the stages themselves and not the pipeline: billing's, sealing's and the site's libraries would make a
    person wait for each answer.
    """
    from generator.compute.business_calendar import BusinessCalendar
    from generator.compute.trace import due_of
    from generator.load import load_catalog
    from generator.render.explain import explain_text, explain_values, waits_text, waits_values

    if (args.service is None) == (args.promise is None):
        raise UsageError("Indique un SERVICIO o --promise, uno de los dos.", "Ejemplo: demoras explain hosting")
    promise = None if args.promise is None else _typed_promise(args.promise)
    catalog = load_catalog(args.root)
    zone = ZoneInfo(catalog.calendar.zone)
    now = read_now(args.now, zone)
    start = now if args.start is None else parse_moment(args.start, zone, "--from")
    service = notice = None
    if promise is None:
        promise, notice = _service_promise(catalog, args.service, start.astimezone(zone).date())
        service = catalog.services[args.service]
    answer = due_of(promise, start, BusinessCalendar(catalog.calendar))
    if args.json:
        values = explain_values(promise, start, answer, zone) | ({"notice": notice[0]} if notice else {})
        values |= waits_values(catalog, service) if service else {}
        terminal.say(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        if service:
            terminal.say("\n".join([*(notice or ())[1:], waits_text(catalog, service)]))
        terminal.say(explain_text(promise, start, answer, zone))
    return 0


def _typed_promise(phrase: str) -> Promise:
    from generator.model.promise import EXAMPLES, PhraseError, parse_promise

    try:
        return parse_promise(phrase)
    except PhraseError as error:
        close = (
            f"Lo más parecido que se acepta: «{error.nearest}»."
            if error.nearest
            else f"Ejemplos: {'; '.join(EXAMPLES)}."
        )
        raise UsageError(f"--promise {phrase[:60]!r}: {error.fault}.", close) from None


def _service_promise(catalog: Catalog, name: str, start_day: date) -> tuple[Promise, tuple[str, str] | None]:
    """Return what a service promises to a clock that starts on a local date, and the notice it is of, if of one.

    Of the notice: its id, and the line that says what it replaces.
    """
    import difflib

    from generator.compute.notices import replacing
    from generator.model.base import ServiceId

    service = catalog.services.get(ServiceId(name))
    if service is None:
        close = difflib.get_close_matches(name, catalog.services, n=1)
        hint = f"¿Quiso decir «{close[0]}»? " if close else ""
        raise UsageError(f"No hay un servicio {name[:60]!r}.", f"{hint}Hay: {', '.join(catalog.services)}.")
    notice = replacing(catalog, ServiceId(name), start_day)
    replaced = notice[1].promise if notice else None
    if notice is None or replaced is None:
        return service.promise, None
    key, one = notice
    when = f"del {one.from_:%d/%m/%Y} al {one.until:%d/%m/%Y}"
    line = f"Aviso:   data/notices/{key}.yml, «{one.title}», rige {when} en lugar de {service.promise}"
    return replaced, (key, line)


def _schema(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write every schema that is not as the models say, and the comment of every data file that lacks it."""
    from generator.curate.editor_files import schema_changes
    from generator.publish.atomic import write_atomically

    changes = schema_changes(args.root)
    for path, new in changes:
        file = args.root / path
        mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
        write_atomically(file, new, mode=mode)
        terminal.say(f"{path}: {'al día' if path.endswith('.json') else 'lleva a su esquema'}.")
    if not changes:
        terminal.say("Los esquemas y los archivos ya estaban al día; no se cambió nada.")
    return 0
