"""A retired service leaves every page that offers services, from its date on, and its orders stay what they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from generator.compute.due_reviews import due_reviews
from generator.compute.public_facts import public_facts
from generator.model.base import NoticeId
from generator.model.catalog import Catalog, Notice
from generator.render.internal_site import internal_site
from generator.render.manual_blocks import manual_blocks
from generator.render.site import Site, public_site
from tests.load.tree import DataTree
from tests.render.conftest import NOW
from tests.render.test_manual_blocks import MANUAL

EVE = datetime(2026, 11, 21, 2, 59, tzinfo=UTC)
"""The last minute of 20 November in Buenos Aires."""
DAY = EVE + timedelta(minutes=1)


@pytest.fixture
def company(tree: DataTree) -> Catalog:
    """Give the company with a service that is retired on 21 November and stands in no text."""
    text = (tree.root / "data/services/acme.yml").read_text()
    return tree.write("data/services/acme.yml", text + "retired: 2026-11-21\n").catalog()


def site(catalog: Catalog, now: datetime) -> Site:
    return public_site(catalog, public_facts(catalog, None, now))


def told(files: Mapping[str, str | bytes]) -> str:
    """Return all that finished files say, but for the order page's own words, which its orders need."""
    return "\n".join(
        text if isinstance(text, str) else text.decode(errors="replace")
        for path, text in files.items()
        if not path.startswith("pedido/")
    )


def test_until_the_day_before_it_is_offered_as_ever(company: Catalog, tree: DataTree) -> None:
    text = (tree.root / "data/services/acme.yml").read_text()
    plain = tree.write("data/services/acme.yml", text.replace("retired: 2026-11-21\n", "")).catalog()
    assert site(company, EVE).files == site(plain, EVE).files


def test_from_its_date_on_no_page_menu_or_search_names_it(company: Catalog) -> None:
    """Catalogue, its own page with the calculator, questions, notices, calendar and what the search finds it by."""
    before, after = site(company, EVE), site(company, DAY)
    assert "demoras/acme.md" in before.files
    assert "demoras/acme.md" not in after.files
    assert "Ácme" in told(before.files)
    assert "Ácme" not in told(after.files)
    for part in ("navigation", "searched"):
        assert "acme" in str(getattr(before, part))
        assert "acme" not in str(getattr(after, part))


def test_the_staff_s_own_site_and_the_manual_leave_it_out_too(company: Catalog) -> None:
    """Replies and reviews as well."""
    for now, is_there in ((EVE, True), (DAY, False)):
        facts = public_facts(company, None, now)
        reviews = due_reviews(company.in_offer(now), now.date())
        staff = internal_site(company, facts, reviews, {})
        blocks = " ".join(block.body for block in manual_blocks(company, MANUAL, facts))
        assert ("servicios/acme.md" in staff.files, "Ácme" in told(staff.files), "Ácme" in blocks) == (is_there,) * 3
    later = due_reviews(company.in_offer(DAY), datetime(2028, 1, 1, tzinfo=UTC).date())
    assert not [one for one in later.overdue if "acme" in one.path]


def test_the_order_page_still_knows_it_and_leads_to_no_page_of_it(company: Catalog) -> None:
    wording = json.loads(site(company, DAY).files["pedido/catalogo.json"])
    assert wording["services"]["acme"]["name"] == "Ácme"
    assert wording["services"]["acme"]["page"] is None
    assert wording["services"]["hosting"]["page"] == "../demoras/hosting/"


@pytest.mark.usefixtures("company")
def test_a_text_that_tells_its_promise_still_does(tree: DataTree) -> None:
    """What was promised is true of the orders that go on."""
    tree.edit("data/faq/plazo.yml", "answer: ", 'answer: Antes eran {{ promise("acme") }}. ')
    shown = site(tree.catalog(), DAY).files["preguntas/index.md"]
    assert "Antes eran 24 a 48 horas en días hábiles." in str(shown)


def test_a_notice_about_it_alone_is_not_one_for_everybody(company: Catalog) -> None:
    """One that also names another service tells of that one."""
    fields = {"kind": "delay", "title": "Mudanza", "reason": "Nos mudamos.", "promise": "5 días hábiles"}
    dates = {"from": "2026-11-20", "until": "2026-11-27"}
    notices = {
        NoticeId(name): Notice.model_validate(fields | dates | {"title": name, "services": services})
        for name, services in (("sola", ["acme"]), ("ambas", ["acme", "hosting"]))
    }
    shown = site(replace(company, notices=notices), DAY)
    assert [notice.title for notice in shown.notices] == ["ambas"]
    assert "sola" not in told(shown.files)
    wording = json.loads(shown.files["pedido/catalogo.json"])
    assert set(wording["notices"]) == {"sola", "ambas"}


def test_a_group_whose_services_are_all_retired_goes_with_them(tree: DataTree) -> None:
    text = (tree.root / "data/services/hosting.yml").read_text()
    company = tree.write("data/services/hosting.yml", text + "retired: 2026-11-21\n").catalog()
    [group] = [one.name for key, one in company.groups.items() if key == "instantanea"]
    assert group in told(site(company, NOW).files)
    assert group not in told(site(company, DAY).files)
