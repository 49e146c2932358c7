"""Calendars, promises, the fold and the facts: pure functions of their arguments, no file, network or clock."""
