"""The check of a pull request also says what changes for clients, and leaves a preview of the site to look at."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from generator.cli.main import build_parser
from generator.demo import PORT
from tests.cli.calls import program
from tests.workflows.workflow_file import ROOT, bash, read, step, steps


def job(name: str) -> list[str]:
    """Return the titles of a job's steps, in order."""
    return [body["name"] for of, body in steps("check") if of == name]


def said(folder: Path, program: str) -> tuple[subprocess.CompletedProcess[str], str, str]:
    """Run the step that asks, with this shell in the place of `demoras`; return it with the report and the summary."""
    place = folder / "bin" / "demoras"
    place.parent.mkdir()
    place.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
    place.chmod(0o755)
    (folder / "output").touch()
    ran = bash(
        step("check", "Decir qué cambia")["run"],
        folder,
        PATH=f"{place.parent}:{os.environ['PATH']}",
        RUNNER_TEMP=str(folder),
        GITHUB_STEP_SUMMARY=str(folder / "summary"),
        GITHUB_OUTPUT=str(folder / "output"),
    )
    report = (folder / "informe" / "informe.md").read_text(encoding="utf-8")
    return ran, report, (folder / "summary").read_text(encoding="utf-8")


def test_the_report_compares_the_merge_with_the_main_line_it_would_be_made_on(tmp_path: Path) -> None:
    """The first parent of the merge, which is fetched with it; no name that somebody typed is used."""
    ran, report, summary = said(tmp_path, 'printf "%s\\n" "$@"')
    (checkout,) = [
        body for of, body in steps("check") if of == "report" and "actions/checkout@" in body.get("uses", "")
    ]

    assert (ran.returncode, ran.stderr) == (0, "")
    assert report == summary == "diff\nHEAD^\n"
    assert checkout["with"]["fetch-depth"] == "2"


@pytest.mark.parametrize(
    ("told", "code", "why"),
    [
        ('echo problems=3 >> "$GITHUB_OUTPUT"', 1, "Los datos tienen problemas"),
        ("", 1, "Falló el programa"),
        ("", 2, "Falló el programa"),
    ],
)
def test_where_nothing_can_be_compared_the_report_says_why_and_the_run_is_red(
    told: str, code: int, why: str, tmp_path: Path
) -> None:
    """Half an answer is not kept; Python ends in 1 as well where it cannot start."""
    ran, report, summary = said(tmp_path, f"echo '::error file=x::y'; {told}; exit {code}".replace("; ;", ";"))

    assert ran.returncode == code
    assert report == summary
    assert report.startswith(f"### Qué cambia para el cliente\n\n⚠ Todavía no se puede decir. {why}")
    assert "::error" not in report


def test_the_report_is_handed_over_whether_or_not_the_data_are_right() -> None:
    """Alone: nothing that names the pull request goes with it."""
    upload = step("check", "Entregar para el comentario")

    assert upload["if"] == "${{ !cancelled() }}"
    assert upload["with"]["name"] == "informe-${{ github.run_attempt }}"
    assert upload["with"]["path"] == "${{ runner.temp }}/informe/informe.md"
    assert job("report")[-2:] == ["Decir qué cambia", "Entregar para el comentario"]


def test_the_preview_is_kept_for_a_week_with_how_to_open_it(tmp_path: Path) -> None:
    """Made of the made-up orders; its links lead to the machine of whoever looks."""
    program = tmp_path / "bin" / "python"
    program.parent.mkdir()
    lines = [
        "→ Facturación",
        "Pedidos de muestra:",
        "  activo http://127.0.0.1:8300/pedido/#x",
        "Para abrirlos: y",
    ]
    script = "".join(f"echo '{line}'\n" for line in lines)
    program.write_text(
        f'#!/bin/sh\n[ "$*" = "-m generator.demo --no-serve --port 8300" ] || exit 9\nmkdir -p .demo/site\n{script}'
    )
    program.chmod(0o755)

    path = f"{program.parent}:{os.environ['PATH']}"
    ran = bash(step("check", "Construir con pedidos inventados")["run"], tmp_path, PATH=path, RUNNER_TEMP=str(tmp_path))

    assert (ran.returncode, ran.stderr) == (0, "")
    readme = (tmp_path / "vista-previa" / "LEAME.txt").read_text(encoding="utf-8")
    assert "python3 -m http.server 8300 --bind 127.0.0.1 --directory vista-previa-1\n" in readme
    assert "ventana privada" in readme
    assert readme.endswith("\n\nPedidos de muestra:\n  activo http://127.0.0.1:8300/pedido/#x\n")
    keep = step("check", "Guardar la vista previa")["with"]
    assert (keep["name"], keep["path"]) == ("vista-previa-${{ github.run_attempt }}", "${{ runner.temp }}/vista-previa")
    assert keep["retention-days"] == "7"


def test_the_demo_prints_what_the_preview_looks_for() -> None:
    """The two lines between which its links stand."""
    source = (ROOT / "generator" / "demo.py").read_text(encoding="utf-8")

    assert '_say("Pedidos de muestra' in source
    assert '_say(f"Para abrirlos' in source


def test_what_is_installed_to_run_suffices_for_report_and_preview() -> None:
    """No developer's tool is needed, so both come soon."""
    for name in ("report", "preview"):
        (install,) = [body["run"] for of, body in steps("check") if of == name and body["name"] == "Instalar"]
        assert "requirements/run.lock" in install
        assert "dev.lock" not in install
    assert set(read("check")["jobs"]) == {"data", "report", "preview"}


def test_the_comment_waits_for_no_test() -> None:
    """It follows a workflow whose jobs end within minutes; style and tests run in another, which nothing waits for."""
    assert {int(job["timeout-minutes"]) for job in read("check")["jobs"].values()} == {5}
    assert set(read("test")["jobs"]) == {"lint", "test"}
    assert read("comment")["on"]["workflow_run"]["workflows"] == [read("check")["name"]]


def test_the_command_that_the_workflow_names_exists() -> None:
    ran = program("diff", "-h")

    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_preview_stands_on_no_port_of_the_program_s_own() -> None:
    """What a browser keeps of an address goes by its port: a preview's worker must not meet a real link."""
    parsed = [build_parser().parse_args([name]).port for name in ("serve", "sandbox")]
    script = step("check", "Construir con pedidos inventados")["run"]
    (preview,) = set(re.findall(r"(?:--port|http.server|127\.0\.0\.1:)\s*(\d+)", script))

    assert len({*parsed, PORT, int(preview)}) == 4
