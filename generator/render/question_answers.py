"""The questions that staff wrote and one per service, each with its answer as the page prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.model.base import ServiceId
from generator.model.catalog import Catalog, Service
from generator.model.facts import Facts
from generator.model.promise import Promise
from generator.model.questions import service_anchor
from generator.render.answers import Answer, Answers, plain_answer
from generator.render.notices_page import Notices
from generator.render.wording import PageWording
from generator.words.language import WORDS
from generator.words.phrases import day_words, service_question, service_wordings

QUESTIONS_ADDRESS = "preguntas/"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `id` is its place on the page."""

    id: str
    question: str
    wordings: tuple[str, ...]
    """Other ways to ask it, for whoever searches."""
    answer: Answer


def typed_questions(
    catalog: Catalog, promises: Mapping[ServiceId, Promise], audience: Literal["public", "internal"]
) -> tuple[Question, ...]:
    """Return the questions that staff wrote for one audience, answered with these promises."""
    say = Answers(catalog, promises)
    entries = catalog.questions(audience).items()
    return tuple(Question(key, entry.question, entry.wordings, say(entry.answer)) for key, entry in entries)


def service_questions(catalog: Catalog, facts: Facts) -> tuple[Question, ...]:
    """Return the question of every service, answered from the data."""
    notices, words, say = Notices(catalog, facts), PageWording(catalog), WORDS.service

    def answer(key: ServiceId, service: Service) -> Answer:
        notice, promise = notices.replaced.get(key), str(facts.promises[key])
        if notice:
            until, usual = day_words(notice.until), service.promise
            promise = say.replaced.format(promise=promise, by_notice=say.by_notice, until=until, usual=usual)
        told = [f"{promise}.", words.clock_explained(service)]
        if service.requirements:
            told.append(say.requirements.format(names=words.requirements_inside(service)))
        return plain_answer(" ".join(told), f"{catalog.company.site_url}demoras/{key}/")

    return tuple(
        Question(service_anchor(key), service_question(one.name), service_wordings(one.name), answer(key, one))
        for key, one in catalog.services.items()
    )


def public_questions(catalog: Catalog, facts: Facts) -> tuple[Question, ...]:
    """Return every question of the public page, in its order."""
    return (*typed_questions(catalog, facts.promises, "public"), *service_questions(catalog, facts))


def wordings_of(questions: Sequence[Question], page: str) -> Mapping[str, Sequence[str]]:
    """Return the other wordings of each question by its address: that of its page, and its place there."""
    return {f"{page}#{one.id}": one.wordings for one in questions if one.wordings}
