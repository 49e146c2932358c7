"""The state of one item, read from what billing reports of it and of its order; a reason where it is unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from generator.model.base import ServiceId
from generator.model.catalog import Catalog, Service
from generator.model.observed import ObservedItem, ObservedOrder
from generator.model.states import (
    STATUS_OF_ANOTHER,
    LineKind,
    OrderStatus,
    Payment,
    Reason,
    ServiceStatus,
    State,
    WaitingOn,
)

_RUNNING = (ServiceStatus.ACTIVE, ServiceStatus.PENDING, ServiceStatus.SUSPENDED, ServiceStatus.EXPIRED)


@dataclass(frozen=True, slots=True)
class ItemState:
    """A state and, where it is `UNKNOWN` or nothing is promised of it, why."""

    state: State
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class ServiceMap:
    """What billing's words mean: a service by what is asked for, and a text or an ending; a stage by its `status_key`.

    A text stands for one kind of line only: a service's promise is none for its renewal, or for a domain's transfer.
    """

    products: dict[tuple[LineKind, str], ServiceId]
    endings: dict[tuple[LineKind, str], ServiceId]
    whole: dict[LineKind, ServiceId]
    """The service of all lines of a kind that no text claims."""
    stages: dict[str, State]
    ticket_stages: dict[str, State]

    @classmethod
    def of(cls, catalog: Catalog) -> ServiceMap:
        """Return the look-up tables of `data/billing.yml`."""
        entries = catalog.billing.services
        return cls(
            products={
                (entry.kind or LineKind.PRODUCT, text): ServiceId(entry.service)
                for entry in entries
                for text in entry.products
            },
            endings={
                (entry.kind or LineKind.REGISTRATION, ending): ServiceId(entry.service)
                for entry in entries
                for ending in entry.domain_endings
            },
            whole={
                entry.kind: ServiceId(entry.service)
                for entry in entries
                if entry.kind and not entry.products and not entry.domain_endings
            },
            stages={status_key(entry.status): entry.stage for entry in catalog.billing.order_statuses},
            ticket_stages={status_key(entry.status): entry.stage for entry in catalog.billing.ticket_statuses},
        )

    def service_of(self, item: ObservedItem) -> ServiceId | None:
        """Return the service an item is mapped to, if any."""
        by_ending, by_text = self.endings.get((item.line, item.ending)), self.products.get((item.line, item.product))
        return by_ending or by_text or self.whole.get(item.line)

    def stage_of(self, order: ObservedOrder) -> State | None:
        """Return the stage an order's own status is mapped to, if any."""
        return self.stages.get(status_key(order.custom_status)) if order.status is OrderStatus.CUSTOM else None


def status_key(word: str) -> str:
    """Return a status word without case, blanks and hyphens: WHMCS spells one status in several ways."""
    return re.sub(r"[-_\s]", "", word.casefold())


def item_state(
    order: ObservedOrder,
    item: ObservedItem,
    service: Service | None,
    words: ServiceMap,
    catalog: Catalog,
    requirements: State | None,
    *,
    promised: bool = False,
) -> ItemState:
    """Return an item's state; `requirements` is what is said of them, None where nothing is.

    The item's own status comes first: an order stays *Pending* until somebody accepts it, even when its
    services already run (docs.whmcs.com/orders/order-statuses). Which service it is matters only for what is still
    to be done; of an item that was `promised` something, the promise tells what its service no longer does.
    """
    unmapped = None if service is not None or promised else reason_unmapped(item.line)
    # Most items run, and of those nobody need ask what their clock waited for.
    pending = partial(_pending, order, service, words, catalog, requirements, unmapped)
    if item.line in STATUS_OF_ANOTHER and (item.status in _RUNNING or item.is_silent):
        # What is renewed, or changed, may well run, or be expired, while nobody has paid: only the order tells.
        return ItemState(State.ACTIVE) if order.is_accepted else pending()
    if item.is_silent and order.is_accepted:
        return ItemState(State.ACTIVE)
    match item.status:
        case ServiceStatus.ACTIVE:
            return ItemState(State.ACTIVE)
        case ServiceStatus.ENDED:
            return ItemState(State.CANCELLED)
        case ServiceStatus.FRAUD:
            return ItemState(State.UNDER_REVIEW)
        case ServiceStatus.SUSPENDED:
            return ItemState(State.UNKNOWN, Reason.SUSPENDED)
        case ServiceStatus.EXPIRED:
            return ItemState(State.UNKNOWN, Reason.EXPIRED)
        case ServiceStatus.OTHER:
            return ItemState(State.UNKNOWN, Reason.UNKNOWN_STATUS)
        case ServiceStatus.PENDING:
            return pending()
        case _:
            assert_never(item.status)


