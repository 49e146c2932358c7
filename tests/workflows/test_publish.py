"""What the scheduled action holds to: when it runs, who sees which secret, and what leaves it."""

from __future__ import annotations

import re
from typing import Any

from tests.workflows.workflow_file import ROOT, read, secrets_in, step, steps

SEALING = {"DEMORAS_SECRET", "DEMORAS_SECRET_PREVIOUS"}
BILLING = {"DEMORAS_WHMCS_URL", "DEMORAS_WHMCS_IDENTIFIER", "DEMORAS_WHMCS_SECRET", "DEMORAS_WHMCS_ACCESS_KEY"}


def titles(job: str) -> list[str]:
    """Return the titles of a job's steps, in order."""
    return [step["name"] for of, step in steps("publish") if of == job]


def without_environments(body: Any) -> Any:
    """Return a step with its environment left out."""
    return {key: value for key, value in body.items() if key != "env"}


def test_it_runs_by_the_clock_by_hand_by_a_call_and_when_main_moves() -> None:
    """Four doors; what only a person may ask for, by hand, is off unless asked for."""
    on = read("publish")["on"]

    assert set(on) == {"schedule", "workflow_dispatch", "repository_dispatch", "push"}
    assert on["push"] == {"branches": ["main"]}
    asked = {name: (entry["type"], entry["default"]) for name, entry in on["workflow_dispatch"]["inputs"].items()}
    assert asked == dict.fromkeys(
        ("new_ledger", "accept_drop", "discard_live", "accept_old_ledger"), ("boolean", "false")
    )
    assert on["repository_dispatch"]["types"]


def test_the_schedule_keeps_to_odd_minutes() -> None:
    """On the hour and the half hour everybody's jobs queue, and some are dropped."""
    minutes = [int(m) for entry in read("publish")["on"]["schedule"] for m in entry["cron"].split()[0].split(",")]

    assert minutes
    assert all(minute % 2 for minute in minutes)


def test_two_runs_never_overlap_and_none_is_cut_short_or_displaced() -> None:
    """A run reads the Ledger the one before it published; an edit and an operator's box wait their turn."""
    wanted = {"group": "publish", "cancel-in-progress": "false", "queue": "max"}
    assert read("publish")["concurrency"] == wanted


def test_the_billing_credentials_reach_one_step_only() -> None:
    """Only the sync can speak to billing."""
    readers = {step["name"]: secrets_in(step) & BILLING for _, step in steps("publish") if secrets_in(step) & BILLING}

    assert readers == {"Sincronizar": BILLING}


def test_the_sealing_secret_reaches_the_steps_that_seal_or_open() -> None:
    """Installing, packing and uploading run without it."""
    readers = {step["name"]: secrets_in(step) & SEALING for _, step in steps("publish") if secrets_in(step) & SEALING}

    assert readers == {"Sincronizar": SEALING, "Construir": SEALING, "Juzgar": SEALING}


def test_the_page_for_operators_names_every_step_that_sees_a_secret() -> None:
    """Each with its title in the log."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(DEMORAS_\w+)` \|.*\| ([^|]+) \|$", page, re.MULTILINE)
    readers = {
        name: [body["name"] for _, body in steps("publish") if name in secrets_in(body)] for name in SEALING | BILLING
    }

    assert {name: re.findall(r"\*([^*]+)\*", titles) for name, titles in rows} == readers


def test_secrets_stand_in_the_environment_of_steps_and_nowhere_else() -> None:
    """Not in a job's environment, an action's input, a condition or a script."""
    workflow = read("publish")
    outside = {key: value for key, value in workflow.items() if key != "jobs"}
    for job in workflow["jobs"].values():
        assert secrets_in({key: value for key, value in job.items() if key != "steps"}) == set()
        assert secrets_in([without_environments(body) for body in job["steps"]]) == set()

    assert secrets_in(outside) == set()
    assert secrets_in(workflow) == SEALING | BILLING


def test_the_job_that_publishes_holds_no_secret_and_runs_no_code_of_ours() -> None:
    """Two of its rights are the ones Pages asks for; by the third it sees which commit main is at."""
    deploy = read("publish")["jobs"]["deploy"]

    assert secrets_in(deploy) == set()
    assert deploy["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    assert deploy["environment"]["name"] == "github-pages"
    assert [body["uses"].partition("@")[0] for body in deploy["steps"] if "uses" in body] == ["actions/deploy-pages"]
    assert [word for body in deploy["steps"] for word in ("demoras ", "python") if word in body.get("run", "")] == []


def test_the_job_with_the_secrets_can_write_nowhere() -> None:
    """It reads the repository, in an environment whose secrets only main can be given."""
    build = read("publish")["jobs"]["build"]

    assert build["permissions"] == {"actions": "read", "contents": "read"}
    assert build["environment"]["name"] == "billing"


def test_a_push_builds_without_asking_billing() -> None:
    """The steps of the sync are left out, and only those; and so they are for a company that has no billing."""
    synced = "github.event_name != 'push' && steps.company.outputs.orders == 'yes'"
    left_out = [body["name"] for _, body in steps("publish") if body.get("if") == synced]

    assert left_out == ["Sincronizar", "Guardar el Ledger sellado", "Juzgar"]
    assert [body["name"] for job, body in steps("publish") if job == "build" and "if" in body] == [
        *left_out,
        "Decir por qué no se publicó",
    ]


def test_without_configuration_only_the_notice_runs() -> None:
    """One variable is the switch, and the two jobs stand on its two sides."""
    jobs = read("publish")["jobs"]

    assert jobs["unconfigured"]["if"] == "vars.DEMORAS_SITE_URL == ''"
    assert jobs["build"]["if"] == "vars.DEMORAS_SITE_URL != ''"
    assert jobs["deploy"]["needs"] == "build"
    assert "if" not in jobs["deploy"]


def test_what_leaves_is_one_archive_for_pages_and_the_sealed_ledger_for_a_fortnight() -> None:
    """Neither upload may pass when its file is missing."""
    uploads = [body["with"] for _, body in steps("publish") if "upload-artifact" in body.get("uses", "")]

    assert {upload["name"]: (upload["path"], upload["retention-days"]) for upload in uploads} == {
        "ledger-${{ github.run_attempt }}": ("${{ runner.temp }}/ledger.bin", "14"),
        "${{ steps.pack.outputs.artifact }}": ("${{ runner.temp }}/artifact.tar", "1"),
    }
    assert all(upload["if-no-files-found"] == "error" for upload in uploads)


def test_the_ledger_is_kept_before_anything_later_can_fail() -> None:
    """What the sync first saw must not be lost because the build stopped."""
    order = titles("build")

    assert (
        order.index("Sincronizar")
        < order.index("Guardar el Ledger sellado")
        < order.index("Construir")
        < order.index("Empaquetar")
    )
    asked = step("publish", "Sincronizar")["env"]["NEW_LEDGER"]
    assert asked == "${{ steps.latest.outputs.boxes != 'used' && inputs.new_ledger }}"


def test_the_verdict_is_told_after_the_deployment_by_a_job_without_secrets() -> None:
    """What could be read is published first; a row nobody can read for a day still turns the run red."""
    jobs, judge = read("publish")["jobs"], step("publish", "Juzgar")

    assert judge["continue-on-error"] == "true"
    assert jobs["build"]["outputs"]["verdict"] == f"${{{{ steps.{judge['id']}.outputs.verdict }}}}"
    assert jobs["verdict"]["needs"] == ["build", "deploy"]
    assert jobs["verdict"]["permissions"] == {}
    assert secrets_in(jobs["verdict"]) == set()
