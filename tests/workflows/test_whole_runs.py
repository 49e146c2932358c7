"""The scheduled action's jobs run whole: what is published, by which run, and what a run that is repeated does."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.calls import END
from tests.doubles.faulty_billing import FaultyBilling
from tests.sample_company import edited
from tests.workflows.whole_runs import GitHub

BUILD, DEPLOY = "Sincronizar y construir", "Publicar"
BOTH = {BUILD: "success", DEPLOY: "success"}
NEW_LEDGER = {"inputs": {"new_ledger": "true"}}
ACCEPT_DROP = {"inputs": {"accept_drop": "true"}}
HALF_AN_HOUR = timedelta(minutes=30)
OLD, NEW = "Altas al instante", "Altas en el acto"


def synced_at(github: GitHub) -> str:
    """Return when what is live was read from billing."""
    beat = json.loads((github.folder / "pages" / "pedido" / "latido.json").read_text(encoding="utf-8"))
    moment: str = beat["synced_at"]
    return moment


def live(github: GitHub) -> dict[str, bytes]:
    """Return every file that is live."""
    pages = github.folder / "pages"
    return {str(path.relative_to(pages)): path.read_bytes() for path in pages.rglob("*") if path.is_file()}


def edit(github: GitHub) -> None:
    """Rename a group on main."""
    edited(github.folder / "origin", "data/groups.yml", OLD, NEW)
    github.commit()


@pytest.fixture
def later(github: GitHub, billing: FaultyBilling) -> GitHub:
    """Give the repository half an hour after its first run."""
    github.now = billing.as_of = END - HALF_AN_HOUR
    return github


def test_without_configuration_only_the_notice_runs(tmp_path: Path, begun: GitHub) -> None:
    ran = begun.copied(tmp_path / "github").run("publish", "schedule")

    assert ran.results == {"Sin configurar": "success"}
    assert "DEMORAS_SITE_URL" in ran.log


def test_a_schedule_goes_on_from_what_is_live(later: GitHub) -> None:
    """The first run, by hand with new_ledger, published what it read at its own moment."""
    first = synced_at(later)
    ran = later.run("publish", "schedule")

    assert ran.results == BOTH, ran
    assert (first, synced_at(later)) == ("2026-11-20T17:00:00Z", "2026-11-20T17:30:00Z")


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
    assert "- **Por qué:** esta corrida es de un cambio anterior (" in again.summary
    assert "- **Qué hacer:** Actions → Publicar → Run workflow, sobre main" in again.summary
    assert live(later).keys() == before.keys()
    assert billing.requests == []


def test_what_an_old_run_built_is_not_published_again(later: GitHub) -> None:
    """Its deployment alone is run again, when main has moved."""
    old = later.run("publish", "push")
    edit(later)
    before, again = live(later), later.again(old, DEPLOY)

    assert again.results == {BUILD: "success", DEPLOY: "failure"}
    assert "- **Por qué:** lo construido es de un cambio anterior (" in again.summary
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
