"""The words that a page carries for its own script, as JSON: what stands here needs no request and is never too old."""

from __future__ import annotations

import json
from typing import Any

from generator.model.due import Why
from generator.words.language import WORDS

_TOLD_DATES = {"weekdays", "weekdays_short", "months", "day", "short_day", "moment", "by", "between"}
_FILLED = {"temporary", "today", "today_day", "at_hour", "before_hour"}
_OPENING = {"opening", "closed", "and_"}
_STRETCHES = {"hours", "minutes", "seconds"}


def calculator_words() -> dict[str, Any]:
    """Return what the form on a service's page says, and how it tells dates and counts."""
    return {
        "dates": WORDS.dates.model_dump(include=_TOLD_DATES | _STRETCHES),
        "count": WORDS.count.model_dump(exclude={"no_reason", "show"}),
        "whys": {why.value: WORDS.whys.of(why).told for why in Why},
        "calculator": _plain(WORDS.calculator),
    }


def staff_words() -> dict[str, Any]:
    """Return what the scripts of the staff's own pages say."""
    return {
        "dates": WORDS.dates.model_dump(by_alias=True, include=_TOLD_DATES | _OPENING),
        "count": {},
        "whys": {},
        "staff": _plain(WORDS.staff),
        "replies": WORDS.replies.model_dump(include=_FILLED),
    }


def as_json(value: Any) -> str:
    """Return canonical JSON."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(sentences: Any) -> dict[str, Any]:
    return {key: one if isinstance(one, str) else one.model_dump() for key, one in sentences.items()}
