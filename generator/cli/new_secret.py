"""The command `new-secret`: nothing in, a value for `DEMORAS_SECRET` out."""

from __future__ import annotations

import argparse

from generator.cli.world import World
from generator.publish import secret


def new_secret(_: argparse.Namespace, world: World) -> int:
    """Print a fresh secret."""
    world.say(secret.new_secret())
    return 0
