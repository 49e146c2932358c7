"""The picture and the words of a page whose address is shared."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from generator.compute.public_facts import public_facts
from generator.render.clock_page import CASES_PAGE, CHECKED_PAGE
from generator.render.pages import menu_pages, navigation
from generator.render.share_cards import HEIGHT, WIDTH, card_pictures, drawn, order_card, share_cards
from tests.load.tree import DataTree
from tests.render.conftest import NOW

GROUND = "#0b5a8a"
MARGIN = 50


def seen(picture: bytes) -> Image.Image:
    """Return a picture as its shades of text: 0 where there is none."""
    with Image.open(io.BytesIO(picture)) as image:
        assert (image.format, image.size, image.mode) == ("PNG", (WIDTH, HEIGHT), "P")
        return Image.frombytes("L", image.size, image.tobytes())


def test_every_page_of_the_menu_has_a_card_and_each_card_a_picture_of_its_own(tree: DataTree) -> None:
    catalog = tree.catalog()
    facts = public_facts(catalog, None, NOW)
    cards = share_cards(catalog, facts)
    pictures = card_pictures(catalog.company, cards)
    assert cards.keys() == set(menu_pages(navigation(catalog)))
    assert pictures.keys() == {card.picture for card in (*cards.values(), order_card())}
    assert len(set(pictures.values())) == len(pictures) == len(cards) + 1
    assert cards["demoras/simplenews.md"].sentence.startswith(
        str(public_facts(catalog, None, NOW).promises["simplenews"])
    )


def test_the_pages_of_worked_cases_have_cards_where_the_site_has_them(tree: DataTree) -> None:
    catalog = tree.catalog()
    facts = public_facts(catalog, None, NOW)
    more = share_cards(catalog, facts, clock_cases=True).keys() - share_cards(catalog, facts).keys()
    assert more == {CASES_PAGE, CHECKED_PAGE}


def test_equal_pages_give_equal_bytes() -> None:
    assert drawn("a", "b", "c", GROUND) == drawn("a", "b", "c", GROUND) != drawn("a", "b", "d", GROUND)


@pytest.mark.parametrize("title", ["Hosting", "Registro de dominios internacionales " * 6, "ñ" * 200, "W" * 40, "x"])
def test_no_text_leaves_the_picture(title: str) -> None:
    """Long names break, get smaller and at last end in dots; the company's own too."""
    image = seen(drawn(title, title, title, GROUND))
    left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)
    assert min(left, top, WIDTH - right, HEIGHT - bottom) >= MARGIN - 20
    assert WIDTH - right >= MARGIN


@pytest.mark.parametrize(
    "company", ["Comunicaciones e Infraestructura Digital del Pacífico Sur Sociedad Anónima", "Empresa " * 40, "W" * 90]
)
def test_a_long_company_s_name_stands_above_the_title(company: str) -> None:
    """Its last line leaves a gap before the title, whose place it does not move."""
    image, alone = seen(drawn(company, "Hosting", "", GROUND)), seen(drawn("", "Hosting", "", GROUND))
    top = (alone.getbbox() or (0, 0, 0, 0))[1]
    own = seen(drawn(company, "", "", GROUND)).getbbox() or (0, 0, 0, 0)
    assert own[3] + 10 <= top
    assert WIDTH - own[2] >= MARGIN
    below = (0, top, WIDTH, HEIGHT)
    assert image.crop(below).tobytes() == alone.crop(below).tobytes()


def test_the_name_of_a_company_is_told_whole_if_three_lines_hold_it() -> None:
    """Each of its words changes the picture."""
    name = "Comunicaciones e Infraestructura Digital del Pacífico Sur Sociedad Anónima"
    assert drawn(name, "", "", GROUND) != drawn(name.replace("Anónima", "Abierta"), "", "", GROUND)


def test_no_sentence_leaves_the_picture_below_a_title_of_three_lines() -> None:
    """Three lines at the size of one would leave room for none."""
    title, sentence = "App de audio streaming para Android", "15 a 40 días hábiles desde que se cumplen los requisitos"
    image = seen(drawn("Empresa", title, sentence, GROUND))
    assert HEIGHT - (image.getbbox() or (0, 0, 0, 0))[3] >= MARGIN - 20


@pytest.mark.parametrize("letter", "áéíóúüñÁÑ¿¡«»·ºª…—")
def test_every_letter_of_the_language_is_drawn(letter: str) -> None:
    """None as the box that stands for what a font lacks."""
    lacking = seen(drawn("", "\u4e00", "", GROUND)).tobytes()
    assert seen(drawn("", letter, "", GROUND)).tobytes() not in (lacking, bytes(WIDTH * HEIGHT))


def test_the_ground_is_the_company_s_colour() -> None:
    with Image.open(io.BytesIO(drawn("a", "b", "c", GROUND))) as image:
        assert image.convert("RGB").getpixel((0, 0)) == (0x0B, 0x5A, 0x8A)
