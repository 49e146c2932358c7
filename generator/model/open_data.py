"""The open data of `/api/v1/`, a model per file; within version 1 fields are only added."""

from __future__ import annotations

from typing import Literal

from generator.model.base import Day, Frozen, GroupId, Moment, NoticeId, ServiceId
from generator.model.due import Due, NoDue
from generator.model.feed import CalendarFeed
from generator.model.outcomes import NotCounted
from generator.model.promise import Promise
from generator.model.records import AnswerRecord, GroupRecord, ServiceRecord
from generator.model.states import ClockStarts


class OpenFile(Frozen):
    """What every file has."""

    v: Literal[1] = 1
    generated_at: Moment
    data_as_of: Moment | None
    """When billing was last read; null where it was not."""


class OpenPromise(Frozen):
    """A promise: as it is worded, and its figures."""

    text: str
    first: int | None
    """The smaller figure of a range."""
    last: int
    unit: str
    """A key of the `units` of `calendario.json`."""

    @classmethod
    def of(cls, promise: Promise) -> OpenPromise:
        """Return a promise as it is published."""
        return cls(text=str(promise), first=promise.first, last=promise.last, unit=promise.unit.key)


class OpenRequirement(Frozen):
    """What must be there before a service's work can begin."""

    id: str
    name: str


class OpenService(Frozen):
    """A service; `promise` is what holds today, `usual_promise` its own where a notice replaced it."""

    id: ServiceId
    name: str
    group: GroupId
    url: str
    promise: OpenPromise
    usual_promise: OpenPromise | None
    notice: NoticeId | None
    """The notice that replaced it."""
    clock_starts: ClockStarts
    requirements: tuple[OpenRequirement, ...]


class OpenGroup(Frozen):
    """A group of services, in the order of the pages."""

    id: GroupId
    name: str


class CatalogFile(OpenFile):
    """`catalogo.json`: what is offered and promised."""

    company: str
    site_url: str
    groups: tuple[OpenGroup, ...]
    services: tuple[OpenService, ...]


class ServiceFile(OpenFile):
    """`servicios/<id>.json`: one service, how it kept its promise, and its date if its clock started at the build."""

    service: OpenService
    example: Due | NoDue
    record: ServiceRecord | None


class RecordsFile(OpenFile):
    """`cumplimiento.json`: how promises were kept; empty where billing was not read."""

    services: dict[ServiceId, ServiceRecord]
    groups: dict[GroupId, GroupRecord]
    not_counted: dict[NotCounted, int]


class OpenAttention(Frozen):
    """A channel or a kind of ticket, and how soon it is answered."""

    id: str
    name: str
    kind: Literal["channel", "ticket"]
    audience: str
    target: OpenPromise | None
    target_kind: Literal["maximum", "usual", "average", "none"]
    record: AnswerRecord | None
    """Null where its tickets cannot be told from others."""


class AttentionFile(OpenFile):
    """`atencion.json`."""

    entries: tuple[OpenAttention, ...]


class OpenNotice(Frozen):
    """A notice; both dates are included."""

    id: NoticeId
    kind: Literal["delay", "maintenance", "announcement"]
    stage: Literal["active", "upcoming", "past"]
    title: str
    reason: str
    first: Day
    last: Day
    services: tuple[ServiceId, ...]
    """None where it concerns everybody."""
    promise: OpenPromise | None


class NoticesFile(OpenFile):
    """`avisos.json`."""

    notices: tuple[OpenNotice, ...]


class CalendarFile(OpenFile):
    """`calendario.json`: the calendar that dates are counted on, as `docs/calendar-feed.md` explains it."""

    calendar: CalendarFeed


OPEN_FILES: dict[str, type[OpenFile]] = {
    "catalogo": CatalogFile,
    "cumplimiento": RecordsFile,
    "atencion": AttentionFile,
    "avisos": NoticesFile,
    "calendario": CalendarFile,
    "servicio": ServiceFile,
}
"""The models by the names of their schemas."""
