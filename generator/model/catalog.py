"""The Catalog: everything staff edit in `data/`, checked and frozen. A model per kind of file, then the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field

from generator.model.addresses import Contact, FolderUrl, PageUrl, Telephone
from generator.model.base import (
    Day,
    Flag,
    Frozen,
    GroupId,
    Name,
    NoticeId,
    PlainLabel,
    ProseText,
    RequirementId,
    ServiceId,
    Slug,
    UnseenLabel,
    Whole,
)
from generator.model.billing import Billing
from generator.model.calendar import CalendarData, CalendarSettings
from generator.model.manual import Manual
from generator.model.promise import PromiseText
from generator.model.states import ClockStarts, Through

Position = Annotated[Whole, Field(ge=0, le=9999)]
"""Where an entry stands among its like; ties are settled by name."""


class Company(Frozen):
    """`data/company.yml`: whose site this is."""

    name: Name
    site: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
    """Names the installation in every link's key; changing it changes every link."""
    site_url: FolderUrl
    unlisted: ProseText
    """What to tell somebody whose product is not listed."""
    sla_manual_url: PageUrl | None = None
    """Where the company's service level agreement stands; no page names one where there is none."""
    client_area_url: PageUrl | None = None
    """Where a client finds orders, invoices and tickets."""
    invoices_url: PageUrl | None = None
    """Where a client sees all invoices and pays them; no order's own page."""
    new_ticket_url: PageUrl | None = None
    order_whatsapp: Telephone | None = None
    """Where a client asks about an order by WhatsApp."""
    late_meaning: ProseText | None = None
    """What it means that a service is late, and whom to ask."""
    order_link_question: Slug | None = None
    """The public question that the home page sends to whoever lost the link of an order."""
    accent: Annotated[str, Field(pattern=r"^#?[0-9a-fA-F]{6}$")] | None = None
    """The company's colour, `#rrggbb`; pages darken or lighten it until it is read."""
    typeface: Literal["system", "grotesque", "geometric", "humanist", "rounded", "serif"] = "system"
    """The kind of letters, of those that a reader's own system has; `generator/render/brand.py` names them."""
    allowed_hosts: tuple[Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")], ...] = ()
    """Hosts that texts may link to, besides those of the addresses above."""
    assumed: Flag = False


class Group(Frozen):
    """One entry of `data/groups.yml`; their order is the page's."""

    id: Slug
    name: Name
    intro: ProseText | None = None
    custom: Flag = False
    """Its services are made to measure: those who look for one pick them by that."""
    assumed: Flag = False


class Groups(Frozen):
    """`data/groups.yml`."""

    groups: Annotated[tuple[Group, ...], Field(min_length=1)]


class Requirement(Frozen):
    """`data/requirements/<id>.yml`: what must be there before work can begin."""

    name: Name
    how: ProseText
    """What a client sends or does to meet it."""
    through: Through | None = None
    """By which way; None where nobody has said it yet."""
    place: PlainLabel | None = None
    """Where, for `elsewhere` alone: «la empresa donde registró el dominio»."""
    action: PlainLabel | None = None
    """The same as something to do, to follow «falta»: «delegar el dominio»."""
    kind: Literal["payment", "client"] = "client"
    """`payment` is met when the invoice is; anything else, when the client has done it."""
    owner: Slug
    review_by: Day
    assumed: Flag = False


class Service(Frozen):
    """`data/services/<id>.yml`: one service and its promise, the only place where that figure stands."""

    name: Name
    group: Slug
    promise: PromiseText
    clock_starts: ClockStarts
    requirements: tuple[Slug, ...] = ()
    owner: Slug
    review_by: Day
    retired: Day | None = None
    """The first local date on which it is not offered any more; its orders go on."""
    note: ProseText | None = None
    also: tuple[UnseenLabel, ...] = ()
    """What else people call it: found by the search, and never shown."""
    position: Position = 100
    assumed: Flag = False


class Attention(Frozen):
    """`data/attention/<id>.yml`: a channel or a kind of ticket, and how soon it is answered."""

    name: Name
    kind: Literal["channel", "ticket"]
    audience: PlainLabel
    target: PromiseText | None = None
    target_kind: Literal["maximum", "usual", "average", "none"]
    description: ProseText
    contact: Contact | None = None
    """Where one writes or calls; a ticket without one is written in the client area."""
    departments: tuple[Annotated[str, Field(pattern=r"^[1-9][0-9]{0,9}$")], ...] = ()
    """Billing's numbers of the desks whose tickets are these; without any, how they are answered is not measured."""
    also: tuple[UnseenLabel, ...] = ()
    """What else people call it: found by the search, and never shown."""
    owner: Slug
    review_by: Day
    position: Position = 100
    assumed: Flag = False


class Faq(Frozen):
    """`data/faq/<id>.yml`: a question with its answer."""

    question: PlainLabel
    wordings: tuple[PlainLabel, ...] = ()
    """Other ways to ask it: found by the search, and never shown."""
    answer: ProseText
    """Markdown: paragraphs, lists, emphasis and links."""
    audience: Literal["public", "internal"] = "public"
    """`internal` is for staff alone: no public file holds any part of it."""
    owner: Slug
    review_by: Day
    position: Position = 100
    assumed: Flag = False


class Notice(Frozen):
    """`data/notices/<id>.yml`: something temporary. Both dates are the site's local ones, and included."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_alias=True, validate_by_name=True)

    kind: Literal["delay", "maintenance", "announcement"]
    """`delay` replaces a promise; the others only tell."""
    title: PlainLabel
    reason: ProseText
    from_: Annotated[Day, Field(alias="from")]
    until: Day
    services: tuple[Slug, ...] = ()
    groups: tuple[Slug, ...] = ()
    promise: PromiseText | None = None
    """What is promised instead to orders whose clock starts inside the dates; for a `delay` only."""
    assumed: Flag = False


@dataclass(frozen=True, slots=True)
class Catalog:
    """All of `data/`, each mapping in the order pages show it."""

    company: Company
    calendar_settings: CalendarSettings
    calendar: CalendarData
    groups: Mapping[GroupId, Group]
    requirements: Mapping[RequirementId, Requirement]
    services: Mapping[ServiceId, Service]
    attention: Mapping[str, Attention]
    faq: Mapping[str, Faq]
    notices: Mapping[NoticeId, Notice]
    """Past ones too, newest first."""
    billing: Billing
    revocations: Mapping[str, int]
    assumed: tuple[str, ...]
    """Paths of the files that hold facts nobody has confirmed."""
    erased: frozenset[str] = frozenset()
    """Opaque tags of the orders that nothing may be kept of, because their client asked for it."""
    manual: Manual | None = None
    logo: str | None = None
    """`data/logo.svg`; without it, pages show the company's initials."""
    retired: Mapping[ServiceId, Service] = field(default_factory=dict)
    """Services that pages do not offer any more, set apart by `in_offer`; else empty."""

    @property
    def all_services(self) -> Mapping[ServiceId, Service]:
        """Every service, offered or not."""
        return {**self.services, **self.retired}

    def in_offer(self, now: datetime) -> Catalog:
        """Return the Catalog as pages of a moment show it: services that are retired by then are set apart."""
        today = now.astimezone(ZoneInfo(self.calendar.zone)).date()
        every = self.all_services.items()
        retired = {key: service for key, service in every if service.retired and service.retired <= today}
        return replace(self, services={key: one for key, one in every if key not in retired}, retired=retired)

    def is_moot(self, notice: Notice) -> bool:
        """Whether a notice concerns nothing but services that were set apart: it would seem to concern everybody."""
        named = bool(notice.services or notice.groups)
        return bool(self.retired) and named and not self.notice_services(notice)

    def questions(self, audience: Literal["public", "internal"]) -> Mapping[str, Faq]:
        """Return the questions of one audience, in the order of their page."""
        return {key: entry for key, entry in self.faq.items() if entry.audience == audience}

    def way_to(self, entry: Attention) -> str | None:
        """Return where a channel's clients reach it; tickets without a place of their own are in the client area."""
        tickets = self.company.new_ticket_url or self.company.client_area_url
        return entry.contact or (tickets if entry.kind == "ticket" else None)

    def client_requirements(self, service: Service) -> tuple[RequirementId, ...]:
        """Return the requirements only the client can meet: payment, which billing reports, is not one."""
        return tuple(key for key in map(RequirementId, service.requirements) if self.requirements[key].kind == "client")

    def notice_services(self, notice: Notice) -> tuple[ServiceId, ...]:
        """Return the services a notice concerns: those it names, and those of the groups it names."""
        return tuple(
            key for key, service in self.services.items() if key in notice.services or service.group in notice.groups
        )

    def clock_start(self, service: Service) -> ClockStarts:
        """Return what makes a service's clock run: where no requirement is left to the client, the payment."""
        return service.clock_starts if self.client_requirements(service) else ClockStarts.PAYMENT_CREDITED

    def starts_at_payment(self, service: Service) -> bool:
        """Whether payment is all a service's clock waits for."""
        return self.clock_start(service) is ClockStarts.PAYMENT_CREDITED
