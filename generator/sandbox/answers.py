"""What is to be said comes in; one HTTP answer, and JSON as PHP writes it, go out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


def as_json(content: Any) -> bytes:
    """Return content as PHP's `json_encode` writes it: ASCII, with slashes escaped."""
    return json.dumps(content, separators=(",", ":")).replace("/", "\\/").encode()


def error(message: str, status: int = 200) -> Answer:
    """Return an error in WHMCS's usual form."""
    return Answer(status, as_json({"result": "error", "message": message}))
