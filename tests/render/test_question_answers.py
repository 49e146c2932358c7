"""The questions of the page: what staff wrote for clients, the same for people and for machines; services are links."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from generator.compute.public_facts import public_facts
from generator.render.question_answers import typed_questions, wordings_of
from generator.render.site import Site, public_site
from tests.load.tree import DataTree
from tests.render.conftest import NOW, Rendered
from tests.render.test_notices import rendered, shop
from tests.site.reading import Node, section

INTERNAL = (
    "question: ¿Qué le pido al cliente?\nwordings: [antes de escalar]\nanswer: Pídale el dominio afectado.\n"
    "audience: internal\nowner: soporte\nreview_by: 2027-05-31\n"
)


def structured(page: Node) -> Any:
    """Return the structured data of a page, read back."""
    script = page.one("script", type="application/ld+json")
    return json.loads("".join(script.strings()))


def site_of(tree: DataTree) -> Site:
    """Return the public site of a tree."""
    catalog = tree.catalog()
    return public_site(catalog, public_facts(catalog, None, NOW))


def test_services_stand_after_the_clients_questions_each_a_link_to_its_page(tree: DataTree, pages: Rendered) -> None:
    """With its promise, at the place to which older links lead; its answer is told there alone."""
    page = pages(tree.catalog())["preguntas/index.md"]

    assert [heading.text for heading in page.all("h3")] == ["¿Cuánto demora?"]
    rows = [(one.one("a").attrs["id"], one.text) for one in page.one("div", klass="servicios").all("li")]
    assert rows == [
        ("demora-acme", "Ácme: 24 a 48 horas en días hábiles"),
        ("demora-simplenews", "Simplenews: 2 días hábiles"),
        ("demora-hosting", "Hosting: 2 minutos"),
    ]


def test_while_a_notice_holds_the_list_gives_its_figure_and_the_ordinary_one() -> None:
    page = str(rendered(shop(-2, 2)).files["preguntas/index.md"])
    data = json.loads(page.split('ld+json">')[1].split("</script>", maxsplit=1)[0])
    told = {one["@id"].rpartition("#")[2]: one["acceptedAnswer"]["text"] for one in data["mainEntity"]}

    assert "hasta el viernes 20 de noviembre de 2026; habitualmente, 2 días hábiles</span>" in page
    by_notice = "por aviso, 9 días hábiles del lunes 16 al viernes 20 de noviembre de 2026"
    assert told == {"una": f"Noticias demora 2 días hábiles ({by_notice})."}


def test_the_structured_data_are_the_page_s_questions_and_answers(tree: DataTree, pages: Rendered) -> None:
    """In schema.org's shape: a FAQPage of Questions, each with its accepted Answer."""
    catalog = tree.catalog()
    page = pages(catalog)["preguntas/index.md"]
    data = structured(page)
    asked = typed_questions(catalog, public_facts(catalog, None, NOW).promises, "public")

    assert (data["@context"], data["@type"]) == ("https://schema.org", "FAQPage")
    assert data["mainEntity"] == [
        {
            "@type": "Question",
            "@id": f"https://demoras.example.com/preguntas/#{one.id}",
            "name": one.question,
            "acceptedAnswer": {"@type": "Answer", "text": one.answer.text},
        }
        for one in asked
    ]
    for one in asked:
        assert section(page, one.id).startswith(f"{one.question} {one.answer.text.splitlines()[0]}")


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!-- <script>", "&lt;/script&gt; ]]>"])
def test_no_text_breaks_out_of_the_structured_data(tree: DataTree, pages: Rendered, text: str) -> None:
    """Nor is it changed by being kept in."""
    catalog = tree.catalog()
    asked = {key: one.model_copy(update={"question": text}) for key, one in catalog.faq.items()}
    page = pages(replace(catalog, faq=asked))["preguntas/index.md"]

    assert [node.attrs for node in page.all("script")] == [{"type": "application/ld+json"}]
    assert structured(page)["mainEntity"][0]["name"] == text


def test_an_internal_question_is_in_no_file_of_the_public_site(tree: DataTree) -> None:
    """Neither its question, nor its answer, nor its wordings, nor its id."""
    before = site_of(tree)
    site = site_of(tree.write("data/faq/para-el-personal.yml", INTERNAL))

    assert site.files == before.files
    assert site.searched == before.searched


def test_internal_questions_are_answered_for_staff_alone(tree: DataTree) -> None:
    catalog = tree.write("data/faq/para-el-personal.yml", INTERNAL).catalog()
    promises = {key: service.promise for key, service in catalog.services.items()}

    assert [one.id for one in typed_questions(catalog, promises, "public")] == ["plazo"]
    (internal,) = typed_questions(catalog, promises, "internal")
    assert (internal.id, internal.answer.html) == ("para-el-personal", "<p>Pídale el dominio afectado.</p>")


def test_the_wordings_are_found_at_their_question_s_place_and_stand_on_no_page(tree: DataTree) -> None:
    tree.edit("data/faq/plazo.yml", "answer:", "wordings: [tiempo de alta]\nanswer:")
    site = site_of(tree)

    assert site.searched.wordings["preguntas/#plazo"] == ("tiempo de alta",)
    assert "plazo de Hosting" in site.searched.wordings["demoras/hosting/"]
    assert "demoras/hosting/" in site.searched.whole
    assert [path for path, page in site.files.items() if "tiempo de alta" in str(page)] == []


def test_a_question_without_other_wordings_adds_nothing_to_the_search(tree: DataTree) -> None:
    assert wordings_of(tree.catalog().questions("public"), "preguntas/") == {}
