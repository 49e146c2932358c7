"""How a history goes on after its end: a day's work more, or back to a backup; by itself nothing happens then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import is_
from random import Random

from generator.sandbox.billing_records import ClientInvoice, Message, Order, OrderLine, Ticket, Timeline
from generator.sandbox.made_up_history import PERIOD, MadeUpHistory
from generator.sandbox.ordinary_tickets import STAFF, public_number

_DAY = timedelta(days=1)
_WORDS = "Buenas, les escribo por mi servicio. Gracias.", "Estimado/a: ya lo estamos revisando. Saludos."


@dataclass(frozen=True, slots=True)
class DaysWork:
    """What happens in a day; fewer where there are not as many. `delivered` orders were paid before."""

    orders: int = 30
    payments: int = 20
    delivered: int = 5
    tickets_opened: int = 20
    """Each answered on the same day."""
    tickets_answered: int = 25
    tickets_closed: int = 15


USUAL_DAY = DaysWork()


def until(history: MadeUpHistory, moment: datetime) -> MadeUpHistory:
    """Return a history as a backup of that moment holds it: nothing that came after ever happens."""
    seen = history.at(moment)
    bills = {invoice.id: _bill_until(invoice, moment) for invoice in seen.invoices}
    return replace(
        history,
        end=moment,
        orders=tuple(_order_until(order, bills, moment) for order in seen.orders),
        invoices=tuple(bills.values()),
        tickets=tuple(_ticket_until(ticket, moment) for ticket in seen.tickets),
    )


def a_day_later(
    history: MadeUpHistory,
    since: datetime | None = None,
    work: DaysWork = USUAL_DAY,
    *,
    seed: int = 20,
    lasting: timedelta = _DAY,
) -> MadeUpHistory:
    """Return a history with a day's work more, done in the 24 hours from its end or from a later moment on.

    It may be done in less time, of ten minutes at least.
    """
    start = since or history.end
    rng = Random(f"{seed}: {start.isoformat()}")  # noqa: S311 — to repeat
    day = _Day(until(history, history.end), start, rng, lasting)
    day.sell(work.orders)
    day.deliver(work.delivered)
    day.take_payments(work.payments)
    day.close_tickets(work.tickets_closed)
    day.answer_tickets(work.tickets_answered)
    day.open_tickets(work.tickets_opened)
    return day.done()


class _Day:
    """One day in the making: what it changes, and what it adds at the end of each table."""

    def __init__(self, history: MadeUpHistory, start: datetime, rng: Random, lasting: timedelta) -> None:
        self._history, self._start, self._rng, self._lasting = history, start, rng, lasting
        self._orders = {order.id: order for order in history.orders}
        self._bills = {invoice.id: invoice for invoice in history.invoices}
        self._tickets = {ticket.id: ticket for ticket in history.tickets}
        self._lately = [order for order in history.orders if order.placed_at > history.end - PERIOD]

    def done(self) -> MadeUpHistory:
        """Return the history with the day in it."""
        bills = self._bills
        orders = (
            replace(order, invoice=bills.get(order.invoice.id, order.invoice)) if order.invoice else order
            for order in self._orders.values()
        )
        return replace(
            self._history,
            end=self._start + self._lasting,
            orders=tuple(orders),
            invoices=tuple(bills.values()),
            tickets=tuple(self._tickets.values()),
        )

    def sell(self, count: int) -> None:
        """Place orders like some that were placed lately; nobody has paid them yet."""
        alike = [order for order in self._lately if order.lines and order.invoice and not order.renewal]
        ids = {
            kind: 1 + max(_line_ids(self._history.orders, kind)) for kind in ("product", "domain", "addon", "upgrade")
        }
        for placed_at in self._moments(count if alike else 0):
            model = self._rng.choice(alike)
            life = Timeline.begun(placed_at)
            lines = []
            for line in model.lines:
                lines.append(replace(line, id=ids[line.kind], status=life, requirements=None))
                ids[line.kind] += 1
            bill = ClientInvoice(
                model.client, placed_at, model.cents, Timeline.begun(placed_at, "Unpaid"), id=_next(self._bills)
            )
            self._bills[bill.id] = bill
            order = replace(
                model,
                id=_next(self._orders),
                number=self._rng.randint(2_200_000_000, 9_999_999_999),
                placed_at=placed_at,
                lines=tuple(lines),
                status=life,
                invoice=bill,
            )
            self._orders[order.id] = order

    def take_payments(self, count: int) -> None:
        """Have invoices of waiting orders paid; a machine delivers every other one a minute later."""
        waiting = [order for order in self._waiting("Unpaid") if order.placed_at > self._history.end - PERIOD]
        chosen = self._rng.sample(waiting, min(count, len(waiting)))
        for number, order in enumerate(chosen):
            bill = self._bills[order.invoice.id if order.invoice else 0]
            paid_at = max(order.placed_at, self._moment()) + timedelta(minutes=1)
            self._bills[bill.id] = replace(bill, status=bill.status.then(paid_at, "Paid"), paid_at=paid_at)
            if number % 2:
                self._make_active(order, paid_at + timedelta(minutes=1))

    def deliver(self, count: int) -> None:
        """Have staff finish orders that were paid before."""
        paid = [order for order in self._waiting("Paid") if order.id not in self._history.special_orders.values()]
        for order in self._rng.sample(paid, min(count, len(paid))):
            self._make_active(order, self._moment())

    def open_tickets(self, count: int) -> None:
        """Have clients write about what they ordered lately, and staff answer within hours."""
        alike = [ticket for ticket in self._history.tickets[-200:] if ticket.client and not ticket.old_style]
        for opened in self._moments(count if alike else 0):
            model, number = self._rng.choice(alike), _next(self._tickets)
            answered = opened + timedelta(minutes=self._rng.randint(5, 240))
            self._tickets[number] = replace(
                model,
                id=number,
                number=public_number(number),
                messages=(Message(opened, "", _WORDS[0]), Message(answered, self._rng.choice(STAFF), _WORDS[1])),
                status=Timeline.begun(opened, "Open").then(answered, "Answered"),
                gone_at=None,
            )

    def answer_tickets(self, count: int) -> None:
        """Have staff answer tickets that wait for them."""
        for ticket in self._some({"Open", "Customer-Reply"}, count):
            at = self._moment()
            said = (*ticket.messages, Message(at, self._rng.choice(STAFF), _WORDS[1]))
            self._tickets[ticket.id] = replace(ticket, messages=said, status=ticket.status.then(at, "Answered"))

    def close_tickets(self, count: int) -> None:
        """Have tickets closed without a word: their last reply stays what it was."""
        for ticket in self._some({"Answered", "In Progress", "On Hold", "Customer-Reply"}, count):
            self._tickets[ticket.id] = replace(ticket, status=ticket.status.then(self._moment(), "Closed"))

    def _some(self, statuses: set[str], count: int) -> Sequence[Ticket]:
        kept = set(self._history.special_tickets.values())
        untouched = (t for t in self._tickets.values() if t.id not in kept and t.status.last <= self._start)
        found = [ticket for ticket in untouched if ticket.status.at(self._start) in statuses]
        return self._rng.sample(found, min(count, len(found)))

    def _waiting(self, bill: str) -> list[Order]:
        """Return the orders with a pending line and an invoice in this status, as of now."""
        return [
            order
            for order in self._orders.values()
            if order.status.changes[-1][1] not in {"Active", "Cancelled", "Fraud"}
            and any(line.status.changes[-1][1] == "Pending" for line in order.lines)
            and order.invoice
            and order.invoice.id in self._bills
            and self._bills[order.invoice.id].status.changes[-1][1] == bill
        ]

    def _make_active(self, order: Order, at: datetime) -> None:
        lines = tuple(replace(line, status=line.status.then(at, "Active")) for line in order.lines)
        self._orders[order.id] = replace(order, status=order.status.then(at, "Active"), lines=lines)

    def _moment(self) -> datetime:
        """Return a moment of the day, early enough for what follows from it."""
        return self._start + timedelta(seconds=self._rng.randint(60, int(self._lasting.total_seconds() * 19 / 24)))

    def _moments(self, count: int) -> list[datetime]:
        return sorted(self._moment() for _ in range(count))


def _next(table: dict[int, Order] | dict[int, ClientInvoice] | dict[int, Ticket]) -> int:
    """Return the id that the table gives next."""
    return 1 + next(reversed(table), 0)


def _line_ids(orders: Sequence[Order], kind: str) -> list[int]:
    return [0, *(line.id for order in orders for line in order.lines if line.kind == kind)]


def _life_until(life: Timeline, moment: datetime) -> Timeline:
    if life.last <= moment:
        return life
    return Timeline(tuple(change for change in life.changes if change[0] <= moment) or life.changes[:1])


def _bill_until(invoice: ClientInvoice, moment: datetime) -> ClientInvoice:
    if invoice.status.last <= moment and not invoice.deleted_at:
        return invoice
    life = _life_until(invoice.status, moment)
    still = life.changes[-1][1] not in {"Paid", "Refunded"}
    return replace(invoice, status=life, paid_at=None if still else invoice.paid_at, deleted_at=None)


def _order_until(order: Order, bills: dict[int, ClientInvoice], moment: datetime) -> Order:
    bill = order.invoice and bills.get(order.invoice.id, order.invoice)
    lines = tuple(_line_until(line, moment) for line in order.lines)
    if bill is order.invoice and order.status.last <= moment and all(map(is_, lines, order.lines)):
        return order
    return replace(order, status=_life_until(order.status, moment), lines=lines, invoice=bill)


def _line_until(line: OrderLine, moment: datetime) -> OrderLine:
    noted = line.requirements
    if line.status.last <= moment and not (noted and noted.noted_at > moment):
        return line
    kept = noted if noted and noted.noted_at <= moment else None
    return replace(line, status=_life_until(line.status, moment), requirements=kept)


def _ticket_until(ticket: Ticket, moment: datetime) -> Ticket:
    if ticket.status.last <= moment and not ticket.gone_at and all(m.shown_from <= moment for m in ticket.messages):
        return ticket
    said = tuple(message for message in ticket.messages if message.shown_from <= moment)
    return replace(ticket, messages=said, status=_life_until(ticket.status, moment), gone_at=None)
