"""A made-up company in; its Ledger after ninety days and twelve runs over real HTTP out. For the demo and the tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from generator import pipeline
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import Secrets
from generator.sandbox import Credentials, SandboxServer
from generator.sandbox import World as MadeUp

MOMENTS = 12
DAYS = 90


def sync_all(
    catalog: Catalog, secrets: Secrets, made_up: MadeUp, ledger_file: Path, now: datetime, say: Callable[[str], None]
) -> Ledger:
    """Sync at twelve moments, each run reading the Ledger the one before left; return the last, as of `now`."""
    credentials = Credentials.random()
    previous: Ledger | None = None
    with SandboxServer(made_up, as_of=now, credentials=credentials) as billing:
        source = pipeline.billing_source(
            "whmcs",
            catalog,
            {
                "DEMORAS_WHMCS_URL": billing.url,
                "DEMORAS_WHMCS_IDENTIFIER": credentials.identifier,
                "DEMORAS_WHMCS_SECRET": credentials.secret,
                "DEMORAS_WHMCS_ACCESS_KEY": credentials.access_key or "",
            },
        )
        say(f"→ Facturación de prueba en {billing.url}")
        for step in range(1, MOMENTS + 1):
            billing.as_of = moment = now - timedelta(days=DAYS) * (MOMENTS - step) / MOMENTS
            synced = pipeline.sync(
                catalog,
                source,
                previous,
                ledger_file,
                secrets=secrets,
                now=moment,
                accept_drop=False,
                progress=lambda *_: None,
                note=lambda _: None,
            )
            previous = open_ledger(secrets, catalog.company.site, ledger_file.read_bytes())
            say(f"  {step:2} de {MOMENTS}: al {moment:%Y-%m-%d}, {synced.report.orders} pedidos")
    assert previous is not None  # noqa: S101 - there are twelve moments
    return previous
