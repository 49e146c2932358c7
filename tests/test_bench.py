"""The benchmark's command line: it says what it measures before it measures anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the benchmark with these words to its end."""
    command = [sys.executable, "-m", "benchmarks", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def test_its_help_is_spanish_and_measures_nothing() -> None:
    asked = bench("--help")
    assert asked.returncode == 0
    assert asked.stdout.startswith("uso: dev.py bench")
    assert "por segundo" not in asked.stdout


def test_an_option_that_it_does_not_know_is_refused_before_measuring() -> None:
    refused = bench("--historia")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "argumentos que no existen: --historia" in refused.stderr
