"""The flows beside the scheduled run that staff start: their own site, the company's manual, a look at what is live."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from generator.compute.public_facts import public_facts
from generator.compute.staff_facts import staff_facts
from generator.errors import DataError, NoBillingError, Problem, PublishError
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.model.manual import Manual
from generator.publish.manual.bookstack_client import BookStack
from generator.publish.manual.bookstack_settings import token_from
from generator.publish.manual.push import Plan, plans
from generator.publish.manual.site_links import link_problems
from generator.publish.manual.stray_blocks import stray_problems
from generator.publish.mkdocs_build import INTERNAL, begun_site
from generator.publish.site_checkup import Expected, Finding, Look, age_findings, hook_findings, page_findings
from generator.publish.swap import swap_into_place
from generator.render.bundle import PALETTE, is_part, order_page_bundle
from generator.render.manual_blocks import manual_blocks
from generator.render.page_policy import page_policy
from generator.site_pipeline import public_site_of, staff_site

_HOOK = Path(__file__).resolve().parents[1] / "integrations" / "whmcs"


def build_internal(
    root: Path,
    catalog: Catalog,
    out: Path,
    *,
    now: datetime,
    environ: Mapping[str, str],
    ledger: Ledger | None = None,
) -> None:
    """Write the staff's own site of a Catalog; it needs no secret and no Ledger, and is never published.

    With one, it tells which promises have left what happens.

    Raises:
        PublishError: the folder holds the public site, or cannot be written.

    """
    # Of the order page, staff have a script that theirs shares with it.
    if (out / "pedido" / "index.html").exists():
        raise PublishError(
            f"En {out} está el sitio público: lo interno quedaría a la vista de todos.",
            "Indique en --out otra carpeta, que no se publique.",
        )
    with begun_site(root, out, environ, config=INTERNAL) as engine:
        site = staff_site(root, catalog, staff_facts(catalog, ledger, now))
        engine.hand(site.handed(()).packed())
        engine.finish(site.others())
        swap_into_place(engine.folder, out)


def manual_wiki(catalog: Catalog, environ: Mapping[str, str], say: Callable[[str], None]) -> BookStack:
    """Return the company's manual, to be used in a `with`; `say` is told of each wait.

    Raises:
        DataError: `data/manual.yml` names no page.
        UsageError: the environment lacks the manual's token.

    """
    return BookStack(_manual(catalog).base_url, token_from(environ), say=say)


def manual_plans(catalog: Catalog, wiki: BookStack, now: datetime) -> tuple[Plan, ...]:
    """Return what would change on each page of the manual as of `now`; nothing is written."""
    return plans(wiki, manual_blocks(catalog, _manual(catalog), public_facts(catalog, None, now)))


def manual_links(catalog: Catalog, wiki: BookStack, now: datetime) -> tuple[Problem, ...]:
    """Return a problem for each page of the manual without a link to the site, and for each block nobody renews."""
    blocks = manual_blocks(catalog, _manual(catalog), public_facts(catalog, None, now))
    found = plans(wiki, blocks)
    return link_problems(found, catalog.company.site_url) + stray_problems(wiki, blocks, found)


def site_findings(root: Path, look: Look, now: datetime) -> Iterator[Finding]:
    """Yield what a deployed site shows of itself, beside what the checkout in `root` would publish."""
    site, docs = public_site_of(root, now), root / "site_src" / "docs"
    parts = {path.relative_to(docs).as_posix(): path.read_bytes() for path in sorted((docs / "pedido").iterdir())}
    sources = {name: file for name, file in {**parts, **site.files}.items() if is_part(name) or name in PALETTE}
    texts = {name: file if isinstance(file, str) else file.decode() for name, file in sources.items()}
    programs = {path: text.encode() for path, text in order_page_bundle(texts).items()}
    if "pedido/index.html" not in site.files:
        raise NoBillingError
    page = site.files["pedido/index.html"]
    yield from age_findings(look, now)
    yield from page_findings(look, Expected(page_policy, page if isinstance(page, str) else page.decode(), programs))


def shop_hook_findings(installed: Path) -> Iterator[Finding]:
    """Yield whether the hook in a shop's `includes/hooks` is the one that came with this program."""
    names = [path.relative_to(_HOOK) for path in sorted(_HOOK.rglob("*.php"))]
    there = {str(name): (installed / name).read_bytes() for name in names if (installed / name).is_file()}
    yield from hook_findings(there, {str(name): (_HOOK / name).read_bytes() for name in names})


def _manual(catalog: Catalog) -> Manual:
    if catalog.manual is None or not catalog.manual.pages:
        remedy = "Agregue al menos una a «pages»; docs/manual.md dice cómo."
        raise DataError([Problem("data/manual.yml", 1, 1, "no nombra ninguna página del manual.", remedy)])
    return catalog.manual
