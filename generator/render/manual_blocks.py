"""The blocks for the company's manual: for each of its pages, the HTML that shows the promises of today."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import jinja2

from generator.model.catalog import Catalog
from generator.model.facts import Facts
from generator.model.manual import BlockKind, Manual, ManualBlock
from generator.render import wording
from generator.render.attention_page import attention_sections
from generator.render.notices_page import Notices
from generator.render.pages import grouped
from generator.render.prose import Prose
from generator.words.language import WORDS, words_in
from generator.words.phrases import day_words, short_day

SUMMARIES: Mapping[BlockKind, str] = {"delays": WORDS.manual.delays, "sla": WORDS.manual.sla}
EDITED: Mapping[BlockKind, str] = {"delays": "services", "sla": "attention"}
"""The folder of `data/` whose figures each block repeats."""


def manual_blocks(catalog: Catalog, manual: Manual, facts: Facts) -> tuple[ManualBlock, ...]:
    """Return the block of every page that `data/manual.yml` names, as of the facts' moment."""
    catalog = catalog.in_offer(facts.now)
    bodies: dict[BlockKind, str] = {kind: _body(catalog, manual, facts, kind) for kind in SUMMARIES}
    return tuple(
        ManualBlock(page.page, page.block, SUMMARIES[page.block], bodies[page.block], page.open)
        for page in manual.pages
    )


def _body(catalog: Catalog, manual: Manual, facts: Facts, kind: BlockKind) -> str:
    words = wording.PageWording(catalog)
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("generator.render"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    html = environment.get_template("manual.html").render(
        kind=kind,
        words=words_in(catalog.calendar.zone),
        site_url=catalog.company.site_url,
        edit_url=manual.edit_url + EDITED[kind],
        edited=f"data/{EDITED[kind]}",
        is_read=catalog.billing.is_read,
        generated=day_words(facts.now.astimezone(ZoneInfo(catalog.calendar.zone)).date()),
        groups=grouped(catalog),
        sections=attention_sections(catalog),
        told=Notices(catalog, facts).promised,
        unlisted=Prose(catalog, facts.promises)(catalog.company.unlisted),
        clock_start=words.clock_start,
        names=words.requirement_names,
        short_day=short_day,
        target_words=wording.target_words,
        target_kind_words=wording.target_kind_words,
    )
    return _inert(html.strip())


def _inert(html: str) -> str:
    # BookStack replaces `{{@12}}`, in any text, by page 12 whoever may read that one; a blank makes it plain text.
    return html.replace("{{@", "{{ @")
