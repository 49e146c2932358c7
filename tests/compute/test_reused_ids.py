"""Ids that billing gave out again, after a backup was restored: the new order, item or ticket inherits nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compute.fold import fold
from generator.compute.order_views import order_views
from generator.errors import UnreachableError
from generator.model.base import OrderId, TicketId
from generator.model.billing import BillingService
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.model.observed import ItemKey, ObservedOrder, OrderHint
from generator.model.states import ItemKind, OrderStatus, Payment, ServiceStatus, State, TicketState
from generator.model.threads import Thread
from tests.compute.shop import RUN, T0, Pull, after, catalog, item, order, seen, ticket

NEWS, HOSTING, VIDEO = "Webs - Noticias", "Hosting - Inicial", "Streaming - Video"
SEVEN, ONE = OrderId("7"), TicketId("1")
WORK, WAIT = "En producción", "Esperando requisitos"
DAY = timedelta(days=1)
LATER = T0 + DAY


def at(stage: str, **changes: object) -> ObservedOrder:
    """Return order 7, paid, in one of the company's own statuses."""
    plain = order(item(NEWS), status=OrderStatus.CUSTOM, custom_status=stage, payment=Payment.PAID, paid_at=T0)
    return replace(plain, **changes)  # type: ignore[arg-type]


def another(*, number: str = "999", **changes: object) -> ObservedOrder:
    """Return the order of another client that was given the id 7 and item 1."""
    plain = order(item(VIDEO), number=7, client="6", placed_at=LATER)
    return replace(plain, **({"number": number} | changes))  # type: ignore[arg-type]


def only_view(ledger: Ledger) -> str:
    """Return what order 7's page would say."""
    (view,) = [view for view in order_views(ledger, ledger.synced_at) if view.order_id == SEVEN]
    return view.model_dump_json()


OTHERS = [another(), another(placed_at=T0), another(number="7000000007")]


@pytest.mark.parametrize("new", OTHERS)
def test_another_number_or_another_date_of_placing_is_another_order(new: ObservedOrder) -> None:
    """It is seen for the first time, and the link of the one before ends in the same run."""
    old = after(seen(T0 + RUN, at(WORK)))
    ledger, report = fold(catalog(), seen(LATER + RUN, new), old, LATER + RUN)
    fresh = after(seen(T0 + RUN, order(item(HOSTING, number=2), number=8)), seen(LATER + RUN, new))
    assert ledger.orders[SEVEN] == fresh.orders[SEVEN]
    assert (ledger.raised_revisions, report.reused_orders) == ({SEVEN: 1}, (SEVEN,))
    again = fold(catalog(), seen(LATER + 2 * RUN, new), ledger, LATER + 2 * RUN)
    assert (again[0].raised_revisions, again[1].reused_orders) == ({SEVEN: 1}, ())


def test_an_order_that_only_changed_is_the_same() -> None:
    """Its items, payment, status and client may be others."""
    old = after(seen(T0 + RUN, at(WORK)))
    changed = at(WAIT, items=(item(HOSTING, number=5),), client="9", payment=Payment.UNCLEAR)
    ledger, report = fold(catalog(), seen(LATER, changed), old, LATER)
    assert (ledger.raised_revisions, report.reused_orders) == ({}, ())


HINTS = [
    OrderHint("6", is_over=False, placed_at=LATER, number="999"),
    OrderHint("6", is_over=False, placed_at=None, number="999"),
    OrderHint("6", is_over=False, placed_at=LATER),
]


def unread(now: datetime, hint: OrderHint, *rest: ObservedOrder) -> Pull:
    """Return a run that cannot read order 7, but what its row tells all the same."""
    return seen(now, *rest, unreadable_orders={SEVEN: "lineitem.relid"}, order_hints={SEVEN: hint})


