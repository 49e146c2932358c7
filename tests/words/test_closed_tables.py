"""Every member of the program's closed lists has its words: a new one does not type-check until it has."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from generator.model.due import Why
from generator.model.states import ClockStarts, Reason, State, TicketState, WaitingOn
from generator.words.for_scripts import order_page_words
from generator.words.language import WORDS, words_in

ROOT = Path(__file__).parents[2]
TABLES = "generator/words/closed_tables.py"
ENUMS = {
    "State": "generator/model/states.py",
    "Reason": "generator/model/states.py",
    "WaitingOn": "generator/model/states.py",
    "ClockStarts": "generator/model/states.py",
    "TicketState": "generator/model/states.py",
    "Why": "generator/model/due.py",
}


def test_a_member_without_words_does_not_type_check(tmp_path: Path) -> None:
    """One more in each list, in a copy: mypy names each table that has no words for it."""
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for enum, file in ENUMS.items():
        path = tmp_path / file
        text, found = re.subn(
            rf'(class {enum}\(StrEnum\):\n    """[^"]*"""\n\n)', r'\1    PLANTED = "planted"\n', path.read_text("utf-8")
        )
        assert found == 1, enum
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--no-error-summary", TABLES]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    told = [line for line in done.stdout.splitlines() if line.startswith(TABLES) and "assert_never" in line]
    assert sorted(re.findall(r"Literal\[(\w+)\.PLANTED\]", "\n".join(told))) == sorted(ENUMS)


def test_every_code_of_a_sealed_view_is_handed_to_the_order_page() -> None:
    """By the code that stands in the view, with something to say wherever a reader would look for it."""
    told = order_page_words(WORDS)

    assert set(told["stages"]) == set(State)
    assert set(told["reasons"]) == set(Reason)
    assert set(told["turns"]) == set(WaitingOn)
    assert set(told["clock_starts"]) == set(ClockStarts)
    assert set(told["tickets"]) == set(TicketState)
    assert set(told["whys"]) == set(Why)
    assert all(words["name"] and words["lead"] and words["was"] for words in told["stages"].values())
    assert all(words["told"] for words in told["reasons"].values())
    # A reason with a name of its own has it in every place, old data included.
    assert all(len({bool(words[one]) for one in ("name", "was", "lead")}) == 1 for words in told["reasons"].values())
    assert all(words["state"] for words in told["tickets"].values())
    assert all(told["clock_starts"].values())
    assert all(told["whys"].values())


def test_each_member_has_words_of_its_own() -> None:
    """No two states, reasons or ways to skip a day read alike."""
    names = [WORDS.stages.of(state).name for state in State]
    reasons = [WORDS.reasons.of(reason).told for reason in Reason]
    # Elsewhere a bridge day is one more day without work.
    whys = [words_in("America/Argentina/Buenos_Aires").whys.of(why) for why in Why]

    for told in (names, reasons, whys):
        assert len(set(told)) == len(told)
