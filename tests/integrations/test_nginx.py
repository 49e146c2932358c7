"""The configuration that is shipped for nginx serves the built site whole, small, and without what nobody may list."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests
from playwright.sync_api import Page, Request, expect

from generator.model.states import State
from generator.render.order_page import order_page_html
from tests.cli.calls import call
from tests.doubles.nginx import nginx
from tests.site.making import NOW, Made
from tests.site.test_policy import LISTEN, refused

SMALL = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def site(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the built site behind nginx."""
    with nginx(made.site, tmp_path_factory.mktemp("nginx")) as url:
        yield url


def got(url: str, headers: dict[str, str] | None = None) -> requests.Response:
    return requests.get(url, headers=headers or {"Accept-Encoding": "identity"}, timeout=20, allow_redirects=False)


def test_the_doctor_finds_nothing_wrong(site: str) -> None:
    """From outside it is what was built."""
    ran = call("doctor", site, "--now", (NOW + timedelta(minutes=20)).isoformat())

    assert (ran.code, "mal: " in ran.out) == (0, False), ran.out


@pytest.mark.parametrize(
    "path", ["pedido/d/", "pedido/f/", "assets/", "assets/javascripts/", "pedido/d", "_headers", ".demoras-site", "no/"]
)
def test_nothing_is_listed_or_shown_that_no_page_names(site: str, made: Made, path: str) -> None:
    """Whatever is not there is answered in Spanish, as 404."""
    answer = got(site + path)
    if answer.is_redirect:
        answer = got(site + path + "/")

    assert answer.status_code == 404
    assert answer.content == (made.site / "404.html").read_bytes()


def test_each_file_comes_as_it_is(site: str, made: Made) -> None:
    """Byte for byte, with a type that says its letters."""
    for file in sorted(path for path in made.site.rglob("*") if path.is_file() and path.name[0] not in "._"):
        name = file.relative_to(made.site).as_posix()
        answer = got(site + name)
        code = 404 if name == "404.html" else 200
        assert (answer.status_code, answer.content) == (code, file.read_bytes()), name
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        if file.suffix in (".html", ".css", ".js", ".ics"):
            assert re.search("text/|javascript", answer.headers["Content-Type"]), name
    assert got(site).headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["", "demoras/", "assets/estilo.css", "pedido/pedido.js", "demoras/servicios.json", "calendario.ics"]
)
def test_texts_travel_small(site: str, path: str) -> None:
    whole, small = got(site + path), requests.get(site + path, headers=SMALL, timeout=20, stream=True)
    sent = small.raw.read(decode_content=False)

    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent) == whole.content
    assert len(sent) < len(whole.content) * 0.6


def test_sealed_files_are_not_packed(site: str, made: Made) -> None:
    order = next((made.site / "pedido" / "d").iterdir())

    assert "Content-Encoding" not in got(f"{site}pedido/d/{order.name}", SMALL).headers


def test_what_did_not_change_is_not_sent_again(site: str) -> None:
    for path in ("", "pedido/latido.json"):
        first = got(site + path)
        assert first.headers["Cache-Control"] == "no-cache"
        again = got(site + path, {"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_only_what_is_called_anew_when_it_changes_is_kept_for_long(site: str, made: Made) -> None:
    kept = {
        file.name
        for file in (made.site / "assets").rglob("*")
        if file.is_file() and "immutable" in got(site + file.relative_to(made.site).as_posix()).headers["Cache-Control"]
    }

    assert kept
    assert [name for name in kept if not re.search(r"[.][0-9a-f]{8}[.]min[.](?:js|css)$", name)] == []


def test_headers_say_what_a_page_cannot_and_that_of_orders_what_its_page_says(site: str, made: Made) -> None:
    """Also where nothing is found."""
    for path in ("", "demoras/boletin/", "no/", "pedido/no", "pedido/"):
        headers = got(site + path).headers
        assert headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
        assert headers["X-Frame-Options"] == "DENY"
        assert headers.get("X-Robots-Tag", "").startswith("noindex") == path.startswith("pedido/")
    policy = got(f"{site}pedido/").headers["Content-Security-Policy"].removesuffix("; frame-ancestors 'none'")
    assert f'content="{policy}"' in order_page_html(made.catalog)


@pytest.mark.parametrize("address", ["", "demoras/", "demoras/boletin/", "cumplimiento/", "preguntas/"])
def test_a_first_visit_costs_little(page: Page, site: str, address: str) -> None:
    """Ten requests and 80 KB at most, with everything that the page then asks for by itself."""
    asked: list[Request] = []
    page.on("requestfinished", lambda one: asked.append(one) if one.url.startswith("http") else None)
    page.goto(site + address)
    page.wait_for_load_state("networkidle")
    sizes = [one.sizes()["responseBodySize"] + one.sizes()["responseHeadersSize"] for one in asked]

    assert len(sizes) <= 10
    assert 10_000 < sum(sizes) <= 80 * 1024


def test_pages_and_an_order_work_behind_it(page: Page, site: str, made: Made) -> None:
    """With the headers' policy beside the pages' own."""
    page.add_init_script(LISTEN)
    page.goto(f"{site}demoras/boletin/")
    page.locator("#calcular-pago").fill("2026-11-23T10:00")
    page.locator(".calcular button[type=submit]").click()
    expect(page.locator(".calcular-respuesta [role=status]")).not_to_be_empty()
    page.goto(made.link(made.order_in(State.IN_PROGRESS), site))
    expect(page.locator("main h1")).to_contain_text("Pedido")

    assert refused(page) == []
