"""`demoras faq gaps` tells staff what nobody answers, and tells nobody what any one client wrote."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.cli.terminal import Terminal
from generator.compute.gaps.subject_words import subject_words
from generator.sandbox import MadeUpHistory
from tests.cli.calls import END, Ran, assert_stopped, bare_environ, fingerprint
from tests.doubles.billing_faults import Fault
from tests.doubles.faulty_billing import FaultyBilling
from tests.doubles.private_texts import private_texts
from tests.load.tree import DataTree
from tests.sample_company import REPOSITORY, SAMPLE

SUBJECTS = """Plazo de Simplenews
demora de ácme
Correos rebotan
No llegan correos, rebotan
rebotan los correos de Pampeana
Hola
"""
WRITES = """
import os, runpy, sys
from tests.sample_company import REPOSITORY, SAMPLE

def told(event, args):
    if event == "open" and (args[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and args[0] != os.devnull:
        sys.stderr.write(f"WRITES {args[0]}\\n")
    if event in ("os.mkdir", "os.rename", "os.link", "os.symlink", "subprocess.Popen"):
        sys.stderr.write(f"WRITES {event}\\n")

sys.addaudithook(told)
sys.argv = ["demoras", *sys.argv[1:]]
runpy.run_module("generator", run_name="__main__")
"""
"""Runs the real program and tells of whatever it opens to write, makes, moves or starts."""


def gaps(*more: str | Path, root: Path = SAMPLE, environ: Mapping[str, str] | None = None) -> Ran:
    """Run the command in this process, as of the end of the made-up history."""
    out, err = io.StringIO(), io.StringIO()
    words = ["faq", "gaps", "--root", str(root), "--now", END.isoformat(), *map(str, more)]
    code = main(words, Terminal(out, err, environ or {}))
    return Ran(code, out.getvalue(), err.getvalue())


def labels(ran: Ran) -> list[str]:
    """Return the words of every group it shows."""
    rows = re.findall(r"^ +[0-9]+ +[0-9]+ %  (.+)$", ran.out, re.MULTILINE)
    return [word for row in rows for word in row.split(", ")]


@pytest.fixture
def tree(tmp_path: Path) -> DataTree:
    """Give a small company."""
    return DataTree.at(tmp_path / "empresa")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file of subjects."""
    path = tmp_path / "asuntos.txt"
    path.write_text(SUBJECTS, encoding="utf-8")
    return path


def test_a_file_is_compared_with_every_question(tree: DataTree, file: Path) -> None:
    """The whole answer: counts, groups, what to do, and the answers nobody sought."""
    ran = gaps("--from", file, root=tree.root)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Asuntos del archivo: 6; con respuesta: 2 (33 %).",
        "",
        "Temas que ninguna pregunta responde:",
        "  Asuntos  Parte  Palabras",
        "        3   50 %  correos, rebotan",
        "Sin respuesta y sin grupo: 1 (17 %).",
        "Remedio: si un tema ya tiene respuesta, agregue esas palabras a «wordings» de su archivo de data/faq/;",
        "si no la tiene, escriba una pregunta nueva.",
        "",
        "Respuestas que ningún asunto buscó (2):",
        "  data/faq/plazo.yml         ¿Cuánto demora?",
        "  data/services/hosting.yml  ¿Cuánto demora Hosting?",
    ]


def test_examples_show_whole_subjects_when_asked_for(tree: DataTree, file: Path) -> None:
    """Up to three under each group; without the option, no client's words."""
    with_them, without = gaps("--from", file, "--examples", root=tree.root), gaps("--from", file, root=tree.root)

    assert "                  · rebotan los correos de Pampeana\n" in with_them.out
    assert with_them.out.count("·") == 3
    assert "Pampeana" not in without.out


def test_other_wordings_answer_too(tree: DataTree, file: Path) -> None:
    """What the remedy says works."""
    tree.edit("data/faq/plazo.yml", "question: ¿Cuánto demora?", "question: ¿Por qué?\nwordings: [mis correos rebotan]")
    ran = gaps("--from", file, root=tree.root)

    assert "con respuesta: 5 (83 %)." in ran.out
    assert "Ningún tema sin respuesta se repite.\nSin respuesta y sin grupo: 1 (17 %).\n" in ran.out
    assert "data/faq/plazo.yml" not in ran.out


def test_small_groups_are_left_out(tree: DataTree, file: Path) -> None:
    """As few as asked for."""
    assert labels(gaps("--from", file, "--min", "4", root=tree.root)) == []


def test_no_subjects_are_said_to_be_none(tree: DataTree, file: Path) -> None:
    """An empty answer could be a fault."""
    file.write_text("", encoding="utf-8")

    assert gaps("--from", file, root=tree.root).out == "No hay asuntos del archivo: nada para comparar.\n"


def test_billing_is_read_and_grouped(environ: Mapping[str, str], billing: FaultyBilling) -> None:
    """Over HTTP, the listing of tickets alone."""
    ran = gaps(environ=environ)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Asuntos de los últimos 90 días: ")
    assert {"correos", "panel", "transmisión", "factura"} <= set(labels(ran))
    assert {action for action, _ in billing.requests} == {"GetTickets"}


def test_only_the_days_asked_for_are_compared(environ: Mapping[str, str], history: MadeUpHistory) -> None:
    """Ten of them, by the date of opening."""
    recent = sum((END - ticket.opened_at).total_seconds() <= 10 * 86400 for ticket in history.at(END).tickets)

    assert gaps("--days", "10", environ=environ).out.startswith(f"Asuntos de los últimos 10 días: {recent}; ")


def test_words_that_fewer_than_three_clients_used_never_show(
    environ: Mapping[str, str], history: MadeUpHistory
) -> None:
    """Names of clients and of their sites stand in the subjects; even the smallest groups show none."""
    users: defaultdict[str, set[str]] = defaultdict(set)
    for ticket in history.at(END).tickets:
        for word in subject_words(ticket.subject):
            users[word.written].add(str(ticket.client.id if ticket.client else 0))
    ran = gaps("--min", "1", environ=environ)

    shown = labels(ran)
    assert shown
    assert [word for word in shown if len(users[word]) < 3] == []
    assert [text for text in private_texts(history) if len(text) > 4 and text in ran.out] == []


def test_an_unreadable_ticket_is_counted(environ: Mapping[str, str], billing: FaultyBilling) -> None:
    """The others are compared all the same."""
    billing.fault = Fault.MALFORMED_TICKET

    assert gaps(environ=environ).out.startswith("Tickets que no se pudieron leer: 1.\nAsuntos de los últimos 90 días: ")


def test_billing_that_refuses_ends_in_three(environ: Mapping[str, str], billing: FaultyBilling) -> None:
    """With the remedy, and no secret."""
    billing.role = frozenset({"getorders"})
    ran = gaps(environ=environ)

    assert_stopped(ran, 3, hidden=environ.values())
    assert "no permite GetTickets" in ran.err


@pytest.mark.parametrize("variable", ["CI", "GITHUB_ACTIONS"])
def test_it_refuses_to_run_where_a_log_is_kept(
    environ: Mapping[str, str], billing: FaultyBilling, file: Path, variable: str
) -> None:
    """From billing or from a file; nothing is even asked."""
    for more in ([], ["--from", file]):
        ran = gaps(*more, environ={**environ, variable: "true"})

        assert_stopped(ran, 2, hidden=environ.values())
        assert "no se ejecuta en integración continua" in ran.err
    assert billing.requests == []


def test_without_credentials_it_says_which_are_missing() -> None:
    """As every command that reads billing."""
    ran = gaps()

    assert_stopped(ran, 2)
    assert "DEMORAS_WHMCS_URL" in ran.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--from", "no-hay.txt"], "--from: «no-hay.txt» no se puede leer."),
        (["--min", "0"], "--min no es una cantidad, de 1 a 9999: '0'."),
        (["--days", "-1"], "--days no es una cantidad, de 1 a 9999: '-1'."),
        (["--from", "x", "--days", "5"], "--days no va junto con --from."),
    ],
)
def test_wrong_usage_ends_in_two(more: list[str], said: str) -> None:
    """With what is wrong."""
    ran = gaps(*more)

    assert_stopped(ran, 2)
    assert said in ran.err


def test_nothing_is_written_to_disk(environ: Mapping[str, str], tmp_path: Path) -> None:
    """Nor is any other program started, which could."""
    home = tmp_path / "casa"
    home.mkdir()
    ran = subprocess.run(
        [sys.executable, "-B", "-c", WRITES, "faq", "gaps", "--root", SAMPLE, "--now", END.isoformat(), "--examples"],
        cwd=home,
        env={**bare_environ(environ), "PYTHONPATH": str(REPOSITORY), "HOME": str(home), "TMPDIR": str(home), "CI": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Temas que ninguna pregunta responde:" in ran.stdout
    assert fingerprint(home) == {}


def test_a_write_would_have_been_seen(tmp_path: Path) -> None:
    """The same watch tells of a command that does write."""
    ran = subprocess.run(
        [sys.executable, "-B", "-c", WRITES, "holidays", "2028", "--root", DataTree.at(tmp_path).root],
        cwd=tmp_path,
        env={**bare_environ(), "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "WRITES " in ran.stderr
