"""A second implementation of the order file and of its link's end, from the format page alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HEADER = bytes.fromhex("5045444901000000")
LENGTHS = (2048, 4096, 8192, 16384, 32768, 65536)


def fragment(token: bytes) -> str:
    """Return what follows `#` in a link."""
    return base64.b32encode(token).decode().lower()


def file_name(token: bytes) -> str:
    """Return the name of the file that a token opens."""
    return f"{_hkdf(token, b'id', 16).hex()}.bin"


def sealed(token: bytes, view: dict[str, Any]) -> bytes:
    """Return the file of a view."""
    text = json.dumps(view, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    total = next(length for length in LENGTHS if length >= len(text) + 40)
    return sealed_bytes(token, (struct.pack(">I", len(text)) + text).ljust(total - 36, b"\0"))


def sealed_bytes(token: bytes, plain: bytes) -> bytes:
    """Return the file of any plain bytes, well formed inside or not."""
    aad = HEADER + _hkdf(token, b"id", 16)
    nonce = hmac.digest(_hkdf(token, b"nonce", 32), aad + plain, "sha256")[:12]
    return HEADER + nonce + AESGCM(_hkdf(token, b"key", 32)).encrypt(nonce, plain, aad)


def shard_name(token: bytes) -> str:
    """Return the name of the file that says when a token's order was last read."""
    return f"{_hkdf(token, b'id', 16)[:1].hex()}.bin"


def shard(synced_at: str, files: dict[bytes, bytes]) -> bytes:
    """Return that file for the tokens and order files of one shard, as of a moment in ISO 8601."""
    head = b"FRSH\x01\x00\x00\x00" + struct.pack(">Q", int(datetime.fromisoformat(synced_at).timestamp()))
    macs = [mac(token, head, data) for token, data in files.items()]
    return head + b"".join(sorted(macs))


def mac(token: bytes, head: bytes, order_file: bytes) -> bytes:
    """Return what says that an order's file was current when a shard's head says."""
    told = head + _hkdf(token, b"id", 16) + hashlib.sha256(order_file).digest()
    return hmac.digest(_hkdf(token, b"fresh", 32), told, "sha256")[:16]


def _hkdf(key_material: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 for at most one block of output."""
    extracted = hmac.digest(b"order-page/v1", key_material, hashlib.sha256)
    return hmac.digest(extracted, info + b"\x01", hashlib.sha256)[:length]
