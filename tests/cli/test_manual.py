"""`demoras manual preview` shows, `push --yes` writes, `check --links` watches: on a BookStack of the tests' own."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.cli.terminal import Terminal
from generator.load import load_catalog
from generator.model.base import ServiceId
from generator.publish.manual.bookstack_settings import TOKEN_ID, TOKEN_SECRET
from tests.cli.calls import Ran, assert_stopped
from tests.doubles.bookstack import BookStackServer
from tests.doubles.bookstack_pages import WikiAnswer, wiki_error
from tests.sample_company import copied, edited

ENVIRON = {TOKEN_ID: "fichaDePrueba", TOKEN_SECRET: "secretoDePrueba7f3a"}
NOW, LATER = "2026-11-20T15:00", "2026-12-01T09:00"
DRY = "No se escribió nada; para escribir, agregue --yes.\n"


@pytest.fixture
def server() -> Iterator[BookStackServer]:
    with BookStackServer(":".join(ENVIRON.values())) as running:
        running.wiki.add("Demoras", "<p>Antes.</p>")
        running.wiki.add("SLA", "<p>Acuerdo.</p>")
        yield running


@pytest.fixture
def root(tmp_path: Path, server: BookStackServer) -> Path:
    """Give a copy of the project whose manual is that server."""
    pages = "pages:\n  - {page: 1, block: delays}\n  - {page: 2, block: sla}\n"
    text = f"base_url: {server.url}\nedit_url: https://git.example/tree/main/data/\n{pages}"
    (copied(tmp_path) / "data" / "manual.yml").write_text(text, encoding="utf-8")
    return tmp_path


def run(root: Path, *words: str, now: str = NOW, environ: Mapping[str, str] = ENVIRON) -> Ran:
    """Run one command of two words."""
    out, err = io.StringIO(), io.StringIO()
    code = main([*words, "--root", str(root), "--now", now], Terminal(out, err, environ))
    return Ran(code, out.getvalue(), err.getvalue())


def revisions(server: BookStackServer) -> list[int]:
    """Return how often each page was saved."""
    return [page.revision for page in server.wiki.pages.values()]


def promised(root: Path) -> str:
    """Return the newsletter's promise."""
    return str(load_catalog(root).services[ServiceId("boletin")].promise)


def test_a_preview_shows_each_page_and_writes_nothing(root: Path, server: BookStackServer) -> None:
    """The lines it would get, and that they go to the end."""
    ran = run(root, "manual", "preview")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("Página ") == 2
    assert "Página 1 del manual, «Demoras»:\n  El bloque «Demoras de cada servicio " in ran.out
    assert "no está; se agrega al final de la página.\n  + Demoras de cada servicio" in ran.out
    assert f"| {promised(root)} desde que están cumplidos los requisitos\n" in ran.out
    assert revisions(server) == [1, 1]


def test_a_push_is_dry_by_default(root: Path, server: BookStackServer) -> None:
    """It shows what a preview shows and how to go on."""
    ran = run(root, "manual", "push")

    assert ran.out == run(root, "manual", "preview").out + DRY
    assert revisions(server) == [1, 1]


def test_a_push_writes_once_and_then_finds_nothing_to_do(root: Path, server: BookStackServer) -> None:
    """Not even days later."""
    first, second = run(root, "manual", "push", "--yes"), run(root, "manual", "push", "--yes", now=LATER)

    assert (first.code, first.err) == (0, "")
    assert first.out.endswith(
        "Página 1 del manual, «Demoras»: escrita, revisión 2.\nPágina 2 del manual, «SLA»: escrita, revisión 2.\n"
    )
    assert second.out == "Página 1 del manual, «Demoras»: sin cambios.\nPágina 2 del manual, «SLA»: sin cambios.\n"
    assert revisions(server) == [2, 2]
    assert server.wiki.pages[1].raw_html.startswith('<p id="bkmrk-antes.">Antes.</p><details id=')


def test_an_edited_figure_reaches_its_page_alone(root: Path, server: BookStackServer) -> None:
    """With the day of the change."""
    run(root, "manual", "push", "--yes")
    edited(root, "data/services/boletin.yml", f"promise: {promised(root)}", "promise: 77 días hábiles")
    ran = run(root, "manual", "push", "--yes", now=LATER)

    changed = [line[:4] for line in ran.out.splitlines() if line.startswith(("  - ", "  + "))]
    assert sorted(changed) == ["  + ", "  + ", "  - ", "  - "]
    assert "Generado el martes 1 de diciembre de 2026" in server.wiki.pages[1].raw_html
    assert revisions(server) == [3, 2]


