"""Values made by msgspec: what they refuse, that they cannot change, and that their text is the canonical one."""

from __future__ import annotations

import gc
from datetime import UTC, datetime

import msgspec
import pytest
from pydantic import BaseModel

from generator.model.ledger import Pause, PromiseChange
from generator.model.moments import Sighting
from generator.model.promise import parse_promise
from generator.model.record import collector_rests
from generator.publish.canonical import canonical
from tests.proof.random_views import random_view, seeded

EARLY, LATE = datetime(2026, 11, 20, 13, tzinfo=UTC), datetime(2026, 11, 20, 15, 0, 0, 120, tzinfo=UTC)
CHANGE = {"notice": "mudanza", "promise": "2 días hábiles", "since": "2026-11-20T13:00:00Z"}


def test_a_thousand_views_are_written_as_the_canonical_text_says() -> None:
    """Text of every kind that JSON can trip over; the two writers know nothing of one another."""
    random = seeded(14)
    for number in range(1000):
        view = random_view(random, number)
        assert view.model_copy(update={"order_id": ""}).canonical() == canonical(view.model_dump(exclude_none=True))


@pytest.mark.parametrize(
    "change",
    [
        {"notice": "mudanza"},
        CHANGE | {"more": 1},
        CHANGE | {"promise": "2 semanas"},
        CHANGE | {"promise": 2},
        CHANGE | {"since": "2026-11-20T13:00:00"},
        CHANGE | {"since": 7},
        CHANGE | {"notice": None},
    ],
    ids=["missing", "unknown", "phrase", "no text", "without zone", "no moment", "null"],
)
def test_a_field_that_is_missing_unknown_or_of_another_kind_is_refused(change: dict[str, object]) -> None:
    """Wherever it stands in the JSON."""
    with pytest.raises(msgspec.ValidationError):
        PromiseChange.model_validate(change)


def test_a_value_and_its_promise_cannot_change_and_come_back_from_their_text() -> None:
    """A moment keeps its six decimals."""
    change = PromiseChange.model_validate(CHANGE)
    assert change.promise is PromiseChange.model_validate(CHANGE).promise
    assert PromiseChange.model_validate_json(change.canonical()) == change
    pause = Pause(begin=EARLY, end=Sighting(after=EARLY, by=LATE))
    assert Pause.model_validate_json(pause.model_dump_json()) == pause
    with pytest.raises(AttributeError):
        pause.end = None  # type: ignore[misc]
    with pytest.raises(AttributeError):
        parse_promise("2 horas").last = 3  # type: ignore[misc]


def test_a_model_of_the_other_library_can_hold_one() -> None:
    """The public facts, which pydantic checks, hold counted dates."""

    class Around(BaseModel):
        seen: Sighting | None

    around = Around(seen=Sighting(after=EARLY, by=LATE))
    assert Around.model_validate_json(around.model_dump_json()) == around
    with pytest.raises(ValueError, match="record"):
        Around.model_validate({"seen": {"after": "ayer"}})


def test_nothing_is_looked_through_while_the_collector_rests_nor_all_of_it_at_once_when_it_ends() -> None:
    """It rests also where the work fails, and wakes only where it was awake."""
    looks: list[str] = []

    @collector_rests
    def work(*, fails: bool) -> list[list[int]]:
        if fails:
            raise ValueError
        return [[number] for number in range(2 * gc.get_threshold()[0])]

    gc.collect()
    gc.callbacks.append(lambda phase, _: looks.append(phase))
    try:
        made = work(fails=False)
        young = gc.get_count()[0]
        assert (looks, gc.isenabled()) == ([], True)
    finally:
        gc.callbacks.pop()
    assert young < len(made) / 10
    assert gc.get_freeze_count() == 0
    with pytest.raises(ValueError, match=r"^$"):
        work(fails=True)
    assert gc.isenabled()
    gc.disable()
    try:
        work(fails=False)
        assert not gc.isenabled()
    finally:
        gc.enable()
