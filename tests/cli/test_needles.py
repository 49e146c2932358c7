"""The search for what must not be published finds it in every encoding, or finding nothing would mean nothing."""

from __future__ import annotations

import base64
import gzip
import html
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.needles import ENCODINGS, found, site_bytes
from tests.doubles.canaries import canary


@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=ENCODINGS.keys())
@pytest.mark.parametrize("text", [canary("GetTickets", "subject"), canary("GetOrders.lineitem", "domain"), "Llave%1"])
def test_the_search_finds_a_text_in_every_encoding(text: str, encode: Callable[[str], bytes]) -> None:
    for before in (b"", b"a", b"ab"):
        assert found([text], before + encode(text) + b" ...") == [text]


@pytest.mark.parametrize("before", ["", "x", "xy"])
def test_the_search_finds_a_text_inside_a_longer_one_that_is_encoded(before: str) -> None:
    text = canary("GetTickets", "subject")
    longer = f"{before}Asunto: {text}, y más"
    for data in (base64.b64encode(longer.encode()), longer.encode().hex().encode(), html.escape(longer).encode()):
        assert found([text], data) == [text]


def test_a_site_s_bytes_are_names_files_and_what_is_packed_in_them(tmp_path: Path) -> None:
    (tmp_path / "a-name").mkdir()
    (tmp_path / "a-name" / "page.html").write_text("some text", encoding="utf-8")
    (tmp_path / "map.xml.gz").write_bytes(gzip.compress(b"packed text"))
    texts = ["a-name", "page.html", "some text", "packed text", "nothing"]
    assert found(texts, site_bytes(tmp_path)) == texts[:-1]
