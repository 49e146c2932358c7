"""What of the Ledger reaches a private page, field by field: these fields and no others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from generator.compute.order_views import order_views
from generator.model.base import NoticeId, OrderId, ServiceId, TicketId
from generator.model.ledger import GivenPromise, ItemRecord, Ledger, OrderRecord, Pause, PromiseChange, TicketRecord
from generator.model.moments import Sighting
from generator.model.promise import parse_promise
from generator.model.states import ItemKind, Reason, State, TicketState
from generator.model.threads import Thread
from generator.model.views import OrderView
from tests.compute.calendars import calendar_data

MORNING = datetime(2026, 11, 17, 13, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 17, 21, 0, tzinfo=UTC)


def test_a_view_is_exactly_what_the_page_shows_of_an_order() -> None:
    """Every field of the Ledger's order, item, promise, pause, change and ticket, and where each comes out."""
    (view,) = order_views(_ledger(_item(State.IN_PROGRESS, promise=_given(change=True))), EVENING)
    assert view.order_id == "1234"
    shown = view.model_dump(mode="json", exclude_none=True)
    item = shown["items"][0]
    trace = item.pop("trace")
    assert shown | {"items": []} == {
        "v": 1,
        "order": "7858259149",
        "changed_at": "2026-11-17T15:00:00Z",
        "items": [],
        "tickets": [
            {
                "number": "ABC-1",
                "state": "answered",
                "opened": "2026-11-17T13:00:00Z",
                "first_reply": "2026-11-17T15:00:00Z",
                "last_reply": "2026-11-17T15:00:00Z",
                "closed": "2026-11-17T21:00:00Z",
            }
        ],
    }
    assert item == {
        "service": "hosting",
        "name": "Plan",
        "state": "in_progress",
        "since": {"after": "2026-11-17T13:00:00Z", "by": "2026-11-17T15:00:00Z"},
        "waiting_on": "company",
        "reason": "suspended",
        "promise": "2 a 3 días hábiles",
        "start": "2026-11-17T13:00:00Z",
        "earliest": "2026-11-19T12:00:00Z",
        "due": "2026-11-20T21:00:00Z",
        "missing": ["dominio"],
        "change": {"notice": "mudanza", "before": "1 día hábil"},
        "pauses": [{"begin": "2026-11-17T15:00:00Z", "end": "2026-11-17T21:00:00Z"}],
    }
    assert trace[0] == {"date": "2026-11-17", "verdict": "day_zero"}


def test_an_item_without_promise_or_no_longer_waited_for_shows_no_date() -> None:
    """The promise is told as long as there is one; a date only while it can matter."""
    assert _shown(_item(State.UNKNOWN)).keys() == {"service", "name", "state", "since", "waiting_on", "reason"} | {
        "trace",
        "missing",
        "pauses",
    }
    cancelled = _shown(_item(State.CANCELLED, promise=_given(change=False)))
    assert (cancelled["promise"], "due" in cancelled, "change" in cancelled) == ("1 día hábil", False, False)
    active = _shown(_item(State.ACTIVE, promise=_given(change=False)))
    assert (active["state"], active["waiting_on"], "due" in active) == ("active", "none", True)


def test_a_date_beyond_the_calendar_is_unknown_for_who_waits_and_left_out_for_who_does_not() -> None:
    """Nobody can say when it would be late."""
    late = _given(change=False, start=datetime(2028, 12, 29, 15, 0, tzinfo=UTC) + timedelta(days=300))
    waiting = _shown(_item(State.IN_PROGRESS, promise=late))
    assert (waiting["state"], waiting["reason"], "due" in waiting) == ("unknown", "beyond_calendar", False)
    active = _shown(_item(State.ACTIVE, promise=late))
    assert (active["state"], active["reason"], "due" in active) == ("active", "suspended", False)


def test_each_ticket_is_shown_with_its_own_order() -> None:
    """And with no other's."""
    views = {view.order_id: view for view in order_views(_ledger(_item(State.UNKNOWN)), EVENING)}
    assert [ticket.number for ticket in views[OrderId("1234")].tickets] == ["ABC-1"]
    other = _ledger(_item(State.UNKNOWN), ticket_of="99")
    assert [view.tickets for view in order_views(other, EVENING)] == [()]


def _shown(item: ItemRecord) -> dict[str, Any]:
    (view,) = order_views(_ledger(item), EVENING)
    assert isinstance(view, OrderView)
    shown: dict[str, Any] = view.model_dump(mode="json", exclude_none=True)["items"][0]
    return shown


def _item(state: State, promise: GivenPromise | None = None) -> ItemRecord:
    return ItemRecord(
        kind=ItemKind.PRODUCT,
        id="77",
        name="Plan",
        service=ServiceId("hosting"),
        state=state,
        reason=Reason.SUSPENDED,
        since=Sighting(after=MORNING, by=NOON),
        missing=("dominio",),
        promise=promise,
    )


def _given(*, change: bool, start: datetime = MORNING) -> GivenPromise:
    notice = PromiseChange(notice=NoticeId("mudanza"), promise=parse_promise("2 a 3 días hábiles"), since=NOON)
    return GivenPromise(
        promise=parse_promise("1 día hábil"),
        start=start,
        calendar=calendar_data().content_hash(),
        pauses=(Pause(begin=NOON, end=EVENING),),
        change=notice if change else None,
    )


def _ledger(item: ItemRecord, ticket_of: str = "1234") -> Ledger:
    order = OrderRecord(
        id=OrderId("1234"), number="7858259149", placed_at=MORNING, changed_at=NOON, items=(item,), closed_at=EVENING
    )
    ticket = TicketRecord(
        id=TicketId("9"),
        number="ABC-1",
        order=OrderId(ticket_of),
        state=TicketState.ANSWERED,
        opened_at=MORNING,
        last_reply_at=NOON,
        thread=Thread(asked_at=MORNING, answered_at=NOON, row_last_reply_at=NOON, row_state=TicketState.ANSWERED),
        closed_at=EVENING,
    )
    return Ledger(
        site="prod",
        synced_at=EVENING,
        calendars={calendar_data().content_hash(): calendar_data()},
        orders={order.id: order},
        tickets={ticket.id: ticket},
        finished=(),
    )
