"""The hooks through which MkDocs gets the pages that the pipeline renders; no rule of the site stands here.

With `DEMORAS_SITE` a `demoras build` hands over its site's pages on the standard input and adds other files itself;
without it, the site is made here and shows itself without measured figures as of `DEMORAS_NOW`, else of the clock.
"""

from __future__ import annotations

import atexit
import gc
import logging
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if (own_folder := str(Path(__file__).parent)) in sys.path:
    # MkDocs puts it in front while it reads this file: `generator/http` would stand there for Python's own `http`.
    sys.path.remove(own_folder)

from generator.errors import DataError
from generator.render.bundle import (
    PALETTE,
    SCRIPT,
    SITE_SCRIPT,
    SITE_STYLE,
    STYLE,
    asked_for,
    is_part,
    order_page_script,
    order_page_style,
    site_parts,
    site_script,
    site_style,
)
from generator.render.finished_links import NOWHERE, broken_links
from generator.render.handed_site import HandedSite, unpacked
from generator.render.heading_links import with_named_heading_links
from generator.render.page_policy import finished_page
from generator.render.search_index import SearchedPage, search_index, search_words

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

# Not under "mkdocs": a strict engine counts what is logged there, and its preview then answers no request.
log = logging.getLogger("demoras")

# What a preview shows while there are no data to show: nothing but what is wrong with them.
_ONLY_PAGE = "index.md"
_NO_DATA = "---\ntemplate: problemas.html\n---\n"
# What the templates of pages show of a site.
_SHOWN = ("frame", "cards", "generated_at", "synced_at", "dates", "notices", "words")


class _Live:
    """What outlives one rebuild of `mkdocs serve`: the last pages that could be made."""

    serving = False
    site: HandedSite | None = None
    others: Mapping[str, str | bytes] | None = None
    """Its files that are not laid out; None where the run that handed it over adds them."""
    fill: Callable[[str], str] = str
    """Puts that site's figures into a hand-written page: into one, too, that was written on since."""
    styles: tuple[str, ...] = ()
    """Those that the configuration names, which the public pages get as one."""
    searched: dict[str, SearchedPage] = {}  # noqa: RUF012 - as the rest of it; those to look through


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001 - MkDocs passes both by name
    """Remember whether this is a preview: only there may a data error leave the last good pages standing."""
    _Live.serving = command == "serve"
    # A build's end would look for circles in all that it made, to free what ends anyway: for a tenth of its time.
    atexit.register(gc.freeze)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Make the site before the engine clears the folder of the one before, for the data may be wrong."""
    if not os.environ.get("DEMORAS_SITE"):
        _take_site(config)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to the hand-written ones, and put the order page's files together."""
    texts = _texts(files, config)
    scripts = {SCRIPT: order_page_script(texts), SITE_SCRIPT: site_script(texts)} if SCRIPT in texts else {}
    if os.environ.get("DEMORAS_SITE"):
        # Until here the engine needs nothing of it, and the run is still making it.
        _take_site(config)
    from mkdocs.structure.files import File  # noqa: PLC0415 - the engine is at the door: only a build imports it

    if _Live.site is None:
        for page in files.documentation_pages():
            files.remove(page)
        files.append(File.generated(config, _ONLY_PAGE, content=_NO_DATA))
        return files
    # Of others the engine has to know the names, for links lead to them.
    others = dict.fromkeys(_Live.site.others, "") if _Live.others is None else _Live.others
    for path, content in (*_Live.site.texts.items(), *others.items()):
        files.append(File.generated(config, path, content=content))
    if scripts:
        texts |= {path: _Live.site.texts[path] for path in PALETTE}
        inside = {*filter(is_part, texts), *site_parts(texts), *_Live.styles}
        for file in [file for file in files if file.src_uri in inside]:
            files.remove(file)
        styles = {STYLE: order_page_style(texts), SITE_STYLE: site_style(texts, _Live.styles)}
        for path, text in asked_for(scripts | styles, _Live.site.texts).items():
            files.append(File.generated(config, path, content=text))
    return files


def _texts(files: Files, config: MkDocsConfig) -> dict[str, str]:
    """Return the project's own scripts and styles by path; the engine's theme brings others."""
    own = (file for file in files if file.src_dir == config.docs_dir and file.src_uri.endswith((".js", ".css")))
    return {file.src_uri: file.content_string for file in own}


