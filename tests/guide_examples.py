"""The worked examples of GUIA.md, section by section: what each does, and whether an output is the one it shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.site.reading import read

GUIDE = Path(__file__).resolve().parent.parent / "GUIA.md"
ELISION = "…"
"""Alone on a line it stands for any lines; inside one, for anything on that line."""

_BLOCK = re.compile(
    r"^```(?P<language>\w+) ?(?P<rest>[^\n]*)\n(?P<body>.*?)^```$"
    r"|^<!-- (?P<command>demoras [^\n]*) -->\n\n(?P<quote>(?:>[^\n]*\n)+)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Edit:
    """What to write into a file; `before` says that it stood so already when the change began.

    `into` names the key among whose items it takes its place: that of the item with the same first line, or the last.
    """

    path: str
    text: str
    before: bool
    appended: bool
    into: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A command as it is typed, and what it answers; `fails` says that the data are wrong."""

    words: tuple[str, ...]
    expected: str
    fails: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Text that stands in a file: of the project, or just written by a command."""

    path: str
    expected: str


Step = Edit | Call | Excerpt


def sections(guide: str) -> dict[str, str]:
    """Return the text under every heading of the second level, by that heading."""
    parts = re.split(r"^## (.+)\n", guide, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def steps(section: str) -> Iterator[Step]:
    """Yield what a section's examples do and show, in order."""
    for found in _BLOCK.finditer(section):
        if found["command"]:
            quoted = "".join(f"{line[1:].removeprefix(' ')}\n" for line in found["quote"].splitlines())
            yield Call(_words(found["command"]), quoted)
        elif found["language"] == "console":
            yield from _calls(found["body"], fails=found["rest"] == "error")
        elif path := found["rest"].partition(" ")[0]:
            how = found["rest"].partition(" ")[2]
            if found["language"] == "text":
                yield Excerpt(path, found["body"])
            else:
                into = how.removeprefix("en ") if how.startswith("en ") else ""
                yield Edit(path, found["body"], before=how == "antes", appended=how == "al final", into=into)


def applied(edit: Edit, file: Path) -> None:
    """Write an edit: into a file there is, key by key; a new file as it stands."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if edit.appended:
        text += edit.text
    elif edit.into:
        entry, first = _chunks(text)[edit.into], edit.text.partition("\n")[0]
        items = re.split(r"^(?=  - )", entry, flags=re.MULTILINE)
        others = [edit.text if item.startswith(f"{first}\n") else item for item in items]
        text = text.replace(entry, "".join(others if others != items else [*items, edit.text]))
    elif file.exists() and file.suffix == ".yml":
        for key, chunk in _chunks(edit.text).items():
            text = text.replace(_chunks(text)[key], chunk) if key in _chunks(text) else text + chunk
    else:
        text = edit.text
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def shows(expected: str, output: str) -> bool:
    """Whether an output is what the guide shows, but for what it leaves out."""
    lines = expected.rstrip("\n").split("\n")
    return re.fullmatch("".join(map(_pattern, lines)), output.rstrip("\n") + "\n") is not None


def holds(expected: str, file: Path) -> bool:
    """Whether a file says this, of a page what its reader sees; line ends are as good as blanks."""
    whole = read(file).text if file.suffix == ".html" else file.read_text(encoding="utf-8")
    parts = " ".join(expected.split()).split(ELISION)
    return re.search(".*?".join(re.escape(part.strip()) for part in parts), " ".join(whole.split())) is not None


def elided_too_much(expected: str) -> bool:
    """Whether so little is shown that hardly any output would differ."""
    lines = [line.strip() for line in expected.strip().splitlines()]
    left_out = lines.count(ELISION)
    shown = "".join(lines).replace(ELISION, "")
    return lines[0] == ELISION or left_out * 2 > len(lines) or len(shown) < 20


def _words(typed: str) -> tuple[str, ...]:
    # Comments belong to whoever reads the guide.
    return tuple(shlex.split(typed, comments=True))[1:]


def _calls(body: str, *, fails: bool) -> Iterator[Call]:
    for part in re.split(r"^\$ (?=demoras )", body, flags=re.MULTILINE)[1:]:
        typed, _, expected = part.partition("\n")
        yield Call(_words(typed), expected, fails)


def _chunks(text: str) -> dict[str, str]:
    """Return each top-level key of a YAML text with all its lines."""
    return {found[1]: found[0] for found in re.finditer(r"^(\w+):.*\n(?:[ -].*\n|\n)*", text, re.MULTILINE)}


def _pattern(line: str) -> str:
    if line.strip() == ELISION:
        return r"(?:[^\n]*\n)*?"
    return "[^\n]*".join(map(re.escape, line.split(ELISION))) + "\n"
