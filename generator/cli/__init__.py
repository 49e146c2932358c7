"""The command line: arguments and environment in, the pipeline's work and an exit code out."""
