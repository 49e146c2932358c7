"""Data files staff own: what they say and what a source of ours says in, the file's next text out."""
