"""`data/billing.yml`: how the billing system's words are read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.base import Flag, Frozen, Slug, Text, Told, Whole
from generator.model.calendar import ZoneName
from generator.model.states import LineKind, State

BillingText = Annotated[Text, Told.NOWHERE]
"""A text as billing itself has it."""


class BillingService(Frozen):
    """What billing calls one service: exact product texts, and endings of domains.

    Without a `kind`, of new products and registrations; with one, of such lines alone, and of all of them where
    neither texts nor endings are given.
    """

    service: Slug
    products: tuple[BillingText, ...] = ()
    domain_endings: tuple[Annotated[str, Field(pattern=r"^(\.[a-z0-9-]+)+$")], ...] = ()
    kind: Literal[LineKind.TRANSFER, LineKind.RENEWAL, LineKind.ADDON, LineKind.UPGRADE] | None = None


class BillingStatus(Frozen):
    """What one of the company's own order statuses means."""

    status: BillingText
    stage: Annotated[
        Literal[State.AWAITING_PAYMENT, State.AWAITING_REQUIREMENTS, State.IN_PROGRESS, State.UNDER_REVIEW],
        Field(),
    ]


class BillingTicketStatus(Frozen):
    """What a ticket's status says of the requirements of the item it is about."""

    status: BillingText
    stage: Literal[State.AWAITING_REQUIREMENTS, State.IN_PROGRESS]


class BillingLimits(Frozen):
    """How long and how much one run may read; a busy or old installation needs more than the defaults."""

    run_seconds: Annotated[Whole, Field(ge=60, le=18000)] = 480
    """For everything a run reads."""
    call_seconds: Annotated[Whole, Field(ge=5, le=300)] = 30
    """For one call, its repetitions with it."""
    page_size: Annotated[Whole, Field(ge=10, le=1000)] = 250
    """Rows asked for in one call."""
    answer_megabytes: Annotated[Whole, Field(ge=1, le=64)] = 8
    """For one answer, unpacked."""


class Billing(Frozen):
    """`data/billing.yml`: how the billing system's words are read."""

    zone: ZoneName
    """The zone of billing's own clock; it prints times without one."""
    sync_every_minutes: Annotated[Whole, Field(ge=5, le=1440)]
    services: tuple[BillingService, ...]
    requirements_field: BillingText | None = None
    """The name of a product's own field, for staff only, where they write the date the requirements were met."""
    order_statuses: tuple[BillingStatus, ...] = ()
    ticket_statuses: tuple[BillingTicketStatus, ...] = ()
    automatic_repliers: tuple[BillingText, ...] = ()
    """Names under which billing itself answers tickets: no person, so no first reply."""
    events: Literal["activity_log"] | None = None
    """Where the shop's own lines are read that date what billing does not (docs/events.md)."""
    limits: BillingLimits = BillingLimits()
    ledger_hours: Annotated[Whole, Field(ge=1, le=8760)] = 24
    """How old the last Ledger may be, or twice `sync_every_minutes` where that is longer."""
    assumed: Flag = False

    @property
    def is_read(self) -> bool:
        """Whether there is a billing system: without one no order has a page, and nothing is measured."""
        return self is not NO_BILLING


NO_BILLING = Billing(zone="UTC", sync_every_minutes=30, services=())
"""Of a company without `data/billing.yml`."""
