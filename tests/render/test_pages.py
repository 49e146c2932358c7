"""What the generated pages say of the data, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator.compute.public_facts import public_facts
from generator.model.base import ServiceId
from generator.render.pages import navigation, public_pages
from generator.render.wording import PageWording
from tests.load.tree import DataTree
from tests.render.conftest import NOW, Rendered
from tests.site.reading import Node, section

AREA = "client_area_url: https://clientes.example.com/"
PLACES = {
    "invoices_url": "https://clientes.example.com/clientarea.php?action=invoices",
    "new_ticket_url": "https://clientes.example.com/submitticket.php",
}


def test_there_is_a_page_per_service_and_seven_more(tree: DataTree, pages: Rendered) -> None:
    assert set(pages(tree.catalog())) == {
        "demoras/index.md",
        "atencion/index.md",
        "preguntas/index.md",
        "calendario/index.md",
        "cumplimiento/index.md",
        "datos-abiertos/index.md",
        "avisos/index.md",
        "demoras/acme.md",
        "demoras/hosting.md",
        "demoras/simplenews.md",
    }


def test_equal_data_and_facts_give_equal_pages(tree: DataTree) -> None:
    catalog = tree.catalog()
    facts = public_facts(catalog, None, NOW)
    assert public_pages(catalog, facts) == public_pages(tree.catalog(), facts)


def test_the_menu_leads_to_every_page_and_shows_no_empty_group(tree: DataTree) -> None:
    """Its titles are HTML, since the theme prints them as they are."""
    tree.write("data/groups.yml", (tree.root / "data/groups.yml").read_text() + "  - {id: z, name: Z, intro: Nada.}\n")
    tree.edit("data/services/acme.yml", "name: Ácme", "name: Ácme & <Hijos>")

    assert navigation(tree.catalog()) == [
        {"Inicio": "index.md"},
        {
            "Demoras": [
                {"Demoras": "demoras/index.md"},
                {"Cumplimiento": "cumplimiento/index.md"},
                {"Avisos": "avisos/index.md"},
                {"Datos abiertos": "datos-abiertos/index.md"},
                {
                    "Activación manual": [
                        {"Ácme &amp; &lt;Hijos&gt;": "demoras/acme.md"},
                        {"Simplenews": "demoras/simplenews.md"},
                    ]
                },
                {"Activación instantánea": [{"Hosting": "demoras/hosting.md"}]},
            ]
        },
        {"Atención": [{"Cómo comunicarse": "atencion/index.md"}, {"Calendario": "calendario/index.md"}]},
        {"Preguntas": "preguntas/index.md"},
    ]
    with_cases = navigation(tree.catalog(), clock_cases=True)[-2]["Atención"]
    assert with_cases[-1] == {"Cómo contamos": "calendario/como-contamos.md"}


@pytest.mark.parametrize(
    ("starts", "needed", "short", "sentence"),
    [
        ("payment_credited", "[pago]", "desde que se acredita el pago", "cuando se acredita su pago."),
        ("payment_credited", "[dominio]", "desde que se acredita el pago", "cuando se acredita su pago."),
        ("requirements_met", "[pago, dominio]", "desde que están cumplidos los requisitos", "hasta entonces no corre."),
        ("requirements_met", "[pago]", "desde que se acredita el pago", "cuando se acredita su pago."),
        ("requirements_met", "[]", "desde que se acredita el pago", "cuando se acredita su pago."),
    ],
)
def test_each_way_a_clock_may_start_has_its_words(
    tree: DataTree, starts: str, needed: str, short: str, sentence: str
) -> None:
    """A service that leaves nothing to the client starts at payment, whatever it says it starts at."""
    tree.edit("data/services/simplenews.yml", "clock_starts: requirements_met", f"clock_starts: {starts}")
    tree.edit("data/services/simplenews.yml", "requirements: [dominio, pago]", f"requirements: {needed}")
    catalog = tree.catalog()
    words, service = PageWording(catalog), catalog.services[ServiceId("simplenews")]

    assert words.clock_start(service) == short
    assert words.clock_explained(service).startswith("El plazo empieza cuando ")
    assert words.clock_explained(service).endswith(sentence)


def test_a_note_is_shown_with_its_references_filled(tree: DataTree, pages: Rendered) -> None:
    tree.edit("data/services/simplenews.yml", "Lo activa una persona.", "'Como Ácme: {{ promise(\"acme\") }}.'")
    text = pages(tree.catalog())["demoras/simplenews.md"].text
    assert "Como Ácme: 24 a 48 horas en días hábiles." in text


@pytest.mark.parametrize(
    ("typed", "area", "told", "link"),
    [
        ("", AREA, None, False),
        ("through: ticket", AREA, "un ticket, desde el área de clientes", True),
        ("through: client_area", AREA, "el área de clientes", True),
        ("through: ticket", "new_ticket_url: https://clientes.example.com/", "un ticket", True),
        # What the company has not, nobody is sent to.
        ("through: ticket", "", None, False),
        ("through: ticket", "order_whatsapp: +54 9 341 555-1234", "WhatsApp", False),
        ("through: client_area", "", None, False),
        ("through: elsewhere\nplace: el registro de [su] _dominio_", AREA, "el registro de [su] _dominio_", False),
    ],
)
def test_a_requirement_says_by_which_way_it_is_met(
    tree: DataTree, pages: Rendered, typed: str, area: str, told: str | None, *, link: bool
) -> None:
    """A way that is the company's own leads there; what nobody has said is not made up."""
    tree.edit("data/company.yml", "site: empresa", f"site: empresa\n{area}")
    tree.edit("data/requirements/dominio.yml", "owner:", f"{typed}\nowner:")
    (how,) = [one for one in pages(tree.catalog())["demoras/simplenews.md"].all("dd") if "Tenga" in one.text]
    assert how.text == "Tenga el dominio activo." + (f" Por dónde: {told}." if told else "")
    assert [one.attrs["href"] for one in how.all("a")] == (["https://clientes.example.com/"] if link else [])


