"""The authenticated envelope that order files and the Ledger share: its keys, its header, its cipher."""

# Layout (`‖` joins bytes):
#   keys    id 16 ‖ key 32 ‖ nonce_key 32, each HKDF-SHA256(ikm, salt of the kind, info "id" | "key" | "nonce")
#   header  4 letters of the kind ‖ version 1 ‖ three zeros
#   aad     header ‖ id
#   nonce   HMAC-SHA256(nonce_key, aad ‖ plain)[0:12]
#   file    header 8 ‖ nonce 12 ‖ AES-256-GCM(key, nonce, plain, aad): ciphertext, then tag 16

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from generator.errors import PublishError

OVERHEAD = 36
"""Bytes of header, nonce and tag around the plain bytes."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What an envelope holds; an envelope of one kind never opens as another."""

    header: bytes
    salt: bytes


ORDER = Kind(b"PEDI\x01\x00\x00\x00", b"order-page/v1")
LEDGER = Kind(b"LEDG\x01\x00\x00\x00", b"ledger/v1")


@dataclass(frozen=True, slots=True)
class Keys:
    """What one token or Ledger secret gives; only `id` may be seen."""

    id: bytes
    key: bytes = field(repr=False)
    nonce_key: bytes = field(repr=False)
    root: bytes = field(repr=False)
    """What each of them is expanded from, and whatever serves another purpose."""


class SealError(PublishError):
    """An envelope that does not open; says the same whatever the cause, so that nobody learns from it."""

    def __init__(self) -> None:
        super().__init__("Un archivo sellado no se puede abrir.", "Vuelva a publicar el sitio con «demoras build».")


def derive(kind: Kind, key_material: bytes) -> Keys:
    """Return the keys of an envelope (RFC 5869, SHA-256)."""
    root = HKDF.extract(SHA256(), kind.salt, key_material)
    return Keys(expanded(root, b"id", 16), expanded(root, b"key", 32), expanded(root, b"nonce", 32), root)


def expanded(root: bytes, info: bytes, length: int) -> bytes:
    """Return the bytes of one purpose."""
    return HKDFExpand(SHA256(), length, info).derive(root)


def wrap(kind: Kind, keys: Keys, plain: bytes) -> bytes:
    """Return the envelope of some bytes, `OVERHEAD` longer; the same bytes give the same envelope."""
    aad = kind.header + keys.id
    # A MAC of the plaintext: no state to keep, and an unchanged view is an unchanged file.
    nonce = hmac.digest(keys.nonce_key, aad + plain, "sha256")[:12]
    return kind.header + nonce + AESGCM(keys.key).encrypt(nonce, plain, aad)


def is_other_version(kind: Kind, data: bytes) -> bool:
    """Tell whether some bytes begin as an envelope of this kind does, but for its version."""
    return data[:4] == kind.header[:4] and data[4:8] != kind.header[4:] and data[5:8] == kind.header[5:]


def unwrap(kind: Kind, keys: Keys, data: bytes) -> bytes:
    """Return the bytes an envelope holds.

    Raises:
        SealError: another kind or version, another key, or any changed byte.

    """
    if len(data) < OVERHEAD or not data.startswith(kind.header):
        raise SealError
    try:
        return AESGCM(keys.key).decrypt(data[8:20], data[20:], kind.header + keys.id)
    except InvalidTag:
        raise SealError from None
