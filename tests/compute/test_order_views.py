"""Which orders have a page at a moment, and what is left of the closed ones."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from generator.compute.fold import fold
from generator.compute.order_views import OrdersViews, order_views
from generator.compute.public_facts import public_facts
from generator.compute.records.kept_promises import records_of
from generator.compute.staff_facts import staff_facts
from generator.model.base import OrderId, TicketId
from generator.model.calendar import CalendarData, OpenInterval, WeeklyHours
from generator.model.ledger import Ledger
from generator.model.observed import ItemKey
from generator.model.record import AsRead
from generator.model.records import Records
from generator.model.states import ItemKind, LineKind, Payment, ServiceStatus, State, TicketState
from generator.model.threads import Thread
from generator.publish.ledger_file import open_ledger, seal_ledger
from generator.publish.secret import Secret, Secrets
from tests.compute.records.test_kept_promises import row, working
from tests.compute.shop import RUN, T0, Pull, after, catalog, item, order, seen, ticket

HOSTING = "Hosting - Inicial"
PAID = {"payment": Payment.PAID, "paid_at": T0 + timedelta(minutes=5)}
DAY = timedelta(days=1)
CLOSED = T0 + 2 * RUN
OTHER = order(item(HOSTING, number=2), number=8, client="6")


def worked() -> Pull:
    """Return the first run: one order at work with a ticket, and another that stays so."""
    return seen(T0 + RUN, order(item(HOSTING), **PAID), OTHER, tickets=(ticket(),))


def closed(**changes: object) -> Pull:
    """Return the run that first sees the first of them finished."""
    done = order(item(HOSTING, ServiceStatus.ACTIVE), **PAID)
    return seen(CLOSED, done, OTHER, tickets=(ticket(1, **changes),))


def test_thirty_days_after_closing_a_note_without_items_and_tickets_is_left() -> None:
    """It says the number and when the order closed; the other order's page is as it was."""
    ledger = after(worked(), closed())
    whole, other = order_views(ledger, CLOSED + 30 * DAY)
    assert (whole.items[0].state, len(whole.tickets), whole.closed) == (State.ACTIVE, 1, None)
    note, still = order_views(ledger, CLOSED + 30 * DAY + RUN)
    assert note.model_dump(mode="json", exclude_none=True) == {
        "v": 1,
        "order": whole.order,
        "changed_at": "2026-11-17T14:00:00Z",
        "items": [],
        "tickets": [],
        "closed": True,
        "ended": ["active"],
    }
    assert (note.order_id, still) == (whole.order_id, other)


def test_ninety_days_after_closing_nothing_is_left_even_of_an_older_ledger() -> None:
    """A site built from a Ledger that was saved long ago brings no page back."""
    ledger = after(worked(), closed())
    assert [view.order_id for view in order_views(ledger, CLOSED + 90 * DAY)] == ["7", "8"]
    assert [view.order_id for view in order_views(ledger, CLOSED + 90 * DAY + RUN)] == ["8"]


def test_a_note_does_not_change_with_the_tickets_that_go_on() -> None:
    """What it would otherwise tell whoever can see that its file changed."""
    quiet, busy = (after(worked(), closed(**more)) for more in ({}, {"last_reply_at": T0 + RUN}))
    later = CLOSED + 40 * DAY
    assert quiet != busy
    assert next(order_views(quiet, later)) == next(order_views(busy, later))


@pytest.mark.parametrize(("seconds", "is_reply"), [(None, False), (0, False), (5, False), (6, True), (-9, False)])
def test_the_opening_message_of_a_ticket_is_no_reply(seconds: int | None, is_reply: bool) -> None:
    """Nor is what billing itself answers within five seconds."""
    last = None if seconds is None else T0 + timedelta(seconds=seconds)
    whole, _ = order_views(after(worked(), closed(last_reply_at=last)), CLOSED)
    assert whole.tickets[0].last_reply == (last if is_reply else None)


