"""What the engine is handed is the whole site: packed and unpacked it is the same, hand-written pages filled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator.compute.public_facts import public_facts
from generator.load import load_catalog
from generator.model.base import ServiceId
from generator.render.handed_site import as_typed, unpacked
from generator.render.markdown import Markdown
from generator.render.site import Site, public_site
from tests.sample_company import SAMPLE

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
SERVICE = ServiceId("boletin")
TYPED = f'# Hola\n\nUn boletín: {{{{ promise("{SERVICE}") }}}}.\n'


@pytest.fixture(scope="module")
def site() -> Site:
    catalog = load_catalog(SAMPLE)
    return public_site(catalog, public_facts(catalog, None, NOW))


def test_packed_and_unpacked_it_is_the_same(site: Site) -> None:
    handed = site.handed([TYPED])

    again = unpacked(handed.packed())

    for name in ("texts", "others", "filled", "navigation", "notices", "dates", "frame", "cards"):
        assert getattr(again, name) == getattr(handed, name)
    assert again.searched.whole == handed.searched.whole
    assert again.searched.wordings == {at: [*words] for at, words in handed.searched.wordings.items()}
    assert {card.picture for card in site.cards.values()} <= set(handed.others)
    assert {**handed.texts, **site.others()}.items() > site.files.items()
    assert handed.texts.keys().isdisjoint(handed.others)
    assert (handed.frame, handed.searched) == (site.frame, site.searched)
    assert [(one.summary, one.anchor) for one in handed.notices] == [(one.summary, one.anchor) for one in site.notices]


@pytest.mark.parametrize("change", [str, lambda text: text.replace("\n", "\r\n"), lambda text: f"\n{text.strip()}"])
def test_a_page_is_filled_however_the_engine_hands_its_text_on(site: Site, change: type[str]) -> None:
    handed = site.handed([TYPED])

    assert str(site.promises[SERVICE]) in handed.page(change(TYPED))
    assert handed.page("# Sin nada\r\n") == "# Sin nada\r\n"


def test_another_page_than_the_site_was_made_of_is_not_published_unfilled(site: Site) -> None:
    with pytest.raises(KeyError):
        site.handed([]).page(TYPED)


def test_a_text_that_is_begun_by_blanks_keeps_them() -> None:
    assert as_typed("\n    código\n") == "    código"


def test_markdown_is_handed_on_as_text(site: Site) -> None:
    handed = replace(site, files={"a.md": Markdown("# Hola")}).handed([])

    assert unpacked(handed.packed()).texts == {"a.md": "# Hola"}
