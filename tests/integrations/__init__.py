"""What the files of `integrations/` promise to the programs they are installed in."""
