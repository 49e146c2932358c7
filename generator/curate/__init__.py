"""Data files staff own: what fills them, and what explains them to an editor, out; a file's own words always stay."""
