"""The staff's own site, as the real command builds it and as a real browser shows it."""
