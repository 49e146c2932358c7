"""Scripts and styles put together of their parts: on every page two files to fetch in the place of some thirty."""

# No bundler can be had as a wheel with hashes, and ours has little to do: the parts import names from one another, in
# one form, and export functions, classes and constants. All stand in one scope, where every export has its one name and
# imports need nothing; only a part with a name that another has too keeps that to itself, in a function. Any other form
# is refused, and a test draws every order both ways.

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import chain, pairwise

from generator.render.short_names import with_short_names

SITE = "assets/"
SITE_SCRIPT, SITE_STYLE = f"{SITE}sitio.js", f"{SITE}estilo.css"
DAY_FILE, NIGHT_FILE = f"{SITE}colores.css", f"{SITE}colores-oscuros.css"
"""The company's palettes."""
FOLDER = "pedido/"
ORDER_PAGE, SCRIPT, STYLE = f"{FOLDER}index.html", f"{FOLDER}pedido.js", f"{FOLDER}pedido.css"
_SYSTEM_DARK = "(prefers-color-scheme: dark)"
# Who chose, and how the order page reads the same for whoever did not.
_CHOSEN, _UNCHOSEN = '[data-md-color-scheme="slate"]', '.pedido:not([data-md-color-scheme="default"])'
STYLES = (
    (DAY_FILE, ""),
    (NIGHT_FILE, ""),
    (NIGHT_FILE, _SYSTEM_DARK),
    (STYLE, ""),
    (f"{FOLDER}partes.css", ""),
)
"""In the order in which they hold, each with the media that it is for."""
PALETTE = DAY_FILE, NIGHT_FILE
"""What the public site's pages load as files of their own, too."""
_IMPORT = re.compile(r'^import \{ (\w+(?:, \w+)*) \} from "(\.{1,2}/[\w./]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
# What a part declares: names, or what takes several out of a list or an object.
_DECLARED = re.compile(
    r"^(?:export )?(?:async )?(?:function\*?|class|const|let|var) (?:(\w+)|[\[{]([^=\n]*)[\]}] =)", re.MULTILINE
)
_NAME = re.compile(r"\w+")
_LEFT = re.compile(r"^(?:import|export)\b(?! ?\().*|\bimport\.meta\b(?!\.url).*", re.MULTILINE)
# A part of a folder below would ask for it from another place than the whole.
_LATER = re.compile(r"\bimport\(.*")
# What a part finds beside itself, it finds from the place where the whole stands.
_HERE = re.compile(r"\bimport\.meta\.url\b")
_LINE_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
_TEXT = re.compile(r"""("(?:[^"\\]|\\.)*"|`[^`]*`)""")
_UNSURE = re.compile(r"""[/'"`\\]""")
_APART = re.compile(r" ?(=>|[!=]==|&&|\|\||\?\?=?|[=?:{}(),;<>]) ?| ([-+*%|&]=?) (?![-+])")
# The parts themselves are held to it, and the shorter word does the same.
_CONSTANT = re.compile(r"\bconst\b")
_GOES_ON = (";", ",", "{", "(", "[")
# How a line begins that closes something.
_CLOSES = ("}", "]", ")")
_LOOP = ("for ", "while ")
# A blank before a colon stands between two elements of a selector.
_STYLE_APART = re.compile(r"\s*([{};,]|(?<=:)(?=\s))\s*")
_BLOCK_COMMENT = re.compile(r"^\s*/\*.*?\*/\n", re.MULTILINE | re.DOTALL)


def is_part(path: str) -> bool:
    """Tell whether a file under `site_src/docs/` is published inside one of the two only."""
    return path.startswith(FOLDER) and path.endswith((".js", ".css"))


def asked_for(made: Mapping[str, str], site: Collection[str]) -> dict[str, str]:
    """Return scripts and styles by path, those of the order page only where a site, given by its paths, has one."""
    return {path: text for path, text in made.items() if ORDER_PAGE in site or not is_part(path)}


def order_page_bundle(sources: Mapping[str, str]) -> dict[str, str]:
    """Return the script and the style by their paths, of the text of every part by its own.

    Raises:
        ValueError: a part has a form that is not understood here, or parts import one another in a circle.

    """
    return {SCRIPT: order_page_script(sources), STYLE: order_page_style(sources)}


def order_page_script(sources: Mapping[str, str]) -> str:
    """Return the order page's script alone, which needs no palette."""
    parts = (path for path in sources if is_part(path) and path.endswith(".js"))
    return _script({path.removeprefix(FOLDER).removesuffix(".js"): sources[path] for path in parts})


def order_page_style(sources: Mapping[str, str]) -> str:
    """Return the order page's style alone."""
    texts = [(_tight(_BLOCK_COMMENT.sub("", sources[path])), media) for path, media in STYLES]
    return "".join(
        f"@media {media}{{{text.replace(_CHOSEN, _UNCHOSEN)}}}\n" if media else f"{text}\n" for text, media in texts
    )


def site_parts(sources: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paths of the parts that the public pages' script is made of: what it needs before it can run."""
    found = [SITE_SCRIPT]
    for path in found:
        text = sources[path]
        needed = (_path(path.removesuffix(".js"), one[2]) for one in _IMPORT.finditer(text))
        found += [f"{name}.js" for name in needed if f"{name}.js" not in found]
    return tuple(found)


def site_script(sources: Mapping[str, str]) -> str:
    """Return the public pages' script, of every part's text by its path.

    Raises:
        ValueError: as above.

    """
    # One that the order page shares stands in that page's folder.
    return _script({posixpath.relpath(path, SITE).removesuffix(".js"): sources[path] for path in site_parts(sources)})


def site_style(sources: Mapping[str, str], styles: Sequence[str]) -> str:
    """Return the public pages' style, of styles by their paths, in order."""
    return "".join(_BLOCK_COMMENT.sub("", sources[path]).lstrip() for path in styles)


def _script(parts: Mapping[str, str]) -> str:
    # In one order on every machine: of parts that do not hang on one another, the first by name comes first.
    imports = {name: sorted(_path(name, one[2]) for one in _IMPORT.finditer(parts[name])) for name in sorted(parts)}
    for name, needed in imports.items():
        if lacking := [one for one in needed if one not in parts]:
            raise ValueError(f"{name}.js: {lacking[0]}.js")
    order = tuple(TopologicalSorter(imports).static_order())
    names = {name: frozenset(_declared(parts[name])) for name in order}
    exports = {name: tuple(found[1] for found in _EXPORT.finditer(parts[name])) for name in order}
    if twice := [one for one, times in Counter(chain(*exports.values())).items() if times > 1]:
        raise ValueError(f"{order[-1]}.js: {twice[0]}")
    often = Counter(chain(*names.values()))
    apart = {name for name in order if any(often[one] > 1 for one in names[name].difference(exports[name]))}
    return with_short_names(
        "".join(_part(name, parts[name], exports[name] if name in apart else None) for name in order)
    )


def _declared(text: str) -> Iterator[str]:
    """Yield the names that stand at a part's top."""
    for one, several in _DECLARED.findall(text):
        yield from _NAME.findall(one or several)


def _path(part: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), address))


