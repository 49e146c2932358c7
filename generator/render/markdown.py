"""Markdown made safely: a Jinja environment in which every printed value is escaped unless it says it is Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from generator.render.compiled_templates import OPTIONS, CompiledTemplates
from generator.words.language import Words
from generator.words.sentences import SLOT

# As entities, these are plain text to Markdown in every place: paragraphs, headings, table cells and attributes.
_SPECIAL = {ord(char): f"&#{ord(char)};" for char in "&<>\"'*_`[]{}()|\\~^=#!:$"}
# The signs of an address that Markdown lets be; without them the engine would not know one.
_IN_ADDRESS = {code: entity for code, entity in _SPECIAL.items() if chr(code) not in ":#=!$"}
# What makes a list or a rule, and only where a line begins.
_OPENING = re.compile(r"^(?:[-+]|\d(?=\d*\.\s))")
# A figure and its sign stay together at a line's end.
_PERCENT = re.compile(r"(?<=\d) (?=%)")
URL = re.compile(r"https?://[^\s<>()\[\]{}\"'`\\|*^]+[^\s<>()\[\]{}\"'`\\|*^.,;:!?]")
"""A web address, without the characters that mean something to Markdown even between `<` and `>`."""


class Markdown(str):
    """Text that is Markdown already and must not be escaped again."""

    __slots__ = ()


def escape(value: object) -> Markdown:
    """Return a value as Markdown that shows exactly its text, on one line."""
    if isinstance(value, Markdown):
        return value
    return _escaped(str(value))


@lru_cache(4096)
def _escaped(text: str) -> Markdown:
    """Escape a text; the same names and words stand on page after page."""
    return _begun(_inner(text).strip())


def linked(text: str) -> Markdown:
    """Return plain text as Markdown in which addresses can be followed, on one line."""
    parts, end = [], 0
    for match in URL.finditer(text):
        parts += [_inner(text[end : match.start()]), f"<{match[0]}>"]
        end = match.end()
    return _begun("".join([*parts, _inner(text[end:])]).strip())


def filled_sentence(form: str, **slots: object) -> Markdown:
    """Return a sentence of the words file as Markdown, with its slots filled by values that show exactly their text."""
    return Markdown(SLOT.sub(lambda slot: escape(slots[slot[1]]), form))


def bold(value: object) -> Markdown:
    """Return a value that stands out."""
    return Markdown(f"**{escape(value)}**")


def linked_to(value: object, target: str, which: object = "") -> Markdown:
    """Return a value that leads to a place of the site; heard, it says `which` of several with the same text it is."""
    heard = f'{{: aria-label="{escape(value)}: {escape(which)}" }}' if which else ""
    return Markdown(f"[{escape(value)}]({target}){heard}")


def address(url: str) -> Markdown:
    """Return an address for a Markdown link's target, without a sign that means something there."""
    return Markdown(url.translate(_IN_ADDRESS))


def on_days(first: date | None, last: date | None, *, shown: bool | None = None) -> Markdown:
    """Return the attributes of what is told on some days alone, both included, as `por_dia.js` reads them.

    The build shows what has no first one: that holds on its own day. The browser goes by the reader's.
    """
    ends = [("data-desde", first), ("data-hasta", last)]
    told = "".join(f' {name}="{day.isoformat()}"' for name, day in ends if day)
    is_shown = first is None if shown is None else shown
    return Markdown(told if is_shown else f"{told} hidden")


def environment(words: Words, kind: type[Environment] = Environment, /, **names: Callable[..., Any]) -> Environment:
    """Return the environment of the pages' templates, which say a company's `words`.

    An unknown name is an error, never an empty text.

    The templates are the program's own. A text of staff that is rendered as one wants a kind that is sandboxed.
    """
    env = kind(
        loader=PackageLoader("generator.render"),
        undefined=StrictUndefined,
        finalize=_shown,
        # One that is sandboxed compiles them into something else.
        bytecode_cache=CompiledTemplates() if kind is Environment else None,
        **OPTIONS,
    )
    env.globals.update(names, words=words, filled_sentence=filled_sentence, bold=bold, linked_to=linked_to)
    return env


@pass_context
def _shown(_: Context, value: object) -> Markdown:
    """Escape what a template prints, constants too: without a context they would be escaped while it is compiled."""
    return escape(value)


def _inner(text: str) -> str:
    """Escape a piece of a sentence, each run of blanks made one, which no line ends at before a sign of percent."""
    return _PERCENT.sub("\u00a0", re.sub(r"\s+", " ", text)).translate(_SPECIAL)


def _begun(line: str) -> Markdown:
    """Return a line that Markdown cannot take for the beginning of a list or a rule."""
    return Markdown(_OPENING.sub(lambda mark: f"&#{ord(mark[0])};", line))
