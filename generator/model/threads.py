"""What the messages of a ticket told of its first answer: two moments, and the row they were read for."""

from __future__ import annotations

from datetime import timedelta

from generator.model.base import Moment
from generator.model.record import Record
from generator.model.states import TicketState

NO_PERSON = timedelta(seconds=5)
"""Whoever answers within this is billing itself: an escalation rule, an automatic reply."""


class Thread(Record, frozen=True, kw_only=True):
    """A ticket's first question and first answer. Automatic replies are no answer."""

    asked_at: Moment | None
    """The client's first message; None while only the company has written."""
    answered_at: Moment | None
    """The first message of a person of the company after it. Once known it is never read again."""
    row_last_reply_at: Moment | None
    """What the listing said when the messages were read: a ticket whose row still says so need not be read again."""
    row_state: TicketState
    has_reply: bool | None = None
    """Whether anybody wrote after the opening message; None in Ledgers that did not keep it."""

    def is_current(self, last_reply_at: Moment | None, state: TicketState) -> bool:
        """Whether reading the messages again could tell nothing new."""
        return self.answered_at is not None or (self.row_last_reply_at, self.row_state) == (last_reply_at, state)