def _take_site(config: MkDocsConfig) -> None:
    """Get the pages and give the site its name, address and menu."""
    problems: list[str] = []
    root = Path(config.config_file_path).parent
    try:
        _Live.site, _Live.others, _Live.fill = _handed_or_made(root, internal=_is_internal(config))
    except DataError as error:
        problems = [str(problem) for problem in error.problems]
        # A preview that dies, or waits for ever, hides the very message that would mend it.
        if not _Live.serving:
            raise SystemExit("\n".join([*problems, error.message])) from None
    for problem in problems:
        log.error("%s", problem)
    config.extra["problems"] = problems
    _Live.searched = {}
    site = _Live.site
    if site is None:
        from generator.words.language import WORDS  # noqa: PLC0415 - a build's engine is handed them

        config.nav = [{WORDS.menu.home: _ONLY_PAGE}]
        config.theme.static_templates.discard("404.html")
        return
    config.site_name = config.copyright = site.title
    if not _Live.serving:
        config.site_url = site.site_url
    if not _is_internal(config):
        _Live.styles, config.extra_css = tuple(config.extra_css), [SITE_STYLE]
    config.nav = site.navigation
    config.extra |= {name: getattr(site, name) for name in _SHOWN}
    # Of this the engine makes the sitemap's dates; in a run it is given no other.
    os.environ.setdefault("SOURCE_DATE_EPOCH", f"{datetime.fromisoformat(site.dates['generated']).timestamp():.0f}")


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Fill the references of a hand-written page."""
    if _Live.site is None or page.file.generated_by is not None:
        return markdown
    return _Live.fill(markdown)


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - as below
    """Name the links beside headings, and keep a page's content for the search."""
    if not page.meta.get("search", {}).get("exclude"):
        card = config.extra.get("cards", {}).get(page.file.src_uri)
        one = SearchedPage(page.url.removeprefix("./"), str(page.title), html, card.sentence if card else "")
        _Live.searched[one.address] = one
    return with_named_heading_links(html)


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001 - as above
    """Leave what the run adds to the run, now that every link was followed."""
    for path in _Live.site.others if _Live.site and _Live.others is None else ():
        if file := files.get_file_from_path(path):
            files.remove(file)
    return env


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001 - MkDocs passes all by name
    """Give a page its policy; that of a preview would refuse the engine's script that renews the page."""
    return output if _Live.serving else finished_page(output)


def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Give the page for addresses that lead nowhere the same."""
    return finished_page(output_content) if template_name.endswith(".html") and not _Live.serving else output_content


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the search's index; end a build whose links lead nowhere."""
    folder = Path(config.site_dir)
    if (site := _Live.site) is not None:
        (folder / "search").mkdir(exist_ok=True)
        words = search_words(site.words["search"], site.words["dates"])
        index = search_index(_Live.searched.values(), site.searched, words)
        (folder / "search" / "search_index.json").write_text(index, encoding="utf-8")
    if not _Live.serving:
        others = _Live.site.others if _Live.site else ()
        _refuse_broken_links(folder, others, config.site_url or NOWHERE)


def _refuse_broken_links(folder: Path, others: tuple[str, ...], site_url: str) -> None:
    """End the build where a link of a finished page leads nowhere; those of Markdown were looked at before it began."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    pages = {name: path.read_text(encoding="utf-8") for name, path in files.items() if name.endswith(".html")}
    if broken := broken_links(pages, {*files, *others}, site_url):
        said = {True: "un lugar que esa página no tiene", False: "un archivo que el sitio no tiene"}
        lines = [f"{link.page}: «{link.address}» lleva a {said[link.lacks_place]}." for link in broken]
        raise SystemExit("\n".join([*lines, f"Enlaces que no llevan a ninguna parte: {len(lines)}."]))


def _handed_or_made(
    root: Path, *, internal: bool
) -> tuple[HandedSite, Mapping[str, str | bytes] | None, Callable[[str], str]]:
    if os.environ.get("DEMORAS_SITE"):
        # That run makes it meanwhile; where it ends without one, nothing comes, and that is no site.
        site = unpacked(sys.stdin.buffer.read())
        return site, None, site.page
    # Of these a build's engine needs none, and they would make it wait.
    from generator.site_pipeline import internal_site_of, public_site_of  # noqa: PLC0415

    made = internal_site_of(root, _now()) if internal else public_site_of(root, _now())
    return made.handed(()), made.others(), made.fill


def _is_internal(config: MkDocsConfig) -> bool:
    """Tell whether a configuration is that of the staff's own site; without a word it is that of the public one."""
    said = config.extra.get("internal", False)
    if not isinstance(said, bool):
        # Whatever else is written must not decide by chance what is published.
        name = Path(config.config_file_path).name
        raise SystemExit(f"«extra.internal» no es true ni false: {str(said)[:40]!r}.\nCorríjalo en {name}.")
    return said


def _now() -> datetime:
    given = os.environ.get("DEMORAS_NOW")
    if not given:
        # The one place besides the command line where a clock is read: a preview has nobody to tell it the time.
        return datetime.now(UTC)  # noqa: TID251
    with suppress(ValueError):
        now = datetime.fromisoformat(given)
        if now.tzinfo is not None:
            return now
    raise SystemExit(
        f"DEMORAS_NOW no es una fecha y hora con su zona: {given[:40]!r}.\n"
        "Escríbala como 2026-11-20T15:00-03:00, o quítela."
    )
