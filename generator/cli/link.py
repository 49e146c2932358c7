"""`demoras link`: an order in, its private link out."""

from __future__ import annotations

import argparse

from generator.cli.order_ids import order_id_of
from generator.cli.terminal import Terminal, refuse_in_ci
from generator.load import load_catalog
from generator.publish.secret import read_secrets
from generator.publish.site_http import site_root
from generator.tasks.private_links import order_link


def link(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the private link of one order.

    Raises:
        UsageError: asked for where a log would keep it, or the order is erased.

    """
    refuse_in_ci(terminal, "«link» no se usa en CI: el enlace quedaría en un registro.")
    catalog = load_catalog(args.root)
    secrets = read_secrets(terminal.environ)
    site_url = catalog.company.site_url if args.site_url is None else site_root(args.site_url)
    order_id = order_id_of(args, terminal, catalog, secrets)
    terminal.say(order_link(catalog, secrets, order_id, site_url))
    return 0
