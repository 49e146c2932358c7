"""What the data told and since when: each promise's change and each notice once, by the first run that sees it."""

from __future__ import annotations

from dataclasses import replace

from generator.compute.fold import fold
from generator.model.base import NoticeId, ServiceId
from generator.model.catalog import Notice
from generator.model.ledger import Ledger
from generator.model.promise_history import MOST_KEPT
from tests.compute.shop import RUN, T0, after, catalog, item, order, seen, service

NEWS = ServiceId("noticias")
HOSTING = order(item("Hosting - Inicial"))


def run(number: int, promise: str, previous: Ledger | None) -> Ledger:
    """Return the Ledger of a run that finds a service with a promise."""
    at = T0 + number * RUN
    return fold(catalog(noticias=service(promise, "requirements_met")), seen(at, HOSTING), previous, at)[0]


def test_a_change_is_kept_with_the_run_that_saw_it_and_only_once() -> None:
    ledger: Ledger | None = None
    for number, promise in enumerate(["2 días hábiles", "2 días hábiles", "3 días hábiles", "3 días hábiles"], 1):
        ledger = run(number, promise, ledger)
    assert ledger is not None
    assert [(str(one.promise), one.since) for one in ledger.promises[NEWS]] == [
        ("2 días hábiles", T0 + RUN),
        ("3 días hábiles", T0 + 3 * RUN),
    ]
    assert set(ledger.promises) == set(catalog().services)


def test_a_ledger_that_kept_none_begins_to() -> None:
    old = after(seen(T0, HOSTING)).model_copy(update={"promises": None})
    assert [one.since for one in (run(1, "2 días hábiles", old).promises or {})[NEWS]] == [T0 + RUN]


def test_only_the_latest_are_kept() -> None:
    ledger: Ledger | None = None
    for number in range(MOST_KEPT + 3):
        ledger = run(number, f"{number + 2} horas", ledger)
    assert ledger is not None
    assert str(ledger.promises[NEWS][0].promise) == "5 horas"
    assert len(ledger.promises[NEWS]) == MOST_KEPT


def test_a_notice_is_kept_with_the_run_that_saw_it_first_until_it_leaves_the_data() -> None:
    notice = Notice.model_validate(
        {"kind": "maintenance", "title": "Corte", "reason": "Obras.", "from": "2027-01-11", "until": "2027-01-12"}
    )
    ledger: Ledger | None = None
    found = []
    for number, named in enumerate([(), ("corte",), ("corte", "otro"), ("otro",)]):
        at = T0 + number * RUN
        company = replace(catalog(), notices={NoticeId(name): notice for name in named})
        ledger = fold(company, seen(at, HOSTING), ledger, at)[0]
        found.append({name: (since - T0) // RUN for name, since in ledger.notices.items()})
    assert found == [{}, {"corte": 1}, {"corte": 1, "otro": 2}, {"otro": 2}]
