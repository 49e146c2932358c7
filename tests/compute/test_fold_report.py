"""What a run reports to staff: counts by state, what changed, what is kept back and since when, words nobody mapped."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from generator.compute.fold import FoldReport, fold
from generator.compute.fold_report import ATTENTION
from generator.model.base import OrderId, TicketId
from generator.model.ledger import KeptBack, Ledger
from generator.model.states import OrderStatus, Payment, ServiceStatus, State, TicketState
from tests.compute.shop import RUN, T0, Pull, after, catalog, item, order, seen, ticket

NEWS, HOSTING = "Webs - Noticias", "Hosting - Inicial"
PAID = {"payment": Payment.PAID, "paid_at": T0}


def folded(*pulls: Pull) -> tuple[Ledger, FoldReport]:
    """Return the last of several runs."""
    before = after(*pulls[:-1]) if pulls[1:] else None
    return fold(catalog(), pulls[-1], before, pulls[-1].at)


def test_an_order_counts_once_in_the_state_of_its_item_that_most_needs_attention() -> None:
    """One without items is unknown, and every state has its count."""
    active, ended = item(HOSTING, ServiceStatus.ACTIVE), item(HOSTING, ServiceStatus.ENDED, 2)
    pull = seen(
        T0 + RUN,
        order(active, ended, number=1, **PAID),
        order(active, item(HOSTING, number=3), number=2, **PAID),
        order(item(HOSTING), number=3),
        order(item(NEWS), active, number=4, **PAID),
        order(number=5),
        order(ended, number=6),
    )
    _, report = folded(pull)
    assert set(ATTENTION) == set(State)
    assert dict(report.orders_by_state) == dict.fromkeys(State, 0) | {
        State.ACTIVE: 1,
        State.IN_PROGRESS: 1,
        State.AWAITING_PAYMENT: 1,
        State.UNKNOWN: 2,
        State.CANCELLED: 1,
    }
    assert report.orders == sum(report.orders_by_state.values())


def test_it_counts_the_orders_that_changed_and_those_that_left() -> None:
    """A new order is a change."""
    one, two, three = (order(item(NEWS), number=n) for n in (1, 2, 3))
    first = seen(T0 + RUN, one, two)
    assert folded(first)[1].changed == 2
    assert folded(first, seen(T0 + 2 * RUN, one, replace(two, payment=Payment.PAID, paid_at=T0), three))[1].changed == 2
    _, report = folded(first, *(seen(T0 + n * RUN, one) for n in (2, 60)))
    assert (report.changed, report.removed, report.vanished, report.orders) == (0, 1, 1, 1)


def test_it_counts_what_is_missing_from_the_first_run_on() -> None:
    """Orders apart by whether they were finished, and tickets; one that ended in time did not vanish."""
    done = [order(item(HOSTING, ServiceStatus.ACTIVE, n), number=n, **PAID) for n in (1, 2)]
    rest = [order(item(NEWS, number=n), number=n) for n in (3, 4, 5)]
    first = seen(T0 + RUN, *done, *rest, tickets=(ticket(1, client=""), ticket(2, client="")))
    once = seen(T0 + 2 * RUN, done[0], *rest[1:], tickets=first.tickets[1:])

    def counts(*pulls: Pull) -> tuple[int, int, int, int, int]:
        report = folded(*pulls)[1]
        missing = report.missing_open, report.missing_closed, report.missing_tickets
        return (*missing, report.removed, report.vanished)

    assert counts(first) == (0, 0, 0, 0, 0)
    assert counts(first, once) == (1, 1, 1, 0, 0)
    assert counts(first, once, replace(once, at=T0 + 3 * RUN)) == (1, 0, 0, 1, 1)
    assert counts(first, once, replace(once, at=T0 + 3 * RUN), replace(once, at=T0 + 60 * RUN)) == (0, 0, 0, 1, 1)
    assert counts(first, replace(first, at=T0 + timedelta(days=92)))[3:] == (2, 0)


def test_what_is_kept_back_carries_the_run_that_first_could_not_read_it() -> None:
    """The field may differ meanwhile; read once, it starts anew; a row never seen well counts too."""
    placed = order(item(NEWS))
    good = seen(T0 + RUN, placed)

    def bad(run: int, field: str) -> Pull:
        return seen(
            T0 + run * RUN, placed, unreadable_orders={OrderId("8"): field}, unreadable_tickets={TicketId("5"): field}
        )

    ledger, report = folded(good, bad(2, "date"), bad(3, "status"))
    kept = KeptBack(since=T0 + 2 * RUN, field="status")
    assert report.kept_back == ledger.kept_back_orders == {OrderId("8"): kept}
    assert report.kept_back_tickets == ledger.kept_back_tickets == {TicketId("5"): kept}
    again, _ = folded(good, bad(2, "date"), replace(good, at=T0 + 3 * RUN), bad(4, "date"))
    assert again.kept_back_orders[OrderId("8")].since == T0 + 4 * RUN
    assert folded(bad(2, "date"), replace(good, at=T0 + 3 * RUN))[0].kept_back_orders == {}


def test_an_order_kept_back_does_not_outlive_its_ninety_days_once_closed() -> None:
    """A row that never mends must not keep a page for ever."""
    done = seen(T0 + RUN, order(item(HOSTING, ServiceStatus.ACTIVE), **PAID), order(item(NEWS), number=8))
    bad = [seen(T0 + timedelta(days=n), *done.orders[1:], unreadable_orders={OrderId("7"): "date"}) for n in (2, 92)]
    assert OrderId("7") in folded(done, bad[0])[0].orders
    assert OrderId("7") not in folded(done, *bad)[0].orders


def test_it_lists_the_words_nobody_has_mapped_once_each() -> None:
    """Products, the company's own order statuses, and statuses of items and tickets that are unknown."""
    odd = replace(item(NEWS, ServiceStatus.OTHER, 2), status_word="Migrando")
    other = {"state": TicketState.OTHER}
    pull = seen(
        T0 + RUN,
        order(item("Otra - Cosa"), odd, number=1),
        order(item(NEWS), odd, number=2, status=OrderStatus.CUSTOM, custom_status="Rara"),
        tickets=(
            ticket(1, status_word="Escalado", **other),
            ticket(2, status_word="Requisitos-Completos", **other),
            ticket(3, status_word="", **other),
            ticket(4, status_word="Antiguo", opened_at=T0 - timedelta(days=99), **other),
        ),
    )
    _, report = folded(replace(pull, unread=4))
    assert report.unmapped_products == ("Otra - Cosa",)
    assert report.unmapped_statuses == ("Rara",)
    assert report.unknown_statuses == ("Escalado", "Migrando")
    assert (report.tickets, report.unread_threads) == (3, 4)
