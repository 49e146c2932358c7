"""A small made-up company for the sandbox's tests, with one service per kind of clock."""

from __future__ import annotations

from generator.model.base import GroupId, RequirementId, ServiceId
from generator.model.billing import Billing
from generator.model.calendar import CalendarData, CalendarSettings, WeeklyHours
from generator.model.catalog import Catalog, Company, Group, Requirement, Service
from generator.model.promise import parse_promise
from generator.model.states import ClockStarts

_DAY = ("09:00-18:00",)
_WEEK = WeeklyHours.model_validate(dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), _DAY))
_SERVICES = {
    "alojamiento": ("2 minutos", ClockStarts.PAYMENT_CREDITED, ()),
    "dominios": ("2 minutos", ClockStarts.PAYMENT_CREDITED, ()),
    "video": ("1 día hábil", ClockStarts.REQUIREMENTS_MET, ("pago",)),
    "reventa": ("24 a 48 horas en días hábiles", ClockStarts.PAYMENT_CREDITED, ()),
    "portal": ("3 días hábiles", ClockStarts.REQUIREMENTS_MET, ("pago", "textos")),
    "aplicacion": ("15 a 40 días hábiles", ClockStarts.REQUIREMENTS_MET, ("textos",)),
    "soporte": ("3 horas hábiles", ClockStarts.PAYMENT_CREDITED, ()),
    "archivo": ("10 días corridos", ClockStarts.PAYMENT_CREDITED, ()),
}
_BILLING = {
    "zone": "America/Argentina/Buenos_Aires",
    "sync_every_minutes": "30",
    "services": [
        {"service": "alojamiento", "products": ["Hosting - Uno", "Hosting - Dos"]},
        {"service": "dominios", "domain_endings": [".com", ".net"]},
        *({"service": name, "products": [f"Varios - {name}"]} for name in list(_SERVICES)[2:]),
    ],
    "order_statuses": [
        {"status": "Esperando requisitos", "stage": "awaiting_requirements"},
        {"status": "En producción", "stage": "in_progress"},
        {"status": "En revisión", "stage": "under_review"},
    ],
}


def small_catalog() -> Catalog:
    """Return a company with one service per kind of clock and no holidays."""
    zone = str(_BILLING["zone"])
    calendar = CalendarData(
        zone=zone,
        weekly_hours=_WEEK,
        cut_off="closing",
        closures=(),
        exceptions=(),
        holidays=(),
        first_year=2026,
        last_year=2028,
    )
    return Catalog(
        company=Company(
            name="Una empresa",
            site="una",
            site_url="https://una.example/",
            sla_manual_url="https://una.example/sla",
            unlisted="Pregunte.",
        ),
        calendar_settings=CalendarSettings(zone=zone, weekly_hours=_WEEK),
        calendar=calendar,
        groups={GroupId("todo"): Group(id="todo", name="Todo", intro="Todo.")},
        requirements={
            RequirementId("pago"): _requirement("Pago", "Pague.", kind="payment"),
            RequirementId("textos"): _requirement("Textos", "Envíelos."),
        },
        services={ServiceId(name): _service(name) for name in _SERVICES},
        attention={},
        faq={},
        notices={},
        billing=Billing.model_validate(_BILLING),
        revocations={},
        assumed=(),
    )


def _requirement(name: str, how: str, kind: str = "client") -> Requirement:
    fields = {"name": name, "how": how, "kind": kind, "owner": "soporte", "review_by": "2027-05-31"}
    return Requirement.model_validate(fields)


def _service(name: str) -> Service:
    promise, clock_starts, requirements = _SERVICES[name]
    return Service.model_validate(
        {
            "name": name.title(),
            "group": "todo",
            "promise": parse_promise(promise),
            "clock_starts": clock_starts,
            "requirements": requirements,
            "owner": "soporte",
            "review_by": "2027-05-31",
        }
    )
