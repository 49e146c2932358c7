"""The pages of a BookStack, and what its API answers about them: the captured exchanges are the model."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.doubles.bookstack_html import drawn, kept, text_of

_FOR_PEOPLE = '<!DOCTYPE html>\n<html lang="es"><head><title>BookStack</title></head><body>404</body></html>'
_BEGINNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_PERSON = {"id": 1, "name": "Admin", "slug": "admin"}


@dataclass(slots=True)
class WikiPage:
    """One page; a page with Markdown is one whose HTML is made from it."""

    name: str
    raw_html: str
    markdown: str = ""
    editor: str = "wysiwyg"
    draft: bool = False
    revision: int = 1
    updated_at: datetime = _BEGINNING
    updated_by: str = "Admin"
    is_locked: bool = False
    """The token's user may see the page and not edit it."""
    is_deleted: bool = False
    """In the recycle bin, or hidden from the token's user: BookStack answers alike."""


@dataclass(frozen=True, slots=True)
class WikiAnswer:
    """An HTTP answer."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


class Wiki:
    """The pages, by their number, and the one token that opens them."""

    def __init__(self, token: str) -> None:
        self.pages: dict[int, WikiPage] = {}
        self.read_only = False
        self.rebuilding: list[str] = []
        """Methods whose next request finds no page, because BookStack is rebuilding who may see it."""
        self.deaf = False
        """Save without what was sent, as it does when it cannot read a request."""
        self._id, _, self._secret = token.partition(":")
        self._saves = 0

    def add(self, name: str, html: str, markdown: str = "") -> int:
        """Add a page as BookStack would keep it, and return its number."""
        number = len(self.pages) + 1
        self.pages[number] = WikiPage(name, kept(html), markdown, "markdown" if markdown else "wysiwyg")
        return number

    def copy(self, number: int, name: str) -> int:
        """Copy a page, as the button *Copiar* does: its HTML goes along, marks and all."""
        page = self.pages[number]
        return self.add(name, page.raw_html, page.markdown)

    def save(self, number: int, html: str | None, by: str = "Admin") -> None:
        """Save a page, by a person or a program: the whole HTML is replaced, and whoever saves last wins."""
        page = self.pages[number]
        page.updated_by = by
        self._saves += 1
        page.revision += 1
        page.updated_at = _BEGINNING + timedelta(seconds=self._saves)
        if html is not None:
            # HTML for a page written in Markdown wipes that and changes the page's editor.
            page.raw_html, page.markdown, page.editor = kept(html), "", "wysiwyg"

    def answer(self, method: str, path: str, authorization: str | None, body: bytes) -> WikiAnswer:
        """Return the answer to one request."""
        asked = urlsplit(path)
        found = re.fullmatch(r"/api/pages/(\d+)", asked.path)
        lists = {"/api/pages": self._listed, "/api/search": self._found}
        if asked.path in lists and method == "GET":
            return self._refused(authorization) or lists[asked.path](parse_qs(asked.query))
        if not found:
            return WikiAnswer(404, _FOR_PEOPLE.encode(), "text/html; charset=UTF-8")
        if method not in ("GET", "PUT"):
            supported = "Supported methods: GET, HEAD, PUT, DELETE."
            return wiki_error(405, f"The {method} method is not supported for route {path[1:]}. {supported}")
        if refused := self._refused(authorization):
            return refused
        number = int(found[1])
        if method in self.rebuilding:
            self.rebuilding.remove(method)
            return wiki_error(404, "Page not found")
        if number not in self.pages or self.pages[number].is_deleted:
            return wiki_error(404, "Page not found")
        if method == "PUT" and (refused := self._put(number, body)):
            return refused
        return _json(self._fields(number))

    def _listed(self, query: dict[str, list[str]]) -> WikiAnswer:
        """Return the list of pages: no html in it; a filter that it does not know is ignored without a word."""
        seen = [number for number, page in self.pages.items() if not page.is_deleted]
        if "filter[name]" in query:
            seen = [number for number in seen if self.pages[number].name == query["filter[name]"][0]]
        return _json({"data": [self._row(number) for number in _page(seen, query, 500, 100)], "total": len(seen)})

    def _found(self, query: dict[str, list[str]]) -> WikiAnswer:
        """Return the pages whose text has every exact term of a search, upper and lower case alike."""
        terms = [term.replace('\\"', '"') for term in re.findall(r'"((?:\\"|[^"])*)"', query["query"][0])]
        seen = [
            number
            for number, page in self.pages.items()
            if not page.is_deleted and all(term.lower() in text_of(page.raw_html).lower() for term in terms)
        ]
        rows = [{**self._row(number), "type": "page", "url": "", "tags": []} for number in _page(seen, query, 100, 20)]
        return _json({"data": rows, "total": len(seen)})

    def _row(self, number: int) -> dict[str, Any]:
        whole = self._fields(number)
        return {key: whole[key] for key in whole if key not in ("html", "raw_html", "markdown", "tags")}

    def _refused(self, authorization: str | None) -> WikiAnswer | None:
        if authorization is None:
            return wiki_error(401, "No authorization token found on the request")
        kind, _, token = authorization.partition(" ")
        if kind != "Token" or ":" not in token:
            return wiki_error(401, "An authorization token was found on the request but the format appeared incorrect")
        id_, _, secret = token.partition(":")
        if id_ != self._id:
            return wiki_error(401, "No matching API token was found for the provided authorization token")
        if secret != self._secret:
            return wiki_error(401, "The secret provided for the given used API token is incorrect")
        return None

    def _put(self, number: int, body: bytes) -> WikiAnswer | None:
        if self.read_only or self.pages[number].is_locked:
            return wiki_error(403, "You do not have permission to perform the requested action.")
        try:
            fields = json.loads(body)
        except ValueError:
            # Not a fault to BookStack: a request that changes nothing, and counts as a revision all the same.
            fields = {}
        html = fields.get("html") if isinstance(fields, dict) and not self.deaf else None
        if html is not None and not isinstance(html, str):
            return wiki_error(422, "The given data was invalid.", validation={"html": ["The html must be a string."]})
        self.save(number, html)
        return None

    def _fields(self, number: int) -> dict[str, Any]:
        page = self.pages[number]
        others = {key: other.raw_html for key, other in self.pages.items() if key != number}
        return {
            "id": number,
            "book_id": 1,
            "chapter_id": 0,
            "name": page.name,
            "slug": re.sub(r"[^a-z0-9]+", "-", page.name.lower()).strip("-"),
            "html": drawn(page.raw_html, others),
            "priority": number,
            "created_at": _stamp(_BEGINNING),
            "updated_at": _stamp(page.updated_at),
            "created_by": _PERSON,
            "updated_by": {"id": 1, "name": page.updated_by, "slug": page.updated_by.lower()},
            "draft": page.draft,
            "markdown": page.markdown,
            "revision_count": page.revision,
            "template": False,
            "owned_by": _PERSON,
            "editor": page.editor,
            "raw_html": page.raw_html,
            "tags": [],
        }


def wiki_error(status: int, message: str, **more: Any) -> WikiAnswer:
    """Return an error as BookStack words it."""
    return WikiAnswer(status, json.dumps({"error": {"message": message, **more, "code": status}}).encode())


def _json(fields: dict[str, Any]) -> WikiAnswer:
    return WikiAnswer(200, json.dumps(fields).encode())


def _page(seen: list[int], query: dict[str, list[str]], most: int, usual: int) -> list[int]:
    count = min(max(int(query.get("count", [str(usual)])[0]), 1), most)
    begins = int(query.get("offset", ["0"])[0]) + (int(query.get("page", ["1"])[0]) - 1) * count
    return seen[begins : begins + count]


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
