"""The sealed files of the orders, one per order and secret, each read back from the disk and compared."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from generator.errors import PublishError
from generator.model.base import OrderId
from generator.model.due import Verdict
from generator.model.progress import Progress
from generator.model.views import NOT_SEALED, OrderView, Views
from generator.publish.derived_names import order_tag, token
from generator.publish.freshness import PublishedFile
from generator.publish.order_folder import READ, Order, OrderFolder
from generator.publish.order_links import revision_of
from generator.publish.order_writers import OrderWriters, usual_writers
from generator.publish.seal import (
    LARGEST_PAYLOAD,
    WRITTEN_SIZES,
    SealedFile,
    seal_view,
)
from generator.publish.secret import Secret, Secrets

ORDERS_FOLDER = "pedido/d"
BATCH = 256
"""Orders that a process writes, or reads back, between two words with this one."""
WORTH_WRITERS = 2000
"""Orders that take as long as more processes take to begin."""


class OrderRefusedError(PublishError):
    """One order that cannot be sealed; names it by its opaque tag only."""

    def __init__(self, tag: str, reason: str) -> None:
        super().__init__(f"El pedido {tag} queda sin página: {reason}", "Revise ese pedido en facturación.")
        self.tag = tag


@dataclass(frozen=True, slots=True)
class WrittenOrders:
    """How many files were written, and each order that was not, with the reason."""

    files: int
    refused: tuple[OrderRefusedError, ...]
    published: tuple[PublishedFile, ...] = field(default=(), repr=False, compare=False)
    """Each file as it was read back."""


def write_orders(
    folder: Path,
    *,
    secrets: Secrets,
    site: str,
    revocations: Mapping[str, int],
    views: Views,
    raised: Mapping[OrderId, int] = MappingProxyType({}),
    progress: Progress | None = None,
    before: Path | None = None,
    writers: int | None = None,
) -> WrittenOrders:
    """Write `pedido/d/*.bin` under a site's folder, then open every file again and compare it with its order's view.

    `revocations` are by tag, `raised` is the Ledger's count of ids given out again. `before` is the site that the
    folder will replace: a file of it that opens to the very view is linked, neither sealed nor written again.
    `progress` counts orders, once when written and once when read back. `writers` is how many processes share the
    work, 0 for none but this one; by default as many as there are processors, where there are orders enough.

    Raises:
        PublishError: two views are of one order, a file cannot be written, or read back it holds another view.

    """
    tell, total = progress or _say_nothing, 2 * len(views)
    if writers is None:
        writers = usual_writers() if len(views) >= WORTH_WRITERS else 0
    links = partial(_links, secrets, site, revocations, raised)
    batches = _Batches(views, links, site, BATCH if writers else 1)
    published: list[PublishedFile] = []
    done = 0
    try:
        with _placing(folder / ORDERS_FOLDER, before and before / ORDERS_FOLDER, writers) as place:
            for step in (place.written(batches), place.read_back()):
                for number, files in enumerate(step):
                    published += files
                    done += batches.sizes[number]
                    tell("páginas de pedidos", done, total)
    except OSError as error:
        raise PublishError(
            f"No se pudieron escribir las páginas de pedidos ({error.strerror or type(error).__name__}).",
            "Revise los permisos y el espacio libre; el sitio publicado no cambió.",
        ) from error
    return WrittenOrders(len(published), tuple(batches.refused), tuple(published))


def seal_order(
    secret: Secret, site: str, revision: int, view: OrderView, sizes: Sequence[int] = WRITTEN_SIZES
) -> SealedFile:
    """Return the sealed file of one order, keyed by the view's own order id.

    Raises:
        OrderRefusedError: it is over the largest size even without the counted rows of its traces.

    """
    payload = _fitting_payload(view, secret, site)
    # The id comes from the view alone: one client's view cannot be sealed under another's token.
    return seal_view(token(secret, site, view.order_id, revision), payload, sizes)


def _links(
    secrets: Secrets, site: str, revocations: Mapping[str, int], raised: Mapping[OrderId, int], view: OrderView
) -> list[tuple[Secret, int]]:
    # Revoked during a rotation: its tag is the current secret's, and the previous secret's link must go as well.
    revoked_now = secrets.previous is not None and order_tag(secrets.current, site, view.order_id) in revocations
    kept = (secrets.current,) if revoked_now else secrets.all()
    return [(secret, revision_of(revocations, raised, secret, site, view.order_id)) for secret in kept]


class _Batches:
    """What is to be in each order's files, some orders at a time; of each batch, once made, how many they were."""

    def __init__(
        self, views: Iterable[OrderView], links: Callable[[OrderView], list[tuple[Secret, int]]], site: str, most: int
    ) -> None:
        self._views, self._links, self._site, self._most = views, links, site, most
        self.sizes: list[int] = []
        self._ids: set[OrderId] = set()
        self.refused: list[OrderRefusedError] = []

    def __iter__(self) -> Iterator[list[Order]]:
        views = iter(self._views)
        while batch := list(islice(views, self._most)):
            self.sizes.append(len(batch))
            yield [order for view in batch for order in self._order(view)]

    def _order(self, view: OrderView) -> Iterator[Order]:
        if view.order_id in self._ids:
            # The second would silently replace the first.
            raise PublishError(
                "Hay pedidos repetidos entre las páginas por sellar.",
                "Es una falla del programa: repórtela; el sitio publicado no cambió.",
            )
        self._ids.add(view.order_id)
        links = self._links(view)
        try:
            # Too large or not is the same under every secret.
            payload = _fitting_payload(view, links[0][0], self._site)
        except OrderRefusedError as error:
            self.refused.append(error)
        else:
            yield [token(secret, self._site, view.order_id, revision) for secret, revision in links], payload


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


def _fitting_payload(view: OrderView, secret: Secret, site: str) -> bytes:
    """Return what is sealed of a view.

    Raises:
        OrderRefusedError: it is over the largest size even without the counted rows of its traces.

    """
    payload = _payload(view)
    if len(payload) > LARGEST_PAYLOAD:
        payload = _payload(_without_counted_rows(view))
    if len(payload) > LARGEST_PAYLOAD:
        tag = order_tag(secret, site, view.order_id)
        raise OrderRefusedError(tag, f"ocupa {len(payload)} bytes y entran {LARGEST_PAYLOAD}.")
    return payload


def _payload(view: OrderView) -> bytes:
    return view.model_copy(update={"order_id": NOT_SEALED}).canonical()


def _without_counted_rows(view: OrderView) -> OrderView:
    items = tuple(
        item.model_copy(update={"trace": tuple(day for day in item.trace if day.verdict is not Verdict.COUNTED)})
        for item in view.items
    )
    return view.model_copy(update={"items": items})


def _say_nothing(_what: str, _done: int, _total: int | None) -> None:
    return
