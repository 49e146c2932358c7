"""One process of the table of many orders: it publishes a Ledger, and imports no more than that takes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measured_process import Steps
from benchmarks.scale_steps import SECRETS, SITE
from generator.compute.order_views import OrdersViews
from generator.load import load_catalog
from generator.publish.ledger_file import open_ledger
from generator.publish.order_files import MANY
from generator.publish.private_part import last_orders, write_private_part
from generator.publish.staging import staging
from generator.publish.swap import swap_into_place


def main(argv: Sequence[str]) -> None:
    """Publish all of a Ledger's order pages as a build does, without the public pages.

    The first word names the folder, the second the Ledger in it.
    """
    steps = Steps()
    folder = Path(argv[0])
    catalog, sealed, out = load_catalog(Path()), (folder / argv[1]).read_bytes(), folder / SITE

    def tell(what: str, done: int, total: int | None) -> None:
        if done == total and what == "páginas de pedidos":
            steps.ends("vistas; sellar y escribir, o enlazar")

    with staging(out) as new, last_orders(out, SECRETS, catalog.company.site) as last:
        with steps.only("abrir el Ledger"):
            ledger = open_ledger(SECRETS, catalog.company.site, sealed, with_texts=True)
        written = write_private_part(
            new,
            catalog=catalog,
            ledger=ledger,
            sealed_ledger=sealed,
            views=OrdersViews(ledger, ledger.synced_at),
            secrets=SECRETS,
            progress=tell,
            before=out,
            last=last,
        )
        steps.ends("releer y vigencia")
        swap_into_place(new, out, linked=written.linked, many=MANY)
        steps.ends("intercambiar")
    sys.stdout.write(str(steps))
