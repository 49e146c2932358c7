"""The data and the hand-written pages as they stood in a git revision, and which revision a folder stands at."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import UsageError

_PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
"""All of the environment that git gets to see: no secret, and nothing that names another repository."""
_PAGES = "site_src/docs"
_KINDS = (".yml", ".md")
_LARGEST = 1_000_000
"""Bytes of one file; the loader refuses a larger one anyway."""


def write_revision(root: Path, revision: str, folder: Path, environ: Mapping[str, str]) -> None:
    """Write the data of a revision of the project in `root` into a folder that is there and empty.

    Raises:
        UsageError: there is no git, no such revision, or no `data/` in it.

    """
    git = _git(root, environ)
    if git is None:
        raise UsageError(
            f"Para leer {revision[:60]!r} hace falta git, y no está instalado.",
            "Instálelo, o indique una carpeta que contenga data/.",
        )
    # A name that begins with a dash is a name here and not an option.
    commit = git.answer("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise UsageError(
            f"{revision[:60]!r} no es una carpeta que contenga data/ ni una revisión de este repositorio.",
            "Ejemplos: demoras diff main, demoras diff HEAD^, demoras diff ../otra-copia",
        )
    name = commit.decode("ascii").strip()
    if git.answer("cat-file", "-e", f"{name}:./data") is None:
        raise UsageError(f"La revisión {revision[:60]!r} no tiene data/.", "Indique una posterior.")
    paths = ["data"] if git.answer("cat-file", "-e", f"{name}:./{_PAGES}") is None else ["data", _PAGES]
    archive = git.answer("archive", "--format=tar", name, "--", *paths)
    if archive is None:
        raise UsageError(f"git no pudo leer la revisión {revision[:60]!r}.", "Revise el repositorio con «git fsck».")
    _write(archive, folder)


@dataclass(frozen=True, slots=True)
class FolderRevision:
    """The last commit that changed a folder, and whether anything in it differs from what is committed."""

    commit: str
    is_changed: bool


def revision_of(folder: Path, environ: Mapping[str, str]) -> FolderRevision | None:
    """Return where a folder stands; None where git is not there, or knows nothing of the folder."""
    git = _git(folder, environ) if folder.is_dir() else None
    commit = git.answer("log", "-1", "--format=%h", "--", ".") if git else None
    if not git or not commit:
        return None
    return FolderRevision(commit.decode("ascii").strip(), bool(git.answer("status", "--porcelain", "--", ".")))


def _git(folder: Path, environ: Mapping[str, str]) -> _Git | None:
    program = shutil.which("git", path=environ.get("PATH"))
    passed = {name: environ[name] for name in _PASSED_ON if name in environ}
    return _Git(program, folder, passed) if program else None


class _Git:
    def __init__(self, program: str, root: Path, environ: Mapping[str, str]) -> None:
        self._program = program
        self._root = root
        self._environ = environ

    def answer(self, *words: str) -> bytes | None:
        """Return what git prints, or None where it refuses."""
        ran = subprocess.run(  # noqa: S603 - git, and what was typed only behind a sign that ends its options
            [self._program, *words],
            cwd=self._root,
            env=self._environ,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return ran.stdout if ran.returncode == 0 else None


def _write(archive: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            # Links are left out: one could lead out of the folder.
            if member.isreg() and path.suffix in _KINDS and member.size <= _LARGEST and ".." not in path.parts:
                content = tar.extractfile(member)
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read() if content else b"")
