"""The plain engines build the site without a Ledger: MkDocs today, ProperDocs the day that MkDocs is no more."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calls import bare_environ
from tests.sample_company import SAMPLE, copied, edited
from tests.site.reading import read

AT = {"DEMORAS_NOW": "2026-12-23T12:00+01:00", "SOURCE_DATE_EPOCH": "1798023600", "NO_MKDOCS_2_WARNING": "1"}


def engine(name: str, out: Path, root: Path = SAMPLE, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run an engine's own build of a root."""
    words = [sys.executable, "-m", name, "build", "--strict", "-f", str(root / "mkdocs.yml"), "-d", str(out)]
    return subprocess.run(words, cwd=root, env=bare_environ(AT | environ), capture_output=True, text=True, check=False)


def files(folder: Path) -> dict[str, bytes]:
    """Return each file of a folder without the tag in which an engine names itself."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    name_tag = rb'<meta name="generator" content="[^"]*">'
    return {str(path.relative_to(folder)): re.sub(name_tag, b"", path.read_bytes()) for path in paths}


@pytest.fixture(scope="module")
def by_mkdocs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a strict build that had nothing to warn of."""
    out = tmp_path_factory.mktemp("mkdocs") / "site"
    ran = engine("mkdocs", out)
    assert ran.returncode == 0, ran.stderr
    assert re.findall(r"^(?:WARNING|ERROR).*", ran.stderr, re.MULTILINE) == []
    return out


def test_without_a_ledger_the_site_is_that_of_demoras_now(by_mkdocs: Path) -> None:
    """Examples count from it; nothing is said of orders that nobody read."""
    page = read(by_mkdocs / "demoras" / "tienda" / "index.html")

    assert "desde el miércoles 23 de diciembre a las 12:00" in page.text
    assert "y el jueves 21 de enero de 2027 a las 18:30" in page.text
    (moment,) = page.one("aside", id="edad").all("time")
    assert moment.text == "miércoles 23 de diciembre de 2026 a las 12:00"


def test_properdocs_builds_the_same_site(by_mkdocs: Path, tmp_path: Path) -> None:
    """Every file, byte for byte."""
    ran = engine("properdocs", tmp_path / "site")
    ours, theirs = files(by_mkdocs), files(tmp_path / "site")

    assert ran.returncode == 0, ran.stderr
    assert theirs.keys() == ours.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_a_data_error_ends_a_build_with_the_whole_list(tmp_path: Path) -> None:
    """No traceback, and the site that was there stays."""
    root = copied(tmp_path)
    edited(root, "data/services/alojamiento.yml", "promise: 5 minutos", "promise: cinco minutos")
    edited(root, "data/services/boletin.yml", "owner: taller", "owner: taller\ncolor: rojo")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("lo publicado")
    ran = engine("mkdocs", tmp_path / "site", root)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert re.search(r"^data/services/alojamiento\.yml:\d+:\d+: .*cinco minutos", ran.stderr, re.MULTILINE)
    assert re.search(r"^data/services/boletin\.yml:\d+:\d+: .*color", ran.stderr, re.MULTILINE)
    assert "Hay 2 problemas en los datos; no se construyó nada." in ran.stderr
    assert "Traceback" not in ran.stderr
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["index.html"]


@pytest.mark.parametrize("given", ["ayer", "2026-11-23", "2026-11-23T10:15"])
def test_a_demoras_now_that_is_no_moment_says_how_to_write_it(tmp_path: Path, given: str) -> None:
    """Without a zone it could mean two moments."""
    ran = engine("mkdocs", tmp_path / "site", DEMORAS_NOW=given)

    assert ran.returncode == 1
    assert "Escríbala como 2026-11-20T15:00-03:00" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("said", ["interno", "1", "[true]", ""])
def test_a_configuration_must_say_plainly_whose_site_it_is(tmp_path: Path, said: str) -> None:
    """Anything but true and false would choose between the public site and the staff's by chance."""
    root = copied(tmp_path)
    edited(root, "mkdocs.yml", "\nextra:\n", f"\nextra:\n  internal: {said}\n")
    ran = engine("mkdocs", tmp_path / "site", root)

    assert ran.returncode == 1
    assert "«extra.internal» no es true ni false" in ran.stderr
    assert "Corríjalo en mkdocs.yml." in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "site" / "index.html").exists()


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("../no-existe/", "un archivo que el sitio no tiene"),
        ("../demoras/#no-existe", "un lugar que esa página no tiene"),
    ],
)
def test_a_link_of_a_template_that_leads_nowhere_ends_a_build(tmp_path: Path, link: str, fault: str) -> None:
    """The engine itself looks at those of Markdown only."""
    root = copied(tmp_path)
    (root / "site_src" / "overrides" / "partials" / "footer.html").write_text(f'<a href="{link}">allá</a>')
    ran = engine("mkdocs", tmp_path / "site", root)

    assert ran.returncode == 1
    assert f"demoras/index.html: «{link}» lleva a {fault}." in ran.stderr
    assert "Traceback" not in ran.stderr
