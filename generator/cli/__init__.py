"""The command `demoras`: a file per family of commands, each declared in Spanish beside the function that does it."""
