"""The words that a page carries for its own script, as JSON: what stands here needs no request and is never too old."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from generator.model.due import Why
from generator.model.promise import HOUR, MINUTE
from generator.model.states import ClockStarts, Reason, State, TicketState, WaitingOn
from generator.words.language import WORDS, Words

_SHORT_DATES = {"weekdays_short", "short_day", "short_day_of_year"}
_TOLD_DATES = {*_SHORT_DATES, "weekdays", "months", "day", "day_of_year", "at", "clock", "end_of_day", "by"} | {
    "between",
    "between_hours",
}
_FILLED = {"temporary", "today", "today_day", "at_hour", "before_hour"}
_OPENING = {"opening", "midnight", "all_day", "closed", "and"}
_ORDER_DATES = {
    "weekdays",
    "months",
    "day",
    "day_of_year",
    "at",
    "clock",
    "end_of_day",
    "on",
    "by",
    "between",
    "from_until",
    "and",
}
_SHOP_DATES = {"weekdays", "months", "day", "day_of_year", "at", "clock", "end_of_day", "on", "between", "and"}
_SHOP_SAYS = [
    *("no_items", "all_active", "more_items", "lead_for", "lead_late", "lead_past", "act_below", "a_service"),
    *("the_order", "number"),
    *("all_cancelled", "all_over", "over_active", "over_cancelled", "ended_active", "ended_cancelled", "ended_both"),
    *("nothing_newer", "nothing_dated", "ask_how_it_goes", "ended", "ended_on", "ended_stopped", "age", "within_day"),
    *("today", "all_unpaid"),
    *("due", "due_promised", "due_late", "due_range", "range_promised", "due_from", "due_until", "active_since"),
]
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}
_STRETCHES = {"hours", "minutes", "seconds"}


def calculator_words(words: Words) -> dict[str, Any]:
    """Return what the form on a service's page says, and how it tells dates and counts, in a company's `words`."""
    return {
        "dates": WORDS.dates.sentences(_TOLD_DATES | _STRETCHES),
        "count": WORDS.count.sentences(but={"no_reason"}),
        "whys": _whys(words),
        "calculator": _plain(words.calculator),
    }


def home_words(words: Words) -> dict[str, Any]:
    """Return what the home page's question says beside what the form on a service's page does."""
    told = WORDS.home.sentences({"none", "several", "if_paid_now", "if_ready_now", "more"})
    return {**calculator_words(words), **now_words(), "home": told}


def now_words() -> dict[str, Any]:
    """Return what tells whether anybody is there."""
    return {
        "dates": WORDS.dates.sentences(_TOLD_DATES | _STRETCHES),
        "now": WORDS.now.sentences(but={"built_open", "built_closed"}),
        "hours": WORDS.calendar.sentences({"midnight"}),
    }


def delay_words(words: Words) -> dict[str, Any]:
    """Return what the script of the table of all services says: its filter, and dates as short as a cell."""
    said = {"shown", "none", "printed", "unasked", "unread", "today", "on_day", "range", "no_year", "unknown"}
    return {
        "dates": WORDS.dates.sentences(_SHORT_DATES),
        "delays": words.delays.sentences(said | {"no_calendar"}),
        "outdated": WORDS.calculator["outdated"],
    }


def order_page_words(words: Words) -> dict[str, Any]:
    """Return what the order page says, by the codes of a sealed view, in the `words` of a company's ways to ask."""
    units = {unit.key: _figured(unit.one, unit.more) for unit in (MINUTE, HOUR)}
    return {
        "dates": WORDS.dates.sentences(_ORDER_DATES | _STRETCHES),
        "stages": {state.value: words.stages.of(state).sentences(but={"short", "many"}) for state in State},
        "reasons": {reason.value: words.reasons.of(reason).sentences() for reason in Reason},
        "turns": {who.value: WORDS.turns.of(who) for who in WaitingOn},
        "clock_starts": {starts.value: WORDS.clock_starts.of(starts).short for starts in ClockStarts},
        "tickets": {state.value: WORDS.tickets.of(state).sentences() for state in TicketState},
        "count": WORDS.count.sentences(but={"earliest"}),
        "whys": _whys(words),
        "failures": {kind: told.sentences() for kind, told in words.failures.items()},
        "order_page": _plain(words.order_page) | units | {"began": WORDS.service.begins},
    }


def staff_words(words: Words) -> dict[str, Any]:
    """Return what the scripts of the staff's own pages say."""
    return {
        "dates": WORDS.dates.sentences(_TOLD_DATES | _OPENING),
        "count": {},
        "whys": {},
        "staff": _plain(words.staff),
        "replies": WORDS.replies.sentences(_FILLED),
    }


def shop_words() -> dict[str, Any]:
    """Return what the hook of WHMCS says; `integrations/whmcs/demoras/_words.php` is a copy that a test compares."""
    page = order_page_words(WORDS)
    return {
        "dates": WORDS.dates.sentences(_SHOP_DATES),
        "stages": {key: {name: of[name] for name in ("lead", "lead_of_client")} for key, of in page["stages"].items()},
        "reasons": {key: {"lead": of["lead"]} for key, of in page["reasons"].items() if of["lead"]},
        "order_page": {key: page["order_page"][key] for key in _SHOP_SAYS},
        "shop": WORDS.shop.sentences(),
    }


def as_json(value: Any) -> str:
    """Return canonical JSON."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def inside_script(text: str) -> str:
    """Return JSON that may stand in a `script` element of HTML: no text in it can end that element."""
    return text.translate(_UNSAFE)


def _whys(words: Words) -> dict[str, str]:
    return {why.value: words.whys.of(why) for why in Why}


def _figured(one: str, more: str) -> dict[str, str]:
    return {"one": f"{{figure}} {one}", "more": f"{{figure}} {more}"}


def _plain(sentences: Any) -> dict[str, Any]:
    return {key: one if isinstance(one, str) else msgspec.to_builtins(one) for key, one in sentences.items()}
