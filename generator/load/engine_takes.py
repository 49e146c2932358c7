"""What the page engine takes: its keys, the forms of their values, its extensions; a test holds it to the pinned one.

It is looked for without the engine, whose import takes as long as all of a check, and without running what is named.
"""

from __future__ import annotations

import importlib.util
import ipaddress
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import yaml

from generator.load.settings_file import Node

_TEXT_TAG = "tag:yaml.org,2002:str"
NULL_TAG = "tag:yaml.org,2002:null"
_LANGUAGES = "partials/languages"


class Form(NamedTuple):
    """What a value must be, in the words of who may have mistyped it, how it is written, and whether one is."""

    shown: str
    remedy: str
    fits: Callable[[Node], bool]


def is_text(value: Node) -> bool:
    """Tell whether YAML reads a value as a text; of what a tag makes something else nothing is known."""
    return isinstance(value, yaml.ScalarNode) and (value.tag == _TEXT_TAG or value.tag.startswith("!"))


def _is_address(value: Node) -> bool:
    try:
        parts = urlsplit(value.value) if is_text(value) else None
    except ValueError:
        return False
    return parts is not None and (not value.value or bool(parts.scheme and parts.netloc))


def _is_port(value: Node) -> bool:
    host, _, port = value.value.rpartition(":") if is_text(value) else ("", "", "")
    try:
        int(port)
        return host == "localhost" or bool(ipaddress.ip_address(host.removeprefix("[").removesuffix("]")))
    except ValueError:
        return False


TEXT = Form("un texto", "Escriba un texto, entre comillas si parece un número o una fecha.", is_text)
SWITCH = Form("true ni false", "Escriba true o false.", lambda value: value.tag == "tag:yaml.org,2002:bool")
ADDRESS = Form("una dirección completa", "Escríbala entera, como https://www.ejemplo.com/.", _is_address)
PORT = Form("una dirección y un puerto", "Escríbalos como 127.0.0.1:8000.", _is_port)
# fmt: off
FORMS: Mapping[str, Form] = {
    **dict.fromkeys((
        "site_name", "site_description", "site_author", "site_dir", "copyright", "repo_name", "edit_uri",
        "remote_branch", "remote_name", "exclude_docs", "draft_docs", "not_in_nav",
    ), TEXT),
    **dict.fromkeys(("use_directory_urls", "strict"), SWITCH),
    **dict.fromkeys(("site_url", "repo_url"), ADDRESS),
    "dev_addr": PORT,
}
LISTS = frozenset((
    "nav", "extra_css", "extra_javascript", "extra_templates", "hooks", "markdown_extensions", "plugins", "watch",
))
KEYS = frozenset((*FORMS, *LISTS, "INHERIT", "theme", "docs_dir", "edit_uri_template", "extra", "validation"))
# fmt: on
LOOKED_AT: Mapping[str, frozenset[str]] = {
    "nav": frozenset(("omitted_files", "not_found", "absolute_links")),
    "links": frozenset(("not_found", "absolute_links", "unrecognized_links", "anchors")),
}
"""What `validation` may set, for all or in these two blocks."""
LEVELS = ("warn", "info", "ignore")
"""How what `validation` finds is told."""
ABSOLUTE_LEVELS = (*LEVELS, "relative_to_docs")
"""The same of `absolute_links`."""


def languages(theme: str, custom_dir: Path | None) -> frozenset[str]:
    """Return the languages of a theme that keeps each in a file, and of what is added to it; none of another theme."""
    spec = importlib.util.find_spec(theme) if theme.isidentifier() else None
    own = [Path(place, "templates", _LANGUAGES) for place in spec.submodule_search_locations or ()] if spec else []
    if not any(is_there(folder) for folder in own):
        return frozenset()
    return frozenset(
        file.stem for folder in (*own, *([custom_dir / _LANGUAGES] if custom_dir else [])) for file in folder.glob("*")
    )


def is_extension(name: str) -> bool:
    """Tell whether a module makes an extension, from its text: to import it, or what it stands in, would run it.

    `name` is the module's, with the class behind a colon where it is to make that: `one.two`, `one.two:Three`.
    """
    module, _, made = name.partition(":")
    top, *inner = module.split(".")
    if not all(part.isidentifier() and part != "__init__" for part in (top, *inner)):
        return False
    try:
        spec = importlib.util.find_spec(top)
    except ValueError:
        # What began the program has none.
        return False
    places = [Path(one, *inner) for one in spec.submodule_search_locations or ()] if spec else []
    files = [file for one in places for file in (one / "__init__.py", one.with_name(f"{one.name}.py"))]
    if spec and spec.origin and not inner:
        files.append(Path(spec.origin))
    word = (made or "makeExtension").encode(errors="replace")
    return any(word in file.read_bytes() for file in files if is_there(file) and file.is_file())


def takes_any(make: Callable[..., object]) -> bool:
    """Tell whether an extension takes options that it has no name for, and hands them on."""
    try:
        make(**{"": ""})
    except (KeyError, TypeError):
        return False
    return True


def is_there(path: Path) -> bool:
    """Tell whether there is a file or folder; there is none of a name that no system could give."""
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True