@pytest.mark.parametrize(
    ("through", "area", "place"),
    [
        (
            "elsewhere\nplace: el registro",
            f"{AREA}\nnew_ticket_url: https://clientes.example.com/ticket_nuevo",
            "ticket_nuevo",
        ),
        ("elsewhere\nplace: el registro", AREA, ""),
        ("elsewhere\nplace: el registro", "", None),
        # Its way leads there already.
        ("ticket", AREA, None),
    ],
)
def test_a_ticket_that_a_sentence_of_staff_s_names_leads_to_where_one_is_opened(
    tree: DataTree, pages: Rendered, through: str, area: str, place: str | None
) -> None:
    """In what a requirement asks for, and beneath the table of all services; without an address it is words."""
    tree.edit("data/company.yml", "site: empresa", f"site: empresa\n{area}")
    tree.edit("data/company.yml", "Consulte a su ejecutivo de cuenta.", "Pídalo por un ticket, o por un ticket más.")
    tree.edit("data/requirements/dominio.yml", "Tenga el dominio activo.", "Pídalo por un ticket hoy.")
    tree.edit("data/requirements/dominio.yml", "owner:", f"through: {through}\nowner:")
    made = pages(tree.catalog())
    (how,) = [one for one in made["demoras/simplenews.md"].all("dd") if "Pídalo" in one.text]
    assert how.text.startswith("Pídalo por un ticket hoy.")
    told = [(one.text, one.attrs["href"]) for one in how.all("a") if one.text == "un ticket"]
    assert told == ([("un ticket", f"https://clientes.example.com/{place}")] if place is not None else [])
    if through != "ticket":
        (unlisted,) = [one for one in made["demoras/index.md"].all("p") if "Pídalo" in one.text]
        assert unlisted.text == "Pídalo por un ticket, o por un ticket más."
        assert [(one.text, one.attrs["href"]) for one in unlisted.all("a")] == told


@pytest.mark.parametrize(
    ("typed", "told", "key"),
    [
        ("through: ticket", "un ticket, desde el área de clientes", "new_ticket_url"),
        ("through: client_area\nkind: payment", "el área de clientes, en sus facturas", "invoices_url"),
        ("through: client_area", "el área de clientes", ""),
    ],
)
def test_a_requirement_leads_to_the_very_page_where_it_is_met(
    tree: DataTree, pages: Rendered, typed: str, told: str, key: str
) -> None:
    """Where the company says which that is: the invoices for a payment, and a new ticket."""
    more = "\n".join([AREA, *(f"{name}: {url}" for name, url in PLACES.items())])
    tree.edit("data/company.yml", "site: empresa", f"site: empresa\n{more}")
    tree.edit("data/requirements/dominio.yml", "owner:", f"{typed}\nowner:")
    (how,) = [one for one in pages(tree.catalog())["demoras/simplenews.md"].all("dd") if "Tenga" in one.text]
    (link,) = how.all("a")
    assert (link.text, link.attrs["href"]) == (told, PLACES.get(key, "https://clientes.example.com/"))


def test_an_answer_s_references_are_today_s_figures_and_its_addresses_can_be_followed(
    tree: DataTree, pages: Rendered
) -> None:
    tree.edit("data/services/simplenews.yml", "promise: 2 días hábiles", "promise: 9 días corridos")
    questions = pages(tree.catalog())["preguntas/index.md"]

    assert section(questions, "plazo").startswith(
        "¿Cuánto demora? Simplenews demora 9 días corridos; vea https://manual"
    )
    assert "https://manual.example.com/sla" in [link.attrs["href"] for link in questions.all("a")]


