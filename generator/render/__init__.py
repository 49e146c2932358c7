"""Every page as text, from Catalog and Facts; nothing here reads a file of data, a clock or a network."""
