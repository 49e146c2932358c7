"""Generator of a public delay and SLA site, its FAQ and a private status page per order."""

__version__ = "0.1.0"
