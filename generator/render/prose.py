"""Staff's prose with its references filled in: `{{ promise("simplenews") }}` becomes the figure as it stands today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from generator.model.base import ServiceId
from generator.model.catalog import Catalog


def references(catalog: Catalog) -> Mapping[str, Any]:
    """Return the names that prose may use; `load` refuses any other."""

    def promise(service: str) -> str:
        return str(catalog.services[ServiceId(service)].promise)

    def target(attention: str) -> str:
        return str(catalog.attention[attention].target)

    return {
        "promise": promise,
        "target": target,
        "company_name": catalog.company.name,
        "sla_manual_url": catalog.company.sla_manual_url,
    }


class Prose:
    """Renders prose to plain text."""

    def __init__(self, catalog: Catalog) -> None:
        # Plain text has nothing to escape; whoever prints it escapes for where it goes.
        self._env = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
        self._names = references(catalog)

    def __call__(self, text: str) -> str:
        """Return the text with its references replaced, on one line."""
        return " ".join(self._env.from_string(text).render(self._names).split())
