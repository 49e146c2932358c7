"""The words of the pages: complete, written once, and read by whoever prints them."""
