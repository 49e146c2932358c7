"""`faq gaps`: which of the subjects of clients' tickets no question of the site answers."""
