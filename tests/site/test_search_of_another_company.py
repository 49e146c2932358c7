"""The search of a company that has written no other wordings: what the pages themselves say is found."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from generator.cli.site_server import site_server
from tests.chilean_company import repository
from tests.cli.calls import in_thread
from tests.site.making import SITE, make
from tests.site.searching import found_by

BEST = {
    "estado de mi pedido": "#mi-pedido",
    "nro de pedido": "#mi-pedido",
    "rastrear mi pedido": "#mi-pedido",
    "link del pedido": "#mi-pedido",
    "se cayo el sitio": "atencion/#canales",
    "no funciona": "atencion/#canales",
    "telefono": "atencion/#canales",
    "dias festivos": "calendario/#feriados",
    "semana santa": "calendario/#feriados",
    "atienden el finde": "calendario/#horario",
}


def test_what_no_page_of_it_says_is_found_by_the_language_s_own_words(page: Page, tmp_path: Path) -> None:
    """The way to an order is told at home, hours on the calendar; without tickets, a channel is for trouble."""
    root, folder = tmp_path / "root", tmp_path / "made"
    root.mkdir()
    folder.mkdir()
    make(folder, repository(root))
    with site_server(folder / SITE, 0) as server, in_thread(server):
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        assert {typed: found_by(page, typed)[0] for typed in BEST} == BEST
        # A month that has days off is answered by those of a year.
        assert found_by(page, "feriados de septiembre")[0].startswith("calendario/#feriados-20")
        # A number alone is an order's.
        assert found_by(page, "1234567")[0] == "#mi-pedido"
