"""The text of an argument in, its checked value out, or what argparse then says of it in Spanish."""

from __future__ import annotations

import argparse
import re
from datetime import date


def port(text: str) -> int:
    """Return a TCP port; 0 picks a free one."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"no es un puerto, de 0 a 65535: {text[:40]!r}")
    return int(text)


def year(text: str) -> int:
    """Return a year that may name a file of holidays."""
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"no es un año, de 2000 a 2099: {text[:40]!r}")
    return int(text)


def day(text: str) -> date:
    """Return a calendar date."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"no es una fecha, como 2026-11-20: {text[:40]!r}")
