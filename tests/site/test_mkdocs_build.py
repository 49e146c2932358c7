"""The engine runs in a process of its own, which is shown no secret and whose failure is told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from generator.errors import DataError, PublishError
from generator.publish import helper_process
from generator.publish.mkdocs_build import begun_site, engine
from generator.publish.site_folder import MARKER
from generator.publish.staging import staging
from tests.no_threads import no_thread_begins
from tests.site.making import SECRET
from tests.waiting import comes_to

ROOT = Path(__file__).parents[2]
KEYS = {
    "DEMORAS_SECRET": SECRET,
    "DEMORAS_SECRET_PREVIOUS": SECRET[::-1],
    "DEMORAS_WHMCS_URL": "https://clientes.example/includes/api.php",
    "DEMORAS_WHMCS_IDENTIFIER": "identificador-de-prueba",
    "DEMORAS_WHMCS_SECRET": "secreto-de-prueba",
    "DEMORAS_WHMCS_ACCESS_KEY": "llave-de-prueba",
    "GITHUB_TOKEN": "ficha-de-prueba",
}


def small_site(root: Path, hook: str) -> Path:
    """Return the root of a site of one page whose hook does what it is told."""
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Hola\n")
    (root / "hook.py").write_text(hook)
    (root / "mkdocs.yml").write_text("site_name: Prueba\nhooks: [hook.py]\n")
    return root


def test_the_engine_s_environment_holds_no_secret(tmp_path: Path) -> None:
    """Neither those of the run nor what else a CI system puts there; what the engine needs is there."""
    dump = "import json, os, pathlib\n\ndef on_post_build(config):\n"
    dump += "    pathlib.Path(config.site_dir, 'env.json').write_text(json.dumps(dict(os.environ)))\n"
    with engine(small_site(tmp_path, dump), tmp_path / "site", {**os.environ, **KEYS}) as running:
        running.hand(b"")
        running.finish({})
    seen = json.loads((tmp_path / "site" / "env.json").read_text())

    assert KEYS.keys() & seen.keys() == set()
    assert [value for value in KEYS.values() if any(value in text for text in seen.values())] == []
    assert seen["DEMORAS_SITE"] == "-"


def test_an_engine_that_is_handed_nothing_is_ended(tmp_path: Path) -> None:
    """It begins while the site is still made, and what is wrong with that may come out only then."""
    root = small_site(tmp_path, "import sys\n\ndef on_config(config):\n    sys.stdin.buffer.read()\n")
    with pytest.raises(DataError), engine(root, tmp_path / "site", os.environ):
        raise DataError([])

    assert not (tmp_path / "site").exists()


def test_what_is_not_handed_over_stands_beside_the_pages_once_they_are_laid_out(tmp_path: Path) -> None:
    """As bytes or as text, in folders that the engine made or did not make."""
    root = small_site(tmp_path, "import sys\n\ndef on_config(config):\n    sys.stdin.buffer.read()\n")
    with engine(root, tmp_path / "site", os.environ) as running:
        running.hand(b"x")
        running.finish({"assets/a.png": b"\x89", "api/v1/a.json": '"ñ"'})

    assert (tmp_path / "site" / "index.html").is_file()
    assert (tmp_path / "site" / "assets" / "a.png").read_bytes() == b"\x89"
    assert (tmp_path / "site" / "api" / "v1" / "a.json").read_bytes() == '"ñ"'.encode()


def test_a_fault_while_pages_are_laid_out_leaves_nothing_and_nobody_behind(tmp_path: Path) -> None:
    """A link is followed meanwhile: the site stays, its next generation goes, and so does the engine."""
    tell = f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpid()))"
    hook = f"import os, pathlib, sys, time\n\ndef on_env(env, config, files):\n    {tell}\n    time.sleep(60)\n"
    root = small_site(tmp_path, hook)
    stop = pytest.raises(DataError)
    with stop, begun_site(root, tmp_path / "site", os.environ) as running:
        running.hand(b"")
        process = _written(tmp_path / "pid")
        raise DataError([])

    assert not _runs(process)
    assert not [path.name for path in tmp_path.iterdir() if "site" in path.name]


_BEGIN = """
import os, signal, sys
from pathlib import Path
from generator.publish.mkdocs_build import begun_site
with begun_site(Path(sys.argv[1]), Path(sys.argv[2]), os.environ) as engine:
    if sys.argv[3] == "handed":
        engine.hand(b"x")
    signal.pause()
