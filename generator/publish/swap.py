"""The site's folder, exchanged for its next generation: never a mixture, never a gap."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.publish.atomic import sync_disk, sync_folder
from generator.publish.rename_exchange import exchange_folders
from generator.publish.site_folder import KEPT_FOLDER, MARKER, MARKER_TEXT, beside, opened, replaceable, told
from generator.publish.staging import held_aside, remove_held, remove_unless_held

NEXT_FOLDER = ".demoras-next"
"""Of a new site, names of its linked files for the one after it: never published, but set aside for that one."""

Rename = Callable[[Path, Path], None]
FolderExchange = Callable[[Path, Path], bool]


@dataclass(frozen=True, slots=True)
class Linked:
    """A folder of a new site whose files are the replaced site's very files already, or are not the same."""

    folder: str
    names: Sequence[str] = field(repr=False)
    """All that are in it."""
    made: Collection[str] = field(repr=False)
    """Those whose files may be others than the replaced site's by the same name."""


def swap_into_place(
    new: Path,
    target: Path,
    *,
    linked: Linked | None = None,
    many: int = 0,
    exchange: FolderExchange = exchange_folders,
    rename: Rename = os.rename,
    sync: Callable[[Path], None] = sync_disk,
) -> None:
    """Make the folder `new` be `target`; files with the same bytes stay the very same files, dates included.

    From so many files in the `linked` folder on, names of the same files are kept beside the site, to begin the next
    generation with. Without it, none stay there.

    `exchange` tells whether it could exchange two folders in one step; where not, `rename` is called twice and
    a run killed in between is put right by `heal`. The old site is held meanwhile, and until it is removed; the new one
    is durable before it takes its place.

    Raises:
        PublishError: `target` may not be replaced, or the system refuses; the old site is untouched.

    """
    real = replaceable(target)
    first = partial(_keep_names, linked, real, many) if linked else None
    with ExitStack() as held:
        aside: int | None = None
        with told(target):
            (new / MARKER).write_text(MARKER_TEXT, encoding="utf-8")
            _set_aside(new / NEXT_FOLDER, beside(real, KEPT_FOLDER))
            if not real.exists() or not any(real.iterdir()):
                rename(new, real)
            else:
                shutil.copymode(real, new)
                _link_unchanged(new, real, new / linked.folder if linked else None)
                # Before the old one goes: a power cut would leave new names of empty files.
                sync(new)
                if not exchange(new, real):
                    aside = held.enter_context(held_aside(target))
                    _rename_twice(new, real, rename)
            sync_folder(real.parent)
        if not linked:
            shutil.rmtree(beside(real, KEPT_FOLDER), ignore_errors=True)
        if aside is None:
            remove_unless_held(new, first)
        else:
            remove_held(beside(real, "old"), aside, first)


def remove_name(name: str, folder: int) -> None:
    """Take a name out of an open folder, also where another program made a folder by it, as some file servers do."""
    try:
        os.unlink(name, dir_fd=folder)
    except OSError:
        # Which error tells of a folder differs between systems.
        if not stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise
        shutil.rmtree(name, dir_fd=folder)


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
                try:
                    Path(link).replace(entry.path)
                finally:
                    # Where that is refused, or does nothing as between two names of one file, it would be published.
                    Path(link).unlink(missing_ok=True)


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


def _set_aside(names: Path, place: Path) -> None:
    """Move a folder out of a new site to where the next one looks for it; where it cannot be, it is needed nowhere."""
    try:
        names.rename(place)
    except FileNotFoundError:
        return
    except OSError:
        shutil.rmtree(names)


def _keep_names(linked: Linked, real: Path, many: int, replaced: int) -> None:
    """Keep, of a folder of the generation that was replaced, the names of the files that are published now.

    They hold no file of their own, and take the place of what is no folder. A file that somebody put there by a name of
    which none was made is found by the next run, which believes no name. `replaced` is that generation's folder, open
    and held: another run may have taken its path since.
    """
    if len(linked.names) < many:
        return
    with suppress(OSError), ExitStack() as held:
        published = held.enter_context(opened(real / linked.folder))
        folder = held.enter_context(opened(linked.folder, replaced))
        found = os.listdir(folder)  # noqa: PTH208 - a handle, and of an entry for each file only the name is asked
        # One disk lists equal names alike.
        others = set() if found == linked.names else set(found).difference(linked.names)
        others.update(name for name in linked.made if not _is_same(name, published, folder))
        for name in others:
            remove_name(name, folder)
        if (place := beside(real, KEPT_FOLDER)).is_symlink() or not place.is_dir():
            place.unlink(missing_ok=True)
        os.rename(linked.folder, place, src_dir_fd=replaced)


def _is_same(name: str, published: int, folder: int) -> bool:
    """Tell whether a published file is in another folder too, or nothing is there by its name."""
    with suppress(FileNotFoundError):
        there = os.stat(name, dir_fd=folder, follow_symlinks=False)
        return os.path.samestat(there, os.stat(name, dir_fd=published, follow_symlinks=False))
    return True
