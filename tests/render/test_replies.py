"""Ready replies: whom they greet, what they say, how long they get, and the places left open for a date."""

from __future__ import annotations

import re

import pytest

from generator.compute.public_facts import public_facts
from generator.load import load_catalog
from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from generator.model.reviews import Reviews
from generator.render.internal_pages import internal_pages
from generator.render.replies import SHORT_LONGEST, ReadyReplies
from tests.load.tree import DataTree
from tests.render.conftest import NOW
from tests.sample_company import SAMPLE
from tests.site.reading import Node, parsed

COMPANY = load_catalog(SAMPLE)
DAY = "miércoles 30 de septiembre de 2026 al final del día"


def replies(catalog: Catalog) -> ReadyReplies:
    """Return the replies of a Catalog as of a Friday afternoon."""
    return ReadyReplies(catalog, public_facts(catalog, None, NOW))


def all_replies(catalog: Catalog, key: str) -> dict[tuple[str, str], Node]:
    """Return each reply about a service by its situation and length."""
    found = replies(catalog).of(ServiceId(key))
    return {(situation.id, reply.id): parsed(reply.html) for situation in found for reply in situation.replies}


def text(reply: Node) -> str:
    """Return a reply as it is shown before any script, lines and all."""
    return "".join(reply.strings())


def longest(reply: Node, *, ranged: bool) -> str:
    """Return a reply once the browser has filled in the longest date there can be."""
    sentence = reply.one("span", **{"data-antes": "espacio"}).attrs["data-oracion"]
    dates = f"entre el {DAY} y el {DAY}" if ranged else f"a más tardar el {DAY}"
    return f"{text(reply)} {sentence.replace('{when}', 'hoy antes de las 18:00').replace('{due}', dates)}"


def test_a_service_that_starts_at_payment_is_answered_for_today_s_payment(tree: DataTree) -> None:
    found = all_replies(tree.catalog(), "hosting")
    assert list(found) == [("pago", "corto"), ("pago", "medio"), ("pago", "largo")]


@pytest.mark.parametrize("page", ["index.md", "servicios/hosting.md"])
def test_no_reply_is_called_by_a_channel_that_the_company_may_not_have(tree: DataTree, page: str) -> None:
    """Neither its title, nor its button to copy it, nor the link to the others."""
    catalog = tree.catalog()
    pages = internal_pages(catalog, public_facts(catalog, None, NOW), Reviews((), ()))
    assert "ensaje corto" in pages[page]
    assert not re.search(r"whatsapp|\bchat|\bticket", pages[page], re.IGNORECASE)


def test_one_that_waits_for_the_client_is_answered_for_both(tree: DataTree) -> None:
    """What a client asks most comes first."""
    found = all_replies(tree.catalog(), "simplenews")
    assert list(dict.fromkeys(situation for situation, _ in found)) == ["requisitos", "pago"]


def test_without_a_date_every_reply_is_whole(tree: DataTree) -> None:
    """As it stands where no script runs: nothing is missing from a sentence."""
    found = all_replies(tree.catalog(), "simplenews")
    promise = tree.catalog().services[ServiceId("simplenews")].promise
    short, middle, long = (text(found["requisitos", length]) for length in ("corto", "medio", "largo"))

    start = f"La demora de Simplenews es de {promise} desde que están cumplidos los requisitos."
    assert short.startswith(f"¡Hola! {start} Requisitos: ")
    assert middle.startswith(f"¡Hola! Gracias por escribirnos. {start}\nRequisitos: ")
    assert middle.endswith("\nMás información: https://demoras.example.com/demoras/simplenews/")
    assert long.startswith("Estimado/a cliente:\n\nGracias por su consulta sobre Simplenews.\n\n")
    assert long.endswith("Quedamos a su disposición.\n\nSaludos cordiales,\nEmpresa")


def test_the_date_has_its_own_place_in_each_length(tree: DataTree) -> None:
    """A sentence more, a line more, a paragraph more; only the long one names the day."""
    found = all_replies(tree.catalog(), "simplenews")
    for (_, length), reply in found.items():
        slot = next(one for one in reply.all("span") if "data-oracion" in one.attrs)
        assert slot.attrs["data-antes"] == {"corto": "espacio", "medio": "linea", "largo": "parrafo"}[length]
        assert ("data-dia" in slot.attrs) == (length == "largo")
        assert {"{when}", "{due}"} <= set(slot.attrs["data-oracion"].replace(",", " ").replace(".", " ").split())
        assert list(slot.children) == []


def test_a_long_reply_and_the_request_say_how_each_requirement_is_met(tree: DataTree) -> None:
    """One line each, as it can be pasted anywhere."""
    lines = ["- Dominio activo: Tenga el dominio activo.", "- Pago acreditado: Acredite el pago."]
    long = all_replies(tree.catalog(), "simplenews")["pago", "largo"]
    request = parsed(replies(tree.catalog()).asking(ServiceId("simplenews")))

    for reply in (long, request):
        assert [line for line in text(reply).splitlines() if line.startswith("- ")] == lines


