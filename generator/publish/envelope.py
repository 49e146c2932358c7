"""The authenticated envelope that order files and the Ledger share: its keys, its header, its cipher."""

# Layout (`‖` joins bytes):
#   keys    id 16 ‖ key 32 ‖ nonce_key 32 ‖ fresh_key 32, each HKDF-SHA256(ikm, salt of the kind, info "id" | "key" |
#           "nonce" | "fresh")
#   header  4 letters of the kind ‖ version 1 ‖ three zeros
#   aad     header ‖ id
#   nonce   HMAC-SHA256(nonce_key, aad ‖ plain)[0:12]
#   file    header 8 ‖ nonce 12 ‖ AES-256-GCM(key, nonce, plain, aad): ciphertext, then tag 16

from __future__ import annotations

import hmac
from dataclasses import dataclass

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from generator.errors import PublishError

_SHA256 = SHA256()
OVERHEAD = 36
"""Bytes of header, nonce and tag around the plain bytes."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What an envelope holds; an envelope of one kind never opens as another."""

    header: bytes
    salt: bytes


ORDER = Kind(b"PEDI\x01\x00\x00\x00", b"order-page/v1")
LEDGER = Kind(b"LEDG\x01\x00\x00\x00", b"ledger/v1")


class Keys(msgspec.Struct, frozen=True, gc=False):
    """What one token or Ledger secret gives; only `id` may be seen."""

    # Of each order there is one: a dataclass takes five times as long to make.

    id: bytes
    key: bytes
    nonce_key: bytes
    fresh_key: bytes
    """What dates the file of an order (`freshness.py`); of other kinds it serves nothing."""

    def __repr__(self) -> str:
        """Return its id alone."""
        return f"Keys(id={self.id!r})"


class SealError(PublishError):
    """An envelope that does not open; says the same whatever the cause, so that nobody learns from it."""

    def __init__(self) -> None:
        super().__init__("Un archivo sellado no se puede abrir.", "Vuelva a publicar el sitio con «demoras build».")


def derive(kind: Kind, key_material: bytes) -> Keys:
    """Return the keys of an envelope (RFC 5869, SHA-256)."""
    # Of each purpose HKDF's first block is enough, so one HMAC of the root begins them all.
    begun = HMAC(HKDF.extract(_SHA256, kind.salt, key_material), _SHA256)
    return Keys(
        id=_expanded(begun, b"id")[:16],
        key=_expanded(begun, b"key"),
        nonce_key=_expanded(begun, b"nonce"),
        fresh_key=_expanded(begun, b"fresh"),
    )


def _expanded(begun: HMAC, info: bytes) -> bytes:
    """Return the first block that HKDF expands a root to, 32 bytes; `begun` has the root for its key."""
    block = begun.copy()
    block.update(info + b"\1")
    return block.finalize()


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
