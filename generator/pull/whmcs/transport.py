"""Calls of the WHMCS API: keys in the form, few retries, and the time of one call and of the whole pull."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from random import SystemRandom
from types import MappingProxyType, TracebackType
from typing import Self
from urllib.parse import urlencode

from generator.http.exchange import ExchangeLimits, HttpSession, NoResponse, Request, Response
from generator.http.http_fault import HttpFault
from generator.pull.whmcs.billing_errors import LAST_KEPT, BillingError, NoTimeError, SlowError, failed_action
from generator.pull.whmcs.whmcs_settings import WhmcsSettings

RETRY_WAITS = ((1.0, 3.0), (2.0, 8.0))
"""Between how many seconds the waits before the second and the third attempt lie."""

_MORE_TIME = f"{LAST_KEPT} Si siempre es así, suba «{{}}» en «limits» de data/billing.yml."


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
        self._note = note
        self._random = random or SystemRandom().random
        self._ends = monotonic() + settings.limits.pull_seconds
        self._calls: Counter[str] = Counter()
        self.calls: Mapping[str, int] = MappingProxyType(self._calls)
        """HTTP requests made so far by action, repeated ones too."""
        self.date = ""
        """The HTTP date of the first response."""
        self.last_share = 0.0
        """How much of what a call may take, of its time or of its bytes, the last answer took."""
        self._session = HttpSession(settings.url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._session.__exit__(kind, fault, at)

    def post(self, action: str, params: Mapping[str, str]) -> Response:
        """Return the response to one call, whatever its HTTP status.

        Tries again, twice at most, where the network or the server failed; never after a refusal: three of those and
        WHMCS bans this address. A wait the server asks for prolongs the call, never the pull. Raises BillingError.
        """
        deadline = min(self._ends, self._monotonic() + self._settings.limits.call_seconds)
        for attempt, bounds in enumerate((*RETRY_WAITS, None), 1):
            outcome = self._attempt(action, params, attempt, deadline)
            if isinstance(outcome, Response) and not _is_passing(outcome.status):
                return outcome
            if bounds is None:
                break
            asked = (outcome.wait_asked or 0.0) if isinstance(outcome, Response) else 0.0
            pause = asked or self._jitter(*bounds)
            deadline = min(self._ends, deadline + asked)
            if self._monotonic() + pause >= deadline:
                break
            self._sleep(pause)
        if isinstance(outcome, NoResponse):
            general = outcome.fault in (HttpFault.PROXY, HttpFault.NO_TLS)
            raise failed_action(action, outcome.words, LAST_KEPT, general=general)
        return outcome

    def _jitter(self, shortest: float, longest: float) -> float:
        # Runs that one failure stopped must not all try again at the same moment.
        return shortest + (longest - shortest) * self._random()

    def _attempt(self, action: str, params: Mapping[str, str], attempt: int, deadline: float) -> Response | NoResponse:
        limits, began = self._settings.limits, self._monotonic()
        if began >= deadline:
            raise self._out_of_time(action)
        bounds = ExchangeLimits(deadline - began, limits.max_bytes, limits.connect_seconds, limits.read_seconds)
        exchanged = self._session.exchange(self._request(action, params), bounds)
        outcome, took = exchanged.outcome, self._monotonic() - began
        self._calls[action] += 1
        self._note(told(action, params, outcome, received=exchanged.received, seconds=took, attempt=attempt))
        if isinstance(outcome, NoResponse) and not outcome.fault.may_pass:
            too_large = outcome.fault is HttpFault.TOO_LARGE
            raise failed_action(action, outcome.words, _remedy(outcome.fault), general=not too_large)
        if isinstance(outcome, NoResponse) and outcome.fault is HttpFault.OUT_OF_TIME:
            raise self._out_of_time(action)
        if isinstance(outcome, Response):
            self.date = self.date or outcome.date
            self.last_share = max(took / limits.call_seconds, len(outcome.body) / limits.max_bytes)
        return outcome

    def _request(self, action: str, params: Mapping[str, str]) -> Request:
        settings = self._settings
        keys = {"identifier": settings.identifier, "secret": settings.secret}
        access = {"accesskey": settings.access_key} if settings.access_key else {}
        form = urlencode({**params, **keys, **access, "action": action, "responsetype": "json"})
        return Request("POST", settings.url, form.encode(), "application/x-www-form-urlencoded")

    def _out_of_time(self, action: str) -> BillingError:
        limits = self._settings.limits
        if self._monotonic() >= self._ends:
            fault = f"la lectura completa no terminó en {limits.pull_seconds:g} s"
            return NoTimeError(action, fault, _MORE_TIME.format("run_seconds"), general=True)
        fault = f"no terminó de responder en {limits.call_seconds:g} s"
        return SlowError(action, fault, _MORE_TIME.format("call_seconds"), general=False)


def told(
    action: str,
    params: Mapping[str, str],
    outcome: Response | NoResponse,
    *,
    received: int,
    seconds: float,
    attempt: int,
) -> str:
    """Return one line about one request; of `params` it tells the page's place alone."""
    took = f"{seconds:.1f}".replace(".", ",")
    return f"{action}{_place(params)}: {_ended(outcome)}; {received} bytes en {took} s, intento {attempt}"


def _place(params: Mapping[str, str]) -> str:
    start, count = params.get("limitstart", ""), params.get("limitnum", "")
    if not (start.isdigit() and count.isdigit()):
        return ""
    return f" desde la fila {start}, de a {count}"


def _ended(outcome: Response | NoResponse) -> str:
    if isinstance(outcome, Response):
        return f"HTTP {outcome.status}"
    return "se dejó de esperar" if outcome.fault is HttpFault.OUT_OF_TIME else outcome.words


def _is_passing(status: int) -> bool:
    return status == 429 or status >= 500


def _remedy(fault: HttpFault) -> str:
    match fault:
        case HttpFault.TOO_LARGE:
            return (
                "Revise que la dirección sea la de la API; si lo es, pida menos filas por página («page_size») o suba "
                "«answer_megabytes», en «limits» de data/billing.yml."
            )
        case HttpFault.UNKNOWN_ENCODING:
            return "Desactive la compresión de las respuestas de la API en el servidor, el proxy o la CDN."
        case HttpFault.CERTIFICATE:
            return (
                "Renueve el certificado del servidor; si es de una autoridad propia, indíquela en REQUESTS_CA_BUNDLE."
            )
        case _:
            return LAST_KEPT
