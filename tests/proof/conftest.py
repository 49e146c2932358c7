"""A published folder served on loopback, and the order page's own script run over it by Node."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SCRIPT = HERE.parents[1] / "site_src" / "docs" / "pedido" / "abrir.js"
Opened = Callable[[Sequence[str]], list[dict[str, Any]]]
"""What `abrir.js` makes of some links' ends: `{"view": …}` or `{"failure": kind}` each."""


@dataclass(frozen=True)
class Site:
    """A site: `folder` is its root, served at `url` under a path as most hosts do."""

    folder: Path
    url: str


class _Handler(SimpleHTTPRequestHandler):
    # Thousands of files over one connection, each answered at once.
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest's own output is the report."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Serve an empty site that has the order page's script."""
    folder = tmp_path / "host" / "sitio"
    (folder / "pedido" / "d").mkdir(parents=True)
    # Named so that every version of Node takes it for the module that it is.
    shutil.copy(SCRIPT, folder / "pedido" / "abrir.mjs")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder.parent))) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_address[1]}/sitio/")
        server.shutdown()


@pytest.fixture(scope="session")
def node() -> str:
    """Find Node; without it the whole run ends, for a skipped test would look like a passed one."""
    found = shutil.which("node")
    if not found:
        pytest.exit("No hay Node: instálelo (Debian: «sudo apt-get install nodejs»).", returncode=2)
    return found


@pytest.fixture
def opened(node: str, site: Site) -> Opened:
    """Return what opens links of the site with the page's script, over real HTTP and with Node's WebCrypto."""

    def open_all(fragments: Sequence[str]) -> list[dict[str, Any]]:
        asked = {"base": f"{site.url}pedido/", "fragments": list(fragments)}
        answers: list[dict[str, Any]] = run_node(
            node, HERE / "opening.mjs", site.folder / "pedido" / "abrir.mjs", asked
        )
        return answers

    return open_all


def run_node(node: str, script: Path, module: Path, asked: object) -> Any:
    """Return what a script prints about a module when given a JSON value."""
    command = [node, str(script), module.as_uri()]
    return json.loads(
        subprocess.run(command, input=json.dumps(asked).encode(), stdout=subprocess.PIPE, check=True).stdout
    )
