"""The next generation of a site, in a folder beside it that one run alone holds; and what a killed run left there."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from generator.errors import PublishError
from generator.publish.site_folder import beside, real_folder, replaceable, told

First = Callable[[int], None]
"""What is to be done with a folder, held open, before it is removed."""


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target` to build in; whatever is left there at the end is removed.

    Raises:
        PublishError: `target` may not be replaced, or another run is publishing it.

    """
    heal(target)
    new = beside(replaceable(target), "new")
    with ExitStack() as held:
        with told(target):
            try:
                new.mkdir(parents=True)
            except FileExistsError:
                # Begun at the same moment; what stands there is that one's.
                raise _busy(target) from None
            try:
                held.enter_context(_hold(new))
            except (BlockingIOError, FileNotFoundError):
                raise _busy(target) from None
            except OSError:
                # It could be made and not held, as where no more files can be open: the next run would meet it.
                with suppress(OSError):
                    new.rmdir()
                raise
        try:
            yield new
        finally:
            held.close()
            remove_unless_held(new)


def heal(target: Path) -> None:
    """Put right what a killed run left: an old site moved aside comes back, leftovers go.

    Raises:
        PublishError: another run is publishing `target` right now.

    """
    real = real_folder(target)
    with told(target):
        # While a killed run's new folder stands no other begins, so that what is done to its old one is done first.
        if not (_is_put_right(beside(real, "old"), real) and _removed(beside(real, "new"))):
            raise _busy(target)


@contextmanager
def held_aside(target: Path) -> Iterator[int]:
    """Hold a site that is about to be moved aside, where room is made for it; its folder is given open.

    However slow this run is from here on, no other takes it for what a killed one left, nor moves it.

    Raises:
        PublishError: another run holds it, or what is in its way.
        OSError: what is in its way cannot be removed.

    """
    real = real_folder(target)
    with ExitStack() as held:
        try:
            descriptor = held.enter_context(_hold(real))
        except BlockingIOError:
            raise _busy(target) from None
        if not _removed(beside(real, "old")):
            raise _busy(target)
        yield descriptor


def remove_unless_held(folder: Path, first: First | None = None) -> bool:
    """Remove a folder if it is there and nobody holds it, with what is to be done `first`; tell whether nobody did.

    What of it cannot be removed stays: whoever needs the name next meets the same fault and reports it.
    """
    try:
        with _hold(folder) as descriptor:
            remove_held(folder, descriptor, first)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def remove_held(folder: Path, descriptor: int, first: First | None = None) -> None:
    """Remove a folder that is held open, with what is to be done `first`; what of it cannot be removed stays."""
    with suppress(OSError):
        if first is not None:
            first(descriptor)
        _remove(folder, descriptor, passes_over=True)


def _removed(folder: Path) -> bool:
    """Remove a folder if it is there and nobody holds it, or whatever else is in its place; tell whether nobody did."""
    try:
        if folder.is_symlink():
            # What it leads to is not this program's.
            folder.unlink()
        with _hold(folder) as descriptor:
            _remove(folder, descriptor)
    except BlockingIOError:
        return False
    except FileNotFoundError:
        return True
    except OSError as error:
        # What is within a folder is refused by its own name, which says nothing of the place.
        raise OSError(error.errno, error.strerror, str(folder)) from error
    return True


def _remove(folder: Path, descriptor: int, *, passes_over: bool = False) -> None:
    if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
        folder.unlink()
        return
    # Of a held folder only an empty one can lose its name to another, by a rename onto it: what that holds must stay.
    if _is_empty(descriptor):
        folder.rmdir()
        return
    try:
        shutil.rmtree(folder)
    except OSError:
        _let_write(folder)
        shutil.rmtree(folder, ignore_errors=passes_over)


def _let_write(folder: Path) -> None:
    """Let the owner of a folder, and of those within, write there: he may have forbidden it to himself.

    What is another user's stays as it is.
    """
    _let_write_in(folder)
    for place, folders, _ in os.walk(folder):
        for name in folders:
            # Before that one is looked into.
            _let_write_in(Path(place, name))


def _let_write_in(folder: Path) -> None:
    with suppress(OSError):
        if not folder.is_symlink():
            folder.chmod(folder.lstat().st_mode | stat.S_IRWXU)


def _is_empty(descriptor: int) -> bool:
    with os.scandir(descriptor) as entries:
        return not any(entries)


def _is_put_right(old: Path, real: Path) -> bool:
    """Bring an old site back if no other is in its place, else remove it; tell whether nobody held it."""
    try:
        with _hold(old) as descriptor:
            if not _is_empty(descriptor) and not real.exists():
                old.rename(real)
            else:
                remove_held(old, descriptor)
    except BlockingIOError:
        return False
    except OSError:
        # Not there, or not ours to move: it is told where its place is needed.
        return True
    return True


@contextmanager
def _hold(folder: Path) -> Iterator[int]:
    """Hold a folder; the kernel lets go of it when the process dies, so that no stale lock is ever left.

    Raises:
        BlockingIOError: another process holds it, or took its place before this one held it.
        OSError: it is not there, or not ours to hold.

    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not _is_at(descriptor, folder):
            raise BlockingIOError
        yield descriptor
    finally:
        os.close(descriptor)


def _is_at(descriptor: int, folder: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), folder.stat())
    return False


def _busy(target: Path) -> PublishError:
    return PublishError(f"Otra corrida está publicando {target}.", "Espere a que termine y pruebe de nuevo.")
