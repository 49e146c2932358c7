"""The benchmark's command line: it says what it measures before it measures anything."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.many_orders import NOW, pull_of
from benchmarks.measured_company import Company
from benchmarks.measured_process import measured_steps
from benchmarks.years_table import years_of_rows
from generator.compute.fold import fold
from generator.compute.records.kept_promises import records_of
from generator.load import load_catalog
from generator.model.records import Figures
from generator.sandbox import Installation, Size, make_up_history, until
from generator.sandbox.days_work import USUAL_DAY
from tests.sample_company import SAMPLE
from tests.waiting import comes_to

END = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the benchmark with these words to its end."""
    command = [sys.executable, "-m", "benchmarks", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def test_its_help_is_spanish_and_measures_nothing() -> None:
    asked = bench("--help")
    assert asked.returncode == 0
    assert asked.stdout.startswith("uso: dev.py bench")
    assert "por segundo" not in asked.stdout


def test_an_option_that_it_does_not_know_is_refused_before_measuring() -> None:
    refused = bench("--historia")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "argumentos que no existen: --historia" in refused.stderr


def test_two_tables_at_once_are_refused_and_not_one_of_them_left_out() -> None:
    refused = bench("--orders", "30", "--services", "20")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--services no va junto con --orders" in refused.stderr


def test_ended_from_outside_it_leaves_neither_its_folder_nor_what_it_measured(tmp_path: Path) -> None:
    """As a runner ends what takes too long: a hundred thousand files would stay in the project, and a process."""
    (tmp_path / "data").symlink_to(SAMPLE / "data")
    command = [sys.executable, "-m", "benchmarks", "--orders", "100000"]
    with subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}) as asked:
        comes_to(lambda: any(tmp_path.glob(".bench-*/100000")) and len(_children(asked.pid)), 1)
        measured = _children(asked.pid)
        asked.send_signal(signal.SIGTERM)
        assert asked.wait(30) == -signal.SIGTERM
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert [child for child in measured if Path(f"/proc/{child}").exists()] == []


def _children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()


def test_a_whole_run_costs_what_it_says_itself(tmp_path: Path) -> None:
    """Calls are counted where they are answered; a day's work and a backup of it can be read after."""
    few = Size(clients=20, orders=60, renewals=20, tickets=40)
    history = until(make_up_history(load_catalog(SAMPLE), end=END, size=few), END)
    with Company(history, tmp_path, Installation(), SAMPLE) as company:
        first = company.run()
        company.work(USUAL_DAY)
        then = company.run()
        company.restore()
        restored = company.run("--accept-drop")
    for cost in (first, then, restored):
        assert cost.code == 0, cost.said
        assert 0 < cost.seconds < 60
        assert 20 < cost.megabytes < 200
        counted = re.findall(r"\b(Get\w+) (\d+)", cost.said)
        assert {action: int(calls) for action, calls in counted} == cost.by_action
    assert first.rows > len(history.orders) + len(history.tickets)
    assert then.by_action["GetTicket"] >= 20


def test_the_table_of_many_orders_tells_every_step_and_what_stands_beside_it() -> None:
    """A handful is enough: an unchanged one is a link, and the JSON under the table holds the same figures."""
    table, _, figures = bench("--orders", "30").stdout.partition("\n{")
    for line in ("todos", "abrir el Ledger", "otra vez, sin cambios", "plegar, sin cambios", "Hugo"):
        assert line in table
    costs = json.loads("{" + figures)
    assert costs["orders"] == 30
    for row in ("todos", "lo mismo que todos, paso a paso"):
        assert costs[row]["wall"] > sum(step["wall"] for step in costs[row]["steps"].values()) > 0
    alone = ["abrir el Ledger", "vistas", "sellar", "sellar otra vez y escribir", "releer", "vigencia", "intercambiar"]
    assert [*costs["lo mismo que todos, paso a paso"]["steps"]] == alone


def test_a_step_is_told_what_was_worked_and_held_while_it_lasted() -> None:
    """Also by a process that it began, whether that is over or not."""
    work = "import time\nwhile time.process_time() < 0.5: pass"
    cost = measured_steps(
        sys.executable,
        "-c",
        f"""
import subprocess, sys, time
from benchmarks.measured_process import Steps
steps = Steps()
with steps.only("nothing"):
    time.sleep(0.5)
with steps.only("another's"):
    subprocess.run([sys.executable, "-c", {work!r}], check=True)
with steps.only("its own"):
    end = time.process_time() + 0.5
    held = bytearray(b"x" * 80_000_000)
    while time.process_time() < end: pass
print(steps)
""",
    )
    idle, other, own = cost.steps["nothing"], cost.steps["another's"], cost.steps["its own"]
    assert idle.cpu < 0.25 < min(other.cpu, own.cpu)
    assert own.megabytes - 70 > max(idle.megabytes, 0)
    assert cost.cpu >= 1
    assert cost.megabytes >= own.megabytes


def test_years_of_records_are_as_many_as_were_sold_and_asked_and_give_every_service_its_figures() -> None:
    """In twelve months, so that whole builds of them show whole pages."""
    catalog = load_catalog(SAMPLE)
    finished, answers = years_of_rows(catalog, 1, orders=100, tickets=9)
    assert (sum(row.count for row in finished), sum(row.count for row in answers)) == (365 * 100, 365 * 9)
    assert len({row.month for row in finished}) == 13
    ledger, _ = fold(catalog, pull_of(catalog, 40), None, NOW)
    records = records_of(catalog, ledger.model_copy(update={"finished": finished, "answers": answers}))
    for one in records.services.values():
        assert isinstance(one.periods.days90, Figures)
        assert sum(isinstance(found, Figures) for found in one.periods.months.values()) >= 9


def test_the_table_of_many_services_stands_beside_the_bare_engine() -> None:
    rows = dict(re.findall(r"^(.+?) +[\d.]+ +([\d.]+) +\d+$", bench("--services", "20").stdout, re.MULTILINE))

    assert float(rows["sitio público, sin pedidos"]) > float(rows["MkDocs solo, las mismas páginas"]) > 0
    assert {"demoras check, 20 servicios", "demoras --help"} < rows.keys()
