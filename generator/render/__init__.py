"""Catalog and Facts in, every page as text out; nothing here reads a file of data, a clock or a network."""
