"""The door of the command line."""

import sys

from generator.cli.run import main

if __name__ == "__main__":
    sys.exit(main())
