"""MkDocs, as strict as in a build but with a theme of one blank page: it refuses the same in a fraction of the time."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from tests.sample_company import REPOSITORY

PAGES = Path("site_src", "docs")


def project(folder: Path, data: Path) -> Path:
    """Return a project with a folder's data and the hand-written pages of this one, whose theme is blank."""
    shutil.copytree(data, folder / "data")
    shutil.copytree(REPOSITORY / "site_src", folder / "site_src")
    blank = folder / "blank"
    blank.mkdir()
    (blank / "main.html").write_text('<meta charset="utf-8">{{ page.content }}', encoding="utf-8")
    config: dict[str, Any] = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))
    config |= {
        "theme": {"name": None, "custom_dir": "blank"},
        "plugins": [],
        "hooks": [str(REPOSITORY / "generator" / "mkdocs_hooks.py")],
        "extra_css": [],
        "extra_javascript": [],
        "watch": [],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return folder


def refusal(root: Path) -> str | None:
    """Return what MkDocs says as it refuses to build a project, or nothing where it builds it."""
    config = load_config(str(root / "mkdocs.yml"), strict=True, site_dir=str(root / "out"))
    try:
        build(config)
    except Abort as error:
        return f"{error.message}"
    except SystemExit as error:
        return f"{error.code}"
    return None
