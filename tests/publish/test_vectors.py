"""The two vectors of the format page (`sealed-orders.md`), value by value."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pytest

from generator.publish.canonical import canonical
from generator.publish.envelope import ORDER, derive
from generator.publish.links import link, token
from generator.publish.seal import open_view, seal_view
from generator.publish.secret import Secret


@dataclass(frozen=True)
class Vector:
    order_id: str
    view: dict[str, object]
    payload: str
    token: str
    after_hash: str
    file: str
    key: str
    nonce_key: str
    nonce: str
    sha256: str


VECTORS = [
    Vector(
        order_id="1234",
        view={"v": 1, "order": "7858259149"},
        payload='{"order":"7858259149","v":1}',
        token="ff7f0c138a46faaef7abc0952ced6cdc1557b20f",
        after_hash="757qye4ki35k555lycksz3lm3qkvpmqp",
        file="27c020fe12d7f36263a427fe86b3a291.bin",
        key="c63f7c3d452d9e9c8c4b7e87a29dc283e084af747e20126027e1b4c2b8f29dce",
        nonce_key="609717fc43e06cfa862f0a990b2873a9ede91ecf300504f5a97d5216af758020",
        nonce="f066c16871be679bc453031f",
        sha256="aa4e7b97c0c4cde69f0046e97dee83750ad5fd0424e78705a41afe7b02cd6b3e",
    ),
    Vector(
        order_id="1",
        view={"v": 1, "nota": "ñandú — 24 a 48 horas"},
        payload='{"nota":"ñandú — 24 a 48 horas","v":1}',
        token="455b24fc3ae53c04ba8bf529670dc391d0ba5ca1",
        after_hash="ivnsj7b24u6ajoul6uuwododshiluxfb",
        file="dae755755c094cb1fc4712a5c3417764.bin",
        key="0fa126d5ac93de2778a41b145166445fbb0ea80110fe2e56796761bdeb89b94d",
        nonce_key="73e012373b1545b3dedf09c3ff35e0df786e90890639a2e5d0ca38d8d8dcf427",
        nonce="25294ba4a54f1d455faa4a42",
        sha256="acacd9278d61d9a6a585094087eae711214e0d18af7324f5beb066382b0a3c54",
    ),
]


@pytest.mark.parametrize("vector", VECTORS, ids=["1", "2"])
def test_every_value_of_the_vector_comes_out_as_printed(vector: Vector, current: Secret) -> None:
    """Token, address, file name, keys, nonce and the whole file."""
    order_token = token(current, "prod", vector.order_id, 0)
    assert order_token.hex() == vector.token
    assert link("https://x.example/", order_token) == f"https://x.example/pedido/#{vector.after_hash}"
    keys = derive(ORDER, order_token)
    assert (keys.key.hex(), keys.nonce_key.hex()) == (vector.key, vector.nonce_key)
    payload = canonical(vector.view)
    assert payload == vector.payload.encode()
    sealed = seal_view(order_token, payload)
    assert sealed.name == vector.file == f"{keys.id.hex()}.bin"
    assert sealed.data[:8] == bytes.fromhex("5045444901000000")
    assert sealed.data[8:20].hex() == vector.nonce
    assert len(sealed.data) == 2048
    assert hashlib.sha256(sealed.data).hexdigest() == vector.sha256
    assert open_view(order_token, sealed.data) == payload
