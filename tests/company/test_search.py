"""Thirty searches as this company's clients type them, and the place that each must find first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from generator.cli.site_server import site_server
from tests.cli.calls import in_thread
from tests.site.making import Made
from tests.site.searching import found_by

ORDER, ACCESS = "preguntas/#enlace-de-mi-pedido", "preguntas/#correo-de-acceso"
SEARCHES = {
    "estado de mi pedido": ORDER,
    "link de mi pedido": ORDER,
    "perdí el enlace": ORDER,
    "streming": "demoras/audio-radio-streaming/",
    "radio": "demoras/audio-radio-streaming/",
    "video streaming": "demoras/videostreaming/",
    "videostreming": "demoras/videostreaming/",
    "ecomerce": "demoras/ecommerce/",
    "tienda online": "demoras/tiendas/",
    "noticiero": "demoras/simplenews/",
    "portal de noticias": "demoras/portal-noticioso/",
    "wasap": "atencion/#canales",
    "mail": "atencion/#canales",
    "aplicaciones": "demoras/app-audio-streaming-android/",
    "app iphone": "demoras/app-audio-streaming-iphone/",
    "cuanto demora el hosting": "demoras/hosting/",
    "dominios": "demoras/registro-dominios-internacionales/",
    "reseller": "demoras/revendedor/",
    "locucion": "demoras/locuciones-personalizadas/",
    "diseño web": "demoras/diseno-web-autoadministrable/",
    "constructor": "demoras/constructor-web/",
    "feriados": "calendario/#feriados",
    "a que hora abren": "calendario/#horario",
    "cuando empieza a contar": "preguntas/#cuando-comienza-la-demora",
    "sla": "atencion/#sla",
    "pague por transferencia": "preguntas/#pague-por-transferencia",
    "reembolso": "preguntas/#reintegro",
    "cancelar": "preguntas/#cancelar-un-pedido",
    "no me llegó el mail de acceso": ACCESS,
    "contraseña": ACCESS,
}


@pytest.fixture(scope="module")
def live(made: Made) -> Iterator[str]:
    """Give the address at which this company's site is served."""
    with site_server(made.site, 0) as server, in_thread(server):
        yield f"http://127.0.0.1:{server.server_port}/"


def test_thirty_searches_find_what_is_meant(page: Page, live: str) -> None:
    """First of all that is found, and in the browser."""
    page.goto(live)
    assert len(SEARCHES) == 30
    assert {typed: found_by(page, typed)[:1] for typed in SEARCHES} == {typed: [at] for typed, at in SEARCHES.items()}
