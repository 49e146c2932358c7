"""The staff's site as it lies on the disk: what is in it, and that nothing of it reaches the public one."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from generator.compute.due_reviews import due_reviews
from generator.compute.public_facts import public_facts
from generator.model.catalog import Attention
from generator.model.ledger import Ledger
from generator.publish.site_folder import MARKER
from generator.render.finished_links import NOWHERE
from generator.render.internal_pages import internal_navigation, internal_pages
from generator.staff_pipeline import build_internal
from tests.cli.calls import assert_stopped, bare_environ, call
from tests.sample_company import REPOSITORY, SAMPLE, ZONE
from tests.site.internal.conftest import BUILT, Internal
from tests.site.making import NOW, Made
from tests.site.reading import Node, read, section
from tests.site.test_colours import undefined
from tests.site.test_engines import files
from tests.site.test_privacy import found
from tests.site.validators import html_faults, link_faults
from tests.workflows.workflow_file import WORKFLOWS


@pytest.fixture(scope="module")
def built(internal: Internal) -> dict[str, Node]:
    """Give each page of the staff's site by its path."""
    return {path.relative_to(internal.site).as_posix(): read(path) for path in internal.site.rglob("*.html")}


def test_the_command_says_where_it_is_and_not_to_publish_it(internal: Internal) -> None:
    """Its last words are how to look at it."""
    assert internal.said == (
        f"Sitio interno construido en {internal.site}: no lo publique. "
        f"Para verlo: demoras serve --site {internal.site}\n"
    )


def test_every_page_asks_not_to_be_indexed_and_says_that_it_is_internal(built: dict[str, Node]) -> None:
    """The page for addresses that lead nowhere too."""
    assert "404.html" in built
    for path, page in built.items():
        assert page.one("meta", name="robots").attrs["content"] == "noindex, nofollow, noarchive", path
        assert "Uso interno" in page.one("p", klass="interno-aviso").text, path


def test_no_address_is_told_to_search_engines(internal: Internal, built: dict[str, Node]) -> None:
    """The sitemap names no page, and no page its own address."""
    sitemap = (internal.site / "sitemap.xml").read_text(encoding="utf-8")

    assert "<loc>" not in sitemap
    assert [path for path, page in built.items() if list(page.all("link", rel="canonical"))] == []


def test_every_service_has_its_page_and_its_replies(internal: Internal, built: dict[str, Node]) -> None:
    """Three lengths for each thing the client may do today."""
    for key in internal.catalog.services:
        page = built[f"servicios/{key}/index.html"]
        titles = [one.text for one in page.all("h3") if one.attrs.get("id", "").startswith(("pago-", "requisitos-"))]
        waits = not internal.catalog.starts_at_payment(internal.catalog.services[key])
        assert titles == ["Mensaje corto", "Mensaje medio", "Mensaje largo"] * (2 if waits else 1), key


def test_internal_and_public_answers_stand_apart(internal: Internal, built: dict[str, Node]) -> None:
    """Only the public ones can be copied for a client."""
    page = built["preguntas/index.html"]
    secret, known = section(page, "seccion_internas"), section(page, "seccion_publicas")
    (own,) = internal.catalog.questions("internal").values()

    assert own.question in secret
    assert own.question not in known
    for entry in internal.catalog.questions("public").values():
        assert entry.question in known
        assert entry.question not in secret
    assert len(list(page.all("button", klass="copiar"))) == len(internal.catalog.questions("public"))


def test_what_is_pending_is_listed_with_owner_date_and_file(internal: Internal, built: dict[str, Node]) -> None:
    """Overdue ones, those of the next 30 days, and every fact nobody has confirmed."""
    page = built["pendientes/index.html"]

    assert "Alojamiento web data/services/alojamiento.yml dom 01/11/2026 soporte" in section(page, "vencidas")
    assert "Tienda en línea data/services/tienda.yml sáb 05/12/2026" in section(page, "proximas")
    assert "Tienda en línea" not in section(page, "vencidas")
    assert "Material entregado data/requirements/material-entregado.yml" in section(page, "vias")
    assert "Guion aprobado" not in section(page, "vias")
    listed = section(page, "supuestos")
    assert internal.catalog.assumed
    assert [path for path in internal.catalog.assumed if path not in listed] == []
    assert "1 revisión vencida y" in built["index.html"].text


