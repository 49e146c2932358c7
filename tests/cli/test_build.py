"""`demoras build` writes the whole site of a Ledger, or leaves the folder as it was."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.model.catalog import Catalog
from generator.publish.secret import new_secret
from tests.cli.calls import BEFORE, END, Ran, assert_stopped, call, fingerprint
from tests.cli.links import opened
from tests.sample_company import SAMPLE, copied, edited

Environ = Mapping[str, str]


def built_into(out: Path, ledger: object, environ: Environ, root: Path = SAMPLE) -> Ran:
    """Build the site of a Ledger as of the end."""
    return call("build", "--ledger", str(ledger), "--out", out, "--now", END.isoformat(), environ=environ, root=root)


@pytest.fixture
def site(tmp_path: Path, built: Path) -> Path:
    """Give a published site that a failure must not touch."""
    return Path(shutil.copytree(built, tmp_path / "publicado" / "site"))


def test_a_build_holds_the_public_and_the_private_part(built: Path, first_ledger: Path, catalog: Catalog) -> None:
    """Every service's page, one sealed file per order, and the Ledger byte for byte as it came."""
    names = {str(path.relative_to(built)) for path in built.rglob("*") if path.is_file()}

    assert {f"demoras/{name}/index.html" for name in catalog.services} <= names
    assert {"index.html", "pedido/index.html", "pedido/latido.json", "pedido/revisiones.json"} <= names
    assert (built / "pedido" / "ledger.bin").read_bytes() == first_ledger.read_bytes()
    assert any(name.startswith("pedido/d/") for name in names)


def test_a_build_replaces_a_site_and_says_how_many_pages(
    site: Path, keys: Environ, first_ledger: Path, live: str
) -> None:
    """From the file or from the live site the result is one; nothing is left beside it."""
    from_file = built_into(site, first_ledger, keys)
    at_end = {path: digest for path, (digest, _) in fingerprint(site).items()}
    from_live = built_into(site, live, keys)

    count = sum(1 for _ in (site / "pedido" / "d").iterdir())
    assert (from_file.code, from_file.err) == (0, "")
    assert from_file.out == f"Sitio construido en {site}: {count} páginas de pedidos.\n"
    assert from_live == from_file
    assert {path: digest for path, (digest, _) in fingerprint(site).items()} == at_end
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_build_sends_no_secret_to_the_page_engine(built: Path, keys: Environ) -> None:
    """Nor does any file hold one."""
    values = [value.encode() for value in keys.values()]

    found = [
        path for path in built.rglob("*") if path.is_file() and any(value in path.read_bytes() for value in values)
    ]
    assert found == []


def test_wrong_data_stop_the_build_and_the_site_stays(
    tmp_path: Path, site: Path, keys: Environ, first_ledger: Path
) -> None:
    """With the same list that `check` gives."""
    root = copied(tmp_path / "copia")
    edited(root, "data/company.yml", "\nsite_url: https:", "\nsite_url: ftp:")
    before = fingerprint(site.parent)
    ran = built_into(site, first_ledger, keys, root)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == call("check", root=root).err
    assert "data/company.yml:" in ran.err
    assert fingerprint(site.parent) == before


def test_an_engine_that_stops_leaves_the_site(tmp_path: Path, site: Path, keys: Environ, first_ledger: Path) -> None:
    """Its last words are shown, for they say what to mend; a traceback is not."""
    root = copied(tmp_path / "copia")
    edited(root, "mkdocs.yml", "plugins: []", "plugins: [search: {lang: 7}]")
    before = fingerprint(site.parent)
    ran = built_into(site, first_ledger, keys, root)

    assert (ran.code, ran.out) == (1, "")
    assert "option 'lang'" in ran.err
    assert "Remedio: " in ran.err
    assert "Traceback" not in ran.err
    assert fingerprint(site.parent) == before


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("plugins: []", "plugins: [search: {lang: 7}]", r"mkdocs\.yml:13:1: .*option 'lang'"),
        ("    permalink: true", "    slugify: 5", r"mkdocs\.yml:32:1: .*acá: TypeError: 'int' object is not callable"),
        ("site_name: Demoras", "site_name: !ENV [NADA, 3]", r"mkdocs\.yml:3:1: .*'site_name'"),
        ("  - tables", "  - markdown.extensions.toc:TocExtension: {nosuch: 1}", r"mkdocs\.yml:\d+:1: .*'nosuch'"),
        ("name: material", "name: mkdocs", r"mkdocs\.yml:7:1: "),
        ("hooks:\n  - generator/mkdocs_hooks.py\n", "", r"mkdocs\.yml:3:1: "),
        ("  - tables", "  - codehilite: {nosuch: x}", ""),
        ("site_dir: site", "<<: {site_author: a}", ""),
    ],
)
def test_check_and_build_take_and_refuse_the_same_settings(
    tmp_path: Path, keys: Environ, first_ledger: Path, before: str, after: str, said: str
) -> None:
    """Also those that only the engine can judge, and of which `check` asks it."""
    root = copied(tmp_path / "copia")
    edited(root, "mkdocs.yml", before, after)

    checked, built = call("check", root=root), built_into(tmp_path / "site", first_ledger, keys, root)

    assert (checked.code, built.code) == ((1, 1) if said else (0, 0)), (checked, built)
    assert re.match(said, checked.err)


