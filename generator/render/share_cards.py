"""What a page looks like where its address is shared: a picture of its own, a title and one sentence."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model.catalog import Catalog, Company
from generator.model.facts import Facts
from generator.model.questions import QUESTIONS_PAGE
from generator.render import wording
from generator.render.attention_page import ATTENTION_PAGE, attention_heading
from generator.render.brand import accent_of, day_shades
from generator.render.clock_page import CASES_PAGE, CHECKED_PAGE
from generator.render.handed_site import ShareCard
from generator.render.notices_page import NOTICES_PAGE, Notices
from generator.render.pages import CALENDAR_PAGE, OPEN_DATA_PAGE, Files, has_questions
from generator.render.records_page import RECORDS_PAGE
from generator.words.language import WORDS
from generator.words.phrases import short_day

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 800, 420
"""Pixels: a bit wider than twice as wide as high, as chats and networks show it."""
_MARGIN = 56
_FOLDER = Path(__file__).parent / "fonts"
_SIZES = (60, 52, 44, 36, 30)
_MOST_LINES = 3
_LAST_SHADE = 15


def share_cards(catalog: Catalog, facts: Facts, *, clock_cases: bool = False) -> dict[str, ShareCard]:
    """Return the card of every page, by the page's path (`demoras/simplenews.md`).

    `clock_cases` tells whether the site has the pages of worked cases.
    """
    told = (*_told(catalog, facts), *(_of_clock() if clock_cases else ()))
    return {path: ShareCard(title, sentence, _picture(path)) for path, title, sentence in told}


def order_card() -> ShareCard:
    """Return the card of every order link: the same for all, so it tells nothing of any."""
    return ShareCard(WORDS.cards.order_title, WORDS.cards.order, _picture("pedido.md"))


def card_pictures(company: Company, cards: Mapping[str, ShareCard]) -> Files[bytes]:
    """Return the picture of each card and that of order links as PNG, by its path; none where there is no card.

    Each is drawn when it is first asked for.
    """
    ground = day_shades(accent_of(company)).accent
    every = (*cards.values(), order_card()) if cards else ()
    return Files({one.picture: partial(drawn, company.name, one.title, one.sentence, ground) for one in every})


def drawn(company: str, title: str, sentence: str, ground: str) -> bytes:
    """Return a picture with three texts in white on a colour, `#rrggbb`; equal arguments give equal bytes."""
    # The library is needed by a build alone.
    from PIL import Image, ImageDraw  # noqa: PLC0415

    image = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(image)
    # The title begins at the same height below one line of it and below three small ones.
    own, at = _fitting(company, 700, (28, 24, 20), 56), float(_MARGIN)
    for line in own[1]:
        draw.text((_MARGIN, at), line, font=own[0], fill=255)
        at += own[0].size * 1.2
    font, lines = _fitting(title, 700, _SIZES, 120)
    at = 150.0
    for line in lines:
        draw.text((_MARGIN, at), line, font=font, fill=255)
        at += font.size * 1.2
    small, more = _fitting(sentence, 400, (30, 26, 22), 66)
    for line in more:
        draw.text((_MARGIN, at + 14), line, font=small, fill=235)
        at += small.size * 1.35
    # As many shades as the edge of a letter needs: half the bytes, and two thirds of the time to pack them.
    image = image.point([round(value * _LAST_SHADE / 255) for value in range(256)])
    image.putpalette(_shades(ground))
    out = io.BytesIO()
    image.save(out, "PNG", bits=4, compress_level=4)
    return out.getvalue()


def _told(catalog: Catalog, facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield each page's path, title and sentence."""
    say, menu = WORDS.cards, WORDS.menu
    words = wording.PageWording(catalog)
    yield "index.md", say.home_title, say.home
    yield "demoras/index.md", say.delays_title, say.delays
    if catalog.billing.is_read:
        yield RECORDS_PAGE, menu.records, say.records
    yield NOTICES_PAGE, menu.notices, say.notices
    yield OPEN_DATA_PAGE, menu.open_data, say.open_data
    yield ATTENTION_PAGE, attention_heading(catalog), say.attention if catalog.attention else say.hours
    yield CALENDAR_PAGE, say.calendar_title, say.calendar
    if has_questions(catalog):
        yield QUESTIONS_PAGE, say.questions_title, say.questions
    notices = Notices(catalog, facts)
    for key, service in catalog.services.items():
        told = {"promise": facts.promises[key], "start": words.clock_start(service)}
        by_notice = notices.promised(key)[0].notice
        sentence = (
            say.service_by_notice.format(**told, until=short_day(by_notice.until), usual=service.promise)
            if by_notice
            else say.service.format(**told)
        )
        yield f"demoras/{key}.md", service.name, sentence


def _of_clock() -> Iterator[tuple[str, str, str]]:
    yield CASES_PAGE, WORDS.cards.clock_title, WORDS.cards.clock
    yield CHECKED_PAGE, WORDS.cards.checked_title, WORDS.cards.checked


def _picture(page: str) -> str:
    return f"assets/compartir/{page.removesuffix('/index.md').removesuffix('.md').replace('/', '-')}.png"


def _fitting(text: str, weight: int, sizes: tuple[int, ...], height: int) -> tuple[FreeTypeFont, list[str]]:
    """Return the largest font in which a text stands in three lines no higher than so many pixels, and the lines.

    What is longer ends in dots. Space between lines is not counted.
    """
    for size in sizes:
        font = _font(weight, size)
        lines = _wrapped(text, font)
        if len(lines) <= min(_MOST_LINES, height // size) and all(_fits(line, font) for line in lines):
            return font, lines
    kept = [line if _fits(line, font) else f"{_cut(line, font)}…" for line in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        kept[-1] = f"{_cut(kept[-1], font)}…"
    return font, kept


def _wrapped(text: str, font: FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _fits(longer, font):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(line: str, font: FreeTypeFont) -> str:
    while line and not _fits(f"{line}…", font):
        line = line[:-1]
    return line.rstrip()


def _fits(line: str, font: FreeTypeFont) -> bool:
    return font.getlength(line) <= WIDTH - 2 * _MARGIN


@cache
def _font(weight: int, size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 - as above

    return ImageFont.truetype(_FOLDER / f"inter-latin-{weight}-normal.woff2", size)


def _shades(ground: str) -> list[int]:
    """Return a palette from a colour to white."""
    base = [int(ground[at : at + 2], 16) for at in (1, 3, 5)]
    return [round(part + (255 - part) * step / _LAST_SHADE) for step in range(_LAST_SHADE + 1) for part in base]
