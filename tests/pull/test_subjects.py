"""Subjects come from billing by the same careful way as tickets do: whole or not at all, and nothing else with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from generator.errors import UnreachableError
from generator.model.subjects import Subject, Subjects
from generator.pull.whmcs.ticket_subjects import WhmcsSubjects
from tests.doubles.acting_server import raw
from tests.doubles.scripted_billing import ScriptedBilling, always, billing, serving
from tests.pull.samples import NOW
from tests.pull.short_pulls import SECRET, settings


def row(number: int, **fields: Any) -> dict[str, Any]:
    """Return one row as billing lists it, with everything in it that must not be read."""
    plain = {
        "id": str(number),
        "tid": f"51675{number}",
        "deptid": "1",
        "userid": str(number),
        "name": "Ana Privada",
        "email": "ana@privada.example",
        "c": "codigoDeAcceso",
        "date": "2026-11-20 10:00:00",
        "subject": f"Asunto {number}",
        "status": "Open",
    }
    return plain | fields


def read(server: ScriptedBilling, days: int = 90, **limits: Any) -> Subjects:
    """Read the subjects of these many days, never sleeping between attempts."""
    naps: list[float] = []
    source = WhmcsSubjects(
        settings(server.url, **limits), since=NOW - timedelta(days=days), until=NOW, sleep=naps.append
    )
    return source.subjects(progress=lambda what, so_far, total: None)  # noqa: ARG005


def test_subject_and_writer_are_all_that_comes_out() -> None:
    """Entities are read, and what a terminal would obey is gone."""
    with serving(billing(tickets=[row(7, subject="Facturaci&oacute;n \x1b[2J &amp; pagos")])) as server:
        assert read(server) == Subjects((Subject("Facturación [2J & pagos", "7"),))


def test_all_pages_of_all_departments_are_read() -> None:
    """The server serves nothing without being asked for every department."""
    with serving(billing(tickets=[row(number) for number in range(1, 61)])) as server:
        found = read(server, page_size=25)

    assert len(found.found) == 60
    assert [(form["action"], form["limitstart"]) for form in server.forms] == [
        ("GetTickets", "0"),
        ("GetTickets", "25"),
        ("GetTickets", "50"),
    ]


def test_only_tickets_opened_within_the_days_count() -> None:
    """Billing has no such filter: the old ones come, and are left out here."""
    tickets = [row(1), row(2, date="2026-08-01 10:00:00"), row(3, date="2027-01-01 10:00:00")]
    with serving(billing(tickets=tickets)) as server:
        assert [subject.text for subject in read(server).found] == ["Asunto 1"]
        assert [subject.text for subject in read(server, days=365).found] == ["Asunto 1", "Asunto 2"]


def test_all_guests_count_as_one_person() -> None:
    """They may be one."""
    with serving(billing(tickets=[row(1, userid="0"), row(2, userid=0), row(3, userid="")])) as server:
        assert {subject.writer for subject in read(server).found} == {""}


def test_what_cannot_be_read_is_counted_and_the_rest_goes_on() -> None:
    """One row may be anything."""
    tickets = [row(1, subject=["lista"]), row(2, date="0000-00-00"), row(3, date="ayer"), row(4)]
    with serving(billing(tickets=tickets)) as server:
        assert read(server) == Subjects((Subject("Asunto 4", "4"),), unreadable=3)


@pytest.mark.parametrize(
    "answer",
    [
        raw(b"<html>Asunto privado</html>"),
        raw(b'{"result":"error","message":"Asunto privado"}'),
        raw(b'{"result":"success","totalresults":1}'),
        raw(b'{"result":"success","totalresults":1,"tickets":"Asunto privado"}'),
        raw(b'{"result":"success","totalresults":"Asunto privado","tickets":""}'),
        raw(b'{"result":"success","totalresults":9,"tickets":""}'),
        raw(b"Asunto privado", 403),
        raw(b"Asunto privado", 500),
    ],
)
def test_half_a_listing_stops_it_and_shows_nothing_of_it(answer: Any) -> None:
    """One line with place, fault and remedy; no subject, no secret."""
    with serving(always(answer)) as server, pytest.raises(UnreachableError) as caught:
        read(server)

    said = f"{caught.value.message} {caught.value.remedy}"
    assert caught.value.message.startswith("Facturación (GetTickets): ")
    assert caught.value.remedy
    assert "privado" not in said
    assert SECRET not in said
