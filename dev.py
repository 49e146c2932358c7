"""The developer's commands: each makes the locked `.venv` where it is missing, then does its work in it.

Standard library only, and Python 3.9 syntax, so that an older Python can say that it is too old. What the tests need
besides Python stands in dev_machine.py.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dev_machine import RefusalError, browser, have, say

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "dev-stamp"
CHECKS = (
    "ruff format --check .",
    "ruff check --quiet .",
    "mypy --no-error-summary generator benchmarks dev.py dev_machine.py",
    "lint-imports --no-logo",
    "python -m tests.real_clock",
)
PARSE = """
import { readFileSync } from "node:fs";
import { SourceTextModule } from "node:vm";
for (const name of process.argv.slice(1)) {
  try {
    new SourceTextModule(readFileSync(name, "utf8"), { identifier: name });
  } catch (fault) {
    console.error(fault.stack);
    console.log(name);
  }
}
"""

USAGE = """\
uso: python3 dev.py COMANDO [opciones]

  demo    levanta la facturación de prueba, sincroniza, construye el sitio y lo sirve (--no-serve, --port N)
  test    formato, estilo, tipos, contrato de importación y todas las pruebas (acepta opciones de pytest);
          instala antes lo que falte en Debian (--yes no pregunta; --on AAAA-MM-DD corre las pruebas en esa fecha;
          --no-lint corre sólo las pruebas)
  lint    sólo formato, estilo, tipos y contrato de importación
  lock    vuelve a resolver requirements/*.lock (--upgrade renueva todas las versiones)
  audit   construye el sitio de muestra y muestra qué le encuentran vnu, lychee y Lighthouse, con los puntajes
  bench   mide los tiempos de referencia (--help dice qué tablas hay)
  mutate  cuenta qué fallas puestas a propósito en el sellado notan las pruebas (tarda de cinco a diez minutos)
"""


def main(argv: list[str]) -> int:
    """Do the command named first and return its exit code; 2 for a wrong call or a machine that lacks something."""
    commands = {
        "demo": demo,
        "test": test,
        "lint": lint,
        "lock": lock,
        "audit": audit,
        "bench": bench,
        "mutate": mutate,
    }
    if not argv or argv[0] not in commands:
        asked = argv in (["-h"], ["--help"])
        (sys.stdout if asked else sys.stderr).write(USAGE)
        return 0 if asked else 2
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is the one that an older Python can still read
        say("Hace falta Python 3.11 o posterior; este es {}.{}.".format(*sys.version_info))
        return 2
    try:
        return commands[argv[0]](argv[1:])
    except RefusalError as refusal:
        say(str(refusal))
        return 2
    except subprocess.CalledProcessError as failed:
        say(" ".join(["Falló:", Path(failed.cmd[0]).name, *failed.cmd[1:]]))
        return max(failed.returncode, 1)
    except KeyboardInterrupt:
        say("Interrumpido.")
        return 130


def demo(argv: list[str]) -> int:
    """Serve a made-up company, from billing to site."""
    prepare("run", "dev")
    return become("-m", "generator.demo", *argv)


def test(argv: list[str]) -> int:
    """Lint, then hand over to pytest, whose summary is the last thing printed."""
    own = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    own.add_argument("--yes", action="store_true")
    own.add_argument("--on", nargs="?", const="")
    own.add_argument("--no-lint", action="store_true")
    asked, rest = own.parse_known_args(argv)
    clock = [] if asked.on is None else moved_clock(asked.on)
    have(clock[:1], agreed=asked.yes)
    if asked.no_lint:
        prepare("dev")
    elif lint([]):
        return 1
    pytest = ("-m", "pytest", "--numprocesses", "auto", "--dist", "worksteal", *rest)
    # Deadlines go on by the machine's own clock: only dates are moved.
    return become(*pytest, through=clock, DEMORAS_CHROMIUM=str(browser()), DONT_FAKE_MONOTONIC="1")


def moved_clock(day: str) -> list[str]:
    """Return the words before a command that move its dates to a day, and leave the time of day as it is."""
    try:
        days = (date.fromisoformat(day) - date.today()).days  # noqa: TID251, DTZ011 - the clock that is moved
    except ValueError:
        raise RefusalError(f"--on pide una fecha como 2028-03-01, no {day[:40]!r}.") from None
    # An offset holds in every process that the tests start; a moment would begin anew in each.
    return ["faketime", "-m", "-f", f"{days:+}d"]


def lint(_: list[str]) -> int:
    """Run every check that needs no test, all of them even when one fails; 1 when any does."""
    prepare("dev")
    failed = [check for check in CHECKS if not passes(check, *in_venv(check))]
    failed += broken_scripts()
    for name in failed:
        say(f"✗ {name}")
    return 1 if failed else 0


def broken_scripts() -> list[str]:
    """Return the site's scripts that Node cannot parse; none without Node, since the browser tests load them anyway."""
    node = shutil.which("node")
    scripts = sorted((ROOT / "site_src").rglob("*.js")) if node else []
    names = [str(script.relative_to(ROOT)) for script in scripts]
    if not names:
        return []
    say(f"→ node: {len(names)} scripts")
    # One Node for all: it parses each as a module, and runs none.
    command = (str(node), "--experimental-vm-modules", "--no-warnings", "--input-type=module", "--eval", PARSE, *names)
    broken = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - our own words
    return broken.splitlines()


def lock(argv: list[str]) -> int:
    """Resolve both locks, the larger first: what it settles on binds the smaller, so one `.venv` can serve both."""
    with tempfile.TemporaryDirectory() as folder:
        uv = shutil.which("uv") or install_uv(Path(folder))
        # No index address may be recorded: each machine brings its own.
        resolve = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
        resolve += ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "python3 dev.py lock"]
        for name, limits in (("dev", ["--extra", "dev"]), ("run", ["-c", "requirements/dev.lock"])):
            say(f"→ requirements/{name}.lock")
            run(*resolve, *limits, *argv, "pyproject.toml", "-o", f"requirements/{name}.lock")
    return 0


def audit(_: list[str]) -> int:
    """Have validators that are not ours look at the made-up company's site, and print its scores."""
    have((), agreed=False)
    prepare("dev")
    return become("-m", "tests.site.audited", DEMORAS_CHROMIUM=str(browser()))


def bench(argv: list[str]) -> int:
    """Measure."""
    prepare("dev")
    return become("-m", "benchmarks", *argv)


def mutate(_: list[str]) -> int:
    """Put small faults into the sealing, one at a time, and count those that the tests notice."""
    prepare("dev")
    return become("-m", "tests.proof.mutation")


def prepare(*locks: str) -> None:
    """Have a `.venv` that holds one of these locks and this package; the first named is installed where none is.

    The stamp is written last and removed first, so a `.venv` whose making was cut short is made anew.
    """
    stamps = [stamp(name) for name in locks]
    try:
        present = STAMP.read_text(encoding="utf-8")
    except OSError:
        present = ""
    if present in stamps and PYTHON.exists():
        return
    STAMP.unlink(missing_ok=True)
    if present.partition("\n")[0] != stamps[0].partition("\n")[0] or not PYTHON.exists():
        make_venv(VENV)
    pip = (str(PYTHON), "-m", "pip", "-qq", "--disable-pip-version-check", "install")
    say(f"→ Instalando las dependencias de requirements/{locks[0]}.lock (la primera vez tarda un momento) …")
    # Wheels only: building from source would fetch build tools that no hash covers.
    run(*pip, "--require-hashes", "--only-binary=:all:", "-r", f"requirements/{locks[0]}.lock")
    run(*pip, "--no-deps", "--no-build-isolation", "--no-index", "-e", ".")
    STAMP.write_text(stamps[0], encoding="utf-8")


def stamp(name: str) -> str:
    """Return what a `.venv` made from this lock is told by: where and by which Python, then of what."""
    parts = [(ROOT / "requirements" / f"{name}.lock").read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    of_what = hashlib.sha256(b"\0".join(parts)).hexdigest()
    return f"{ROOT} {' '.join(sys.version.split())}\n{name} {of_what}\n"


def make_venv(folder: Path) -> None:
    """Make an empty environment, in place of any there was."""
    if importlib.util.find_spec("ensurepip") is None:
        raise RefusalError("Falta python3-venv: instálelo con: sudo apt install python3-venv")
    say(f"→ Creando {folder.name} …")
    venv.create(folder, clear=True, symlinks=True, with_pip=True)


def install_uv(folder: Path) -> str:
    """Put uv in a throw-away environment: it serves whoever renews the locks, not whoever uses them."""
    make_venv(folder / "uv")
    run(str(folder / "uv" / "bin" / "python"), "-m", "pip", "-qq", "--disable-pip-version-check", "install", "uv")
    return str(folder / "uv" / "bin" / "uv")


def passes(name: str, *command: str, given: bytes = b"") -> bool:
    """Say which check runs, run it on what is given as its standard input, and return whether it was content."""
    say(f"→ {name}")
    return subprocess.run(command, cwd=ROOT, input=given, check=False).returncode == 0  # noqa: S603 - our own words


def in_venv(check: str) -> list[str]:
    """Return a check's words, the first made the program of the environment."""
    program, *words = check.split()
    return [str(VENV / "bin" / program), *words]


def run(*command: str) -> None:
    """Run a command in the repository's folder, its output passed through; stop where it fails."""
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - only this file's own words


def become(*arguments: str, through: Sequence[str] = (), **extra: str) -> int:
    """Turn into the environment's Python: signals, exit code and last line of output are then its own."""
    sys.stderr.flush()
    os.chdir(ROOT)
    words = [*through, str(PYTHON), *arguments]
    os.execvpe(words[0], words, {**os.environ, **extra})  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
