"""The least data of a company, as the guide to the data gives them, make a whole site."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from generator.compute.public_facts import public_facts
from generator.load import load_catalog
from generator.render.site import public_site
from tests.cli.calls import call
from tests.sample_company import REPOSITORY

NOW = datetime(2026, 11, 23, 13, 15, tzinfo=UTC)
GUIDE = REPOSITORY / "docs" / "editar-datos.md"


def written(root: Path) -> Path:
    """Return a project whose `data/` are the files that the guide shows, with the holidays it says to fetch."""
    shutil.copytree(REPOSITORY / "site_src" / "docs", root / "site_src" / "docs")
    for path, text in re.findall(r"^```yaml (data/\S+)\n(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for year in ("2026", "2027"):
        ran = call("holidays", year, root=root)
        assert ran.code == 0, ran.err
    return root


def test_check_has_nothing_to_say_of_them(tmp_path: Path) -> None:
    """Neither a problem nor a warning."""
    ran = call("check", "--now", NOW.isoformat(), root=written(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"Los datos están bien: 1 servicio, \d+ feriados, calendario hasta 2027\.\n", ran.out)


def test_their_site_has_every_page_but_those_of_what_they_leave_out(tmp_path: Path) -> None:
    catalog = load_catalog(written(tmp_path))
    site = public_site(catalog, public_facts(catalog, None, NOW))
    pages = {path for path in site.files if path.endswith(".md")}
    assert {"demoras/index.md", "demoras/hosting.md", "atencion/index.md", "calendario/index.md"} <= pages
    assert {"preguntas/index.md", "cumplimiento/index.md"} & pages == set()


def test_no_line_of_them_can_be_left_out(tmp_path: Path) -> None:
    """What the guide calls enough is not more than that; a channel is what `check` warns without."""
    root = written(tmp_path)
    for path in [*sorted((root / "data").glob("[cg]*.yml")), root / "data" / "services" / "hosting.yml"]:
        lines = path.read_text("utf-8").splitlines(keepends=True)
        for at, line in enumerate(lines):
            if line.startswith("  ") and "monday" not in line and "tuesday" not in line:
                path.write_text("".join([*lines[:at], *lines[at + 1 :]]), encoding="utf-8")
            elif not line.startswith(" "):
                after = next((end for end in range(at + 1, len(lines)) if not lines[end].startswith(" ")), len(lines))
                path.write_text("".join([*lines[:at], *lines[after:]]), encoding="utf-8")
            else:
                continue
            assert call("check", "--now", NOW.isoformat(), root=root).code == 1, (path.name, line)
        path.write_text("".join(lines), encoding="utf-8")
