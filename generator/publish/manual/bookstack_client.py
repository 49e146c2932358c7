"""The company's manual over BookStack's API: one page read or written at a time, within limits of time and size."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from generator.errors import DemorasError, UnreachableError
from generator.http.exchange import LONGEST_WAIT, ExchangeLimits, HttpSession, NoResponse, Request, Response
from generator.publish.manual.bookstack_settings import ManualLimits, Token
from generator.publish.manual.manual_errors import (
    NOT_BOOKSTACK,
    OTHER_ADDRESS,
    REDIRECTED,
    TRY_LATER,
    Asked,
    answer_error,
    failed_call,
    refused_page,
    token_error,
    unanswered_error,
)
from generator.publish.manual.stored_page import StoredPage, json_of, stored_page

RETRY_DELAYS = (2.0, 5.0)
MOST_WAITS = 3
MOMENT = 2.0
"""Seconds after which a page that was not there is asked for once more: BookStack rebuilds permissions so fast."""
MOST_FOUND = 100


class NotNow(Exception):  # noqa: N818 - not an error: the caller waits and looks again
    """BookStack has written nothing and may do so after `seconds`; `fault` is what to say where it never does."""

    def __init__(self, seconds: float, fault: DemorasError, *, is_gone: bool) -> None:
        super().__init__()
        self.seconds = seconds
        self.fault = fault
        self.is_gone = is_gone
        """The page was not there: that passes in a moment, or not at all."""


def _unheard(_: str) -> None:
    """Tell nobody."""


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
        say: Callable[[str], None] = _unheard,
    ) -> None:
        self._api = f"{base_url}api/"
        self._limits = limits or ManualLimits()
        self._session = HttpSession(
            base_url, {"Authorization": f"Token {token.id}:{token.secret}", "Accept": "application/json"}
        )
        self._sleep = sleep
        self._monotonic = monotonic
        self._say = say
        self._ends = monotonic() + self._limits.total_seconds
        self.is_write_in_vain = False
        """BookStack asked one page's write to wait until it was given up: the next ones do not wait again."""
        self._is_in_vain = False
        """The last reading ended in what might have passed, and did not: the next page does not wait for it again."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._session.__exit__(kind, fault, at)

    def page(self, number: int) -> StoredPage:
        """Return a page as it stands now; asks again, a few times, while BookStack is busy or out of reach.

        Raises:
            PublishError: there is no such page for this token, or this page alone is not given.
            UnreachableError: nothing answers, or the token opens nothing.

        """
        asked, address = Asked("leer", number, f"Página {number} del manual"), f"{self._api}pages/{number}"
        answer = self._read(address, asked.what)
        if isinstance(answer, Response) and answer.status == 404 and json_of(answer) is not None:
            # So BookStack answers as well while it rebuilds who may see the page.
            self.wait(MOMENT, asked.what)
            answer = self._read(address, asked.what)
        if isinstance(answer, NoResponse):
            raise self._unanswered(answer, asked)
        return stored_page(answer, asked)

    def pages_with(self, *texts: str) -> tuple[int, ...]:
        """Return the numbers of the pages that say all of these, as BookStack's own search finds them; 100 at most.

        Raises:
            UnreachableError: the search did not answer, or not as BookStack.

        """
        what = "buscar páginas"
        exact = (text.replace("\\", "").replace('"', '\\"') for text in texts)
        terms = " ".join(f'"{text}"' for text in exact)
        query = urlencode({"query": f"{terms} {{type:page}}", "count": MOST_FOUND})
        answer = self._read(f"{self._api}search?{query}", what)
        if isinstance(answer, NoResponse):
            raise failed_call(what, answer.words, TRY_LATER)
        if 300 <= answer.status < 400:
            raise failed_call(what, REDIRECTED, OTHER_ADDRESS)
        found = json_of(answer)
        if answer.status != 200 or not isinstance(found, dict):
            fault = f"respondió HTTP {answer.status}" + ("" if isinstance(found, dict) else " con algo que no es JSON")
            remedy = TRY_LATER if isinstance(found, dict) else NOT_BOOKSTACK
            raise token_error(answer.status, found, what) or failed_call(what, fault, remedy)
        try:
            return tuple(int(one["id"]) for one in found["data"] if one["type"] == "page")
        except (KeyError, TypeError, ValueError):
            raise failed_call(what, "la respuesta no es como las de BookStack 24.10", NOT_BOOKSTACK) from None

    def write(self, page: StoredPage, raw_html: str) -> StoredPage:
        """Replace a page's HTML, once, and return the page as BookStack says it is now.

        Raises:
            NotNow: nothing was written; look at the page again after that time.
            PublishError: this page was not written; it says where it may have been all the same.
            UnreachableError: as for reading.

        """
        asked = Asked("escribir", page.number, page.title)
        body = json.dumps({"html": raw_html}).encode()
        outcome = self._send(Request("PUT", f"{self._api}pages/{page.number}", body, "application/json"), asked.what)
        if isinstance(outcome, NoResponse):
            raise self._unanswered(outcome, asked)
        fields: Any = json_of(outcome)
        if outcome.status == 429:
            raise NotNow(_asked(outcome), answer_error(429, fields, asked), is_gone=False)
        if outcome.status == 404 and fields is not None:
            gone = "dejó de existir, o el usuario del token dejó de verla"
            raise NotNow(MOMENT, refused_page(page.title, gone, "Revise la página en el manual."), is_gone=True)
        kept = stored_page(outcome, asked)
        self.is_write_in_vain = False
        return kept

    def wait(self, seconds: float, what: str) -> None:
        """Wait, unless that would pass the whole time allowed; raises UnreachableError then."""
        if self._monotonic() + seconds >= self._ends:
            raise self._out_of_time(what)
        self._say(f"El manual no está listo ({what}): se sigue en {seconds:g} s.")
        self._sleep(seconds)

    def _read(self, address: str, what: str) -> Response | NoResponse:
        """Return how asking ended; where it was in vain the last time, nothing is waited for."""
        delays, waits = iter(() if self._is_in_vain else RETRY_DELAYS), 0 if self._is_in_vain else MOST_WAITS
        while True:
            outcome = self._send(Request("GET", address), what)
            self._is_in_vain = _may_pass(outcome)
            if isinstance(outcome, Response) and outcome.status == 429:
                delay, waits = (_asked(outcome), waits - 1) if waits else (None, 0)
            else:
                delay = next(delays, None) if self._is_in_vain else None
            if delay is None:
                return outcome
            self.wait(delay, what)

    def _unanswered(self, outcome: NoResponse, asked: Asked) -> DemorasError:
        """Return whose fault it is that no whole answer came: the page's, where the manual answers something else."""
        other = self._send(Request("GET", f"{self._api}pages?count=1"), asked.what)
        return unanswered_error(outcome.words, asked, is_alive=isinstance(other, Response))

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
    if isinstance(outcome, NoResponse):
        return outcome.fault.may_pass
    return outcome.status >= 500 or outcome.status == 429
