"""What is to be in the files of each order: the tokens they open with and the payload, some orders at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain

from generator.errors import PublishError
from generator.model.base import OrderId
from generator.model.due import Verdict
from generator.model.views import NOT_SEALED, OrderView, Views
from generator.publish.derived_names import order_tag, token
from generator.publish.known_files import KnownFiles
from generator.publish.order_folder import Order
from generator.publish.seal import LARGEST_PAYLOAD
from generator.publish.secret import Secret


@dataclass(frozen=True, slots=True)
class Links:
    """The links of an order: under which secret each, and in which revision."""

    each: tuple[tuple[Secret, int], ...]
    revisions: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "revisions", repr([revision for _, revision in self.each]).encode())


class OrderRefusedError(PublishError):
    """One order that cannot be sealed; names it by its opaque tag only."""

    def __init__(self, tag: str, reason: str) -> None:
        super().__init__(f"El pedido {tag} queda sin página: {reason}", "Revise ese pedido en facturación.")
        self.tag = tag


class OrderBatches:
    """The orders of a run whose files are to be made, in batches of so many at most, and what became of each.

    Of an order whose files are known no view is made. When all others are on their way, `kept` is given the marks of
    those and returns the ones of which a file is not what it is known as: they are made as well.
    """

    def __init__(
        self,
        links: Callable[[OrderId], Links],
        site: str,
        known: KnownFiles | None,
        kept: Callable[[AbstractSet[bytes]], Collection[bytes]],
        most: int,
    ) -> None:
        self._links, self._site, self._known, self._kept, self._most = links, site, known, kept, most
        self.sizes: list[int] = []
        """How many orders came to their end with each batch, those that it need not hold among them."""
        self.marks: list[list[bytes]] = []
        """The mark of what each order of each batch is made from; empty where nothing is known by marks."""
        self.refused: list[OrderRefusedError] = []

    def of(self, views: Views | Sequence[OrderView]) -> Iterator[list[Order]]:
        """Yield the batches of these views; the last may hold none."""
        orders: list[Order] = []
        marks: list[bytes] = []
        known: dict[bytes, OrderId] = {}
        made = _Made(views) if isinstance(views, Sequence) else views
        for order, mark in chain(self._unknown(made, known), self._not_kept(known)):
            try:
                orders.append(self._order(made.view(order), self._links(order)))
            except OrderRefusedError as error:
                self.refused.append(error)
            else:
                marks.append(mark)
            if len(orders) == self._most:
                self._ends(self._most, marks)
                yield orders
                orders, marks = [], []
        if rest := len(views) - sum(self.sizes):
            self._ends(rest, marks)
            yield orders

    def _ends(self, size: int, marks: list[bytes]) -> None:
        self.sizes.append(size)
        self.marks.append(marks)

    def _unknown(self, views: Views, known: dict[bytes, OrderId]) -> Iterator[tuple[OrderId, bytes]]:
        """Yield the orders whose views are to be made, each with its mark; put the marks of the others into `known`."""
        files, links = self._known, self._links
        if files is None:
            yield from ((order, b"") for order, _ in views.sources())
            return
        for order, source in views.sources():
            mark = files.mark(source, links(order).revisions)
            if mark in files.marks:
                known[mark] = order
            else:
                yield order, mark

    def _not_kept(self, known: dict[bytes, OrderId]) -> Iterator[tuple[OrderId, bytes]]:
        if known:
            yield from ((known[mark], mark) for mark in self._kept(known.keys()))

    def _order(self, view: OrderView, links: Links) -> Order:
        # Too large or not is the same under every secret.
        payload = fitting_payload(view, links.each[0][0], self._site)
        # The id comes from the view alone: one client's view cannot be sealed under another's token.
        return [token(secret, self._site, view.order_id, revision) for secret, revision in links.each], payload


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


class _Made:
    """Views that are there already."""

    base = b""

    def __init__(self, views: Sequence[OrderView]) -> None:
        self._views, self._by_order = views, {view.order_id: view for view in views}
        if len(self._by_order) != len(views):
            # The second would silently replace the first.
            raise PublishError(
                "Hay pedidos repetidos entre las páginas por sellar.",
                "Es una falla del programa: repórtela; el sitio publicado no cambió.",
            )

    def __len__(self) -> int:
        return len(self._views)

    def __iter__(self) -> Iterator[OrderView]:
        return iter(self._views)

    def sources(self) -> Iterator[tuple[OrderId, Sequence[bytes]]]:
        """Yield each with its own text."""
        return ((view.order_id, (view.canonical(),)) for view in self._views)

    def view(self, order: OrderId) -> OrderView:
        """Return the view of an order."""
        return self._by_order[order]


def _payload(view: OrderView) -> bytes:
    return view.model_copy(update={"order_id": NOT_SEALED}).canonical()


def _without_counted_rows(view: OrderView) -> OrderView:
    items = tuple(
        item.model_copy(update={"trace": tuple(day for day in item.trace if day.verdict is not Verdict.COUNTED)})
        for item in view.items
    )
    return view.model_copy(update={"items": items})
