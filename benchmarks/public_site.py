"""What the table of many services measures as a process: the public site as a build makes it before the orders."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from generator.publish.mkdocs_build import begun_site


def main(argv: Sequence[str]) -> None:
    """Begin, make, look at and lay out the public site of a project, in the order in which `demoras build` does."""
    root, out, now = Path(argv[0]), Path(argv[1]), datetime.fromisoformat(argv[2])
    with begun_site(root, out, os.environ) as engine:
        from generator.compute.public_facts import public_facts  # noqa: PLC0415 - as in `demoras build`
        from generator.load import load_catalog  # noqa: PLC0415
        from generator.site_pipeline import lay_out  # noqa: PLC0415

        catalog = load_catalog(root)
        lay_out(root, catalog, public_facts(catalog, None, now), engine)
