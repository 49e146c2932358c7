"""A small company and its billing, built value by value: what the fold's tests start from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from generator.compute.fold import fold
from generator.model.base import GroupId, OrderId, RequirementId, ServiceId, TicketId
from generator.model.billing import Billing
from generator.model.calendar import CalendarSettings
from generator.model.catalog import Catalog, Company, Group, Requirement, Service
from generator.model.ledger import Ledger
from generator.model.observed import ItemKey, Observed, ObservedItem, ObservedOrder, ObservedTicket
from generator.model.states import ItemKind, OrderStatus, Payment, ServiceStatus, TicketState
from tests.compute.calendars import WEEK, calendar_data

T0 = datetime(2026, 11, 17, 13, 0, tzinfo=UTC)
"""Tuesday 17 November 2026, 10:00 in Buenos Aires."""
RUN = timedelta(minutes=30)


def service(promise: str, starts: str, *requirements: str) -> Service:
    """Return a service with a promise."""
    return Service.model_validate(
        {
            "name": "Servicio",
            "group": "g",
            "promise": promise,
            "clock_starts": starts,
            "requirements": requirements,
            "owner": "soporte",
            "review_by": date(2027, 5, 31),
        }
    )


def requirement(name: str, how: str, kind: str) -> Requirement:
    """Return a requirement."""
    fields = {"name": name, "how": how, "kind": kind, "owner": "soporte", "review_by": date(2027, 5, 31)}
    return Requirement.model_validate(fields)


SERVICES = {
    ServiceId("hosting"): service("2 minutos", "payment_credited", "pago"),
    ServiceId("noticias"): service("2 días hábiles", "requirements_met", "pago", "dominio"),
    ServiceId("video"): service("1 día hábil", "requirements_met", "pago"),
}


def catalog(**services: Service) -> Catalog:
    """Return the company's Catalog, with some services changed."""
    calendar = calendar_data()
    return Catalog(
        company=Company.model_validate(
            {
                "name": "Empresa",
                "site": "prod",
                "site_url": "https://empresa.example/",
                "sla_manual_url": "https://manual.empresa.example/sla",
                "unlisted": "Consulte.",
            }
        ),
        calendar_settings=CalendarSettings(zone=calendar.zone, weekly_hours=WEEK),
        calendar=calendar,
        groups={GroupId("g"): Group(id="g", name="Grupo", intro="Grupo.")},
        requirements={
            RequirementId("pago"): requirement("Pago", "Pague.", "payment"),
            RequirementId("dominio"): requirement("Dominio", "Delegue.", "client"),
        },
        services={**SERVICES, **{ServiceId(key): value for key, value in services.items()}},
        attention={},
        faq={},
        notices={},
        billing=Billing.model_validate(
            {
                "zone": calendar.zone,
                "sync_every_minutes": "30",
                "services": [
                    {"service": "hosting", "products": ["Hosting - Inicial"]},
                    {"service": "noticias", "products": ["Webs - Noticias"]},
                    {"service": "video", "products": ["Streaming - Video"], "domain_endings": [".com"]},
                ],
                "order_statuses": [
                    {"status": "Esperando requisitos", "stage": "awaiting_requirements"},
                    {"status": "En producción", "stage": "in_progress"},
                    {"status": "En revisión", "stage": "under_review"},
                    {"status": "A cobrar", "stage": "awaiting_payment"},
                ],
                "ticket_statuses": [
                    {"status": "Requisitos completos", "stage": "in_progress"},
                    {"status": "Faltan requisitos", "stage": "awaiting_requirements"},
                ],
            }
        ),
        revocations={},
        assumed=(),
    )


def item(product: str, status: ServiceStatus = ServiceStatus.PENDING, number: int = 1) -> ObservedItem:
    """Return one product line."""
    return ObservedItem(ItemKey(ItemKind.PRODUCT, str(number)), product, "", status)


def order(*items: ObservedItem, number: int = 7, **changes: object) -> ObservedOrder:
    """Return an unpaid pending order placed at T0 by client 5."""
    plain = ObservedOrder(
        id=OrderId(str(number)),
        number=str(7_000_000_000 + number),
        client="5",
        placed_at=T0,
        status=OrderStatus.PENDING,
        custom_status="",
        payment=Payment.UNPAID,
        paid_at=None,
        items=items,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def ticket(number: int = 1, *, client: str = "5", about: ItemKey | None = None, **changes: object) -> ObservedTicket:
    """Return an open ticket of T0."""
    plain = ObservedTicket(TicketId(str(number)), f"T-{number}", client, T0, None, TicketState.OPEN, about, "Open", "2")
    return replace(plain, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Pull(Observed):
    """What a run sees, with the run's moment."""

    at: datetime = T0


def seen(now: datetime, *orders: ObservedOrder, tickets: tuple[ObservedTicket, ...] = (), **more: Any) -> Pull:
    """Return a complete pull."""
    return Pull(orders, tickets, at=now, **more)


def after(*pulls: Pull, company: Catalog | None = None) -> Ledger:
    """Return the Ledger after one run per pull."""
    ledger: Ledger | None = None
    for pull in pulls:
        ledger, _ = fold(company or catalog(), pull, ledger, pull.at)
    assert ledger is not None
    return ledger
