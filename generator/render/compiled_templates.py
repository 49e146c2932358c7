"""The pages' templates as Jinja compiled them, kept where Python keeps its own compiled modules."""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import TypedDict

import jinja2
from jinja2.bccache import Bucket, BytecodeCache


class _Options(TypedDict):
    trim_blocks: bool
    lstrip_blocks: bool
    keep_trailing_newline: bool
    autoescape: bool


OPTIONS: _Options = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True, "autoescape": False}
"""How templates are read. Beside their text, Jinja and Python, all that their compiled form hangs on."""
# Beside this module's own, and not in the templates' folder, which a preview watches.
_PLACE = Path(cache_from_source(__file__)).parent


_DIGEST_BYTES = hashlib.sha256().digest_size
_LARGEST = 4 * 1024**2


class CompiledTemplates(BytecodeCache):
    """Of the program's own templates, in an environment that runs no code of this program while it compiles.

    What is kept begins with its own SHA-256: code of which a bit was lost would say something else, or crash.
    """

    def get_source_checksum(self, source: str) -> str:
        """Return what tells whether a compiled template is still that of its text."""
        return hashlib.sha256(repr((jinja2.__version__, OPTIONS, source)).encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what was kept of it; one that cannot be read is compiled anew."""
        with suppress(Exception), self._place(bucket).open("rb") as file:
            kept = file.read(_LARGEST)
            if hashlib.sha256(kept[_DIGEST_BYTES:]).digest() == kept[:_DIGEST_BYTES]:
                bucket.bytecode_from_string(kept[_DIGEST_BYTES:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, where Python may keep its modules and that folder can be written."""
        with suppress(OSError):
            if not sys.dont_write_bytecode:
                made = bucket.bytecode_to_string()
                _PLACE.mkdir(parents=True, exist_ok=True)
                # Whoever reads it meanwhile finds that it is not whole.
                self._place(bucket).write_bytes(hashlib.sha256(made).digest() + made)

    @staticmethod
    def _place(bucket: Bucket) -> Path:
        return _PLACE / f"{bucket.key}.{sys.implementation.cache_tag}.jinja"
