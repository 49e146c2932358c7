"""`demoras schema` writes what editors read of `data/` and touches nothing that is right."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from generator.curate.editor_schema import schema_texts
from tests.cli.calls import call, fingerprint, program
from tests.sample_company import copied, edited

SERVICE = "data/services/boletin.yml"
LINE = "# yaml-language-server: $schema=../schema/services.json\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a copy of the project with its schemas written."""
    root = copied(tmp_path)
    assert call("schema", root=root).code == 0
    return root


def test_what_is_current_is_not_touched(root: Path) -> None:
    """Not even its time of change."""
    before = fingerprint(root)
    ran = call("schema", root=root)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Los esquemas y los archivos ya estaban al día; no se cambió nada.\n"
    assert fingerprint(root) == before


def test_what_differs_or_is_missing_is_written(root: Path) -> None:
    """Readable by everybody, like the files beside it."""
    (root / "data/schema/faq.json").unlink()
    edited(root, "data/schema/services.json", "Un servicio y su plazo.", "Otra cosa.")
    ran = call("schema", root=root)

    assert ran.out.splitlines() == ["data/schema/services.json: al día.", "data/schema/faq.json: al día."]
    for path in ("data/schema/faq.json", "data/schema/services.json"):
        assert (root / path).read_text(encoding="utf-8") == schema_texts()[path]
        assert stat.S_IMODE((root / path).stat().st_mode) == 0o644


@pytest.mark.parametrize("instead", ["", "# yaml-language-server: $schema=../schema/faq.json\n"])
def test_a_file_without_its_comment_gets_it_and_keeps_the_rest(instead: str, root: Path) -> None:
    """Also one copied from another folder, which would be held against the wrong schema."""
    before = (root / SERVICE).read_text(encoding="utf-8")
    edited(root, SERVICE, LINE, instead)
    (root / SERVICE).chmod(0o640)
    ran = call("schema", root=root)

    assert ran.out == f"{SERVICE}: lleva a su esquema.\n"
    assert (root / SERVICE).read_text(encoding="utf-8") == before
    assert stat.S_IMODE((root / SERVICE).stat().st_mode) == 0o640


def test_the_check_of_the_data_does_not_mind_the_schemas(root: Path) -> None:
    """They are no data: neither there nor missing are they a problem."""
    with_them = call("check", "--now", "2026-11-23", root=root)
    for path in (root / "data/schema").iterdir():
        path.unlink()
    (root / "data/schema").rmdir()
    without = call("check", "--now", "2026-11-23", root=root)

    assert (with_them.code, with_them.err) == (0, "")
    assert with_them == without


def test_a_folder_without_data_is_told_and_stays_empty(tmp_path: Path) -> None:
    """As by every other command, by the real program."""
    ran = program("schema", "--root", str(tmp_path))

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("data:1:1: falta la carpeta data/.")
    assert list(tmp_path.iterdir()) == []
