"""What the really built site must be: every test here reads the files that would be published."""
