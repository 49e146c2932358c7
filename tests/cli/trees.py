"""A copy of the project's data and pages in a folder, to be spoilt."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.curate.package_holidays import package_days
from generator.curate.year_file import new_year_text
from tests.cli.calls import ROOT


def copied(folder: Path) -> Path:
    """Return the root of a copy of what `check` and `build` read."""
    for name in ("data", "site_src"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def with_years(root: Path, *years: int) -> Path:
    """Return the root once its holidays are those of the package for these years of Argentina, and no others."""
    folder = root / "data" / "holidays"
    for path in folder.iterdir():
        path.unlink()
    for year in years:
        text = new_year_text(year, "AR", package_days("AR", year))
        (folder / f"{year}.yml").write_text(text, encoding="utf-8")
    return root


def edited(root: Path, path: str, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path}: {old!r} stands {text.count(old)} times"
    file.write_text(text.replace(old, new), encoding="utf-8")
