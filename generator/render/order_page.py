"""The one private page that every order link opens, and the public wording its script reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import jinja2

from generator.model.addresses import whatsapp_link
from generator.model.base import ServiceId, iso_utc
from generator.model.catalog import Catalog, Requirement, Service
from generator.model.due import Due, NoDue
from generator.model.feed import CalendarFeed
from generator.model.promise import Promise, unit_table
from generator.model.views import NOTE_ENDS
from generator.render.attention_page import attention_label
from generator.render.brand import MARK_FILE
from generator.render.notices_page import NoticeWords
from generator.render.page_policy import inline_hashes
from generator.render.share_cards import order_card
from generator.render.wording import company_words, way_sentence, way_to_pay, way_to_write
from generator.words.countries import language_tag
from generator.words.for_scripts import as_json, inside_script, order_page_words
from generator.words.language import WORDS

Say: TypeAlias = Callable[[str], str]


_LONGEST_LATENESS = timedelta(days=366)
_AHEAD = timedelta(days=62)
_CHANNELS = "../atencion/"
_SCRIPTS = "script-src 'self'"


def order_page_html(catalog: Catalog) -> str:
    """Return `pedido/index.html`: a stand-alone document, the same for every order."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    html = environment.get_template("pedido.html").render(
        company=catalog.company,
        language=language_tag(catalog.calendar.zone),
        area=catalog.company.client_area_url,
        card=order_card(),
        mark=MARK_FILE,
        area_name=WORDS.frame.client_area,
        opening=WORDS.order_page["opening"],
        channels=attention_label(catalog),
        onward=_onward(catalog),
        words=inside_script(as_json(_page_words(catalog))),
    )
    return html.replace(_SCRIPTS, f"{_SCRIPTS}{inline_hashes(html)}", 1)


