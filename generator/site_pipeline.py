"""The sites from the data alone, looked at before anything is built and made as values for the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.compute.due_reviews import due_reviews
from generator.compute.explained_cases import explained_cases
from generator.compute.horizon import movable_on_weekends, soon_too_short, too_short, without_bridges
from generator.compute.public_facts import public_facts
from generator.errors import DataError, Problem, PublishError
from generator.load import KnownDays, catalog_of, doubts, holiday_years_of, load_catalog, no_days, read_files
from generator.load.clock_sheets import load_clock_cases
from generator.load.dead_links import dead_links
from generator.load.plain_settings import odd_places
from generator.load.settings_file import INTERNAL, PUBLIC, Node, Settings, at, read_settings
from generator.load.site_parts import part_problems
from generator.load.written_pages import WrittenPages, written_pages
from generator.model.catalog import Catalog
from generator.model.clock_cases import ExplainedFile
from generator.model.facts import Facts
from generator.render.bundle import SITE_SCRIPT, site_parts
from generator.render.internal_site import internal_site
from generator.render.site import Site, public_site
from generator.words.language import words_in

if TYPE_CHECKING:
    from generator.publish.mkdocs_build import Engine


def check(
    root: Path, now: datetime, known_days: KnownDays = no_days, environ: Mapping[str, str] = MappingProxyType({})
) -> tuple[Catalog, tuple[Problem, ...]]:
    """Return the Catalog, once all of `data/` is right and every page can be laid out, and what is to be looked at.

    Of settings that only the page engine can judge the engine is asked, in `environ`, as a build would begin it.

    Raises:
        DataError: something in the data is wrong, or the loaded holidays end too soon for a promise made `now`.

    """
    files = read_files(root)
    catalog = catalog_of(files)
    if problems := too_short(catalog, now):
        raise DataError(problems)
    clock = _clock_cases(root, catalog)

    def look(then: datetime) -> tuple[Problem, ...]:
        return layout_problems(root, files.written, public_site(catalog, public_facts(catalog, None, then), clock))

    def handed() -> Iterator[tuple[str, bytes]]:
        facts = public_facts(catalog, None, now)
        yield PUBLIC, public_site(catalog, facts, clock).handed(files.written.texts).packed()
        yield INTERNAL, staff_site(root, catalog, facts).handed(()).packed()

    if problems := look(now) or _problems_once_retired(catalog, now, look) or _refused(root, environ, handed):
        raise DataError(problems)
    years = holiday_years_of(files).values()
    seldom = doubts(files, now.astimezone(ZoneInfo(catalog.calendar.zone)).date(), known_days)
    soon = (*soon_too_short(catalog, now), *without_bridges(years, now), *movable_on_weekends(years, now))
    return catalog, (*soon, *seldom)


def _clock_cases(root: Path, catalog: Catalog) -> tuple[ExplainedFile, ...]:
    """Return the worked examples of how time is counted, in the words of the company's country."""
    return explained_cases(load_clock_cases(root, words_in(catalog.calendar.zone)))


def layout_problems(root: Path, written: WrittenPages, site: Site) -> tuple[Problem, ...]:
    """Return what keeps the engine from laying out the site with the hand-written pages, or laying it out whole."""
    return (
        *dead_links(written, site.files, site.named_pages(), site.fill, site.alike, site.site_url, root / "data"),
        *part_problems(root, written, site.files),
    )


def _refused(
    root: Path, environ: Mapping[str, str], handed: Callable[[], Iterable[tuple[str, bytes]]]
) -> tuple[Problem, ...]:
    """Return what the engine itself says of odd settings; it is not begun where there are none."""
    names = [name for name in (PUBLIC, INTERNAL) if (root / name).exists()]
    odd = {name: places for name in names if (places := list(odd_places(read_settings(root, name))))}
    if not odd:
        return ()
    # It begins a process, and few projects ever need it.
    from generator.publish.mkdocs_build import engine  # noqa: PLC0415

    problems = []
    for name, site in handed():
        if name not in odd:
            continue
        with TemporaryDirectory() as folder:
            try:
                with engine(root, Path(folder, "site"), environ, config=name) as running:
                    running.hand(site)
                    running.finish({})
            except PublishError as error:
                _, told, words = error.message.partition(":\n")
                if not told:
                    # Not of the settings: the system refuses something.
                    raise
                problems.append(_at_odd(read_settings(root, name), odd[name], words))
    return tuple(problems)


def _at_odd(settings: Settings, odd: Sequence[tuple[Node, Node]], words: str) -> Problem:
    """Return a problem at the setting that the engine's words name, else at the first of those that are odd."""
    node = next((key for key, _ in odd if f"'{key.value}'" in words), odd[0][0])
    lines = [line.strip() for line in words.splitlines() if not line.strip().startswith("INFO")]
    # Of a traceback the last line is what went wrong.
    shown = lines[-1] if any(line.startswith('File "') for line in lines) else " ".join(lines)
    message = f"el motor de páginas no acepta los ajustes, y lo raro está acá: {shown}"
    return at(settings, node, message, "Corrija lo que dice, o quite esta clave.")


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
    return public_site(catalog, public_facts(catalog, None, now), _clock_cases(root, catalog))


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
    written, site = written_pages(root), public_site(catalog, facts, _clock_cases(root, catalog))
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