def test_a_page_that_exists_for_the_figures_gets_them_open(root: Path, server: BookStackServer) -> None:
    """Once, and a block that lost its mark gets it back: no word changes, so both are told in words."""
    run(root, "manual", "push", "--yes")
    edited(root, "data/manual.yml", "{page: 1, block: delays}", "{page: 1, block: delays, open: true}")
    server.wiki.save(2, server.wiki.pages[2].raw_html.replace('"bkmrk-demoras-sla"', '"bkmrk-otra"'))
    ran = run(root, "manual", "push", "--yes")

    assert (ran.code, ran.err) == (0, "")
    assert "está plegado; queda a la vista (open: true)." in ran.out
    assert "perdió su marca; se le devuelve." in ran.out
    assert ("<details" in server.wiki.pages[1].raw_html, revisions(server)) == (False, [3, 4])
    assert run(root, "manual", "push", "--yes").out.count("sin cambios") == 2


@pytest.mark.parametrize(
    ("upset", "said", "title"),
    [
        ({"markdown": "Antes."}, "está escrita en Markdown", "Página 1 del manual, «Demoras»"),
        ({"is_deleted": True}, "no existe, o el usuario del token no la ve", "Página 1 del manual"),
        ({"is_locked": True}, "la ve y no la puede editar (403)", "Página 1 del manual, «Demoras»"),
        ({"draft": True}, "es un borrador", "Página 1 del manual, «Demoras»"),
        ({"raw_html": '<hr id="bkmrk-demoras-delays-end">'}, "falta «bkmrk", "Página 1 del manual, «Demoras»"),
    ],
)
def test_one_page_does_not_stop_the_others(
    root: Path, server: BookStackServer, upset: dict[str, object], said: str, title: str
) -> None:
    """It is told with its remedy and named again at the end; the healthy one is written, and the call ends in one."""
    for name, value in upset.items():
        setattr(server.wiki.pages[1], name, value)
    ran = run(root, "manual", "push", "--yes")

    assert ran.code == 1
    assert f"demoras: {title}: " in ran.err
    assert said in ran.err
    assert ran.out.endswith(f"Página 2 del manual, «SLA»: escrita, revisión 2.\nSin escribir: {title}.\n")
    assert revisions(server) == [1, 2]


HTML = "text/html; charset=UTF-8"


OWN = [wiki_error(status, "No.") for status in (400, 403, 405, 409, 413, 422, 423)]
OWN += [WikiAnswer(status, b"<p>No.", HTML) for status in (403, 413)]


@pytest.mark.parametrize(
    ("method", "answer"),
    [*product(("GET", "PUT"), OWN), *(("PUT", wiki_error(status, "No.")) for status in (500, 503))],
)
def test_an_answer_for_one_page_does_not_stop_the_others(
    root: Path, server: BookStackServer, method: str, answer: WikiAnswer
) -> None:
    """BookStack's or a proxy's, at reading or writing; the run ends in one and says why that page was not written."""
    server.answer_page(1, method, answer)
    ran = run(root, "manual", "push", "--yes")
    title = "Página 1 del manual" + ("" if method == "GET" else ", «Demoras»")

    assert ran.code == 1
    assert ran.err.splitlines()[-1].startswith(f"demoras: {title}: ")
    assert str(answer.status) in ran.err
    assert not any(part in ran.err for part in ENVIRON)
    assert ran.out.endswith(f"Página 2 del manual, «SLA»: escrita, revisión 2.\nSin escribir: {title}.\n")
    assert revisions(server) == [1, 2]


@pytest.mark.parametrize(
    ("status", "said"), [(403, "la ve y no la puede editar (403)"), (413, "(413)"), (500, "HTTP 500")]
)
def test_what_no_page_survives_is_said_once_as_the_manuals(
    root: Path, server: BookStackServer, status: int, said: str
) -> None:
    """The run then ends in three."""
    for page in (1, 2):
        server.answer_page(page, "PUT", wiki_error(status, "No."))
    ran = run(root, "manual", "push", "--yes")

    assert ran.code == 3
    assert ran.err.count(said) == 1
    assert "demoras: El manual (escribir las 2 páginas): con cada una, " in ran.err
    assert ran.out.endswith("Sin escribir: Página 1 del manual, «Demoras»; Página 2 del manual, «SLA».\n")


def test_a_token_that_expires_meanwhile_ends_the_run(root: Path, server: BookStackServer) -> None:
    """What was told of the pages before it is not lost."""
    server.answer_page(1, "PUT", wiki_error(413, "No."))
    server.answer_page(2, "PUT", wiki_error(403, "The authorization token used has expired"))
    ran = run(root, "manual", "push", "--yes")

    assert ran.code == 3
    assert (
        "demoras: Página 1 del manual, «Demoras»: al escribirla, el manual respondió que es demasiado grande (413)."
        in ran.err
    )
    assert "demoras: El manual (escribir la página 2): el token venció o no tiene permiso (403)." in ran.err
    assert ran.out.endswith("Sin escribir: Página 1 del manual, «Demoras»; Página 2 del manual, «SLA».\n")