def _part(name: str, text: str, taken_out: Sequence[str] | None) -> str:
    """Return what a part does; what is to be `taken_out` of one that keeps its names to itself, of a function."""
    body = _EXPORT.sub("", _IMPORT.sub("", text))
    if left := _LEFT.search(body) or ("/" in name and _LATER.search(body)):
        raise ValueError(f"{name}.js: {left[0]}")
    if "/" in name:
        body = _HERE.sub(f'new URL("{name}.js", import.meta.url)', body)
    if open_line := next((line for line in body.splitlines() if line.count("`") % 2), ""):
        # Its lines could not be told from those of the script.
        raise ValueError(f"{name}.js: {open_line}")
    if taken_out is None:
        return _bare(body)
    given = f"{{{','.join(taken_out)}}}"
    return f"let{given}=(()=>{{{_bare(body)}return{given}}})();\n"


def _tight(style: str) -> str:
    """Return a style without the blanks that only make it readable; none of a text between quotes is."""
    parts = _TEXT.split(style.strip())
    return "".join(
        text if at % 2 else _STYLE_APART.sub(r"\1", text).replace(";}", "}") for at, text in enumerate(parts)
    )


def _bare(script: str) -> str:
    """Return a script without its comments, and without the blanks that only make it readable."""
    told = _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", script))
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    return "".join(_squeezed(*pair) for pair in pairwise([*lines, ""]))


def _squeezed(line: str, after: str) -> str:
    """Return a line without the blanks around its signs, and open to the next where none can be read otherwise for it.

    One that may hold a pattern, or a comment behind its code, stays as it is.
    """
    # A text between quotes is every second part, and one with another inside is cut where its slot begins.
    parts = _TEXT.split(line)
    if any(_UNSURE.search(code) for code in parts[::2]) or any(
        text.count("${") != text.count("}") for text in parts[1::2]
    ):
        return f"{line}\n"
    made = "".join(text if at % 2 else _CONSTANT.sub("let", _APART.sub(r"\1\2", text)) for at, text in enumerate(parts))
    if after.startswith(_CLOSES):
        # The sign at its end would say the same, but for a loop's: that is all that such a loop does.
        return made.removesuffix(",") if line.startswith(_LOOP) else made.rstrip(",;")
    return made if made.endswith(_GOES_ON) else f"{made}\n"