@pytest.mark.parametrize("hint", HINTS, ids=["both", "number", "date"])
def test_a_row_that_cannot_be_read_tells_all_the_same_that_it_is_another_order(hint: OrderHint) -> None:
    """The hook gives its client a link at once: the page of the one before must not stand under it."""
    old = after(seen(T0 + RUN, at(WORK)))
    ledger, report = fold(catalog(), unread(LATER + RUN, hint), old, LATER + RUN)
    assert (ledger.orders, ledger.raised_revisions, report.reused_orders) == ({}, {SEVEN: 1}, (SEVEN,))
    again, told = fold(catalog(), unread(LATER + 2 * RUN, hint), ledger, LATER + 2 * RUN)
    assert (again.raised_revisions, told.reused_orders) == ({SEVEN: 1}, ())
    read = fold(catalog(), seen(LATER + 3 * RUN, another()), again, LATER + 3 * RUN)[0]
    assert (read.raised_revisions, read.orders[SEVEN].number) == ({SEVEN: 1}, "999")


@pytest.mark.parametrize(
    "hint",
    [
        OrderHint("5", is_over=False, placed_at=T0, number="7000000007"),
        OrderHint("5", is_over=False, placed_at=None, number="7000000007"),
        OrderHint(None, is_over=False, placed_at=None),
    ],
)
def test_a_row_that_cannot_be_read_and_tells_nothing_else_is_the_same_order(hint: OrderHint) -> None:
    old = after(seen(T0 + RUN, at(WORK)))
    ledger, _ = fold(catalog(), unread(LATER + RUN, hint), old, LATER + RUN)
    assert (list(ledger.orders), ledger.raised_revisions) == ([SEVEN], {})


@pytest.mark.parametrize("hint", HINTS, ids=["both", "number", "date"])
@pytest.mark.parametrize("gone", [False, True])
def test_an_id_that_was_never_read_is_known_again(hint: OrderHint, *, gone: bool) -> None:
    """Its client may have a link all the same; what a row told once is kept while later ones tell nothing."""
    rest = order(item(HOSTING, number=2), number=8)
    silent = OrderHint(None, is_over=False, placed_at=None)
    pulls = [unread(LATER, hint, rest), unread(LATER + RUN, silent, rest)]
    first = after(*pulls, *([seen(LATER + 2 * RUN, rest)] if gone else []))
    end = LATER + 3 * RUN
    assert fold(catalog(), seen(end, at(WORK), rest), first, end)[0].raised_revisions == {SEVEN: 1}
    same, report = fold(catalog(), seen(end, another(), rest), first, end)
    assert (same.raised_revisions, report.reused_orders, same.past_orders) == ({}, (), {})


@pytest.mark.parametrize("runs", [1, 2, 60])
def test_an_id_is_known_again_after_its_order_vanished(runs: int) -> None:
    """A restored backup takes an order away before its id comes back; the same order coming back keeps its link."""
    rest = order(item(HOSTING, number=2), number=8)
    without = [seen(T0 + n * RUN, rest) for n in range(2, 2 + runs)]
    gone = after(seen(T0 + RUN, at(WORK), rest), *without)
    end = T0 + 100 * RUN
    assert fold(catalog(), seen(end, another(), rest), gone, end)[0].raised_revisions == {SEVEN: 1}
    back, report = fold(catalog(), seen(end, at(WORK), rest), gone, end)
    assert (back.raised_revisions, report.reused_orders, back.past_orders) == ({}, (), {})
    assert SEVEN in back.orders


def test_an_id_is_known_again_after_its_page_ended() -> None:
    """Ninety days after it closed: whoever kept that link must not open another's order."""
    done = order(item(HOSTING, ServiceStatus.ACTIVE), payment=Payment.PAID, paid_at=T0)
    rest = order(item(HOSTING, number=2), number=8)
    end = T0 + 95 * DAY
    ended = after(seen(T0 + RUN, done, rest), seen(end, done, rest), seen(end + RUN, done, rest))
    assert (list(ended.orders), list(ended.past_orders), ended.raised_revisions) == (["8"], [SEVEN], {})
    assert done.number not in ended.model_dump_json()
    again = fold(catalog(), seen(end + DAY, another(placed_at=end), rest), ended, end + DAY)[0]
    assert (again.raised_revisions, again.past_orders) == ({SEVEN: 1}, {})


