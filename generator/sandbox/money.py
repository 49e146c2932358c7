"""Amounts in cents of a peso come in, the spellings that billing gives them go out."""

from __future__ import annotations

PREFIX, CODE = "$", "ARS"


def money(cents: int) -> str:
    """Return an amount as plain decimal text."""
    return f"{cents // 100}.{cents % 100:02d}"


def display(cents: int) -> str:
    """Return an amount as a line item prints it: with sign, thousands and code."""
    return f"{PREFIX}{cents // 100:,}.{cents % 100:02d} {CODE}"


def tax(cents: int) -> int:
    """Return the VAT of 21 % on an amount."""
    return (cents * 21 + 50) // 100
