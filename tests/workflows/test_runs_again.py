"""Runs that are run again, and runs that stop without a word: a box counts once, and every red page says what to do."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from generator.cli.site_server import site_server
from tests.cli.calls import END, in_thread
from tests.doubles.billing_faults import Fault
from tests.doubles.faulty_billing import FaultyBilling
from tests.workflows.conftest import configured
from tests.workflows.whole_runs import THREE, GitHub, live, synced_at, told

BUILD, DEPLOY = "Sincronizar y construir", "Publicar"
BOTH = {BUILD: "success", DEPLOY: "success"}
NEW_LEDGER = {"inputs": {"new_ledger": "true"}}
ACCEPT_DROP = {"inputs": {"accept_drop": "true"}}
SHORT_WHILE = timedelta(minutes=10)


def test_every_job_of_the_very_first_run_can_be_run_again(
    tmp_path: Path, begun: GitHub, billing: FaultyBilling
) -> None:
    """Pages fails at first; what is live then is this run's own, so that its box is used up."""
    github = configured(begun.copied(tmp_path / "github"), billing, "")
    github.now = billing.as_of = END - SHORT_WHILE
    (github.folder / "pages").mkdir()
    with site_server(github.folder / "pages", 0) as server, in_thread(server):
        github.variables["DEMORAS_SITE_URL"] = f"http://127.0.0.1:{server.server_port}"
        (github.folder / "pages-are-down").touch()
        failed = github.run("publish", "workflow_dispatch", NEW_LEDGER)
        all_again = github.again(failed)
        (github.folder / "pages-are-down").unlink()
        deployed = github.again(all_again, DEPLOY)
        first = synced_at(github)
        github.now = billing.as_of = END
        again = github.again(deployed)

    assert [ran.results[DEPLOY] for ran in (failed, all_again, deployed)] == ["failure", "failure", "success"]
    assert again.results == BOTH, again
    assert "Ledger anterior: corrida 1, del 2026-11-20T17:50:00Z" in again.summary
    assert (first, synced_at(github)) == ("2026-11-20T17:50:00Z", "2026-11-20T18:00:00Z")


def test_a_box_counts_once_for_what_its_run_has_published(later: GitHub, billing: FaultyBilling) -> None:
    """Else running it again would accept whatever is missing by then."""
    billing.fault, billing.fault_action = Fault.EMPTY_LISTING, "GetOrders"
    accepted = later.run("publish", "workflow_dispatch", ACCEPT_DROP)
    billing.fault = None
    later.now = billing.as_of = later.now + SHORT_WHILE
    again = later.again(accepted)
    before = live(later)
    billing.fault = Fault.EMPTY_LISTING
    later.now = billing.as_of = later.now + SHORT_WHILE
    stopped = later.again(again)

    assert (accepted.results, again.results) == (BOTH, BOTH)
    assert (stopped.results, told(stopped), live(later) == before) == ({BUILD: "failure"}, THREE, True)
    assert "Run workflow, con «accept&#95;drop» tildado" in stopped.summary


def test_a_site_that_is_not_found_for_a_while_is_no_first_publication(later: GitHub) -> None:
    """What it holds may be newer than what this run has built."""
    (later.folder / "pages-are-down").touch()
    failed = later.run("publish", "push")
    (later.folder / "pages-are-down").unlink()
    (later.folder / "pages").rename(later.folder / "away")
    again = later.again(failed, DEPLOY)

    assert (again.results[DEPLOY], told(again)) == ("failure", THREE)
    assert "no se pudo leer de cuándo es lo publicado (HTTP 404)" in again.summary


def test_a_refusal_names_the_boxes_to_tick_again(later: GitHub) -> None:
    """On the page of a run whose commit, or whose turn, has passed."""
    (later.folder / "pages-are-down").touch()
    old = later.run("publish", "workflow_dispatch", {"inputs": {"new_ledger": "true", "discard_live": "true"}})
    later.commit()
    deployed = later.again(old, DEPLOY)
    refused = [deployed, later.again(deployed)]

    assert [ran.results for ran in refused] == [{BUILD: "success", DEPLOY: "failure"}, {BUILD: "failure"}]
    for ran in refused:
        assert told(ran) == THREE
        assert ran.summary.endswith("Si todavía hacen falta, tilde otra vez «new_ledger» «discard_live».\n")


