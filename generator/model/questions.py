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
