"""Specifies what counts as answered, which groups show and which words never do."""
