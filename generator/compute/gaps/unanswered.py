"""What `faq gaps` finds: groups of subjects that no question answers, and questions that no subject asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.compute.gaps.grouping import Cluster, SubjectWords, clusters
from generator.compute.gaps.known_questions import KnownQuestion, Matcher
from generator.compute.gaps.subject_words import subject_words
from generator.model.subjects import Subject


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Subjects that share words and that no question answers."""

    label: tuple[str, ...]
    """Words that at least three people used."""
    count: int
    examples: tuple[str, ...] = field(default=(), repr=False)
    """Whole subjects: clients' words. Empty unless asked for."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What was found: `total` subjects are `answered`, in a group, or `loose`."""

    total: int
    answered: int
    groups: tuple[GapGroup, ...]
    loose: int
    unused: tuple[KnownQuestion, ...]
    """The questions no subject asked, in the order they came."""


def gaps_of(
    questions: Sequence[KnownQuestion], subjects: Sequence[Subject], *, minimum: int, examples: int = 0
) -> Gaps:
    """Return what nobody answers, in groups of at least `minimum` subjects with at most `examples` of them each."""
    matcher = Matcher(questions)
    asked: set[str] = set()
    left: list[tuple[Subject, SubjectWords]] = []
    for subject in subjects:
        entry = SubjectWords(subject_words(subject.text), subject.writer)
        answer = matcher.answer_to(word.key for word in entry.words)
        if answer is None:
            left.append((subject, entry))
        else:
            asked.add(answer.path)
    found = clusters([entry for _, entry in left], minimum=minimum)
    return Gaps(
        total=len(subjects),
        answered=len(subjects) - len(left),
        groups=tuple(_group(cluster, [subject.text for subject, _ in left], examples) for cluster in found),
        loose=len(left) - sum(len(cluster.members) for cluster in found),
        unused=tuple(question for question in questions if question.path not in asked),
    )


def _group(cluster: Cluster, texts: Sequence[str], examples: int) -> GapGroup:
    different = dict.fromkeys(texts[index] for index in cluster.members)
    return GapGroup(cluster.label, len(cluster.members), tuple(different)[:examples])
