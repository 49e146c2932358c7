"""What is to be in the files of each order: the tokens they open with and the payload, some orders at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from generator.errors import PublishError
from generator.model.base import OrderId
from generator.model.due import Verdict
from generator.model.views import NOT_SEALED, OrderView, UnmadeView, Views
from generator.publish.derived_names import order_tag, token
from generator.publish.freshness import PublishedFile
from generator.publish.known_files import KnownFiles
from generator.publish.order_folder import Order
from generator.publish.seal import LARGEST_PAYLOAD
from generator.publish.secret import Secret

Links: TypeAlias = Sequence[tuple[Secret, int]]
"""The links of an order: under which secret each, and in which revision."""
Keep: TypeAlias = Callable[[Sequence[PublishedFile]], list[PublishedFile] | None]
"""Keeps files that are what they are known as, and returns them as they stand; None where one is not."""


class OrderRefusedError(PublishError):
    """One order that cannot be sealed; names it by its opaque tag only."""

    def __init__(self, tag: str, reason: str) -> None:
        super().__init__(f"El pedido {tag} queda sin página: {reason}", "Revise ese pedido en facturación.")
        self.tag = tag


class OrderBatches:
    """The orders of a run whose files are to be made, in batches of so many at most, and what became of each.

    Of an order whose files are known no view is made, where `keep` finds them to be what they are known as.
    """

    def __init__(
        self, links: Callable[[OrderId], Links], site: str, known: KnownFiles | None, keep: Keep, most: int
    ) -> None:
        self._links, self._site, self._known, self._keep, self._most = links, site, known, keep, most
        self._ids: set[OrderId] = set()
        self.sizes: list[int] = []
        """How many orders came to their end with each batch, those that it need not hold among them."""
        self.marks: list[list[bytes]] = []
        """The mark of what each order of each batch is made from; empty where nothing is known by marks."""
        self.kept: list[tuple[bytes, PublishedFile]] = []
        """The files that were kept, each with its order's mark."""
        self.refused: list[OrderRefusedError] = []

    def of(self, views: Views | Sequence[OrderView]) -> Iterator[list[Order]]:
        """Yield the batches of these views; the last may hold none."""
        orders: list[Order] = []
        marks: list[bytes] = []
        seen = 0
        for view in _unmade(views):
            seen += 1
            links = self._links(view.order_id)
            mark = self._first_seen(view, links)
            if self._is_kept(mark):
                continue
            try:
                orders.append(self._order(view, links))
            except OrderRefusedError as error:
                self.refused.append(error)
            else:
                marks.append(mark)
            if len(orders) == self._most:
                self._ends(seen, marks)
                yield orders
                orders, marks, seen = [], [], 0
        if seen:
            self._ends(seen, marks)
            yield orders

    def _ends(self, seen: int, marks: list[bytes]) -> None:
        self.sizes.append(seen)
        self.marks.append(marks)

    def _first_seen(self, view: UnmadeView, links: Links) -> bytes:
        """Return the mark of an order that was not seen before."""
        if view.order_id in self._ids:
            # The second would silently replace the first.
            raise PublishError(
                "Hay pedidos repetidos entre las páginas por sellar.",
                "Es una falla del programa: repórtela; el sitio publicado no cambió.",
            )
        self._ids.add(view.order_id)
        if self._known is None:
            return b""
        return self._known.mark(view.source, [revision for _, revision in links])

    def _is_kept(self, mark: bytes) -> bool:
        known = self._known.files(mark) if self._known is not None else []
        kept = self._keep(known) if known else None
        if kept is None:
            return False
        self.kept += [(mark, file) for file in kept]
        return True

    def _order(self, unmade: UnmadeView, links: Links) -> Order:
        view = unmade.make()
        # Too large or not is the same under every secret.
        payload = fitting_payload(view, links[0][0], self._site)
        # The id comes from the view alone: one client's view cannot be sealed under another's token.
        return [token(secret, self._site, view.order_id, revision) for secret, revision in links], payload


def fitting_payload(view: OrderView, secret: Secret, site: str) -> bytes:
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


def _unmade(views: Views | Sequence[OrderView]) -> Iterable[UnmadeView]:
    if isinstance(views, Views):
        return views.unmade()
    return (UnmadeView(view.order_id, view.canonical(), partial(_itself, view)) for view in views)


def _itself(view: OrderView) -> OrderView:
    return view


def _payload(view: OrderView) -> bytes:
    return view.model_copy(update={"order_id": NOT_SEALED}).canonical()


def _without_counted_rows(view: OrderView) -> OrderView:
    items = tuple(
        item.model_copy(update={"trace": tuple(day for day in item.trace if day.verdict is not Verdict.COUNTED)})
        for item in view.items
    )
    return view.model_copy(update={"items": items})
