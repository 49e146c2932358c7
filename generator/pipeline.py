"""The scheduled run, which calls every stage in turn: load → pull → fold → compute → render → publish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import assert_never
from zoneinfo import ZoneInfo

from generator.compute.clock_guard import refuse_clocks_apart, refuse_future
from generator.compute.fold import FoldReport, fold
from generator.compute.ledger_guard import LastRun, refuse_not_last
from generator.compute.order_views import OrdersViews
from generator.compute.public_facts import public_facts
from generator.compute.remembered_rows import known_of
from generator.errors import NoBillingError, UsageError
from generator.model.billing_systems import BillingSystem
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.model.observed import Effort, Miscount
from generator.model.progress import Note, Progress
from generator.model.records import Records
from generator.model.views import Views
from generator.publish.atomic import write_atomically
from generator.publish.derived_names import order_tag
from generator.publish.event_log import event_log
from generator.publish.kept_back import (
    KeptBackRow,
    MissingOrder,
    UnknownOrder,
    kept_back,
    missing_orders,
    unknown_orders,
)
from generator.publish.ledger_file import seal_ledger
from generator.publish.mkdocs_build import Engine
from generator.publish.order_files import MANY, WrittenOrders
from generator.publish.order_links import erased_orders, tags_to_renew
from generator.publish.private_part import last_orders, write_private_part
from generator.publish.secret import Secrets
from generator.publish.swap import swap_into_place
from generator.pull.interface import Source
from generator.pull.whmcs.source import Conventions, WhmcsSource
from generator.pull.whmcs.whmcs_settings import PullLimits, settings_from
from generator.site_pipeline import lay_out

ReadLedger = Callable[[], tuple[Ledger, bytes]]
"""Gives a Ledger with the sealed bytes it was read from."""


@dataclass(frozen=True, slots=True)
class Synced:
    """A run's report, what it cost, and what it kept back by opaque tag."""

    report: FoldReport
    effort: Effort
    kept_back: tuple[KeptBackRow, ...]
    missing: tuple[MissingOrder, ...] = ()
    reused: tuple[str, ...] = ()
    """Tags of orders that came under the id of another one, whose link the run ended."""
    erased_before: tuple[str, ...] = ()
    """Current tags of erased orders that `data/revocations.yml` knows by the previous secret's tag only."""
    unknown: tuple[UnknownOrder, ...] = ()
    under_erased: tuple[str, ...] = ()
    """Tags of new orders that billing gave the id of an erased one: they have no page until staff say otherwise."""
    miscounts: tuple[Miscount, ...] = ()
    """Listings that were taken though their total does not fit them."""


def billing_source(name: str, catalog: Catalog, environ: Mapping[str, str]) -> Source:
    """Return the billing system of a name, its address and keys from the environment, its zone from `data/billing.yml`.

    Raises:
        NoBillingError: the data have no billing system.
        UsageError: no billing system is known by that name, or the environment lacks what it needs.

    """
    try:
        system = BillingSystem(name)
    except ValueError:
        known = f"Los que este programa sabe leer: {', '.join(BillingSystem)}."
        raise UsageError(f"No hay un sistema de facturación {name[:40]!r}.", known) from None
    if not catalog.billing.is_read:
        raise NoBillingError
    match system:
        case BillingSystem.WHMCS:
            settings = settings_from(environ, ZoneInfo(catalog.billing.zone), PullLimits.of(catalog.billing.limits))
            return WhmcsSource(settings, Conventions.of(catalog.billing))
        case _:
            assert_never(system)


