"""What a private page shows of one item: its name, stage and dates, each date with its count."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import TypeAlias

from generator.compute.business_calendar import Calendars
from generator.compute.item_state import waiting_on
from generator.compute.pauses import counted_pauses
from generator.compute.trace import due_of
from generator.model.due import Due, NoDue
from generator.model.ledger import GivenPromise, ItemRecord
from generator.model.moments import latest
from generator.model.states import ItemKind, LineKind, Reason, State
from generator.model.views import ChangeView, ItemView, OthersView, PauseView

Told: TypeAlias = tuple[OthersView | None, OthersView | None]
"""How long others took, and of those that passed their promise, the rest."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_GROUP = re.compile(r"^(Renovación de )?(?:- |\S.*? - (?=.*[^\W\d_]{3}))")
"""The group and what joins it to a name: what is left has to be a name, not the rest of one ("Plan - 10 GB").

Of a product without a group what joins stands alone, and all that follows is the name.
"""


def item_view(item: ItemRecord, calendars: Calendars, told: Told) -> ItemView:
    """Return what is shown of an item; how long others took is told of one that waits for its date alone."""
    given = item.promise
    dates = _dates(given, item.state, calendars) if given else None
    state, reason = item.state, item.reason
    if isinstance(dates, NoDue) and state is not State.ACTIVE:
        # What is active needs no date any more; of what is not, nobody can say when it would be late.
        state, reason = State.UNKNOWN, Reason.BEYOND_CALENDAR
    due = dates if isinstance(dates, Due) else None
    forecast, late_rest = told if state is State.IN_PROGRESS else (None, None)
    return ItemView(
        service=item.service,
        name=_told_name(item),
        state=state,
        since=item.since,
        # Such an order misses its payment, or nothing that billing tells of.
        waiting_on=waiting_on(item.state, is_unpaid=item.reason is Reason.EMPTY_ORDER and bool(item.missing)),
        reason=reason,
        promise=str(given.in_force) if given else None,
        start=given.start if given else None,
        earliest=due.earliest if due else None,
        due=due.due if due else None,
        trace=due.trace if due else (),
        missing=item.missing,
        change=_change(given) if given else None,
        pauses=tuple(PauseView(begin=pause.begin, end=pause.end) for pause in given.pauses) if given else (),
        forecast=forecast,
        late_rest=late_rest,
    )


def _told_name(item: ItemRecord) -> str:
    """Return what was ordered as the client's invoice calls it.

    In an order billing puts the group of its products before the name of one, and joins two plans by an arrow; what was
    typed there as HTML, or escaped twice, comes as it was typed.
    """
    line = item.line or (LineKind.PRODUCT if item.kind is ItemKind.PRODUCT else LineKind.OTHER)
    return _plain_name(item.name, line)


# A company sells few things, by the thousand.
@lru_cache(maxsize=4096)
def _plain_name(name: str, line: LineKind) -> str:
    signs = (sign for sign in _TAG.sub(" ", html.unescape(name)) if unicodedata.category(sign)[0] != "C")
    plain = " ".join("".join(signs).split())
    if line is LineKind.UPGRADE and plain.count(" => ") == 1:
        return "Cambio de {} a {}".format(*(_GROUP.sub(r"\1", plan) for plan in plain.split(" => ")))
    return _GROUP.sub(r"\1", plain) if line in (LineKind.PRODUCT, LineKind.RENEWAL) else plain


def _dates(given: GivenPromise, state: State, calendars: Calendars) -> Due | NoDue | None:
    if state not in (State.IN_PROGRESS, State.ACTIVE):
        return None
    return due_of(given.in_force, latest(given.start), calendars[given.calendar], counted_pauses(given))


def _change(given: GivenPromise) -> ChangeView | None:
    return ChangeView(notice=given.change.notice, before=str(given.promise)) if given.change else None
