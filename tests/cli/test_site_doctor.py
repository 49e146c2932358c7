"""`demoras doctor` looks at a real site over HTTP and names what is not as it was published, with what to do."""

from __future__ import annotations

import http.server
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.cli.site_server import site_server
from generator.publish.manual.bookstack_settings import TOKEN_ID, TOKEN_SECRET
from tests.cli.calls import Ran, call, in_thread
from tests.doubles.bookstack import BookStackServer
from tests.doubles.site_server import serving, status
from tests.sample_company import REPOSITORY, copied
from tests.site.making import NOW, Made

AT = ["--now", (NOW + timedelta(minutes=20)).isoformat()]
HOOK = REPOSITORY / "integrations" / "whmcs"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Give the address of a folder's site."""
    with site_server(folder, 0) as server, in_thread(server):
        yield f"http://127.0.0.1:{server.server_port}/"


def looked_at(folder: Path, *words: str) -> Ran:
    """Return what the command says of the site in a folder."""
    with served(folder) as url:
        return call("doctor", url, *words, *AT)


@pytest.fixture
def site(made: Made, tmp_path: Path) -> Path:
    """Give a copy of the built site, to be spoiled."""
    return shutil.copytree(made.site, tmp_path / "site")


def wrong(ran: Ran) -> list[str]:
    """Return what was found wrong, without what to do; whatever is wrong says that too."""
    lines = ran.out.splitlines()
    found = [at for at, line in enumerate(lines) if line.startswith("mal: ")]
    assert all(lines[at + 1].startswith("    ") and lines[at + 1].strip() for at in found)
    return [lines[at].removeprefix("mal: ") for at in found]


def test_a_site_as_it_was_built_is_well(made: Made) -> None:
    """Every line says so, and the last names the program that clients run."""
    ran = looked_at(made.site)

    assert (ran.code, wrong(ran), ran.err.strip()) == (0, [], "")
    assert "bien: La facturación se leyó hace 20 minutos; se lee cada 20 minutos." in ran.out
    assert "bien: El Ledger está, y es el de la última corrida." in ran.out
    assert "es el de esta versión (SHA-256 " in ran.out
    assert all(line.startswith("bien: ") for line in ran.out.splitlines())


def spoiled(site: Path, name: str, change: Callable[[str], str]) -> None:
    """Change a file of a site."""
    file = site / name
    text = file.read_text(encoding="utf-8")
    assert change(text) != text
    file.unlink()
    file.write_text(change(text), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("index.html", lambda t: t.replace("</body>", "<script>1</script></body>"), "La portada no llega como se"),
        (
            "index.html",
            lambda t: t.replace("</body>", '<script defer src="https://static.example/b.js"></script></body>'),
            "La portada no llega como se",
        ),
        (
            "index.html",
            lambda t: t.replace("</head>", '<script type="text/javascript">1</script></head>'),
            "La portada no llega como se",
        ),
        ("index.html", lambda t: t.replace("script-src 'self'", "script-src *"), "La portada no llega como se"),
        ("index.html", lambda t: t.replace("Content-Security-Policy", "x"), "La portada no dice qué programas"),
        (
            "pedido/index.html",
            lambda t: t.replace("trusted-types 'none'", ""),
            "La página de pedidos no tiene la",
        ),
        ("pedido/index.html", lambda t: t.replace('src="', 'src="https://otro.example/'), "La página de pedidos carga"),
        ("pedido/pedido.js", lambda t: t + "//", "El programa de la página de pedidos no es el de esta versión: ped"),
        ("pedido/latido.json", lambda t: t[:-3], "pedido/latido.json no tiene la forma esperada."),
        (
            "pedido/latido.json",
            lambda t: t.replace(json.loads(t)["ledger_sha256"], "0" * 64),
            "pedido/ledger.bin y pedido/latido.json son de corridas distintas.",
        ),
    ],
)
def test_what_was_changed_is_named(site: Path, name: str, change: Callable[[str], str], said: str) -> None:
    spoiled(site, name, change)
    ran = looked_at(site)

    assert ran.code == 1
    assert [line.startswith(said) for line in wrong(ran)] == [True], ran.out
    assert ran.out.splitlines()[-1].startswith("1 de ")


