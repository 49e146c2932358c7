"""The questions that staff wrote, each with its answer as the page prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.model.base import ServiceId
from generator.model.catalog import Catalog, Faq, Service
from generator.model.promise import Promise
from generator.render.answers import Answer, Answers
from generator.words.phrases import service_wordings

QUESTIONS_ADDRESS = "preguntas/"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `id` is its place on the page."""

    id: str
    question: str
    answer: Answer


def typed_questions(
    catalog: Catalog, promises: Mapping[ServiceId, Promise | str], audience: Literal["public", "internal"]
) -> tuple[Question, ...]:
    """Return the questions that staff wrote for one audience, answered with these promises."""
    say = Answers(catalog, promises)
    entries = catalog.questions(audience).items()
    return tuple(Question(key, entry.question, say(entry.answer)) for key, entry in entries)


def wordings_of(entries: Mapping[str, Faq], page: str) -> Mapping[str, Sequence[str]]:
    """Return the other wordings of each question by its address: that of its page, and its place there."""
    return {f"{page}#{key}": entry.wordings for key, entry in entries.items() if entry.wordings}


def wordings_of_service(service: Service) -> tuple[str, ...]:
    """Return other words under which a service is found: how people ask for it, what they call it, and its promise."""
    return (*service_wordings(service.name), *service.also, str(service.promise))
