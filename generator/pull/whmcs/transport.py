"""The fields of one API call come in, the server's whole answer goes out, inside limits of time and size."""

from __future__ import annotations

import email.utils
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

import requests

from generator import __version__
from generator.errors import UnreachableError
from generator.pull.whmcs.exchange import Exchange, Lost, Reply
from generator.pull.whmcs.faults import TRY_LATER, failed_call
from generator.pull.whmcs.settings import WhmcsSettings

RETRY_DELAYS = (2.0, 5.0)
LONGEST_RETRY_AFTER = 30.0


class Transport:
    """One session with one server. The whole pull's time starts when it is made; use it in a `with`."""

    def __init__(
        self, settings: WhmcsSettings, *, sleep: Callable[[float], None], monotonic: Callable[[], float]
    ) -> None:
        self._settings = settings
        self._sleep = sleep
        self._monotonic = monotonic
        self._ends = monotonic() + settings.limits.pull_seconds
        self._session = _Session()
        # Proxies and CA bundles of the environment are wanted, except towards this machine …
        self._session.trust_env = not settings.is_local
        # … but never ~/.netrc, which would add a password of somebody's own. An `auth` of our own keeps it out.
        self._session.auth = _no_auth
        # No compression: a small answer cannot then unfold into a huge one.
        self._session.headers.update({"User-Agent": f"demoras/{__version__}", "Accept-Encoding": "identity"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._session.close()

    def post(self, action: str, params: Mapping[str, str]) -> Reply:
        """Return the answer to one call, whatever its HTTP status.

        Tries again, twice at most, where the network or the server failed; never after a refusal: three of those and
        WHMCS bans this address. Raises UnreachableError.
        """
        deadline = min(self._ends, self._monotonic() + self._settings.limits.call_seconds)
        form = self._form(action, params)
        for delay in (*RETRY_DELAYS, None):
            outcome = self._attempt(action, form, deadline)
            if isinstance(outcome, Reply) and not _is_passing(outcome.status):
                return outcome
            if delay is None:
                break
            pause = _retry_after(outcome) or delay
            if self._monotonic() + pause >= deadline:
                break
            self._sleep(pause)
        if isinstance(outcome, Lost):
            raise failed_call(action, outcome.fault, TRY_LATER)
        return outcome

    def _form(self, action: str, params: Mapping[str, str]) -> dict[str, str]:
        settings = self._settings
        form = {
            "identifier": settings.identifier,
            "secret": settings.secret,
            "action": action,
            "responsetype": "json",
            **params,
        }
        return form | ({"accesskey": settings.access_key} if settings.access_key else {})

    def _attempt(self, action: str, form: Mapping[str, str], deadline: float) -> Reply | Lost:
        left = deadline - self._monotonic()
        if left <= 0:
            raise self._out_of_time(action)
        exchange = Exchange(self._session, self._settings, form, left)
        exchange.start()
        if not exchange.finished.wait(left):
            exchange.cut()
            raise self._out_of_time(action)
        if isinstance(exchange.outcome, (Reply, Lost)):
            return exchange.outcome
        raise failed_call(action, exchange.outcome.fault, exchange.outcome.remedy)

    def _out_of_time(self, action: str) -> UnreachableError:
        limits = self._settings.limits
        if self._monotonic() >= self._ends:
            return failed_call(action, f"la lectura completa no terminó en {limits.pull_seconds:g} s", TRY_LATER)
        return failed_call(action, f"no terminó de responder en {limits.call_seconds:g} s", TRY_LATER)


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """Follow nothing: the secret in the form goes to the address that was configured and nowhere else."""
        # `allow_redirects=False` is not enough: requests would still read the redirect's body, whatever its size.


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _is_passing(status: int) -> bool:
    return status == 429 or status >= 500


def _retry_after(outcome: Reply | Lost) -> float | None:
    if isinstance(outcome, Lost):
        return None
    asked = outcome.retry_after
    if asked.isascii() and asked.isdigit():
        return min(float(asked[:6]), LONGEST_RETRY_AFTER)
    try:
        # The server's own clock says how far off its date is; ours may differ.
        wait = email.utils.parsedate_to_datetime(asked) - email.utils.parsedate_to_datetime(outcome.date)
    except (ValueError, TypeError):
        return None
    return min(max(wait.total_seconds(), 0.0), LONGEST_RETRY_AFTER)
