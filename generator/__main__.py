"""Runs the command line: `python -m generator`, installed as `demoras`."""

import sys

from generator.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
