"""The listings that a pull reads whole, and how each is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from generator.model.observed import Miscount
from generator.model.progress import Progress
from generator.pull.whmcs.api_answer import answer
from generator.pull.whmcs.billing_errors import NOT_BILLING, BillingError, failed_action
from generator.pull.whmcs.fields import RowError, identifier
from generator.pull.whmcs.paging import Page, every_row, id_of
from generator.pull.whmcs.php_lists import Row, ShapeError, rows
from generator.pull.whmcs.transport import Transport


@dataclass(frozen=True, slots=True)
class Listing:
    """An action that lists: where its rows stand, what people call them (Spanish), and how it is asked."""

    action: str
    container: str
    singular: str
    what: str
    params: Mapping[str, str] = field(default_factory=dict)


ORDERS = Listing("GetOrders", "orders", "order", "pedidos")
PRODUCTS = Listing("GetClientsProducts", "products", "product", "productos contratados")
# The only listing that can be sorted: newest first, the old ones that no order names need not be read.
NEWEST_FIRST = MappingProxyType({"orderby": "id", "order": "desc"})
INVOICES = Listing("GetInvoices", "invoices", "invoice", "facturas", NEWEST_FIRST)
# Without it only the departments of the key's own admin come, and nothing says that the others are missing.
EVERY_DEPARTMENT = MappingProxyType({"ignore_dept_assignments": "true"})
TICKETS = Listing("GetTickets", "tickets", "ticket", "tickets", EVERY_DEPARTMENT)


_MOST_PAGES, _PAGES_OF_A_RUN, _PAGES_OF_TICKETS = 3, 11, 4
"""Usual pages that a slice, and all of a quiet run, hold at most; and that are left for the tickets of a run."""
_MOST_OF_A_CALL = 0.4
"""How much of what a call may take a slice takes, judged by the first page."""


class Listings:
    """Reads whole listings over one transport. `counts` holds the rows read, by action."""

    def __init__(self, transport: Transport, page_size: int, progress: Progress) -> None:
        self._transport = transport
        self.page_size = page_size
        self._progress = progress
        self.counts: dict[str, int] = {}
        self.miscounts: list[Miscount] = []
        """The listings whose total does not fit their rows."""
        self._shares: dict[str, float] = {}

    def first(self, listing: Listing) -> Page:
        """Return the first page. Raises UnreachableError."""
        self._progress(listing.what, 0, None)
        page = self.page(listing)
        self._shares[listing.action] = self._transport.last_share
        return page

    def whole(self, listing: Listing, *, down_to: int | None = None, first: Page | None = None) -> dict[str, Row]:
        """Return all rows by id; `down_to` allows to leave out smaller ids. Raises UnreachableError.

        A `first` page that was read already is not asked for again, unless the listing must be walked again.
        """
        action = listing.action
        at_hand = [first] if first else []

        def fetch(start: int) -> Page:
            if at_hand and start == 0:
                return at_hand.pop()
            return self._page(listing, {"limitstart": str(start), "limitnum": str(self.page_size)})

        def tell(so_far: int, total: int | None) -> None:
            self._progress(listing.what, so_far, total)

        if first is None:
            tell(0, None)
        found = every_row(fetch, action=action, tell=tell, down_to=down_to)
        counted = len(first.rows) if first else 0
        self.counts[action] = self.counts.get(action, 0) + len(found.rows) - counted
        if found.counted is not None:
            self.miscounts.append(Miscount(action, listing.what, found.counted, len(found.rows)))
        return found.rows

    def page(self, listing: Listing, start: int = 0, **filters: str) -> Page:
        """Return one page from a row on, of what the filters leave if billing knows them. Raises UnreachableError.

        A slice of orders or of tickets, from any row on, holds as many rows as a quiet run has room for.
        """
        count = self._rows_of_slice(listing) if start and not filters else self.page_size
        params = {"limitstart": str(start), "limitnum": str(count), **filters}
        page = self._page(listing, params)
        if not page.rows and start < page.total:
            # An answer may lack its rows once: taken for the listing's end, it would make all below seem gone.
            page = self._page(listing, params)
        self.counts[listing.action] = self.counts.get(listing.action, 0) + len(page.rows)
        return page

    def by_id(
        self, listing: Listing, ids: Iterable[str], has_time: Callable[[], bool], name: str = "id"
    ) -> dict[str, Row | None]:
        """Return the rows of these ids, None where there is none any more, as far as there is time.

        An answer with any other row shows that billing ignores the filter: then no more is asked, and nothing of it
        counts. Billing may count rows that it lists to nobody: of an id that is counted and has no row nothing is told.
        Raises UnreachableError.
        """
        found: dict[str, Row | None] = {}
        for wanted in ids:
            if not has_time():
                break
            page = self.page(listing, 0, **{name: wanted})
            if any(id_of(listing.action, row) != int(wanted) for row in page.rows):
                break
            if page.rows or not page.total:
                found[wanted] = page.rows[0] if page.rows else None
        return found

    def _rows_of_slice(self, listing: Listing) -> int:
        share = self._shares.get(listing.action)
        if share is None:
            return self.page_size
        left = _PAGES_OF_A_RUN - sum(self.counts.values()) / self.page_size
        left -= _PAGES_OF_TICKETS if listing is ORDERS else 0
        most = min(_MOST_PAGES, left, _MOST_OF_A_CALL / share if share else _MOST_PAGES)
        return max(self.page_size, int(most * self.page_size))

    def _page(self, listing: Listing, params: Mapping[str, str]) -> Page:
        action, container = listing.action, listing.container
        fields = self._answer(listing, params)
        try:
            found = rows(fields.get(container), listing.singular)
            return Page(found, int(identifier(fields, "totalresults")), int(params["limitnum"]))
        except ShapeError:
            raise failed_action(action, f"«{container}» no es una lista", NOT_BILLING) from None
        except RowError:
            raise failed_action(action, "la respuesta no dice cuántas filas hay en total", NOT_BILLING) from None

    def _answer(self, listing: Listing, paging: Mapping[str, str]) -> Row:
        response = self._transport.post(listing.action, {**listing.params, **paging})
        try:
            return answer(
                listing.action,
                response,
                listing.container,
                may_lack_it=lambda fields: _tells_of_no_rows(fields, past_the_first=paging["limitstart"] != "0"),
            )
        except BillingError as caught:
            error = caught
        if error.general:
            raise error
        # One row may be what breaks it: say between which to look.
        first = int(paging["limitstart"]) + 1
        fault = f"{error.fault} (filas {first} a {first + int(paging['limitnum']) - 1})"
        raise failed_action(listing.action, fault, error.remedy)


def _tells_of_no_rows(fields: Row, *, past_the_first: bool) -> bool:
    """Whether the counts of a page say that nothing is listed, or on a later page that no more is."""
    try:
        is_empty = identifier(fields, "numreturned") == "0"
        return is_empty and (past_the_first or identifier(fields, "totalresults") == "0")
    except RowError:
        return False
