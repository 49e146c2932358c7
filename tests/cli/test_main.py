"""How the program ends on an unforeseen error and on a closed pipe, and how little it loads before it works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.cli.terminal import Terminal
from generator.model.catalog import Catalog
from generator.model.events import EventLog
from generator.model.observed import Observed
from generator.model.progress import Note, Progress
from generator.model.reading import Known
from generator.pull.interface import Source
from tests.cli.calls import AS_OF_END, END, Ran, assert_stopped, bare_environ, call, command_line
from tests.no_threads import no_thread_begins
from tests.sample_company import REPOSITORY, SAMPLE

CLIENT = "ana.perez@cliente.example"
HEAVY = ("cryptography", "holidays", "jinja2", "mkdocs", "requests")
LIBRARIES = ("babel", "click", "markdown", "pydantic", "pydantic_core", "rapidfuzz", "yaml")


class Failing:
    """A billing system whose reader has a fault that nobody foresaw."""

    def __init__(self, fault: BaseException) -> None:
        self._fault = fault

    def observe(
        self, *, now: datetime, known: Known, progress: Progress, note: Note, log: EventLog | None = None
    ) -> Observed:
        assert log is None
        assert known == Known()
        note("GetOrders")
        progress("pedidos", 0, None)
        assert now == END
        raise self._fault


def synced_from(fault: BaseException, out: Path, keys: Mapping[str, str]) -> Ran:
    """Sync from a billing system that fails so."""

    def opened(_: str, __: Catalog, ___: Mapping[str, str]) -> Source:
        return Failing(fault)

    return call("sync", "--new-ledger", "--out", out, "--now", END.isoformat(), environ=keys, open_billing=opened)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_command_whose_output_is_closed_does_its_work_and_says_so_by_its_code(closed: str) -> None:
    """It must not end as if it had failed when all is written."""
    command = shlex.join(command_line("check"))
    ran = subprocess.run(["/bin/sh", "-c", f"{command} {closed}"], cwd=SAMPLE, env=bare_environ(), check=False)

    assert ran.returncode == 0


@pytest.mark.parametrize("fault", [ValueError(CLIENT), KeyError(CLIENT), RecursionError(CLIENT)])
def test_an_unforeseen_error_shows_where_and_never_what(
    tmp_path: Path, keys: Mapping[str, str], fault: Exception
) -> None:
    """Its message may hold a client's field, and a traceback may too; the line of ours is enough to find it."""
    ran = synced_from(fault, tmp_path / "l", keys)

    assert_stopped(ran, 1, hidden=[CLIENT, "ana", *keys.values()])
    assert "Traceback" not in ran.err
    where = re.search(
        rf"error del programa: {type(fault).__name__} en (generator/pipeline\.py):(\d+)\. Remedio", ran.err
    )
    assert where
    assert "observe(" in (REPOSITORY / where[1]).read_text(encoding="utf-8").splitlines()[int(where[2]) - 1]
    assert not (tmp_path / "l").exists()


@pytest.mark.parametrize("letters", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}])
@pytest.mark.parametrize(("words", "code", "seen"), [("check", 0, "Los datos est?n bien"), ("nada", 2, "--help?.")])
def test_a_terminal_of_other_letters_shows_a_sign_in_their_place(
    letters: Mapping[str, str], words: str, code: int, seen: str
) -> None:
    environ = {**bare_environ(), "PYTHONUTF8": "0", **letters}

    ran = subprocess.run(
        command_line(words), cwd=SAMPLE, env=environ, capture_output=True, encoding="ascii", check=False
    )

    assert ran.returncode == code
    assert seen in ran.stdout + ran.stderr


@pytest.mark.parametrize("words", [["check"], [*AS_OF_END, "--help"], ["check", "--help"], [*AS_OF_END, "--version"]])
def test_an_answer_that_finds_no_room_is_told_and_no_fault_of_ours(words: list[str]) -> None:
    """The disk that a log is kept on may be full, while all that was asked for is done."""
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            command_line(*words), cwd=SAMPLE, env=bare_environ(), stdout=full, stderr=subprocess.PIPE, check=False
        )
        unheard = subprocess.run(command_line("nada"), cwd=SAMPLE, env=bare_environ(), stderr=full, check=False)

    assert ran.returncode == 1
    assert ran.stderr.decode().startswith("demoras: No se pudo escribir la respuesta de la orden (no queda espacio")
    assert unheard.returncode == 2


@pytest.mark.parametrize("most", [6, 8, 9, 10, 12, 14, 20, 40])
def test_however_few_files_may_be_open_a_build_works_or_names_the_limit(
    tmp_path: Path, keys: Mapping[str, str], first_ledger: Path, most: int
) -> None:
    """Also where a killed run left its folder, which is nobody's work.

    Where four may be, Python itself does not begin, and no word of ours is reached.
    """
    (left := tmp_path / ".site.demoras-new").mkdir()
    (left / "page.html").touch()
    build = shlex.join(command_line("build", "--ledger", first_ledger, "--out", tmp_path / "site"))
    limited = ["/bin/sh", "-c", f"ulimit -n {most}; exec {build}"]

    ran = subprocess.run(limited, cwd=SAMPLE, env=bare_environ(keys), capture_output=True, text=True, check=False)

    if ran.returncode == 0:
        assert [path.name for path in tmp_path.iterdir()] == ["site"]
        return
    assert re.fullmatch(r"demoras: [^\n]+ Remedio: [^\n]*\(ulimit -n\b[^\n]+\n", ran.stderr), ran.stderr
    assert not (tmp_path / "site").exists()
    assert "Otra corrida" not in ran.stderr


