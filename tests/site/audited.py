"""What `dev.py audit` prints: faults by vnu and lychee, and Lighthouse's scores of the made-up site behind nginx."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from dev_machine import browser
from generator.cli.terminal import read_now
from tests.doubles.nginx import nginx
from tests.site.making import make, opened
from tests.site.validators import html_faults, link_faults

ADDRESSES = ("", "demoras/", "demoras/boletin/", "cumplimiento/", "preguntas/")
LIGHTHOUSE = "lighthouse@12.2.3"
"""Later ones want a newer Node than Debian's, or come with a lock that npm refuses. Not in the tests: it is 111 MB."""
TOOLS = Path(__file__).resolve().parents[2] / ".venv" / "lighthouse"


def main() -> int:
    """Print what is wrong and each page's scores, with what cost points; 1 where anything is wrong or below 100."""
    with tempfile.TemporaryDirectory(prefix="demoras-audit-") as scratch:
        folder = Path(scratch)
        # Lighthouse opens the pages by the machine's clock: of a site of another day they would be pages that warn.
        now = read_now(None, ZoneInfo("UTC")).replace(microsecond=0)
        make(folder, now=now)
        made = opened(folder, now=now)
        faults = [*html_faults(made.site), *link_faults(made.site, made.catalog.company.site_url)]
        for fault in faults:
            _say(f"✗ {fault.page}:{fault.said}")
        _say(f"vnu y lychee: {len(faults)} fallas")
        with nginx(made.site, folder / "nginx") as url:
            perfect = [_scores(url + address, folder / "scores.json") for address in ADDRESSES]
    return 0 if not faults and all(perfect) else 1


def _scores(url: str, out: Path) -> bool:
    words = [str(_lighthouse()), url, "--quiet", "--output=json", f"--output-path={out}"]
    # The mobile form is its default: a slow telephone on a slow network.
    words.append("--chrome-flags=--headless --no-sandbox")
    subprocess.run(words, check=True, env={**os.environ, "CHROME_PATH": str(browser())})
    report = json.loads(out.read_text(encoding="utf-8"))
    audits = report["audits"]
    requests, size = len(audits["network-requests"]["details"]["items"]), audits["total-byte-weight"]["numericValue"]
    scores = {name: round(100 * part["score"]) for name, part in report["categories"].items()}
    told = ", ".join(f"{name} {score}" for name, score in scores.items())
    _say(f"{url}: {told}; {requests} pedidos, {size / 1024:.0f} KB")
    for part in report["categories"].values():
        for ref in part["auditRefs"]:
            one = audits[ref["id"]]
            if ref["weight"] and one["score"] is not None and one["score"] < 1:
                _say(f"    {ref['id']}: {one['score']} {one.get('displayValue', '')}")
    return set(scores.values()) == {100}


def _lighthouse() -> Path:
    """Return the program, installed beside the environment where it is not there yet."""
    program = TOOLS / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("Para Lighthouse falta npm: sudo apt install npm")
        TOOLS.mkdir(parents=True, exist_ok=True)
        (TOOLS / "package.json").write_text('{"private": true}', encoding="utf-8")
        quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--save-exact")
        subprocess.run([npm, "install", *quiet, LIGHTHOUSE], cwd=TOOLS, check=True, stdout=sys.stderr)
    return program


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
