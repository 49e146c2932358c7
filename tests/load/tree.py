"""A small right data tree for a test to break, and what the loader says of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from generator.load import load_catalog, problems_of
from generator.model.catalog import Catalog

BASE = Path(__file__).parent / "base"


@dataclass(frozen=True)
class DataTree:
    """A copy of `tests/load/base`, laid out like the project."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> DataTree:
        shutil.copytree(BASE, root, dirs_exist_ok=True)
        return cls(root)

    def write(self, path: str, content: str | bytes) -> DataTree:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def edit(self, path: str, old: str, new: str) -> DataTree:
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} must stand once in {path}"
        return self.write(path, text.replace(old, new))

    def remove(self, path: str) -> DataTree:
        (self.root / path).unlink()
        return self

    def catalog(self) -> Catalog:
        return load_catalog(self.root)

    def said(self) -> list[str]:
        return [str(problem) for problem in problems_of(self.root)]
