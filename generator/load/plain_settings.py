"""Which settings of the page engine are plain: of such a form that it surely takes them, whatever else it would say.

What `check` knows of the engine is what these pages use. Of all others, an option of a plugin's or a value that a tag
makes, only the engine itself can tell: it is asked then, which takes seconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import yaml

from generator.load.settings_file import INTERNAL, PUBLIC, Node, Settings

_TAG = "tag:yaml.org,2002:"
# As YAML itself would read them; one that a tag makes a number or a date need not be one.
_SCALARS = {
    f"{_TAG}str": re.compile(r"(?s).*"),
    f"{_TAG}bool": re.compile(r"(?i)true|false|yes|no|on|off"),
    f"{_TAG}int": re.compile(r"-?[0-9]{1,9}"),
    f"{_TAG}float": re.compile(r"-?[0-9]{1,9}\.[0-9]{1,9}"),
    f"{_TAG}null": re.compile(r"|~|null"),
}
_EXTENSIONS = ("attr_list", "def_list", "md_in_html", "tables", "toc")
_TOC = {"permalink": "bool", "permalink_title": "str"}
_PATHS = re.compile(r"(?:[\w./*-]+\s*)*")
_PAGES = {PUBLIC: "site_src/docs", INTERNAL: "site_src/interno"}
_NEEDED = ("docs_dir", "theme", "hooks")


def odd_places(settings: Settings) -> Iterator[tuple[Node, Node]]:
    """Yield each key with its value that only the engine can judge; the first key stands for one that is missing."""
    for key, value in settings.keys:
        fits = _PLAIN.get(f"{key.value}")
        if (
            fits is None
            or not (fits(value) and _is_plain(key, set()) and _is_plain(value, set()))
            or (key.value == "docs_dir" and value.value != _PAGES[settings.shown])
        ):
            yield key, value
    if "INHERIT" not in settings.said and not all(name in settings.said for name in _NEEDED):
        yield settings.keys[0]


def _is_plain(node: Node, seen: set[int]) -> bool:
    if isinstance(node, yaml.ScalarNode):
        form = _SCALARS.get(node.tag)
        return form is not None and form.fullmatch(node.value) is not None
    if id(node) in seen or node.tag not in (f"{_TAG}map", f"{_TAG}seq"):
        return False
    inner = [part for one in node.value for part in (one if isinstance(one, tuple) else (one,))]
    keys = [one[0] for one in node.value if isinstance(one, tuple)]
    return all(isinstance(one, yaml.ScalarNode) for one in keys) and all(
        _is_plain(one, {*seen, id(node)}) for one in inner
    )


def _any(_: Node) -> bool:
    return True


def _is(kind: str) -> Callable[[Node], bool]:
    return lambda node: node.tag == f"{_TAG}{kind}"


def _are_paths(node: Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and _PATHS.fullmatch(node.value) is not None


def _list_of(fits: Callable[[Node], bool]) -> Callable[[Node], bool]:
    return lambda node: isinstance(node, yaml.SequenceNode) and all(map(fits, node.value))


def _block_of(kinds: Mapping[str, str]) -> Callable[[Node], bool]:
    return lambda node: (
        isinstance(node, yaml.MappingNode)
        and all(f"{key.value}" in kinds and value.tag == f"{_TAG}{kinds[f'{key.value}']}" for key, value in node.value)
    )


def _is_known_extension(node: Node) -> bool:
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        ((name, options),) = node.value
        return name.value == "toc" and _block_of(_TOC)(options)
    return isinstance(node, yaml.ScalarNode) and node.value in _EXTENSIONS


def _is_theme(node: Node) -> bool:
    return (
        _block_of({"name": "str", "custom_dir": "str", "language": "str", "font": "bool"})(node)
        and {"name": "material", "custom_dir": "site_src/overrides"}.items()
        <= {f"{key.value}": value.value for key, value in node.value}.items()
        and all(key.value != "font" or value.value == "false" for key, value in node.value)
    )


def _is_script(node: Node) -> bool:
    return _is("str")(node) or (
        _block_of({"path": "str", "type": "str"})(node) and any(key.value == "path" for key, _ in node.value)
    )


_PLAIN: Mapping[str, Callable[[Node], bool]] = {
    **dict.fromkeys(("site_name", "site_description", "site_author", "copyright", "site_url"), _is("str")),
    **dict.fromkeys(("use_directory_urls", "strict"), _is("bool")),
    **dict.fromkeys(("docs_dir", "not_in_nav"), _are_paths),
    **dict.fromkeys(("extra_css", "watch"), _list_of(_is("str"))),
    "site_dir": lambda node: re.fullmatch(r"[\w-]+", f"{node.value}") is not None,
    "INHERIT": lambda node: node.value == PUBLIC,
    "hooks": lambda node: [one.value for one in node.value] == ["generator/mkdocs_hooks.py"],
    "theme": _is_theme,
    "plugins": lambda node: isinstance(node, yaml.SequenceNode) and not node.value,
    "markdown_extensions": _list_of(_is_known_extension),
    "extra_javascript": _list_of(_is_script),
    "validation": _any,
    "extra": _any,
}
"""What each key may be without a doubt, once its form and the names in it were looked at."""
