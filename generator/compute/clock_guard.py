"""The guards against a clock that is wrong: this machine's beside billing's, and a Ledger from the future."""

from __future__ import annotations

from datetime import datetime, timedelta

from generator.errors import LedgerError, UnreachableError
from generator.model.base import iso_utc
from generator.model.ledger import Ledger

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


def refuse_future(ledger: Ledger | None, now: datetime) -> None:
    """Refuse a Ledger that a clock running ahead wrote, and name the saved copy to go on from.

    Raises:
        LedgerError: the Ledger is from after `now`.

    """
    if ledger is None or now >= ledger.synced_at:
        return
    good = next((run for run in ledger.earlier_runs if run <= now), None)
    copy = (
        f"la que guardó la corrida del {iso_utc(good)}, la última anterior a este momento"
        if good
        else f"la última que se guardó antes del {iso_utc(now)}"
    )
    raise LedgerError(
        f"El Ledger es del {iso_utc(ledger.synced_at)}, posterior a este momento ({iso_utc(now)}).",
        "Revise primero la hora de esta máquina. Si pidió otro momento, revise el valor de --now. Si está bien, una "
        f"corrida anterior tuvo la hora adelantada: siga desde una copia del Ledger, con --previous; use {copy} (en "
        "GitHub, el artefacto «ledger-1» de esa corrida). Paso a paso en docs/operations.md, «A Ledger from the "
        "future».",
    )
