"""How every command that needs a Ledger reads it: from a folder, a file or the published site."""

from __future__ import annotations

import secrets as random_source

from generator.cli.progress_line import ProgressLine
from generator.cli.terminal import Terminal
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.publish.ledger_source import read_ledger
from generator.publish.secret import Secrets


def shown_ledger_at(location: str, catalog: Catalog, secrets: Secrets, terminal: Terminal) -> Ledger:
    """Return the Ledger of a folder, file or published site, telling whoever waits for it."""
    with ProgressLine(terminal.err) as progress:
        progress("Ledger", 0, None)
        return ledger_at(location, catalog, secrets)[0]


def ledger_at(location: str, catalog: Catalog, secrets: Secrets) -> tuple[Ledger, bytes]:
    """Return the Ledger of a folder, file or published site, with the sealed bytes it was read from."""
    return read_ledger(location, secrets, catalog.company.site, unique=lambda: random_source.token_hex(8))