"""


@pytest.mark.parametrize(
    ("moment", "hook", "wait"),
    [
        ("waiting", "on_config(config)", "sys.stdin.buffer.read()"),
        ("handed", "on_env(env, config, files)", "time.sleep(600)"),
    ],
)
def test_an_engine_ends_with_a_run_that_is_killed(tmp_path: Path, moment: str, hook: str, wait: str) -> None:
    """The site stays as it was, and the next run takes away what is left beside it, into which nobody writes."""
    tell = f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpid()))"
    root = small_site(tmp_path, f"import os, pathlib, sys, time\n\ndef {hook}:\n    {tell}\n    {wait}\n")
    site = tmp_path / "site"
    site.mkdir()
    (site / MARKER).write_text("")
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _BEGIN, str(root), str(site), moment]
    with subprocess.Popen(command, cwd="/", env=environ) as run:
        process = _written(tmp_path / "pid")
        run.kill()
    comes_to(lambda: _runs(process), wanted=False)

    assert [path.name for path in site.iterdir()] == [MARKER]
    with staging(site):
        pass
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".site")]


def _written(file: Path) -> int:
    comes_to(lambda: file.is_file() and file.read_text() != "")
    return int(file.read_text())


def _runs(process: int) -> bool:
    try:
        return b"mkdocs" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def test_an_engine_whose_run_had_ended_before_it_began_touches_nothing(tmp_path: Path) -> None:
    """It may begin so late that the next run has made its folder by the same name."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "of-the-next-run").touch()
    root = small_site(tmp_path, "")
    words = ["build", "--config-file", str(root / "mkdocs.yml"), "--site-dir", str(site)]
    for run, left in ((os.getppid(), ["of-the-next-run"]), (os.getpid(), [])):
        command = [sys.executable, "-m", "generator.publish.mkdocs_process", str(run), *words]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert (ended.returncode == 0) is (left == [])
        assert [path.name for path in site.iterdir() if path.name.startswith("of-")] == left


@pytest.mark.parametrize(
    ("ends", "told", "remedy"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", "se detuvo antes de terminar.", "memoria"),
        ("raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))", "(no queda espacio en el disco).", "espacio libre"),
        ("raise OSError(errno.ENOENT, 'nada')", "nada", "Corrija lo que dice arriba"),
    ],
)
def test_what_ended_an_engine_is_told_in_its_own_words(tmp_path: Path, ends: str, told: str, remedy: str) -> None:
    root = small_site(tmp_path, f"import errno, os, signal\n\ndef on_env(env, config, files):\n    {ends}\n")
    stop = pytest.raises(PublishError)
    with stop as stopped, engine(root, tmp_path / "site", os.environ) as running:
        running.hand(b"")
        running.finish({})

    assert told in stopped.value.message
    assert remedy in stopped.value.remedy
    assert stopped.value.remedy.endswith("el sitio publicado no cambió.")


_BEGINS_ANOTHER = "subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'])"