def test_runs_while_the_variable_was_gone_have_published_nothing(later: GitHub, billing: FaultyBilling) -> None:
    """They are green all the same: after such a pause the live Ledger is still the last one."""
    url = later.variables.pop("DEMORAS_SITE_URL")
    paused = later.run("publish", "schedule")
    later.now = billing.as_of = END
    later.variables["DEMORAS_SITE_URL"] = url

    assert paused.results == {"Sin configurar": "success"}
    assert later.run("publish", "push").results == BOTH
    assert later.run("publish", "schedule").results == BOTH


def test_a_run_with_a_red_verdict_has_published(later: GitHub, billing: FaultyBilling) -> None:
    """So a host that goes back to what an earlier one left is found out while a row stays unreadable."""
    billing.fault = Fault.MALFORMED_ORDER
    later.run("publish", "schedule")
    red = []
    for hours in (23, 25, 26):
        later.now = billing.as_of = END + timedelta(hours=hours)
        red.append(later.run("publish", "schedule"))
        shutil.copytree(later.folder / "pages", later.folder / f"of-{hours}")
    shutil.rmtree(later.folder / "pages")
    shutil.copytree(later.folder / "of-25", later.folder / "pages")
    later.now = billing.as_of = END + timedelta(hours=27)
    stopped = later.run("publish", "schedule")

    assert [ran.results.get("Veredicto") for ran in red] == [None, "failure", "failure"]
    assert stopped.results == {BUILD: "failure"}
    assert "hubo una que publicó después del 2026-11-21T20:00:00Z" in stopped.summary


@pytest.mark.parametrize(
    ("event", "program"),
    [("schedule", "kill -9 $$"), ("push", "kill -9 $$"), ("schedule", "exec python3 -c 'import nothing_of_the_kind'")],
)
def test_a_program_that_could_not_say_why_it_ended_leaves_the_three_lines(
    event: str, program: str, later: GitHub
) -> None:
    """Memory ran out, or Python does not start."""
    later.program("demoras", program)
    ran = later.run("publish", event)

    assert (ran.results, told(ran)) == ({BUILD: "failure"}, THREE)
    assert "sin decir por qué" in ran.summary


@pytest.mark.parametrize("site", ["{} ", "{}\n", "-x", " ", "ftp://example.com/"])
def test_a_variable_that_is_no_address_is_named_before_anything_is_asked(
    site: str, later: GitHub, billing: FaultyBilling
) -> None:
    """As it is pasted: GitHub keeps a blank or a line end."""
    later.variables["DEMORAS_SITE_URL"] = site.format(later.variables["DEMORAS_SITE_URL"])
    ran = later.run("publish", "schedule")

    assert (ran.results, told(ran), billing.requests) == ({BUILD: "failure"}, THREE, [])
    assert "la variable DEMORAS_SITE_URL no es una dirección" in ran.summary


def test_discarding_the_live_ledger_for_nothing_is_refused(later: GitHub) -> None:
    """The box alone does nothing: whoever ticked it thinks that it did."""
    ran = later.run("publish", "workflow_dispatch", {"inputs": {"discard_live": "true"}})

    assert (ran.results, told(ran)) == ({BUILD: "failure"}, THREE)
    assert "use Actions → Publicar → Run workflow, con «new&#95;ledger» tildado además" in ran.summary


def test_a_ledger_from_the_future_proposes_nothing_that_only_a_terminal_takes(
    later: GitHub, billing: FaultyBilling
) -> None:
    later.now = billing.as_of = END - timedelta(hours=2)
    ran = later.run("publish", "schedule")

    assert (ran.results, told(ran)) == ({BUILD: "failure"}, THREE)
    assert "**Qué hacer:** Revise primero la hora de esta máquina. Si está bien, " in ran.summary
    assert "--" not in ran.summary


@pytest.mark.parametrize("secret", ["DEMORAS_SECRET", "DEMORAS_WHMCS_IDENTIFIER"])
def test_a_secret_that_is_missing_is_named_with_where_it_is_kept(secret: str, later: GitHub) -> None:
    """A new sealing secret would end every link that was sent: it is proposed only where there is none yet."""
    del later.secrets[secret]
    ran = later.run("publish", "schedule")

    assert (ran.results, told(ran)) == ({BUILD: "failure"}, THREE)
    assert secret.replace("_", "&#95;") in ran.summary
    assert "Settings → Environments → billing" in ran.summary
