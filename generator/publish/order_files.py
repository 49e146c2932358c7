"""The sealed files of the orders, one per order and secret, each read back from the disk and compared."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType

from generator.errors import PublishError, refusal
from generator.model.base import OrderId
from generator.model.progress import Progress
from generator.model.record import collector_rests
from generator.model.views import OrderView, Views
from generator.publish.derived_names import order_tag, token
from generator.publish.freshness import EPOCH, head_of
from generator.publish.helper_process import NoHelperError, usual_helpers
from generator.publish.known_files import KnownFiles
from generator.publish.order_batches import Links, OrderBatches, OrderRefusedError, fitting_payload
from generator.publish.order_folder import Handles, OrderFolder, file_mode
from generator.publish.order_links import revision_of
from generator.publish.order_writers import OrderWriters
from generator.publish.published_files import PublishedFiles
from generator.publish.seal import WRITTEN_SIZES, SealedFile, seal_view
from generator.publish.secret import Secret, Secrets
from generator.publish.site_folder import KEPT_FOLDER, beside, opened
from generator.publish.standing_files import Place, StandingFiles
from generator.publish.swap import NEXT_FOLDER, Linked

ORDERS_FOLDER = "pedido/d"
BATCH = 256
"""Orders that a process writes, or reads back, between two words with this one."""
MANY = 2000
"""Orders from which on more processes, and a note of what is known, are worth it."""


@dataclass(frozen=True, slots=True)
class WrittenOrders:
    """How many files were written, and each order that was not, with the reason."""

    files: int
    refused: tuple[OrderRefusedError, ...]
    published: PublishedFiles = field(default_factory=PublishedFiles, repr=False, compare=False)
    """Each file as it was read back, or is known."""
    linked: Linked | None = field(default=None, repr=False, compare=False)
    """Which of them are the replaced site's very files."""


@collector_rests
def write_orders(
    folder: Path,
    *,
    secrets: Secrets,
    site: str,
    revocations: Mapping[str, int],
    views: Views | Sequence[OrderView],
    raised: Mapping[OrderId, int] = MappingProxyType({}),
    progress: Progress | None = None,
    before: Path | None = None,
    known: KnownFiles | None = None,
    looked_at: StandingFiles | None = None,
    synced_at: datetime = EPOCH,
    writers: int | None = None,
) -> WrittenOrders:
    """Write `pedido/d/*.bin` under a site's folder, then open every new file and compare it with its order's view.

    `revocations` are by tag, `raised` is the Ledger's count of ids given out again. `before` is the site that the
    folder will replace: a file of it that opens to the very view is linked, neither sealed nor written again, and so
    is, without its view being made, one that is `known` to come from the same. What `swap.py` kept of the folder
    before that one begins the new one; in that it may be `looked_at` already which known files stand. `synced_at` is
    the moment that the files will be dated by. `progress` counts orders as they are written, and then as they are read
    back. `writers` is how many processes share the work, 0 for none but this one; by default as many as there are
    processors, where there is enough to write.

    Raises:
        PublishError: two views are of one order, a file cannot be written, or read back it holds another view.

    """
    count = len(views)
    tell, done, few = progress or _say_nothing, 0, 0
    if writers is None:
        writers = usual_helpers() if count >= MANY else 0
        # Where most may be known, it is not worth it to begin them for what this process does in less time.
        few = MANY // BATCH if writers and known else 0
    links = _links(secrets, site, revocations, raised)
    try:
        with _opened_folders(folder, before, many=count >= MANY) as folders, ExitStack() as held:
            here = OrderFolder(folders)
            published = PublishedFiles(known, head=head_of(synced_at))
            if known is not None:
                there = Place(folders.new, file_mode(folders.new))
                published.standing = _standing(known, looked_at, there, writers, held)
                published.standing.date(published.head)
            kept = partial(published.keep, linked=here.linked_as_known)
            batches = OrderBatches(links, site, known, kept, BATCH if writers else 1)
            unmade = batches.of(views)
            first = list(islice(unmade, few))
            place: OrderFolder | OrderWriters = here
            if writers and len(first) == few:
                with suppress(NoHelperError):
                    place = held.enter_context(OrderWriters(folders, writers))
            for batch, _ in enumerate(place.written(chain(first, unmade))):
                done += batches.sizes[batch]
                tell("páginas de pedidos", done, count)
            done = 0
            for batch, orders in enumerate(place.read_back()):
                for mark, files in zip(batches.marks[batch], orders, strict=True):
                    published.add(mark, files)
                done += batches.sizes[batch]
                tell("páginas de pedidos releídas", done, count)
            names = here.remove_others(len(published), published)
    except OSError as error:
        raise PublishError(
            f"No se pudieron escribir las páginas de pedidos en {folder} ({refusal(error)}).",
            "Revise los permisos y el espacio libre; el sitio publicado no cambió.",
        ) from error
    return WrittenOrders(
        len(published), tuple(batches.refused), published, Linked(ORDERS_FOLDER, names, published.made_names)
    )


