"""The files of `/api/v1/`, from the same facts as the pages, and their JSON Schemas, from the models."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from generator.model.base import GroupId, NoticeId, ServiceId
from generator.model.catalog import Catalog
from generator.model.facts import Facts
from generator.model.open_data import (
    OPEN_FILES,
    AttentionFile,
    CalendarFile,
    CatalogFile,
    NoticesFile,
    OpenAttention,
    OpenFile,
    OpenGroup,
    OpenNotice,
    OpenPromise,
    OpenRequirement,
    OpenService,
    RecordsFile,
    ServiceFile,
)
from generator.render.pages import Files
from generator.render.prose import Prose, reasons
from generator.render.requirement_words import required_of

FOLDER = "api/v1"
_RECORDS = "cumplimiento"
# What a schema may not promise to whoever holds an old copy: that no field is ever added. Nor are our own comments part
# of the contract.
_NOT_TOLD = ("additionalProperties", "description", "title")


def open_data(catalog: Catalog, facts: Facts) -> Files[bytes]:
    """Return every file by its path, each written when it is first asked for; equal arguments give equal bytes."""

    def data(make: Callable[[], OpenFile]) -> bytes:
        return _json(make().model_dump(mode="json"))

    def schema(name: str) -> bytes:
        return _json(schema_of(name))

    return Files(
        {
            **{f"{FOLDER}/{name}.json": partial(data, make) for name, make in _files(catalog, facts)},
            **{
                f"{FOLDER}/esquema/{name}.json": partial(schema, name)
                for name in OPEN_FILES
                if name != _RECORDS or catalog.billing.is_read
            },
        }
    )


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file; it allows the fields that later builds may add."""
    schema = OPEN_FILES[name].model_json_schema(mode="serialization")
    told = _told(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **told}


def _told(part: Any, *, names: bool = False) -> Any:
    """Return a part of a schema without what it shall not tell; a field may bear the name of a keyword."""
    if isinstance(part, list):
        return [_told(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _told(one, names=key in ("properties", "$defs") and not names)
        for key, one in part.items()
        # Where keys of an object are free, that keyword says of what its values are.
        if names or key not in _NOT_TOLD or isinstance(one, dict)
    }


def _files(catalog: Catalog, facts: Facts) -> Iterator[tuple[str, Callable[[], OpenFile]]]:
    base: dict[str, Any] = {"generated_at": facts.now, "data_as_of": facts.synced_at}
    groups = {GroupId(service.group) for service in catalog.services.values()}
    records = facts.records
    yield (
        "catalogo",
        lambda: CatalogFile(
            **base,
            company=catalog.company.name,
            site_url=catalog.company.site_url,
            groups=tuple(OpenGroup(id=key, name=one.name) for key, one in catalog.groups.items() if key in groups),
            services=tuple(_service(catalog, facts, key) for key in catalog.services),
        ),
    )
    if catalog.billing.is_read:
        yield (
            _RECORDS,
            lambda: RecordsFile(
                **base,
                services={key: one for key, one in records.services.items() if key in catalog.services}
                if records
                else {},
                groups={key: one for key, one in records.groups.items() if key in groups} if records else {},
                not_counted=records.not_counted if records else {},
            ),
        )
    yield "atencion", lambda: AttentionFile(**base, entries=tuple(_attention(catalog, facts)))
    yield "avisos", lambda: NoticesFile(**base, notices=tuple(_notices(catalog, facts)))
    yield "calendario", lambda: CalendarFile(**base, calendar=facts.calendar)

    def service_file(key: ServiceId) -> ServiceFile:
        record = records.services.get(key) if records else None
        return ServiceFile(**base, service=_service(catalog, facts, key), example=facts.examples[key], record=record)

    for key in catalog.services:
        yield f"servicios/{key}", partial(service_file, key)


def _service(catalog: Catalog, facts: Facts, key: ServiceId) -> OpenService:
    service, notice = catalog.services[key], facts.in_force.get(key)
    return OpenService(
        id=key,
        name=service.name,
        group=GroupId(service.group),
        url=f"{catalog.company.site_url}demoras/{key}/",
        promise=OpenPromise.of(facts.promises[key]),
        usual_promise=OpenPromise.of(service.promise) if notice else None,
        notice=notice,
        clock_starts=catalog.clock_start(service),
        requirements=tuple(
            OpenRequirement(id=name, name=catalog.requirements[name].name) for name in required_of(catalog, service)
        ),
    )


def _attention(catalog: Catalog, facts: Facts) -> Iterator[OpenAttention]:
    for key, entry in catalog.attention.items():
        yield OpenAttention(
            id=key,
            name=entry.name,
            kind=entry.kind,
            audience=entry.audience,
            target=OpenPromise.of(entry.target) if entry.target else None,
            target_kind=entry.target_kind,
            record=facts.records.answers.get(key) if facts.records else None,
        )


def _notices(catalog: Catalog, facts: Facts) -> Iterator[OpenNotice]:
    say: Prose = reasons(catalog)
    stages: dict[NoticeId, Any] = {
        **dict.fromkeys(facts.notices.active, "active"),
        **dict.fromkeys(facts.notices.upcoming, "upcoming"),
        **dict.fromkeys(facts.notices.past, "past"),
    }
    for key, stage in stages.items():
        notice = catalog.notices[key]
        if catalog.is_moot(notice):
            continue
        yield OpenNotice(
            id=key,
            kind=notice.kind,
            stage=stage,
            title=notice.title,
            reason=say(notice.reason),
            first=notice.from_,
            last=notice.until,
            services=catalog.notice_services(notice),
            promise=OpenPromise.of(notice.promise) if notice.promise else None,
        )


def _json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
