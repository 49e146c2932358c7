"""Views and a Ledger in, sealed files and a site's folder replaced whole out."""
