"""The check that this machine's clock and billing's show the same time, before anything is concluded from either."""

from __future__ import annotations

from datetime import datetime, timedelta

from generator.errors import UnreachableError
from generator.model.base import iso_utc

FURTHEST_APART = timedelta(minutes=15)
"""More than any pause between the two readings; less than any promise but the shortest would notice."""


def refuse_clocks_apart(now: datetime, billing_time: datetime | None) -> None:
    """Stop where this machine's clock (`now`) and billing's HTTP date differ by more than 15 minutes; both aware.

    A clock that runs ahead closes and removes orders, and every right run after it meets a Ledger from the future.

    Raises:
        UnreachableError: they do; it names both.

    """
    if billing_time is None or abs(now - billing_time) <= FURTHEST_APART:
        return
    raise UnreachableError(
        f"El reloj de esta máquina marca {iso_utc(now.replace(microsecond=0))} y el del servidor de facturación "
        f"{iso_utc(billing_time)}: difieren en más de 15 minutos.",
        "Ponga en hora el que esté mal. Para leer la facturación como de otro momento, indíquelo con --now.",
    )
