"""`demoras serve` and `demoras sandbox` print their address, answer there and end quietly on Ctrl-C."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import requests

from generator.load import load_catalog
from generator.model.events import event_mac
from generator.publish.derived_names import event_key
from generator.publish.secret import Secret
from tests.cli.calls import END, assert_stopped, bare_environ, call, command_line
from tests.cli.conftest import SECRET
from tests.real_clock import allowed
from tests.sample_company import SAMPLE


@dataclass(frozen=True)
class Running:
    """A program that serves: what it printed until then, line by line."""

    process: subprocess.Popen[str]
    lines: list[str]

    def interrupt(self, number: int = signal.SIGINT) -> tuple[int, str, str]:
        """Press Ctrl-C, or send another signal; return the exit code and what came after."""
        self.process.send_signal(number)
        out, err = self.process.communicate()
        return self.process.returncode, out, err


@contextmanager
def running(
    *argv: str | Path, lines: int, environ: Mapping[str, str] | None = None, now: datetime | None = END
) -> Iterator[Running]:
    """Start the real program and wait for its first lines."""
    process = subprocess.Popen(
        command_line(*argv, now=now),
        cwd=SAMPLE,
        env=bare_environ(environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield Running(process, [process.stdout.readline().rstrip("\n") for _ in range(lines)])
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def web() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


def ask(web: requests.Session, exported: Mapping[str, str], action: str, **params: str) -> requests.Response:
    """Ask a sandbox for something with the variables it printed."""
    form = {
        "identifier": exported["DEMORAS_WHMCS_IDENTIFIER"],
        "secret": exported["DEMORAS_WHMCS_SECRET"],
        "accesskey": exported.get("DEMORAS_WHMCS_ACCESS_KEY", ""),
        "responsetype": "json",
        "action": action,
        **params,
    }
    return web.post(exported["DEMORAS_WHMCS_URL"], data=form, timeout=60)


def get_orders(web: requests.Session, exported: Mapping[str, str]) -> requests.Response:
    """Ask a sandbox for its orders."""
    return ask(web, exported, "GetOrders")


def exported(lines: list[str]) -> dict[str, str]:
    """Return the variables that a shell would set from these lines."""
    assert all(re.fullmatch(r"export DEMORAS_WHMCS_[A-Z_]+=[\w:/.]+", line) for line in lines), lines
    return dict(line.removeprefix("export ").split("=", 1) for line in lines)


def test_serve_serves_a_site_until_interrupted(built: Path, web: requests.Session) -> None:
    """Without a log, whose names would tell which orders were looked at, and without a cache."""
    with running("serve", "--site", built, "--port", "0", lines=1) as server:
        match = re.fullmatch(r"Sitio en (http://127\.0\.0\.1:\d+/) \(Ctrl-C para terminar\)", server.lines[0])
        assert match
        page = web.get(match[1], timeout=60)
        lost = web.get(f"{match[1]}no-hay", timeout=60)
        end = server.interrupt()

    assert (page.status_code, page.content) == (200, (built / "index.html").read_bytes())
    assert page.headers["Cache-Control"] == "no-cache"
    assert lost.status_code == 404
    assert lost.content == (built / "404.html").read_bytes()
    assert end == (0, "", "")


def test_serve_ends_well_as_a_service_is_stopped(built: Path) -> None:
    """By this signal, with which systemd ends what it began; 0 is no failure to it."""
    with running("serve", "--site", built, "--port", "0", lines=1) as server:
        assert server.interrupt(signal.SIGTERM) == (0, "", "")


def test_the_sandbox_is_billing_until_interrupted(web: requests.Session) -> None:
    """It prints the variables that make `sync` read it."""
    with running("sandbox", "--port", "0", "--now", END.isoformat(), lines=4) as server:
        variables = exported(server.lines)
        answer = get_orders(web, variables)
        end = server.interrupt()

    assert answer.json()["result"] == "success"
    assert int(answer.json()["totalresults"]) >= 200
    assert end == (0, "", "")


def test_the_sandbox_takes_the_keys_of_the_environment_and_prints_none(web: requests.Session) -> None:
    """They might be somebody's real ones."""
    own = {"DEMORAS_WHMCS_IDENTIFIER": "identificador", "DEMORAS_WHMCS_SECRET": "secreto"}
    with running("sandbox", "--port", "0", "--now", END.isoformat(), lines=1, environ=own) as server:
        address = exported(server.lines)
        answers = [get_orders(web, {**address, **keys}) for keys in (own, {**own, "DEMORAS_WHMCS_SECRET": "otro"})]
        end = server.interrupt()

    assert [answer.status_code for answer in answers] == [200, 403]
    assert end == (0, "", "")


@pytest.mark.parametrize(("as_of", "now"), [("2026-09-20T10:00", END), ("2001-05-05T10:00", None)])
def test_the_sandbox_answers_as_of_a_moment(web: requests.Session, as_of: str, now: datetime | None) -> None:
    """Inside the ninety days that end at `--now`; far from today, without `--now`, they end at that very moment."""
    with (
        allowed("any day that this runs on is far from 2001"),
        running("sandbox", "--port", "0", "--as-of", as_of, lines=4, now=now) as server,
    ):
        rows = get_orders(web, exported(server.lines)).json()["orders"]["order"]

    assert rows
    assert [row["date"] for row in rows if row["date"].replace(" ", "T") > f"{as_of}:00"] == []


def test_the_sandbox_serves_a_whole_history_worked_on_and_in_any_order(web: requests.Session) -> None:
    years = ("--orders", "400", "--years", "4", "--days-worked", "1", "--listing", "oldest-first", "--busy")
    with running("sandbox", "--port", "0", "--now", END.isoformat(), *years, lines=4) as server:
        began = time.monotonic()
        answer = get_orders(web, exported(server.lines))
        took = time.monotonic() - began

    assert int(answer.json()["totalresults"]) == pytest.approx(430, abs=5)
    placed = [row["date"] for row in answer.json()["orders"]["order"]]
    assert placed == sorted(placed)
    assert placed[0] < str(END - timedelta(days=3.5 * 365))
    assert answer.headers["Date"] == format_datetime(END + timedelta(days=1), usegmt=True)
    assert took >= 25 * 1.5 / 250


def test_the_sandbox_s_events_are_signed_with_the_secret_of_the_environment(web: requests.Session) -> None:
    secret = {"DEMORAS_SECRET": SECRET}
    with running("sandbox", "--port", "0", "--now", END.isoformat(), "--events", lines=4, environ=secret) as server:
        answer = ask(web, exported(server.lines), "GetActivityLog", description="demoras/1").json()

    lines = [entry["description"] for entry in answer["activity"]["entry"]]
    key = event_key(Secret(bytes.fromhex(SECRET)), load_catalog(SAMPLE).company.site)
    assert len(lines) == 25
    for line in lines:
        told, _, mac = line.rpartition(" ")
        assert mac == event_mac(key, told)


def test_a_site_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    """It says which command makes one."""
    ran = call("serve", "--site", tmp_path, "--port", "0")

    assert_stopped(ran, 2)
    assert "demoras build" in ran.err


@pytest.mark.parametrize("command", ["serve", "sandbox"])
def test_a_port_that_is_taken_is_wrong_usage(built: Path, command: str) -> None:
    """It names the option that chooses another."""
    site = ("--site", built) if command == "serve" else ("--now", END.isoformat())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = call(command, *site, "--port", str(taken.getsockname()[1]))

    assert_stopped(ran, 2)
    assert "--port" in ran.err
