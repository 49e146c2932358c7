"""A billing server for the demo and the tests: a Catalog comes in, WHMCS's API over a made-up history goes out."""

from generator.sandbox.access import Credentials
from generator.sandbox.faults import Fault
from generator.sandbox.server import SandboxServer
from generator.sandbox.specials import Special
from generator.sandbox.world import Snapshot, World, build_world

__all__ = ["Credentials", "Fault", "SandboxServer", "Snapshot", "Special", "World", "build_world"]
