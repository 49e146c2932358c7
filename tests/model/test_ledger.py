"""What a Ledger may hold: every model and field is named here, so that none is added without being looked at."""

from __future__ import annotations

import typing
from collections.abc import Iterator

from pydantic import BaseModel

from generator.model.ledger import Ledger
from generator.model.record import Record
from tests.kept_fields import Kept, fields_of, is_closed

ALLOWED = {
    "Ledger": "v site synced_at calendars orders tickets finished kept_back_orders kept_back_tickets "
    "earlier_runs billing_zone raised_revisions past_orders run answers promises notices reading events_read_to "
    "listed_at",
    "OrderRecord": "id number placed_at changed_at items missing_since seen_at closed_at",
    "ItemRecord": "kind id line name service state reason since missing promise told missing_since was_active",
    "LastTold": "state reason since at",
    "GivenPromise": "promise start calendar pauses change",
    "Pause": "begin end",
    "PromiseChange": "notice promise since",
    "Sighting": "after by",
    "TicketRecord": "id number order department state opened_at last_reply_at thread closed_at missing_since",
    "Thread": "asked_at answered_at row_last_reply_at row_state has_reply",
    "KeptBack": "since field number placed_at",
    "FinishedItem": "service month shortest_seconds longest_seconds on_time censored day unit promised least most "
    "cancelled count",
    "PublishedPromise": "promise since",
    "AnsweredTicket": "category month day unit promised took on_time answered not_counted count",
    "Reading": "orders tickets zone zone_checked clock_ahead turns",
    "OrdersRead": "top top_moved recent history behind_since first_since answers_ids rows clients sold unread hints "
    "asked filter_rows",
    "TicketsRead": "top top_moved seen_moved seen recent history behind_since first_since answers_ids rows unread "
    "hints active_row active_words",
    "Pass": "began next_row last_id completed length",
    "CalendarData": "zone weekly_hours cut_off closures exceptions holidays first_year last_year",
    "WeeklyHours": "monday tuesday wednesday thursday friday saturday sunday",
    "Closure": "first last name",
    "ExceptionHours": "date hours name",
    "Holiday": "date name kind source",
}
"""An item's `name` is the product's own text; the names in a calendar are the company's and the law's."""


def models_in(annotation: object) -> Iterator[Kept]:
    """Yield the models that stand in a field's type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel | Record):
        yield annotation
    for part in typing.get_args(annotation):
        yield from models_in(part)


def models_under(top: Kept) -> set[Kept]:
    """Return a model and all that its fields hold, at any depth."""
    met: set[Kept] = set()
    left = [top]
    while left:
        model = left.pop()
        if model not in met:
            met.add(model)
            left += [inner for field in fields_of(model).values() for inner in models_in(field.annotation)]
    return met


def test_the_ledger_holds_exactly_the_fields_that_are_allowed() -> None:
    held = {(model.__name__, name) for model in models_under(Ledger) for name in fields_of(model)}
    assert held == {(model, name) for model, names in ALLOWED.items() for name in names.split()}


def test_no_model_of_the_ledger_takes_a_field_it_does_not_name() -> None:
    """Else an unknown key of a file would be carried along for ever."""
    assert [model for model in models_under(Ledger) if not is_closed(model)] == []
