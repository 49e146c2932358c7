"""The vectors printed on the format page (`docs/sealed-orders.md`), value by value."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest

from generator.publish.canonical import canonical
from generator.publish.derived_names import link, order_tag, token
from generator.publish.envelope import LEDGER, ORDER, derive
from generator.publish.seal import open_view, seal_view
from generator.publish.secret import Secret
from tests.publish.format_page import by_column, tables

ORDERS, LEDGERS = (by_column(table) for table in tables("## Vectors"))
ORDER_ROWS = ["order_id", "revision", "view", "token", "after `#`", "tag", "file", "key", "nonce_key", "nonce"]
DIGEST = "SHA-256 of the file (2048 bytes)"


def test_the_page_prints_three_orders_and_a_ledger() -> None:
    """Whole: a row that goes missing is a value that nobody checks any more."""
    assert [list(order) for order in ORDERS] == [[*ORDER_ROWS, DIGEST]] * 3
    assert [list(ledger) for ledger in LEDGERS] == [["ikm", "id", "key", "nonce_key"]]


@pytest.mark.parametrize("vector", ORDERS, ids=["1", "2", "3"])
def test_every_value_of_the_vector_comes_out_as_printed(vector: dict[str, str], current: Secret) -> None:
    """Token, address, tag, file name, keys, nonce and the whole file."""
    order_token = token(current, "prod", vector["order_id"], int(vector["revision"]))
    assert order_token.hex() == vector["token"]
    assert link("https://x.example/", order_token) == f"https://x.example/pedido/#{vector['after `#`']}"
    assert order_tag(current, "prod", vector["order_id"]) == vector["tag"]
    keys = derive(ORDER, order_token)
    assert (keys.key.hex(), keys.nonce_key.hex()) == (vector["key"], vector["nonce_key"])
    payload = canonical(json.loads(vector["view"]))
    assert payload == vector["view"].encode()
    sealed = seal_view(order_token, payload)
    assert sealed.name == vector["file"] == f"{keys.id.hex()}.bin"
    assert sealed.data[:8] == bytes.fromhex("5045444901000000")
    assert sealed.data[8:20].hex() == vector["nonce"]
    assert len(sealed.data) == 2048
    assert hashlib.sha256(sealed.data).hexdigest() == vector[DIGEST]
    assert open_view(order_token, sealed.data) == payload


def test_the_ledgers_keys_come_out_as_printed(current: Secret) -> None:
    """Its bytes depend on the build of zlib; its keys on nothing but the secret and the site."""
    (printed,) = LEDGERS
    ikm = hmac.digest(current.key, b"ledger/v1\nprod", "sha256")
    keys = derive(LEDGER, ikm)
    made = {"ikm": ikm.hex(), "id": keys.id.hex(), "key": keys.key.hex(), "nonce_key": keys.nonce_key.hex()}
    assert made == printed
