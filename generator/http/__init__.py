"""How this program speaks HTTP: one bounded exchange, one set of faults, one rule for what a safe address is."""