@pytest.mark.parametrize("hangs", ["os.kill(os.getpid(), signal.SIGSTOP)", "time.sleep(600)", _BEGINS_ANOTHER])
@pytest.mark.parametrize("threads", [nullcontext, no_thread_begins])
def test_an_engine_that_makes_no_progress_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hangs: str, threads: Callable[[], AbstractContextManager[None]]
) -> None:
    """Stopped, waiting for something, or outlived by a process that holds its pipes; the site stays, nobody is left."""
    monkeypatch.setattr(helper_process, "STILL_SECONDS", 1)
    tell = f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpgid(0)))"
    hook = f"import os, pathlib, signal, subprocess, sys, time\n\ndef on_env(env, config, files):\n    {tell}\n"
    root = small_site(tmp_path, f"{hook}    {hangs}\n")
    site = tmp_path / "site"
    site.mkdir()
    (site / MARKER).touch()
    stop = pytest.raises(PublishError, match="no avanza desde hace 1 segundos")
    with stop as stopped, threads(), begun_site(root, site, os.environ) as running:
        running.hand(b"x")
        running.finish({})

    assert stopped.value.remedy.endswith("El sitio publicado no cambió.")
    assert [path.name for path in tmp_path.iterdir() if "site" in path.name] == ["site"]
    assert [path.name for path in site.iterdir()] == [MARKER]
    comes_to(lambda: _at_work(int((tmp_path / "pid").read_text())), wanted=[])


def _at_work(group: int) -> list[str]:
    """Return the processes of a group; those that ended and were not looked after yet are none."""
    stats = [_stat(process) for process in Path("/proc").glob("[0-9]*")]
    return [" ".join(stat) for stat in stats if stat[2:3] == [str(group)] and stat[0] not in "ZX"]


def _stat(process: Path) -> list[str]:
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def test_where_the_system_begins_no_thread_the_site_is_laid_out_all_the_same(tmp_path: Path) -> None:
    root = small_site(tmp_path, "import sys\n\ndef on_config(config):\n    config.copyright = sys.stdin.read()[-3:]\n")
    with no_thread_begins(), engine(root, tmp_path / "site", os.environ) as running:
        running.hand(b"x" * 1_000_000 + b"end")
        running.finish({})

    assert "end" in (tmp_path / "site" / "index.html").read_text()


def test_an_engine_that_cannot_begin_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"Falta .*mkdocs\.yml"), engine(tmp_path, tmp_path / "site", os.environ):
        pass


_INTERRUPTED = """
import os, signal, sys
from pathlib import Path
from generator.publish.mkdocs_build import begun_site
# What begins this in the background may have it pass over that signal.
signal.signal(signal.SIGINT, signal.default_int_handler)
with begun_site(Path(sys.argv[1]), Path(sys.argv[2]), os.environ) as engine:
    engine.hand(b"x" * 9_000_000)
    print("handed", flush=True)
    engine.finish({})
"""


def test_whoever_interrupts_a_build_sees_no_fault_of_a_thread(tmp_path: Path) -> None:
    """The engine is ended, and its pipes are read to their end before they are closed."""
    root = small_site(tmp_path, "import time\n\ndef on_config(config):\n    time.sleep(600)\n")
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _INTERRUPTED, str(root), str(tmp_path / "site")]
    with subprocess.Popen(
        command, cwd="/", env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "handed\n"
        run.send_signal(signal.SIGINT)
        _, told = run.communicate()

    assert told.strip().endswith("KeyboardInterrupt")
    assert "Exception in thread" not in told
    assert not [path.name for path in tmp_path.iterdir() if "site" in path.name]


def test_a_failure_of_the_engine_carries_its_last_words(tmp_path: Path) -> None:
    """The site that is published is not the one it was building."""
    root = small_site(tmp_path, "def on_config(config):\n    raise SystemExit('no me alcanza')\n")

    stop = pytest.raises(PublishError, match="no me alcanza")
    with stop as stopped, engine(root, tmp_path / "site", os.environ) as running:
        running.hand(b"")
        running.finish({})
    assert stopped.value.remedy.endswith("el sitio publicado no cambió.")


def test_a_warning_of_the_engine_is_a_failure(tmp_path: Path) -> None:
    """A link that leads nowhere is not published."""
    root = small_site(tmp_path, "")
    (root / "docs" / "index.md").write_text("[allá](no-existe.md)\n")

    stop = pytest.raises(PublishError, match=r"no-existe\.md")
    with stop, engine(root, tmp_path / "site", os.environ) as running:
        running.hand(b"")
        running.finish({})
