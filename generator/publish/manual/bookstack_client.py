"""The company's manual over BookStack's API: one page read or written at a time, within limits of time and size."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from generator.errors import PublishError, UnreachableError
from generator.http.exchange import LONGEST_WAIT, ExchangeLimits, HttpSession, NoResponse, Request, Response
from generator.publish.manual.bookstack_settings import ManualLimits, Token
from generator.publish.manual.manual_errors import (
    NOT_BOOKSTACK,
    READ_ONLY,
    TRY_LATER,
    UNSURE,
    failed_call,
    refused_page,
)
from generator.publish.manual.stored_page import StoredPage, json_of, refusal, stored_page

RETRY_DELAYS = (2.0, 5.0)
MOST_WAITS = 3
MOMENT = 2.0
"""Seconds after which a page that was not there is asked for once more: BookStack rebuilds permissions so fast."""
MOST_FOUND = 100


class NotNow(Exception):  # noqa: N818 - not an error: the caller waits and looks again
    """BookStack has written nothing and may do so after `seconds`; `fault` is what to say where it never does."""

    def __init__(self, seconds: float, fault: PublishError | UnreachableError) -> None:
        super().__init__()
        self.seconds = seconds
        self.fault = fault


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
        what, address = f"leer la página {number}", f"{self._api}pages/{number}"
        answer = self._read(address, what)
        if answer.status == 404 and json_of(answer) is not None:
            # So BookStack answers as well while it rebuilds who may see the page.
            self.wait(MOMENT, what)
            answer = self._read(address, what)
        return stored_page(answer, number, what)

    def pages_with(self, text: str) -> tuple[int, ...]:
        """Return the numbers of the pages that say a text, as BookStack's own search finds them; a hundred at most.

        Raises:
            UnreachableError: as for a page.

        """
        what = "buscar páginas"
        exact = text.replace("\\", "").replace('"', '\\"')
        query = urlencode({"query": f'"{exact}" {{type:page}}', "count": MOST_FOUND})
        answer = self._read(f"{self._api}search?{query}", what)
        found = json_of(answer)
        if answer.status != 200 or not isinstance(found, dict):
            raise refusal(answer.status, None, what, is_json=isinstance(found, dict))
        try:
            return tuple(int(one["id"]) for one in found["data"] if one["type"] == "page")
        except (KeyError, TypeError, ValueError):
            raise failed_call(what, "la respuesta no es como las de BookStack 24.10", NOT_BOOKSTACK) from None

    def write(self, page: StoredPage, raw_html: str) -> StoredPage:
        """Replace a page's HTML, once, and return the page as BookStack says it is now.

        Raises:
            NotNow: nothing was written; look at the page again after that time.
            PublishError: this token may not write that page, though it could read it.
            UnreachableError: as for reading; it says where the page may have been written all the same.

        """
        what = f"escribir la página {page.number}"
        body = json.dumps({"html": raw_html}).encode()
        outcome = self._send(Request("PUT", f"{self._api}pages/{page.number}", body, "application/json"), what)
        if isinstance(outcome, NoResponse) or outcome.status >= 500:
            fault = outcome.words if isinstance(outcome, NoResponse) else f"respondió HTTP {outcome.status}"
            raise failed_call(what, fault, UNSURE)
        fields: Any = json_of(outcome)
        match outcome.status:
            case 429:
                raise NotNow(_asked(outcome), failed_call(what, "sigue pidiendo esperar (429)", TRY_LATER))
            case 404 if fields is not None:
                gone = "dejó de existir, o el usuario del token dejó de verla"
                raise NotNow(MOMENT, refused_page(page.title, gone, "Revise la página en el manual."))
            case 403 if fields is not None:
                raise refused_page(page.title, "el usuario del token la ve y no la puede editar (403)", READ_ONLY)
            case _:
                return stored_page(outcome, page.number, what)

    def wait(self, seconds: float, what: str) -> None:
        """Wait, unless that would pass the whole time allowed; raises UnreachableError then."""
        if self._monotonic() + seconds >= self._ends:
            raise self._out_of_time(what)
        self._say(f"El manual no está listo ({what}): se sigue en {seconds:g} s.")
        self._sleep(seconds)

    def _read(self, address: str, what: str) -> Response:
        delays, waits = iter(RETRY_DELAYS), 0
        while True:
            outcome = self._send(Request("GET", address), what)
            if isinstance(outcome, Response) and outcome.status == 429 and waits < MOST_WAITS:
                waits += 1
                self.wait(_asked(outcome), what)
            elif _may_pass(outcome) and (delay := next(delays, None)) is not None:
                self.wait(delay, what)
            elif isinstance(outcome, NoResponse):
                raise failed_call(what, outcome.words, TRY_LATER)
            else:
                return outcome

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
