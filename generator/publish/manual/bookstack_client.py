"""The company's manual over BookStack's API: one page read or written at a time, within limits of time and size."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from generator.errors import UnreachableError
from generator.http.exchange import LONGEST_WAIT, ExchangeLimits, HttpSession, NoResponse, Request, Response
from generator.publish.manual.bookstack_settings import ManualLimits, Token
from generator.publish.manual.manual_errors import TRY_LATER, UNSURE, failed_call
from generator.publish.manual.stored_page import StoredPage, stored_page

RETRY_DELAYS = (2.0, 5.0)
MOST_WAITS = 3


class Throttled(Exception):  # noqa: N818 - not an error: the caller waits and looks again
    """BookStack asks for fewer calls and has written nothing; `seconds` is how long to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


class BookStack:
    """One manual; its whole time starts when it is made. Use it in a `with`."""

    def __init__(
        self,
        base_url: str,
        token: Token,
        *,
        limits: ManualLimits | None = None,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._api = f"{base_url}api/pages/"
        self._limits = limits or ManualLimits()
        self._session = HttpSession(
            base_url, {"Authorization": f"Token {token.id}:{token.secret}", "Accept": "application/json"}
        )
        self._sleep = sleep
        self._monotonic = monotonic
        self._ends = monotonic() + self._limits.total_seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._session.__exit__(kind, fault, at)

    def page(self, number: int) -> StoredPage:
        """Return a page as it stands now; asks again, a few times, while BookStack is busy or out of reach.

        Raises:
            PublishError: there is no such page for this token.
            UnreachableError: no answer, a refusal, or an answer that is not BookStack's.

        """
        what = f"leer la página {number}"
        delays, waits = iter(RETRY_DELAYS), 0
        while True:
            outcome = self._send(Request("GET", f"{self._api}{number}"), what)
            if isinstance(outcome, Response) and outcome.status == 429 and waits < MOST_WAITS:
                waits += 1
                self.wait(_asked(outcome), what)
            elif _may_pass(outcome) and (delay := next(delays, None)) is not None:
                self.wait(delay, what)
            elif isinstance(outcome, NoResponse):
                raise failed_call(what, outcome.words, TRY_LATER)
            else:
                return stored_page(outcome, number, what)

    def write(self, number: int, raw_html: str) -> StoredPage:
        """Replace a page's HTML, once, and return the page as BookStack says it is now.

        Raises:
            Throttled: nothing was written; look at the page again after that time.
            PublishError: there is no such page, or this token may not write it.
            UnreachableError: as for reading; it says where the page may have been written all the same.

        """
        what = f"escribir la página {number}"
        body = json.dumps({"html": raw_html}).encode()
        outcome = self._send(Request("PUT", f"{self._api}{number}", body, "application/json"), what)
        if isinstance(outcome, NoResponse) or outcome.status >= 500:
            fault = outcome.words if isinstance(outcome, NoResponse) else f"respondió HTTP {outcome.status}"
            raise failed_call(what, fault, UNSURE)
        if outcome.status == 429:
            raise Throttled(_asked(outcome))
        return stored_page(outcome, number, what)

    def wait(self, seconds: float, what: str) -> None:
        """Wait, unless that would pass the whole time allowed; raises UnreachableError then."""
        if self._monotonic() + seconds >= self._ends:
            raise self._out_of_time(what)
        self._sleep(seconds)

    def _send(self, request: Request, what: str) -> Response | NoResponse:
        left = self._ends - self._monotonic()
        if left <= 0:
            raise self._out_of_time(what)
        seconds = min(left, self._limits.call_seconds)
        bounds = ExchangeLimits(seconds, self._limits.max_bytes, self._limits.connect_seconds, read_seconds=seconds)
        return self._session.exchange(request, bounds).outcome

    def _out_of_time(self, what: str) -> UnreachableError:
        return failed_call(what, f"no se terminó en {self._limits.total_seconds:g} s", TRY_LATER)


def _asked(response: Response) -> float:
    return LONGEST_WAIT if response.wait_asked is None else response.wait_asked


def _may_pass(outcome: Response | NoResponse) -> bool:
    return outcome.fault.may_pass if isinstance(outcome, NoResponse) else outcome.status >= 500
