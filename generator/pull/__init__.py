"""Billing sources behind one interface: an address and its keys come in, an `Observed` goes out."""
