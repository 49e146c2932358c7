"""What pages say of notices: those in force, those to come and the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.base import NoticeId, ServiceId
from generator.model.catalog import Catalog, Notice, Service
from generator.model.facts import Facts
from generator.model.promise import Promise
from generator.render.handed_site import ShownNotice
from generator.render.markdown import Markdown, bold, escape, filled_sentence, linked_to, on_days
from generator.render.prose import Prose, reasons
from generator.words.language import WORDS
from generator.words.phrases import day_span, enumerated

NOTICES_PAGE = "avisos/index.md"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """One notice in words; `services` are those it concerns, none where it concerns everybody."""

    id: NoticeId
    title: str
    kind: str
    dates: str
    from_: date
    until: date
    holds: bool
    """Whether it does on the day of the build."""
    reason: str
    promise: Promise | None
    services: tuple[tuple[ServiceId, Service], ...]

    @property
    def anchor(self) -> str:
        """Name its place on the page of notices, apart from the page's own."""
        return f"aviso-{self.id}"

    @property
    def shown(self) -> ShownNotice:
        """Return it as the home page tells it."""
        first, last = self.from_.isoformat(), self.until.isoformat()
        return ShownNotice(self.title, self.dates, self.summary, self.anchor, first, last, self.holds)

    @property
    def lasting(self) -> Markdown:
        """Return the attributes of what is shown until it is over."""
        return on_days(None, self.until)

    @property
    def states(self) -> tuple[tuple[str, Markdown], ...]:
        """Return what is told of it before, while and after it holds, with attributes: a page is read on any day."""
        say = WORDS.notices
        return (
            (say.not_begun, on_days(None, self.from_ - _ONE_DAY, shown=not self.holds)),
            (say.holds, on_days(self.from_, self.until, shown=self.holds)),
            (say.ended, on_days(self.until + _ONE_DAY, None, shown=False)),
        )

    @property
    def summary(self) -> str:
        """Return the promise given instead, as a sentence; without one, what the notice tells."""
        names = enumerated([service.name for _, service in self.services])
        if not self.promise or not names:
            return self.reason
        return WORDS.notices.instead.format(services=names, promise=self.promise)


@dataclass(frozen=True, slots=True)
class PromiseDays:
    """Some days on end with one promise of a service; None for the days up to the build's, and for all from then on."""

    first: date | None
    last: date | None
    promise: Promise
    notice: NoticeWords | None = None
    """The one that replaced the service's own."""
    coming: NoticeWords | None = None
    """The one that will."""

    @property
    def attributes(self) -> Markdown:
        """Return those of what is told on these days."""
        return on_days(self.first, self.last)

    @property
    def figure(self) -> Markdown:
        """Return the promise inside what is shown on these days."""
        said = escape(self.promise)
        return Markdown(f"<span{self.attributes}>{said}</span>") if self.first or self.last else said

    def sentence(self, usual: Promise, told: Callable[[date], str]) -> Markdown:
        """Return it with the notice that changes it and its days, as `told` words one: it is read on other days too."""
        say, notice = WORDS.service, self.notice or self.coming
        if notice is None:
            return escape(self.promise)
        return filled_sentence(
            say.replaced if self.notice else say.replaced_later,
            promise=bold(notice.promise) if self.notice else notice.promise,
            by_notice=linked_to(say.by_notice, f"../{NOTICES_PAGE}#{notice.anchor}", notice.title),
            dates=_span(notice, told),
            last=told(notice.until),
            usual=usual if self.notice else bold(usual),
        )


class Notices:
    """The notices of a Catalog as of a build."""

    def __init__(self, catalog: Catalog, facts: Facts) -> None:
        say = reasons(catalog)
        shown = {key: notice for key, notice in catalog.notices.items() if not catalog.is_moot(notice)}
        words = {
            key: _words(key, notice, catalog, say, holds=key in facts.notices.active) for key, notice in shown.items()
        }
        self._catalog = catalog
        # The facts also name notices about nothing that is still offered.
        # What changes a promise stands before what only tells something.
        self.active = tuple(
            sorted((words[key] for key in facts.notices.active if key in words), key=lambda one: one.promise is None)
        )
        self.upcoming = tuple(words[key] for key in facts.notices.upcoming if key in words)
        self.past = tuple(words[key] for key in facts.notices.past if key in words)

    def in_prose(self) -> Mapping[ServiceId, str]:
        """Return each service's promise inside a sentence of staff's: true on every day, for it says a notice's."""
        return {key: self._in_prose(key, service) for key, service in self._catalog.all_services.items()}

    def _in_prose(self, key: ServiceId, service: Service) -> str:
        days = self.promised(key)[0] if key in self._catalog.services else None
        notice = days and (days.notice or days.coming)
        if not notice:
            return str(service.promise)
        say = WORDS.service
        return say.replaced_in_prose.format(
            usual=service.promise, by_notice=say.by_notice, promise=notice.promise, dates=notice.dates
        )

    def concerning(self, service: ServiceId) -> tuple[NoticeWords, ...]:
        """Return the notices about a service that hold or will, those that hold at the top."""
        both = (*self.active, *self.upcoming)
        return tuple(notice for notice in both if service in dict(notice.services))

    def promised(self, service: ServiceId) -> tuple[PromiseDays, ...]:
        """Return a service's promises from the build's day on; without a notice about it, its own for ever."""
        own = self._catalog.services[service].promise
        found: list[PromiseDays] = []
        first: date | None = None
        for notice in sorted(self.concerning(service), key=lambda one: one.from_):
            if notice.promise is None:
                continue
            if not notice.holds and first != notice.from_:
                found.append(PromiseDays(first, notice.from_ - _ONE_DAY, own, coming=notice))
            found.append(PromiseDays(None if notice.holds else notice.from_, notice.until, notice.promise, notice))
            first = notice.until + _ONE_DAY
        return (*found, PromiseDays(first, None, own))


def _span(notice: NoticeWords, told: Callable[[date], str]) -> str:
    first, last = told(notice.from_), told(notice.until)
    return (WORDS.dates.on if first == last else WORDS.dates.span).format(first=first, last=last, day=last)


def _words(key: NoticeId, notice: Notice, catalog: Catalog, say: Prose, *, holds: bool) -> NoticeWords:
    return NoticeWords(
        id=key,
        title=notice.title,
        kind=WORDS.notice_kinds.of(notice.kind).name,
        dates=day_span(notice.from_, notice.until),
        from_=notice.from_,
        until=notice.until,
        holds=holds,
        reason=say(notice.reason),
        promise=notice.promise,
        services=tuple((name, catalog.services[name]) for name in catalog.notice_services(notice)),
    )
