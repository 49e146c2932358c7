"""The test secrets, which the tool refuses for real use, and a view and a Ledger with every kind of field."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from generator.model.base import OrderId, ServiceId, TicketId
from generator.model.calendar import CalendarData, Holiday, OpenInterval, WeeklyHours
from generator.model.due import TraceDay, Verdict, Why
from generator.model.ledger import GivenPromise, ItemRecord, Ledger, OrderRecord, TicketRecord
from generator.model.moments import Sighting
from generator.model.outcomes import FinishedItem
from generator.model.promise import parse_promise
from generator.model.states import ItemKind, Reason, State, TicketState, WaitingOn
from generator.model.views import ItemView, OrderView, TicketView
from generator.publish.secret import Secret, Secrets

MORNING = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def current() -> Secret:
    """Give the secret of the format's vectors."""
    return Secret(bytes(range(32)))


@pytest.fixture(scope="session")
def previous() -> Secret:
    """Give what was current before a rotation."""
    return Secret(bytes(range(32, 64)))


@pytest.fixture(scope="session")
def secrets(current: Secret) -> Secrets:
    """Give one secret, no rotation."""
    return Secrets(current)


@pytest.fixture(scope="session")
def rotating(current: Secret, previous: Secret) -> Secrets:
    """Give two secrets, in the middle of a rotation."""
    return Secrets(current, previous)


@pytest.fixture(scope="session")
def view() -> OrderView:
    """Give one order with an item in progress and a ticket."""
    item = ItemView(
        service=ServiceId("simplenews"),
        name="Simplenews Año Ñandú",
        state=State.IN_PROGRESS,
        since=Sighting(after=MORNING, by=NOON),
        waiting_on=WaitingOn.COMPANY,
        promise="2 días hábiles",
        start=NOON,
        due=datetime(2026, 11, 25, 21, 0, tzinfo=UTC),
        trace=(
            TraceDay(date=date(2026, 11, 20), verdict=Verdict.DAY_ZERO),
            TraceDay(date=date(2026, 11, 21), verdict=Verdict.SKIPPED, why=Why.WEEKEND),
            TraceDay(date=date(2026, 11, 24), verdict=Verdict.COUNTED, ordinal=1),
            TraceDay(date=date(2026, 11, 25), verdict=Verdict.COUNTED, ordinal=2),
        ),
    )
    ticket = TicketView(number="ABC-123456", state=TicketState.ANSWERED, opened=MORNING)
    return OrderView(order_id=OrderId("1234"), order="7858259149", changed_at=NOON, items=(item,), tickets=(ticket,))


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """Give a Ledger of the site `prod` in which every field of the model has a value at least once."""
    hours = (OpenInterval(540, 1080),)
    calendar = CalendarData(
        zone="America/Argentina/Buenos_Aires",
        weekly_hours=WeeklyHours(monday=hours, tuesday=hours, wednesday=hours, thursday=hours, friday=hours),
        cut_off="closing",
        closures=(),
        exceptions=(),
        holidays=(Holiday(date=date(2026, 11, 23), name="Día de la Soberanía Nacional", source="Ley 27.399"),),
        first_year=2026,
        last_year=2028,
    )
    item = ItemRecord(
        kind=ItemKind.PRODUCT,
        id="77",
        name="Simplenews",
        service=ServiceId("simplenews"),
        state=State.IN_PROGRESS,
        since=Sighting(after=MORNING, by=NOON),
        missing=("dominio-delegado",),
        promise=GivenPromise(
            promise=parse_promise("2 días hábiles"),
            start=Sighting(after=MORNING, by=NOON),
            calendar=calendar.content_hash(),
        ),
    )
    unmapped = ItemRecord(
        kind=ItemKind.DOMAIN,
        id="78",
        name="Dominio .com.ar",
        service=None,
        state=State.UNKNOWN,
        reason=Reason.UNMAPPED,
        since=MORNING,
    )
    order = OrderRecord(
        id=OrderId("1234"),
        number="7858259149",
        placed_at=MORNING,
        changed_at=NOON,
        items=(item, unmapped),
        missing_since=NOON,
        closed_at=NOON,
    )
    ticket = TicketRecord(
        id=TicketId("9"),
        number="ABC-123456",
        order=order.id,
        state=TicketState.CUSTOMER_REPLY,
        opened_at=MORNING,
        last_reply_at=NOON,
        missing_since=NOON,
    )
    finished = FinishedItem(
        service=ServiceId("simplenews"),
        month="2026-11",
        shortest_seconds=3600,
        longest_seconds=7200,
        on_time=True,
        censored=False,
    )
    return Ledger(
        site="prod",
        synced_at=NOON,
        calendars={calendar.content_hash(): calendar},
        orders={order.id: order},
        tickets={ticket.id: ticket},
        finished=(finished,),
    )