@pytest.mark.parametrize(
    ("has_reply", "read_for", "shown"),
    [(False, RUN, False), (True, RUN, True), (None, RUN, True), (False, 2 * RUN, True)],
    ids=["none wrote", "somebody did", "not kept", "the listing moved since"],
)
def test_a_last_reply_that_nobody_wrote_is_not_shown(
    has_reply: bool | None, read_for: timedelta, *, shown: bool
) -> None:
    """Billing dates the listing anew for more than messages, and a reply may have been deleted."""
    told = Thread(
        asked_at=T0,
        answered_at=None,
        row_last_reply_at=T0 + read_for,
        row_state=TicketState.OPEN,
        has_reply=has_reply,
    )
    pull = replace(closed(last_reply_at=T0 + RUN), threads={TicketId("1"): told})
    whole, _ = order_views(after(worked(), pull), CLOSED)
    assert whole.tickets[0].last_reply == (T0 + RUN if shown else None)


@pytest.mark.parametrize(
    ("product", "told"),
    [
        ("Páginas Web - Noticioso PLUS (anual)", "Noticioso PLUS (anual)"),
        ("HOSTING - PLAN &quot;ORO&quot; &amp; CORREO", 'PLAN "ORO" & CORREO'),
        ("Radio - Audio <b>HD</b> - 128 kbps", "Audio HD - 128 kbps"),
        ("Plan Uno - 10 GB", "Plan Uno - 10 GB"),
        ("E-commerce", "E-commerce"),
        ("Correo\u200b  -\u202e Cuentas", "Cuentas"),
        ("Renovación de Páginas Web - Tiendas", "Renovación de Tiendas"),
        ("- Plan - Uno", "Plan - Uno"),
        ("Renovación de - Plan - Uno", "Renovación de Plan - Uno"),
    ],
)
def test_what_was_ordered_is_told_as_the_invoice_calls_it(product: str, told: str) -> None:
    """Without billing's group, entities and signs that nobody sees."""
    (view,) = order_views(after(seen(T0, order(item(product)))), T0)
    assert [one.name for one in view.items] == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Hosting - Plan Oro =&gt; Hosting - Plan Platino<br>\n",
            "Cambio de Plan Oro a Plan Platino",
        ),
        ("Plan Uno =&gt; Plan Dos", "Cambio de Plan Uno a Plan Dos"),
        ("Cambio de plan", "Cambio de plan"),
    ],
)
def test_a_change_of_plan_is_told_in_words(text: str, told: str) -> None:
    """Billing joins the two by an arrow, each with its group."""
    changed = replace(item(text), key=ItemKey(ItemKind.OTHER, "upgrade-1"), line=LineKind.UPGRADE)
    (view,) = order_views(after(seen(T0, order(changed))), T0)
    assert [one.name for one in view.items] == [told]


def test_products_that_no_service_claims_are_facts_for_staff() -> None:
    """By the text that `billing.yml` needs; the facts of the public site know nothing of it."""
    ledger = after(seen(T0, order(item("Otra - Cosa"), number=9), OTHER))
    assert staff_facts(catalog(), ledger, T0).unmapped == ("Otra - Cosa",)
    assert staff_facts(catalog(), None, T0) == public_facts(catalog(), None, T0)
    assert public_facts(catalog(), ledger, T0).unmapped == ()


def test_the_closing_that_counts_is_the_first_run_that_saw_every_item_finished() -> None:
    """Runs after it move nothing, and an order that opens again has its whole page and a new closing."""
    first = after(worked(), closed())
    open_again = seen(CLOSED + 40 * DAY, *worked().orders)
    kept, _ = fold(catalog(), closed(), first, CLOSED + 20 * DAY)
    assert [view.closed for view in order_views(kept, CLOSED + 31 * DAY)] == [True, None]
    reopened, _ = fold(catalog(), open_again, kept, open_again.at)
    assert [view.closed for view in order_views(reopened, open_again.at)] == [None, None]
    again, _ = fold(catalog(), closed(), reopened, open_again.at + DAY)
    assert again.orders[OrderId("7")].closed_at == open_again.at + DAY
    assert [view.closed for view in order_views(again, open_again.at + 31 * DAY)] == [None, None]


