"""Every fact of the wiki page that started the project is read on the built site, on each page that should say it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.site.making import Made
from tests.site.reading import Node, read, section

AT_PAYMENT, AT_REQUIREMENTS = "desde que se acredita el pago", "desde que están cumplidos los requisitos"
PAID, DOMAIN = ("Pago acreditado",), ("Dominio activo", "Dominio delegado")
READY, TEXTS, INFORMATION = ("Requisitos para comenzar",), ("Textos escritos y confirmados",), ("Información completa",)
INSTANT, MANUAL = "Activación instantánea de servicios", "Activación manual de productos"
WEB, APPS, TAILORED = "Páginas web específicas", "Desarrollo de apps", "Productos a medida"
BRIEF = {"desde el pago acreditado": AT_PAYMENT, "desde los requisitos": AT_REQUIREMENTS}
"""What a row says that is counted from another moment than its group."""
DOMAINS, SPEECH, DESIGN = (
    "registro-dominios-internacionales",
    "locuciones-personalizadas",
    "diseno-web-autoadministrable",
)
AUDIO, VIDEO = "app-audio-streaming-", "app-videostreaming-android"


class Fact(NamedTuple):
    """What the page says of one service."""

    id: str
    name: str
    group: str
    promise: str
    start: str
    needed: tuple[str, ...]


SERVICES = (
    Fact("hosting", "Hosting", INSTANT, "2 minutos", AT_PAYMENT, PAID),
    Fact("constructor-web", "Constructor Web", INSTANT, "2 minutos", AT_PAYMENT, PAID),
    Fact("audio-radio-streaming", "Audio Radio Streaming", INSTANT, "2 minutos", AT_PAYMENT, PAID),
    Fact(DOMAINS, "Registro de dominios internacionales", INSTANT, "2 minutos", AT_PAYMENT, PAID),
    Fact("revendedor", "Paquetes Revendedor o Reseller", MANUAL, "24 a 48 horas en días hábiles", AT_PAYMENT, ()),
    Fact("videostreaming", "VideoStreaming", MANUAL, "1 día hábil", AT_PAYMENT, PAID),
    Fact(SPEECH, "Desarrollo de locuciones personalizadas", MANUAL, "5 a 7 días hábiles", AT_REQUIREMENTS, TEXTS),
    Fact("simplenews", "Simplenews", WEB, "2 días hábiles", AT_REQUIREMENTS, DOMAIN),
    Fact("portal-noticioso", "Portal Noticioso", WEB, "3 días hábiles", AT_REQUIREMENTS, DOMAIN),
    Fact("noticioso-plus", "Noticioso PLUS", WEB, "4 días hábiles", AT_PAYMENT, ()),
    Fact(
        AUDIO + "android", "App de Audio Streaming para Android", APPS, "15 a 40 días hábiles", AT_REQUIREMENTS, READY
    ),
    Fact(AUDIO + "iphone", "App de Audio Streaming para iPhone", APPS, "40 días hábiles", AT_PAYMENT, ()),
    Fact(VIDEO, "App de VideoStreaming para Android", APPS, "40 a 50 días hábiles", AT_REQUIREMENTS, READY),
    Fact(DESIGN, "Diseño Web autoadministrable", TAILORED, "10 a 15 días hábiles", AT_REQUIREMENTS, INFORMATION),
    Fact("tiendas", "Tiendas", TAILORED, "10 a 15 días hábiles", AT_REQUIREMENTS, INFORMATION),
    Fact("ecommerce", "Ecommerce", TAILORED, "10 a 15 días hábiles", AT_REQUIREMENTS, INFORMATION),
)
EACH_SERVICE = pytest.mark.parametrize("fact", SERVICES, ids=[fact.id for fact in SERVICES])


def page(made: Made, address: str) -> Node:
    """Return the article of one page of the built site."""
    return read(Path(made.site, address, "index.html")).one("article")


def needed(fact: Fact) -> str:
    """Return the names of what a service needs, as a list on its own; one way of saying that it is the payment."""
    if fact.start == AT_PAYMENT:
        return "Sólo el pago"
    *first, last = PAID + fact.needed
    return f"{', '.join(first)} {'e' if last.startswith('I') else 'y'} {last}".capitalize()


def own_text(node: Node) -> str:
    """Return what a node says itself, without what stands inside its elements."""
    return "".join(child for child in node.children if isinstance(child, str)).strip()


def catalogue(made: Made) -> list[tuple[str, str, str, str, str]]:
    """Return each row of the table of all services, with the heading it stands under."""
    rows = []
    for body in page(made, "demoras").one("table").all("tbody"):
        heading, *services = body.all("tr")
        group = next(heading.one("th").all("span")).text
        for row in services:
            name, (_, _, needed) = next(row.one("th").all("a")).text, row.all("td")
            promise = row.one("span", klass="dicho")
            # Said once for the group, and again where one begins with something else.
            own = [small.text for small in promise.all("small")]
            start = BRIEF[own[0]] if own else next(one for one in BRIEF.values() if one in heading.text)
            rows.append((name, group, own_text(promise), start, needed.text))
    return rows


def test_the_table_holds_each_service_under_its_heading_with_promise_start_and_requirements(made: Made) -> None:
    """In the page's own order, and nothing beside them."""
    assert catalogue(made) == [(fact.name, fact.group, fact.promise, fact.start, needed(fact)) for fact in SERVICES]