def test_a_count_beyond_the_loaded_holidays_gives_no_date_and_says_which_year_is_missing(
    tree: DataTree, pages: Rendered
) -> None:
    """A date nobody can be sure of is not printed; what can be counted still is."""
    shown = pages(tree.catalog(), datetime(2027, 12, 31, 15, 0, tzinfo=UTC))
    service = shown["demoras/simplenews.md"]

    assert "todavía no están cargados los feriados de 2028" in service.text
    assert "2 días hábiles" in service.text
    assert list(service.all("table")) == []


def test_the_calculator_stands_under_the_figure_and_has_answered_for_the_moment_of_the_build(
    tree: DataTree, pages: Rendered
) -> None:
    """As the script then answers for the reader's own: sentence, fields and count."""
    page = pages(tree.catalog())["demoras/simplenews.md"]
    assert [one.attrs["class"] for one in page.all(klass="plazo")] == ["plazo"]
    figure, calculator = [one for one in page.children if isinstance(one, Node)][1:3]
    assert (figure.attrs["class"], calculator.attrs["id"]) == ("plazo", "calcular")
    assert calculator.one("p", role="status").text == (
        "Estaría listo a más tardar el viernes 27 de noviembre a las 18:00. "
        "El plazo es de 2 días hábiles desde el viernes 20 de noviembre a las 15:00."
    )
    assert [one.attrs["value"] for one in calculator.all("input")] == ["2026-11-20T15:00", "2026-11-20T15:00"]
    assert len(list(calculator.one("table").all("tr"))) == 1 + 8


def test_a_notice_s_promise_is_answered_with(tree: DataTree, pages: Rendered) -> None:
    """And called temporary, as in the browser."""
    tree.write(
        "data/notices/mudanza.yml",
        "kind: delay\ntitle: Mudanza\nreason: Mudanza.\nfrom: 2026-11-16\nuntil: 2026-11-20\n"
        "services: [simplenews]\npromise: 3 días hábiles\n",
    )
    told = pages(tree.catalog())["demoras/simplenews.md"].one("p", role="status").text
    assert "el lunes 30 de noviembre a las 18:00. El plazo temporal del aviso es de 3 días hábiles desde" in told


@pytest.mark.parametrize(
    ("promise", "rows"),
    [
        ("2 minutos", 0),
        ("600 minutos", 0),
        ("10 minutos hábiles", 0),
        ("1 hora", 0),
        ("4 horas hábiles", 4),
        ("1 día hábil", 4),
    ],
)
def test_a_count_that_tells_no_more_than_its_sentence_is_not_shown(
    tree: DataTree, pages: Rendered, promise: str, rows: int
) -> None:
    """Of minutes, whatever midnight they pass, and of one date."""
    tree.edit("data/services/simplenews.yml", "promise: 2 días hábiles", f"promise: {promise}")
    page = pages(tree.catalog())["demoras/simplenews.md"]
    assert len([row for table in page.all("table") for row in table.one("tbody").all("tr")]) == rows
    assert ("día por día" in page.text) == (rows > 12)


def test_a_long_count_is_folded_and_a_short_one_is_not(tree: DataTree, pages: Rendered) -> None:
    short = pages(tree.catalog())["demoras/simplenews.md"]
    tree.edit("data/services/simplenews.yml", "promise: 2 días hábiles", "promise: 20 días corridos")
    long = pages(tree.catalog())["demoras/simplenews.md"]

    assert list(short.all("details")) == []
    assert long.one("details").one("summary").text == "Ver la cuenta día por día"
    assert len(list(long.one("details").one("table").all("tr"))) == 1 + 21


@pytest.mark.parametrize(
    ("kind", "words"), [("ticket", "Depende de cada caso"), ("channel", "Sin plazo propio")], ids=["ticket", "channel"]
)
def test_what_has_no_target_says_so(tree: DataTree, pages: Rendered, kind: str, words: str) -> None:
    tree.edit("data/attention/correo.yml", "kind: channel", f"kind: {kind}")
    (row,) = [row for row in pages(tree.catalog())["atencion/index.md"].all("tr") if "Correo" in row.text]
    assert row.one("td", klass="cifra").text == words


