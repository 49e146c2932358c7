"""The places of the page of questions."""

from __future__ import annotations

QUESTIONS_PAGE = "preguntas/index.md"
OWN_ANCHORS = ("generales", "servicios", "edad", "edad-aviso")
"""Places that the page, or every page, has of its own."""


def group_anchor(group: str) -> str:
    """Return the place of a group's services."""
    return f"grupo-{group}"


def service_anchor(service: str) -> str:
    """Return the place of a service's delay, which has its own page: older links lead there."""
    return f"demora-{service}"
