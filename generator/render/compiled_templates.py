"""The pages' templates as Jinja compiled them, kept where Python keeps its own compiled modules."""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import TypedDict

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache


class _Options(TypedDict):
    trim_blocks: bool
    lstrip_blocks: bool
    keep_trailing_newline: bool
    autoescape: bool


OPTIONS: _Options = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True, "autoescape": False}
"""How templates are read. Beside their text, Jinja and Python, all that their compiled form hangs on."""
# Beside this module's own, and not in the templates' folder, which a preview watches.
_PLACE = Path(cache_from_source(__file__)).parent


class CompiledTemplates(FileSystemBytecodeCache):
    """Of the program's own templates, in an environment that runs no code of this program while it compiles."""

    def __init__(self) -> None:
        super().__init__(str(_PLACE), f"%s.{sys.implementation.cache_tag}.jinja")

    def get_source_checksum(self, source: str) -> str:
        """Return what tells whether a compiled template is still that of its text."""
        return hashlib.sha256(repr((jinja2.__version__, OPTIONS, source)).encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what was kept of it; one that cannot be read is compiled anew."""
        with suppress(Exception):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, where Python may keep its modules and that folder can be written."""
        with suppress(OSError):
            if not sys.dont_write_bytecode:
                _PLACE.mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)
