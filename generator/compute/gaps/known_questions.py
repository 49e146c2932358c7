"""The Catalog comes in; every question it answers goes out, with all its wordings and the file it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.catalog import Catalog
from generator.model.questions import service_question, service_wordings


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """One question that has an answer."""

    path: str
    """The file to edit, which also tells it from all others."""
    title: str
    wordings: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Return every way it is put."""
        return (self.title, *self.wordings)


def questions_of(catalog: Catalog) -> tuple[KnownQuestion, ...]:
    """Return what staff wrote, internal answers too, and the question that every service has."""
    return (*_written(catalog), *_generated(catalog))


def _written(catalog: Catalog) -> Iterator[KnownQuestion]:
    for key, entry in catalog.faq.items():
        yield KnownQuestion(f"data/faq/{key}.yml", entry.question, entry.wordings)


def _generated(catalog: Catalog) -> Iterator[KnownQuestion]:
    for key, service in catalog.services.items():
        yield KnownQuestion(f"data/services/{key}.yml", service_question(service.name), service_wordings(service.name))
