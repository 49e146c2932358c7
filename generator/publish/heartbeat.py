"""The heartbeat, `pedido/latido.json`: when the last sync ended, and which Ledger was published with it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from generator.errors import LedgerError, UnknownVersionError
from generator.model.base import Frozen, Moment
from generator.publish.canonical import canonical

HEARTBEAT_PATH = "pedido/latido.json"


class Heartbeat(Frozen):
    """What pages tell the age of their data by, and readers tell whether a Ledger is the one published with it."""

    v: Literal[1]
    synced_at: Moment
    interval_minutes: Annotated[int, Field(ge=1)]
    ledger_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

    def fits(self, sealed_ledger: bytes) -> bool:
        """Tell whether these are the bytes of the Ledger it was published with."""
        return hashlib.sha256(sealed_ledger).hexdigest() == self.ledger_sha256


def heartbeat_for(synced_at: datetime, interval_minutes: int, sealed_ledger: bytes) -> Heartbeat:
    """Return the heartbeat to publish beside a sealed Ledger."""
    return Heartbeat(
        v=1,
        synced_at=synced_at,
        interval_minutes=interval_minutes,
        ledger_sha256=hashlib.sha256(sealed_ledger).hexdigest(),
    )


def heartbeat_file(heartbeat: Heartbeat) -> bytes:
    """Return the bytes of `pedido/latido.json`."""
    return canonical(heartbeat.model_dump(mode="json"))


def parse_heartbeat(data: bytes) -> Heartbeat:
    """Return the heartbeat some bytes spell.

    Raises:
        UnknownVersionError: they are one of a version that this program does not know.
        LedgerError: they are no heartbeat.

    """
    try:
        value = json.loads(data)
        version = value.get("v") if isinstance(value, dict) else None
        if type(version) is int and version != 1:
            raise UnknownVersionError(HEARTBEAT_PATH)
        # `true` equals 1 in Python, and is no version.
        return Heartbeat.model_validate_json(data if type(version) is int else b"")
    except (ValueError, RecursionError):
        raise LedgerError(
            f"{HEARTBEAT_PATH} no tiene la forma esperada.",
            "Revise que la dirección o carpeta sea la del sitio publicado por este programa.",
        ) from None