def test_a_ledger_that_does_not_open_leaves_the_site(
    tmp_path: Path, site: Path, keys: Environ, first_ledger: Path
) -> None:
    """Another secret, a file cut short, no file, a site that does not answer."""
    (tmp_path / "cortado").write_bytes(first_ledger.read_bytes()[:-1])
    other = {**keys, "DEMORAS_SECRET": new_secret()}
    before = fingerprint(site.parent)

    assert_stopped(built_into(site, first_ledger, other), 3, hidden=other.values())
    for place in (tmp_path / "cortado", tmp_path / "no-hay", "http://127.0.0.1:9/"):
        assert_stopped(built_into(site, place, keys), 3, hidden=keys.values())
    assert fingerprint(site.parent) == before


def test_a_folder_of_somebodys_own_is_refused(tmp_path: Path, keys: Environ, first_ledger: Path) -> None:
    """A slip in `--out` must not cost anybody their files."""
    (tmp_path / "mis-cosas").mkdir()
    (tmp_path / "mis-cosas" / "tesis.txt").write_text("irrepetible", encoding="utf-8")
    before = fingerprint(tmp_path)
    ran = built_into(tmp_path / "mis-cosas", first_ledger, keys)

    assert_stopped(ran, 1)
    assert "no se tocó nada" in ran.err
    assert fingerprint(tmp_path) == before


@pytest.mark.parametrize("secret", [None, "", "abc", "00" * 32, bytes(range(32)).hex()])
def test_a_secret_that_does_not_serve_is_wrong_usage(tmp_path: Path, first_ledger: Path, secret: str | None) -> None:
    """It is named and not shown."""
    environ = {} if secret is None else {"DEMORAS_SECRET": secret}
    ran = built_into(tmp_path / "site", first_ledger, environ)

    assert_stopped(ran, 2, hidden=[secret or ""])
    assert "DEMORAS_SECRET" in ran.err
    assert not (tmp_path / "site").exists()


def test_during_a_rotation_the_previous_secret_opens_the_ledger(
    tmp_path: Path, keys: Environ, first_ledger: Path, catalog: Catalog
) -> None:
    """Each order then has a file under the new link and one under the old."""
    rotating = {"DEMORAS_SECRET": new_secret(), "DEMORAS_SECRET_PREVIOUS": keys["DEMORAS_SECRET"]}
    links = [
        call("link", "4101", "--ledger", first_ledger, environ=environ).out
        for environ in (rotating, {"DEMORAS_SECRET": keys["DEMORAS_SECRET"]})
    ]
    ran = built_into(tmp_path / "site", first_ledger, rotating)

    assert ran.code == 0
    assert links[0] != links[1]
    assert all(link.startswith(catalog.company.site_url) for link in links)
    assert {opened(tmp_path / "site", link) for link in links} == {opened(tmp_path / "site", links[0])}


def test_a_build_does_not_read_the_clock_when_told_the_moment(built: Path, keys: Environ, tmp_path: Path) -> None:
    """The same Ledger and moment give the same bytes."""
    argv = ("build", "--ledger", built, "--out", tmp_path / "otra", "--now", BEFORE.isoformat())

    assert call(*argv, environ=keys).code == 0
    one, other = (
        {path: digest for path, (digest, _) in fingerprint(place).items()} for place in (built, tmp_path / "otra")
    )
    assert one == other


@pytest.mark.parametrize("inside", ["data/site", "site_src/docs/site", "generator/site"])
def test_no_site_is_built_inside_what_it_is_made_from(
    tmp_path: Path, keys: Environ, first_ledger: Path, inside: str
) -> None:
    """The data of the next run would hold a folder that does not belong there."""
    root = copied(tmp_path / "project")
    out = root / inside

    ran = built_into(out, first_ledger, keys, root)

    assert_stopped(ran, 1)
    assert f"está dentro de {inside.partition('/')[0]}/" in ran.err
    assert not out.exists()
