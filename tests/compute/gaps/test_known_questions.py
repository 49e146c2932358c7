"""Which subjects count as answered, measured on a sample of invented ones that a person labelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.compute.gaps.known_questions import THRESHOLD, KnownQuestion, Matcher
from generator.compute.gaps.subject_words import subject_words
from generator.words.phrases import service_question, service_wordings

SAMPLE: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "sample.yml").read_text(encoding="utf-8"))
QUESTIONS = (
    *(KnownQuestion(key, title, tuple(others)) for key, (title, *others) in SAMPLE["questions"].items()),
    *(KnownQuestion(key, service_question(name), service_wordings(name)) for key, name in SAMPLE["services"].items()),
)


@dataclass(frozen=True)
class Measured:
    """How many of the answers given were right, and how many of those there are were given."""

    precision: float
    recall: float

    @property
    def f_score(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def measured(entries: Sequence[Mapping[str, str | None]], threshold: float = THRESHOLD) -> Measured:
    """Return how well the labels of some entries are met."""
    matcher = Matcher(QUESTIONS, threshold=threshold)
    given = [(entry["answer"], answer(matcher, entry["subject"] or "")) for entry in entries]
    right = sum(wanted == got for wanted, got in given if wanted)
    return Measured(
        precision=right / sum(got is not None for _, got in given),
        recall=right / sum(wanted is not None for wanted, _ in given),
    )


def answer(matcher: Matcher, subject: str) -> str | None:
    """Return the id of the question that answers a subject."""
    found = matcher.answer_to(word.key for word in subject_words(subject))
    return found.path if found else None


def of(texts: Iterable[str], subject: str) -> str | None:
    """Return which of these questions answers a subject."""
    return answer(Matcher(KnownQuestion(text, text) for text in texts), subject)


def test_every_label_of_the_sample_names_a_question() -> None:
    """A slip in a label would pass for a miss of the program."""
    labels = {entry["answer"] for part in ("chosen_on", "held_out") for entry in SAMPLE[part]}

    assert labels - {None} <= {question.path for question in QUESTIONS}
    assert (len(SAMPLE["chosen_on"]), len(SAMPLE["held_out"])) == (80, 24)


def test_the_sample_it_was_chosen_on_is_met() -> None:
    """Wrong answers hide a gap and are rare; a missed one shows as a group that staff see is answered."""
    found = measured(SAMPLE["chosen_on"])

    assert found.precision >= 0.95
    assert found.recall >= 0.80


def test_subjects_it_was_not_chosen_on_fare_no_worse_than_said() -> None:
    """These were only measured."""
    found = measured(SAMPLE["held_out"])

    assert found.precision >= 0.95
    assert found.recall >= 0.75


@pytest.mark.parametrize("other", [50.0, 60.0, 70.0, 90.0, 95.0, 100.0])
def test_no_other_threshold_does_better(other: float) -> None:
    """By the harmonic mean of both measures, on what it was chosen on."""
    assert measured(SAMPLE["chosen_on"]).f_score >= measured(SAMPLE["chosen_on"], other).f_score


def test_accents_case_plural_and_a_slip_of_the_finger_do_not_matter() -> None:
    """Nobody types a subject with care."""
    for subject in ("migracion hosting", "MIGRACIÓN HOSTINGS", "migracoin de hostin"):
        assert of(["Migración de hosting"], subject) == "Migración de hosting"


def test_a_topic_alone_is_no_question() -> None:
    """Whoever writes "hosting" asks nothing, and who has no audio does not ask how long it takes."""
    assert of(["¿Cuánto demora Hosting?"], "Hosting") is None
    assert of(["¿Cuánto demora Audio Radio Streaming?"], "Sin audio en el streaming") is None


def test_of_two_questions_the_one_that_shares_more_words_answers() -> None:
    """Both fit wholly; the longer one says more."""
    texts = ["Cambio de DNS", "Cambio de DNS del dominio"]
    assert of(texts, "cambio dns de mi dominio") == texts[1]
    assert of(texts, "cambio de dns") == texts[0]


def test_of_two_equal_questions_the_first_answers() -> None:
    """The same run twice says the same."""
    assert of(["Demora de hosting", "Hosting: demora"], "demora hosting") == "Demora de hosting"


def test_a_question_without_words_of_its_own_answers_nothing() -> None:
    """It holds only courtesies; every subject would fit."""
    assert of(["¿Cómo están?"], "¿Cómo están?") is None