@pytest.mark.parametrize("words", ["build", "sync"])
def test_where_the_system_begins_no_thread_a_command_works_or_names_the_limit(
    tmp_path: Path, keys: Mapping[str, str], first_ledger: Path, words: str
) -> None:
    environ = {**keys, "DEMORAS_WHMCS_URL": "http://127.0.0.1:9/includes/api.php", "PATH": os.environ["PATH"]}
    out = tmp_path / "out"
    how = ["--ledger", first_ledger] if words == "build" else ["--new-ledger", "--accept-old-ledger"]

    with no_thread_begins():
        ran = call(words, *how, "--out", out, environ=environ)

    if words == "build":
        assert (ran.code, ran.err) == (0, "")
        assert (out / "index.html").is_file()
    else:
        assert_stopped(ran, 1)
        assert "hilos" in ran.err
        assert "ulimit -u" in ran.err


def test_where_memory_ends_the_limit_is_named() -> None:
    """Python itself begins with less."""
    kilobytes = 50_000
    limited = ["/bin/sh", "-c", f"ulimit -v {kilobytes}; exec {shlex.join(command_line('check'))}"]
    ran = subprocess.run(limited, cwd=SAMPLE, env=bare_environ(), capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.startswith(
        f"demoras: El sistema no deja usar más memoria. Remedio: Suba el límite (ulimit -v, ahora {kilobytes})"
    )


def test_in_a_folder_that_is_gone_a_command_says_so(tmp_path: Path) -> None:
    """As whoever stands in a site that was exchanged for its next generation."""
    (there := tmp_path / "gone").mkdir()
    leaves = f"rmdir {there}; exec {shlex.join(command_line('check', '--root', SAMPLE))}"
    ran = subprocess.run(
        ["/bin/sh", "-c", leaves], cwd=there, env=bare_environ(), capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert ran.stderr.startswith("demoras: La carpeta en la que está ya no existe. Remedio: ")


def test_of_no_memory_the_limit_is_named_and_nothing_else(tmp_path: Path, keys: Mapping[str, str]) -> None:
    ran = synced_from(MemoryError(CLIENT), tmp_path / "l", keys)
    assert_stopped(ran, 1, hidden=[CLIENT])
    assert ran.err.startswith("demoras: El sistema no deja usar más memoria. Remedio: Suba el límite (ulimit -v, ")


def test_a_build_outside_of_a_project_says_where_to_run_it(tmp_path: Path, keys: Mapping[str, str]) -> None:
    """Nothing was lost there that a history could bring back."""
    ran = call("build", "--ledger", tmp_path, "--out", tmp_path / "site", root=tmp_path, environ=keys)
    assert_stopped(ran, 1)
    assert f"Falta {tmp_path}/mkdocs.yml. Remedio: Ejecute la orden desde la carpeta del proyecto" in ran.err


def test_a_reader_that_leaves_is_no_error() -> None:
    """`demoras check | head -1` prints its line and no complaint; the exit code is not that of success."""
    process = subprocess.Popen(
        command_line("check"), cwd=SAMPLE, env=bare_environ(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    complaint = process.stderr.read()
    process.stderr.close()

    assert (process.wait(), complaint) == (141, "")


def test_explain_loads_no_library_that_it_does_not_use() -> None:
    """Billing's, sealing's and the site's would make a person wait for each answer."""
    script = (
        "import sys; from generator.cli.main import main; "
        "code = main(['explain', '--promise', '2 días hábiles', '--from', '2026-11-20T15:00']); "
        f"print(code, sorted(set(sys.modules) & set({HEAVY!r})))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=SAMPLE, env=bare_environ(), capture_output=True, text=True, check=True
    )

    assert ran.stdout.splitlines()[-1] == "0 []"


@pytest.mark.parametrize("words", [["--help"], ["sync", "--help"], ["manual", "push", "--help"]])
def test_the_help_loads_no_library_at_all(words: list[str]) -> None:
    """Declaring a command imports nothing that only doing it needs, so the help answers at once."""
    script = (
        "import sys; from generator.cli.main import main\n"
        f"try: main({words!r})\n"
        f"finally: print(sorted(set(sys.modules) & set({(*HEAVY, *LIBRARIES)!r})))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=SAMPLE, env=bare_environ(), capture_output=True, text=True, check=False
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("uso: demoras ")
    assert ran.stdout.splitlines()[-1] == "[]"


def test_without_a_terminal_the_command_acts_on_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """The two streams and the environment of the process."""
    code = main(["explain", "nada-de-esto", "--root", str(SAMPLE), *AS_OF_END])

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert shown.err.startswith("demoras: No hay un servicio 'nada-de-esto'. ")
    assert Terminal.real().environ.get("PATH")
