"""The names of a script, put in few letters wherever they are its own alone."""

# A name becomes another in every place where it stands for a variable, whichever of that name it is, so that no scope
# has to be told from another. As a property, in a text or in a pattern it stays; and one that stands somewhere for both
# at once, as in `{ name }`, stays everywhere.

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from string import ascii_letters

GLOBAL_TOO = frozenset(
    {"close", "closed", "event", "focus", "length", "name", "open", "opener", "status", "valueOf", "when"}
)
"""What browsers have a thing of their own for: a script that means that one would get another's."""
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_REST = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\d[\w.]*|\s+|\.\.\.|=>|.""")
_PATTERN = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
# A text with slots, up to its end or to the next of them.
_TEXT = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)")
_OPENS, _CLOSES = frozenset("([{"), frozenset(")]}")
_VARIABLES = frozenset({"let", "const", "var"})
_DECLARES = _VARIABLES | {"function", "class"}
_STATEMENTS = _DECLARES | {"async"}
_BEFORE_PATTERN = frozenset("(=,:?&|!{;[>") | {"", "=>", "return"}
_BEFORE_OBJECT = frozenset("(,=:[?&|") | {"...", "return"} | _VARIABLES
# What stands around a name that is declared among others, as parameters are and what is taken out of a list.
_BEFORE_NAME, _AFTER_NAME = frozenset("([{,:") | {"..."}, frozenset(")]},=")
_RESERVED = frozenset(
    _WORD.findall(
        "arguments,as,async,await,break,case,catch,class,const,constructor,continue,default,delete,do,else,export,"
        "extends,false,finally,for,from,function,get,if,import,in,instanceof,let,new,null,of,return,set,static,"
        "super,switch,this,throw,true,try,typeof,undefined,var,void,while,yield"
    )
)
_OBJECT, _CLASS = "an object", "a class"


@dataclass(slots=True)
class _Token:
    """A word, a sign, a text; none of blanks."""

    text: str
    at: int
    inside: str = ""
    """The bracket that it stands in, or that this is an object's or a class's; nothing at the script's top."""
    end: int = 0
    """Of a bracket that opens, the number of the one that closes it."""

    @property
    def is_word(self) -> bool:
        return bool(_WORD.match(self.text))


@dataclass(slots=True)
class _Part:
    """What one statement at the script's top names: a function, most of them."""

    places: dict[str, list[int]] = field(default_factory=dict)
    """Of each name of a variable, those of the script."""
    kept: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    """What it declares for itself."""


def with_short_names(script: str) -> str:
    """Return a script that does the same, where what only it calls by a name has one of few letters."""
    parts, done = [], 0
    for at, (name, short) in sorted(short_names(script).items()):
        parts += [script[done:at], short]
        done = at + len(name)
    return "".join([*parts, script[done:]])


def short_names(script: str) -> dict[int, tuple[str, str]]:
    """Return the names to be put in few letters by their places in the script, each with what stands there instead."""
    tokens = [_Token("", 0), *_tokens(script), _Token("", len(script))]
    parts, shared = _parts(tokens)
    every = {name for one in parts for name in one.places}
    fixed = GLOBAL_TOO.union(*(one.kept | one.own for one in parts))
    often = Counter(name for one in parts for name, places in one.places.items() for _ in places)
    given = _given(sorted(shared - fixed, key=lambda name: (-often[name], name)), every, letters=2)
    changes: dict[int, tuple[str, str]] = {}
    for one in parts:
        # Each begins anew, in the order in which they come: so all read alike, and what reads alike is packed well.
        own = [name for name in one.places if name in one.own - one.kept - shared - GLOBAL_TOO]
        short = given | _given(own, one.places.keys() - set(own), letters=1)
        changes |= {at: (name, short[name]) for name, places in one.places.items() if name in short for at in places}
    return changes


def _given(names: Iterable[str], taken: Iterable[str], *, letters: int) -> dict[str, str]:
    """Return a name of so many letters for each; what none is left for keeps its own."""
    free = ("".join(one) for one in product(ascii_letters, repeat=letters))
    return dict(zip(names, (one for one in free if one not in {*taken, *_RESERVED}), strict=False))


def _parts(tokens: list[_Token]) -> tuple[list[_Part], set[str]]:
    """Return the statements at the script's top, and the names that they share."""
    parts, shared = [_Part()], set[str]()
    for number, one in enumerate(tokens[1:-1], 1):
        before, after = tokens[number - 1].text, tokens[number + 1].text
        if one.text in _STATEMENTS and not one.inside:
            parts.append(_Part())
        names = set(_declared(tokens, number))
        is_shared = not (one.inside or one.text == "(" or after == "=>")
        (shared if is_shared else parts[-1].own).update(names)
        is_key = one.inside == _OBJECT and before in {"{", ","}
        if not one.is_word or before == "." or (is_key and after in {":", "("}):
            continue
        if is_key or one.inside == _CLASS:
            parts[-1].kept.add(one.text)
        parts[-1].places.setdefault(one.text, []).append(one.at)
    return parts, shared


def _declared(tokens: list[_Token], number: int) -> Iterator[str]:
    """Yield the names that a word declares, after one that makes variables, or a bracket of parameters or a list."""
    one, before = tokens[number], tokens[number - 1].text
    if one.is_word and (before in _DECLARES or tokens[number + 1].text == "=>"):
        yield one.text
    elif one.text in _OPENS and (before in _VARIABLES or (one.text == "(" and _is_of_parameters(tokens, number))):
        yield from _names(tokens, number)


def _is_of_parameters(tokens: list[_Token], number: int) -> bool:
    before = {one.text for one in tokens[max(0, number - 2) : number]}
    return tokens[tokens[number].end + 1].text == "=>" or not before.isdisjoint({"function", "catch"})


def _names(tokens: list[_Token], number: int) -> Iterator[str]:
    at, end = number + 1, tokens[number].end
    while at < end:
        one = tokens[at]
        if one.is_word and tokens[at - 1].text in _BEFORE_NAME and tokens[at + 1].text in _AFTER_NAME:
            yield one.text
        # In a call that gives a default, no name is declared.
        at = one.end + 1 if one.text == "(" else at + 1


def _tokens(script: str) -> Iterator[_Token]:
    """Yield what a script is made of; what opens knows its end once that was yielded."""
    opened: list[tuple[_Token, str]] = []
    at, number, before, earlier = 0, 0, "", ""
    while at < len(script):
        inside = opened[-1][1] if opened else ""
        if script[at] == "`" or (script[at] == "}" and inside == "${"):
            found = _TEXT.match(script, at + 1)
            if script[at] == "}":
                opened.pop()
                inside = opened[-1][1] if opened else ""
        else:
            is_pattern = before in _BEFORE_PATTERN and _PATTERN.match(script, at)
            found = is_pattern or _WORD.match(script, at) or _REST.match(script, at)
        if not found:
            raise ValueError(script[at : at + 40])
        text, start, at = script[at : found.end()], at, found.end()
        if text.isspace():
            continue
        number += 1
        token = _Token(text, start, inside)
        if text in _CLOSES:
            opener, _kind = opened.pop()
            opener.end, token.inside = number, opened[-1][1] if opened else ""
        elif text in _OPENS:
            opened.append((token, _kind_of(text, before, earlier)))
        elif text.endswith("${"):
            opened.append((token, "${"))
        before, earlier = text, before
        yield token


def _kind_of(bracket: str, before: str, earlier: str) -> str:
    if bracket != "{":
        return bracket
    if "class" in {before, earlier} or earlier == "extends":
        return _CLASS
    return _OBJECT if before in _BEFORE_OBJECT else bracket