@pytest.mark.parametrize(
    "name", ["pedido/latido.json", "pedido/ledger.bin", "pedido/revisiones.json", "pedido/index.html", "index.html"]
)
def test_what_is_missing_is_named(site: Path, name: str) -> None:
    (site / name).unlink()
    ran = looked_at(site)

    assert ran.code == 1
    assert len(wrong(ran)) == 1
    assert wrong(ran)[0].startswith("Falta ")


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(minutes=60), None),
        (timedelta(minutes=61), "La facturación se leyó hace 61 minutos, y se lee cada 20 minutos."),
        (timedelta(hours=5), "La facturación se leyó hace 5 horas, y se lee cada 20 minutos."),
        (timedelta(days=60), "La facturación se leyó hace 60 días, y se lee cada 20 minutos."),
        (timedelta(hours=-1), "La facturación se leyó en un momento que todavía no llegó (2026-11-23 13:15 UTC)."),
    ],
)
@pytest.mark.parametrize("words", [(), ("--age",)])
def test_a_schedule_that_died_is_seen(made: Made, later: timedelta, said: str | None, words: tuple[str, ...]) -> None:
    """As soon as the order page warns its readers."""
    with served(made.site) as url:
        ran = call("doctor", url, *words, "--now", (NOW + later).isoformat())

    assert (ran.code, wrong(ran)) == ((1, [said]) if said else (0, []))


def test_the_age_alone_looks_at_no_page(site: Path) -> None:
    """A monitor asks often, and a page may be of a newer version for minutes."""
    (site / "index.html").unlink()

    assert looked_at(site, "--age").out.count("\n") == 2


@pytest.mark.parametrize(
    ("later", "code", "said"),
    [
        (timedelta(minutes=20), 0, "bien: Las páginas se hicieron hace 20 minutos."),
        (timedelta(hours=25), 1, "mal: Las páginas se hicieron hace 25 horas."),
    ],
)
def test_a_site_without_orders_is_looked_at_by_its_pages(
    site: Path, tmp_path: Path, later: timedelta, code: int, said: str
) -> None:
    """It has no heartbeat; a page that does not say when it was made, or is not there, is told."""
    root = copied(tmp_path / "company")
    for name in ("billing", "revocations"):
        (root / "data" / f"{name}.yml").unlink()
    shutil.rmtree(site / "pedido")
    with served(site) as url:
        ran = call("doctor", url, "--age", "--now", (NOW + later).isoformat(), root=root)
        assert (ran.code, ran.out.splitlines()[0]) == (code, said)
        (site / "index.html").write_text("<p>hola</p>", encoding="utf-8")
        assert wrong(call("doctor", url, "--age", *AT, root=root)) == ["La portada no dice cuándo se hizo."]
        (site / "index.html").unlink()
        assert wrong(call("doctor", url, "--age", *AT, root=root))[0].startswith("Falta la portada")


