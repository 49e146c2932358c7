"""What is right in form and yet seldom meant: told as a warning, with its place, and nothing is stopped by it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from generator.errors import Problem
from generator.load.cross_dates import typed_day
from generator.load.cross_notices import delays
from generator.load.layout import Files
from generator.load.message_parts import quoted
from generator.load.upkeep_doubts import upkeep_doubts
from generator.load.zone_country import company_country, holiday_names
from generator.model.calendar import Holiday

_LONG_NOTICE = timedelta(days=366)
_SHOWN = 3
# So many a decree may have moved or ended of which the package does not know yet.
_OTHER_COUNTRY = 3
_OTHER_YEAR = 3
_OF_PACKAGE = "holidays "
KnownDays: TypeAlias = "Callable[[str, int], Sequence[Holiday]]"
"""Gives the public holidays that are known of a country's year; none where the country or the year is not known."""


def no_days(country: str, year: int) -> tuple[Holiday, ...]:  # noqa: ARG001 — as one that knows some is called
    """Know of no holiday."""
    return ()


def doubts(files: Files, today: date, known_days: KnownDays = no_days) -> tuple[Problem, ...]:
    """Return a warning for each such thing in right data, as of a date of the company's zone."""
    return (
        *_nobody_to_ask(files),
        *_unmapped(files),
        *_empty_lines(files),
        *_closed_twice(files),
        *_holidays_of_elsewhere(files),
        *_strange_years(files, known_days),
        *_long_notices(files, today),
        *_idle_notices(files, today),
        *_unsaid_ways(files),
        *_lost_ways(files),
        *upkeep_doubts(files, today),
        *_beyond_the_calendar(files),
    )


def _nobody_to_ask(files: Files) -> Iterator[Problem]:
    """Yield that pages ask readers to write, and nothing says where: no channel, no client area, no WhatsApp."""
    company = files.single["company"]
    ways = ("client_area_url", "new_ticket_url", "order_whatsapp")
    if not files.folders["attention"] and not any(next(company.texts(key), None) for key in ways):
        message = (
            "ningún dato dice cómo comunicarse con la empresa: las páginas piden que le escriban, y no dicen por dónde."
        )
        remedy = "Agregue un canal con su «contact» en data/attention/, o acá «client_area_url» o «order_whatsapp»."
        yield company.problem(company.value_place(()), message, remedy)


def _unmapped(files: Files) -> Iterator[Problem]:
    if "billing" not in files.single:
        return
    named = {text for _, text in files.tree("billing").texts("services", "*", "service")}
    for name, tree in files.folders["services"].items():
        if name not in named and not any(tree.found("retired")):
            message = f"ninguna línea de data/billing.yml nombra este servicio ({name}): sus pedidos no tendrían plazo."
            remedy = (
                f"Agregue en «services» de data/billing.yml «- service: {name}» con sus «products». Si no se vende por "
                "la facturación, déjelo así."
            )
            yield tree.problem(tree.value_place(()), message, remedy)


def _empty_lines(files: Files) -> Iterator[Problem]:
    """Yield the lines of billing's words that name no word: they map nothing."""
    billing = files.tree("billing")
    for loc, line in billing.found("services", "*"):
        if not any(line.get(key) for key in ("products", "domain_endings", "kind")):
            message = f"esta línea de {quoted(line['service'])} no dice ningún producto: no vale para ningún pedido."
            remedy = "Agregue «products», con el texto de la facturación («demoras billing products» lo muestra)."
            yield billing.problem(billing.value_place(loc), message, remedy)


def _closed_twice(files: Files) -> Iterator[Problem]:
    """Yield the closures that share a date with one above: one of them is a forgotten copy, or mistyped."""
    calendar = files.single["calendar"]
    firsts = {loc[:2]: typed_day(text) for loc, text in calendar.texts("closures", "*", "first")}
    spans = [(loc[:2], firsts[loc[:2]], typed_day(text)) for loc, text in calendar.texts("closures", "*", "last")]
    for at, (loc, first, last) in enumerate(spans):
        for other, begins, ends in spans[:at]:
            if first and last and begins and ends and first <= ends and begins <= last:
                message = f"este cierre comparte fechas con el de {calendar.shown_place(other)}."
                yield calendar.problem(calendar.value_place(loc), message, "Deje uno solo, o revise sus fechas.")


def _holidays_of_elsewhere(files: Files) -> Iterator[Problem]:
    """Yield the first year whose country is not that of the company's zone: a new company kept another's holidays."""
    here, called = company_country(files), holiday_names(files).holidays
    for name, tree in sorted(files.folders["holidays"].items()):
        for loc, country in tree.texts("country"):
            if here and country != here:
                message = f"los {called} de {name} son de {quoted(country)}, "
                message += f"y la zona horaria de data/calendar.yml es de «{here}»."
                remedy = f"Si la empresa atiende con los de «{here}», borre data/holidays/*.yml y ejecute "
                remedy += f"«demoras holidays {name} --country {here}»; si no, déjelo así."
                yield tree.problem(tree.value_place(loc), message, remedy)
                return


