"""A manual for the tests: pages come in, a server that keeps and changes them as BookStack 24.10 does goes out."""

from generator.sandbox.bookstack.server import BookStackServer

__all__ = ["BookStackServer"]
