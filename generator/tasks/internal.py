"""A Catalog in, the staff's own site out; it needs no secret and no Ledger, and is never published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.compute.due_reviews import due_reviews
from generator.compute.public_facts import public_facts
from generator.errors import PublishError
from generator.load import load_catalog
from generator.model.catalog import Catalog
from generator.model.facts import Facts
from generator.publish.engine import INTERNAL, lay_out
from generator.publish.swap import staging, swap_into_place
from generator.render.internal_site import internal_site as render_internal_site
from generator.render.site import Site


def build_internal(root: Path, catalog: Catalog, out: Path, *, now: datetime, environ: Mapping[str, str]) -> None:
    """Write the staff's own site of a Catalog; it needs no secret and no Ledger."""
    if (out / "pedido").exists():
        raise PublishError(
            f"En {out} está el sitio público: lo interno quedaría a la vista de todos.",
            "Indique en --out otra carpeta, que no se publique.",
        )
    with staging(out) as new:
        lay_out(root, new, public_facts(catalog, None, now).model_dump_json(), now, environ, config=INTERNAL)
        swap_into_place(new, out)


def internal_site(root: Path, facts_file: str | None, now: datetime) -> Site:
    """Return the staff's own site of the data under `root`, with the public site's looks and its counting scripts."""
    catalog = load_catalog(root)
    facts = Facts.model_validate_json(Path(facts_file).read_bytes()) if facts_file else public_facts(catalog, None, now)
    today = facts.now.astimezone(ZoneInfo(catalog.calendar.zone)).date()
    docs = root / "site_src" / "docs"
    shared = {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in sorted((docs / "assets").rglob("*"))
        if path.is_file()
    }
    return render_internal_site(catalog, facts, due_reviews(catalog, today), shared)