@EACH_SERVICE
def test_the_service_page_says_the_same(made: Made, fact: Fact) -> None:
    """Its figure, when it starts to count, and each requirement with how it is met."""
    article = page(made, f"demoras/{fact.id}")

    assert article.one("h1").text == fact.name
    assert article.one(klass="plazo-cifra").text == fact.promise
    assert article.one(klass="plazo-desde").text == fact.start
    # The page that started it named the payment only where nothing else is needed; no clock runs without it.
    assert [term.text for term in article.all("dt")] == list(
        PAID + tuple(one for one in fact.needed if one not in PAID)
    )
    assert all(met.text for met in article.all("dd"))


def test_the_questions_end_with_each_service_and_its_promise(made: Made) -> None:
    """In the order of the table, each a link to its page."""
    rows = page(made, "preguntas").one("div", klass="servicios").all("li")
    assert [(row.text, row.one("a").attrs["href"]) for row in rows] == [
        (f"{fact.name}: {fact.promise}", f"../demoras/{fact.id}/") for fact in SERVICES
    ]


@pytest.mark.parametrize(
    ("address", "anchor", "said"),
    [
        ("demoras", "activacion-instantanea", "El servicio queda activo"),
        ("demoras", "activacion-instantanea", "Se cuenta desde que se acredita el pago"),
        ("demoras", "activacion-instantanea", "puede usarlo siguiendo su manual"),
        ("demoras", "activacion-instantanea", "demora máxima"),
        ("demoras", "activacion-manual", "Se activan a mano, en días hábiles"),
        ("demoras", "desarrollo-de-apps", "Se cuenta desde que están cumplidos los requisitos"),
        ("demoras", "productos-a-medida", "otros tiempos, a medida"),
        ("demoras", "productos-a-medida", "toda la información necesaria para poder comenzar con el desarrollo"),
        ("demoras", "su-producto-no-esta-en-la-lista", "con su ejecutivo de cuenta, por un ticket"),
        ("demoras/locuciones-personalizadas", "requisitos", "en el ticket"),
        ("preguntas", "como-uso-mi-servicio", "siguiendo su manual"),
        ("preguntas", "cuando-comienza-la-demora", "los requisitos necesarios están cumplidos"),
        ("preguntas", "productos-a-medida", "Diseño Web autoadministrable, Tiendas y Ecommerce"),
        ("preguntas", "productos-a-medida", "10 a 15 días hábiles desde que tenemos toda la información necesaria"),
        ("preguntas", "producto-no-listado", "ejecutivo"),
        (
            "preguntas",
            "cuanto-demoran-en-ventas",
            "Por WhatsApp o por chat la demora generalmente no supera 10 minutos",
        ),
        ("preguntas", "cuanto-demoran-en-ventas", "según el canal y el volumen de consultas"),
        (
            "preguntas",
            "que-se-transforma-en-ticket",
            "por correo electrónico, por chat o por los formularios de contacto",
        ),
        ("preguntas", "que-se-transforma-en-ticket", "se transforma en un ticket"),
        (
            "preguntas",
            "que-se-transforma-en-ticket",
            "seguimiento en línea de su consulta, responder mediante la página",
        ),
        ("preguntas", "que-se-transforma-en-ticket", "ver todo el historial de comunicación con nuestra empresa"),
        ("preguntas", "mi-correo-es-un-ticket", "confirmar si el correo que envió con su consulta se transformó en un"),
        (
            "preguntas",
            "donde-veo-la-respuesta",
            "se ve en su sistema de tickets y además se envía una copia a su casilla",
        ),
        ("preguntas", "cuanto-demora-un-ticket", "un promedio de 1 a 3 horas hábiles"),
        ("preguntas", "cuanto-demora-un-ticket", "depende de cada caso"),
        ("preguntas", "cual-es-el-sla", "soporte técnico y consultas técnicas de clientes"),
    ],
)
def test_what_the_page_tells_in_words_is_told_where_it_belongs(
    made: Made, address: str, anchor: str, said: str
) -> None:
    assert said in section(page(made, address), anchor)


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        (
            "WhatsApp",
            ("10 minutos hábiles por lo general", "todavía no son clientes", "Puede variar", "volumen"),
        ),
        ("Chat", ("10 minutos hábiles por lo general", "todavía no lo son", "Puede variar", "un ticket")),
        ("Correo electrónico", ("se transforma en un ticket", "seguimiento en línea", "todo el historial")),
        ("Formularios de contacto", ("se transforma en un ticket", "seguimiento en línea", "todo el historial")),
        ("Tickets de consultas", ("1 a 3 horas hábiles en promedio", "sistema de tickets", "una copia a su casilla")),
        ("Tickets por otros problemas", ("Depende de cada caso", "una copia a su casilla")),
    ],
)
def test_each_channel_and_ticket_says_how_soon_it_is_answered(made: Made, channel: str, said: tuple[str, ...]) -> None:
    (row,) = [row for row in page(made, "atencion").all("tr") if next(row.all("th")).text.startswith(channel)]
    assert [words for words in said if words not in row.text] == []


@pytest.mark.parametrize("address", ["atencion", "preguntas"])
def test_the_sla_links_to_the_manual(made: Made, address: str) -> None:
    links = {link.attrs["href"] for link in page(made, address).all("a")}
    assert "https://manual.altomarketing.com/books/generales/page/sla-service-level-agreement" in links
