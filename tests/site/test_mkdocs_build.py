"""The engine runs in a process of its own, which is shown no secret and whose failure is told."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.errors import DataError, PublishError
from generator.publish.mkdocs_build import engine
from tests.site.making import NOW, SECRET

KEYS = {
    "DEMORAS_SECRET": SECRET,
    "DEMORAS_SECRET_PREVIOUS": SECRET[::-1],
    "DEMORAS_WHMCS_URL": "https://clientes.example/includes/api.php",
    "DEMORAS_WHMCS_IDENTIFIER": "identificador-de-prueba",
    "DEMORAS_WHMCS_SECRET": "secreto-de-prueba",
    "DEMORAS_WHMCS_ACCESS_KEY": "llave-de-prueba",
    "GITHUB_TOKEN": "ficha-de-prueba",
}


def small_site(root: Path, hook: str) -> Path:
    """Return the root of a site of one page whose hook does what it is told."""
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Hola\n")
    (root / "hook.py").write_text(hook)
    (root / "mkdocs.yml").write_text("site_name: Prueba\nhooks: [hook.py]\n")
    return root


def test_the_engine_s_environment_holds_no_secret(tmp_path: Path) -> None:
    """Neither those of the run nor what else a CI system puts there; what the engine needs is there."""
    dump = "import json, os, pathlib\n\ndef on_post_build(config):\n"
    dump += "    pathlib.Path(config.site_dir, 'env.json').write_text(json.dumps(dict(os.environ)))\n"
    with engine(small_site(tmp_path, dump), tmp_path / "site", NOW, {**os.environ, **KEYS}) as lay_out:
        lay_out(b"")
    seen = json.loads((tmp_path / "site" / "env.json").read_text())

    assert KEYS.keys() & seen.keys() == set()
    assert [value for value in KEYS.values() if any(value in text for text in seen.values())] == []
    assert seen["DEMORAS_NOW"] == NOW.isoformat()


def test_an_engine_that_is_handed_nothing_is_ended(tmp_path: Path) -> None:
    """It begins while the site is still made, and what is wrong with that may come out only then."""
    root = small_site(tmp_path, "import sys\n\ndef on_config(config):\n    sys.stdin.buffer.read()\n")
    with pytest.raises(DataError), engine(root, tmp_path / "site", NOW, os.environ):
        raise DataError([])

    assert not (tmp_path / "site").exists()


def test_a_failure_of_the_engine_carries_its_last_words(tmp_path: Path) -> None:
    """The site that is published is not the one it was building."""
    root = small_site(tmp_path, "def on_config(config):\n    raise SystemExit('no me alcanza')\n")

    stop = pytest.raises(PublishError, match="no me alcanza")
    with stop as stopped, engine(root, tmp_path / "site", NOW, os.environ) as lay_out:
        lay_out(b"")
    assert stopped.value.remedy.endswith("el sitio publicado no cambió.")


def test_a_warning_of_the_engine_is_a_failure(tmp_path: Path) -> None:
    """A link that leads nowhere is not published."""
    root = small_site(tmp_path, "")
    (root / "docs" / "index.md").write_text("[allá](no-existe.md)\n")

    stop = pytest.raises(PublishError, match=r"no-existe\.md")
    with stop, engine(root, tmp_path / "site", NOW, os.environ) as lay_out:
        lay_out(b"")
