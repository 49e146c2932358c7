"""What the pages say of notices that hold, that will and that did, and that they say one figure everywhere."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest

from generator.compute.public_facts import public_facts
from generator.model.base import NoticeId, ServiceId
from generator.model.catalog import Catalog, Faq, Notice
from generator.render.pages import menu_pages, navigation
from generator.render.share_cards import share_cards
from generator.render.site import Site, public_site
from generator.words.language import WORDS
from generator.words.phrases import day_span
from tests.compute.shop import catalog

NOW = datetime(2026, 11, 18, 13, tzinfo=UTC)
"""Wednesday 18 November 2026, 10:00 in Buenos Aires."""
REASON = 'Mudamos servidores: lo habitual es {{ promise("noticias") }}.'


def shop(first: int, last: int, **fields: object) -> Catalog:
    """Return the shop's Catalog with one notice, whose dates are so many days from `NOW`'s."""
    plain = {
        "kind": "delay",
        "title": "Demora por *mudanza*",
        "reason": REASON,
        "from": date(2026, 11, 18) + timedelta(first),
        "until": date(2026, 11, 18) + timedelta(last),
        "services": ["noticias"],
        "promise": "9 días hábiles",
    }
    notices = {NoticeId("mudanza"): Notice.model_validate(plain | fields)}
    answer = 'Noticias demora {{ promise("noticias") }}.'
    faq = {"una": Faq(question="¿Noticias?", answer=answer, owner="soporte", review_by=date(2027, 5, 31))}
    return replace(catalog(), notices=notices, faq=faq)


def rendered(catalog: Catalog) -> Site:
    """Return the site of a Catalog as of `NOW`."""
    return public_site(catalog, public_facts(catalog, None, NOW))


def text(site: Site, path: str) -> str:
    """Return a page with the escapes that its words may hold undone."""
    page = site.files[path]
    assert isinstance(page, str)
    return page.replace("&#42;", "*").replace("&#58;", ":")


def _told_to_orders(site: Site) -> list[tuple[str, bool]]:
    """Return each notice that order pages read of, and whether it is a delay, in their order."""
    told = json.loads(site.files["pedido/catalogo.json"])["notices_now"]
    return [(one["notice"], one["is_delay"]) for one in told]


def section(page: str, anchor: str) -> str:
    """Return the part of the page of notices under one heading."""
    return page.split(f"{{: #{anchor} }}")[1].split("\n## ", maxsplit=1)[0]


@pytest.mark.parametrize(("first", "last", "anchor"), [(-2, 0, "vigentes"), (1, 3, "vigentes"), (-3, -1, "anteriores")])
def test_a_notice_stands_in_its_one_part_of_the_history_with_everything_it_says(
    first: int, last: int, anchor: str
) -> None:
    """Dates, services with a link, the ordinary promise and the one given instead, and the reason."""
    page = text(rendered(shop(first, last)), "avisos/index.md")
    own = section(page, anchor)

    assert page.count("### Demora por *mudanza* {: #aviso-mudanza }") == 1
    assert "### Demora por *mudanza* {: #aviso-mudanza }" in own
    assert "**Cambio de plazo**, del " in own
    assert "Mudamos servidores: lo habitual es 2 días hábiles." in own
    assert "Plazo: **9 días hábiles**. El habitual:" in own
    assert "- [Servicio](../demoras/noticias.md): 2 días hábiles" in own
    assert ("<summary>Ver el aviso anterior</summary>" in own) == (anchor == "anteriores")


def test_without_notices_the_history_says_so_and_no_page_refers_to_any() -> None:
    """The menu leads there all the same."""
    site = rendered(catalog())
    pages = {path: page for path, page in site.files.items() if path.endswith(".md") and isinstance(page, str)}

    assert pages["avisos/index.md"].partition("# Avisos")[2].strip() == WORDS.notices.none
    assert site.notices == ()
    assert [path for path, page in pages.items() if "avisos/index.md#" in page or "por aviso" in page] == []
    assert "avisos/index.md" in set(menu_pages(navigation(catalog())))


def test_while_a_delay_holds_every_page_gives_the_temporary_figure_and_names_the_ordinary_one() -> None:
    """The service's own page, the catalog, the question, the answer that refers to it, and an order still waiting."""
    site = rendered(shop(-2, 2))
    dates = "del lunes 16 al viernes 20 de noviembre de 2026"
    wording = json.loads(site.files["pedido/catalogo.json"])

    own = text(site, "demoras/noticias.md")
    first, then = ' data-hasta="2026-11-20"', ' data-desde="2026-11-21" hidden'
    assert f'<p class="plazo-cifra"><span{first}>9 días hábiles</span><span{then}>2 días hábiles</span></p>' in own
    until = "Por aviso, hasta el viernes 20 de noviembre de 2026. Habitualmente, 2 días hábiles."
    assert f'<p class="plazo-habitual"{first}>{until}</p>' in own
    heard = '{: aria-label="por aviso: Demora por *mudanza*" }'
    note = (
        f"[por aviso](../avisos/index.md#aviso-mudanza){heard} hasta el vie 20/11/2026; habitualmente, 2 días hábiles"
    )
    row = f'<span class="dicho de-aviso"{first}>**9 días hábiles**, {note} <small>'
    assert row in text(site, "demoras/index.md")
    assert f'<span class="dicho"{then}>2 días hábiles' in text(site, "demoras/index.md")
    assert f">**9 días hábiles**, [por aviso](../avisos/index.md#aviso-mudanza){heard}" in text(
        site, "preguntas/index.md"
    )
    in_prose = f"2 días hábiles (por aviso, 9 días hábiles {dates})"
    assert f"Noticias demora {in_prose}." in text(site, "preguntas/index.md")
    assert unescape(site.fill('{{ promise("noticias") }}')) == in_prose
    assert wording["services"]["noticias"]["promise"] == "9 días hábiles"
    assert wording["services"]["video"]["promise"] == "1 día hábil"
    assert wording["notices"]["mudanza"]["reason"] == "Mudamos servidores: lo habitual es 2 días hábiles."
    assert wording["notices_now"] == [{"notice": "mudanza", "dates": dates, "is_delay": True, "services": ["noticias"]}]


