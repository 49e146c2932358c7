"""Mutation testing: how many small faults, put one by one into sealing and picking, the tests notice, per module.

Run by `python3 dev.py mutate`. Survivors must stand in `docs/mutation.md`, each with the reason why it may live.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
EXPLAINED = ROOT / "docs" / "mutation.md"
LEAST = 95
"""Per cent of all faults that must be noticed; those left must each be explained."""
NOTICED = frozenset({"killed", "timeout", "suspicious", "segfault", "caught by type check"})
NEEDED = ("data", "docs", "generator", "mkdocs.yml", "pyproject.toml", "site_src", "tests")


def main() -> int:
    """Run mutmut in a copy of the project, print its score and what survived; 1 where that is not good enough."""
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in NEEDED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / name)
        _mutmut(copy, "run", "--max-children", "2", to=sys.stderr.fileno())
        outcomes = read_outcomes(_mutmut(copy, "results", "--all", "true"))
        sys.stdout.write(table(outcomes))
        explained = EXPLAINED.read_text(encoding="utf-8")
        unexplained = [name for name in survivors(outcomes) if f"`{name}`" not in explained]
        for name in unexplained:
            sys.stdout.write(f"\nSin explicar en docs/mutation.md: {name}\n{_mutmut(copy, 'show', name)}")
    return 1 if unexplained or too_few(outcomes) else 0


def read_outcomes(results: str) -> dict[str, str]:
    """Return the outcome of each mutant that mutmut lists."""
    found = dict(re.findall(r"^\s*(\S+__mutmut_\d+): (.+?)\s*$", results, re.MULTILINE))
    if not found:
        raise RuntimeError("mutmut has listed no mutants")
    return found


def survivors(outcomes: dict[str, str]) -> list[str]:
    """Return the mutants that no test noticed, those that no test reaches included."""
    return sorted(name for name, outcome in outcomes.items() if outcome not in NOTICED)


def too_few(outcomes: dict[str, str]) -> bool:
    """Return whether less than `LEAST` per cent was noticed."""
    return (len(outcomes) - len(survivors(outcomes))) * 100 < LEAST * len(outcomes)


def table(outcomes: dict[str, str]) -> str:
    """Return the score as a table of Markdown, ready for `docs/mutation.md`."""
    scores = list(_scores(outcomes))
    scores.append(("**todos**", sum(noticed for _, noticed, _ in scores), len(outcomes)))
    lines = ["| Módulo | Notados | Mutantes | % |", "|---|--:|--:|--:|"]
    lines += [f"| {name} | {noticed} | {total} | {noticed * 100 / total:.1f} |" for name, noticed, total in scores]
    return "\n".join(lines) + "\n"


def _scores(outcomes: dict[str, str]) -> Iterable[tuple[str, int, int]]:
    lived = Counter(map(_module, survivors(outcomes)))
    made = Counter(map(_module, outcomes))
    return ((module, made[module] - lived[module], made[module]) for module in sorted(made))


def _module(mutant: str) -> str:
    return mutant.rpartition(".")[0]


def _mutmut(folder: Path, *words: str, to: int = subprocess.PIPE) -> str:
    command = [sys.executable, "-m", "mutmut", *words]
    return subprocess.run(command, cwd=folder, stdout=to, text=True, check=True).stdout or ""


if __name__ == "__main__":
    sys.exit(main())
