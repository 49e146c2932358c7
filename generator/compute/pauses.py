"""Pauses: while the company waits for the client, no clock of a promise runs and no day counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from generator.compute.running_clock import RunningClock
from generator.model.moments import latest

if TYPE_CHECKING:
    from generator.model.ledger import GivenPromise

Spans: TypeAlias = "tuple[tuple[int, int], ...]"
"""Pauses in UTC seconds, `[begin, end)`, apart and in order."""


def spans_of(pauses: Iterable[tuple[datetime, datetime]]) -> Spans:
    """Return pauses as spans, merged where they meet; one that ends where it begins is none."""
    merged: list[tuple[int, int]] = []
    for begin, end in sorted((int(begin.timestamp()), int(end.timestamp())) for begin, end in pauses):
        if begin >= end:
            continue
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return tuple(merged)


def counted_pauses(given: GivenPromise) -> Spans:
    """Return the ended pauses of a promise as they are counted: each from and to the later end of what is known."""
    return spans_of((latest(pause.begin), latest(pause.end)) for pause in given.pauses if pause.end is not None)


def advance(clock: RunningClock, moment: int, seconds: int, pauses: Spans) -> int | None:
    """Return when so many seconds have run since a moment, pauses left out."""
    for begin, end in pauses:
        if end <= moment:
            continue
        ran = clock.between(moment, max(moment, begin))
        if ran >= seconds:
            break
        seconds -= ran
        moment = end
    return clock.advance(moment, seconds)


def ran_between(clock: RunningClock, start: int, end: int, pauses: Spans) -> int:
    """Return the seconds that run between two moments, pauses left out."""
    if not pauses:
        return clock.between(start, end)
    paused = (
        clock.between(max(start, begin), min(end, finish)) for begin, finish in pauses if begin < end and start < finish
    )
    return clock.between(start, end) - sum(paused)


def nth_free(after: int, count: int, taken: Sequence[tuple[int, int]]) -> int:
    """Return the `count`-th whole number after `after` that lies in no taken range (both ends included).

    Ranges come in order of their beginnings; they may meet or overlap. The cost grows with them, not with `count`.
    """
    for first, last in taken:
        free = first - after - 1
        if count <= free:
            break
        count -= max(free, 0)
        after = max(after, last)
    return after + count