def test_each_time_an_id_is_given_out_its_revision_rises_and_never_falls() -> None:
    """Also where the first order comes back: its link was ended, and may have been given to nobody since."""
    pulls = [seen(T0 + RUN, at(WORK)), seen(LATER + RUN, another()), seen(LATER + 2 * RUN, at(WORK))]
    assert after(*pulls).raised_revisions == {SEVEN: 2}
    rest = order(item(HOSTING, number=2), number=8)
    after_all = seen(LATER + 9 * DAY, rest)
    assert after(*pulls, after_all, replace(after_all, at=LATER + 12 * DAY)).raised_revisions == {SEVEN: 2}


@settings(max_examples=60, deadline=None)
@given(
    stages=st.lists(st.sampled_from([WORK, WAIT, "En revisión", "A cobrar", ""]), min_size=1, max_size=6),
    new_stage=st.sampled_from([WORK, WAIT, ""]),
    status=st.sampled_from([ServiceStatus.PENDING, ServiceStatus.ACTIVE, ServiceStatus.SUSPENDED]),
    same_product=st.booleans(),
    bad_run=st.booleans(),
    bad_ticket=st.booleans(),
)
def test_after_any_reuse_nothing_of_the_one_before_is_in_the_new_order(
    stages: list[str], new_stage: str, status: ServiceStatus, *, same_product: bool, bad_run: bool, bad_ticket: bool
) -> None:
    """Its record is that of an order whose id was never known: no promise, moment, pause, thread or number stays."""
    rest = order(item(HOSTING, number=2), number=8, client="7")
    mine = ticket(about=ItemKey(ItemKind.PRODUCT, "1"))
    told = Thread(asked_at=T0, answered_at=T0 + RUN, row_last_reply_at=None, row_state=TicketState.OPEN)
    with_old: list[Pull] = []
    without: list[Pull] = []
    for n, stage in enumerate(stages, 1):
        old = at(stage, status=OrderStatus.CUSTOM if stage else OrderStatus.PENDING)
        with_old.append(seen(T0 + n * RUN, old, rest, tickets=(mine,), threads={ONE: told}))
        without.append(seen(T0 + n * RUN, rest))
    if bad_run:
        bad = seen(T0 + 10 * RUN, rest, unreadable_tickets={ONE: "date"})
        with_old.append(replace(bad, unreadable_orders={SEVEN: "date"}))
        without.append(replace(bad, unreadable_orders={SEVEN: "date"}))
    new = another(
        items=(item(NEWS if same_product else VIDEO, status),),
        status=OrderStatus.CUSTOM if new_stage else OrderStatus.PENDING,
        custom_status=new_stage,
        payment=Payment.PAID,
        paid_at=LATER,
    )
    # The old client's ticket is still there, or cannot be read: it stands on no page of the new client's.
    seen_last = seen(LATER + RUN, new, rest, tickets=() if bad_ticket else (mine,))
    last = replace(seen_last, unreadable_tickets={ONE: "date"}) if bad_ticket else seen_last
    ledger, fresh = after(*with_old, last), after(*without, last)
    assert ledger.orders[SEVEN] == fresh.orders[SEVEN]
    assert only_view(ledger) == only_view(fresh)
    assert [record.order for record in ledger.tickets.values() if record.order == SEVEN] == []
    assert ledger.raised_revisions == {SEVEN: 1}


