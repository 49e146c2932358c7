"""The command `new-secret`: nothing in, a value for `DEMORAS_SECRET` out."""

from __future__ import annotations

import argparse

from generator.cli.terminal import Terminal
from generator.publish import secret


def new_secret(_: argparse.Namespace, terminal: Terminal) -> int:
    """Print a fresh secret."""
    terminal.say(secret.new_secret())
    return 0
