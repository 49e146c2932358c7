"""The record of one item as of a run: its state and since when, what is missing, and the promise it was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.compute.fold_run import FoldRun
from generator.compute.item_state import ItemState, item_state
from generator.compute.notices import replacing
from generator.compute.requirements import requirements_dated_at, requirements_stage
from generator.model.base import ServiceId
from generator.model.catalog import Catalog, Service
from generator.model.ledger import GivenPromise, ItemRecord, LastTold, Pause, PromiseChange
from generator.model.moments import Sighting, When, latest
from generator.model.observed import ObservedItem, ObservedOrder
from generator.model.states import FINISHED, STATUS_OF_ANOTHER, ItemKind, LineKind, OrderStatus, Payment, Reason, State

_UNLISTED = {OrderStatus.CANCELLED: (State.CANCELLED, None), OrderStatus.FRAUD: (State.UNDER_REVIEW, None)}
"""What is known of whatever an order asked for, by the order's status, where no line says more."""


def item_record(order: ObservedOrder, item: ObservedItem, last: ItemRecord | None, run: FoldRun) -> ItemRecord:
    """Return the item's record as of this run.

    A run that cannot tell where the item stands changes neither its promise nor its pauses; the first run that can
    makes of it what it would be without those runs.
    """
    item, last = _same_thing(item, last)
    told = last.last_told if last else None
    # Billing's words may be gone for a service that is not sold any more: its items stay what they were.
    service_id = run.services.service_of(item) or (last.service if last else None)
    service = run.catalog.services.get(service_id) if service_id else None
    now = item_state(
        order,
        item,
        service,
        run.services,
        run.catalog,
        requirements_stage(order, item, told, run),
        promised=told is not None and told.promise is not None,
    )
    record = ItemRecord(
        kind=item.key.kind,
        id=item.key.id,
        line=item.line,
        name=item.product,
        service=service_id,
        state=now.state,
        reason=now.reason,
        since=run.now,
        missing=_missing(now, service, run.catalog),
        was_active=told is not None and told.was_active,
    )
    if not record.is_told:
        return record.model_copy(update=_untold(record, last, run))
    run = _since_told(last, run)
    met_at = requirements_dated_at(order, item, told, run)
    stays = told is not None and (told.state, told.reason) == (now.state, now.reason)
    since = told.since if told and stays else _since(now, order, item, service, told, met_at, run)
    promise = _given(now.state, order, service_id, since, met_at, told, run)
    was_active = told is not None and told.was_counted(now.state)
    return record.model_copy(update={"since": since, "promise": promise, "was_active": was_active})


def unlisted_record(order: ObservedOrder, last: ItemRecord | None, run: FoldRun) -> ItemRecord:
    """Return the record of an order that lists nothing, or, with `last`, of an item that it listed before.

    It is asked for, too, while an order lists others but not that one.

    What was finished stays so; of the rest nobody can tell anything but whether the order is paid.
    """
    state, reason = _UNLISTED.get(order.status, (State.UNKNOWN, Reason.EMPTY_ORDER))
    told = last.last_told if last else None
    if last is not None and (state is State.UNKNOWN and told and told.state in FINISHED):
        return last
    unpaid = state is State.UNKNOWN and order.payment is Payment.UNPAID
    record = ItemRecord(
        kind=last.kind if last else ItemKind.OTHER,
        id=last.id if last else "",
        line=last.line if last else None,
        name=last.name if last else "",
        service=last.service if last else None,
        state=state,
        reason=reason,
        since=run.sighting(order.placed_at),
        missing=_payments(run.catalog) if unpaid else (),
        was_active=told is not None and (told.was_active if state is State.UNKNOWN else told.was_counted(state)),
    )
    if last is None:
        return record
    if not record.is_told:
        return record.model_copy(update=_untold(record, last, run))
    return record.model_copy(update={"promise": last.promise} | ({"since": last.since} if last.state is state else {}))


def _same_thing(item: ObservedItem, last: ItemRecord | None) -> tuple[ObservedItem, ItemRecord | None]:
    """Return both as they belong together: a transfer stays one, and what another kind was promised is not its own.

    Once a transfer is done, its row may look like any domain's; its promise, if it had one, was a transfer's.
    """
    if last is None:
        return item, None
    natural = LineKind.REGISTRATION if last.kind is ItemKind.DOMAIN else LineKind.PRODUCT
    before = last.line or natural
    if before is LineKind.TRANSFER and item.line is LineKind.REGISTRATION:
        return replace(item, line=before, product=last.name), last
    if before is item.line:
        return item, last
    return item, last.model_copy(update={"service": None, "promise": None, "told": None, "was_active": False})


def _untold(record: ItemRecord, last: ItemRecord | None, run: FoldRun) -> dict[str, object]:
    """Return what the record of an item that nobody can tell about keeps: its promise, and what was told last."""
    if last is None:
        return {"since": run.sighting()}
    stays = (last.state, last.reason) == (record.state, record.reason)
    kept = last.told
    if last.is_told and run.before is not None:
        kept = LastTold(state=last.state, reason=last.reason, since=last.since, at=run.before)
    return {"since": last.since if stays else run.sighting(), "promise": last.promise, "told": kept}


def _since_told(last: ItemRecord | None, run: FoldRun) -> FoldRun:
    """Return the run as one that follows the last that could tell where the item stands."""
    if last is None or last.is_told:
        return run
    if last.told is None:
        # None ever could; a Ledger from before `told` was kept at least shows by a promise that one did.
        return run if last.promise else replace(run, before=None)
    return replace(run, before=last.told.at)