def test_the_same_ledger_and_moment_give_the_same_views() -> None:
    """On both sides of every limit, also once the Ledger was written and read back."""
    ledger = after(worked(), closed())
    again = Ledger.model_validate_json(ledger.model_dump_json())
    for days, pages in ((0, 2), (30, 2), (31, 2), (90, 2), (91, 1)):
        views = [list(order_views(one, CLOSED + days * DAY)) for one in (ledger, again)]
        assert (len(views[0]), views[0]) == (pages, views[1])


def _sources(ledger: Ledger, now: datetime, records: Records | None = None) -> dict[str, tuple[bytes, bytes]]:
    views = OrdersViews(ledger, now, records)
    return {key: (views.base, b"".join(source)) for key, source in views.sources()}


def test_what_a_view_shows_is_in_its_source() -> None:
    """Of many situations: where source and base are the same, so is the view; else an old page would be kept."""
    news = working(7)
    runs = [worked(), seen(T0 + RUN, news, OTHER), seen(T0 + RUN, news, tickets=(ticket(),)), seen(T0 + RUN, OTHER)]
    ledgers = [after(one) for one in runs]
    ledgers += [after(one, closed()) for one in runs[:3]] + [after(runs[0], closed(last_reply_at=CLOSED - RUN))]
    ledgers += [one.model_copy(update={"finished": (row(1, 1, 30),)}) for one in ledgers]
    ledgers += [
        one.model_copy(update={"calendars": {key: other_hours(data) for key, data in one.calendars.items()}})
        for one in ledgers
    ]
    seen_as: dict[tuple[bytes, bytes], str] = {}
    shown = set()
    for ledger in ledgers:
        for days in (0, 31, 91):
            for records in (None, records_of(catalog(), ledger)):
                views = OrdersViews(ledger, CLOSED + days * DAY, records)
                for key, source in views.sources():
                    text = views.view(key).model_dump_json()
                    shown.add(text)
                    assert seen_as.setdefault((views.base, b"".join(source)), text) == text
    dates = {json.loads(text)["items"][0].get("due") for text in shown if '"forecast"' in text}
    assert len(dates) == 2
    assert len(shown) > 10


def test_neither_other_orders_nor_a_later_run_are_in_a_source() -> None:
    """Else every order would seem to have changed with every run."""
    first = after(worked())
    later = first.model_copy(update={"synced_at": CLOSED, "run": 7, "finished": (row(1, 1, 30),)})
    alone = first.model_copy(update={"orders": {key: first.orders[key] for key in [OrderId("8")]}})
    assert _sources(first, T0 + RUN) == _sources(later, CLOSED)
    assert _sources(alone, T0 + RUN)["8"] == _sources(first, T0 + RUN)["8"]
    assert len(OrdersViews(first, T0 + RUN)) == 2
    assert [view.order_id for view in OrdersViews(first, T0 + RUN, without={OrderId("7")})] == ["8"]


def test_a_ledger_that_was_sealed_and_read_with_its_texts_gives_the_same_sources() -> None:
    """They are the texts themselves: a build writes no record anew to see that it did not change."""
    secrets = Secrets(Secret(bytes(range(32))))
    for ledger in (after(worked()), after(worked(), closed())):
        read = open_ledger(secrets, ledger.site, seal_ledger(secrets, ledger.site, ledger), with_texts=True)
        assert isinstance(read.orders, AsRead)
        for days in (0, 31):
            now = CLOSED + days * DAY
            assert _sources(read, now) == _sources(ledger, now)
            assert list(order_views(read, now)) == list(order_views(ledger, now))


def other_hours(data: CalendarData) -> CalendarData:
    """Return a calendar under which every working day ends later."""
    hours = (OpenInterval(600, 1300),)
    week = WeeklyHours(monday=hours, tuesday=hours, wednesday=hours, thursday=hours, friday=hours)
    return data.model_copy(update={"weekly_hours": week})
