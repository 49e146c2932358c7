"""The sealed files of the orders, one per order and secret, each read back from the disk and compared."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from generator.errors import PublishError
from generator.model.base import OrderId
from generator.model.progress import Progress
from generator.model.views import OrderView, Views
from generator.publish.derived_names import order_tag, token
from generator.publish.freshness import PublishedFile
from generator.publish.known_files import KnownFiles
from generator.publish.order_batches import Links, OrderBatches, OrderRefusedError, fitting_payload
from generator.publish.order_folder import READ, OrderFolder
from generator.publish.order_links import revision_of
from generator.publish.order_writers import OrderWriters, usual_writers
from generator.publish.seal import WRITTEN_SIZES, SealedFile, seal_view
from generator.publish.secret import Secret, Secrets

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
    published: tuple[PublishedFile, ...] = field(default=(), repr=False, compare=False)
    """Each file as it was read back."""
    marks: tuple[bytes, ...] = field(default=(), repr=False, compare=False)
    """What each of them was made from, as `KnownFiles` marks it; empty where nothing is known."""


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
    writers: int | None = None,
) -> WrittenOrders:
    """Write `pedido/d/*.bin` under a site's folder, then open every file again and compare it with its order's view.

    `revocations` are by tag, `raised` is the Ledger's count of ids given out again. `before` is the site that the
    folder will replace: a file of it that opens to the very view is linked, neither sealed nor written again, and so
    is, without its view being made, one that is `known` to come from the same. `progress` counts orders, once when
    written and once when read back. `writers` is how many processes share the work, 0 for none but this one; by
    default as many as there are processors, where there are orders enough.

    Raises:
        PublishError: two views are of one order, a file cannot be written, or read back it holds another view.

    """
    tell, total, done = progress or _say_nothing, 2 * len(views), 0
    if writers is None:
        writers = usual_writers() if len(views) >= MANY else 0
    links = partial(_links, secrets, site, revocations, raised)
    batches = OrderBatches(links, site, known, BATCH if writers else 1)
    published: list[PublishedFile] = []
    marks: list[bytes] = []
    try:
        with _placing(folder / ORDERS_FOLDER, before and before / ORDERS_FOLDER, writers) as place:
            # What is not as it was known is made after all, once all the others are written.
            written = chain.from_iterable(place.written(some) for some in (batches.of(views), batches.anew()))
            for batch, unfit in enumerate(written):
                done += batches.settle(batch, unfit)
                tell("páginas de pedidos", done, total)
            for batch, orders in enumerate(place.read_back()):
                for mark, files in zip(batches.marks[batch], orders, strict=True):
                    published += files
                    marks += [mark] * len(files)
                done += batches.sizes[batch]
                tell("páginas de pedidos", done, total)
    except OSError as error:
        raise PublishError(
            f"No se pudieron escribir las páginas de pedidos ({error.strerror or type(error).__name__}).",
            "Revise los permisos y el espacio libre; el sitio publicado no cambió.",
        ) from error
    return WrittenOrders(len(published), tuple(batches.refused), tuple(published), tuple(marks))


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
    secrets: Secrets, site: str, revocations: Mapping[str, int], raised: Mapping[OrderId, int], order: OrderId
) -> Links:
    # Revoked during a rotation: its tag is the current secret's, and the previous secret's link must go as well.
    revoked_now = secrets.previous is not None and order_tag(secrets.current, site, order) in revocations
    kept = (secrets.current,) if revoked_now else secrets.all()
    return [(secret, revision_of(revocations, raised, secret, site, order)) for secret in kept]


@contextmanager
def _placing(place: Path, before: Path | None, writers: int) -> Iterator[OrderFolder | OrderWriters]:
    """Give the folder to place files in, made beside the one that it replaces."""
    place.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        new = held.enter_context(_opened(place))
        old = None
        if before is not None:
            with suppress(OSError):
                old = held.enter_context(_opened(before))
        yield held.enter_context(OrderWriters(new, old, writers)) if writers else OrderFolder(new, old)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, READ | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)


def _say_nothing(_what: str, _done: int, _total: int | None) -> None:
    return