def seal_order(
    secret: Secret, site: str, revision: int, view: OrderView, sizes: Sequence[int] = WRITTEN_SIZES
) -> SealedFile:
    """Return the sealed file of one order, keyed by the view's own order id.

    Raises:
        OrderRefusedError: it is over the largest size even without the counted rows of its traces.

    """
    payload = fitting_payload(view, secret, site)
    # The id comes from the view alone: one client's view cannot be sealed under another's token.
    return seal_view(token(secret, site, view.order_id, revision), payload, sizes)


def _links(
    secrets: Secrets, site: str, revocations: Mapping[str, int], raised: Mapping[OrderId, int]
) -> Callable[[OrderId], Links]:
    """Return what tells the links of an order."""
    usual = Links(tuple((secret, 0) for secret in secrets.all()))

    def links(order: OrderId) -> Links:
        # Revoked during a rotation: its tag is the current secret's, and the previous secret's link must go as well.
        revoked_now = secrets.previous is not None and order_tag(secrets.current, site, order) in revocations
        kept = (secrets.current,) if revoked_now else secrets.all()
        return Links(tuple((secret, revision_of(revocations, raised, secret, site, order)) for secret in kept))

    return links if revocations or raised else lambda _: usual


def _standing(
    known: KnownFiles, looked_at: StandingFiles | None, place: Place, writers: int, held: ExitStack
) -> StandingFiles:
    """Return what tells which of the known files stand in a folder: what was begun for that very one, or a new look."""
    if looked_at is not None:
        there = looked_at.place
        if there.mode == place.mode and os.path.samestat(os.fstat(there.folder), os.fstat(place.folder)):
            return looked_at
    return held.enter_context(StandingFiles(place, known.rows, helps=writers > 0))


@contextmanager
def _opened_folders(folder: Path, before: Path | None, *, many: bool) -> Iterator[Handles]:
    """Give the folder for order files in a new site, the one it replaces, and where it replaces none of many, a third.

    What was kept beside the site begins the new one: names of the very files that are published.
    """
    place = folder / ORDERS_FOLDER
    place.mkdir(parents=True, exist_ok=True)
    if before is not None:
        with suppress(OSError):
            beside(before, KEPT_FOLDER).rename(place)
    mode = stat.S_IMODE(place.parent.stat().st_mode)
    if stat.S_IMODE(place.stat().st_mode) != mode:
        try:
            place.chmod(mode)
        except PermissionError:
            # Kept by another user of the same group, under another mask.
            shutil.rmtree(place)
            place.mkdir()
    with ExitStack() as held:
        new = held.enter_context(opened(place))
        old = after = None
        if before is not None:
            with suppress(OSError):
                old = held.enter_context(opened(before / ORDERS_FOLDER))
        if many and before is not None and old is None:
            (folder / NEXT_FOLDER).mkdir()
            after = held.enter_context(opened(folder / NEXT_FOLDER))
        yield Handles(new, old, after)


def _say_nothing(_what: str, _done: int, _total: int | None) -> None:
    return
