"""Nothing comes in; how much of everything a made-up history holds goes out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are of each kind; what every world must hold comes on top. `renewals` are invoices alone."""

    clients: int = 60
    orders: int = 208
    renewals: int = 60
    tickets: int = 132
