"""The sealed files of the orders, one per order and secret, each read back from the disk and compared."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from generator.errors import PublishError
from generator.model.base import OrderId
from generator.model.due import Verdict
from generator.model.progress import Progress
from generator.model.views import NOT_SEALED, OrderView
from generator.publish.derived_names import order_tag, token
from generator.publish.freshness import PublishedFile
from generator.publish.order_links import revision_of
from generator.publish.seal import LARGEST_PAYLOAD, WRITTEN_SIZES, SealedFile, open_view, seal_view
from generator.publish.secret import Secret, Secrets

ORDERS_FOLDER = "pedido/d"


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
    views: Sequence[OrderView],
    raised: Mapping[OrderId, int] = MappingProxyType({}),
    progress: Progress | None = None,
) -> WrittenOrders:
    """Write `pedido/d/*.bin` under a site's folder, then open every file again and compare it with its order's view.

    `revocations` are by tag, `raised` is the Ledger's count of ids given out again.
    `progress` counts orders, once when written and once when read back.

    Raises:
        PublishError: two views are of one order, a file cannot be written, or read back it holds another view.

    """
    _refuse_twins(views)
    tell, total = progress or _say_nothing, 2 * len(views)
    place = folder / ORDERS_FOLDER
    written: list[list[tuple[Path, bytes]]] = []
    refused: list[OrderRefusedError] = []
    published: list[PublishedFile] = []
    try:
        place.mkdir(parents=True, exist_ok=True)
        for done, view in enumerate(views, 1):
            try:
                written.append(_write(place, view, _links(secrets, site, revocations, raised, view), site))
            except OrderRefusedError as error:
                written.append([])
                refused.append(error)
            tell("páginas de pedidos", done, total)
        for done, (view, files) in enumerate(zip(views, written, strict=True), len(views) + 1):
            # Made again from the view, for the sealing itself may have gone wrong.
            payload = _fitting_payload(view) if files else b""
            for path, order_token in files:
                published.append(_compared(path, order_token, payload))
            tell("páginas de pedidos", done, total)
    except OSError as error:
        raise PublishError(
            f"No se pudieron escribir las páginas de pedidos ({error.strerror or type(error).__name__}).",
            "Revise los permisos y el espacio libre; el sitio publicado no cambió.",
        ) from error
    return WrittenOrders(len(published), tuple(refused), tuple(published))


def seal_order(
    secret: Secret, site: str, revision: int, view: OrderView, sizes: Sequence[int] = WRITTEN_SIZES
) -> SealedFile:
    """Return the sealed file of one order, keyed by the view's own order id.

    Raises:
        OrderRefusedError: it is over the largest size even without the counted rows of its traces.

    """
    payload = _fitting_payload(view)
    if len(payload) > LARGEST_PAYLOAD:
        tag = order_tag(secret, site, view.order_id)
        raise OrderRefusedError(tag, f"ocupa {len(payload)} bytes y entran {LARGEST_PAYLOAD}.")
    # The id comes from the view alone: one client's view cannot be sealed under another's token.
    return seal_view(token(secret, site, view.order_id, revision), payload, sizes)


def _refuse_twins(views: Sequence[OrderView]) -> None:
    twins = sum(count > 1 for count in Counter(view.order_id for view in views).values())
    if twins:
        raise PublishError(
            f"Hay {twins} pedidos repetidos entre las páginas por sellar.",
            "Es una falla del programa: repórtela; el sitio publicado no cambió.",
        )


def _links(
    secrets: Secrets, site: str, revocations: Mapping[str, int], raised: Mapping[OrderId, int], view: OrderView
) -> list[tuple[Secret, int]]:
    # Revoked during a rotation: its tag is the current secret's, and the previous secret's link must go as well.
    revoked_now = secrets.previous is not None and order_tag(secrets.current, site, view.order_id) in revocations
    kept = (secrets.current,) if revoked_now else secrets.all()
    return [(secret, revision_of(revocations, raised, secret, site, view.order_id)) for secret in kept]


def _write(place: Path, view: OrderView, links: list[tuple[Secret, int]], site: str) -> list[tuple[Path, bytes]]:
    sealed = [(seal_order(secret, site, revision, view), secret, revision) for secret, revision in links]
    for file, _, _ in sealed:
        (place / file.name).write_bytes(file.data)
    return [(place / file.name, token(secret, site, view.order_id, revision)) for file, secret, revision in sealed]


def _fitting_payload(view: OrderView) -> bytes:
    """Return what is sealed of a view; it may still be too large."""
    payload = _payload(view)
    return payload if len(payload) <= LARGEST_PAYLOAD else _payload(_without_counted_rows(view))


def _payload(view: OrderView) -> bytes:
    return view.model_copy(update={"order_id": NOT_SEALED}).canonical()


def _without_counted_rows(view: OrderView) -> OrderView:
    items = tuple(
        item.model_copy(update={"trace": tuple(day for day in item.trace if day.verdict is not Verdict.COUNTED)})
        for item in view.items
    )
    return view.model_copy(update={"items": items})


def _compared(path: Path, order_token: bytes, payload: bytes) -> PublishedFile:
    data = path.read_bytes()
    if open_view(order_token, data) != payload:
        raise PublishError(
            "Una página sellada no corresponde a su pedido; no se publicó nada.",
            "Es una falla del programa: repórtela; el sitio publicado no cambió.",
        )
    return PublishedFile(order_token, hashlib.sha256(data).digest())


def _say_nothing(_what: str, _done: int, _total: int | None) -> None:
    return