@pytest.mark.parametrize("new", [{"number": "T-2"}, {"opened_at": T0 + RUN}])
def test_a_ticket_of_another_number_or_opening_is_another(new: dict[str, object]) -> None:
    """It inherits neither order nor first answer; what was read of it in this very run counts."""
    two = (order(item(NEWS)), order(item(HOSTING, number=2), number=8, client="6"))
    told = Thread(asked_at=T0, answered_at=T0 + RUN, row_last_reply_at=None, row_state=TicketState.OPEN)
    old = after(seen(T0 + RUN, *two, tickets=(ticket(),), threads={ONE: told}))
    other = replace(ticket(client="6"), **new)  # type: ignore[arg-type]
    ledger, report = fold(catalog(), seen(LATER, *two, tickets=(other,)), old, LATER)
    assert (ledger.tickets[ONE].order, ledger.tickets[ONE].thread, report.reused_tickets) == (OrderId("8"), None, 1)
    read = Thread(asked_at=LATER, answered_at=LATER, row_last_reply_at=None, row_state=TicketState.OPEN)
    ledger, _ = fold(catalog(), seen(LATER, *two, tickets=(other,), threads={ONE: read}), old, LATER)
    assert ledger.tickets[ONE].thread == read


def test_an_item_that_had_run_and_waits_as_another_product_is_another() -> None:
    """One that runs on under another name was upgraded, and one that waits under its own came back."""
    placed = at(WORK)
    ran = replace(placed, items=(item(NEWS, ServiceStatus.ACTIVE),))
    before = [seen(T0 + RUN, placed), seen(T0 + 2 * RUN, ran)]
    new = after(*before, seen(LATER, replace(placed, items=(item(VIDEO),)))).orders[SEVEN].items[0]
    assert (new.service, str(new.promise.promise if new.promise else "")) == ("video", "1 día hábil")
    for kept in (replace(placed, items=(item(VIDEO, ServiceStatus.ACTIVE),)), placed):
        (same,) = after(*before, seen(LATER, kept)).orders[SEVEN].items
        assert str(same.promise.promise if same.promise else "") == "2 días hábiles"


@pytest.mark.parametrize("status", [ServiceStatus.PENDING, ServiceStatus.ACTIVE])
@pytest.mark.parametrize("untold", [False, True])
def test_an_item_whose_product_became_another_services_is_another(status: ServiceStatus, *, untold: bool) -> None:
    """What was promised of the one is no promise of the other: all is as if it had been seen for the first time."""
    placed, changed = at(WORK), at(WORK, items=(item(VIDEO, status),))
    odd = [seen(T0 + 2 * RUN, at("Otra cosa"))] if untold else []
    new = after(seen(T0 + RUN, placed), *odd, seen(LATER, changed))
    (found,) = new.orders[SEVEN].items
    (fresh,) = after(seen(T0 + RUN, order(item(HOSTING, number=2), number=8)), seen(LATER, changed)).orders[SEVEN].items
    given, first = found.promise, fresh.promise
    assert given is not None
    assert first is not None
    assert (found.service, given.promise, given.pauses) == ("video", first.promise, ())
    assert [row.service for row in new.finished] == (["video"] if status is ServiceStatus.ACTIVE else [])


@pytest.mark.parametrize("text", ["Webs - Noticias 2027", "Webs - Portal"])
def test_an_item_whose_products_text_changed_keeps_its_promise(text: str) -> None:
    """Staff rename products: a text that nobody has mapped yet, or that means the same service, changes nothing."""
    company = catalog()
    mapped = BillingService(service="noticias", products=("Webs - Portal",))
    billing = company.billing.model_copy(update={"services": (*company.billing.services, mapped)})
    renamed = at(WORK, items=(item(text),))
    ledger = after(seen(T0 + RUN, at(WORK)), seen(LATER, renamed), company=replace(company, billing=billing))
    (found,) = ledger.orders[SEVEN].items
    before = after(seen(T0 + RUN, at(WORK))).orders[SEVEN].items[0]
    assert (found.service, found.promise, found.since) == ("noticias", before.promise, before.since)


