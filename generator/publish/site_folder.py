"""Where a site's folder is, which of them may be replaced, and the names of what stands beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import PublishError, refusal

MARKER = ".demoras-site"
MARKER_TEXT = "demoras reemplaza esta carpeta entera en cada publicación: lo que se agregue a mano se pierde.\n"
KEPT_FOLDER = "kept"
"""The role of the folder in which names of published files wait for the next generation, as `beside` tells."""
NEW_FOLDER = "Indique en --out una carpeta nueva o vacía."


def beside(target: Path, role: str) -> Path:
    """Return the place beside a site's folder that has a role for it, such as its next generation's."""
    real = real_folder(target)
    return real.with_name(f".{real.name}.demoras-{role}")


def real_folder(target: Path) -> Path:
    """Return the folder that a path leads to."""
    # A link to the folder stays a link: what it leads to is replaced.
    real = Path(os.path.realpath(target))
    if not real.name or real.is_symlink():
        raise PublishError(f"{target} no es una carpeta que se pueda reemplazar.", NEW_FOLDER)
    return real


def replaceable(target: Path) -> Path:
    """Return the real folder to replace; a folder of anything but a site of ours is never touched."""
    real = real_folder(target)
    with told(target):
        if real.exists() and not real.is_dir():
            raise PublishError(f"{target} no es una carpeta.", NEW_FOLDER)
        if real.is_dir() and any(real.iterdir()) and not (real / MARKER).is_file():
            raise PublishError(f"{target} tiene archivos que no escribió este programa; no se tocó nada.", NEW_FOLDER)
    return real


@contextmanager
def opened(folder: str | Path, within: int | None = None) -> Iterator[int]:
    """Give the handle of a folder, no link to one: by its path, or by its name in another one that is open."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=within)
    try:
        yield handle
    finally:
        os.close(handle)


@contextmanager
def told(target: Path) -> Iterator[None]:
    """Have what the system refuses be told with what to do and its place: the folder, where it names none."""
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"No se pudo escribir en {_place_of(error) or target} ({refusal(error)}).",
            "Revise los permisos y el espacio libre; si la carpeta es un punto de montaje, elija una dentro de él.",
        ) from error


def _place_of(error: OSError) -> Path | None:
    # Of two names the second is the one to come. A name within an open folder, or that one's number, tells nobody.
    named = error.filename2 or error.filename
    place = Path(named) if isinstance(named, str | os.PathLike) else Path()
    return place if place.is_absolute() else None
