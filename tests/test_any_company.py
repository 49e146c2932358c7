"""What must hold for any company's data: they are checked, built, shown in the demo and to staff, whatever they are."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from generator.compute.public_facts import public_facts
from generator.load import load_catalog
from generator.model.reviews import Reviews
from generator.render.internal_pages import internal_pages
from generator.render.site import public_site
from tests.cli.calls import call, fingerprint
from tests.cli.test_demo import demo
from tests.sample_company import REPOSITORY, copied

pytestmark = pytest.mark.any_company


@pytest.fixture
def now() -> str:
    """Give a day in the first year whose holidays are loaded, so that no year is too late for these tests."""
    return f"{load_catalog(REPOSITORY).calendar.first_year}-09-15T13:00+00:00"


def test_the_data_are_right(now: str) -> None:
    ran = call("check", "--now", now, root=REPOSITORY)
    assert (ran.code, ran.err) == (0, "")


def test_the_demo_builds_a_site_of_them(tmp_path: Path, now: str) -> None:
    """From made-up orders over HTTP to a page for each service, with links to orders in the states that all have."""
    root = copied(tmp_path, REPOSITORY)
    ran = demo(root, "--now", now, "--no-serve")

    assert (ran.returncode, ran.stderr) == (0, "")
    pages = {path.parent.name for path in (root / ".demo" / "site" / "demoras").glob("*/index.html")}
    assert pages == set(load_catalog(REPOSITORY).services)
    shown = re.findall(r"^  (\S.*?) +http://127\.0\.0\.1:8200/pedido/#\S{32}$", ran.stdout, re.MULTILINE)
    assert {"espera el pago", "activo", "cancelado"} <= set(shown)


def test_the_staff_s_site_is_built_of_them(tmp_path: Path, now: str) -> None:
    ran = call("internal", "--out", tmp_path / "interno", "--now", now, root=REPOSITORY)

    assert ran.code == 0, ran.err
    assert (tmp_path / "interno" / "index.html").is_file()


OF_SOME = ("WhatsApp", "chat", "Instagram", "Facebook", "Mercado Pago", "Argentin", "Buenos Aires", "CUIT")
"""What some companies have, or where some are."""


def test_no_page_names_what_only_another_company_has(now: str) -> None:
    """Neither a template nor a hand-written page brings it: where one names it, the data do."""
    catalog = load_catalog(REPOSITORY)
    facts = public_facts(catalog, None, datetime.fromisoformat(now))
    site = public_site(catalog, facts)
    written = {path.name: site.fill(path.read_text("utf-8")) for path in REPOSITORY.glob("site_src/docs/*.md")}
    generated = {path: str(text) for path, text in site.files.items() if path.endswith(".md")}
    data = "".join(path.read_text("utf-8") for path in (REPOSITORY / "data").rglob("*.yml"))
    data = data.replace("_", " ").casefold()
    foreign = [word for word in OF_SOME if word.casefold() not in data]
    staff = {f"interno/{path}": text for path, text in internal_pages(catalog, facts, Reviews((), ())).items()}
    assert [
        (path, word)
        for path, text in {**written, **generated, **staff}.items()
        for word in foreign
        if word.casefold() in text.casefold()
    ] == []


def test_reading_them_changes_nothing() -> None:
    """What these tests did before this one, too."""
    before = fingerprint(REPOSITORY / "data")
    load_catalog(REPOSITORY)
    assert fingerprint(REPOSITORY / "data") == before
