"""The made-up company the tests run on: `tests/sample` is laid out like the repository and read by the same loader.

Its zone, hours, holidays, services and names are its own, so no test notices when `data/` becomes another company's.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.curate.package_holidays import package_days
from generator.curate.year_file import new_year_text

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLE = REPOSITORY / "tests" / "sample"
"""A root for any command; but for `data/` it links to the repository's own files. To be read only."""
ZONE = ZoneInfo("Europe/Madrid")


def copied(folder: Path, root: Path = SAMPLE) -> Path:
    """Return the root of a copy of the sample, or of another root, whose data and pages a test may spoil."""
    for name in ("data", "site_src"):
        shutil.copytree(root / name, folder / name)
    for name in ("mkdocs.yml", "mkdocs.internal.yml"):
        shutil.copy(root / name, folder)
    # MkDocs finds its hook by the place that mkdocs.yml gives it.
    (folder / "generator").symlink_to(REPOSITORY / "generator")
    return folder


def edited(root: Path, path: str, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path}: {old!r} stands {text.count(old)} times"
    file.write_text(text.replace(old, new), encoding="utf-8")


def with_holidays(root: Path, country: str, *years: int) -> Path:
    """Return the root once its holidays are a country's of these years, as the package gives them, and no others."""
    folder = root / "data" / "holidays"
    for path in folder.iterdir():
        path.unlink()
    for year in years:
        text = new_year_text(year, country, package_days(country, year))
        (folder / f"{year}.yml").write_text(text, encoding="utf-8")
    return root
