"""The places of the page of questions, and how each service's own question is asked."""

from __future__ import annotations

QUESTIONS_PAGE = "preguntas/index.md"
GENERAL = "generales"
"""The place of the questions that are about no service."""
OWN_ANCHORS = (GENERAL, "edad", "edad-aviso")
"""Places that the page, or every page, has of its own."""


def group_anchor(group: str) -> str:
    """Return the place of a group's questions."""
    return f"grupo-{group}"


def service_anchor(service: str) -> str:
    """Return the place of the question about a service."""
    return f"demora-{service}"


def service_question(name: str) -> str:
    """Return the question that every service has."""
    return f"¿Cuánto demora {name}?"


def service_wordings(name: str) -> tuple[str, ...]:
    """Return other ways in which people ask it."""
    return (
        f"cuándo está listo {name}",
        f"cuándo se activa {name}",
        f"cuánto tarda {name}",
        f"demora de {name}",
        f"plazo de {name}",
    )