def sync(
    catalog: Catalog,
    source: Source,
    previous: Ledger | None,
    out: Path,
    *,
    secrets: Secrets,
    now: datetime,
    accept_drop: bool,
    progress: Progress,
    note: Note,
    now_is_clock: bool = False,
    last: LastRun | None = None,
    changed: bool = False,
) -> Synced:
    """Pull from billing, fold into what was known and write the next Ledger, sealed; on failure write nothing.

    `now_is_clock`: this machine's clock gave `now`, and must agree with billing's. `last`: what is known of its past.
    `changed`: read only what the shop's own lines name, where that will do.

    Raises:
        LedgerError: the Ledger is from after `now`, or is not the last one.
        UnreachableError: billing cannot be read whole, too many orders or tickets are gone or are others, or the
            clocks disagree.

    """
    refuse_future(previous, now)
    refuse_not_last(previous, now, catalog.billing, last)
    log = event_log(catalog, secrets, previous, now, alone=changed)
    observed = source.observe(now=now, known=known_of(previous), progress=progress, note=note, log=log)
    if now_is_clock:
        refuse_clocks_apart(now, observed.billing_time)
    site = catalog.company.site
    ids = {order.id for order in observed.orders} | observed.unreadable_orders.keys()
    erased = erased_orders(catalog.erased, secrets, site, ids | (previous.orders.keys() if previous else set()))
    ledger, report = fold(catalog, observed, previous, now, accept_drop=accept_drop, erased=erased)
    write_atomically(out, seal_ledger(secrets, site, ledger))
    # Nothing of an erased order is kept to compare; but what was placed since the last run is not what was erased.
    new = (order for order in observed.orders if previous is not None and order.placed_at > previous.synced_at)
    return Synced(
        report=report,
        effort=observed.effort,
        kept_back=kept_back(ledger, secrets),
        missing=missing_orders(ledger, secrets),
        reused=tuple(order_tag(secrets.current, site, order) for order in report.reused_orders),
        erased_before=tags_to_renew(catalog.erased, secrets, site, erased),
        unknown=unknown_orders(ledger, secrets),
        under_erased=tuple(order_tag(secrets.current, site, order.id) for order in new if order.id in erased),
        miscounts=observed.miscounts,
    )


def build(
    root: Path,
    catalog: Catalog,
    read: ReadLedger,
    out: Path,
    *,
    engine: Engine,
    secrets: Secrets,
    now: datetime,
    progress: Progress,
) -> WrittenOrders:
    """Write the site of a Catalog and a Ledger; the folder is wholly the old site until it is wholly the new one.

    The engine was begun for `out` (`begun_site`), before this module and all that it stands on were imported.

    Raises:
        DataError: the site cannot be laid out whole.
        LedgerError: the Ledger cannot be read.
        PublishError: the engine stopped, or a file cannot be written or reads back as another one.

    """
    with last_orders(out, secrets, catalog.company.site) as last:
        ledger, sealed = read()
        progress("páginas públicas", 0, None)
        facts = public_facts(catalog, ledger, now)
        lay_out(root, catalog, facts, engine)
        written = write_private_part(
            engine.folder,
            catalog=catalog,
            ledger=ledger,
            sealed_ledger=sealed,
            views=pages_of(catalog, secrets, ledger, now, facts.records),
            secrets=secrets,
            progress=progress,
            before=out,
            last=last,
        )
    swap_into_place(engine.folder, out, linked=written.linked, many=MANY)
    return written


def build_without_orders(root: Path, catalog: Catalog, out: Path, *, engine: Engine, now: datetime) -> None:
    """Write the site of a company without a billing system, as `build` does that of the others.

    Raises:
        DataError: the site cannot be laid out whole.
        PublishError: the engine stopped, or a file cannot be written.

    """
    lay_out(root, catalog, public_facts(catalog, None, now), engine)
    swap_into_place(engine.folder, out)


def pages_of(catalog: Catalog, secrets: Secrets, ledger: Ledger, now: datetime, told: Records | None = None) -> Views:
    """Return the view of each order to publish; a Ledger older than a client's request still holds what it erases."""
    erased = erased_orders(catalog.erased, secrets, catalog.company.site, ledger.orders)
    return OrdersViews(ledger, now, told, erased)
