"""The sentences of the pages that are put together from data: of a service, a target, opening hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from generator.model.calendar import DAY_END, OpenInterval, clock_text
from generator.model.catalog import Attention, Catalog, Company, Requirement, Service
from generator.model.facts import Attending
from generator.model.states import Through
from generator.render.markdown import Markdown, address, escape, linked_to
from generator.render.requirement_words import required_of, required_words
from generator.words.countries import country_of_zone
from generator.words.language import WORDS, Words, words_of
from generator.words.phrases import clock_words, day_words, enumerated, moment_words


class PageWording:
    """Phrases that need the Catalog or its zone."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._zone = ZoneInfo(catalog.calendar.zone)

    def moment(self, value: datetime) -> str:
        """Return an aware moment in the site's zone."""
        return moment_words(value, self._zone)

    def requirement_names(self, service: Service) -> str:
        """Return a service's requirements as a list on its own; where nothing is left to the client, the payment."""
        if not self._catalog.client_requirements(service):
            return WORDS.service.no_requirements
        names = required_words(self._catalog, service)
        return names[:1].upper() + names[1:]

    def requirements(self, service: Service) -> tuple[Requirement, ...]:
        """Return all that a service's clock waits for, of which the payment is one if the data say how one pays."""
        return tuple(self._catalog.requirements[name] for name in required_of(self._catalog, service))

    def way(self, requirement: Requirement) -> Markdown:
        """Return by which way a client meets a requirement, as a link where it is the company's own."""
        words, place = self._way(requirement)
        return linked_to(words, address(place)) if place else escape(words)

    def ticket_linked(self, told: Markdown) -> Markdown:
        """Return a sentence of staff's in which the first mention of a ticket leads to where one is opened.

        Nothing changes where the company says no such address, or the sentence names no ticket.
        """
        place, ticket = way_to_write(self._catalog.company), WORDS.service.ticket
        before, named, after = told.partition(ticket)
        return Markdown(before + linked_to(ticket, address(place)) + after) if place and named else told

    def way_spelt(self, requirement: Requirement) -> str:
        """Return the same as a sentence for a message, its address spelt out; nothing where nobody has said it."""
        words, place = self._way(requirement)
        way = WORDS.service.way_at.format(way=words, address=place) if place else words
        return WORDS.service.way.format(way=way) if words else ""

    def _way(self, requirement: Requirement) -> tuple[str, str | None]:
        company, words = self._catalog.company, way_words(requirement, self._catalog)
        if requirement.through is Through.TICKET:
            return words, way_to_write(company)
        if requirement.through is not Through.CLIENT_AREA:
            return words, None
        if requirement.kind == "payment":
            return words, way_to_pay(company)
        return words, company.client_area_url

    def clock_start(self, service: Service) -> str:
        """Return what makes a service's clock run, short."""
        return WORDS.clock_starts.of(self._catalog.clock_start(service)).short

    def clock_explained(self, service: Service) -> str:
        """Return what makes a service's clock run, as a sentence."""
        return WORDS.clock_starts.of(self._catalog.clock_start(service)).explained

    def attending(self, found: Attending | None) -> str:
        """Return whether anybody is there, with its day, as a page may be read later; nothing where it is unknown."""
        say = WORDS.now
        if found is None:
            return ""
        if found.opens:
            closed = say.built_closed.format(moment=self.moment(found.opens))
            return say.opens_after.format(opens=closed, names="; ".join(found.after)) if found.after else closed
        if found.until is None:
            return say.at_all_hours
        # A closing at midnight ends its day.
        last = (found.until - timedelta(minutes=1)).astimezone(self._zone)
        return say.built_open.format(day=day_words(last.date()), hour=hour_words(last.hour * 60 + last.minute + 1))


def company_words(catalog: Catalog) -> Words:
    """Return the words of the company's country, which name no way to ask that it has not."""
    company = catalog.company
    area, whatsapp = bool(company.client_area_url), bool(company.order_whatsapp)
    # A ticket that says no place of its own is written in the client area.
    written = any(entry.kind == "ticket" and entry.contact for entry in catalog.attention.values())
    country = country_of_zone(catalog.calendar.zone)
    tickets = written or bool(way_to_write(company))
    return words_of("es", country=country, tickets=tickets, whatsapp=whatsapp, area=area)


def way_words(requirement: Requirement, catalog: Catalog) -> str:
    """Return by which way a client meets a requirement, without a verb; nothing where the company has none such."""
    if requirement.through is None:
        return ""
    is_bill = requirement.kind == "payment" and requirement.through is Through.CLIENT_AREA
    if is_bill and catalog.company.invoices_url:
        return WORDS.frame.in_invoices
    return company_words(catalog).ways.of(requirement.through).format(place=requirement.place)


def way_sentence(requirement: Requirement, catalog: Catalog) -> str:
    """Return the same as a sentence."""
    way = way_words(requirement, catalog)
    return WORDS.service.way.format(way=way) if way else ""


def target_words(entry: Attention) -> str:
    """Return how soon a channel or ticket is answered; without a target, what that means for its kind."""
    if entry.target is None:
        say = WORDS.attention
        return say.no_target_for_tickets if entry.kind == "ticket" else say.no_target_for_channels
    return str(entry.target)


def target_kind_words(entry: Attention) -> str:
    """Return what sort of figure a target is, or nothing where there is none."""
    return WORDS.attention.kinds.of(entry.target_kind)


def hours_words(hours: Sequence[OpenInterval]) -> str:
    """Return a day's opening hours: `09:00 a 13:00 y 14:00 a 18:00`."""
    dates = WORDS.dates
    if tuple(hours) == (OpenInterval(0, DAY_END),):
        return dates.all_day
    ends = (dates.midnight if one.closes == DAY_END else clock_text(one.closes) for one in hours)
    spans = (
        dates.opening.format(opens=clock_text(one.opens), closes=end) for one, end in zip(hours, ends, strict=True)
    )
    return enumerated(tuple(spans)) or dates.closed


def hour_words(minutes: int) -> str:
    """Return an hour of the day with its article: `las 16:00`."""
    return WORDS.calendar.midnight if minutes == DAY_END else clock_words(clock_text(minutes))


def way_to_pay(company: Company) -> str | None:
    """Return where a client pays: what has no address of its own is in the client area."""
    return company.invoices_url or company.client_area_url


def way_to_write(company: Company) -> str | None:
    """Return where a client writes a ticket."""
    return company.new_ticket_url or company.client_area_url
