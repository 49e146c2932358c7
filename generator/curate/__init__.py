"""What programs write into `data/`, which staff own: holidays, revocations, schemas; a file's own words always stay."""
