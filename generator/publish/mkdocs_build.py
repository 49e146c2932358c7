"""The run of MkDocs that lays out a site, in a process of its own that holds no secret."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.errors import PublishError, refusal
from generator.publish.helper_process import StuckError, awaited
from generator.publish.mkdocs_process import DISK_FAULT
from generator.publish.staging import staging

PUBLIC = "mkdocs.yml"
INTERNAL = "mkdocs.internal.yml"
_MADE_FROM = ("data", "site_src", "generator")
PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "VIRTUAL_ENV")
"""All of the environment that the engine and its plugins get to see: no secret is among it."""


class Engine:
    """An engine that is running: it gets ready, is handed the pages of a site, and lays them out into `folder`."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self.folder = folder
        self._process = process
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._talk: Future[tuple[bytes, bytes]] | None = None
        self._site: bytes | None = None

    def hand(self, site: bytes) -> None:
        """Hand over a packed site and come back at once, while it is laid out."""
        try:
            self._talk = self._thread.submit(self._process.communicate, site)
        except RuntimeError:
            # The system begins no thread: it is laid out while nothing else is done.
            self._site = site

    def finish(self, others: Mapping[str, str | bytes]) -> None:
        """Wait until the site is laid out, and write what was not handed over beside its pages, by path.

        Raises:
            PublishError: the engine stopped, with the last lines it printed, or is stuck; or a file cannot be written.

        """
        # Made while it still lays out.
        contents = {path: one if isinstance(one, bytes) else one.encode() for path, one in others.items()}
        try:
            out, told = awaited(self._talk.result if self._talk else self._handed, self._process.pid)
        except StuckError as error:
            raise PublishError(
                f"El motor de páginas (mkdocs) {error}.",
                "Alguien lo detuvo, o espera algo que no llega; pruebe de nuevo. El sitio publicado no cambió.",
            ) from None
        if fault := _fault(self._process.returncode, (told or out).decode("utf-8", "replace").strip().splitlines()):
            raise fault
        try:
            for path, content in contents.items():
                file = self.folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        except OSError as error:
            raise _unwritten(refusal(error)) from error

    def end(self) -> None:
        """End it, whatever it is at, and what a plugin of it may have begun."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        # Its pipes are read to their end before whoever began it closes them.
        self._thread.shutdown()

    def _handed(self, seconds: float) -> tuple[bytes, bytes]:
        site, self._site = self._site, None
        try:
            return self._process.communicate(site, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError from None


def _begun(config: Path, folder: Path, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    if not config.is_file():
        raise PublishError(
            f"Falta {config}.",
            "Ejecute la orden desde la carpeta del proyecto, o indíquela con --root; si el archivo se perdió, "
            "restáurelo desde el historial de git.",
        )
    try:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and fixed arguments
            [
                # Not "--quiet": the engine would then count no warning, and "--strict" would refuse none.
                *(sys.executable, "-m", "generator.publish.mkdocs_process", str(os.getpid()), "build", "--strict"),
                *("--config-file", str(config), "--site-dir", str(folder)),
            ],
            env={
                **{name: environ[name] for name in PASSED_ON if name in environ},
                "DEMORAS_SITE": "-",  # the standard input
                "NO_MKDOCS_2_WARNING": "1",
                "PYTHONUTF8": "1",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # One that a plugin begins holds its pipes, and would be waited for.
            process_group=0,
        )
    except OSError as error:
        raise PublishError(
            f"No se pudo iniciar el motor de páginas, mkdocs ({refusal(error)}).",
            "Suelen faltar memoria o archivos que pueda abrir a la vez (ulimit -n); el sitio publicado no cambió.",
        ) from error


def _fault(code: int, told: list[str]) -> PublishError | None:
    """Return what an engine's end means, from the code it ended with and the lines it printed; None where all is well.

    A negative code is that of the signal that ended it.
    """
    if code == 0:
        return None
    if code == DISK_FAULT:
        return _unwritten(told[-1])
    if code < 0:
        return PublishError(
            "El motor de páginas (mkdocs) se detuvo antes de terminar.",
            "Suele faltar memoria: pruebe de nuevo; el sitio publicado no cambió.",
        )
    return PublishError(
        "\n    ".join(("El motor de páginas (mkdocs) se detuvo:", *told[-12:])),
        "Corrija lo que dice arriba y repita; el sitio publicado no cambió.",
    )


def _unwritten(why: str) -> PublishError:
    return PublishError(
        f"No se pudieron escribir las páginas del sitio ({why}).",
        "Revise los permisos y el espacio libre; el sitio publicado no cambió.",
    )


@contextmanager
def begun_site(root: Path, out: Path, environ: Mapping[str, str], *, config: str = PUBLIC) -> Iterator[Engine]:
    """Begin the next generation of the site in `out`: an empty folder beside it, and the engine that lays out into it.

    What is there at the end of it and was not exchanged for the site is removed.

    Raises:
        PublishError: `out` may not be replaced, or another run is publishing it.

    """
    _refuse_own_folder(root, out)
    with staging(out) as new, engine(root, new, environ, config=config) as running:
        yield running


def _refuse_own_folder(root: Path, out: Path) -> None:
    """Refuse a site inside what sites are made from: the next run would take it for a part of that."""
    for name in _MADE_FROM:
        if Path(os.path.realpath(out)).is_relative_to(os.path.realpath(root / name)):
            raise PublishError(
                f"{out} está dentro de {name}/, de donde se hace el sitio; no se escribió nada.",
                f"Indique en --out una carpeta fuera de {', '.join(f'{one}/' for one in _MADE_FROM)}.",
            )


@contextmanager
def engine(root: Path, folder: Path, environ: Mapping[str, str], *, config: str = PUBLIC) -> Iterator[Engine]:
    """Begin the engine, by a configuration under `root`.

    It is half of its time at getting ready, which the run uses to make the site. It writes nothing before it is handed
    one, and where that never happens it is ended.

    Raises:
        PublishError: there is no such configuration, or the system begins no process.

    """
    with _begun(root / config, folder, environ) as process:
        running = Engine(process, folder)
        try:
            yield running
        finally:
            running.end()
