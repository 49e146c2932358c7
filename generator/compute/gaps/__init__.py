"""Questions and ticket subjects come in; what nobody answers, and what nobody asks, goes out."""

from generator.compute.gaps.questions import Question, questions_of
from generator.compute.gaps.report import Gaps, Group, gaps

__all__ = ["Gaps", "Group", "Question", "gaps", "questions_of"]
