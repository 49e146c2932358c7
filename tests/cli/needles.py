"""Every encoding in which a text that must never be published could still stand in a file."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

Encode = Callable[[str], bytes]


def base64_after(count: int, encode: Callable[[bytes], bytes] = base64.b64encode) -> Encode:
    """Return what base64 makes of a text that so many bytes stand before: only the signs that those do not change."""

    def encoded(text: str) -> bytes:
        data = bytes(count) + text.encode()
        return encode(data)[-(-count * 8 // 6) : len(data) * 8 // 6]

    return encoded


ENCODINGS: dict[str, Encode] = {
    "plain": str.encode,
    "html": lambda text: html.escape(text).encode(),
    "html without quotes": lambda text: html.escape(text, quote=False).encode(),
    "html by numbers": lambda text: html.escape(text).encode("ascii", "xmlcharrefreplace"),
    "url": lambda text: quote(text, safe="").encode(),
    "form": lambda text: quote_plus(text).encode(),
    "json": lambda text: json.dumps(text)[1:-1].encode(),
    "json as utf-8": lambda text: json.dumps(text, ensure_ascii=False)[1:-1].encode(),
    "json in html": lambda text: json.dumps(text)[1:-1].replace("</", "<\\/").encode(),
    "python": lambda text: repr(text)[1:-1].encode(),
    "upper case": lambda text: text.upper().encode(),
    "lower case": lambda text: text.lower().encode(),
    "latin-1": lambda text: text.encode("latin-1", "replace"),
    "utf-16": lambda text: text.encode("utf-16-le"),
    "backwards": lambda text: text[::-1].encode(),
    "hex": lambda text: text.encode().hex().encode(),
    "HEX": lambda text: text.encode().hex().upper().encode(),
    **{f"base64 after {count}": base64_after(count) for count in range(3)},
    **{f"base64 for urls after {count}": base64_after(count, base64.urlsafe_b64encode) for count in range(3)},
}


def spellings(text: str) -> set[bytes]:
    """Return every way in which a file or a stream could spell a text."""
    return {encode(text) for encode in ENCODINGS.values()}


def found(texts: Iterable[str], haystack: bytes) -> list[str]:
    """Return the texts that stand in the bytes in any spelling; of a canary its core of ASCII is enough."""
    return [text for text in texts if any(needle in haystack for needle in spellings(core(text)))]


def core(text: str) -> str:
    """Return the digits that tell a canary from any other, which no encoding of text changes; else the text."""
    match = re.search(r"canary-.*?\b([0-9a-f]{12})\b", text, re.IGNORECASE)
    return match[1] if match else text


def site_bytes(site: Path) -> bytes:
    """Return every byte of a folder, names of files and unpacked archives with them."""
    return b"\n".join(_parts(site))


def _parts(site: Path) -> Iterator[bytes]:
    for path in sorted(site.rglob("*")):
        yield path.relative_to(site).as_posix().encode()
        if path.is_file():
            data = path.read_bytes()
            yield data
            if path.suffix == ".gz":
                yield gzip.decompress(data)
