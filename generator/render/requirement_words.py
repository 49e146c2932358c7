"""What a service's clock waits for, as pages and commands name it."""

from __future__ import annotations

from generator.model.catalog import Catalog, Service
from generator.words.language import WORDS
from generator.words.phrases import enumerated, inside_sentence


def required_words(catalog: Catalog, service: Service) -> str:
    """Return all that a service's clock waits for as it stands inside a sentence, the payment among it."""
    required = [catalog.requirements[name] for name in catalog.required(service)]
    paying = () if any(one.kind == "payment" for one in required) else (WORDS.service.payment,)
    return enumerated([*paying, *(inside_sentence(one.name) for one in required)])
