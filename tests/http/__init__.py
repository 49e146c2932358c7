"""How this program speaks HTTP."""
