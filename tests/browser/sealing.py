"""A second implementation of the order file and of its link's end, from the format page alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
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


def _hkdf(key_material: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 for at most one block of output."""
    extracted = hmac.digest(b"order-page/v1", key_material, hashlib.sha256)
    return hmac.digest(extracted, info + b"\x01", hashlib.sha256)[:length]
