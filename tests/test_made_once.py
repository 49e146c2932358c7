"""What workers share is made by one of them, and a failed attempt is not taken for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.made_once import made_once


def test_however_many_ask_at_once_one_makes_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The others wait, and are given the same folder."""
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "file").write_text("x", encoding="utf-8")

    # The run's own folder, which every worker is given before it asks for anything.
    tmp_path_factory.getbasetemp()
    with ThreadPoolExecutor(4) as asking:
        given = list(asking.map(lambda _: made_once(tmp_path_factory, "asked-by-four", make), range(4)))

    assert len(made) == 1
    assert given == made * 4
    assert (made[0] / "file").exists()


def test_what_failed_is_made_anew(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In another folder: half of the first attempt may stand in the old one."""
    tried: list[Path] = []

    def make(folder: Path) -> None:
        tried.append(folder)
        if len(tried) == 1:
            raise OSError("half done")

    with pytest.raises(OSError, match="half done"):
        made_once(tmp_path_factory, "failing-first", make)

    assert made_once(tmp_path_factory, "failing-first", make) == tried[1] != tried[0]