def test_an_item_known_in_another_order_is_new_in_this_one() -> None:
    """Ids of items are given out again too, and the record of an item never leaves its order."""
    old = seen(T0 + RUN, at(WORK), order(item(HOSTING, number=2), number=8, client="6"))
    moved = seen(LATER, at(WORK, items=()), order(item(NEWS), number=9, client="6", placed_at=LATER), *old.orders[1:])
    (new,) = after(old, moved).orders[OrderId("9")].items
    assert (new.state, new.promise, new.since) == (State.AWAITING_PAYMENT, None, LATER)


def many(count: int, placed: int = 30, **changes: object) -> list[ObservedOrder]:
    """Return orders, the first of them changed."""
    orders = [order(item(NEWS, number=n), number=n, client=str(n)) for n in range(1, placed + 1)]
    return [replace(one, **changes) for one in orders[:count]] + orders[count:]  # type: ignore[arg-type]


@pytest.mark.parametrize(("count", "stops"), [(3, False), (4, True), (30, True)])
def test_more_than_three_at_once_stop_the_run_unless_told(count: int, *, stops: bool) -> None:
    """Another installation looks like that, or a server whose dates moved."""
    before = after(seen(T0 + RUN, *many(0)))
    pull = seen(LATER, *many(count, placed_at=T0 + timedelta(hours=1)))
    told, report = fold(catalog(), pull, before, pull.at, accept_drop=True)
    assert len(told.raised_revisions) == len(report.reused_orders) == count
    if not stops:
        assert fold(catalog(), pull, before, pull.at)[0] == told
        return
    with pytest.raises(UnreachableError, match=f"Hay {count} pedidos conocidos que ahora tienen otro") as caught:
        fold(catalog(), pull, before, pull.at)
    assert "--accept-drop" in caught.value.remedy


def test_so_do_rows_that_cannot_be_read() -> None:
    """What they tell is enough to see that all these ids are others'."""
    orders = many(0)
    before = after(seen(T0 + RUN, *orders))
    hints = {one.id: OrderHint("9", is_over=False, placed_at=None, number=f"9{one.number}") for one in orders[:4]}
    pull = seen(LATER, *orders[4:], unreadable_orders=dict.fromkeys(hints, "date"), order_hints=hints)
    with pytest.raises(UnreachableError, match="Hay 4 pedidos conocidos"):
        fold(catalog(), pull, before, pull.at)


@pytest.mark.parametrize(("reused", "gone", "stops"), [(1, 2, False), (2, 2, True), (3, 1, True), (3, 3, True)])
def test_a_restored_backup_that_takes_some_and_gives_others_their_ids_is_one_loss(
    reused: int, gone: int, *, stops: bool
) -> None:
    """Split in two, neither half would have stopped the run."""
    orders = many(0, placed=60)
    before = after(seen(T0 + RUN, *orders))
    pull = seen(LATER, *many(reused, placed=60 - gone, placed_at=LATER))
    assert len(fold(catalog(), pull, before, pull.at, accept_drop=True)[0].raised_revisions) == reused
    if not stops:
        assert fold(catalog(), pull, before, pull.at)[0].orders
        return
    with pytest.raises(UnreachableError, match=f"Faltan {reused + gone} de 60 pedidos sin terminar"):
        fold(catalog(), pull, before, pull.at)


def test_so_do_tickets() -> None:
    """Nothing of theirs is lost by waiting for somebody to look."""
    tickets = [tuple(ticket(n, client="", opened_at=when) for n in range(1, 5)) for when in (T0, LATER)]
    placed = order(item(NEWS))
    before = after(seen(T0 + RUN, placed, tickets=tickets[0]))
    with pytest.raises(UnreachableError, match="Hay 4 tickets conocidos"):
        fold(catalog(), seen(LATER, placed, tickets=tickets[1]), before, LATER)