def test_a_host_that_lists_folders_or_answers_a_page_for_whatever_is_missing_is_told(made: Made) -> None:
    """Python's own server lists; the other is how hosts of single-page programs answer."""

    class Lists(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(made.site))

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Stay quiet."""

    class Answers(Lists):
        def send_error(self, *_: Any) -> None:
            self.path = "/index.html"
            self.do_GET()

        def list_directory(self, _: Any) -> None:
            self.send_error(404)

    told = []
    for handler in (Lists, Answers):
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, in_thread(server):
            told.append(wrong(call("doctor", f"http://127.0.0.1:{server.server_port}/", *AT)))
    lists = "pedido/d/ responde una página: puede listar los archivos de los pedidos."
    assert told == [[lists], [lists, "Un pedido que no existe responde 200, y no 404."]]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (404, "Falta pedido/latido.json (código 404)."),
        (301, "En lugar de pedido/latido.json, el servidor manda a otra dirección (código 301)."),
        (403, "El servidor no da pedido/latido.json (código 403)."),
        (500, "El servidor no da pedido/latido.json (código 500)."),
    ],
)
def test_a_site_that_answers_something_else_is_told(code: int, said: str) -> None:
    with serving() as (server, _):
        server.serves("/demoras/pedido/latido.json", status(code, Location="https://otro.example/"))
        ran = call("doctor", server.url, "--age", *AT)

    assert (ran.code, wrong(ran)) == (1, [said])


@pytest.mark.parametrize("name", ["index.html", "pedido/index.html", "pedido/revisiones.json", "pedido/pedido.js"])
def test_an_answer_without_an_end_is_named_and_the_rest_looked_at(site: Path, name: str) -> None:
    """As of a host that puts something of its own there: 900 MB, of which no more is read than a page may have."""
    (site / name).unlink()
    with (site / name).open("wb") as file:
        file.truncate(900 * 1024 * 1024)
    ran = looked_at(site)

    assert ran.code == 1
    assert [line.endswith("127.0.0.1 envió un archivo de más de 8388608 bytes.") for line in wrong(ran)] == [True]
    assert "bien: Lo que no existe responde 404." in ran.out


def test_a_site_that_does_not_answer_ends_in_3_and_an_unsafe_address_in_2() -> None:
    assert call("doctor", "http://127.0.0.1:1/", *AT).code == 3
    assert call("doctor", "http://plazos.example/", *AT).code == 2


def test_the_shop_s_hook_is_compared_file_by_file(made: Made, tmp_path: Path) -> None:
    """With that of this very checkout: a version that somebody typed could be any."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(HOOK / "demoras.php", hooks)
    shutil.copytree(HOOK / "demoras", hooks / "demoras")
    (hooks / "otro.php").write_text("<?php\n")
    same = looked_at(made.site, "--hook", str(hooks))
    assert (same.code, same.out.splitlines()[-1]) == (0, "bien: El enganche de WHMCS es el de esta versión.")

    (hooks / "demoras" / "_links.php").write_text("<?php\n")
    (hooks / "demoras" / "_runs.php").unlink()
    other = looked_at(made.site, "--hook", str(hooks))
    assert wrong(other) == [
        "Al enganche de WHMCS le falta: demoras/_runs.php.",
        "Del enganche de WHMCS es de otra versión: demoras/_links.php.",
    ]
    assert looked_at(made.site, "--hook", str(tmp_path / "no")).code == 2


@pytest.fixture
def manual() -> Iterator[BookStackServer]:
    """Give a manual of two pages that know nothing of the site."""
    with BookStackServer("ficha:secreto") as running:
        running.wiki.add("Demoras", "<p>Antes.</p>")
        running.wiki.add("SLA", "<p>Acuerdo.</p>")
        yield running


def test_the_manual_is_looked_at_too_where_it_is_asked_for(made: Made, tmp_path: Path, manual: BookStackServer) -> None:
    """Each page without a link back is told; with the blocks written all is well. Nothing is written here."""
    root = copied(tmp_path)
    pages = "pages:\n  - {page: 1, block: delays}\n  - {page: 2, block: sla}\n"
    text = f"base_url: {manual.url}\nedit_url: https://git.example/tree/main/data/\n{pages}"
    (root / "data" / "manual.yml").write_text(text, encoding="utf-8")
    token = {TOKEN_ID: "ficha", TOKEN_SECRET: "secreto"}

    def seen(environ: Mapping[str, str]) -> Ran:
        with served(made.site) as url:
            return call("doctor", url, "--age", "--manual", "--root", str(root), *AT, environ=environ)

    before = seen(token)
    assert (before.code, len(wrong(before))) == (1, 2)
    assert all(f"no enlaza a {made.catalog.company.site_url}." in said for said in wrong(before))
    assert [page.revision for page in manual.wiki.pages.values()] == [1, 1]

    call("manual", "push", "--yes", "--root", str(root), *AT, environ=token)
    after = seen(token)
    assert (after.code, wrong(after)) == (0, [])
    assert "bien: Todas las páginas del manual enlazan al sitio." in after.out

    without = seen({})
    assert without.code not in (0, 1)
    assert TOKEN_ID in without.err
