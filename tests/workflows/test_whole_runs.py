"""The scheduled action's jobs run whole: what is published, by which run, and what a run that is repeated does."""

from __future__ import annotations

import json
import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.calls import END
from tests.doubles.billing_faults import Fault
from tests.doubles.faulty_billing import FaultyBilling
from tests.sample_company import edited
from tests.workflows.whole_runs import THREE, GitHub, live, synced_at, told

BUILD, DEPLOY = "Sincronizar y construir", "Publicar"
BOTH = {BUILD: "success", DEPLOY: "success"}
NEW_LEDGER = {"inputs": {"new_ledger": "true"}}
ACCEPT_DROP = {"inputs": {"accept_drop": "true"}}
OLD, NEW = "Altas al instante", "Altas en el acto"


def edit(github: GitHub) -> None:
    """Rename a group on main."""
    edited(github.folder / "origin", "data/groups.yml", OLD, NEW)
    github.commit()


def test_without_configuration_only_the_notice_runs(tmp_path: Path, begun: GitHub) -> None:
    ran = begun.copied(tmp_path / "github").run("publish", "schedule")

    assert ran.results == {"Sin configurar": "success"}
    assert "DEMORAS_SITE_URL" in ran.log


def test_a_company_without_billing_or_secrets_is_published_by_every_door(tmp_path: Path, begun: GitHub) -> None:
    """By the clock, by an edit, and by a deployment that is run again; of orders that it had, its secret would tell."""
    github = begun.copied(tmp_path / "github")
    for name in ("billing", "revocations"):
        (github.folder / "origin" / "data" / f"{name}.yml").unlink()
    github.commit()
    github.variables["DEMORAS_SITE_URL"] = "http://127.0.0.1:9/"
    ran = github.run("publish", "schedule")
    assert ran.results == BOTH, ran
    assert "demoras/index.html" in live(github)
    assert [path for path in live(github) if path.startswith("pedido")] == []
    edit(github)
    ran = github.run("publish", "push")
    assert ran.results == BOTH, ran
    assert NEW.encode() in live(github)["demoras/index.html"]
    assert github.again(ran, DEPLOY).results[DEPLOY] == "success"

    github.secrets["DEMORAS_SECRET"] = "x" * 43
    lost = github.run("publish", "schedule")
    assert (lost.results, told(lost)) == ({BUILD: "failure"}, THREE)
    assert "Falta data/billing.yml" in lost.summary


def test_a_schedule_goes_on_from_what_is_live(later: GitHub) -> None:
    """The first run, by hand with new_ledger, published what it read at its own moment."""
    first = synced_at(later)
    ran = later.run("publish", "schedule")

    assert ran.results == BOTH, ran
    assert (first, synced_at(later)) == ("2026-11-20T17:00:00Z", "2026-11-20T17:30:00Z")


def test_a_call_from_the_shop_reads_billing_and_nothing_else_of_the_call(later: GitHub, billing: FaultyBilling) -> None:
    """Whoever stole the shop's token can start runs, and ticks no box by it."""
    demoras = later.folder / "bin" / "demoras"
    later.program("demoras", f'echo "$@"\n{demoras.read_text(encoding="utf-8")}')
    payload = {
        "new_ledger": "true",
        "accept_drop": "true",
        "changed": "$(touch hecho)",
        "inputs": {"discard_live": "true"},
    }
    called = []
    for kind in ("order-changed", "publicar"):
        ran = later.run("publish", "repository_dispatch", {"action": kind, "client_payload": payload, **payload})
        (words,) = [line for line in ran.jobs[BUILD].log.splitlines() if line.startswith("sync ")]
        called.append((ran.results == BOTH, synced_at(later), re.findall("--(?:changed|new|acc|dis)[a-z-]*", words)))
        later.now = billing.as_of = END

    assert called == [(True, "2026-11-20T17:30:00Z", ["--changed"]), (True, "2026-11-20T18:00:00Z", [])]
    assert list(later.folder.rglob("hecho")) == []


