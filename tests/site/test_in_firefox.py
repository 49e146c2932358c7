"""Every kind of page in Firefox too: nothing fails or is refused, the calculator counts, an order opens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.model.states import State
from tests.doubles.firefox import Firefox, firefox
from tests.site.making import Made
from tests.site.test_in_chromium import ADDRESSES

STATES = (State.AWAITING_PAYMENT, State.IN_PROGRESS, State.ACTIVE, State.CANCELLED)


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Give one for the module: starting it takes longer than any of its pages."""
    with firefox(tmp_path_factory.mktemp("firefox")) as open_browser:
        yield open_browser


def test_every_kind_of_page_opens_without_an_error_or_a_refusal(fox: Firefox, live: str) -> None:
    for address in ADDRESSES:
        fox.goto(live + address)
        assert fox.until("return document.querySelector('article h1').textContent.trim()"), address
        assert fox.until("return !document.querySelector('#buscar-abrir').hidden"), address

    assert fox.told() == []


def test_the_search_finds_and_the_colours_change_and_stay(fox: Firefox, live: str) -> None:
    fox.goto(f"{live}demoras/")
    fox.until("return !document.querySelector('#buscar-abrir').hidden")
    fox.run("document.querySelector('#buscar-abrir').click()")
    fox.run(
        "const box = document.querySelector('#buscar-texto'); box.value = 'boletin'; "
        "box.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert fox.until("return document.querySelector('.buscar-lista a')?.href").endswith("demoras/boletin/")
    fox.run("document.querySelector('#buscar').close()")
    fox.run("document.querySelector('#colores').click()")
    scheme = "return document.documentElement.dataset.mdColorScheme"
    fox.until(f"{scheme} === 'slate'")
    fox.reload()
    fox.until(f"{scheme} === 'slate'")
    fox.run("localStorage.clear()")

    assert fox.told() == []


def test_the_calculator_counts(fox: Firefox, live: str) -> None:
    """As Python does: three business days from a Tuesday after the holiday."""
    fox.goto(f"{live}demoras/boletin/")
    # Answered as of now, before anybody asks.
    fox.until("return document.querySelector('#calcular-pago').value")
    fox.run(
        "document.querySelectorAll('.calcular input').forEach(one => { one.value = '2026-11-24T10:00' }); "
        "document.querySelector('.calcular button[type=submit]').click()"
    )
    answer = "document.querySelector('.calcular-respuesta [role=status]').textContent"
    fox.until(f"return {answer}.includes('24 de noviembre')")

    assert "27 de noviembre" in fox.run(f"return {answer}")
    assert fox.told() == []


@pytest.mark.parametrize("state", STATES)
def test_an_order_is_opened_by_its_link(fox: Firefox, live: str, made: Made, state: State) -> None:
    """Firefox has its own WebCrypto, and an own mind about policies."""
    order = made.order_in(state)
    fox.goto("about:blank")
    fox.goto(made.link(order, live))
    whole = "document.querySelector('main[aria-busy=false]')?.innerText"
    shown = fox.until(f"return {whole}")

    assert made.ledger.orders[order].number in shown
    assert fox.told() == []


def test_what_is_refused_would_be_told(fox: Firefox, live: str) -> None:
    """So that nothing told says something."""
    fox.goto(live)
    fox.run("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")

    assert fox.run("return window.ran ?? null") is None
    assert ["CSP" in line for line in fox.told()] == [True]