def test_a_requirement_says_by_which_way_it_is_met(tree: DataTree) -> None:
    """In the same words as the service's page."""
    tree.edit("data/requirements/dominio.yml", "owner:", "through: elsewhere\nplace: el registro del dominio\nowner:")
    request = parsed(replies(tree.catalog()).asking(ServiceId("simplenews")))
    assert "- Dominio activo: Tenga el dominio activo. Por dónde: el registro del dominio.\n" in text(request)


def test_a_way_that_has_an_address_brings_it_along(tree: DataTree) -> None:
    """A message has no links but those that are spelt out."""
    place = "https://clientes.example.com/submitticket.php"
    tree.edit("data/company.yml", "name: ", f"new_ticket_url: {place}\nname: ")
    tree.edit("data/requirements/dominio.yml", "owner:", "through: ticket\nowner:")
    for reply in (
        parsed(replies(tree.catalog()).asking(ServiceId("simplenews"))),
        all_replies(tree.catalog(), "simplenews")["requisitos", "largo"],
    ):
        assert f"Por dónde: un ticket ({place}).\n" in text(reply)


def test_a_long_reply_to_whoever_pays_says_where(tree: DataTree) -> None:
    """To nobody else, and in no other length."""
    assert "Puede pagar" not in text(all_replies(tree.catalog(), "hosting")["pago", "largo"])
    place = "https://clientes.example.com/clientarea.php?action=invoices"
    tree.edit("data/company.yml", "name: ", f"invoices_url: {place}\nname: ")
    for key in ("hosting", "simplenews"):
        told = {of for of, reply in all_replies(tree.catalog(), key).items() if place in text(reply)}
        assert told == {("pago", "largo")}
    assert f"\n\nPuede pagar su factura en:\n{place}\n\n" in text(
        all_replies(tree.catalog(), "hosting")["pago", "largo"]
    )


def test_names_are_text_and_never_markup(tree: DataTree) -> None:
    """A reply is pasted as it is shown, so it must be shown as it was typed."""
    name = "Río & <Hijos> _y_ [cía] {{ 1 }}"
    tree.edit("data/services/simplenews.yml", "name: Simplenews", f"name: '{name}'")
    for reply in all_replies(tree.catalog(), "simplenews").values():
        assert name in text(reply)
        assert {one.tag for one in reply.all()} == {"span"}


def test_a_notice_s_promise_is_said_to_be_temporary(tree: DataTree) -> None:
    """The client must not take it for the usual one."""
    tree.write(
        "data/notices/mudanza.yml",
        "kind: delay\ntitle: Mudanza\nreason: Mudanza.\nfrom: 2026-11-16\nuntil: 2026-11-27\n"
        "services: [simplenews]\npromise: 9 días hábiles\n",
    )
    found = all_replies(tree.catalog(), "simplenews")
    assert ["es de 9 días hábiles (plazo temporal)" in text(reply) for reply in found.values()] == [True] * 6


@pytest.mark.parametrize("key", list(COMPANY.services))
def test_a_short_reply_of_a_whole_company_keeps_to_its_length(key: str) -> None:
    """On the day with the longest name of the year."""
    ranged = COMPANY.services[ServiceId(key)].promise.first is not None
    for (_, length), reply in all_replies(COMPANY, key).items():
        if length == "corto":
            assert len(longest(reply, ranged=ranged)) <= SHORT_LONGEST


@pytest.mark.parametrize(
    ("size", "promise", "kept"),
    [
        (10, "5 días hábiles", (True, True)),
        (70, "5 días hábiles", (True, False)),
        (200, "24 a 48 horas en días hábiles", (False, False)),
    ],
)
def test_a_short_reply_lets_go_of_the_requirements_and_then_of_the_name(
    tree: DataTree, size: int, promise: str, kept: tuple[bool, bool]
) -> None:
    """The figure and its date are what was asked for; the longer promise of a notice yet to come is reckoned with."""
    name = "N" * size
    tree.edit("data/services/simplenews.yml", "name: Simplenews", f"name: {name}")
    tree.write(
        "data/notices/mudanza.yml",
        "kind: delay\ntitle: Mudanza\nreason: Mudanza.\nfrom: 2026-12-01\nuntil: 2026-12-04\n"
        f"services: [simplenews]\npromise: {promise}\n",
    )
    reply = all_replies(tree.catalog(), "simplenews")["requisitos", "corto"]
    reply_then = longest(reply, ranged=" a " in promise).replace("2 días hábiles", f"{promise} (plazo temporal)")

    assert (name in text(reply), "Requisitos:" in text(reply)) == kept
    assert len(reply_then) <= SHORT_LONGEST