@pytest.mark.parametrize(("first", "last"), [(1, 3), (-3, -1)])
def test_order_pages_are_told_only_of_notices_that_hold(first: int, last: int) -> None:
    """And of none that names no service: that is for Inicio and Avisos, as docs/editar-datos.md says."""
    assert _told_to_orders(rendered(shop(first, last))) == []
    about_one = rendered(shop(-1, 1, kind="maintenance", promise=None))
    assert _told_to_orders(about_one) == [("mudanza", False)]
    everybody = rendered(shop(-1, 1, kind="maintenance", services=[], promise=None))
    assert _told_to_orders(everybody) == []
    assert [one.id for one in everybody.notices] == ["mudanza"]
    assert "Demora por *mudanza*" in text(everybody, "avisos/index.md")


def test_of_notices_that_hold_what_changes_a_promise_stands_first() -> None:
    """On Inicio, Avisos and order pages, however the files are called and whichever began first."""
    with_delay = shop(-1, 1)
    works = Notice.model_validate(
        {
            "kind": "maintenance",
            "title": "Aviso más viejo",
            "reason": "Obras.",
            "from": date(2026, 11, 10),
            "until": date(2026, 11, 30),
            "services": ["noticias"],
        }
    )
    site = rendered(replace(with_delay, notices={NoticeId("antes"): works, **with_delay.notices}))
    assert _told_to_orders(site) == [("mudanza", True), ("antes", False)]
    assert [one.id for one in site.notices] == ["mudanza", "antes"]
    page = text(site, "avisos/index.md")
    assert page.index("Demora por *mudanza*") < page.index("Aviso más viejo")


def test_the_answer_for_now_counts_the_temporary_promise_and_says_so() -> None:
    """Nine business days after Wednesday 18 November, over the holiday of the 23rd, is Wednesday 2 December."""
    own = text(rendered(shop(-2, 2)), "demoras/noticias.md")
    assert "Estaría listo <strong>a más tardar el miércoles 2 de diciembre a las 18:00</strong>." in own
    assert ">El plazo temporal del aviso es de 9 días hábiles desde el " in own


