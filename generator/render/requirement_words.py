"""What a service's clock waits for, as pages, open data and commands tell it."""

from __future__ import annotations

from generator.model.base import RequirementId
from generator.model.catalog import Catalog, Service
from generator.words.language import WORDS
from generator.words.phrases import enumerated, inside_sentence


def required_of(catalog: Catalog, service: Service) -> tuple[RequirementId, ...]:
    """Return all that a service's clock waits for: the payment, which no clock runs without, and what it names.

    The payment is missing where the data do not say in one place how one pays.
    """
    ids = tuple(RequirementId(name) for name in service.requirements)
    payments = tuple(name for name, one in catalog.requirements.items() if one.kind == "payment")
    is_named = any(name in payments for name in ids)
    return ids if is_named or len(payments) != 1 else (*payments, *ids)


def required_words(catalog: Catalog, service: Service) -> str:
    """Return the same as it stands inside a sentence, the payment always among it."""
    required = [catalog.requirements[name] for name in required_of(catalog, service)]
    paying = () if any(one.kind == "payment" for one in required) else (WORDS.service.payment,)
    return enumerated([*paying, *(inside_sentence(one.name) for one in required)])
