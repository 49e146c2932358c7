"""A billing server for the demo and the tests: a Catalog comes in, WHMCS's API over a made-up history goes out."""

from generator.sandbox.api_access import Credentials
from generator.sandbox.sandbox_server import SandboxServer
from generator.sandbox.size import Size
from generator.sandbox.special_tickets import SpecialTicket
from generator.sandbox.specials import Special
from generator.sandbox.world import Snapshot, World, build_world

__all__ = [
    "Credentials",
    "SandboxServer",
    "Size",
    "Snapshot",
    "Special",
    "SpecialTicket",
    "World",
    "build_world",
]
