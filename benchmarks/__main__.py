"""The benchmark's command line, run by `python3 dev.py bench`: which tables are measured and printed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchmarks.usual_tables import print_usual_tables
from generator.cli.spanish_parser import SpanishParser
from generator.errors import DemorasError
from generator.shown_text import shown_lines


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables asked for; without any option, the usual ones."""
    parser = SpanishParser(
        prog="dev.py bench",
        description="Mide y muestra tablas. Sin opciones, las usuales: una fecha, cada etapa de una corrida, los "
        "largos de los archivos sellados y la página de un pedido.",
    )
    try:
        parser.parse_args(argv)
        print_usual_tables()
    except DemorasError as error:
        sys.stderr.write(shown_lines(f"bench: {error}\n{error.remedy}") + "\n")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