def reason_unmapped(line: LineKind) -> Reason:
    """Return why nothing is promised of such a line where no service claims it."""
    match line:
        case LineKind.TRANSFER:
            return Reason.UNMAPPED_TRANSFER
        case LineKind.RENEWAL:
            return Reason.UNMAPPED_RENEWAL
        case LineKind.ADDON:
            return Reason.UNMAPPED_ADDON
        case LineKind.UPGRADE:
            return Reason.UNMAPPED_UPGRADE
        case LineKind.PRODUCT | LineKind.REGISTRATION | LineKind.OTHER:
            return Reason.UNMAPPED
        case _:
            assert_never(line)


def waiting_on(state: State, *, is_unpaid: bool = False) -> WaitingOn:
    """Return who must act next; `is_unpaid` is known, whatever else is not, of an order that lists nothing."""
    match state:
        case State.AWAITING_PAYMENT | State.AWAITING_REQUIREMENTS:
            return WaitingOn.CLIENT
        case State.IN_PROGRESS | State.UNDER_REVIEW:
            return WaitingOn.COMPANY
        case State.UNKNOWN:
            return WaitingOn.CLIENT if is_unpaid else WaitingOn.NONE
        case State.ACTIVE | State.CANCELLED:
            return WaitingOn.NONE
        case _:
            assert_never(state)


def _pending(
    order: ObservedOrder,
    service: Service | None,
    words: ServiceMap,
    catalog: Catalog,
    requirements: State | None,
    unmapped: Reason | None,
) -> ItemState:
    """Return the state of an item that is not set up yet: the order's own word, its payment, then requirements.

    Of one that is `unmapped`, only what billing itself says is told.
    """
    if order.status is OrderStatus.CANCELLED:
        return ItemState(State.CANCELLED)
    if order.status is OrderStatus.FRAUD:
        return ItemState(State.UNDER_REVIEW)
    stage = words.stage_of(order)
    if unmapped is not None:
        if stage in (State.UNDER_REVIEW, State.AWAITING_PAYMENT):
            return ItemState(stage, unmapped)
        unpaid = order.status is not OrderStatus.CUSTOM and order.payment is Payment.UNPAID
        return ItemState(State.AWAITING_PAYMENT if unpaid else State.UNKNOWN, unmapped)
    if order.status is OrderStatus.CUSTOM and stage is None:
        return ItemState(State.UNKNOWN, Reason.UNMAPPED_STATUS)
    # What staff set by hand for this very order says more than its invoice does.
    if stage in (State.UNDER_REVIEW, State.AWAITING_PAYMENT, State.IN_PROGRESS):
        return ItemState(stage)
    if order.payment is Payment.UNPAID:
        return ItemState(State.AWAITING_PAYMENT)
    if order.payment is Payment.UNCLEAR:
        return ItemState(State.UNKNOWN, Reason.PAYMENT_UNCLEAR)
    if service is not None and catalog.starts_at_payment(service):
        return ItemState(State.IN_PROGRESS)
    return ItemState(requirements) if requirements else ItemState(State.UNKNOWN, Reason.REQUIREMENTS_UNREPORTED)
