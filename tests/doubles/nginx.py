"""A real nginx on loopback that serves a built site by the configuration that this project ships."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev_machine import program_path
from tests.sample_company import REPOSITORY

SHIPPED = REPOSITORY / "integrations" / "nginx" / "demoras.conf"
PATIENCE = 60.0
MAIN = """\
daemon off;
master_process off;
pid {work}/pid;
error_log {work}/errors warn;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {site};
        include {shipped};
    }}
}}
"""


@contextmanager
def nginx(site: Path, work: Path) -> Iterator[str]:
    """Give the address at which nginx serves a site; what it warns of when it starts is a failure."""
    program = program_path("nginx")
    assert program is not None
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    work.mkdir(parents=True, exist_ok=True)
    settings = work / "nginx.conf"
    settings.write_text(MAIN.format(work=work, site=site, port=port, shipped=SHIPPED), encoding="utf-8")
    words = [program, "-p", str(work), "-c", str(settings), "-e", str(work / "errors")]
    with subprocess.Popen(words) as process:
        try:
            _await(port, process)
            assert (work / "errors").read_text(encoding="utf-8") == ""
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "nginx ended"
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")
