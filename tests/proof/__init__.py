"""Proof of sealing: one format in several languages, and nothing that was changed ever opens."""