@pytest.mark.parametrize(
    ("kind", "words"), [("maximum", "como máximo"), ("usual", "por lo general"), ("average", "en promedio")]
)
def test_a_target_says_what_sort_of_figure_it_is(tree: DataTree, pages: Rendered, kind: str, words: str) -> None:
    tree.edit("data/attention/chat.yml", "target_kind: maximum", f"target_kind: {kind}")
    (row,) = [row for row in pages(tree.catalog())["atencion/index.md"].all("tr") if "Chat" in row.text]
    assert row.one("td", klass="cifra").text == f"10 minutos hábiles {words}"


def test_no_heading_stands_over_an_empty_table(tree: DataTree, pages: Rendered) -> None:
    """A company may have no kinds of ticket."""
    catalog = tree.catalog()
    assert "Tickets" not in [heading.text for heading in pages(catalog)["atencion/index.md"].all("h2")]

    none = replace(catalog, attention={})
    assert list(pages(none)["atencion/index.md"].all("table")) == []


CONTACTS = [
    ("contact: https://wa.me/5493415551234", "https://wa.me/5493415551234", "Correo"),
    ("contact: https://a.example.com/_b_/(c)*d?e=1&f", "https://a.example.com/_b_/(c)*d?e=1&f", "Correo"),
    ("contact: a_b_c@example.com", "mailto:a_b_c@example.com", "a_b_c@example.com"),
    ("contact: '+54 9 (341) 555-1234'", "tel:+5493415551234", "+54 9 (341) 555-1234"),
]


@pytest.mark.parametrize(("line", "address", "words"), CONTACTS, ids=["page", "signs", "mailbox", "telephone"])
def test_a_channel_is_a_link(tree: DataTree, pages: Rendered, line: str, address: str, words: str) -> None:
    """What is read as it is dialled or written to stands there in full; a mailbox may go on below behind its sign."""
    tree.edit("data/attention/correo.yml", "kind: channel", f"kind: channel\n{line}")
    (row,) = [row for row in pages(tree.catalog())["atencion/index.md"].all("tr") if "Correo" in row.text]
    link = row.one("th").one("a")
    assert (link.attrs["href"], words in link.text) == (address, True)
    assert len(list(link.all("wbr"))) == words.count("@")


def test_a_channel_without_an_address_admits_it_and_a_ticket_leads_to_the_client_area(
    tree: DataTree, pages: Rendered
) -> None:
    (row,) = [row for row in pages(tree.catalog())["atencion/index.md"].all("tr") if "Correo" in row.text]
    assert list(row.one("th").all("a")) == []
    assert row.one("th").text == "Correo Contacto todavía sin publicar"

    tree.edit("data/attention/correo.yml", "kind: channel", "kind: ticket")
    tree.edit("data/company.yml", "name: ", "client_area_url: https://clientes.example.com/\nname: ")
    (row,) = [row for row in pages(tree.catalog())["atencion/index.md"].all("tr") if "Correo" in row.text]
    link = row.one("th").one("a")
    assert (link.attrs["href"], link.text) == ("https://clientes.example.com/", "Área de clientes")

    tree.edit("data/company.yml", "name: ", f"new_ticket_url: {PLACES['new_ticket_url']}\nname: ")
    (row,) = [row for row in pages(tree.catalog())["atencion/index.md"].all("tr") if "Correo" in row.text]
    link = row.one("th").one("a")
    assert (link.attrs["href"], link.text) == (PLACES["new_ticket_url"], "Abrir un ticket")


def test_the_page_of_channels_says_when_somebody_is_there(tree: DataTree, pages: Rendered) -> None:
    """With the day, since it may be read later."""
    shown = pages(tree.catalog(), datetime(2026, 11, 20, 15, 0, tzinfo=UTC))["atencion/index.md"]
    assert "El viernes 20 de noviembre de 2026 atendemos hasta las 18:00." in shown.text
    assert "viernes, 09:00 a 18:00; sábado y domingo, cerrado." in shown.text


def test_the_page_of_channels_names_only_what_the_company_has(tree: DataTree, pages: Rendered) -> None:
    """Units that no answer is counted in, and days that its calendar lacks, stand nowhere on it."""

    def box() -> str:
        return pages(tree.catalog())["atencion/index.md"].one("div", klass="abierto").text

    open_time = "Los minutos y las horas hábiles corren sólo en ese horario."
    assert f"{open_time} En el calendario están los feriados, los cierres y los días con otro horario." in box()
    tree.edit("data/attention/chat.yml", "10 minutos hábiles", "10 minutos")
    assert open_time not in box()
    text = (tree.root / "data/calendar.yml").read_text()
    tree.write("data/calendar.yml", text[: text.index("closures:")])
    assert box().endswith("En el calendario están los feriados.")
    for year in (2026, 2027):
        tree.write(f"data/holidays/{year}.yml", f"year: {year}\ncountry: AR\ndays: []\n")
    assert box().endswith("cerrado.")
