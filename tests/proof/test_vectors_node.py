"""The format's vectors opened by the order page's own script, under Node and in Chromium, as Python sealed them."""

from __future__ import annotations

import hashlib
import shutil
from typing import Any

import pytest
from playwright.sync_api import Page

from generator.publish.canonical import canonical
from generator.publish.derived_names import link, token
from generator.publish.seal import SealedFile, seal_view
from generator.publish.secret import Secret
from tests.proof.conftest import SCRIPT, Opened, Site
from tests.publish.format_page import by_column, tables
from tests.waiting import comes_to

SECRET = Secret(bytes(range(32)))
VIEWS: dict[str, dict[str, Any]] = {
    "1234": {"v": 1, "order": "7858259149"},
    "1": {"v": 1, "nota": "ñandú — 24 a 48 horas"},
}
PRINTED = {
    "757qye4ki35k555lycksz3lm3qkvpmqp": (
        "27c020fe12d7f36263a427fe86b3a291.bin",
        "aa4e7b97c0c4cde69f0046e97dee83750ad5fd0424e78705a41afe7b02cd6b3e",
    ),
    "ivnsj7b24u6ajoul6uuwododshiluxfb": (
        "dae755755c094cb1fc4712a5c3417764.bin",
        "acacd9278d61d9a6a585094087eae711214e0d18af7324f5beb066382b0a3c54",
    ),
}
"""What follows `#`, the file's name and its SHA-256, as the format page prints them."""
IN_PAGE = """async (fragments) => {
    const { fileOf, keysOf, tokenFrom, viewIn } = await import("./abrir.mjs");
    return Promise.all(fragments.map(async (one) => {
        try {
            const keys = await keysOf(tokenFrom(one));
            return { view: await viewIn(await fileOf(keys, ""), keys) };
        }
        catch (failure) { return { failure: failure.kind ?? `crash: ${failure}` }; }
    }));
}"""
DATED = """async (fragments) => {
    const { tokenFrom } = await import("./abrir.js");
    const { datedOrder } = await import("./vigencia.js");
    const found = await Promise.all(fragments.map((one) => datedOrder(tokenFrom(one))));
    return found.map(({ sealedAt }) => sealedAt?.toISOString() ?? null);
}"""
FRESHNESS = by_column(tables("## `pedido/f/<2 hex digits>.bin`")[0])
MAILED = [
    "#757qye4ki35k555lycksz3lm3qkvpmqp",
    " 757QYE4KI35K555LYCKSZ3LM3QKVPMQP\n",
    "#757qye4ki35k555lycksz3lm3qkvpmqp).",
    "#757qye4ki35k555lycksz3lm3qkvpmqp&utm_source=correo",
    "#757qye4ki35k555lycksz3lm3qkvpmqp Gracias",
    "# 757qye4ki35k555lycksz3lm3qkvpmqp",
    "##757qye4ki35k555lycksz3lm3qkvpmqp",
    "#757qye4ki35k555l=\r\n ycksz3lm3qkvpmqp",
]
BROKEN = [
    "",
    "#",
    "#757qye4ki35k555lycksz3lm3qkvpmq",
    "#757qye4ki35k555lycksz3lm3qkvpmqpa",
    "#757qye4ki35k555lycksz3lm3qkvpmq1",
    "#757qye4ki35k555lycksz3lm3qkvpmqñ",
    "#757qye4ki35k555lycksz3lm3qkvpmq Gracias",
    "#757qye4ki35k555l-ycksz3lm3qkvpmqp",
    "#hola 757qye4ki35k555lycksz3lm3qkvpmqp",
    "#" + "a" * 100_000,
]


@pytest.fixture
def published(site: Site) -> Site:
    """Publish the two vectors, each checked against the values of the format page first."""
    for (fragment, (name, digest)), (order_id, view) in zip(PRINTED.items(), VIEWS.items(), strict=True):
        order_token = token(SECRET, "prod", order_id, 0)
        file = seal_view(order_token, canonical(view))
        assert link("https://x.example", order_token).partition("#")[2] == fragment
        assert (file.name, hashlib.sha256(file.data).hexdigest()) == (name, digest)
        _put(site, file)
    return site


def test_node_opens_both_vectors_to_the_views_of_the_format_page(published: Site, opened: Opened) -> None:
    """Base32, HKDF, file name, header, GCM, prefix, padding and UTF-8, without a line of Python."""
    assert published.folder.exists()
    assert opened(list(PRINTED)) == [{"view": view} for view in VIEWS.values()]


def test_chromium_opens_both_vectors_to_the_views_of_the_format_page(published: Site, page: Page) -> None:
    """The same script over BoringSSL, which shares no code with the OpenSSL of Python and Node."""
    (published.folder / "pedido" / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    page.goto(f"{published.url}pedido/")
    comes_to(lambda: page.evaluate(IN_PAGE, list(PRINTED)), [{"view": view} for view in VIEWS.values()])


def test_chromium_dates_both_vectors_by_the_shards_of_the_format_page(published: Site, page: Page) -> None:
    """As Python made them: the same moment for each, and none for either by the other's shard."""
    folder = published.folder / "pedido"
    (folder / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    for script in ("abrir.js", "vigencia.js"):
        shutil.copy(SCRIPT.parent / script, folder / script)
    (folder / "f").mkdir()
    printed = {one["name"]: bytes.fromhex(one["file"]) for one in FRESHNESS[:2]}
    for name, data in printed.items():
        (folder / "f" / name).write_bytes(data)
    page.goto(f"{published.url}pedido/")
    comes_to(lambda: page.evaluate(DATED, list(PRINTED)), ["2026-11-20T15:00:00.000Z"] * 2)
    first, second = printed
    (folder / "f" / first).write_bytes(printed[second])
    comes_to(lambda: page.evaluate(DATED, list(PRINTED)), [None, "2026-11-20T15:00:00.000Z"])


def test_node_reads_a_link_as_mailers_leave_it_and_no_other(published: Site, opened: Opened) -> None:
    """Case, blanks and a tail do no harm; a character too few, too many or of another alphabet is told apart."""
    assert published.folder.exists()
    assert opened(MAILED) == [{"view": VIEWS["1234"]}] * len(MAILED)
    assert opened(BROKEN) == [{"failure": "incomplete"}] * len(BROKEN)


def test_node_tells_a_link_without_file_from_a_file_that_does_not_open(published: Site, opened: Opened) -> None:
    """A revoked link finds nothing; the file of another order under its name is unreadable."""
    first, second = PRINTED
    folder = published.folder / "pedido" / "d"
    (folder / PRINTED[second][0]).write_bytes((folder / PRINTED[first][0]).read_bytes())
    assert opened(["b" * 32, second, first]) == [
        {"failure": "missing"},
        {"failure": "unreadable"},
        {"view": VIEWS["1234"]},
    ]


def _put(site: Site, file: SealedFile) -> None:
    (site.folder / "pedido" / "d" / file.name).write_bytes(file.data)