def test_an_edit_goes_out_while_billing_is_down(later: GitHub, billing: FaultyBilling) -> None:
    """A push asks billing nothing, and its heartbeat says how old the orders are."""
    edit(later)
    later.secrets["DEMORAS_WHMCS_URL"] = "http://127.0.0.1:9/includes/api.php"
    ran = later.run("publish", "push")

    assert ran.results == BOTH, ran
    assert NEW in live(later)["demoras/index.html"].decode()
    assert synced_at(later) == "2026-11-20T17:00:00Z"
    assert billing.requests == []


@pytest.mark.parametrize("only", [(), (DEPLOY,)])
def test_a_deployment_that_failed_is_run_again_alone_or_with_all(later: GitHub, only: tuple[str, ...]) -> None:
    """Pages refuses two artifacts of one name in a run, so each attempt has its own."""
    (later.folder / "pages-are-down").touch()
    failed = later.run("publish", "schedule")
    (later.folder / "pages-are-down").unlink()
    again = later.again(failed, *only)

    assert failed.results == {BUILD: "success", DEPLOY: "failure"}
    assert again.results == BOTH
    assert synced_at(later) == "2026-11-20T17:30:00Z"
    names = [one["name"] for one in json.loads((later.folder / "artifacts.json").read_text(encoding="utf-8"))]
    assert len(set(names[2:])) == len(names[2:])


def test_an_older_ledger_never_goes_over_a_newer_one(later: GitHub, billing: FaultyBilling) -> None:
    """A deployment that is run again by itself, after another run has published."""
    (later.folder / "pages-are-down").touch()
    failed = later.run("publish", "schedule")
    (later.folder / "pages-are-down").unlink()
    later.now = billing.as_of = END
    later.run("publish", "schedule")
    before = live(later)
    again = later.again(failed, DEPLOY)

    assert again.results == {BUILD: "success", DEPLOY: "failure"}
    assert "lo publicado es más nuevo: se leyó a las 2026-11-20T18:00:00Z" in again.summary
    assert "- **Qué hacer:** Actions → Publicar → Run workflow" in again.summary
    assert live(later) == before


def test_an_old_run_is_not_run_again(later: GitHub, billing: FaultyBilling) -> None:
    """Its data are old: neither billing nor the site is asked, and nothing is built."""
    before, old = live(later), later.run("publish", "push")
    edit(later)
    again = later.again(old)

    assert again.results == {BUILD: "failure"}
    assert "- **Por qué:** esta corrida es de otro cambio (" in again.summary
    assert "- **Qué hacer:** Actions → Publicar → Run workflow, sobre main" in again.summary
    assert live(later).keys() == before.keys()
    assert billing.requests == []


def test_what_an_old_run_built_is_not_published_again(later: GitHub) -> None:
    """Its deployment alone is run again, when main has moved."""
    old = later.run("publish", "push")
    edit(later)
    before, again = live(later), later.again(old, DEPLOY)

    assert again.results == {BUILD: "success", DEPLOY: "failure"}
    assert "- **Por qué:** lo construido es de otro cambio (" in again.summary
    assert live(later) == before


@pytest.mark.parametrize("inputs", [NEW_LEDGER, ACCEPT_DROP])
def test_ticked_boxes_are_not_repeated_once_another_run_has_passed(
    later: GitHub, inputs: dict[str, dict[str, str]]
) -> None:
    """Though main has not moved: what they accepted was of another moment."""
    later.variables["DEMORAS_SITE_URL"] = "http://127.0.0.1:9/"
    later.secrets["DEMORAS_WHMCS_URL"] = "http://127.0.0.1:9/includes/api.php"
    old = later.run("publish", "workflow_dispatch", inputs)
    later.run("publish", "schedule")
    again = later.again(old)

    assert again.results == {BUILD: "failure"}
    assert "- **Por qué:** esta corrida repite casillas tildadas" in again.summary


def test_a_run_that_waited_takes_main_as_it_is_when_its_turn_comes(later: GitHub) -> None:
    """Its own commit is older by then, and would put old data over newer ones."""
    waited = later.state()["main"]
    edit(later)
    ran = later.run("publish", "push", commit=waited)

    assert ran.results == BOTH, ran
    assert NEW in live(later)["demoras/index.html"].decode()


