"""What is to be in the files of each order: the tokens they open with and the payload, some orders at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeAlias

from generator.errors import PublishError
from generator.model.base import OrderId
from generator.model.due import Verdict
from generator.model.views import NOT_SEALED, OrderView, UnmadeView, Views
from generator.publish.derived_names import order_tag, token
from generator.publish.known_files import KnownFiles
from generator.publish.order_folder import Order
from generator.publish.seal import LARGEST_PAYLOAD
from generator.publish.secret import Secret

Links: TypeAlias = Sequence[tuple[Secret, int]]
"""The links of an order: under which secret each, and in which revision."""


class OrderRefusedError(PublishError):
    """One order that cannot be sealed; names it by its opaque tag only."""

    def __init__(self, tag: str, reason: str) -> None:
        super().__init__(f"El pedido {tag} queda sin página: {reason}", "Revise ese pedido en facturación.")
        self.tag = tag


@dataclass(frozen=True, slots=True)
class _Sent:
    """An order of a batch: its view, and the mark of what that is made from; empty where nothing is known by marks."""

    view: UnmadeView
    mark: bytes


class OrderBatches:
    """The orders of a run in batches, and what became of each.

    The view of an order whose files are known is not made, unless they turn out not to be what they are known as.
    """

    def __init__(self, links: Callable[[OrderId], Links], site: str, known: KnownFiles | None, most: int) -> None:
        self._links, self._site, self._known, self._most = links, site, known, most
        self._ids: set[OrderId] = set()
        self._sent: list[list[_Sent]] = []
        self._unfit: list[_Sent] = []
        self.sizes: list[int] = []
        """How many orders came to their end with each batch."""
        self.marks: list[list[bytes]] = []
        """The mark of each order of each batch."""
        self.refused: list[OrderRefusedError] = []

    def of(self, views: Views | Sequence[OrderView]) -> Iterator[list[Order]]:
        """Yield the batches of these views."""
        unmade = iter(_unmade(views))
        while batch := list(islice(unmade, self._most)):
            yield self._batch([self._first_seen(view) for view in batch])

    def settle(self, number: int, unfit: Sequence[int]) -> int:
        """Take which orders of a batch have no files yet; return how many have."""
        self._unfit += (self._sent[number][at] for at in unfit)
        self._sent[number] = []
        self.sizes[number] -= len(unfit)
        return self.sizes[number]

    def anew(self) -> Iterator[list[Order]]:
        """Yield the batches of the orders that had no files yet, whatever is known of them."""
        self._known = None
        for at in range(0, len(self._unfit), self._most):
            yield self._batch(self._unfit[at : at + self._most])

    def _batch(self, sent: Sequence[_Sent]) -> list[Order]:
        """Return what is to be done for some orders; of one that is refused, nothing."""
        orders: list[Order] = []
        kept: list[_Sent] = []
        for one in sent:
            try:
                orders.append(self._order(one))
            except OrderRefusedError as error:
                self.refused.append(error)
            else:
                kept.append(one)
        self.sizes.append(len(sent))
        self.marks.append([one.mark for one in kept])
        self._sent.append(kept)
        return orders

    def _first_seen(self, view: UnmadeView) -> _Sent:
        if view.order_id in self._ids:
            # The second would silently replace the first.
            raise PublishError(
                "Hay pedidos repetidos entre las páginas por sellar.",
                "Es una falla del programa: repórtela; el sitio publicado no cambió.",
            )
        self._ids.add(view.order_id)
        if self._known is None:
            return _Sent(view, b"")
        return _Sent(view, self._known.mark(view.source, [revision for _, revision in self._links(view.order_id)]))

    def _order(self, sent: _Sent) -> Order:
        if self._known is not None and (files := self._known.files(sent.mark)):
            return [], b"", files
        links, view = self._links(sent.view.order_id), sent.view.make()
        # Too large or not is the same under every secret.
        payload = fitting_payload(view, links[0][0], self._site)
        # The id comes from the view alone: one client's view cannot be sealed under another's token.
        return [token(secret, self._site, view.order_id, revision) for secret, revision in links], payload, []


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
