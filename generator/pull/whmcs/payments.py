"""How each order's payment stands: as an earlier run read it, or by the invoices that this one asks for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime
from math import ceil
from zoneinfo import ZoneInfo

from generator.model.observed import ObservedOrder
from generator.model.states import Payment
from generator.pull.whmcs.billing_errors import NoTimeError
from generator.pull.whmcs.fields import RowError, optional_identifier
from generator.pull.whmcs.listing import INVOICES, Listings
from generator.pull.whmcs.order_part import OrderPart
from generator.pull.whmcs.orders import PickedOrder, claimed_payment, wants_invoice, with_payment
from generator.pull.whmcs.orders_to_ask import UNASKED, has_turn, is_long_over, waits
from generator.pull.whmcs.paging import Page, id_of
from generator.pull.whmcs.partial_listing import HasTime
from generator.pull.whmcs.php_lists import Row

MOST_CLIENTS = 5
"""Clients whose invoices are looked through for one that carries an order of theirs, in one run."""


class Payments:
    """The invoices that tell of orders; `rows` are those read, by id."""

    def __init__(self, listings: Listings, part: OrderPart, now: datetime, zone: ZoneInfo) -> None:
        self._listings = listings
        self._before = part.read.rows if part.read else None
        self._asks_again = part.asks_again
        self._now = now
        self._zone = zone
        self._unasked: set[str] = set()
        self.rows: dict[str, Row] = {}

    def read(self, picked: Iterable[PickedOrder], has_time: HasTime) -> list[PickedOrder]:
        """Read what is wanted for these orders; return those whose payment is not known from before."""
        asking = [pick for pick in picked if self._known(pick) is None]
        wanted = {
            pick.invoice: pick.order.client
            for pick in asking
            if pick.invoice and wants_invoice(pick, self._now) and not self._has_no_page(pick)
            # What nothing told is told by another invoice of the client's, if at all.
            if self._before is None or not self._says_the_same(pick)
        }
        if self._before is None:
            self.rows = self._listings.whole(INVOICES, down_to=min(map(int, wanted))) if wanted else {}
            return asking
        if not self._asks_again:
            put_off = self._put_off
            self._unasked = {invoice for invoice in wanted if invoice in put_off}
            wanted = {invoice: client for invoice, client in wanted.items() if invoice not in self._unasked}
        try:
            self._newest(wanted, has_time)
            unclear = [pick.order.client for pick in asking if self._is_unclear(pick)]
            for client in list(dict.fromkeys(unclear))[:MOST_CLIENTS]:
                if client and has_time():
                    self._of_client(client)
        except NoTimeError:
            self._unasked |= wanted.keys() - self.rows.keys()
        return asking

    def paid(self, pick: PickedOrder, other: Row | None) -> ObservedOrder:
        """Return the order with its payment: its own invoice's, or the `other`'s in its place. Raises RowError."""
        before = self._known(pick)
        if self._before is None:
            return with_payment(pick, self.rows, self._zone, self._now, other)
        claimed = pick.claimed
        if before is not None:
            order = dataclasses.replace(pick.order, payment=before.payment, paid_at=before.paid_at)
        elif other is None and pick.invoice in self._unasked:
            order = dataclasses.replace(pick.order, payment=claimed_payment(pick.claimed))
            claimed = UNASKED
        else:
            order = with_payment(pick, self.rows, self._zone, self._now, other)
        return dataclasses.replace(order, invoice=pick.invoice, claimed=claimed)

    def _known(self, pick: PickedOrder) -> ObservedOrder | None:
        """Return the order as it was last read where nothing it says of its payment changed since."""
        before = (self._before or {}).get(pick.order.id)
        if before is None or (before.number, before.placed_at) != (pick.order.number, pick.order.placed_at):
            return None
        is_due = before.payment is Payment.UNCLEAR and waits(pick.order) and has_turn(pick.order.id, self._now)
        return before if self._says_the_same(pick) and not (is_due and self._asks_again) else None

    @property
    def _put_off(self) -> frozenset[str]:
        """The invoices that an earlier run had no room to ask for."""
        return frozenset(row.invoice for row in (self._before or {}).values() if row.claimed == UNASKED)

    def _says_the_same(self, pick: PickedOrder) -> bool:
        before = (self._before or {}).get(pick.order.id)
        return before is not None and (before.invoice, before.claimed) == (pick.invoice, pick.claimed)

    def _has_no_page(self, pick: PickedOrder) -> bool:
        """Whether an order that no Ledger holds is over for so long that it gets no page: its payment is nobody's."""
        is_known = self._before is None or pick.order.id in self._before
        return not is_known and is_long_over(pick.order, self._now)

    def _is_unclear(self, pick: PickedOrder) -> bool:
        if pick.invoice in self._unasked or not waits(pick.order):
            return False
        try:
            return with_payment(pick, self.rows, self._zone, self._now).payment is Payment.UNCLEAR
        except RowError:
            return False

    def _newest(self, wanted: Mapping[str, str], has_time: HasTime) -> None:
        """Read invoices newest first while a page costs less than each client's own; then those."""
        clients = list(wanted.values())
        if len(clients) == 1 and clients[0] and self._of_client(clients[0]):
            return
        left = sorted(map(int, wanted), reverse=True)
        start, last = 0, 0
        while left and (start == 0 or self._page_pays(left, last)) and has_time():
            page = self._listings.page(INVOICES, start)
            ids = [id_of(INVOICES.action, row) for row in page.rows]
            if ids != sorted(ids, reverse=True) or (start and ids and ids[0] > last):
                # The sort is ignored, or rows came between: all of them, as far as they are wanted.
                self.rows |= self._listings.whole(INVOICES, down_to=min(map(int, wanted)))
                return
            self._keep(page)
            if page.is_last(start):
                return
            start += len(page.rows)
            last = ids[-1]
            left = [number for number in left if number < last]
        for client in dict.fromkeys(wanted[str(number)] for number in left):
            if client and has_time() and self._of_client(client):
                left = [number for number in left if wanted[str(number)] != client]
        self._unasked |= {str(number) for number in left if str(number) not in self.rows}

    def _page_pays(self, left: list[int], last: int) -> bool:
        """Whether some of those left are reached by no more pages than they are; ids are about as many as rows."""
        size = self._listings.page_size
        return any(ceil((last - number) / size) <= reached for reached, number in enumerate(left, 1))

    def _of_client(self, client: str) -> bool:
        """Read a client's invoices, newest first; False where billing ignores the filter or has more of them."""
        page = self._listings.page(INVOICES, userid=client)
        try:
            is_theirs = all(optional_identifier(row, "userid") == client for row in page.rows)
        except RowError:
            return False
        if is_theirs:
            self._keep(page)
        return is_theirs and page.is_last(0)

    def _keep(self, page: Page) -> None:
        self.rows |= {str(id_of(INVOICES.action, row)): row for row in page.rows}
