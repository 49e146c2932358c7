"""The rule of `own_data` holds, and its breach is noticed: no test but the company's own changes with its data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.chilean_company import pytest_in, repository
from tests.own_data import started_on
from tests.sample_company import REPOSITORY, SAMPLE

READERS = """
import subprocess, sys
import pytest
from tests.sample_company import REPOSITORY, SAMPLE

def read():
    (REPOSITORY / "data" / "company.yml").read_bytes()

@pytest.fixture(scope="session")
def shared():
    read()

def test_of_its_own_data():
    (SAMPLE / "data" / "company.yml").read_bytes()

def test_that_reads():
    read()

def test_whose_fixture_reads(shared):
    pass

def test_that_lists():
    list((REPOSITORY / "data").iterdir())

def test_that_follows_a_link(tmp_path):
    (tmp_path / "data").symlink_to(REPOSITORY / "data")
    (tmp_path / "data" / "company.yml").read_bytes()

def test_that_starts_a_reader():
    subprocess.run([sys.executable, "-m", "generator", "-h"], cwd=REPOSITORY, check=True)

@pytest.mark.any_company
def test_that_may():
    read()
"""


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the repository with a Chilean company's data in the place of these."""
    return repository(tmp_path_factory.mktemp("another"))


def test_what_reads_the_data_is_green_with_those_of_another_company(another: Path) -> None:
    """Sixty services, another zone, other hours and holidays, other names."""
    files = [str(path) for path in another.rglob("test_*.py") if "any_company" in path.read_text(encoding="utf-8")]
    ran = pytest_in(another, "-m", "any_company", *files)

    assert ran.returncode == 0, ran.stdout
    assert " passed" in ran.stdout


def test_a_test_that_reads_the_data_without_saying_so_fails(another: Path) -> None:
    """In its own process or another's, by itself, by a fixture or by a link; nobody else's test fails for it."""
    (another / "tests" / "test_readers.py").write_text(READERS, encoding="utf-8")
    ran = pytest_in(another, "tests/test_readers.py")

    failed = [line.split("::")[1].split(" ")[0] for line in ran.stdout.splitlines() if line.startswith("ERROR ")]
    assert failed == [
        "test_that_reads",
        "test_whose_fixture_reads",
        "test_that_lists",
        "test_that_follows_a_link",
        "test_that_starts_a_reader",
    ]


def test_a_module_that_reads_the_data_when_imported_runs_nothing(another: Path) -> None:
    reader = another / "tests" / "test_imported.py"
    reader.write_text(f"{READERS}\nread()\n", encoding="utf-8")
    ran = pytest_in(another, "tests/test_imported.py")
    reader.unlink()

    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    assert "read while tests were collected" in ran.stderr


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ("python -m generator check", REPOSITORY),
        ("python -m generator check --root tests/sample", SAMPLE),
        ("python -m mkdocs build", REPOSITORY),
        ("python -m mkdocs build -f tests/sample/mkdocs.yml", SAMPLE),
        ("bash -c demoras\tcheck", REPOSITORY),
        ("python dev.py demo", REPOSITORY),
        ("python -m mkdocs build --config-file tests/sample/mkdocs.yml", SAMPLE),
        (".venv/bin/demoras check", REPOSITORY),
        ("php integrations/whmcs/demoras.php", None),
        ("node --check x.js", None),
    ],
)
def test_a_program_reads_the_data_of_its_root(words: str, root: Path | None) -> None:
    assert started_on(words.split(" "), os.fspath(REPOSITORY)) == root
