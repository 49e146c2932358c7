"""What every page of the site must be, whatever it says: found, in Spanish, and loading nothing from elsewhere."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests.site.conftest import Pages, pages_of
from tests.site.making import Made
from tests.site.reading import Node

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LOADING = ("src", "srcset", "poster", "data")


@pytest.fixture(scope="module")
def everything(made: Made) -> Pages:
    """Give all pages, the order page and the one for lost addresses with them."""
    return pages_of(made.site)


def test_the_pages_are_those_of_the_data_and_no_others(made: Made, pages: Pages) -> None:
    services = {f"demoras/{id_}/" for id_ in made.catalog.services}
    assert (
        set(pages)
        == {
            "",
            "demoras/",
            "atencion/",
            "preguntas/",
            "calendario/",
            "calendario/como-contamos/",
            "calendario/como-contamos/comprobar/",
            "cumplimiento/",
            "datos-abiertos/",
            "avisos/",
        }
        | services
    )


def test_the_sitemap_lists_the_public_pages_as_of_the_build(made: Made, pages: Pages) -> None:
    """The order page is not among them; the packed copy is the same."""
    data = (made.site / "sitemap.xml").read_bytes()
    entries = ET.fromstring(data).findall(f"{SITEMAP}url")  # noqa: S314 - our own file

    assert {entry.findtext(f"{SITEMAP}loc") for entry in entries} == {
        made.catalog.company.site_url + name for name in pages
    }
    assert {entry.findtext(f"{SITEMAP}lastmod") for entry in entries} == {"2026-11-23"}
    assert gzip.decompress((made.site / "sitemap.xml.gz").read_bytes()) == data


def test_the_search_finds_every_public_page_and_nothing_of_orders(made: Made, pages: Pages) -> None:
    """Nor the page for those who check the counting: to clients it is noise, and no menu names it either."""
    index = json.loads((made.site / "search" / "search_index.json").read_bytes())
    found = {urldefrag(place["at"]).url.removeprefix("./") for place in index["places"]}
    assert found == set(pages) - {"calendario/como-contamos/comprobar/"}


def test_the_search_is_not_flooded_with_days_that_were_counted(made: Made) -> None:
    """Who looks for a holiday wants the calendar and not every count that meets it."""
    places = json.loads((made.site / "search" / "search_index.json").read_bytes())["places"]
    holiday = made.catalog.calendar.holidays[0].name
    found = [place["at"] for place in places if holiday in place["text"]]
    # A theme of the worked cases may name a holiday in its own words; its cases and their counts are left out.
    assert not [at for at in found if "como-contamos" not in at and not at.startswith("calendario/#feriados")]
    assert not [place["at"] for place in places if "no cuenta: " in place["text"]]


def test_no_search_engine_is_led_to_the_order_page(made: Made, everything: Pages) -> None:
    """It says so itself; a robots.txt that named it would keep that from being read."""
    (robots,) = everything["pedido/"].all("meta", name="robots")

    assert {"noindex", "nofollow"} <= set(robots.attrs["content"].split(","))
    assert not (made.site / "robots.txt").exists()


def test_every_page_is_in_spanish_with_one_title_and_one_main_heading(everything: Pages) -> None:
    """No two pages share a title, and no heading skips a rank."""
    titles = [page.one("head").one("title").text for page in everything.values()]

    assert len(set(titles) - {""}) == len(everything)
    for name, page in everything.items():
        assert page.one("html").attrs["lang"] == "es-ES", name
        if name != "pedido/":
            ranks = [int(node.tag[1]) for node in page.one("article").all() if re.fullmatch("h[1-6]", node.tag)]
            assert ranks[:1] == [1], name
            assert ranks.count(1) == 1, name
            assert all(after - before <= 1 for before, after in pairwise(ranks)), name


def test_an_address_that_leads_nowhere_is_answered_in_spanish(everything: Pages) -> None:
    """With a way on; its links are those of the root, for it is shown at any depth."""
    lost = everything["404.html"].one("article")

    assert lost.one("h1").text == "Página no encontrada"
    assert lost.one("a").attrs["href"] == "/demoras/"
    assert everything["404.html"].one("title").text == "Página no encontrada - Demoras · Cierzo Digital"


def test_a_page_has_one_name_and_a_menu_says_it_or_its_beginning(made: Made, pages: Pages) -> None:
    """In its heading, its title and where it is shared; «Inicio», and the place of several pages, is no name."""
    names = {address: page.one("h1").text for address, page in pages.items()}
    for address, page in pages.items():
        assert page.one("head").one("title").text == f"{names[address]} - Demoras · Cierzo Digital", address
        assert page.one("meta", property="og:title").attrs["content"] == names[address], address
    begun = set()
    for address, page in pages.items():
        for bar in page.all("nav", klass="vecinas"):
            for link in bar.all("a"):
                to = urljoin(made.catalog.company.site_url + address, link.attrs["href"])
                told = names[to.removeprefix(made.catalog.company.site_url)]
                assert told.startswith(link.text), (address, link.text)
                begun.add(link.text)
    assert {"Demoras", "Cómo comunicarse", "Calendario", "Cómo contamos", "Cumplimiento", "Avisos"} <= begun


def test_what_machines_are_told_is_sound_and_leads_to_pages_of_the_site(
    made: Made, pages: Pages, everything: Pages
) -> None:
    """On each page that has any: an address of the site is a page, and a place of one where it says so."""
    root = made.catalog.company.site_url
    holding = set()
    for address, page in pages.items():
        for script in page.all("script", type="application/ld+json"):
            data = json.loads("".join(script.strings()))
            assert data["@context"] == "https://schema.org", address
            holding.add(address)
            for key, value in flat(data):
                if key not in ("@id", "url", "item") or not value.startswith(root):
                    continue
                name, fragment = urldefrag(value.removeprefix(root))
                assert name in everything, (address, value)
                if fragment and key != "@id":
                    assert list(everything[name].all(id=fragment)), (address, value)
    assert holding == {"", "calendario/", "preguntas/", *(f"demoras/{key}/" for key in made.catalog.services)}
    # One and the same company on all of them.
    companies = {
        text for address in holding for text in re.findall(r'"@id": "([^"]*#empresa)"', script_text(pages[address]))
    }
    assert companies == {f"{root}#empresa"}


def flat(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a JSON value with the name it stands under."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from flat(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from flat(one, key)
    elif isinstance(value, str):
        yield key, value


def script_text(page: Node) -> str:
    """Return what a page tells machines, as it stands."""
    return "".join(text for one in page.all("script", type="application/ld+json") for text in one.strings())


def test_every_public_page_says_when_it_was_made_or_when_orders_were_read(pages: Pages) -> None:
    """In words for people, and as a moment for the script that tells its age."""
    for page in pages.values():
        (time,) = page.one("aside", id="edad").all("time")
        assert time.text == "lunes 23 de noviembre de 2026 a las 14:15"
        assert time.attrs["datetime"] == "2026-11-23T13:15:00Z"
        (meta,) = page.all("meta", name="demoras-generado")
        assert meta.attrs["content"] == "2026-11-23T13:15:00Z"


def test_no_page_loads_anything_from_elsewhere(made: Made, everything: Pages) -> None:
    """Neither in its elements nor in the style sheets they name."""
    for name, page in everything.items():
        for node in page.all():
            loaded = [node.attrs[key] for key in LOADING if key in node.attrs]
            if node.tag == "link" and node.attrs.get("rel") != "canonical":
                loaded.append(node.attrs["href"])
            parts = [urlsplit(url) for url in loaded]
            assert [part for part in parts if part.netloc or part.scheme not in ("", "data")] == [], name
    for sheet in made.site.rglob("*.css"):
        assert re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")) == [], sheet


def test_links_out_lead_only_to_what_the_data_name(made: Made, everything: Pages) -> None:
    """The manual, the client area, the channels, the site itself by its own address, a host that the company allows."""
    company = made.catalog.company
    out = {link.attrs["href"] for page in everything.values() for link in page.all("a") if "://" in link.attrs["href"]}
    known = {company.sla_manual_url, company.client_area_url, "https://estado.cierzo.example/"}
    known |= {one.contact for one in made.catalog.attention.values() if "://" in str(one.contact)}
    assert {url for url in out if not url.startswith(company.site_url)} == known


def test_the_order_page_may_run_nothing_but_its_own_scripts(everything: Pages) -> None:
    """The policy stands before anything that it should govern; of programs inside the page it knows one."""
    head = [child for child in everything["pedido/"].one("head").children if isinstance(child, Node)]
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in next(n for n in head if "http-equiv" in n.attrs).attrs["content"].split(";")
    )

    assert [node.attrs.get("http-equiv") for node in head[:2]] == [None, "Content-Security-Policy"]
    assert policy["default-src"] == "'none'"
    (inside,) = ("".join(one.strings()) for one in everything["pedido/"].all("script") if not one.attrs)
    digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    assert policy["script-src"] == f"'self' 'sha256-{digest}'"
    assert {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(" ".join(policy.values()).split()) == set()


def test_every_link_inside_the_site_leads_somewhere(made: Made, everything: Pages) -> None:
    """To a file that exists and, where it names a place in a page, to a place that page has."""
    links = list(inner_links(made, everything))

    assert len(links) > 500
    assert [link for link in links if not leads_somewhere(made, everything, link[1])] == []


@pytest.mark.parametrize("wrong", ["demoras/correo/#no", "demoras/no/", "assets/no.css", "preguntas/#hostin"])
def test_a_link_that_leads_nowhere_would_be_noticed(made: Made, everything: Pages, wrong: str) -> None:
    assert not leads_somewhere(made, everything, wrong)


def inner_links(made: Made, pages: Pages) -> Iterator[tuple[str, str]]:
    """Yield each page's address with each address under the site that it refers to."""
    root = made.catalog.company.site_url
    for name, page in pages.items():
        for node in page.all():
            for key in ("href", "src"):
                url = urljoin(root + name, node.attrs[key]) if key in node.attrs else ""
                if url.startswith(root):
                    yield name, url.removeprefix(root)


def leads_somewhere(made: Made, pages: Pages, address: str) -> bool:
    """Whether an address under the site's root is a file, and its anchor, if any, an element of that page."""
    path, anchor = urldefrag(address)
    if path in ("", "404.html") or path.endswith("/"):
        ids = {node.attrs.get("id") for node in pages[path].all()} if path in pages else set()
        return path in pages and (not anchor or anchor in ids)
    return (made.site / path).is_file() and not anchor


def test_the_theme_s_own_words_are_plain_too(made: Made) -> None:
    """On a page with contents: none of the theme's stiff ones, and no midnight told as 24:00."""
    page = (made.site / "demoras" / "index.html").read_text(encoding="utf-8")
    contents = (made.site / "calendario" / "index.html").read_text(encoding="utf-8")

    assert [words for words in ("Teclee", "documentos encontrados", "Tabla de contenidos") if words in page] == []
    assert "En esta página" in contents
    assert [path for path in made.site.rglob("*.html") if ", 24:00" in path.read_text(encoding="utf-8")] == []
