"""`dev.py` run for real in a small project of its own: what it says, what it makes, and what it mends."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.moved_clock import unmoved
from tests.workflows.workflow_file import TOOLS

ROOT = Path(__file__).resolve().parent.parent
DEV, MACHINE = ROOT / "dev.py", ROOT / "dev_machine.py"
PROJECT = """\
[build-system]
requires = ["flit_core>=3.12,<4"]
build-backend = "backend"
backend-path = ["build"]
[project]
name = "demoras"
version = "0"
description = "A package with a demo and nothing else"
[tool.flit.module]
name = "generator"
"""
# The real backend; with SLOW set it says that it has begun and then never ends, so that it can be interrupted.
BACKEND = """\
import os, pathlib, time
from flit_core.buildapi import *
if os.environ.get("SLOW"):
    pathlib.Path(os.environ["SLOW"]).touch()
    time.sleep(600)
"""
DEMO = """\
import importlib.metadata, os, sys
print(importlib.metadata.version("demoras"), *sys.argv[1:])
sys.exit(int(os.environ.get("EXIT", "0")))
"""


def start(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `dev.py` of a folder to its end."""
    command = [sys.executable, "dev.py", *words]
    env = {**os.environ, "PIP_NO_INDEX": "1", **environment}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def start_as(prelude: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `dev.py` in a Python that was first changed by a line of code."""
    code = f"import runpy, sys; {prelude}; sys.argv[0] = 'dev.py'; runpy.run_path('dev.py', run_name='__main__')"
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def edit_locks(project: Path) -> None:
    """Change both locks, so that the next start has something to install."""
    for name in ("run", "dev"):
        with (project / "requirements" / f"{name}.lock").open("a", encoding="utf-8") as lock:
            lock.write("# edited\n")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project whose locks are empty, so that `dev.py` needs no network to install them."""
    folder = tmp_path_factory.mktemp("project with a blank")
    (folder / "requirements").mkdir()
    (folder / "generator").mkdir()
    (folder / "build").mkdir()
    shutil.copy(DEV, folder)
    shutil.copy(MACHINE, folder)
    (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    for name in ("run", "dev"):
        (folder / "requirements" / f"{name}.lock").write_text(f"# {name}\n", encoding="utf-8")
    (folder / "generator" / "__init__.py").touch()
    (folder / "generator" / "demo.py").write_text(DEMO, encoding="utf-8")
    (folder / "benchmarks.py").write_text("print('measured')\n", encoding="utf-8")
    (folder / "build" / "backend.py").write_text(BACKEND, encoding="utf-8")
    flit = importlib.util.find_spec("flit_core")
    assert flit is not None
    assert flit.origin is not None
    shutil.copytree(Path(flit.origin).parent, folder / "build" / "flit_core")
    return folder


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Return a folder that holds `dev.py` with its own module and nothing else."""
    shutil.copy(DEV, tmp_path)
    shutil.copy(MACHINE, tmp_path)
    return tmp_path


@pytest.mark.parametrize("words", [(), ("demonio",)])
def test_without_a_known_command_the_usage_is_shown(words: tuple[str, ...], bare: Path) -> None:
    """Wrong use ends 2, on standard error, and names every command."""
    result = start(bare, *words)

    assert (result.returncode, result.stdout) == (2, "")
    assert [word for word in ("demo", "test", "lint", "lock", "bench") if f"\n  {word} " not in result.stderr] == []


def test_help_that_was_asked_for_is_no_error(bare: Path) -> None:
    """It goes to standard output and ends 0."""
    result = start(bare, "--help")

    assert (result.returncode, result.stderr) == (0, "")
    assert "python3 dev.py" in result.stdout


def test_a_missing_python3_venv_is_said_in_one_line(bare: Path) -> None:
    """Debian splits `ensurepip` into that package; None in `sys.modules` is how Python itself marks a module absent."""
    (bare / "requirements").mkdir()
    (bare / "requirements" / "run.lock").touch()
    (bare / "requirements" / "dev.lock").touch()
    (bare / "pyproject.toml").touch()

    result = start_as("sys.modules['ensurepip'] = None", bare, "demo")

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "Falta python3-venv: instálelo con: sudo apt install python3-venv\n"


def test_a_python_that_is_too_old_is_said_in_one_line(bare: Path) -> None:
    """Python 3.9 can still read the file, so that it is the one to say it."""
    for file in (DEV, MACHINE):
        ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 9))

    result = start_as("sys.version_info = (3, 9, 2, 'final', 0)", bare, "demo")

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "Hace falta Python 3.11 o posterior; este es 3.9.\n"


def test_a_chromium_that_is_none_is_named(bare: Path) -> None:
    """A mistyped variable is not passed over for another browser."""
    result = start(bare, "test", DEMORAS_CHROMIUM="/no/hay/chromium")

    assert result.returncode == 2
    assert result.stderr.startswith("DEMORAS_CHROMIUM dice /no/hay/chromium")


def test_the_first_start_makes_the_environment_and_the_second_finds_it(project: Path) -> None:
    """Arguments and exit code pass through; the second start says nothing, since it does nothing."""
    shutil.rmtree(project / ".venv", ignore_errors=True)

    first = start(project, "demo", "--port", "0", EXIT="7")
    second = start(project, "demo", "--no-serve")

    assert (project / ".venv" / "dev-stamp").exists()
    assert (first.returncode, first.stdout) == (7, "0 --port 0\n")
    assert "→ Creando .venv" in first.stderr
    assert (second.returncode, second.stdout, second.stderr) == (0, "0 --no-serve\n", "")


def test_an_environment_for_the_tests_serves_the_demo_too(project: Path) -> None:
    """The larger lock holds the smaller, so going from one to the other and back installs once."""
    start(project, "demo")

    larger = start(project, "bench")
    demo = start(project, "demo")

    assert (larger.returncode, larger.stdout) == (0, "measured\n")
    assert "requirements/dev.lock" in larger.stderr
    assert "Creando" not in larger.stderr
    assert (demo.returncode, demo.stderr) == (0, "")


def test_an_edited_lock_is_installed_into_the_environment_there_is(project: Path) -> None:
    """A changed pin costs one install, not a new environment."""
    start(project, "demo")
    edit_locks(project)

    edited = start(project, "demo")

    assert edited.returncode == 0
    assert "→ Instalando" in edited.stderr
    assert "Creando" not in edited.stderr
    assert start(project, "demo").stderr == ""


def test_a_start_cut_short_ends_in_one_line_and_the_next_one_mends_it(project: Path) -> None:
    """Ctrl-C while pip works: exit 130, no traceback; the half-made environment is made anew.

    `env` lets it hear SIGINT even where the tests ignore it, as in a shell's background.
    """
    edit_locks(project)
    begun = project / "begun"
    # Where the clock is moved Python cannot wait for a child that was interrupted.
    env = {**unmoved(), "PIP_NO_INDEX": "1", "SLOW": str(begun)}
    command = ["env", "--default-signal=INT", sys.executable, "dev.py", "demo"]
    with subprocess.Popen(
        command, cwd=project, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        while not begun.exists() and running.poll() is None:
            time.sleep(0.02)
        # A terminal sends it to the whole foreground group.
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate()

    mended = start(project, "demo")

    assert running.returncode == 130
    assert said.endswith("Interrumpido.\n")
    assert "Traceback" not in said
    assert (mended.returncode, mended.stdout) == (0, "0\n")
    assert "→ Creando .venv" in mended.stderr


def test_a_failed_install_ends_red_and_leaves_nothing_that_passes_for_whole(project: Path) -> None:
    """A package without a hash is refused, and the environment is left without its stamp."""
    lock = project / "requirements" / "run.lock"
    good = lock.read_text(encoding="utf-8")
    lock.write_text("sin-hash==1\n", encoding="utf-8")

    failed = start(project, "demo")
    lock.write_text(good, encoding="utf-8")

    assert failed.returncode == 1
    assert "--require-hashes" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert not (project / ".venv" / "dev-stamp").exists()


def test_dev_py_needs_the_standard_library_only() -> None:
    """It runs before anything is installed."""
    imported: set[str] = set()
    for node in (node for file in (DEV, MACHINE) for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(str(node.module).partition(".")[0])

    assert imported
    assert imported <= sys.stdlib_module_names | {MACHINE.stem}


def test_ci_calls_exactly_dev_py_test_and_passes_its_exit_code(tmp_path: Path) -> None:
    """Without standard input and from any folder; here `dev.py` is one that repeats what it was told."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    (tmp_path / "dev.py").write_text("import sys; print(sys.argv, sys.stdin.read()); sys.exit(5)\n", encoding="utf-8")

    command = ["bash", str(tmp_path / ".ci" / "run"), "--on", "2028-03-01"]
    result = subprocess.run(
        command, cwd="/", stdin=subprocess.DEVNULL, env={**os.environ, "CI": "true"}, capture_output=True, check=False
    )

    assert (result.returncode, result.stdout.decode()) == (5, "['dev.py', 'test', '--yes', '--on', '2028-03-01'] \n")


def test_the_ci_script_passes_shellcheck() -> None:
    """Every severity counts."""
    command = [str(TOOLS / "shellcheck"), "--severity=style", str(ROOT / ".ci" / "run")]

    assert subprocess.run(command, check=False).returncode == 0