def test_a_host_that_serves_an_older_ledger_is_found_out_by_what_github_knows(
    later: GitHub, billing: FaultyBilling
) -> None:
    """Half an hour is less than any Ledger's age that is refused; a person may still take the older one."""
    old = later.folder / "old"
    shutil.copytree(later.folder / "pages", old)
    assert later.run("publish", "schedule").results == BOTH
    shutil.rmtree(later.folder / "pages")
    shutil.copytree(old, later.folder / "pages")
    before = live(later)
    later.now = billing.as_of = END
    stopped = later.run("publish", "schedule")
    edited_on = later.run("publish", "push")
    after = live(later)
    accepted = later.run("publish", "workflow_dispatch", {"inputs": {"accept_old_ledger": "true"}})

    assert edited_on.results == {BUILD: "failure"}
    assert (stopped.results, after == before, told(stopped)) == ({BUILD: "failure"}, True, THREE)
    assert "la cadena dio un paso atrás" in stopped.summary
    assert "Run workflow, con «accept&#95;old&#95;ledger» tildado" in stopped.summary
    assert "--" not in stopped.summary
    assert accepted.results == BOTH, accepted


def test_no_new_ledger_is_begun_while_the_live_one_opens(later: GitHub) -> None:
    """Unless a second box says so too."""
    before = live(later)
    stopped = later.run("publish", "workflow_dispatch", NEW_LEDGER)
    after = live(later)
    both = {"inputs": NEW_LEDGER["inputs"] | {"discard_live": "true"}}
    begun = later.run("publish", "workflow_dispatch", both)

    assert (stopped.results, after == before, told(stopped)) == ({BUILD: "failure"}, True, THREE)
    assert "El Ledger publicado se abre bien" in stopped.summary
    assert "Run workflow, con «discard&#95;live» tildado" in stopped.summary
    assert begun.results == BOTH, begun


def test_a_row_unreadable_for_a_day_is_red_after_the_deployment_and_cleared_by_running_all_again(
    later: GitHub, billing: FaultyBilling
) -> None:
    """What could be read is published first."""
    billing.fault = Fault.MALFORMED_ORDER
    began = later.run("publish", "schedule")
    later.now = billing.as_of = END + timedelta(hours=25)
    red = later.run("publish", "schedule")
    published = synced_at(later)
    billing.fault = None
    again = later.again(red)

    assert began.results == BOTH
    assert red.results == {**BOTH, "Veredicto": "failure"}
    assert (published, told(red)) == ("2026-11-21T19:00:00Z", THREE)
    assert "ilegibles desde hace más de 24 horas" in red.summary
    assert again.results == BOTH


def test_a_drop_stops_the_run_and_the_page_names_the_box_that_accepts_it(later: GitHub, billing: FaultyBilling) -> None:
    before = live(later)
    billing.fault, billing.fault_action = Fault.EMPTY_LISTING, "GetOrders"
    stopped = later.run("publish", "schedule")
    after = live(later)
    accepted = later.run("publish", "workflow_dispatch", ACCEPT_DROP)

    assert (stopped.results, after == before, told(stopped)) == ({BUILD: "failure"}, True, THREE)
    assert "Run workflow, con «accept&#95;drop» tildado" in stopped.summary
    assert "--" not in stopped.summary
    assert accepted.results == BOTH, accepted


def test_a_push_that_fails_says_so_on_its_page(later: GitHub) -> None:
    """Here nothing was ever published where the variable points."""
    shutil.rmtree(later.folder / "pages")
    ran = later.run("publish", "push")

    assert (ran.results, told(ran)) == ({BUILD: "failure"}, THREE)
    assert "Run workflow, con «new&#95;ledger» tildado" in ran.summary


@pytest.mark.parametrize(("job", "broken"), [(BUILD, "python"), (DEPLOY, "")])
def test_a_step_that_is_not_the_program_s_fails_with_the_three_lines(later: GitHub, job: str, broken: str) -> None:
    """The installation, or Pages."""
    if broken:
        later.program(broken, "exit 1")
    (later.folder / "pages-are-down").touch()
    ran = later.run("publish", "push")

    assert ran.results[job] == "failure"
    assert told(ran) == THREE
