"""What was read of a ticket's messages: when reading them again could tell something new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from generator.model.states import TicketState
from generator.model.threads import Thread

ASKED = datetime(2026, 11, 20, 13, tzinfo=UTC)
LATER = ASKED + timedelta(hours=1)
OPEN, ANSWERED = TicketState.OPEN, TicketState.ANSWERED


@pytest.mark.parametrize(
    ("answered_at", "last_reply_at", "state", "current"),
    [
        (None, ASKED, OPEN, True),
        (None, LATER, OPEN, False),
        (None, ASKED, ANSWERED, False),
        (None, None, OPEN, False),
        (LATER, LATER, ANSWERED, True),
    ],
)
def test_messages_are_read_again_only_where_the_row_changed_and_no_answer_is_known(
    answered_at: datetime | None, last_reply_at: datetime | None, state: TicketState, *, current: bool
) -> None:
    """A first answer is fetched once, ever."""
    thread = Thread(asked_at=ASKED, answered_at=answered_at, row_last_reply_at=ASKED, row_state=OPEN)
    assert thread.is_current(last_reply_at, state) is current
