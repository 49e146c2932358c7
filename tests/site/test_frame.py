"""The head and foot of every public page: the places, the colours that the reader chose, and what else there is."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page, Response, expect
from pytest_playwright import CreateContextCallback

from tests.site.conftest import Pages
from tests.site.making import Made
from tests.site.test_in_chromium import visit
from tests.waiting import comes_to, resize

SCHEME = "data-md-color-scheme"


def test_a_page_follows_the_system_s_colours_until_somebody_chooses(page: Page, live: str) -> None:
    """While it is open too; nothing is kept of who never chose."""
    page.emulate_media(color_scheme="light")
    visit(page, live)
    expect(page.locator("html")).to_have_attribute(SCHEME, "default")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute(SCHEME, "slate")
    comes_to(lambda: page.evaluate("localStorage.length"), 0)
    visit(page, f"{live}atencion/")
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute(SCHEME, "default")


def test_what_somebody_chose_holds_on_every_page(page: Page, live: str) -> None:
    """Whatever the system says then; the button says what it would do."""
    page.emulate_media(color_scheme="light")
    visit(page, live)
    page.get_by_role("button", name="Usar colores oscuros").click()
    expect(page.locator("html")).to_have_attribute(SCHEME, "slate")
    visit(page, f"{live}demoras/boletin/")
    expect(page.locator("html")).to_have_attribute(SCHEME, "slate")
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="Usar colores claros").click()
    expect(page.locator("html")).to_have_attribute(SCHEME, "default")


def test_a_browser_that_keeps_nothing_changes_its_colours_all_the_same(page: Page, live: str) -> None:
    """For as long as the page stands."""
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    page.emulate_media(color_scheme="dark")
    visit(page, live)
    page.get_by_role("button", name="Usar colores claros").click()
    expect(page.locator("html")).to_have_attribute(SCHEME, "default")


def test_without_scripts_there_is_no_button_that_does_nothing(new_context: CreateContextCallback, live: str) -> None:
    """Colours and search need one; the places do not."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto(live)
    expect(page.get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="Atención", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("Cómo comunicarse y cuánto demoramos")


@pytest.mark.parametrize("address", ["", "demoras/", "demoras/boletin/", "cumplimiento/", "preguntas/"])
def test_a_first_visit_asks_for_little(page: Page, live: str, address: str) -> None:
    """Ten requests and 80 KB at most, as compressed as any host sends them."""
    got: list[Response] = []
    # Playwright leaves a mark on the function, which a list's own cannot carry.
    page.on("response", lambda one: got.append(one))  # noqa: PLW0108
    visit(page, live + address)
    page.wait_for_load_state("networkidle")
    assert 4 <= len(got) <= 10
    assert sum(len(gzip.compress(one.body())) for one in got) <= 80_000


@pytest.mark.parametrize(
    ("address", "place", "beside"),
    [
        ("index.html", "Inicio", None),
        ("demoras/", "Demoras", "Demoras"),
        ("cumplimiento/", "Demoras", "Cumplimiento"),
        ("demoras/boletin/", "Demoras", None),
        ("calendario/", "Atención", "Calendario"),
        ("preguntas/", "Preguntas", None),
    ],
)
def test_a_page_says_at_which_place_it_is(pages: Pages, address: str, place: str, beside: str | None) -> None:
    """In the bar of the four places, and in the one below it."""
    page = pages.get(address, pages.get(address.removesuffix("index.html")))
    assert page is not None
    (marked,) = (a.text for a in page.one("nav", klass="lugares").all("a") if "aria-current" in a.attrs)
    assert marked == place
    bars = list(page.all("nav", klass="vecinas"))
    assert [a.text for bar in bars for a in bar.all("a") if "aria-current" in a.attrs] == ([beside] if beside else [])


@pytest.mark.parametrize("width", [320, 360, 390])
def test_all_four_places_fit_a_phone(page: Page, live: str, width: int) -> None:
    """Whole: nothing of them is to be found by moving the bar."""
    visit(page, live)
    resize(page, width)
    bar = page.locator(".lugares ul")
    comes_to(lambda: bar.evaluate("bar => bar.scrollWidth - bar.clientWidth"), 0)
    comes_to(lambda: bar.evaluate("bar => bar.lastElementChild.getBoundingClientRect().right") <= width)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_lines_of_head_and_foot_begin_where_their_text_does(page: Page, live: str, width: int) -> None:
    """A line is a side of a border that has no others: no space stands between its end and the text."""
    visit(page, f"{live}calendario/")
    resize(page, width)
    beside = """all => all.filter(one => {
        const style = getComputedStyle(one);
        const lines = parseFloat(style.borderTopWidth) + parseFloat(style.borderBottomWidth);
        return lines > 0 && !parseFloat(style.borderLeftWidth) && parseFloat(style.paddingLeft) > 0;
    }).map(one => one.className || one.textContent)"""
    comes_to(lambda: page.locator(".cabeza *, .pie *").evaluate_all(beside), [])
    begin = "all => [...new Set(all.map(one => { const range = new Range(); range.selectNodeContents(one);"
    begin += " return Math.round(range.getBoundingClientRect().left); }))]"
    texts = (".marca", ".lugares li:first-child a", ".vecinas li:first-child", "main h1", ".edad p:first-child")
    first = ", ".join((*texts, ".pie-partes > :first-child .pie-titulo"))
    comes_to(lambda: len(page.locator(first).evaluate_all(begin)), 1)


@pytest.mark.parametrize("width", [320, 340, 359, 390, 412, 1280])
@pytest.mark.parametrize("path", ["demoras/", "cumplimiento/", "datos-abiertos/", "atencion/", "calendario/"])
def test_the_places_beside_one_s_own_stand_in_one_line_of_a_phone(page: Page, live: str, path: str, width: int) -> None:
    """The smallest too, whichever of them is marked."""
    resize(page, width)
    visit(page, f"{live}{path}")
    tops = "all => new Set(all.map((one) => Math.round(one.getBoundingClientRect().top))).size"
    expect(page.locator(".vecinas li").nth(2)).to_be_visible()
    comes_to(lambda: page.locator(".vecinas li").evaluate_all(tops), 1)


def test_a_page_of_many_questions_lists_them_beside_it(pages: Pages, made: Made) -> None:
    """It has two sections, which say nothing."""
    links = pages["preguntas/"].one("nav", klass="partes").all("a")
    assert [link.text for link in links] == [one.question for one in made.catalog.questions("public").values()]


def test_a_service_s_page_leads_back_to_its_group(pages: Pages, made: Made) -> None:
    """At its place in the table of all services."""
    for key, service in made.catalog.services.items():
        (back,) = pages[f"demoras/{key}/"].one("p", klass="migas").all("a")
        assert back.attrs["href"].endswith(f"#{service.group}")


def test_every_page_s_foot_says_when_somebody_is_there_and_what_else_there_is(pages: Pages, made: Made) -> None:
    """Opening hours, the agreement, and whoever lost a link."""
    for address, page in pages.items():
        foot = page.one("footer")
        links = {a.text: a.attrs["href"] for a in foot.all("a")}
        assert links["Manual del SLA"] == made.catalog.company.sla_manual_url, address
        assert links["No encuentro el enlace de mi pedido"].endswith(f"#{made.catalog.company.order_link_question}")
        assert links["Área de clientes"] == made.catalog.company.client_area_url
        assert "Lunes a jueves: 09:00 a 14:00 y 15:30 a 18:30" in foot.text, address


def test_a_page_that_is_shared_has_a_title_a_sentence_and_a_picture_that_is_there(pages: Pages, made: Made) -> None:
    """By whole addresses, as those who fetch them want."""
    root = made.catalog.company.site_url
    pictures, sentences = [], []
    for address, page in pages.items():
        told = {one.attrs["property"]: one.attrs["content"] for one in page.all("meta") if "property" in one.attrs}
        assert told["og:title"], address
        assert told["og:description"] == page.one("meta", name="description").attrs["content"], address
        assert told["og:url"] == root + address.removesuffix("index.html")
        assert (made.site / told["og:image"].removeprefix(root)).is_file(), address
        pictures.append(told["og:image"])
        sentences.append(told["og:description"])
    assert len(set(pictures)) == len(pictures)
    # Services of one promise say the same of it.
    own = [said for said, address in zip(sentences, pages, strict=True) if not address.startswith("demoras/")]
    assert len(set(own)) == len(own)