def _strange_years(files: Files, known_days: KnownDays) -> Iterator[Problem]:
    """Yield the years whose dates are not those of their country: another year's, or another country's."""
    called = holiday_names(files).holiday
    for name, tree in files.folders["holidays"].items():
        country = next((text for _, text in tree.texts("country")), "")
        known = {day.date: day for day in known_days(country, int(name))}
        days = [(loc, day, typed_day(str(day["date"]))) for loc, day in tree.found("days", "*")]
        omitted = {typed_day(text) for _, text in tree.texts("omit", "*")}
        lost = sorted(known.keys() - omitted - {typed for _, _, typed in days})
        moved = [
            (loc, day, typed, meant)
            for loc, day, typed in days
            if typed and typed not in known and (meant := _same_name(str(day["name"]), [known[one] for one in lost]))
        ]
        # Staff note the norm that moves a holiday in its source; what the package wrote, it knows better.
        is_copied = len(moved) >= _OTHER_YEAR or any(str(day["source"]).startswith(_OF_PACKAGE) for _, day, *_ in moved)
        if moved and is_copied and 2 * len(moved) >= len(lost):
            shown = ", ".join(
                f"{quoted(day['name'])} no es el {typed:%d/%m} sino el {meant.date:%d/%m}"
                for _, day, typed, meant in moved[:_SHOWN]
            )
            more = f" (y {len(moved) - _SHOWN} más)" if moved[_SHOWN:] else ""
            message = f"en {name}, {shown}{more}: ¿son las fechas de otro año?"
            remedy = f"Corrija las fechas («demoras holidays {name}» las muestra). A la que una norma trasladó, "
            remedy += "anótele la norma en «source», y en «omit» la fecha que tenía."
            yield tree.problem(tree.value_place(moved[0][0]), message, remedy)
        elif len(lost) > _OTHER_COUNTRY:
            shown = ", ".join(f"{day:%d/%m}" for day in lost)
            message = f"a {name} le faltan {len(lost)} fechas de {quoted(country)} ({shown}): ¿son de otro país?"
            remedy = f"«demoras holidays {name}» muestra las diferencias; "
            remedy += f"una que ya no es {called} se anota en «omit»."
            yield tree.problem(tree.value_place(("days",)), message, remedy)


def _same_name(name: str, days: Sequence[Holiday]) -> Holiday | None:
    """Return the day among these that has this name; two that share a date have their names in one."""
    parts = {_plain(part) for part in name.split(";")}
    return next((day for day in days if parts & {_plain(part) for part in day.name.split(";")}), None)


def _plain(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", name).casefold() if sign.isalnum())


def _long_notices(files: Files, today: date) -> Iterator[Problem]:
    for tree in files.folders["notices"].values():
        first = next((typed_day(text) for _, text in tree.texts("from")), None)
        for loc, text in tree.texts("until"):
            last = typed_day(text)
            if first and last and last >= today and last - max(first, today) > _LONG_NOTICE:
                message = f"el aviso rige hasta el {quoted(text)}, dentro de más de un año."
                remedy = "Un aviso es algo temporal: revise el año, o cambie el dato en su propio archivo."
                yield tree.problem(tree.value_place(loc), message, remedy)


def _idle_notices(files: Files, today: date) -> Iterator[Problem]:
    """Yield the notices, not over yet, whose promise every service that they name has anyway."""
    for delay in delays(files):
        (_, promise), *_ = (*delay.tree.texts("promise"), ((), ""))
        usual = {text for name in delay.services for _, text in files.folders["services"][name].texts("promise")}
        if delay.last >= today and {" ".join(text.split()) for text in usual} == {" ".join(promise.split())}:
            message = f"el aviso no cambia nada: {quoted(promise)} es el plazo de siempre de sus servicios."
            yield delay.tree.problem(delay.tree.value_place(("promise",)), message, "Revise el plazo o los servicios.")


def _unsaid_ways(files: Files) -> Iterator[Problem]:
    """Yield the requirements of which nobody has said by which way a client meets them: they read as a riddle."""
    for tree in files.folders["requirements"].values():
        is_payment = any(text == "payment" for _, text in tree.texts("kind"))
        if not is_payment and not any(tree.found("through")):
            message = "no dice por dónde se cumple este requisito: el cliente no sabe por qué vía enviarlo."
            remedy = "Agregue «through: ticket», «through: client_area», o «through: elsewhere» con «place»."
            yield tree.problem(tree.value_place(("how",)), message, remedy)


def _lost_ways(files: Files) -> Iterator[Problem]:
    """Yield the ways to meet a requirement that the company has not: no page says where a ticket or the area is."""
    company = files.single["company"]
    area, ticket, invoices = (any(company.texts(key)) for key in ("client_area_url", "new_ticket_url", "invoices_url"))
    channels = files.folders["attention"].values()
    ticket = ticket or any(
        any(tree.texts("contact")) and any(kind == "ticket" for _, kind in tree.texts("kind")) for tree in channels
    )
    for tree in files.folders["requirements"].values():
        is_bill = invoices and any(kind == "payment" for _, kind in tree.texts("kind"))
        for loc, through in tree.texts("through"):
            if through == "ticket" and not (area or ticket):
                message = "este requisito se cumple por un ticket, y ningún dato dice dónde se abre uno."
                remedy = "Agregue «new_ticket_url» o «client_area_url» en data/company.yml, "
                remedy += "o diga en «how» por dónde se cumple y quite «through»."
                yield tree.problem(tree.value_place(loc), message, remedy)
            if through == "client_area" and not (area or is_bill):
                message = "este requisito se cumple en el área de clientes, y ningún dato dice dónde está."
                remedy = "Agregue «client_area_url» en data/company.yml, o cambie «through»."
                yield tree.problem(tree.value_place(loc), message, remedy)


def _beyond_the_calendar(files: Files) -> Iterator[Problem]:
    """Yield the closures and exceptions of years for which there are no holidays: the year may be mistyped."""
    calendar, last_year = files.single["calendar"], max(map(int, files.folders["holidays"]))
    called = holiday_names(files).holidays
    for key, field in (("closures", "last"), ("exceptions", "date")):
        for loc, text in calendar.texts(key, "*", field):
            day = typed_day(text)
            if day and day.year > last_year:
                message = f"la fecha {quoted(text)} es posterior al último año con {called} cargados, {last_year}."
                yield calendar.problem(calendar.value_place(loc), message, "Revise el año.")
