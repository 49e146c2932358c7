"""Random order views: every field, every state, and text of every kind that JSON can trip over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import Enum
from random import Random
from typing import TypeVar

from generator.model.base import NoticeId, OrderId, ServiceId
from generator.model.due import TraceDay, Verdict, Why
from generator.model.moments import Sighting, When
from generator.model.states import Reason, State, TicketState, WaitingOn
from generator.model.views import ChangeView, ItemView, OrderView, PauseView, TicketView

T = TypeVar("T")
Kind = TypeVar("Kind", bound=Enum)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
LETTERS = (
    "abcXYZ 0189",
    "áéíóúüñÁÑ¿¡«»—…",
    '"\\/\b\f\n\r\t\0\x1f\x7f',
    "\u2028\u2029\u200b\u202e\ufeff\ue000\uffff",
    "😀🇦🇷𝔘\U0010ffff",
    "العربيةעבריתहिन्दी中文",
)
"""Plain, Spanish, what JSON escapes, what is invisible, beyond 16 bits, and other scripts."""


def seeded(seed: int) -> Random:
    """Return the same random numbers on every run."""
    return Random(seed)  # noqa: S311 - variety is wanted here, not secrecy


def random_view(random: Random, order_id: int) -> OrderView:
    """Return a view of an order, from empty to thirty items long."""
    return OrderView(
        order_id=OrderId(str(order_id)),
        order=_text(random),
        changed_at=_moment(random),
        items=tuple(_item(random) for _ in range(_how_many(random))),
        tickets=tuple(_ticket(random) for _ in range(random.randrange(3))),
    )


def _how_many(random: Random) -> int:
    return random.choice((0, 1, 1, 1, 2)) if random.random() < 0.98 else random.randrange(3, 30)


def _item(random: Random) -> ItemView:
    return ItemView(
        service=_perhaps(random, ServiceId(_text(random))),
        name=_text(random),
        state=_one_of(random, State),
        since=_when(random),
        waiting_on=_one_of(random, WaitingOn),
        reason=_perhaps(random, _one_of(random, Reason)),
        promise=_perhaps(random, _text(random)),
        start=_perhaps(random, _when(random)),
        earliest=_perhaps(random, _moment(random)),
        due=_perhaps(random, _moment(random)),
        trace=tuple(_day(random) for _ in range(random.randrange(6))),
        missing=tuple(_text(random) for _ in range(random.randrange(3))),
        change=_perhaps(random, ChangeView(notice=NoticeId(_text(random)), before=_text(random))),
        pauses=tuple(
            PauseView(begin=_when(random), end=_perhaps(random, _when(random))) for _ in range(random.randrange(3))
        ),
    )


def _ticket(random: Random) -> TicketView:
    return TicketView(
        number=_text(random),
        state=_one_of(random, TicketState),
        opened=_moment(random),
        last_reply=_perhaps(random, _moment(random)),
        closed=_perhaps(random, _moment(random)),
    )


def _day(random: Random) -> TraceDay:
    return TraceDay(
        date=date(2026, 1, 1) + timedelta(days=random.randrange(3000)),
        verdict=_one_of(random, Verdict),
        why=_perhaps(random, _one_of(random, Why)),
        name=_perhaps(random, _text(random)),
        ordinal=_perhaps(random, random.randrange(-9, 10**9)),
        seconds=_perhaps(random, random.randrange(2**53)),
    )


def _when(random: Random) -> When:
    if random.random() < 0.5:
        return _moment(random)
    return Sighting(after=_moment(random), by=_moment(random))


def _moment(random: Random) -> datetime:
    whole = FIRST + timedelta(seconds=random.randrange(10**8))
    return whole + timedelta(microseconds=random.choice((0, 0, 1, 500_000, 999_999)))


def _text(random: Random) -> str:
    return "".join(random.choices(random.choice(LETTERS), k=random.choice((0, 1, 8, 30))))


def _perhaps(random: Random, value: T) -> T | None:
    return value if random.random() < 0.6 else None


def _one_of(random: Random, kind: type[Kind]) -> Kind:
    return random.choice(list(kind))
