"""The run of MkDocs that lays out a site, in a process of its own that holds no secret."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from generator.errors import PublishError
from generator.publish.swap import staging

PUBLIC = "mkdocs.yml"
INTERNAL = "mkdocs.internal.yml"
PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "VIRTUAL_ENV")
"""All of the environment that the engine and its plugins get to see: no secret is among it."""


class Engine:
    """An engine that is running: it gets ready, is handed the pages of a site, and lays them out into `folder`."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self.folder = folder
        self._process = process
        self._told = b""
        self._talk: Thread | None = None

    def hand(self, site: bytes) -> None:
        """Hand over a packed site and come back at once, while it is laid out."""
        self._talk = Thread(target=self._talk_of, args=(site,))
        self._talk.start()

    def finish(self, others: Mapping[str, str | bytes]) -> None:
        """Wait until the site is laid out, and write what was not handed over beside its pages, by path.

        Raises:
            PublishError: the engine stopped, with the last lines it printed; or a file cannot be written.

        """
        # Made while it still lays out.
        contents = {path: one if isinstance(one, bytes) else one.encode() for path, one in others.items()}
        self._wait()
        if self._process.returncode != 0:
            tail = "\n    ".join(self._told.decode("utf-8", "replace").strip().splitlines()[-12:])
            raise PublishError(
                f"El motor de páginas (mkdocs) se detuvo:\n    {tail}",
                "Corrija lo que dice arriba y repita; el sitio publicado no cambió.",
            )
        try:
            for path, content in contents.items():
                file = self.folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        except OSError as error:
            raise PublishError(
                f"No se pudo escribir en {self.folder} ({error.strerror or type(error).__name__}).",
                "Revise los permisos y el espacio libre; el sitio publicado no cambió.",
            ) from error

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._wait()

    def _wait(self) -> None:
        if self._talk is not None:
            self._talk.join()

    def _talk_of(self, site: bytes) -> None:
        out, told = self._process.communicate(site)
        self._told = told or out


@contextmanager
def begun_site(root: Path, out: Path, environ: Mapping[str, str], *, config: str = PUBLIC) -> Iterator[Engine]:
    """Begin the next generation of the site in `out`: an empty folder beside it, and the engine that lays out into it.

    What is there at the end of it and was not exchanged for the site is removed.

    Raises:
        PublishError: `out` may not be replaced, or another run is publishing it.

    """
    with staging(out) as new, engine(root, new, environ, config=config) as running:
        yield running


@contextmanager
def engine(root: Path, folder: Path, environ: Mapping[str, str], *, config: str = PUBLIC) -> Iterator[Engine]:
    """Begin the engine, by a configuration under `root`.

    It is half of its time at getting ready, which the run uses to make the site. It writes nothing before it is handed
    one, and where that never happens it is ended.
    """
    with subprocess.Popen(  # noqa: S603 - our own interpreter and fixed arguments
        [
            # Not "--quiet": the engine would then count no warning, and "--strict" would refuse none.
            *(sys.executable, "-m", "generator.publish.mkdocs_process", "build", "--strict"),
            *("--config-file", str(root / config), "--site-dir", str(folder)),
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
    ) as process:
        running = Engine(process, folder)
        try:
            yield running
        finally:
            running.end()
