"""What an open order page says of a promise that was paused, or that a notice replaced."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Opened, card
from tests.browser.orders import item, order, still

BEGIN = {"after": "2026-11-20T14:00:00Z", "by": "2026-11-20T14:30:00Z"}
END = {"after": "2026-11-24T12:00:00Z", "by": "2026-11-24T12:30:00Z"}


def test_an_open_pause_says_that_the_clock_stands_still_and_since_when(opened: Opened) -> None:
    """There is no date to show until the client has done what is missing."""
    paused = still(
        "awaiting_requirements",
        "client",
        start="2026-11-20T13:00:00Z",
        missing=["dominio-delegado"],
        pauses=[{"begin": BEGIN}],
    )
    shown = card(opened(order(paused)))
    expect(shown.locator(".turn.paused")).to_have_text(
        "El plazo está en pausa: sigue cuando se complete lo que falta. "
        "La pausa empezó el viernes 20 de noviembre, entre las 11:00 y las 11:30."
    )
    expect(shown.locator(".due")).to_have_count(0)
    # It began with what was met then: to say so beside what is missing now would contradict it.
    expect(shown.locator(".facts dd")).to_have_text(["2 días hábiles", "el viernes 20 de noviembre a las 10:00"])
    shown = card(opened(order(paused | {"since": BEGIN})))
    expect(shown.locator(".turn.paused")).to_have_text("El plazo está en pausa: sigue cuando se complete lo que falta.")
    expect(shown.locator(".steps")).to_contain_text("empezó el viernes 20 de noviembre, entre las 11:00 y las 11:30")


def test_a_pause_that_ended_stands_among_the_facts_and_in_the_count(opened: Opened) -> None:
    """The reader sees both ends, and the days they took out of the count."""
    trace = [
        {"date": "2026-11-20", "verdict": "day_zero"},
        {"date": "2026-11-24", "verdict": "skipped", "why": "paused"},
        {"date": "2026-11-25", "verdict": "counted", "ordinal": 1},
    ]
    shown = card(opened(order(item(pauses=[{"begin": BEGIN, "end": END}], trace=trace))))
    expect(shown.locator(".facts")).to_contain_text("terminó el martes 24 de noviembre, entre las 09:00 y las 09:30")
    expect(shown.locator(".turn.paused")).to_have_count(0)
    shown.get_by_text("Ver la cuenta día por día").click()
    expect(shown.locator(".count")).to_contain_text("no cuenta: en pausa, esperábamos algo de su parte")


def test_a_promise_that_a_notice_replaced_shows_the_one_before_and_the_reason(opened: Opened) -> None:
    """Both promises are on the page, with the public words of the notice."""
    shown = card(
        opened(order(item(promise="5 días hábiles", change={"notice": "mudanza", "before": "2 días hábiles"})))
    )
    expect(shown.locator(".facts")).to_contain_text("5 días hábiles")
    expect(shown.locator(".facts")).to_contain_text(
        "2 días hábiles, que un aviso reemplazó. Aviso: Mudanza de servidores. Estamos mudando los servidores."
    )


def test_a_notice_that_is_no_longer_there_leaves_both_promises_standing(opened: Opened) -> None:
    """The words may be gone from the data; what was promised is not."""
    shown = card(opened(order(item(promise="5 días hábiles", change={"notice": "otro", "before": "2 días hábiles"}))))
    expect(shown.locator(".facts")).to_contain_text("2 días hábiles, que un aviso reemplazó.")
    expect(shown.locator(".facts")).not_to_contain_text("Aviso:")
