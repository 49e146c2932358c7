"""The programs that the tests run besides Python's packages, and their installation on Debian where one is missing.

Standard library only, and Python 3.9 syntax, as dev.py.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first is the same browser without its windows, of which each test would otherwise open one."""
PROGRAMS = {
    "firefox-esr": "firefox-esr",
    "git": "git",
    "java": "default-jre-headless",
    "nginx": "nginx",
    "node": "nodejs",
    "openssl": "openssl",
    "pdftotext": "poppler-utils",
    "rclone": "rclone",
}
"""What every run of the tests starts, with the Debian package of each."""


class RefusalError(Exception):
    """One line for the person who typed the command: what this machine lacks."""


def have(also: Iterable[str], *, agreed: bool) -> None:
    """Have all programs that the tests run, and these too: root installs what is missing, others by sudo if they agree.

    Raises:
        RefusalError: something is missing and may not be installed from here; it says the line that does.

    """
    packages = missing(also)
    if not packages:
        return
    wanted = " ".join(packages)
    become_root = way_to_root(f"Para las pruebas falta instalar {wanted}.", agreed=agreed)
    if become_root is None:
        raise RefusalError(f"Para las pruebas falta instalar: sudo apt install --no-install-recommends {wanted}")
    say(f"→ Instalando {wanted} …")
    quietly = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        # What apt says goes beside the answer, whose last line is pytest's.
        subprocess.run([*quietly, *words], check=True, stdout=sys.stderr)  # noqa: S603 - our own words
    importlib.invalidate_caches()
    still = missing(also)
    if still:
        raise RefusalError(f"Se instaló lo que faltaba y todavía falta: {' '.join(still)}")


def missing(also: Iterable[str]) -> list[str]:
    """Return the Debian packages of what the tests run and this machine lacks."""
    found = [PROGRAMS.get(program, program) for program in (*PROGRAMS, *also) if not program_path(program)]
    if not browser():
        found.append(BROWSERS[0])
    if not php_has_curl():
        found += ["php-cli", "php-curl"]
    if not has_library("libatomic.so.1"):
        found.append("libatomic1")
    if importlib.util.find_spec("ensurepip") is None:
        found.append("python3-venv")
    return sorted(found)


def program_path(name: str) -> str | None:
    """Return where a program is: on PATH or, for a server, in the `sbin` beside, which only root's shell looks into."""
    folders = [Path(folder) for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if folder]
    beside = [folder.with_name("sbin") for folder in folders if folder.name == "bin"]
    return shutil.which(name, path=os.pathsep.join(map(str, [*folders, *beside])))


def way_to_root(why: str, *, agreed: bool) -> list[str] | None:
    """Return the words before a command that root must run; None where nobody here may, or wants to, become root."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if agreed:
        # Nobody is there to type a password.
        return ["sudo", "--non-interactive"]
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    sys.stderr.write(f"{why} ¿Instalarlo con sudo apt-get? [s/N] ")
    sys.stderr.flush()
    return ["sudo"] if sys.stdin.readline().strip().lower() in ("s", "si", "sí") else None


def browser() -> str | None:
    """Return the browser that the tests drive: `DEMORAS_CHROMIUM`, else the first on PATH.

    Raises:
        RefusalError: the variable names no program.

    """
    chosen = os.environ.get("DEMORAS_CHROMIUM")
    if chosen:
        if not shutil.which(chosen):
            raise RefusalError(f"DEMORAS_CHROMIUM dice {chosen}, que no es un programa: corríjala o quítela.")
        return chosen
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def php_has_curl() -> bool:
    """Return whether PHP and its curl are there: with and without it the hook of WHMCS reads the site in two ways."""
    php = shutil.which("php")
    if php is None:
        return False
    return "curl" in subprocess.run([php, "-m"], check=False, capture_output=True, text=True).stdout.split()  # noqa: S603


def has_library(name: str) -> bool:
    """Return whether programs find a shared library: Playwright's own node, which comes in its wheel, needs one."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def say(line: str) -> None:
    """Print one line of progress, apart from what the command itself prints."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
