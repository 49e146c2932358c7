"""The behaviour of the pinned actions that the workflows lean on, over the folder that STAND_IN_STATE names.

What they refuse is what the real ones refuse: an upload of nothing or of a name that its attempt already has, a
deployment of a name that the run has not, or has twice. Artifacts of earlier attempts stay in their run.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

STATE = Path(os.environ.get("STAND_IN_STATE", "."))


def main(action: str, *given: str) -> int:
    """Do what one action does; 1 with GitHub's own line where it refuses."""
    does = {"checkout": checkout, "python": python, "upload": upload, "deploy": deploy}[action]
    try:
        # Jobs run beside each other.
        with (STATE / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            does(*given)
    except RefusedError as refused:
        sys.stdout.write(f"::error::{refused}\n")
        return 1
    return 0


class RefusedError(Exception):
    """What the real action would have said."""


def checkout(ref: str, depth: str) -> None:
    """Put a commit of the repository into the workspace, which it empties, with so much of its history."""
    here = Path.cwd()
    for inside in here.iterdir():
        shutil.rmtree(inside) if inside.is_dir() and not inside.is_symlink() else inside.unlink()
    git(here, "init", "--quiet")
    git(here, "fetch", "--quiet", f"--depth={depth}", (STATE / "origin").as_uri(), ref)
    git(here, "checkout", "--quiet", "FETCH_HEAD")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True)  # noqa: S607 - the tests' own git


def python() -> None:
    """Put on PATH a Python that has everything installed, and a `demoras` that lives at the tests' moment."""
    with Path(os.environ["GITHUB_PATH"]).open("a", encoding="utf-8") as path:
        path.write(f"{STATE / 'bin'}\n")


def upload(name: str, path: str) -> None:
    """Keep a file or folder under a name."""
    if not Path(path).exists():
        raise RefusedError(f"No files were found with the provided path: {path}. No artifacts will be uploaded.")
    kept = artifacts()
    made = {"run": os.environ["GITHUB_RUN_ID"], "attempt": os.environ["GITHUB_RUN_ATTEMPT"], "name": name}
    if any(made.items() <= one.items() for one in kept):
        raise RefusedError("Failed to CreateArtifact: (409) Conflict: an artifact with this name already exists")
    place = f"artifacts/{len(kept)}"
    folder = STATE / place
    folder.mkdir(parents=True)
    if Path(path).is_dir():
        shutil.copytree(path, folder, dirs_exist_ok=True)
    else:
        shutil.copy(path, folder)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    kept.append({**made, "size_in_bytes": size, "folder": place})
    (STATE / "artifacts.json").write_text(json.dumps(kept), encoding="utf-8")


def deploy(name: str) -> None:
    """Put the site of the run's one artifact of that name in the live one's place."""
    found = [one for one in artifacts() if one["name"] == name and one["run"] == os.environ["GITHUB_RUN_ID"]]
    if not found:
        raise RefusedError(f'No artifacts named "{name}" were found for this workflow run.')
    if len(found) > 1:
        raise RefusedError(f'Multiple artifacts named "{name}" were unexpectedly found for this workflow run.')
    if (STATE / "pages-are-down").exists():
        raise RefusedError("Failed to create deployment (status: 500)")
    pages = STATE / "pages"
    shutil.rmtree(pages, ignore_errors=True)
    with tarfile.open(STATE / found[0]["folder"] / "artifact.tar") as archive:
        archive.extractall(pages, filter="data")
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
        outputs.write("page_url=https://demoras.example/\n")


def artifacts() -> list[dict[str, Any]]:
    place = STATE / "artifacts.json"
    kept: list[dict[str, Any]] = json.loads(place.read_text(encoding="utf-8")) if place.exists() else []
    return kept


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