def _given(
    state: State,
    order: ObservedOrder,
    service_id: ServiceId | None,
    since: When,
    met_at: datetime | None,
    last: ItemRecord | None,
    run: FoldRun,
) -> GivenPromise | None:
    """Return the promise the item has, as pauses and notices leave it: the one it had, else a new one."""
    service = run.catalog.services.get(service_id) if service_id else None
    given = last.promise if last and last.promise else _promise(state, order, service, since, met_at, run)
    if given is None:
        return None
    pauses = _pauses(state, given.pauses, run)
    if pauses is not given.pauses:
        given = given.model_copy(update={"pauses": pauses})
    finished = last is not None and last.state in FINISHED
    change = _change(service_id, given, run) if given.change is None and service_id and not finished else None
    return given if change is None else given.model_copy(update={"change": change})


def _pauses(state: State, pauses: tuple[Pause, ...], run: FoldRun) -> tuple[Pause, ...]:
    """Return the pauses with one begun where the item went back to waiting for the client, or ended where it left."""
    waiting = state in (State.AWAITING_PAYMENT, State.AWAITING_REQUIREMENTS)
    open_pause = pauses[-1] if pauses and pauses[-1].end is None else None
    if waiting and open_pause is None:
        return (*pauses, Pause(begin=run.sighting()))
    if not waiting and open_pause is not None:
        return (*pauses[:-1], open_pause.model_copy(update={"end": run.sighting()}))
    return pauses


def _change(service_id: ServiceId, given: GivenPromise, run: FoldRun) -> PromiseChange | None:
    """Return the change a notice makes: it holds for clocks that start inside its dates, even if written later."""
    start = latest(given.start).astimezone(ZoneInfo(run.catalog.calendar.zone)).date()
    found = replacing(run.catalog, service_id, start)
    if found is None or found[1].promise is None:
        return None
    return PromiseChange(notice=found[0], promise=found[1].promise, since=run.now)


def _since(
    now: ItemState,
    order: ObservedOrder,
    item: ObservedItem,
    service: Service | None,
    last: ItemRecord | None,
    met_at: datetime | None,
    run: FoldRun,
) -> When:
    """Return when a state was entered: exactly where billing dates it, else between the two runs around it."""
    needs_payment = _needs_payment(now, order, item, run)
    if last is None and now.state is State.AWAITING_PAYMENT:
        return order.placed_at
    ready_at_payment = service is not None and run.catalog.starts_at_payment(service)
    begun = last is not None and last.promise is not None
    if now.state is State.IN_PROGRESS and not ready_at_payment and not begun and met_at is not None:
        return met_at
    follows_payment = last is None or last.state is State.AWAITING_PAYMENT
    entered_by_payment = _paid_and_waiting(now) or (now.state is State.IN_PROGRESS and ready_at_payment)
    credited = _credited(order, run) if follows_payment and entered_by_payment else None
    if credited is not None:
        began = run.sighting(order.placed_at).after
        return credited if needs_payment or credited <= began else Sighting(after=began, by=credited)
    return run.sighting(order.placed_at, order.paid_at if needs_payment else None)


def _needs_payment(now: ItemState, order: ObservedOrder, item: ObservedItem, run: FoldRun) -> bool:
    """Whether a state cannot come before the payment: staff deliver on credit, and begin by hand what is not paid."""
    if now.state is State.ACTIVE:
        return item.line in STATUS_OF_ANOTHER or item.is_silent
    by_hand = run.services.stage_of(order) is State.IN_PROGRESS
    return _paid_and_waiting(now) or (now.state is State.IN_PROGRESS and not by_hand)


def _promise(
    state: State, order: ObservedOrder, service: Service | None, since: When, met_at: datetime | None, run: FoldRun
) -> GivenPromise | None:
    """Return the promise whose clock this run is the first to see running."""
    if service is None or state not in (State.IN_PROGRESS, State.ACTIVE):
        return None
    start: When | None
    if run.catalog.starts_at_payment(service):
        paid = order.payment in (Payment.PAID, Payment.NOT_NEEDED)
        start = (_credited(order, run) or run.sighting(order.placed_at)) if paid else None
    else:
        # Seen active at once, an interval would reach to its end: without a dated start no promise can be counted.
        start = met_at or (since if state is State.IN_PROGRESS else None)
    if start is None:
        return None
    return GivenPromise(promise=service.promise, start=start, calendar=run.calendar)


def _credited(order: ObservedOrder, run: FoldRun) -> datetime | None:
    """Return the moment payment stopped being in the way, where billing dates it or a line of the shop's own does."""
    if order.payment is Payment.NOT_NEEDED:
        return order.placed_at
    return order.paid_at or run.told.paid_at(order, run.sighting(order.placed_at))


def _missing(now: ItemState, service: Service | None, catalog: Catalog) -> tuple[str, ...]:
    if service is None:
        return _payments(catalog) if now.state is State.AWAITING_PAYMENT else ()
    if now.state is State.AWAITING_PAYMENT:
        return tuple(service.requirements)
    return tuple(catalog.client_requirements(service)) if _paid_and_waiting(now) else ()


def _payments(catalog: Catalog) -> tuple[str, ...]:
    return tuple(key for key, requirement in catalog.requirements.items() if requirement.kind == "payment")


def _paid_and_waiting(now: ItemState) -> bool:
    """Whether payment is in order and the client's requirements are missing, or may be."""
    return now.state is State.AWAITING_REQUIREMENTS or now.reason is Reason.REQUIREMENTS_UNREPORTED
