"""Debian's Firefox, driven over its own remote protocol (Marionette): Playwright's could only be downloaded."""

# https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html: length:JSON of [0, id, command, parameters],
# answered by [1, id, error, result].

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.moved_clock import unmoved

PATIENCE = 180.0
# A port that it finds itself, and nothing that it would fetch or ask by itself.
PREFERENCES: dict[str, object] = {
    "marionette.port": 0,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.server": "",
    "services.settings.server": "data:,",
}
# What the browser itself wrote down of pages: errors of their scripts, and what their policy refused.
TOLD = """
const told = Services.console.getMessageArray().filter(one => one instanceof Ci.nsIScriptError);
const ofPages = told.filter(one => one.sourceName.startsWith("http") || one.category.includes("CSP"));
Services.console.reset();
const wrong = ofPages.filter(one => !(one.flags & (one.warningFlag | one.infoFlag)));
return wrong.map(one => `${one.category}: ${one.errorMessage}`);
"""


@dataclass
class Firefox:
    """An open browser with one tab."""

    connection: socket.socket
    _rest: bytes = field(default=b"", repr=False)
    _count: int = 0

    def goto(self, url: str) -> None:
        """Open an address and wait until it is loaded."""
        self.command("WebDriver:Navigate", url=url)

    def reload(self) -> None:
        self.command("WebDriver:Refresh")

    def run(self, script: str) -> Any:
        """Return what the body of a function returns in the page."""
        return self.command("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def until(self, script: str) -> Any:
        """Wait until the body of a function returns something true in the page, and return it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if value := self.run(script):
                return value
            time.sleep(0.1)
        raise AssertionError(f"never came true: {script}\n{self.run('return document.body.innerText.slice(0, 500)')}")

    def told(self) -> list[str]:
        """Return the errors of scripts and the refusals of policies since this was last asked."""
        self.command("Marionette:SetContext", value="chrome")
        try:
            found: list[str] = self.run(TOLD)
        finally:
            self.command("Marionette:SetContext", value="content")
        return found

    def command(self, name: str, **parameters: Any) -> Any:
        """Send a command and return its answer."""
        self._count += 1
        sent = json.dumps([0, self._count, name, parameters]).encode()
        self.connection.sendall(b"%d:%s" % (len(sent), sent))
        _, number, error, result = self.answer()
        assert number == self._count
        assert error is None, error
        return result

    def answer(self) -> Any:
        """Return the next message."""
        while b":" not in self._rest:
            self._receive()
        size, _, self._rest = self._rest.partition(b":")
        while len(self._rest) < int(size):
            self._receive()
        message, self._rest = self._rest[: int(size)], self._rest[int(size) :]
        return json.loads(message)

    def _receive(self) -> None:
        data = self.connection.recv(65536)
        assert data, "Firefox hung up"
        self._rest += data


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Give a Firefox without windows, whose profile is made anew in a folder."""
    program = shutil.which("firefox-esr")
    assert program is not None
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
    words = [
        program,
        "--headless",
        "--no-remote",
        "--marionette",
        "--remote-allow-system-access",
        "--profile",
        str(folder),
    ]
    log = (folder / "log").open("wb")
    with log, subprocess.Popen(words, stdout=log, stderr=log, env=unmoved()) as process:
        try:
            with _connection(folder / "MarionetteActivePort", process) as connection:
                browser = Firefox(connection)
                assert browser.answer()["applicationType"] == "gecko"
                browser.command("WebDriver:NewSession", capabilities={})
                yield browser
        finally:
            process.terminate()


def _connection(told: Path, process: subprocess.Popen[bytes]) -> socket.socket:
    """Connect to the port that it tells in a file of its profile once it listens."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "Firefox ended"
        if told.exists() and (port := told.read_text(encoding="ascii")):
            return socket.create_connection(("127.0.0.1", int(port)), timeout=PATIENCE)
        time.sleep(0.1)
    raise AssertionError("Firefox does not answer")