def test_before_it_holds_a_delay_is_announced_with_its_days_and_changes_no_figure() -> None:
    """Nor does it stand on Inicio until the browser knows that its day has come."""
    site = rendered(shop(1, 3))
    own = text(site, "demoras/noticias.md")

    assert '<p class="plazo-cifra"><span data-hasta="2026-11-18">2 días hábiles</span><span data-desde="2026' in own
    dates = "del jueves 19 al sábado 21 de noviembre de 2026"
    assert f'<p class="plazo-habitual" data-hasta="2026-11-18">Por aviso, {dates}: 9 días hábiles.</p>' in own
    heard = '{: aria-label="por aviso: Demora por *mudanza*" }'
    assert (
        f"**2 días hábiles**; [por aviso](../avisos/index.md#aviso-mudanza){heard}, 9 días hábiles"
        " del jue 19/11/2026 al sáb 21/11/2026 <small>"
    ) in text(site, "demoras/index.md")
    assert (
        "**[Demora por *mudanza*](../avisos/index.md#aviso-mudanza)**, del jueves 19 al sábado 21 de noviembre de 2026."
        in own
    )
    assert "es de **9 días hábiles**, en lugar de 2 días hábiles." in own
    assert "plazo del aviso" not in own
    assert [one.holds for one in site.notices] == [False]


def test_once_it_is_past_a_notice_stands_in_the_history_alone() -> None:
    """Every figure is the ordinary one again."""
    site = rendered(shop(-3, -1))
    pages = [path for path, page in site.files.items() if isinstance(page, str) and "mudanza" in page]
    assert pages == ["avisos/index.md"]
    assert '<p class="plazo-cifra">2 días hábiles</p>' in text(site, "demoras/noticias.md")


def test_a_notice_leaves_the_pages_of_other_services_alone() -> None:
    """Byte for byte."""
    with_it, without = rendered(shop(-2, 2)), rendered(replace(shop(-2, 2), notices={}))
    assert with_it.files["demoras/video.md"] == without.files["demoras/video.md"]


def test_maintenance_shows_on_the_services_it_names_and_changes_no_figure() -> None:
    """Its services stand in the history as links."""
    site = rendered(shop(0, 0, kind="maintenance", promise=None, services=["noticias", "video"]))
    own, history = text(site, "demoras/noticias.md"), text(site, "avisos/index.md")

    assert "**[Demora por *mudanza*](../avisos/index.md#aviso-mudanza)**, el miércoles 18 de noviembre de 2026." in own
    assert '<p class="plazo-cifra">2 días hábiles</p>' in own
    assert "Servicios: [Servicio](../demoras/noticias.md), [Servicio](../demoras/video.md)." in history
    assert site.notices[0].summary == "Mudamos servidores: lo habitual es 2 días hábiles."


def test_an_announcement_for_everybody_stands_on_inicio_and_on_no_service() -> None:
    """And in the history, without a list of services."""
    site = rendered(shop(0, 0, kind="announcement", promise=None, services=[]))
    assert [notice.id for notice in site.notices] == ["mudanza"]
    assert "mudanza" not in text(site, "demoras/noticias.md")
    assert "Servicios:" not in text(site, "avisos/index.md")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-12-14", "2026-12-14", "el lunes 14 de diciembre de 2026"),
        ("2026-12-14", "2026-12-18", "del lunes 14 al viernes 18 de diciembre de 2026"),
        ("2026-11-30", "2026-12-18", "del lunes 30 de noviembre al viernes 18 de diciembre de 2026"),
        ("2026-12-28", "2027-01-08", "del lunes 28 de diciembre de 2026 al viernes 8 de enero de 2027"),
        ("2026-12-14", "2027-12-14", "del lunes 14 de diciembre de 2026 al martes 14 de diciembre de 2027"),
    ],
)
def test_a_span_of_days_repeats_no_month_or_year_that_both_ends_share(first: str, last: str, words: str) -> None:
    """As people write it."""
    assert day_span(date.fromisoformat(first), date.fromisoformat(last)) == words


def test_what_a_chat_shows_and_machines_read_of_a_service_says_that_its_promise_is_a_notice_s() -> None:
    """And until when, beside the usual one: a chat keeps it for longer than the notice lasts."""
    told = shop(0, 2)
    card = share_cards(told, public_facts(told, None, NOW))["demoras/noticias.md"].sentence
    usual = told.services[ServiceId("noticias")].promise
    assert card.startswith("Por un aviso, hasta el vie 20/11/2026: 9 días hábiles, desde que ")
    assert card.endswith(f"Habitualmente, {usual}.")
    machine = public_site(told, public_facts(told, None, NOW)).files["demoras/noticias.md"]
    assert f'"description": "Por aviso, hasta el viernes 20 de noviembre de 2026. Habitualmente, {usual}."' in machine
    over = shop(-9, -2)
    plain = share_cards(over, public_facts(over, None, NOW))["demoras/noticias.md"].sentence
    assert plain.startswith(f"{usual}, desde que ")
