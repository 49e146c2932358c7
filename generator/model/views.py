"""What one private page shows, as it is sealed: the contract between Python and `pedido.js`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Literal, Protocol

from generator.model.base import Moment, NoticeId, OrderId, ServiceId
from generator.model.due import TraceDay
from generator.model.moments import When
from generator.model.record import Record, written
from generator.model.states import Reason, State, TicketState, WaitingOn

NOT_SEALED = OrderId("")
"""What stands for an order's id in what is sealed of it."""
NOTE_ENDS = timedelta(days=90)
"""How long after an order closed a note, of that alone, is what is left of it; then it is forgotten."""


class ChangeView(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The notice that replaced an item's first promise, and what was promised before; its words are public."""

    notice: NoticeId
    before: str


class PauseView(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A pause of an item's clock; one without `end` still lasts."""

    begin: When
    end: When | None = None


class OthersView(Record, frozen=True, kw_only=True, omit_defaults=True):
    """How long others like an item took, in words: no promise. `half` and `most` follow «en»."""

    cases: int
    half: str
    most: str
    """Within which nine in ten were done."""


class ItemView(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One item: `since` is when its state was entered; a date that cannot be known leaves its field out."""

    service: ServiceId | None = None
    name: str
    state: State
    since: When
    waiting_on: WaitingOn
    reason: Reason | None = None
    promise: str | None = None
    start: When | None = None
    earliest: Moment | None = None
    due: Moment | None = None
    trace: tuple[TraceDay, ...] = written(())
    missing: tuple[str, ...] = written(())
    change: ChangeView | None = None
    pauses: tuple[PauseView, ...] = written(())
    forecast: OthersView | None = None
    """Of an item in progress, how long the last ones took."""
    late_rest: OthersView | None = None
    """How long those that passed their promise took from then on."""


class TicketView(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One ticket of the order."""

    number: str
    state: TicketState
    opened: Moment
    first_reply: Moment | None = None
    """When a person of the company first answered, where that was read."""
    last_reply: Moment | None = None
    closed: Moment | None = None
    """When it was closed, where billing's log told."""


class OrderView(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One order. `order_id` makes its key and is not part of what is sealed; `order` is the public number."""

    never_sealed = frozenset({"order_id"})

    order_id: OrderId = NOT_SEALED
    v: Literal[1] = written(1)
    order: str
    changed_at: Moment
    items: tuple[ItemView, ...]
    tickets: tuple[TicketView, ...] = written(())
    closed: Literal[True] | None = None
    """What is left of an order that closed at `changed_at`: no item and no ticket; absent while there is more."""
    ended: tuple[State, ...] | None = None
    """Of such a note, as which the order's items ended: active, cancelled or both."""


class Views(Protocol):
    """The views of one run, of each order one, that are made when their turn comes, if they are asked for at all."""

    @property
    def base(self) -> bytes:
        """What all of them are made from, beside the source of each."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[OrderView]: ...

    def sources(self) -> Iterator[tuple[OrderId, Sequence[bytes]]]:
        """Yield, in their order, the order of each and all that it is made from: with the same base the same view.

        No order comes twice.
        """

    def view(self, order: OrderId) -> OrderView:
        """Make the view of one of them."""
