"""The ways in which real WHMCS installations have been seen to break, by name."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with billing's answers."""

    # In place of the answer.
    HTML = "html"
    """A page "Just a moment…" with 200."""
    HTML_500 = "html_500"
    """What WHMCS 8 shows when an addon printed something."""
    ERROR_500 = "error_500"
    """A web server's own 500, a line of plain text."""
    EMPTY = "empty"
    FORBIDDEN = "forbidden"
    """403: the address is not listed."""
    FORBIDDEN_ACTION = "forbidden_action"
    """403: the key's role does not hold this action."""
    FORBIDDEN_LOGIN = "forbidden_login"
    """403: wrong credentials."""
    FORBIDDEN_HTML = "forbidden_html"
    """403: the page of a firewall."""
    TOO_MANY = "too_many"
    REDIRECT = "redirect"
    """A 307 to the server's `redirect_to`, or to itself."""

    # How it is sent.
    HANG = "hang"
    """Headers, then a byte now and then, for ever."""
    DRIP_HEADERS = "drip_headers"
    """A status, then a byte of a header now and then, for ever."""
    CUT = "cut"
    """The connection ends in the middle of the announced body."""
    RESET = "reset"
    """The connection is reset in the middle of the announced body."""
    OVERSIZE = "oversize"
    """A body that never ends, as fast as it can be read."""
    GZIP_BOMB = "gzip_bomb"
    """The good answer after a gigabyte of blanks, all of it a megabyte of gzip."""

    # What its bytes are.
    HALF_JSON = "half_json"
    BOM = "bom"
    """A byte order mark before good JSON."""
    PHP_WARNING = "php_warning"

    # What it says.
    RESULT_ERROR = "result_error"
    """An error with 200, under `result`."""
    STATUS_ERROR = "status_error"
    """An error with 200, under `status`."""
    NULL = "null"
    LIST = "list"
    MISSING_CONTAINER = "missing_container"
    CLOCK_AHEAD = "clock_ahead"
    """Billing's own clock is an hour ahead of the `Date` header."""
    MALFORMED_ORDER = "malformed_order"
    """The oldest order's date is not one; its id is fine."""
    MALFORMED_TICKET = "malformed_ticket"
    """The oldest ticket's date is not one; its id is fine."""

    # How it lists.
    SHRUNK_PAGE = "shrunk_page"
    """The last rows of a listing never come, though `totalresults` counts them."""
    EMPTY_LISTING = "empty_listing"
    """There is nothing, and `totalresults` says so."""
    WRONG_TOTALS = "wrong_totals"
    """The page with the last row counts one row less than those before."""
    SHIFTING_ROWS = "shifting_rows"
    """A row is added in front between any two pages: rows come twice and totals grow; where it ends, one is lost."""
    DUPLICATE_ROWS = "duplicate_rows"
    """Each page after the first begins with the last row of the one before, as when a row was added meanwhile."""
    IGNORED_OFFSET = "ignored_offset"
    """`limitstart` is not read."""
    FILTER_IGNORED = "filter_ignored"
    """Filters are not read, and GetTicket gives another ticket than the one asked for."""

    # Good rows in PHP's other shapes of a list.
    NUMERIC_KEYS = "numeric_keys"
    """Lists are objects with the keys 0, 1, 2."""
    SINGLE_OBJECT = "single_object"
    """A list of one is the one."""
    EMPTY_STRING = "empty_string"
    """A list of none is an empty text."""
