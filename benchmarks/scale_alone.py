"""One process of the table of many orders: each step of publishing by itself, for all orders, one after the other."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from benchmarks.measured_process import Steps
from benchmarks.scale_steps import SECRETS
from generator.compute.order_views import OrdersViews
from generator.load import load_catalog
from generator.model.record import collector_rests
from generator.publish.envelope import ORDER, derive
from generator.publish.freshness import write_freshness
from generator.publish.ledger_file import open_ledger
from generator.publish.order_batches import Links, OrderBatches
from generator.publish.order_files import BATCH, ORDERS_FOLDER
from generator.publish.order_folder import Handles, OrderFolder
from generator.publish.seal import WRITTEN_SIZES, file_length, sealed_payload
from generator.publish.site_folder import opened
from generator.publish.staging import staging
from generator.publish.swap import swap_into_place


@collector_rests
def main(argv: Sequence[str]) -> None:
    """Publish the sealed files of a Ledger's orders without any help; the words are those of `scale_publish`.

    What a step makes is all there before the next begins, so it holds more than a build does.
    """
    steps = Steps()
    folder = Path(argv[0])
    catalog, sealed, out = load_catalog(Path()), (folder / argv[1]).read_bytes(), folder / "paso-a-paso"
    with steps.only("abrir el Ledger"):
        ledger = open_ledger(SECRETS, catalog.company.site, sealed)
    usual = Links(tuple((secret, 0) for secret in SECRETS.all()))
    made = OrderBatches(lambda _: usual, catalog.company.site, None, lambda _: (), BATCH)
    batches = list(made.of(OrdersViews(ledger, ledger.synced_at)))
    steps.ends("vistas")
    for tokens, payload in chain.from_iterable(batches):
        for token in tokens:
            sealed_payload(derive(ORDER, token), payload, file_length(payload, WRITTEN_SIZES))
    steps.ends("sellar")
    with staging(out) as new:
        (new / ORDERS_FOLDER).mkdir(parents=True)
        with opened(new / ORDERS_FOLDER) as handle:
            place = OrderFolder(Handles(handle))
            for _ in place.written(batches):
                pass
            steps.ends("sellar otra vez y escribir")
            files = [file for batch in place.read_back() for order in batch for file in order]
            steps.ends("releer")
        write_freshness(new, files, ledger.synced_at)
        steps.ends("vigencia")
        swap_into_place(new, out)
        steps.ends("intercambiar")
    sys.stdout.write(str(steps))
