"""What the whole comparison says: every subject counted once, every idle answer named."""

from __future__ import annotations

from generator.compute.gaps.known_questions import KnownQuestion, questions_of
from generator.compute.gaps.unanswered import GapGroup, gaps_of
from generator.load import load_catalog
from generator.model.subjects import Subject
from tests.load.tree import BASE

HOSTING = KnownQuestion("data/services/hosting.yml", "¿Cuánto demora Hosting?", ("Plazo de Hosting",))
SLA = KnownQuestion("data/faq/sla.yml", "¿Cuál es su SLA (acuerdo de niveles de servicio)?")
SUBJECTS = [
    Subject(text, str(index))
    for index, text in enumerate(
        [
            "Plazo del hosting",
            "demora hosting",
            "Correos que rebotan: Pampeana",
            "Rebotan los correos",
            "rebotan mis correos",
            "Otra cosa",
            "Hola",
        ]
    )
]


def test_every_subject_is_counted_once() -> None:
    """Answered, in a group, or neither."""
    found = gaps_of([HOSTING, SLA], SUBJECTS, minimum=3)

    assert (found.total, found.answered, found.loose) == (7, 2, 2)
    assert found.groups == (GapGroup(("correos", "rebotan"), 3),)


def test_a_question_that_no_subject_asked_is_named() -> None:
    """With the file to look at."""
    assert gaps_of([HOSTING, SLA], SUBJECTS, minimum=3).unused == (SLA,)


def test_whole_subjects_come_only_when_asked_for() -> None:
    """Each once, as many as asked for, and never by `repr`."""
    twice = [*SUBJECTS, Subject("Rebotan los correos", "9")]
    (group,) = gaps_of([], twice, minimum=3, examples=2).groups

    assert group.examples == ("Correos que rebotan: Pampeana", "Rebotan los correos")
    assert gaps_of([], twice, minimum=3).groups[0].examples == ()
    assert "Pampeana" not in repr(gaps_of([], twice, minimum=3, examples=3))
    assert "Pampeana" not in repr(SUBJECTS)


def test_without_subjects_every_answer_is_idle() -> None:
    """And nothing is divided by none."""
    found = gaps_of([HOSTING, SLA], [], minimum=3)

    assert (found.total, found.answered, found.groups, found.unused) == (0, 0, (), (HOSTING, SLA))


def test_the_questions_are_those_staff_wrote_and_one_per_service() -> None:
    """With all their wordings."""
    questions = {question.path: question for question in questions_of(load_catalog(BASE))}

    assert questions["data/faq/plazo.yml"].title == "¿Cuánto demora?"
    assert questions["data/services/simplenews.yml"].title == "¿Cuánto demora Simplenews?"
    assert "cuánto tarda Simplenews" in questions["data/services/simplenews.yml"].texts
    assert len(questions) == 4
