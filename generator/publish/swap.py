"""The site's folder, exchanged for its next generation: never a mixture, never a gap."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from generator.errors import PublishError
from generator.publish.atomic import sync_folder
from generator.publish.rename_exchange import exchange_folders

MARKER = ".demoras-site"
MARKER_TEXT = "demoras reemplaza esta carpeta entera en cada publicación: lo que se agregue a mano se pierde.\n"
NEXT_FOLDER = ".demoras-next"
"""Of a new site, names of its linked files for the one after it: never published, but set aside for that one."""
KEPT_FOLDER = "kept"
"""The role of the folder that such names wait in beside the site, as `beside` tells."""
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
    many: int = 0,
    exchange: FolderExchange = exchange_folders,
    rename: Rename = os.rename,
) -> None:
    """Make the folder `new` be `target`; files with the same bytes stay the very same files, dates included.

    `linked` is a folder in it whose files are so already, or are not the same; from so `many` on, names of the same
    files are kept beside the site, to begin the next generation with. Without it, none stay there.

    `exchange` tells whether it could exchange two folders in one step; where not, `rename` is called twice and
    a run killed in between is put right by `heal`.

    Raises:
        PublishError: `target` may not be replaced, or the system refuses; the old site is untouched.

    """
    real = _replaceable(target)
    with _told(target):
        (new / MARKER).write_text(MARKER_TEXT, encoding="utf-8")
        _set_aside(new / NEXT_FOLDER, beside(real, KEPT_FOLDER))
        if not real.exists() or not any(real.iterdir()):
            rename(new, real)
        else:
            shutil.copymode(real, new)
            _link_unchanged(new, real, new / linked if linked else None)
            if not exchange(new, real):
                _rename_twice(new, real, rename)
        sync_folder(real.parent)
    if not linked:
        shutil.rmtree(beside(real, KEPT_FOLDER), ignore_errors=True)
    for leftover in (new, beside(real, "old")):
        _remove_unless_held(leftover, partial(_keep_names, linked, real, many) if linked else None)


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


def remove_name(name: str, folder: int) -> None:
    """Take a name out of an open folder, also where another program made a folder by it, as some file servers do."""
    try:
        os.unlink(name, dir_fd=folder)
    except OSError:
        # Which error tells of a folder differs between systems.
        if not stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise
        shutil.rmtree(name, dir_fd=folder)


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
def _hold(folder: Path) -> Iterator[int]:
    """Hold a folder; the kernel lets go of it when the process dies, so that no stale lock is ever left.

    Raises:
        OSError: another process holds it.

    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield descriptor
    finally:
        os.close(descriptor)


def _set_aside(names: Path, place: Path) -> None:
    """Move a folder out of a new site to where the next one looks for it; where it cannot be, it is needed nowhere."""
    try:
        names.rename(place)
    except FileNotFoundError:
        return
    except OSError:
        shutil.rmtree(names)


def _keep_names(linked: str, real: Path, many: int, replaced: int) -> None:
    """Keep, of a folder of the generation that was replaced, the names of the files that are published now.

    They hold no file of their own, and take the place of what is no folder. `replaced` is that generation's folder,
    open and held: another run may have taken its path since.
    """
    with suppress(OSError), ExitStack() as held:
        with os.scandir(real / linked) as entries:
            published = {entry.name: entry.inode() for entry in entries}
        if len(published) < many:
            return
        folder = os.open(linked, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=replaced)
        held.callback(os.close, folder)
        with os.scandir(folder) as entries:
            others = [entry.name for entry in entries if published.get(entry.name) != entry.inode()]
        for name in others:
            remove_name(name, folder)
        if (place := beside(real, KEPT_FOLDER)).is_symlink() or not place.is_dir():
            place.unlink(missing_ok=True)
        os.rename(linked, place, src_dir_fd=replaced)


def _remove_unless_held(folder: Path, first: Callable[[int], None] | None = None) -> bool:
    """Remove a folder if it is there and nobody holds it, with what is to be done `first`; tell whether nobody did."""
    try:
        with _hold(folder) as descriptor:
            if first is not None:
                first(descriptor)
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
