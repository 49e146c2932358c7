"""The files of `data/` whose review is overdue, and those whose review is due soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.model.catalog import Catalog
from generator.model.reviews import Review, Reviews

SOON = timedelta(days=30)
"""How long before its date a review is announced."""


def due_reviews(catalog: Catalog, today: date) -> Reviews:
    """Return the reviews whose date is before `today`, a date of the company's zone, and those within 30 days of it."""
    known = sorted(_known(catalog))
    return Reviews(
        overdue=tuple(one for one in known if one.review_by < today),
        soon=tuple(one for one in known if today <= one.review_by <= today + SOON),
    )


def _known(catalog: Catalog) -> Iterator[Review]:
    for service_id, service in catalog.services.items():
        yield Review(service.review_by, f"data/services/{service_id}.yml", service.owner, service.name)
    for requirement_id, requirement in catalog.requirements.items():
        path = f"data/requirements/{requirement_id}.yml"
        yield Review(requirement.review_by, path, requirement.owner, requirement.name)
    for attention_id, attention in catalog.attention.items():
        path = f"data/attention/{attention_id}.yml"
        yield Review(attention.review_by, path, attention.owner, attention.name)
    for faq_id, faq in catalog.faq.items():
        yield Review(faq.review_by, f"data/faq/{faq_id}.yml", faq.owner, faq.question)
