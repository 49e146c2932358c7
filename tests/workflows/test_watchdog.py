"""The watchdog looks at the live site like a stranger, and says on its page what it saw and what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.doubles.site_server import serving, status
from tests.sample_company import edited
from tests.workflows.whole_runs import THREE, GitHub, told
from tests.workflows.workflow_file import read, secrets_in

JOB = "Mirar lo publicado"


def test_it_runs_by_the_clock_and_by_hand_without_a_secret_or_a_right() -> None:
    workflow = read("watchdog")

    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert secrets_in(workflow) == set()
    assert workflow["jobs"]["watchdog"]["permissions"] == {"contents": "read"}


def test_it_is_red_once_the_schedule_has_died(later: GitHub) -> None:
    in_time = later.run("watchdog", "schedule")
    later.now += timedelta(days=3)
    red = later.run("watchdog", "schedule")

    assert (in_time.results, in_time.summary) == ({JOB: "success"}, "")
    assert (red.results, told(red)) == ({JOB: "failure"}, THREE)
    assert "**Por qué:** La facturación se leyó hace 3 días, y se lee cada 20 minutos.\n" in red.summary
    assert (
        "**Qué hacer:** Mire por qué no corre lo programado: en GitHub, Actions → Publicar (si dice que está apagado"
        in red.summary
    )


def test_before_there_is_a_site_it_looks_at_nothing(later: GitHub) -> None:
    del later.variables["DEMORAS_SITE_URL"]

    assert later.run("watchdog", "schedule").results == {}


@pytest.mark.parametrize(
    ("site", "why"),
    [
        ("http://127.0.0.1:1/", "No se pudo leer el sitio publicado en 127.0.0.1"),
        ("-x", "La dirección de"),
        ("http://plazos.example/", "La dirección de plazos.example debe empezar con https:"),
    ],
)
def test_a_site_that_cannot_be_looked_at_says_why(site: str, why: str, later: GitHub) -> None:
    """Nothing there is old then, as far as anybody knows."""
    later.variables["DEMORAS_SITE_URL"] = site
    ran = later.run("watchdog", "schedule")

    assert (ran.results, told(ran)) == ({JOB: "failure"}, THREE)
    assert f"**Por qué:** {why}" in ran.summary
    assert "Run workflow" not in ran.summary


def test_an_address_that_leads_elsewhere_is_told_as_that(later: GitHub) -> None:
    with serving() as (server, _):
        server.serves("/demoras/pedido/latido.json", status(301, Location="https://otro.example/"))
        later.variables["DEMORAS_SITE_URL"] = server.url
        ran = later.run("watchdog", "schedule")

    assert (ran.results, told(ran)) == ({JOB: "failure"}, THREE)
    assert "el servidor manda a otra dirección (código 301)" in ran.summary


def test_what_is_no_fault_of_the_site_s_is_told_too(later: GitHub) -> None:
    """Wrong data on main, and a step before the look."""
    edited(later.folder / "origin", "data/groups.yml", "id: al-instante", "id: Al Instante")
    later.commit()
    wrong = later.run("watchdog", "schedule")
    later.program("python", "exit 1")
    broken = later.run("watchdog", "schedule")

    assert [(ran.results, told(ran)) for ran in (wrong, broken)] == [({JOB: "failure"}, THREE)] * 2
    assert "**Qué hacer:** Corríjalos en data/" in wrong.summary
    assert "sin decir por qué" in broken.summary
