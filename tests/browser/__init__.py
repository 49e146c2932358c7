"""The built pages in a real Chromium."""
