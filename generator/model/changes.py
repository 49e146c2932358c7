"""What a change of the data does to what clients read, as values: `compute` finds it, `render` prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from generator.model.catalog import Catalog
from generator.model.due import Due, NoDue
from generator.model.promise import Promise


@dataclass(frozen=True, slots=True)
class VisibleLine:
    """A sentence or a table's row as a reader sees it; `under` is the heading above it, `anchor` that heading's id."""

    under: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class VisiblePage:
    """A public page without its markup."""

    title: str
    lines: tuple[VisibleLine, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two states that are compared, both as of the same moment."""

    catalog: Catalog
    pages: Mapping[str, VisiblePage]
    """By path under the site's root."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Lines that stand in another's place; either side may be empty."""

    under: str
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that reads otherwise, appears (`was` is false) or is gone (`is_` is false)."""

    path: str
    title: str
    wordings: tuple[Wording, ...]
    was: bool = True
    is_: bool = True


class StartKind(StrEnum):
    """What an example's start is meant to show."""

    NOW = "now"
    FRIDAY = "friday"
    HOLIDAY_EVE = "holiday_eve"
    CHANGE_EVE = "change_eve"
    """The last business day before a date that the two calendars see otherwise."""


@dataclass(frozen=True, slots=True)
class ExampleStart:
    """When the clock of an example order starts (aware)."""

    kind: StartKind
    moment: datetime


@dataclass(frozen=True, slots=True)
class ExampleDate:
    """One example order of a service; a side is None where the service is not there."""

    start: ExampleStart
    before: Due | NoDue | None
    now: Due | NoDue | None

    @property
    def is_later(self) -> bool:
        """Whether the client would wait longer than before."""
        return isinstance(self.before, Due) and isinstance(self.now, Due) and self.now.due > self.before.due

    @property
    def is_changed(self) -> bool:
        """Whether the client would be told another date."""
        return _told(self.before) != _told(self.now)


@dataclass(frozen=True, slots=True)
class ServiceDates:
    """A service whose promise or dates change."""

    name: str
    before: Promise | None
    now: Promise | None
    dates: tuple[ExampleDate, ...]


@dataclass(frozen=True, slots=True)
class Longer:
    """A promise or an answering time that gets longer; by a notice, whose title it has, for its dates only."""

    name: str
    before: Promise
    now: Promise
    is_attention: bool = False
    notice: str | None = None


class RetirementKind(StrEnum):
    """What happens to a service that is, was or will be retired."""

    RETIRED = "retired"
    """It leaves the pages on a date."""
    OFFERED_AGAIN = "offered_again"
    DELETED = "deleted"
    """Its file is gone, and with it what reads its orders."""


@dataclass(frozen=True, slots=True)
class Retirement:
    """A service that stops being offered, or no longer does; `since` is the first local date, where there is one."""

    name: str
    kind: RetirementKind
    since: date | None = None


@dataclass(frozen=True, slots=True)
class BillingChange:
    """A text of billing that is read otherwise: as which service (by name) or as which stage; None is not at all."""

    kind: str
    """`product`, `ending` or `status`, or a kind of line."""
    text: str
    """Empty where it is every line of a kind that no text names."""
    before: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything a change of the data does to what clients read. Where nothing could be compared, `pages` is None."""

    pages: tuple[PageChange, ...] | None
    dates: tuple[ServiceDates, ...]
    longer: tuple[Longer, ...] = ()
    retirements: tuple[Retirement, ...] = ()
    billing: tuple[BillingChange, ...] = ()
    new_links: int = 0
    """Orders whose link changes."""
    all_links_change: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether clients notice nothing."""
        found = (self.pages, self.dates, self.longer, self.retirements, self.billing)
        return self.pages is not None and not any((*found, self.new_links, self.all_links_change))


def _told(answer: Due | NoDue | None) -> object:
    return (answer.earliest, answer.due) if isinstance(answer, Due) else answer
