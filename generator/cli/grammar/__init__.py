"""What can be typed: a module per kind of work, each declaring its commands with their options, in Spanish."""
