"""What the browser tests open: a small Catalog, and order views in every state, all as of one Monday at 10:27."""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.model.base import GroupId, NoticeId, RequirementId, ServiceId
from generator.model.billing import Billing
from generator.model.calendar import CalendarData, CalendarSettings
from generator.model.catalog import Catalog, Company, Group, Notice, Requirement, Service

NOW = "2026-11-23T10:27:00-03:00"
SYNCED = "2026-11-23T13:15:00Z"
NUMBER = "7858259149"
HOURS = {day: ["09:00-18:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
ZONE = "America/Argentina/Buenos_Aires"


def small_catalog() -> Catalog:
    """Return three services, one of each kind the page tells apart."""
    calendar = {"zone": ZONE, "weekly_hours": HOURS}
    rest = {
        "cut_off": "closing",
        "closures": [],
        "exceptions": [],
        "holidays": [],
        "first_year": 2026,
        "last_year": 2028,
    }
    return Catalog(
        company=Company(
            name="Río & Hijos",
            site="prod",
            site_url="https://demoras.example/",
            sla_manual_url="https://manual.example/sla",
            client_area_url="https://clientes.example/",
            late_meaning="Pasó la fecha máxima. Pregunte a {{ company_name }} por un ticket.",
            unlisted="Consulte con su ejecutivo la demora de este producto.",
        ),
        calendar_settings=CalendarSettings.model_validate(calendar),
        calendar=CalendarData.model_validate(calendar | rest),
        groups={GroupId("web"): Group(id="web", name="Web", intro="Páginas.")},
        requirements={
            RequirementId("dominio-activo"): _requirement(
                "Dominio activo", "Registre el dominio o renuévelo si está vencido.", "activar el dominio"
            ),
            RequirementId("dominio-delegado"): _requirement(
                "Dominio delegado",
                "Apunte los DNS del dominio a los nuestros. Atiende {{ company_name }}.",
                "delegar el dominio",
            ),
        },
        services={
            ServiceId("simplenews"): _service(
                "Simplenews", "2 días hábiles", "requirements_met", "dominio-activo", "dominio-delegado"
            ),
            ServiceId("hosting"): _service("Hosting", "2 minutos", "payment_credited"),
            ServiceId("revendedor"): _service(
                "Paquete Revendedor", "24 a 48 horas en días hábiles", "requirements_met"
            ),
        },
        attention={},
        faq={},
        notices={
            NoticeId("mudanza"): Notice.model_validate(
                {
                    "kind": "delay",
                    "title": "Mudanza de servidores",
                    "reason": "Estamos mudando los servidores.",
                    "from": "2026-11-16",
                    "until": "2026-11-27",
                    "services": ["simplenews"],
                    "promise": "5 días hábiles",
                }
            )
        },
        billing=Billing.model_validate({"zone": ZONE, "sync_every_minutes": 15, "services": []}),
        revocations={},
        assumed=(),
    )


def say(prose: str) -> str:
    """Render the one reference these texts hold."""
    return prose.replace("{{ company_name }}", "Río & Hijos")


def item(**fields: Any) -> dict[str, Any]:
    """Return an item in preparation, with what a test says changed."""
    base = {
        "service": "simplenews",
        "name": "Simplenews Anual",
        "state": "in_progress",
        "since": {"after": "2026-11-20T13:00:00Z", "by": "2026-11-20T13:15:00Z"},
        "waiting_on": "company",
        "promise": "2 días hábiles",
        "start": {"after": "2026-11-20T13:00:00Z", "by": "2026-11-20T13:15:00Z"},
        "due": "2026-11-25T21:00:00Z",
        "trace": [
            {"date": "2026-11-20", "verdict": "day_zero"},
            {"date": "2026-11-21", "verdict": "skipped", "why": "weekend"},
            {"date": "2026-11-22", "verdict": "skipped", "why": "weekend"},
            {"date": "2026-11-23", "verdict": "skipped", "why": "holiday", "name": "Día de la Soberanía Nacional"},
            {"date": "2026-11-24", "verdict": "counted", "ordinal": 1},
            {"date": "2026-11-25", "verdict": "counted", "ordinal": 2},
        ],
    }
    return {key: value for key, value in (base | fields).items() if value is not None}


def still(state: str, waiting_on: str, **fields: Any) -> dict[str, Any]:
    """Return an item whose clock does not run."""
    return item(state=state, waiting_on=waiting_on, **(dict.fromkeys(("start", "due", "trace")) | fields))


def order(*items: dict[str, Any], tickets: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """Return a view as it is sealed."""
    return {"v": 1, "order": NUMBER, "changed_at": SYNCED, "items": list(items), "tickets": list(tickets)}


TICKET = {"number": "482913", "state": "answered", "opened": "2026-11-20T14:05:00Z"}
EVERY_STATE = order(
    still("awaiting_payment", "client"),
    still("awaiting_requirements", "client", missing=["dominio-activo"]),
    item(),
    item(earliest="2026-11-24T12:00:00Z"),
    item(due="2026-11-22T21:00:00Z"),
    item(state="active", waiting_on="none"),
    still("cancelled", "none"),
    still("under_review", "company"),
    still("unknown", "none", service=None, reason="unmapped"),
    tickets=(TICKET, TICKET | {"state": "closed"}),
)
"""Every state once, in preparation thrice: by a date, from a date, and late."""


def _requirement(name: str, how: str, action: str) -> Requirement:
    return Requirement(name=name, how=how, action=action, owner="soporte", review_by=date(2027, 5, 31))


def _service(name: str, promise: str, clock_starts: str, *requirements: str) -> Service:
    return Service.model_validate(
        {
            "name": name,
            "group": "web",
            "promise": promise,
            "clock_starts": clock_starts,
            "requirements": requirements,
            "owner": "soporte",
            "review_by": date(2027, 5, 31),
        }
    )
