"""A file written in one step: whatever happens, it is wholly the old one or wholly the new one."""

from __future__ import annotations

import ctypes
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from generator.errors import PublishError, refusal


def write_atomically(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Put `data` at `path` in one step, durable on return; only the owner reads it unless `mode` says otherwise.

    Raises:
        PublishError: it cannot be written, or `path` is not a plain file; what stood there is untouched.

    """
    # A link stays a link: the file it leads to is what changes.
    place = Path(os.path.realpath(path))
    try:
        if place.exists() and not place.is_file():
            raise PublishError(f"{path} no es un archivo común.", "Indique la ruta de un archivo.")
        place.parent.mkdir(parents=True, exist_ok=True)
        _replace(place, data, mode)
    except OSError as error:
        raise PublishError(
            f"No se pudo escribir {path} ({refusal(error)}).",
            "Revise los permisos y el espacio libre; el archivo anterior quedó como estaba.",
        ) from error


def _replace(place: Path, data: bytes, mode: int) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(place.parent)


def sync_disk(folder: Path) -> None:
    """Make all that was written on a folder's disk durable: a power cut keeps a name before it keeps what is in a file.

    Raises:
        OSError: something could not be written.

    """
    # https://man7.org/linux/man-pages/man2/syncfs.2.html: that disk alone, and the fault of one of its files is told.
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(ctypes.c_int(descriptor)) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable: a rename that a power cut undoes would bring the old file back."""
    # Some file systems cannot, and by now the file is in its place: no reason to call that a failure.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
