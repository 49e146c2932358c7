"""`dev.py test` on machines that lack something: what it installs, how it asks, what it prints where it may not."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.test_dev import DEV, MACHINE

PLAIN = ("firefox-esr", "git", "java", "nginx", "node", "openssl", "pdftotext", "rclone")
"""The programs that are there or not, and of which nothing else is asked."""
ALL = (
    "chromium-headless-shell default-jre-headless firefox-esr git nginx nodejs openssl php-cli php-curl poppler-utils "
    "rclone"
)
"""What a Debian lacks that has nothing but python3 and python3-venv."""
LINE = f"Para las pruebas falta instalar: sudo apt install --no-install-recommends {ALL}\n"
BY_ROOT = "import os; os.geteuid = lambda: 0"
BY_A_PERSON = "import os; os.geteuid = lambda: 1000"
ON_28_NOVEMBER = (
    "import datetime; day = datetime.date(2026, 11, 28); "
    "datetime.date = type('date', (datetime.date,), {'today': classmethod(lambda cls: day)})"
)
# What apt-get would bring, in the place where PATH finds it.
APT = """\
#!/bin/sh
echo "$DEBIAN_FRONTEND apt-get $*" >> "$HERE/did"
[ "$2" = install ] || exit 0
cp "$HERE"/later/* "$HERE/bin/"
"""
SUDO = '#!/bin/sh\necho "sudo $*" >> "$HERE/did"\nwhile [ "${1#-}" != "$1" ]; do shift; done\nexec "$@"\n'
PYTEST = "import os, sys; print('pytest', *sys.argv[1:], os.environ.get('DEMORAS_CHROMIUM'))"


@dataclass(frozen=True)
class Machine:
    """A made-up Debian: `bin` is all that its PATH finds, `did` is what was run with rights."""

    folder: Path

    @property
    def did(self) -> list[str]:
        file = self.folder / "did"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    def give(self, *programs: str) -> None:
        """Put these programs on its PATH."""
        for program in programs:
            shutil.copy(self.folder / "later" / program, self.folder / "bin" / program)

    def command(self, prelude: str, *words: str) -> list[str]:
        code = f"import runpy, sys; {prelude}; sys.argv[0] = 'dev.py'; runpy.run_path('dev.py', run_name='__main__')"
        return [sys.executable, "-c", code, "test", *words]

    @property
    def environ(self) -> dict[str, str]:
        return {"PATH": str(self.folder / "bin"), "HERE": str(self.folder), "LC_ALL": "C.UTF-8"}

    def test(self, prelude: str, *words: str, stdin: int = subprocess.DEVNULL) -> subprocess.CompletedProcess[str]:
        """Run `dev.py test` there, without a terminal."""
        return subprocess.run(
            self.command(prelude, *words),
            cwd=self.folder,
            env=self.environ,
            stdin=stdin,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Make one with an `apt-get` and nothing that the tests run, and a repository whose checks all pass."""
    shutil.copy(DEV, tmp_path)
    shutil.copy(MACHINE, tmp_path)
    for folder in ("bin", "later", ".venv/bin", "requirements"):
        (tmp_path / folder).mkdir(parents=True)
    shell = dict.fromkeys(("chromium", "chromium-headless-shell", *PLAIN), "#!/bin/sh\nexit 0\n")
    shell |= {"php": "#!/bin/sh\necho curl\n", "apt-get": APT, "sudo": SUDO}
    shell["faketime"] = '#!/bin/sh\necho "faketime $1 $2 $3 $DONT_FAKE_MONOTONIC"\nshift 3\nexec "$@"\n'
    checks = dict.fromkeys(("ruff", "mypy", "lint-imports"), "#!/bin/sh\nexit 0\n")
    checks["python"] = f'#!/bin/sh\n[ "$2" = pytest ] || exit 0\nshift 2\nexec {sys.executable} -c "{PYTEST}" "$@"\n'
    for place, scripts in ((tmp_path / "later", shell), (tmp_path / ".venv" / "bin", checks)):
        for name, text in scripts.items():
            (place / name).write_text(text, encoding="utf-8")
            (place / name).chmod(0o755)
    for name in ("sh", "env", "cp"):
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    for file in ("pyproject.toml", "requirements/run.lock", "requirements/dev.lock"):
        (tmp_path / file).touch()
    made = Machine(tmp_path)
    code = "import dev; dev.STAMP.write_text(dev.stamp('dev'))"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    return made


def test_root_gets_what_is_missing_and_the_tests_then_run(machine: Machine) -> None:
    """Without a question; the last line is pytest's, and what apt says is not on its stream."""
    machine.give("apt-get")
    ran = machine.test(BY_ROOT, "-k", "x")

    assert machine.did == [
        "noninteractive apt-get --quiet=2 update",
        f"noninteractive apt-get --quiet=2 install --yes --no-install-recommends {ALL}",
    ]
    assert (ran.returncode, ran.stdout) == (
        0,
        f"pytest --numprocesses auto --dist worksteal -k x {machine.folder / 'bin' / 'chromium-headless-shell'}\n",
    )


def test_where_nothing_is_missing_nothing_is_installed(machine: Machine) -> None:
    """Nor is anybody asked."""
    machine.give("apt-get", "sudo", "chromium", *PLAIN, "php")

    assert machine.test(BY_A_PERSON).returncode == 0
    assert machine.did == []


def test_a_php_without_curl_is_given_it(machine: Machine) -> None:
    """The hook reads the site in two ways, and both are tested."""
    machine.give("apt-get", "chromium", *PLAIN, "php")
    (machine.folder / "bin" / "php").write_text("#!/bin/sh\necho json\n", encoding="utf-8")

    assert machine.test(BY_ROOT).returncode == 0
    assert machine.did[-1].endswith(" php-cli php-curl")


@pytest.mark.parametrize("programs", [(), ("sudo",), ("apt-get",), ("apt-get", "sudo")])
def test_where_nobody_may_or_can_be_asked_the_one_line_is_printed(machine: Machine, programs: tuple[str, ...]) -> None:
    """Without `apt-get`, without `sudo`, without a terminal: exit 2, and nothing was begun."""
    machine.give(*programs)
    ran = machine.test(BY_A_PERSON)

    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", LINE)
    assert machine.did == []


def test_a_machine_agrees_beforehand(machine: Machine) -> None:
    """With `--yes` nobody is asked, for a password neither."""
    machine.give("apt-get", "sudo")
    ran = machine.test(BY_A_PERSON, "--yes")

    assert machine.did[0] == "sudo --non-interactive env DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 update"
    assert ran.returncode == 0
    assert "--yes" not in ran.stdout


@pytest.mark.parametrize(("typed", "code", "installs"), [("s\n", 0, True), ("\n", 2, False), ("n\n", 2, False)])
def test_at_a_terminal_a_person_is_asked_once(machine: Machine, typed: str, code: int, installs: bool) -> None:
    """Silence is no; the question names what would be installed."""
    machine.give("apt-get", "sudo")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        machine.command(BY_A_PERSON),
        cwd=machine.folder,
        env=machine.environ,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        said = read_to_the_end(ours)

    assert process.returncode == code
    assert f"Para las pruebas falta instalar {ALL}. ¿Instalarlo con sudo apt-get? [s/N]" in said
    assert any("install --yes" in line for line in machine.did) == installs


def read_to_the_end(terminal: int) -> str:
    """Return all that was written on a terminal until its last program left."""
    said = b""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            # How Linux says that nobody is at the other end any more.
            piece = b""
        if not piece:
            os.close(terminal)
            return said.decode()
        said += piece


def test_the_tests_run_on_another_day(machine: Machine) -> None:
    """By faketime, which is installed for it alone; the clock that deadlines go by is left as it is."""
    machine.give("apt-get")
    ran = machine.test(f"{BY_ROOT}; {ON_28_NOVEMBER}", "--on", "2028-03-01", "tests/model")

    everything = " ".join(sorted([*ALL.split(), "faketime"]))
    assert machine.did[-1].endswith(f" install --yes --no-install-recommends {everything}")
    assert ran.stdout.startswith("faketime -m -f +459d 1\npytest ")
    assert " tests/model " in ran.stdout
    assert "--on" not in ran.stdout


@pytest.mark.parametrize("words", [["--on"], ["--on="], ["--on", "mañana"], ["--on", "2028-02-30"], ["--on=28-3-1"]])
def test_a_day_that_is_none_is_refused_in_one_line(machine: Machine, words: list[str]) -> None:
    """Before anything is installed."""
    machine.give("apt-get")
    ran = machine.test(BY_ROOT, *words)

    assert (ran.returncode, ran.stdout, machine.did) == (2, "", [])
    assert ran.stderr.startswith("--on pide una fecha como 2028-03-01, no ")
    assert ran.stderr.count("\n") == 1
