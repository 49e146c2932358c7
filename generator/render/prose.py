"""Staff's prose with its references filled in: `{{ promise("simplenews") }}` becomes the figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from generator.model.addresses import COMPANY_ADDRESSES
from generator.model.base import RequirementId, ServiceId
from generator.model.catalog import Catalog
from generator.model.promise import Promise
from generator.model.questions import QUESTIONS_PAGE
from generator.render.attention_page import ATTENTION_PAGE
from generator.render.markdown import Markdown
from generator.render.wording import target_kind_words, target_words


def references(catalog: Catalog, promises: Mapping[ServiceId, Promise | str]) -> Mapping[str, Any]:
    """Return the names that prose may use; `load` refuses any other. `promises` are each service's."""

    def promise(service: str) -> str:
        return str(promises[ServiceId(service)])

    def target(attention: str) -> str:
        return str(catalog.attention[attention].target)

    def requirement(name: str) -> str:
        return catalog.requirements[RequirementId(name)].name

    def channel(name: str) -> str:
        entry = catalog.attention[name]
        return f"{entry.name} ({target_words(entry)} {target_kind_words(entry)})" if entry.target else entry.name

    return {
        "promise": promise,
        "target": target,
        "requirement": requirement,
        "channel": channel,
        "company_name": catalog.company.name,
        **{key: getattr(catalog.company, key) for key in COMPANY_ADDRESSES},
    }


def page_references(catalog: Catalog, promises: Mapping[ServiceId, Promise | str]) -> Mapping[str, Any]:
    """Return the names that hand-written pages may use: those of prose, and a path within the site."""
    return {**references(catalog, promises), "order_link_question": lost_link_place(catalog)}


def lost_link_place(catalog: Catalog) -> Markdown:
    """Return the path to the question for a lost link; where a company names none, to whom to ask."""
    question = catalog.company.order_link_question
    return Markdown(f"{QUESTIONS_PAGE}#{question}" if question else ATTENTION_PAGE)


def reasons(catalog: Catalog) -> Prose:
    """Return the prose of notices: a reason tells why a promise changed, so it names the ordinary one throughout."""
    return Prose(catalog, {key: service.promise for key, service in catalog.all_services.items()})


class Prose:
    """Renders prose to plain text."""

    def __init__(self, catalog: Catalog, promises: Mapping[ServiceId, Promise | str]) -> None:
        # Plain text has nothing to escape; whoever prints it escapes for where it goes.
        self._env = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
        self._names = references(catalog, promises)

    def __call__(self, text: str) -> str:
        """Return the text with its references replaced, on one line."""
        filled = self._env.from_string(text).render(self._names) if "{" in text else text
        return " ".join(filled.split())
