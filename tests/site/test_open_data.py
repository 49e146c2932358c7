"""The examples of *Datos abiertos*: each runs as it is printed, against the built site."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from tests.site.conftest import Pages
from tests.site.making import Made

RUNNERS = {
    "curl": ["sh", "-e", "-c"],
    "urlopen": [sys.executable, "-c"],
    "fetch": ["node", "--input-type=module", "-e"],
}


@pytest.mark.parametrize("tool", RUNNERS)
def test_an_example_runs_as_it_is_printed(made: Made, pages: Pages, live: str, tool: str) -> None:
    """But for the address of the site, which in a test is another."""
    [printed] = [
        "".join(code.strings())
        for code in pages["datos-abiertos/"].all("code")
        if f"{tool}" in code.text and "api/v1/" in code.text
    ]
    assert made.catalog.company.site_url in printed
    code = printed.replace(made.catalog.company.site_url, live)
    ran = subprocess.run([*RUNNERS[tool], code], capture_output=True, text=True, timeout=60, check=True)
    if tool == "curl":
        assert [one["id"] for one in json.loads(ran.stdout)["services"]] == list(made.catalog.services)
    else:
        named = made.catalog.services if tool == "urlopen" else [one.name for one in made.catalog.attention.values()]
        assert len(ran.stdout.splitlines()) == len(named)
        assert all(name in ran.stdout for name in named)


def test_every_file_that_the_page_names_is_there(made: Made, pages: Pages) -> None:
    text = pages["datos-abiertos/"].text
    named = set(re.findall(r"api/v1/[a-z/-]+\.json", text))
    assert len(named) >= 12
    assert [path for path in named if not (made.site / path).is_file()] == []
