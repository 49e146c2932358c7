"""`data/revocations.yml`: the orders whose old links no longer open, and those to forget."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.base import Flag, Frozen, Whole

LAST_REVISION = 9999


class Revocation(Frozen):
    """One order whose old links no longer open, under its opaque tag; an erased one is kept nowhere."""

    tag: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    revision: Annotated[Whole, Field(ge=1, le=LAST_REVISION)]
    erase: Flag = False


class Revocations(Frozen):
    """`data/revocations.yml`."""

    revocations: tuple[Revocation, ...] = ()
