"""The search of a company that has written no other wordings: what the pages themselves say is found."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from generator.cli.site_server import site_server
from tests.chilean_company import repository
from tests.cli.calls import in_thread
from tests.site.making import SITE, make
from tests.site.searching import found_by


def test_the_way_to_one_s_order_is_found_though_a_word_stands_nowhere(page: Page, tmp_path: Path) -> None:
    """No page of that company says "estado"."""
    root, folder = tmp_path / "root", tmp_path / "made"
    root.mkdir()
    folder.mkdir()
    make(folder, repository(root))
    with site_server(folder / SITE, 0) as server, in_thread(server):
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        assert "#que-pasa-con-mi-pedido" in found_by(page, "estado de mi pedido")[:2]
