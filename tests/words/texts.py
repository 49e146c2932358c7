"""Where texts stand: the sentences of the words file, and what every other source of the pages says beside them."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
WORDS_FILE = "generator/words/es.toml"
SLOT = re.compile(r"\{[^{}]*\}")
_KINDS = (".py", ".js", ".html", ".md", ".txt")
_FOLDERS = ("generator", "site_src")
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.DOTALL)
_REFERENCE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-#|>]|\d+\.))")
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_QUOTED = re.compile(r'"([^"]*)"|\'([^\']*)\'')
_BETWEEN = re.compile(r"([\"'])\s*[~+]\s*\1")
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'\b(?:aria-label|data-[a-z-]+|caption|title|placeholder|content)="([^"]*)"')


def sources() -> dict[str, str]:
    """Return every file that can say something to a client, by its path: programs, templates, pages and scripts."""
    paths = (
        path
        for folder in _FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in _KINDS and "vendor" not in path.parts
    )
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def words() -> dict[str, str]:
    """Return every sentence of the words file by its dotted name, as it stands there."""
    return dict(_flat(tomllib.loads((ROOT / WORDS_FILE).read_text(encoding="utf-8"))))


def texts(path: str, source: str) -> Iterator[str]:
    """Yield what a source says: strings of programs without their documentation, prose of templates and pages."""
    match Path(path).suffix:
        case ".py":
            yield from _python_strings(source)
        case ".js":
            yield from script_strings(source)
        case _:
            yield from _prose(source)


def script_strings(source: str) -> Iterator[str]:
    """Yield the strings of a script, comments left out; of a template, the pieces beside its values are one string."""
    at = 0
    while at < len(source):
        two, one = source[at : at + 2], source[at]
        if two == "//":
            at = _after(source, "\n", at)
        elif two == "/*":
            at = _after(source, "*/", at)
        elif one in "\"'":
            found = re.compile(rf"{one}((?:[^{one}\\\n]|\\.)*){one}").match(source, at)
            at = found.end() if found else at + 1
            yield found[1] if found else ""
        elif one == "`":
            text, at = _template(source, at + 1)
            yield from text
        elif one == "/" and (found := _REGEX.match(source, at)) and _value_may_begin(source[:at]):
            at = found.end()
        else:
            at += 1


_REGEX = re.compile(r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")


def _value_may_begin(before: str) -> bool:
    return before.rstrip()[-1:] in "(,=:[!&|?{};\n" or before.rstrip().endswith("return")


def _template(source: str, at: int) -> tuple[list[str], int]:
    """Return the text of a template with its values as slots, then the strings inside those, and where it ends."""
    text, inside = "", []
    while source[at] != "`":
        if source.startswith("${", at):
            end = _closing(source, at + 2)
            inside += list(script_strings(source[at + 2 : end]))
            text, at = f"{text}{{}}", end + 1
        else:
            step = 2 if source[at] == "\\" else 1
            text, at = text + source[at : at + step], at + step
    return [text, *inside], at + 1


def _closing(source: str, at: int) -> int:
    depth = 1
    while depth:
        if source[at] == "`":
            at = _template(source, at + 1)[1]
            continue
        depth += {"{": 1, "}": -1}.get(source[at], 0)
        at += 1
    return at - 1


def _after(source: str, end: str, at: int) -> int:
    found = source.find(end, at)
    return len(source) if found < 0 else found + len(end)


def _python_strings(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside: set[int] = set()
    for node in ast.walk(tree):
        if id(node) in notes | inside:
            continue
        if isinstance(node, (ast.JoinedStr, ast.BinOp)):
            inside |= {id(part) for part in _pieces(node)}
        if (text := _joined(node)) is not None and SLOT.sub("", text):
            yield text


def _pieces(node: ast.expr) -> Iterator[ast.expr]:
    """Yield what a text is put together of, at any depth: parts of an f-string, both sides of a `+`."""
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [node.left, node.right]
    for part in parts:
        yield from _pieces(part) if isinstance(part, ast.BinOp | ast.JoinedStr) else ()
        if _joined(part) is not None:
            yield part


def _joined(node: ast.AST) -> str | None:
    """Return a string, or what was put together of strings, with its values as slots; None for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_joined(part) or "{}" for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right) if (_joined(left), _joined(right)) != (None, None):
            return (_joined(left) or "{}") + (_joined(right) or "{}")
    return None


def _prose(source: str) -> Iterator[str]:
    # A link may say the title of its page.
    for code in _CODE.findall(re.sub(r"\blink\([^)]*\)", "", source)):
        yield from (found[0] or found[1] for found in _QUOTED.findall(_BETWEEN.sub("", code)))
    plain = _REFERENCE.sub("{}", _JINJA.sub("\n", source))
    yield from _ATTRIBUTE.findall(plain)
    signs = re.compile(r"[*#\[\]`]|\]\([^)]*\)")
    for line in _TAG.sub("\n", plain).splitlines():
        yield from _sentences(signs.sub("", line))
    apart = _TAG.sub("\n\n", _REFERENCE.sub("{}", _JINJA.sub("\n\n", source)))
    for block in _BLOCK.split(apart):
        # A sentence may go on in the next line; one that stands in a single line was told above.
        for before, after in pairwise(signs.sub("", block).strip().splitlines()):
            end, start = _sentences(before.strip())[-1], _sentences(after.strip())[0]
            if re.search(r"\w", SLOT.sub("", end)) and re.search(r"\w", SLOT.sub("", start)):
                yield f"{end} {start}"


def _sentences(line: str) -> list[str]:
    return re.split(r"(?<=[.:;])\s|\|", line)


def _flat(value: Mapping[str, Any], name: str = "") -> Iterator[tuple[str, str]]:
    for key, one in value.items():
        inner = f"{name}.{key}".lstrip(".")
        if isinstance(one, str):
            yield inner, one
        elif isinstance(one, list):
            yield from ((f"{inner}.{at}", word) for at, word in enumerate(one))
        else:
            yield from _flat(one, inner)
