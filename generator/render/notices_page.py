"""What pages say of notices: those in force, those to come and the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.base import NoticeId, ServiceId
from generator.model.catalog import Catalog, Notice, Service
from generator.model.facts import Facts
from generator.model.promise import Promise
from generator.render.prose import Prose, reasons
from generator.words.language import WORDS
from generator.words.phrases import day_span, enumerated

NOTICES_PAGE = "avisos/index.md"


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """One notice in words; `services` are those it concerns, none where it concerns everybody."""

    id: NoticeId
    title: str
    kind: str
    dates: str
    until: date
    reason: str
    promise: Promise | None
    services: tuple[tuple[ServiceId, Service], ...]

    @property
    def anchor(self) -> str:
        """Name its place on the page of notices, apart from the page's own."""
        return f"aviso-{self.id}"

    @property
    def summary(self) -> str:
        """Return the promise given instead, as a sentence; without one, what the notice tells."""
        names = enumerated([service.name for _, service in self.services])
        if not self.promise or not names:
            return self.reason
        return WORDS.notices.instead.format(services=names, promise=self.promise)


class Notices:
    """The notices of a Catalog as of a build."""

    def __init__(self, catalog: Catalog, facts: Facts) -> None:
        say = reasons(catalog)
        shown = {key: notice for key, notice in catalog.notices.items() if not catalog.is_moot(notice)}
        words = {key: _words(key, notice, catalog, say) for key, notice in shown.items()}
        # The facts also name notices about nothing that is still offered.
        # What changes a promise stands before what only tells something.
        self.active = tuple(
            sorted((words[key] for key in facts.notices.active if key in words), key=lambda one: one.promise is None)
        )
        self.upcoming = tuple(words[key] for key in facts.notices.upcoming if key in words)
        self.past = tuple(words[key] for key in facts.notices.past if key in words)
        self.replaced: Mapping[ServiceId, NoticeWords] = {
            key: words[id_] for key, id_ in facts.in_force.items() if key in catalog.services
        }
        """The notice behind a service's promise in force, where one replaced its own."""

    def concerning(self, service: ServiceId) -> tuple[NoticeWords, ...]:
        """Return the notices about a service that hold or will, those that hold at the top."""
        both = (*self.active, *self.upcoming)
        return tuple(notice for notice in both if service in dict(notice.services))


def _words(key: NoticeId, notice: Notice, catalog: Catalog, say: Prose) -> NoticeWords:
    return NoticeWords(
        id=key,
        title=notice.title,
        kind=WORDS.notice_kinds.of(notice.kind).name,
        dates=day_span(notice.from_, notice.until),
        until=notice.until,
        reason=say(notice.reason),
        promise=notice.promise,
        services=tuple((name, catalog.services[name]) for name in catalog.notice_services(notice)),
    )
