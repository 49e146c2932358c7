"""Sixty searches as this company's clients type them, and the place that each must find first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from generator.cli.site_server import site_server
from tests.cli.calls import in_thread
from tests.site.making import Made
from tests.site.searching import found_by

ORDER, ACCESS = "preguntas/#enlace-de-mi-pedido", "preguntas/#correo-de-acceso"
CHANNELS, TICKETS = "atencion/#canales", "atencion/#tickets"
UNLISTED, PAID = "preguntas/#producto-no-listado", "preguntas/#pague-por-transferencia"
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
    "pague por transferencia": PAID,
    "reembolso": "preguntas/#reintegro",
    "cancelar": "preguntas/#cancelar-un-pedido",
    "no me llegó el mail de acceso": ACCESS,
    "contraseña": ACCESS,
    "telefono": CHANNELS,
    "quiero hablar con alguien": CHANNELS,
    "precios": CHANNELS,
    "cuanto sale": CHANNELS,
    "ssl": UNLISTED,
    "vps": UNLISTED,
    "backups": UNLISTED,
    "migrar mi sitio": UNLISTED,
    "wordpres": UNLISTED,
    "soporte tecnico": TICKETS,
    "reclamo": TICKETS,
    "urgente": TICKETS,
    "no anda": TICKETS,
    "servidor caido": TICKETS,
    "tikets": TICKETS,
    "mantenimiento": "avisos/",
    "dias habiles": "calendario/#cuenta",
    "que es un dia habil": "calendario/#cuenta",
    "atienden los sabados": "calendario/#horario",
    "demoras": "demoras/",
    "dar de baja": "preguntas/#cancelar-un-pedido",
    "devolución de dinero": "preguntas/#reintegro",
    "ya pague y no se activa": PAID,
    "tarjeta de credito": PAID,
    "comprobante": PAID,
    "me olvide la clave": ACCESS,
    "transmitir en vivo": "demoras/audio-radio-streaming/",
    "spot publicitario": "demoras/locuciones-personalizadas/",
    "renovar dominio": "demoras/registro-dominios-internacionales/",
    "carrito de compra": "demoras/tiendas/",
}


@pytest.fixture(scope="module")
def live(made: Made) -> Iterator[str]:
    """Give the address at which this company's site is served."""
    with site_server(made.site, 0) as server, in_thread(server):
        yield f"http://127.0.0.1:{server.server_port}/"


def test_sixty_searches_find_what_is_meant(page: Page, live: str) -> None:
    """First of all that is found, and in the browser."""
    page.goto(live)
    assert len(SEARCHES) == 60
    assert {typed: found_by(page, typed)[:1] for typed in SEARCHES} == {typed: [at] for typed, at in SEARCHES.items()}
