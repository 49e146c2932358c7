"""Nothing of a client, and no secret, is found in any byte of the site."""

from __future__ import annotations

import base64
import gzip
import html
import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.model.states import State
from generator.pipeline import pages_of
from generator.publish.derived_names import token
from generator.publish.freshness import known_current_at
from generator.publish.order_files import seal_order
from generator.publish.seal import SIZES, WRITTEN_SIZES
from generator.render.markdown import escape
from tests.doubles.private_texts import private_texts
from tests.site.making import NOW, SECRET, Made


@pytest.fixture(scope="module")
def haystack(made: Made) -> bytes:
    """Give every byte of the site one after the other, names of files and unpacked archives with them."""
    parts: list[bytes] = []
    for path in sorted(made.site.rglob("*")):
        parts.append(path.relative_to(made.site).as_posix().encode())
        if path.is_file():
            data = path.read_bytes()
            parts += [data, gzip.decompress(data)] if path.suffix == ".gz" else [data]
    return b"\n".join(parts)


def spellings(text: str) -> set[bytes]:
    """Return the ways in which a file of the site could spell a text."""
    written = {
        text,
        html.escape(text),
        escape(text),
        quote(text),
        json.dumps(text)[1:-1],
        json.dumps(text, ensure_ascii=False)[1:-1],
    }
    return {spelling.encode() for spelling in written}


def found(texts: Iterable[str], haystack: bytes) -> set[str]:
    """Return the texts that stand in the bytes in any spelling."""
    return {text for text in texts if any(spelling in haystack for spelling in spellings(text))}


def test_no_text_of_a_client_is_found(made: Made, haystack: bytes) -> None:
    """Names, companies, addresses, amounts, subjects, messages, access codes, IPs and domains of the sandbox."""
    private = private_texts(made.history)

    assert len(private) > 500
    assert found(private, haystack) == set()


def test_no_number_of_an_order_is_found(made: Made, haystack: bytes) -> None:
    """Not even the public one: it would tell who opens a page which orders there are."""
    numbers = {order.number for order in made.ledger.orders.values()}

    assert len(numbers) > 200
    assert found(numbers, haystack) == set()


def test_the_search_finds_what_is_there(made: Made, haystack: bytes) -> None:
    """Otherwise finding nothing would mean nothing."""
    known = {service.name for service in made.catalog.services.values()} | {made.catalog.company.sla_manual_url}

    assert found({*known, "lo que nadie escribió"}, haystack) == known


def test_the_search_finds_a_text_however_it_is_spelt() -> None:
    """A client's name in a file of facts, in a page or in an address is the same leak."""
    awkward = 'Peña & "Hijos" <S.A.>'

    for spelling in spellings(awkward):
        assert found([awkward], b"... " + spelling + b" ...") == {awkward}


def test_no_secret_and_no_link_is_found(made: Made, haystack: bytes) -> None:
    """Neither the secret, nor the token of any order, raw, in hex or as links spell it."""
    keys = [bytes.fromhex(SECRET)]
    keys += [token(made.secrets.current, made.catalog.company.site, order, 0) for order in made.ledger.orders]
    spelt = [
        spelling
        for key in keys
        for spelling in (key, key.hex().encode(), base64.b64encode(key), base64.b32encode(key).lower())
    ]

    assert len(keys) > 200
    assert [spelling for spelling in spelt if spelling in haystack] == []


def test_the_site_holds_one_sealed_file_per_order_and_no_other_data(made: Made) -> None:
    """What is neither a page nor an asset is known by name."""
    private = {path.relative_to(made.site / "pedido") for path in (made.site / "pedido").rglob("*") if path.is_file()}
    sealed = {path for path in private if path.parent == Path("d")}
    shards = {path for path in private if path.parent == Path("f")}
    data = {path.name for path in private - sealed - shards if path.suffix not in (".js", ".css", ".html")}

    assert len(sealed) == len(made.ledger.orders)
    assert {path.name for path in shards} == {f"{path.name[:2]}.bin" for path in sealed}
    assert data == {"catalogo.json", "latido.json", "ledger.bin", "revisiones.json"}


def test_every_order_is_dated_by_the_moment_billing_was_read_and_by_no_other(made: Made) -> None:
    """Of the site as it was built, file by file."""
    site, folder = made.catalog.company.site, made.site / "pedido"
    for view in pages_of(made.catalog, made.secrets, made.ledger, NOW):
        name = seal_order(made.secrets.current, site, 0, view).name
        file, shard = (folder / "d" / name).read_bytes(), (folder / "f" / f"{name[:2]}.bin").read_bytes()
        order_token = token(made.secrets.current, site, view.order_id, 0)
        assert known_current_at(order_token, file, shard) == made.ledger.synced_at


def test_the_orders_of_every_stage_have_one_length(made: Made) -> None:
    """What a client waits for cannot be told from how long their file is; with the format's six lengths it could."""
    views = pages_of(made.catalog, made.secrets, made.ledger, NOW)
    lengths = {path.stat().st_size for path in (made.site / "pedido" / "d").glob("*.bin")}
    by_six = {len(seal_order(made.secrets.current, made.catalog.company.site, 0, view, SIZES).data) for view in views}

    assert {item.state for view in views for item in view.items} == set(State)
    assert lengths == {WRITTEN_SIZES[0]}
    assert len(by_six) > 2
