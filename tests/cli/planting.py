"""Data with which everything the sandbox planted is read, and what of it must not be found in what commands wrote."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

from generator.model.catalog import Catalog
from generator.publish import ledger_file
from generator.publish.secret import read_secrets
from generator.sandbox import MadeUpHistory
from generator.sandbox.ordinary_tickets import AUTOMATIC
from tests.cli.calls import Ran
from tests.sample_company import copied, edited

Environ = Mapping[str, str]


def reading_all(folder: Path, history: MadeUpHistory) -> Path:
    """Return a copy of the project's data with the settings that make a run read all it can."""
    root = copied(folder)
    more = (
        f"sync_every_minutes: 20\nrequirements_field: {history.requirements_field}\nautomatic_repliers: [{AUTOMATIC}]"
    )
    edited(root, "data/billing.yml", "sync_every_minutes: 20", more)
    # The engine's hook is named in mkdocs.yml by its place beside it.
    return root


def said(*calls: Ran, page: Path) -> bytes:
    """Return every byte that commands wrote for people, on GitHub's page too."""
    shown = page.read_bytes() if page.exists() else b""
    return b"\n".join([*(f"{ran.out}\n{ran.err}".encode() for ran in calls), shown])


def plaintext(place: Path, catalog: Catalog, environ: Environ) -> bytes:
    """Return the JSON that a Ledger's file seals."""
    return gzip.decompress(ledger_file._plain(read_secrets(environ), catalog.company.site, place.read_bytes())[4:])


def secret_values(environ: Environ) -> list[str]:
    """Return every value that nobody may see, the address of billing and its server among them."""
    values = [value for name, value in environ.items() if name.startswith("DEMORAS_") and value]
    return [*values, environ["DEMORAS_WHMCS_URL"].split("/")[2]]
