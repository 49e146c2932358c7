"""The questions that the site answers, in all their wordings, and which of them answers a ticket's subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from generator.compute.gaps.subject_words import subject_words
from generator.model.catalog import Catalog
from generator.words.phrases import service_question, service_wordings

THRESHOLD = 80.0
"""The least token_set_ratio (0 to 100) that counts; chosen on tests/compute/gaps/sample.yml."""
SAME_WORD = 0.91
"""The least Jaro-Winkler similarity at which two words of five letters or more are one, misspelt or inflected."""
SHORTEST_MISSPELT = 5


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


@dataclass(frozen=True, slots=True)
class _Wording:
    question: int
    keys: frozenset[str]
    joined: str


def questions_of(catalog: Catalog) -> tuple[KnownQuestion, ...]:
    """Return what staff wrote, internal answers too, and the question that every service has."""
    return (*_written(catalog), *_generated(catalog))


class Matcher:
    """Compares with every wording of every question; made once for all subjects."""

    def __init__(self, questions: Iterable[KnownQuestion], *, threshold: float = THRESHOLD) -> None:
        self._questions = tuple(questions)
        self._threshold = threshold
        self._holding: defaultdict[str, list[_Wording]] = defaultdict(list)
        for index, question in enumerate(self._questions):
            for keys in dict.fromkeys(frozenset(word.key for word in subject_words(text)) for text in question.texts):
                for key in keys:
                    self._holding[key].append(_Wording(index, keys, " ".join(sorted(keys))))
        self._vocabulary = sorted(key for key in self._holding if len(key) >= SHORTEST_MISSPELT)
        self._spellings: dict[str, str] = {}

    def answer_to(self, keys: Iterable[str]) -> KnownQuestion | None:
        """Return the question nearest to a subject's words; of equals the one that shares more of them."""
        asked = frozenset(map(self._spelled, keys))
        joined = " ".join(sorted(asked))
        best: tuple[float, int, int] | None = None
        for wording in dict.fromkeys(one for key in asked for one in self._holding.get(key, ())):
            shared = len(asked & wording.keys)
            # The scorer alone would take "hosting", or "sin audio en el streaming", for the question how long it takes.
            if shared * 2 <= len(wording.keys):
                continue
            score = fuzz.token_set_ratio(joined, wording.joined, score_cutoff=self._threshold)
            if score >= self._threshold:
                best = max(best or (0.0, 0, 0), (score, shared, -wording.question))
        return self._questions[-best[2]] if best else None

    def _spelled(self, key: str) -> str:
        if key in self._holding or len(key) < SHORTEST_MISSPELT:
            return key
        if key not in self._spellings:
            near = process.extractOne(key, self._vocabulary, scorer=JaroWinkler.similarity, score_cutoff=SAME_WORD)
            self._spellings[key] = near[0] if near else key
        return self._spellings[key]


def _written(catalog: Catalog) -> Iterator[KnownQuestion]:
    for key, entry in catalog.faq.items():
        yield KnownQuestion(f"data/faq/{key}.yml", entry.question, entry.wordings)


def _generated(catalog: Catalog) -> Iterator[KnownQuestion]:
    for key, service in catalog.services.items():
        yield KnownQuestion(f"data/services/{key}.yml", service_question(service.name), service_wordings(service.name))
