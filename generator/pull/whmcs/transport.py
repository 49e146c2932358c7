"""The fields of one API call come in, the server's whole answer goes out, inside limits of time and size."""

from __future__ import annotations

import email.utils
from collections.abc import Callable, Mapping
from random import SystemRandom
from types import TracebackType
from typing import Self

from generator.errors import UnreachableError
from generator.pull.whmcs.exchange import Exchange, Form, Reply
from generator.pull.whmcs.faults import TRY_LATER, failed_call
from generator.pull.whmcs.mishaps import Lost
from generator.pull.whmcs.session import new_session
from generator.pull.whmcs.settings import WhmcsSettings
from generator.pull.whmcs.tally import Tally

RETRY_WAITS = ((1.0, 3.0), (2.0, 8.0))
"""Between how many seconds the waits before the second and the third attempt lie."""
LONGEST_RETRY_AFTER = 60.0


class Transport:
    """One session with one server. The whole pull's time starts when it is made; use it in a `with`.

    `note` is told one line for each request; `random` gives numbers from 0 to below 1.
    """

    def __init__(
        self,
        settings: WhmcsSettings,
        *,
        sleep: Callable[[float], None],
        monotonic: Callable[[], float],
        note: Callable[[str], None],
        random: Callable[[], float] | None = None,
    ) -> None:
        self._settings = settings
        self._sleep = sleep
        self._monotonic = monotonic
        self._random = random or SystemRandom().random
        self._ends = monotonic() + settings.limits.pull_seconds
        self._tally = Tally(note)
        self.calls: Mapping[str, int] = self._tally.calls
        """HTTP requests made so far by action, repeated ones too."""
        self._session = new_session(settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._session.close()

    def post(self, action: str, params: Mapping[str, str]) -> Reply:
        """Return the answer to one call, whatever its HTTP status.

        Tries again, twice at most, where the network or the server failed; never after a refusal: three of those and
        WHMCS bans this address. A wait the server asks for prolongs the call, never the pull. Raises UnreachableError.
        """
        deadline = min(self._ends, self._monotonic() + self._settings.limits.call_seconds)
        for attempt, bounds in enumerate((*RETRY_WAITS, None), 1):
            outcome = self._attempt(action, params, attempt, deadline)
            if isinstance(outcome, Reply) and not _is_passing(outcome.status):
                return outcome
            if bounds is None:
                break
            asked = _retry_after(outcome)
            pause = asked or self._jitter(*bounds)
            deadline = min(self._ends, deadline + asked)
            if self._monotonic() + pause >= deadline:
                break
            self._sleep(pause)
        if isinstance(outcome, Lost):
            raise failed_call(action, outcome.fault, TRY_LATER)
        return outcome

    def _jitter(self, shortest: float, longest: float) -> float:
        # Runs that a failure stopped together must not come back together.
        return shortest + (longest - shortest) * self._random()

    def _attempt(self, action: str, params: Mapping[str, str], attempt: int, deadline: float) -> Reply | Lost:
        began = self._monotonic()
        if began >= deadline:
            raise self._out_of_time(action)
        exchange = Exchange(self._session, self._settings, self._form(action, params), deadline - began)
        exchange.start()
        is_over = exchange.finished.wait(deadline - began)
        if not is_over:
            exchange.cut()
        self._tally.add(
            action,
            params,
            attempt=attempt,
            outcome=_told(exchange) if is_over else "se dejó de esperar",
            received=exchange.received,
            seconds=self._monotonic() - began,
        )
        if not is_over:
            raise self._out_of_time(action)
        if isinstance(exchange.outcome, (Reply, Lost)):
            return exchange.outcome
        raise failed_call(action, exchange.outcome.fault, exchange.outcome.remedy)

    def _form(self, action: str, params: Mapping[str, str]) -> Form:
        settings = self._settings
        keys = {"identifier": settings.identifier, "secret": settings.secret}
        access = {"accesskey": settings.access_key} if settings.access_key else {}
        return Form({**params, **keys, **access, "action": action, "responsetype": "json"})

    def _out_of_time(self, action: str) -> UnreachableError:
        limits = self._settings.limits
        if self._monotonic() >= self._ends:
            return failed_call(action, f"la lectura completa no terminó en {limits.pull_seconds:g} s", TRY_LATER)
        return failed_call(action, f"no terminó de responder en {limits.call_seconds:g} s", TRY_LATER)


def _is_passing(status: int) -> bool:
    return status == 429 or status >= 500


def _told(exchange: Exchange) -> str:
    outcome = exchange.outcome
    return f"HTTP {outcome.status}" if isinstance(outcome, Reply) else outcome.fault


def _retry_after(outcome: Reply | Lost) -> float:
    if isinstance(outcome, Lost):
        return 0.0
    asked = outcome.retry_after
    if asked.isascii() and asked.isdigit():
        return min(float(asked[:6]), LONGEST_RETRY_AFTER)
    try:
        # The server's own clock says how far off its date is; ours may differ.
        wait = email.utils.parsedate_to_datetime(asked) - email.utils.parsedate_to_datetime(outcome.date)
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(wait.total_seconds(), 0.0), LONGEST_RETRY_AFTER)