def test_where_the_manual_stops_answering_it_is_said_what_is_left(root: Path, server: BookStackServer) -> None:
    """The page that was being written, and those after it."""

    def upset(method: str) -> None:
        if method == "PUT":
            server.throttle("PUT", *["0"] * 4)

    server.before = upset
    ran = run(root, "manual", "push", "--yes")

    assert ran.code == 3
    assert ran.out.endswith("Sin escribir: Página 1 del manual, «Demoras»; Página 2 del manual, «SLA».\n")


def test_a_wait_is_said_without_a_terminal_too(root: Path, server: BookStackServer) -> None:
    """In a scheduled job's log as well."""
    server.throttle("GET", "1")
    ran = run(root, "manual", "preview")

    assert (ran.code, ran.err) == (0, "El manual no está listo (leer la página 1): se sigue en 1 s.\n")


def test_a_page_that_changes_meanwhile_does_not_hold_up_the_other(root: Path, server: BookStackServer) -> None:
    """It is named, and the call ends in one."""

    def interfere(_: str) -> None:
        # After both plans and before the first page is looked at again.
        if len(server.requests) == 2:
            server.wiki.save(1, "<p>De otra persona.</p>")

    server.before = interfere
    ran = run(root, "manual", "push", "--yes")

    assert ran.code == 1
    assert "«Demoras»: alguien la guardó mientras se preparaba el cambio" in ran.err
    assert ran.out.endswith(
        "Página 2 del manual, «SLA»: escrita, revisión 2.\nSin escribir: Página 1 del manual, «Demoras».\n"
    )
    assert "De otra persona" in server.wiki.pages[1].raw_html


@pytest.mark.parametrize("words", [("manual", "preview"), ("manual", "push", "--yes")])
def test_without_a_token_it_is_wrong_usage(root: Path, words: tuple[str, ...]) -> None:
    """Both variables are named."""
    ran = run(root, *words, environ={})

    assert_stopped(ran, 2)
    assert f"{TOKEN_ID}, {TOKEN_SECRET}" in ran.err


def test_a_refused_token_ends_in_three_unseen(root: Path) -> None:
    """It is not repeated."""
    wrong = {**ENVIRON, TOKEN_SECRET: "otroSecreto55"}
    assert_stopped(run(root, "manual", "push", "--yes", environ=wrong), 3, wrong.values())


@pytest.mark.parametrize("words", [("manual", "preview"), ("manual", "push"), ("check", "--links")])
def test_a_manual_without_pages_is_data_to_mend(root: Path, words: tuple[str, ...]) -> None:
    """A green run that did nothing would pass for a good one."""
    edited(root, "data/manual.yml", "\n  - {page: 1, block: delays}\n  - {page: 2, block: sla}\n", " []\n")
    ran = run(root, *words)

    assert ran.code == 1
    assert ran.err.startswith("data/manual.yml:1:1: no nombra ninguna página del manual.\n    ")


def test_check_names_the_pages_that_lost_their_link(root: Path, server: BookStackServer) -> None:
    """With the remedy, which mends it."""
    server.wiki.add("Otra", "")
    ran = run(root, "check", "--links", environ={**ENVIRON, "GITHUB_ACTIONS": "true"})
    site = load_catalog(root).company.site_url

    assert (ran.code, ran.err) == (1, "")
    for name in ("Página 1 del manual, «Demoras»", "Página 2 del manual, «SLA»"):
        assert f"\naviso: data/manual.yml:1:1: {name}: no enlaza a {site}.\n    Agregue en ella un enlace" in ran.out
        assert f"\n::warning file=data/manual.yml,line=1,col=1::{name}" in ran.out

    run(root, "manual", "push", "--yes")
    ran = run(root, "check", "--links")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("Todas las páginas del manual enlazan al sitio.\n")

    server.wiki.copy(1, "Demoras (copia)")
    ran = run(root, "check", "--links")
    assert ran.code == 1
    assert "Página 4 del manual, «Demoras (copia)»: lleva un bloque del sitio y no está en data/manual.yml" in ran.out


def test_check_without_the_option_asks_nobody(root: Path, server: BookStackServer) -> None:
    """Nor needs a token."""
    assert run(root, "check", environ={}).code == 0
    assert server.requests == []


def test_check_says_that_it_needs_the_token(root: Path) -> None:
    """After what it can say without."""
    ran = run(root, "check", "--links", environ={})

    assert ran.code == 2
    assert ran.out.startswith("Los datos están bien: ")
    assert TOKEN_ID in ran.err


def test_check_ends_in_three_where_the_manual_does_not_answer(root: Path, server: BookStackServer) -> None:
    """That is not a missing link."""
    edited(root, "data/manual.yml", server.url, f"{server.url}no-es-la-carpeta/")
    ran = run(root, "check", "--links")

    assert ran.code == 3
    assert "HTTP 404 con algo que no es JSON" in ran.err
