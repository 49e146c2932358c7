"""What one private page shows, as it is sealed: the contract between Python and `pedido.js`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.base import Frozen, Moment, NoticeId, OrderId, ServiceId
from generator.model.due import TraceDay
from generator.model.moments import When
from generator.model.states import Reason, State, TicketState, WaitingOn


class ChangeView(Frozen):
    """The notice that replaced an item's first promise, and what was promised before; its words are public."""

    notice: NoticeId
    before: str


class PauseView(Frozen):
    """A pause of an item's clock; one without `end` still lasts."""

    begin: When
    end: When | None = None


class OthersView(Frozen):
    """How long others like an item took, in words: no promise. `half` and `most` follow «en»."""

    cases: int
    half: str
    most: str
    """Within which nine in ten were done."""


class ItemView(Frozen):
    """One item: `since` is when its state was entered; a date that cannot be known leaves its field out."""

    service: ServiceId | None
    name: str
    state: State
    since: When
    waiting_on: WaitingOn
    reason: Reason | None = None
    promise: str | None = None
    start: When | None = None
    earliest: Moment | None = None
    due: Moment | None = None
    trace: tuple[TraceDay, ...] = ()
    missing: tuple[str, ...] = ()
    change: ChangeView | None = None
    pauses: tuple[PauseView, ...] = ()
    forecast: OthersView | None = None
    """Of an item in progress, how long the last ones took."""
    late_rest: OthersView | None = None
    """How long those that passed their promise took from then on."""


class TicketView(Frozen):
    """One ticket of the order."""

    number: str
    state: TicketState
    opened: Moment
    first_reply: Moment | None = None
    """When a person of the company first answered, where that was read."""
    last_reply: Moment | None = None
    closed: Moment | None = None
    """When it was closed, where billing's log told."""


class OrderView(Frozen):
    """One order. `order_id` makes its key and is not part of what is sealed; `order` is the public number."""

    order_id: OrderId = Field(exclude=True)
    v: Literal[1] = 1
    order: str
    changed_at: Moment
    items: tuple[ItemView, ...]
    tickets: tuple[TicketView, ...] = ()
    closed: Literal[True] | None = None
    """What is left of an order that closed at `changed_at`: no item and no ticket; absent while there is more."""
