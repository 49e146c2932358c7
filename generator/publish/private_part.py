"""All of `pedido/` that only a link or a secret opens: orders and their freshness, Ledger, heartbeat and revisions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.model.progress import Progress
from generator.model.views import Views
from generator.publish.freshness import write_freshness
from generator.publish.heartbeat import HEARTBEAT_PATH, heartbeat_file, heartbeat_for
from generator.publish.helper_process import usual_helpers
from generator.publish.known_files import KnownFiles, note_known_files, noted_rows
from generator.publish.ledger_file import LEDGER_PATH
from generator.publish.order_files import MANY, WrittenOrders, write_orders
from generator.publish.order_folder import file_mode
from generator.publish.order_links import REVISIONS_PATH, published_revisions, revisions_file
from generator.publish.secret import Secrets
from generator.publish.site_folder import KEPT_FOLDER, beside, opened, told
from generator.publish.standing_files import Place, StandingFiles


@dataclass(frozen=True, slots=True)
class LastOrders:
    """What the note beside a site says of its order files, and the process that looks which of them stand."""

    rows: bytes = field(default=b"", repr=False)
    looked_at: StandingFiles | None = None


@contextmanager
def last_orders(before: Path, secrets: Secrets, site: str) -> Iterator[LastOrders]:
    """Begin to look which order files of a site stand, before its next Ledger is even read.

    They are looked at in the folder that was kept beside it, which that one's own will be. Nobody else may be
    publishing the site meanwhile.
    """
    rows = noted_rows(beside(before, "known"), secrets, site)
    with ExitStack() as held:
        looked_at = None
        if rows and usual_helpers():
            with suppress(OSError):
                folder = held.enter_context(opened(beside(before, KEPT_FOLDER)))
                place = Place(folder, file_mode(folder))
                looked_at = held.enter_context(StandingFiles(place, rows, helps=True))
        yield LastOrders(rows, looked_at)


def write_private_part(
    folder: Path,
    *,
    catalog: Catalog,
    ledger: Ledger,
    sealed_ledger: bytes,
    views: Views,
    secrets: Secrets,
    progress: Progress,
    before: Path | None = None,
    last: LastOrders | None = None,
) -> WrittenOrders:
    """Write the sealed orders and their freshness, the Ledger just as it came, the heartbeat and the revisions.

    `before` is the site that this one will replace: order files that did not change are linked from it. Of many
    orders a note beside it tells which come from what (`known_files.py`); `last` is what was begun with it.

    Raises:
        PublishError: a file cannot be written, or read back it holds another view.

    """
    site = catalog.company.site
    note = beside(before, "known") if before is not None and len(views) >= MANY else None
    known = None
    if note is not None:
        rows = noted_rows(note, secrets, site) if last is None else last.rows
        known = KnownFiles(secrets, site, views.base, rows)
    written = write_orders(
        folder,
        secrets=secrets,
        site=site,
        revocations=catalog.revocations,
        raised=ledger.raised_revisions,
        views=views,
        progress=progress,
        before=before,
        known=known,
        looked_at=last.looked_at if last else None,
        synced_at=ledger.synced_at,
    )
    write_freshness(folder, written.published, ledger.synced_at)
    if note is not None and known is not None and (rows := written.published.rows) is not known.rows:
        note_known_files(note, secrets, site, rows)
    beat = heartbeat_for(ledger.synced_at, catalog.billing.sync_every_minutes, sealed_ledger)
    revisions = published_revisions(catalog.revocations, ledger.raised_revisions, secrets, site)
    with told(folder):
        (folder / LEDGER_PATH).write_bytes(sealed_ledger)
        (folder / HEARTBEAT_PATH).write_bytes(heartbeat_file(beat))
        (folder / REVISIONS_PATH).write_bytes(revisions_file(revisions))
        # GitHub Pages would otherwise run the files through Jekyll, which drops some names.
        (folder / ".nojekyll").touch()
    return written
