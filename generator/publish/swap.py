"""The site's folder, exchanged for its next generation: never a mixture, never a gap."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from generator.errors import PublishError
from generator.publish.atomic import sync_folder
from generator.publish.rename_exchange import exchange_folders

MARKER = ".demoras-site"
MARKER_TEXT = "demoras reemplaza esta carpeta entera en cada publicación: lo que se agregue a mano se pierde.\n"
NEW_FOLDER = "Indique en --out una carpeta nueva o vacía."

Rename = Callable[[Path, Path], None]
FolderExchange = Callable[[Path, Path], bool]


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target` to build in; whatever is left there at the end is removed.

    Raises:
        PublishError: `target` may not be replaced, or another run is publishing it.

    """
    heal(target)
    new = beside(_replaceable(target), "new")
    try:
        with ExitStack() as held:
            with _told(target):
                new.mkdir(parents=True)
                held.enter_context(_hold(new))
            yield new
    finally:
        _remove_unless_held(new)


def swap_into_place(
    new: Path,
    target: Path,
    *,
    linked: str = "",
    exchange: FolderExchange = exchange_folders,
    rename: Rename = os.rename,
) -> None:
    """Make the folder `new` be `target`; files with the same bytes stay the very same files, dates included.

    `linked` is a folder in it whose files are so already, or are not the same.

    `exchange` tells whether it could exchange two folders in one step; where not, `rename` is called twice and
    a run killed in between is put right by `heal`.

    Raises:
        PublishError: `target` may not be replaced, or the system refuses; the old site is untouched.

    """
    real = _replaceable(target)
    with _told(target):
        (new / MARKER).write_text(MARKER_TEXT, encoding="utf-8")
        if not real.exists() or not any(real.iterdir()):
            rename(new, real)
        else:
            shutil.copymode(real, new)
            _link_unchanged(new, real, new / linked if linked else None)
            if not exchange(new, real):
                _rename_twice(new, real, rename)
        sync_folder(real.parent)
    for leftover in (new, beside(real, "old")):
        _remove_unless_held(leftover)


def heal(target: Path) -> None:
    """Put right what a killed run left: an old site moved aside comes back, leftovers go.

    Raises:
        PublishError: another run is publishing `target` right now.

    """
    real = _real(target)
    new, old = beside(real, "new"), beside(real, "old")
    with _told(target):
        if not _remove_unless_held(new):
            raise PublishError(f"Otra corrida está publicando {target}.", "Espere a que termine y pruebe de nuevo.")
        if old.exists() and not real.exists():
            old.rename(real)
        _remove_unless_held(old)


def beside(target: Path, role: str) -> Path:
    """Return the place beside a site's folder that has a role for it, such as its next generation's."""
    real = _real(target)
    return real.with_name(f".{real.name}.demoras-{role}")


def _real(target: Path) -> Path:
    # A link to the folder stays a link: what it leads to is replaced.
    real = Path(os.path.realpath(target))
    if not real.name or real.is_symlink():
        raise PublishError(f"{target} no es una carpeta que se pueda reemplazar.", NEW_FOLDER)
    return real


def _replaceable(target: Path) -> Path:
    """Return the real folder to replace; a folder of anything but a site of ours is never touched."""
    real = _real(target)
    with _told(target):
        if real.exists() and not real.is_dir():
            raise PublishError(f"{target} no es una carpeta.", NEW_FOLDER)
        if real.is_dir() and any(real.iterdir()) and not (real / MARKER).is_file():
            raise PublishError(f"{target} tiene archivos que no escribió este programa; no se tocó nada.", NEW_FOLDER)
    return real


def _link_unchanged(new: Path, old: Path, linked: Path | None) -> None:
    if new == linked:
        return
    with os.scandir(old) as entries:
        twins = {entry.name: entry for entry in entries}
    with os.scandir(new) as entries:
        made = list(entries)
    for entry in made:
        twin = twins.get(entry.name)
        if twin is None:
            continue
        if all(one.is_dir(follow_symlinks=False) for one in (entry, twin)):
            _link_unchanged(Path(entry.path), Path(twin.path), linked)
        elif all(one.is_file(follow_symlinks=False) for one in (entry, twin)) and _same(entry, twin):
            link = f"{entry.path}.demoras-link"
            # A file system without hard links keeps the new copy, which is as good.
            with suppress(OSError):
                os.link(twin.path, link)
                Path(link).replace(entry.path)


def _same(entry: os.DirEntry[str], twin: os.DirEntry[str]) -> bool:
    ours, theirs = entry.stat(), twin.stat()
    alike = (ours.st_size, ours.st_mode) == (theirs.st_size, theirs.st_mode)
    return alike and Path(entry.path).read_bytes() == Path(twin.path).read_bytes()


def _rename_twice(new: Path, real: Path, rename: Rename) -> None:
    old = beside(real, "old")
    rename(real, old)
    try:
        rename(new, real)
    except BaseException:
        old.rename(real)
        raise


@contextmanager
def _hold(folder: Path) -> Iterator[None]:
    """Hold a folder; the kernel lets go of it when the process dies, so that no stale lock is ever left.

    Raises:
        OSError: another process holds it.

    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _remove_unless_held(folder: Path) -> bool:
    """Remove a folder if it is there and nobody holds it; tell whether nobody did."""
    try:
        with _hold(folder):
            shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return False
    except OSError:
        # Not there, or not ours to remove: whoever needs the name next meets the same fault and reports it.
        return True
    return True


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"No se pudo escribir en {target} ({error.strerror or type(error).__name__}).",
            "Revise los permisos y el espacio libre; si la carpeta es un punto de montaje, elija una dentro de él.",
        ) from error
