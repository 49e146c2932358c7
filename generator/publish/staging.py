"""The next generation of a site, in a folder beside it that one run alone holds; and what a killed run left there."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from generator.errors import PublishError
from generator.publish.site_folder import beside, real_folder, replaceable, told


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
                held.enter_context(_hold(new))
            except (BlockingIOError, FileExistsError, FileNotFoundError):
                # Begun at the same moment; what stands there is that one's.
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
    new, old = beside(real, "new"), beside(real, "old")
    with told(target):
        if not _removed(new):
            raise _busy(target)
        if old.exists() and not real.exists():
            with suppress(FileNotFoundError):
                old.rename(real)
        remove_unless_held(old)


def remove_unless_held(folder: Path, first: Callable[[int], None] | None = None) -> bool:
    """Remove a folder if it is there and nobody holds it, with what is to be done `first`; tell whether nobody did.

    What of it cannot be removed stays: whoever needs the name next meets the same fault and reports it.
    """
    with suppress(OSError):
        return _removed(folder, first, passes_over=True)
    return True


def _removed(folder: Path, first: Callable[[int], None] | None = None, *, passes_over: bool = False) -> bool:
    try:
        with _hold(folder) as descriptor:
            if first is not None:
                first(descriptor)
            shutil.rmtree(folder, ignore_errors=passes_over)
    except BlockingIOError:
        return False
    except FileNotFoundError:
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
