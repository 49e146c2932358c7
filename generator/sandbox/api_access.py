"""Who may use the API: the credentials, and how WHMCS refuses those without."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from generator.sandbox.whmcs_values import Params


class RefusedError(Exception):
    """An answer without data: its HTTP status and WHMCS's message."""

    def __init__(self, message: str, status: int = 200) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a caller must send; without an access key its address counts as listed."""

    identifier: str = field(repr=False)
    secret: str = field(repr=False)
    access_key: str | None = field(default=None, repr=False)

    @classmethod
    def random(cls) -> Credentials:
        """Return credentials nobody has used before."""
        return cls(secrets.token_hex(16), secrets.token_hex(16), secrets.token_hex(12))


def admit(credentials: Credentials, params: Params, address: str) -> None:
    """Let a caller in.

    Raises:
        RefusedError: 403, with the caller's address where the access key is wrong.

    """
    if credentials.access_key is not None and not _same(params.get("accesskey", ""), credentials.access_key):
        raise RefusedError(f"Invalid IP {address}", 403)
    identifier = params.get("identifier") or params.get("username", "")
    secret = params.get("secret") or params.get("password", "")
    if not identifier or not secret:
        raise RefusedError("Invalid or missing credentials", 403)
    right = _same(identifier, credentials.identifier), _same(secret, credentials.secret)
    if not all(right):
        raise RefusedError("Authentication Failed", 403)


def not_allowed(action: str) -> str:
    """Return what WHMCS says where the key's role does not hold an action."""
    return f'Invalid Permissions: API action "{action.strip().lower()}" is not allowed'


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())
