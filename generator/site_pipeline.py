"""The sites from the data alone, looked at before anything is built and made as values for the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.compute.due_reviews import due_reviews
from generator.compute.explained_cases import explained_cases
from generator.compute.horizon import movable_on_weekends, soon_too_short, too_short, without_bridges
from generator.compute.public_facts import public_facts
from generator.errors import DataError, Problem
from generator.load import KnownDays, catalog_of, doubts, holiday_years_of, load_catalog, no_days, read_files
from generator.load.clock_sheets import load_clock_cases
from generator.load.dead_links import dead_links
from generator.load.site_parts import part_problems
from generator.load.written_pages import WrittenPages, written_pages
from generator.model.catalog import Catalog
from generator.model.facts import Facts
from generator.render.bundle import SITE_SCRIPT, site_parts
from generator.render.internal_site import internal_site
from generator.render.site import Site, public_site

if TYPE_CHECKING:
    from generator.publish.mkdocs_build import Engine


def check(root: Path, now: datetime, known_days: KnownDays = no_days) -> tuple[Catalog, tuple[Problem, ...]]:
    """Return the Catalog, once all of `data/` is right and every page can be laid out, and what is to be looked at.

    Raises:
        DataError: something in the data is wrong, or the loaded holidays end too soon for a promise made `now`.

    """
    files = read_files(root)
    catalog = catalog_of(files)
    if problems := too_short(catalog, now):
        raise DataError(problems)
    clock = explained_cases(load_clock_cases(root))

    def look(then: datetime) -> tuple[Problem, ...]:
        return layout_problems(root, files.written, public_site(catalog, public_facts(catalog, None, then), clock))

    if problems := look(now) or _problems_once_retired(catalog, now, look):
        raise DataError(problems)
    years = holiday_years_of(files).values()
    seldom = doubts(files, now.astimezone(ZoneInfo(catalog.calendar.zone)).date(), known_days)
    soon = (*soon_too_short(catalog, now), *without_bridges(years, now), *movable_on_weekends(years, now))
    return catalog, (*soon, *seldom)


def layout_problems(root: Path, written: WrittenPages, site: Site) -> tuple[Problem, ...]:
    """Return what keeps the engine from laying out the site with the hand-written pages, or laying it out whole."""
    return (
        *dead_links(written, site.files, site.named_pages(), site.fill, site.alike, site.site_url, root / "data"),
        *part_problems(root, written, site.files),
    )


def _problems_once_retired(
    catalog: Catalog, now: datetime, look: Callable[[datetime], tuple[Problem, ...]]
) -> tuple[Problem, ...]:
    """Return what would keep the site from being laid out once every service is retired that has a date for it.

    A run must not fail on that date for a link that somebody could have mended before.
    """
    days = [service.retired for service in catalog.services.values() if service.retired]
    zone = ZoneInfo(catalog.calendar.zone)
    if not days or max(days) <= now.astimezone(zone).date():
        return ()
    then = datetime.combine(max(days), time(12), zone).astimezone(UTC)
    return tuple(
        replace(problem, message=f"cuando se retiren los servicios que llevan «retired», {problem.message}")
        for problem in look(then)
    )


def public_site_of(root: Path, now: datetime) -> Site:
    """Return the public site of the data under `root` without measured figures, as of `now`."""
    catalog = load_catalog(root)
    return public_site(catalog, public_facts(catalog, None, now), explained_cases(load_clock_cases(root)))


def internal_site_of(root: Path, now: datetime) -> Site:
    """Return the staff's own site of the data under `root`, as of `now`."""
    catalog = load_catalog(root)
    return staff_site(root, catalog, public_facts(catalog, None, now))


def lay_out(root: Path, catalog: Catalog, facts: Facts, engine: Engine) -> None:
    """Write the public site of a build's facts: all is looked at, and what is no page made, while pages are laid out.

    Raises:
        DataError: it cannot be laid out whole.
        PublishError: the engine stopped, or a file cannot be written.

    """
    written, site = written_pages(root), public_site(catalog, facts, explained_cases(load_clock_cases(root)))
    engine.hand(site.handed(written.texts).packed())
    if problems := layout_problems(root, written, site):
        raise DataError(problems)
    engine.finish(site.others())


def staff_site(root: Path, catalog: Catalog, facts: Facts) -> Site:
    """Return the staff's own site, with the public site's looks and its counting scripts."""
    today = facts.now.astimezone(ZoneInfo(catalog.calendar.zone)).date()
    docs = root / "site_src" / "docs"
    scripts = {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in docs.rglob("*.js")}
    # The pages' script shares a part with the order page, in whose folder that part stands.
    parts = site_parts(scripts) if SITE_SCRIPT in scripts else ()
    paths = {*(docs / "assets").rglob("*"), *(docs / part for part in parts)}
    shared = {path.relative_to(docs).as_posix(): path.read_bytes() for path in sorted(paths) if path.is_file()}
    return internal_site(catalog, facts, due_reviews(catalog.in_offer(facts.now), today), shared)
