"""What this company's own data must say: the facts of the page that started it. Another company deletes this folder."""