def test_a_service_s_bar_names_the_services_of_its_own_group(internal: Internal, built: dict[str, Node]) -> None:
    """Those of every group would fill a phone before the page begins."""
    services = internal.catalog.services
    for key, service in services.items():
        bar = built[f"servicios/{key}/index.html"].one("nav", klass="vecinas")
        mine = {one.name for one in services.values() if one.group == service.group}
        assert {link.text for link in bar.all("a")} == mine


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_each_plain_engine_builds_the_command_s_site(engine: str, internal: Internal, tmp_path: Path) -> None:
    """Every file, byte for byte, with nothing but the configuration; only the command leaves its mark."""
    words = [sys.executable, "-m", engine, "build", "--strict", "-f", str(internal.root / "mkdocs.internal.yml")]
    moment = datetime.fromisoformat(BUILT).replace(tzinfo=ZONE)
    told = {"DEMORAS_NOW": moment.isoformat(), "SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}
    ran = subprocess.run(
        [*words, "-d", str(tmp_path / "interno")],
        cwd=SAMPLE,
        env=bare_environ({**told, "NO_MKDOCS_2_WARNING": "1"}),
        capture_output=True,
        text=True,
        check=False,
    )
    ours, theirs = files(internal.site), files(tmp_path / "interno")

    assert ran.returncode == 0, ran.stderr
    assert ours.keys() - theirs.keys() == {MARKER}
    assert [name for name in theirs if ours.get(name) != theirs[name]] == []


def test_it_is_not_built_over_the_public_site(tmp_path: Path) -> None:
    """A slip of the hand must not put it where everybody reads."""
    page = tmp_path / "site" / "pedido" / "index.html"
    page.parent.mkdir(parents=True)
    page.touch()
    ran = call("internal", "--out", tmp_path / "site", "--now", BUILT)

    assert_stopped(ran, 1)
    assert "está el sitio público" in ran.err
    assert [path for path in (tmp_path / "site").rglob("*") if path.is_file()] == [page]


def test_it_is_built_anew_in_its_own_place(internal: Internal, tmp_path: Path) -> None:
    """As its staff do each day."""
    site = tmp_path / "interno"
    shutil.copytree(internal.site, site)
    ran = call("internal", "--out", site, "--now", BUILT, root=internal.root)

    assert (ran.code, files(site)) == (0, files(internal.site)), ran.err


def test_the_public_workflow_knows_nothing_of_it() -> None:
    """It neither builds nor uploads it."""
    text = (WORKFLOWS / "publish.yml").read_text(encoding="utf-8").casefold()

    assert "demoras build" in text
    assert [word for word in ("internal", "interno") if word in text] == []


def test_nothing_of_it_is_in_the_public_site(made: Made, internal: Internal) -> None:
    """No internal answer, no page, no script and no sentence of a ready reply, in any byte of any file."""
    bytes_of = _unpacked(made.site)
    answers = [
        text for one in internal.catalog.questions("internal").values() for text in (one.question, *one.wordings)
    ]
    own = [*answers, "Respuestas para enviar", "Uso interno", "interno.js", "interno.css", "Gracias por su consulta"]

    assert len(answers) > 1
    assert found(own, bytes_of) == set()
    assert found(own, _unpacked(internal.site)) == set(own)
    public = {path.relative_to(made.site).as_posix() for path in made.site.rglob("*")}
    assert {path for path in public if "interno" in path or path.startswith(("servicios", "pendientes"))} == set()


def test_a_channel_whose_address_nobody_said_is_pending(internal: Internal) -> None:
    """Tickets are in the client area, and one that has an address is not listed."""
    catalog = internal.catalog
    gone = {"telefono": catalog.attention["telefono"].model_copy(update={"contact": None})}
    facts, reviews = public_facts(catalog, None, NOW), due_reviews(catalog, NOW.date())

    def listed(attention: Mapping[str, Attention]) -> str:
        page = internal_pages(replace(catalog, attention=attention), facts, reviews)["pendientes.md"]
        return page.partition("{: #canales }")[2].partition("\n## ")[0]

    assert "Todos lo tienen." in listed(catalog.attention)
    assert re.findall(r"^- .*", listed({**catalog.attention, **gone}), re.MULTILINE) == [
        "- Teléfono <code>data/attention/telefono.yml</code>"
    ]


def test_a_product_of_billing_without_a_service_is_pending(internal: Internal) -> None:
    """By the text that `billing.yml` needs, which is shown as it is; without a Ledger nobody knows."""
    catalog = internal.catalog
    facts, reviews = public_facts(catalog, None, NOW), due_reviews(catalog, NOW.date())

    def listed(**known: object) -> str:
        page = internal_pages(catalog, facts.model_copy(update=known), reviews)["pendientes.md"]
        return page.partition("{: #productos }")[2].partition("\n## ")[0]

    assert "demoras billing products" in listed()
    assert "tienen su servicio" in listed(synced_at=NOW)
    assert re.findall(r"^- .*", listed(synced_at=NOW, unmapped=("Otra - Cosa <b>",)), re.MULTILINE) == [
        "- <code>Otra - Cosa &#60;b&#62;</code>"
    ]


def test_a_built_site_lists_what_the_ledger_holds_of_no_service(internal: Internal, tmp_path: Path) -> None:
    """Its pages alone: the facts of the public site know nothing of it."""
    item = {"kind": "product", "id": "5", "name": "Otra - Cosa", "service": None, "state": "unknown"}
    order = {"id": "1", "number": "11", "placed_at": NOW, "changed_at": NOW}
    order |= {"items": [{**item, "reason": "unmapped", "since": NOW}]}
    empty = {"calendars": {}, "tickets": {}, "finished": []}
    site = internal.catalog.company.site
    ledger = Ledger.model_validate({"v": 3, "site": site, "synced_at": NOW, "orders": {"1": order}, **empty})
    build_internal(internal.root, internal.catalog, tmp_path / "interno", now=NOW, environ=os.environ, ledger=ledger)

    assert "<code>Otra - Cosa</code>" in (tmp_path / "interno" / "pendientes" / "index.html").read_text(
        encoding="utf-8"
    )
    assert public_facts(internal.catalog, ledger, NOW).unmapped == ()


def test_every_page_of_the_menu_is_there(internal: Internal) -> None:
    """And every page is in the menu."""
    pages = internal_pages(
        internal.catalog, public_facts(internal.catalog, None, NOW), due_reviews(internal.catalog, NOW.date())
    )
    assert sorted(_paths(internal_navigation(internal.catalog))) == sorted(pages)


def test_it_brings_the_counting_scripts_of_the_public_site(internal: Internal) -> None:
    """The very same files: one way to count."""
    for path in (REPOSITORY / "site_src" / "docs" / "assets" / "calcular").iterdir():
        assert (internal.site / "assets" / "calcular" / path.name).read_bytes() == path.read_bytes()


def _unpacked(folder: Path) -> bytes:
    parts: list[bytes] = []
    for path in sorted(folder.rglob("*")):
        parts.append(path.relative_to(folder).as_posix().encode())
        if path.is_file():
            data = path.read_bytes()
            parts += [data, gzip.decompress(data)] if path.suffix == ".gz" else [data]
    return b"\n".join(parts)


def _paths(nav: Iterable[object]) -> Iterable[str]:
    for entry in nav:
        assert isinstance(entry, dict)
        for value in entry.values():
            yield from [value] if isinstance(value, str) else _paths(value)


def test_the_pages_define_every_colour_they_use(internal: Internal) -> None:
    """Its configuration names its styles anew, so that one may be left out."""
    assert undefined(internal.site / "index.html") == set()


def test_validators_that_are_not_ours_find_nothing_wrong(internal: Internal) -> None:
    """Neither in a page's HTML nor in where it leads."""
    assert html_faults(internal.site) == ()
    assert link_faults(internal.site, NOWHERE) == ()