def order_page_wording(
    catalog: Catalog,
    say: Say,
    *,
    say_reason: Say | None = None,
    promises: Mapping[ServiceId, Promise] = MappingProxyType({}),
    examples: Mapping[ServiceId, Due | NoDue] = MappingProxyType({}),
    left: Mapping[str, str] = MappingProxyType({}),
    notices: Sequence[NoticeWords] = (),
    calendar: Mapping[str, Any] | None = None,
) -> bytes:
    """Return `pedido/catalogo.json`, canonical JSON.

    `say` turns prose with references into plain text, `say_reason` that of notices where they differ; `promises` are
    those that notices put in a service's own place today; `examples`, the date each would have from now; `left`, what
    is said of a service that takes longer than promised; `notices`, those that hold, of which those that
    name services are told; `calendar`, what `page_calendar` returns.
    """
    tell = say_reason or say
    wording = {
        "v": 1,
        "company": {
            "name": catalog.company.name,
            "sla_manual_url": catalog.company.sla_manual_url,
            "client_area_url": catalog.company.client_area_url,
            "pay_url": way_to_pay(catalog.company),
            "write_url": way_to_write(catalog.company),
            "order_whatsapp": _whatsapp(catalog.company.order_whatsapp),
            "late_meaning": say(catalog.company.late_meaning)
            if catalog.company.late_meaning
            else company_words(catalog).site.late_meaning,
            "unlisted": say(catalog.company.unlisted),
        },
        "zone": catalog.calendar.zone,
        "note_days": NOTE_ENDS.days,
        "units": unit_table(),
        "services": {
            key: _service(key, service, promises.get(key, service.promise), catalog)
            # Told only where billing reports no requirement, and those of a payment it always does.
            | ({} if catalog.starts_at_payment(service) else _example(examples.get(key)))
            | ({"left": left[key]} if key in left else {})
            for key, service in catalog.all_services.items()
        },
        "notices": {
            key: {"title": notice.title, "reason": tell(notice.reason)} for key, notice in catalog.notices.items()
        },
        # What names no service is for Inicio and Avisos.
        "notices_now": [_notice(notice) for notice in notices if notice.services],
        "requirements": {
            key: _requirement(requirement, say, catalog) for key, requirement in catalog.requirements.items()
        },
    }
    if calendar is not None:
        wording["calendar"] = calendar
    return json.dumps(wording, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def page_calendar(feed: CalendarFeed, today: date) -> dict[str, Any]:
    """Return the zone's offsets, and the hours of an ordinary week and of the dates that differ, to count what is left.

    Promises of business hours are shorter than two months, those of days have a count of their own; nobody waits longer
    than the year. Offsets are those of the loaded years; from their end on the browser is asked, which takes long.
    """
    first, last = max(today - _LONGEST_LATENESS, date(feed.first_year, 1, 1)), today + _AHEAD
    special = {str(day.date): day.hours for day in feed.special if first <= day.date <= last}
    end = datetime(feed.last_year + 1, 1, 1, tzinfo=ZoneInfo(feed.zone))
    offsets = (*feed.offsets, (int(end.timestamp()), None))
    return {"from": str(first), "to": str(last), "week": feed.week, "special": special, "offsets": offsets}


def _page_words(catalog: Catalog) -> dict[str, Any]:
    """Return the page's words, each of a link saying what it opens.

    `ways` are those to ask where no order opens, `onward` those to the rest of the site.
    """
    said, company = order_page_words(company_words(catalog)), catalog.company
    page = said["order_page"]
    if company.invoices_url:
        page["pay"] = WORDS.frame.pay_invoices
    if company.new_ticket_url:
        page |= {"send": WORDS.frame.new_ticket, "ask_about": WORDS.frame.ask_by_ticket}
    elif not company.client_area_url:
        page["ask_about"] = attention_label(catalog)
    ways = {page["ask_about"]: way_to_write(company) or _CHANNELS}
    if company.order_whatsapp:
        ways = {page["ask_by_whatsapp"]: whatsapp_link(company.order_whatsapp, WORDS.site.ask_about_link), **ways}
    return said | {"ways": list(ways.items()), "onward": _onward(catalog)}


def _onward(catalog: Catalog) -> list[tuple[str, str]]:
    """Return where whoever cannot open the page here goes on from."""
    return [(attention_label(catalog), _CHANNELS), (WORDS.menu.home, "../")]


def _whatsapp(telephone: str | None) -> str | None:
    """Return the address that an order's number makes whole: it ends in the message up to that number."""
    return whatsapp_link(telephone, f"{WORDS.site.ask_about_order} ") if telephone else None


def _service(key: ServiceId, service: Service, promise: Promise, catalog: Catalog) -> dict[str, Any]:
    return {
        "name": service.name,
        # What is not offered any more has orders, and no page.
        "page": f"../demoras/{key}/" if key in catalog.services else None,
        "promise": str(promise),
        "clock_starts": catalog.clock_start(service).value,
        "requirements": service.requirements,
    }


def _notice(notice: NoticeWords) -> dict[str, Any]:
    """Return what a notice that holds tells beside its words."""
    services = [key for key, _ in notice.services]
    return {"notice": notice.id, "dates": notice.dates, "is_delay": notice.promise is not None, "services": services}


def _example(dates: Due | NoDue | None) -> dict[str, Any]:
    """Return the date a clock that starts now would have; of its count, only what printing midnights needs."""
    if not isinstance(dates, Due):
        return {}
    hours = [{"date": str(row.date), "seconds": row.seconds} for row in dates.trace if row.seconds is not None]
    example: dict[str, Any] = {
        "start": iso_utc(dates.start),
        "due": iso_utc(dates.due),
        "trace": hours or [{"date": str(row.date)} for row in dates.trace[-1:]],
    }
    return {"example": example | ({"earliest": iso_utc(dates.earliest)} if dates.earliest else {})}


def _requirement(requirement: Requirement, say: Callable[[str], str], catalog: Catalog) -> dict[str, Any]:
    told = {
        "name": requirement.name,
        "how": say(requirement.how),
        "action": requirement.action,
        "kind": requirement.kind,
    }
    way, through = way_sentence(requirement, catalog), requirement.through
    return told | ({"through": through} if through else {}) | ({"way": way} if way else {})
