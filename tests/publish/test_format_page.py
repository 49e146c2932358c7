"""That the format page (`docs/sealed-orders.md`) names exactly the fields and words that are sealed."""

from __future__ import annotations

from enum import StrEnum

import pytest

from generator.model.calendar import CalendarData
from generator.model.due import TraceDay, Verdict, Why
from generator.model.ledger import (
    GivenPromise,
    ItemRecord,
    KeptBack,
    LastTold,
    Ledger,
    OrderRecord,
    Pause,
    PromiseChange,
    TicketRecord,
)
from generator.model.outcomes import AnsweredTicket, FinishedItem
from generator.model.promise_history import PublishedPromise
from generator.model.states import Reason, State, TicketState, WaitingOn
from generator.model.threads import Thread
from generator.model.views import ChangeView, ItemView, OrderView, OthersView, PauseView, TicketView
from generator.publish.heartbeat import Heartbeat
from generator.publish.ledger_file import READERS
from generator.publish.seal import SIZES
from tests.kept_fields import Kept, fields_of, is_closed
from tests.publish.format_page import PAGE, tables, words

SHOWN: dict[str, Kept] = {
    "View": OrderView,
    "Item": ItemView,
    "Change": ChangeView,
    "Others": OthersView,
    "Pause": PauseView,
    "Day": TraceDay,
    "Ticket": TicketView,
}
KEPT: dict[str, Kept] = {
    "Ledger": Ledger,
    "order": OrderRecord,
    "item": ItemRecord,
    "told": LastTold,
    "promise": GivenPromise,
    "change": PromiseChange,
    "pause": Pause,
    "ticket": TicketRecord,
    "thread": Thread,
    "kept back": KeptBack,
    "finished": FinishedItem,
    "answer": AnsweredTicket,
    "published": PublishedPromise,
    "calendar": CalendarData,
}
WORDS: dict[str, type[StrEnum]] = {
    "item's `state`": State,
    "reason": Reason,
    "waiting_on": WaitingOn,
    "ticket's `state`": TicketState,
    "verdict": Verdict,
    "why": Why,
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_part_of_a_view_has_the_fields_that_are_printed(name: str) -> None:
    """No more and no less, and the page calls optional what may be left out."""
    (table,) = tables(f"### {name}")
    fields = fields_of(SHOWN[name])
    assert [row[0] for row in table] == list(fields)
    optional = {row[0] for row in table if row[2].startswith("optional")}
    assert optional == {key for key, field in fields.items() if field.may_be_none}


def test_the_words_of_a_view_are_those_that_are_printed() -> None:
    """A word that is not on the page is one that no other reader knows."""
    (table,) = tables("### Words")
    assert {row[0]: words(row[1]) for row in table} == {
        name: {word.value for word in enum} for name, enum in WORDS.items()
    }


def test_the_ledger_has_the_fields_and_versions_that_are_printed() -> None:
    """Whoever reads a saved Ledger without this program finds its shape on the page."""
    versions, values = tables("## The Ledger")
    assert [int(row[0]) for row in versions] == list(READERS)
    printed = {row[0]: words(row[1]) for row in values}
    assert printed == {name: set(fields_of(model)) for name, model in KEPT.items()}


def test_the_heartbeat_and_the_lengths_are_those_that_are_printed() -> None:
    """Both stand in running text."""
    text = PAGE.read_text(encoding="utf-8")
    assert all(f'"{field}":' in text for field in Heartbeat.model_fields)
    assert f"T      = the smallest of {', '.join(map(str, SIZES))} with" in text


def test_every_value_is_frozen_so_that_its_fields_are_all_it_holds() -> None:
    """A value that took unknown fields could seal what the page does not name."""
    assert [model for model in [*SHOWN.values(), *KEPT.values()] if not is_closed(model)] == []
