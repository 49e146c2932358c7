"""A page as BookStack keeps it, picked out of what it answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from generator.http.exchange import Response
from generator.publish.manual.html_lines import plain
from generator.publish.manual.manual_errors import Asked, answer_error, strange_answer


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One page as BookStack keeps it. `raw_html` is what is edited; `html` is drawn from it, includes and all."""

    number: int
    name: str
    raw_html: str
    html: str
    markdown: str
    editor: str
    draft: bool
    revision: int
    updated_at: str
    updated_by: str
    """Name of who saved it last; empty where BookStack does not say."""

    @property
    def state(self) -> tuple[object, ...]:
        """Return all that a save changes; not `html`, which also shows text of other pages."""
        return self.revision, self.updated_at, self.raw_html, self.markdown, self.editor

    @property
    def title(self) -> str:
        """Name the page for people."""
        return f"Página {self.number} del manual, «{plain(self.name)[:80]}»"

    @property
    def last_revision(self) -> str:
        """Name the revision that holds what the page says now, and whose it is."""
        who = f"de «{plain(self.updated_by)[:80]}», " if self.updated_by else ""
        return f"la revisión {self.revision}, {who}guardada el {plain(self.updated_at)[:16].replace('T', ' ')} UTC"


def stored_page(response: Response, asked: Asked) -> StoredPage:
    """Return the page that an answer holds.

    Raises:
        PublishError: the answer is not this page.
        UnreachableError: it says that the token is no good.

    """
    fields = json_of(response)
    if response.status != 200 or not isinstance(fields, dict):
        raise answer_error(response.status, fields, asked)
    try:
        return _picked(fields, asked.number)
    except (KeyError, TypeError, ValueError):
        raise strange_answer(asked) from None


def _picked(fields: dict[str, Any], number: int) -> StoredPage:
    texts = {name: fields[name] for name in ("name", "raw_html", "html", "markdown", "editor", "updated_at")}
    texts["markdown"] = texts["markdown"] or ""
    texts["editor"] = texts["editor"] or ""
    if not all(isinstance(text, str) for text in texts.values()) or fields["id"] != number:
        raise TypeError
    person = fields.get("updated_by")
    name = person.get("name") if isinstance(person, dict) else None
    return StoredPage(
        number=number,
        draft=bool(fields["draft"]),
        revision=int(fields["revision_count"]),
        updated_by=name if isinstance(name, str) else "",
        **texts,
    )


def json_of(response: Response) -> Any:
    """Return what an answer says; None where it is no JSON."""
    # For an address outside its API, BookStack answers a page for people.
    if response.content_type.partition(";")[0].strip().lower() != "application/json":
        return None
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError):
        return None
