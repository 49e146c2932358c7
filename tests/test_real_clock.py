"""No test reads the real clock, wherever the reading would stand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime

import pytest
from playwright.sync_api import Page
from pytest_playwright.pytest_playwright import CreateContextCallback

from generator.cli.main import main
from tests.cli.calls import bare_environ
from tests.real_clock import readings
from tests.sample_company import SAMPLE
from tests.waiting import comes_to


@pytest.mark.parametrize(
    ("suffix", "line"),
    [
        (".py", "page = browser.new_page(timezone_id=zone)"),
        (".py", "context = browser.new_context()"),
        (".mjs", "const now = Date.now();"),
        (".mjs", "const now = new Date();"),
        (".php", "$now = time();"),
        (".php", r"$now = \time();"),
        (".php", "$today = new DateTimeImmutable();"),
        (".php", "$today = date('Y-m-d');"),
    ],
)
def test_lint_shows_each_reading_of_the_clock_by_its_line(suffix: str, line: str) -> None:
    assert [number for number, _ in readings(suffix, f"\n{line}\n")] == [2]


@pytest.mark.parametrize(
    ("suffix", "line"),
    [
        (".py", "page = new_context(timezone_id=zone).new_page()"),
        (".mjs", "const then = new Date(asked.now);"),
        (".php", "function time(): int"),
        (".php", "$day = date('Y-m-d', $asked['now']);"),
    ],
)
def test_lint_lets_a_moment_pass_that_was_told(suffix: str, line: str) -> None:
    assert list(readings(suffix, line)) == []


def test_a_page_stands_at_the_moment_of_its_tests(page: Page, read_at: datetime) -> None:
    """Without a word of the test."""
    comes_to(lambda: page.evaluate("Date.now()"), read_at.timestamp() * 1000)


def test_so_does_a_page_of_a_context_that_a_test_makes(new_context: CreateContextCallback, read_at: datetime) -> None:
    """Whatever else it asks for."""
    other = new_context(timezone_id="Asia/Tokyo").new_page()

    comes_to(lambda: other.evaluate("Date.now()"), read_at.timestamp() * 1000)


def test_a_command_that_is_not_told_the_time_fails_its_test(capsys: pytest.CaptureFixture[str]) -> None:
    """In this process: the failure takes the way of any error that nobody foresaw."""
    assert main(["check", "--root", str(SAMPLE)]) == 1
    assert "AssertionError" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["generator", "check"], ["generator.demo", "--no-serve"], ["mkdocs", "build"], ["properdocs", "build"]]
)
def test_a_program_that_is_not_told_the_time_is_not_even_started(words: Sequence[str]) -> None:
    """Nor is an engine, which is told by its environment."""
    environ = {name: value for name, value in bare_environ().items() if name != "DEMORAS_NOW"}
    with pytest.raises(AssertionError, match="started without"):
        subprocess.run([sys.executable, "-m", *words], cwd=SAMPLE, env=environ, check=True)
