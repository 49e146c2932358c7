"""A page as BookStack keeps it, or the error that its answer is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from generator.errors import DemorasError
from generator.http.exchange import Response
from generator.publish.manual.html_lines import plain
from generator.publish.manual.manual_errors import KEY, NOT_BOOKSTACK, TRY_LATER, failed_call, refused_page


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


def stored_page(response: Response, number: int, what: str) -> StoredPage:
    """Return the page that an answer holds.

    Raises:
        PublishError: there is no such page for this token.
        UnreachableError: any other answer.

    """
    fields = json_of(response)
    if response.status != 200 or not isinstance(fields, dict):
        raise refusal(response.status, number, what, is_json=isinstance(fields, dict))
    try:
        return _picked(fields, number)
    except (KeyError, TypeError, ValueError):
        raise failed_call(what, "la respuesta no es una página como las de BookStack 24.10", NOT_BOOKSTACK) from None


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


def refusal(status: int, number: int | None, what: str, *, is_json: bool) -> DemorasError:
    """Return the error of an answer that is no page; BookStack's own words are not repeated."""
    if 300 <= status < 400:
        remedy = "Escriba en «base_url» de data/manual.yml la dirección definitiva: el token no se envía a otra."
        return failed_call(what, "redirige a otra dirección", remedy)
    if not is_json:
        return failed_call(what, f"respondió HTTP {status} con algo que no es JSON", NOT_BOOKSTACK)
    match status:
        case 401:
            return failed_call(what, "no acepta el token (401)", KEY)
        case 403:
            return failed_call(what, "el token venció o no tiene permiso (403)", KEY)
        case 404 if number is not None:
            remedy = "Corrija su número en data/manual.yml, o dele permiso para verla al usuario del token."
            return refused_page(f"Página {number} del manual", "no existe, o el usuario del token no la ve", remedy)
        case 429:
            return failed_call(what, "sigue pidiendo esperar (429)", TRY_LATER)
        case _:
            return failed_call(what, f"respondió HTTP {status}", TRY_LATER)
