"""The hand-written part of the site: the text of each page under `site_src/docs/`, and the files beside them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.errors import Problem
from generator.load.invisible_signs import invisible_problem, invisible_sign
from generator.load.yaml_file import place_of, read_text, symbolic_link

FOLDER = "site_src/docs"
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
"""What stands before a page's text: its first group is YAML."""
# What MkDocs takes for a page, and what it leaves alone.
_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_TEMPLATES = "templates"


@dataclass(frozen=True, slots=True)
class WrittenPages:
    """By path under the folder: the pages that could be read, and whatever else may be linked to."""

    pages: Mapping[str, str] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    are_there: bool = False
    """Whether the project has a folder of them."""

    @property
    def texts(self) -> Iterator[str]:
        """Yield each page's text without the front matter."""
        return (FRONT_MATTER.sub("", text) for text in self.pages.values())


def written_pages(root: Path) -> WrittenPages:
    """Return the hand-written pages of the project in `root`; none where it has no folder of them."""
    pages: dict[str, str] = {}
    # The engine would publish what they lead to.
    problems, others = [symbolic_link(name) for name in _links(root)], set()
    for path, name in _files(root / FOLDER):
        if path.suffix not in _PAGES and path.is_file():
            others.add(name)
        elif isinstance(text := read_text(path, f"{FOLDER}/{name}"), Problem):
            problems.append(text)
        elif unseen := invisible_sign(text):
            place = place_of(text, unseen[0])
            problems.append(invisible_problem(f"{FOLDER}/{name}", place.line, place.column, unseen[1]))
        else:
            pages[name] = text
    return WrittenPages(pages, frozenset(others), tuple(problems), (root / FOLDER).is_dir())


def _links(root: Path) -> Iterator[str]:
    """Yield every link under the site's folder, hidden or not, for clients or for staff."""
    for folder, folders, files in os.walk(root / "site_src"):
        for name in sorted([*folders, *files]):
            if (path := Path(folder, name)).is_symlink():
                yield path.relative_to(root).as_posix()


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts) or name.parts[0] == _TEMPLATES
        if not hidden and not path.is_symlink() and not path.is_dir():
            yield path, PurePosixPath(name).as_posix()