def test_ids_of_orders_that_left_long_ago_do_not_stop_it() -> None:
    """That they went was told and accepted when they went, and a busy shop would stand still for days."""
    rest = order(item(HOSTING, number=90), number=90)
    gone = [seen(T0 + n * DAY, rest) for n in (1, 3, 5)]
    ledger: Ledger | None = None
    for pull in (seen(T0 + RUN, *many(0, placed=6), rest), *gone):
        ledger, _ = fold(catalog(), pull, ledger, pull.at, accept_drop=True)
    assert ledger is not None
    end = T0 + 6 * DAY
    again = fold(catalog(), seen(end, *many(6, placed=6, placed_at=end), rest), ledger, end)[0]
    assert len(again.raised_revisions) == 6


def test_nor_do_ids_of_what_is_missing() -> None:
    """A backup whose loss was accepted gives the lost ids out again, within hours."""
    rest, mine = order(item(HOSTING, number=90), number=90), order(item(NEWS, number=91), number=91)
    lost, given = ([ticket(n, client="", opened_at=when) for n in range(1, 6)] for when in (T0, LATER))
    before = after(seen(T0 + RUN, *many(0, placed=6), rest, mine, tickets=lost))
    accepted = fold(catalog(), seen(LATER, rest, mine), before, LATER, accept_drop=True)[0]
    end = LATER + RUN
    again, report = fold(
        catalog(), seen(end, *many(6, placed=6, placed_at=LATER), rest, mine, tickets=given), accepted, end
    )
    assert (len(again.raised_revisions), report.reused_tickets) == (6, 5)


def test_a_zone_that_was_mended_makes_no_order_another() -> None:
    """Every moment is another then, and not one date that billing writes."""
    there, here = (ZoneInfo(name) for name in ("America/Argentina/Buenos_Aires", "Europe/Madrid"))
    placed = [order(item(NEWS, number=n), number=n, client=str(n)) for n in range(1, 9)]
    moved = [replace(one, placed_at=one.placed_at.astimezone(there).replace(tzinfo=here)) for one in placed]
    old_ticket = ticket(client="")
    new_ticket = replace(old_ticket, opened_at=old_ticket.opened_at.astimezone(there).replace(tzinfo=here))
    before = after(seen(T0 + RUN, *placed, tickets=(old_ticket,)))
    mended = _in_zone("Europe/Madrid")
    ledger, report = fold(mended, seen(LATER, *moved, tickets=(new_ticket,)), before, LATER)
    assert (ledger.billing_zone, report.reused_orders, report.reused_tickets) == ("Europe/Madrid", (), 0)
    assert ledger.raised_revisions == {}


def test_a_zone_in_which_dates_were_read_is_not_known_of_an_older_ledger() -> None:
    """Then billing's present one counts, and moved dates stop the run instead of ending every link."""
    before = after(seen(T0 + RUN, *many(0))).model_copy(update={"billing_zone": ""})
    assert fold(catalog(), seen(LATER, *many(0)), before, LATER)[1].reused_orders == ()
    with pytest.raises(UnreachableError, match="otra fecha"):
        fold(_in_zone("Europe/Madrid"), seen(LATER, *many(30, placed_at=T0 - timedelta(hours=4))), before, LATER)


def test_an_erased_order_leaves_no_mark_and_its_revision_stays() -> None:
    """Nothing of it is kept; but a link that ended never opens again."""
    rest = order(item(HOSTING, number=2), number=8)
    reused = after(seen(T0 + RUN, at(WORK), rest), seen(LATER, another(), rest))
    pull = seen(LATER + RUN, another(), rest)
    ledger, report = fold(catalog(), pull, reused, pull.at, erased=frozenset({SEVEN}))
    assert (list(ledger.orders), ledger.past_orders, ledger.raised_revisions) == (["8"], {}, {SEVEN: 1})
    assert report.reused_orders == ()


def _in_zone(name: str) -> Catalog:
    company = catalog()
    return replace(company, billing=company.billing.model_copy(update={"zone": name}))
