"""`demoras revoke`: an order in; its entry in `data/revocations.yml`, under its opaque tag, out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from generator.cli.order_ids import order_id_of
from generator.cli.terminal import Terminal
from generator.curate.revocations_file import PATH, with_revocation
from generator.load import load_catalog
from generator.model.revocations import Revocation
from generator.publish.atomic import write_atomically
from generator.publish.order_links import next_revocation
from generator.publish.secret import read_secrets


def revoke(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the entry that cuts an order's links off, or erases the order, and say what to do next.

    Raises:
        DataError: the data are wrong, or the file is written in a way that cannot be changed line by line.

    """
    catalog = load_catalog(args.root)
    secrets = read_secrets(terminal.environ)
    entry = next_revocation(catalog, secrets, order_id_of(args, terminal, catalog, secrets), erase=args.erase)
    path = args.root / PATH
    # Not "utf-8-sig": a mark at the start stays where it is.
    text = path.read_bytes().decode("utf-8")
    changed = with_revocation(text, entry)
    if changed != text:
        write_atomically(path, changed.encode("utf-8"), mode=path.stat().st_mode & 0o777)
    for line in _told(entry, new=changed != text):
        terminal.say(line)
    return 0


def _told(entry: Revocation, *, new: bool) -> Iterator[str]:
    what = f"revisión {entry.revision}" + (", y el pedido se borra" if entry.erase else "")
    yield f"{PATH}: marca {entry.tag}, {what}{'' if new else ' (ya estaba así)'}."
    yield "Falta: envíe ese archivo por pull request; nada cambia hasta que se acepte y se publique."
    if entry.erase:
        yield "La corrida siguiente retira su página y sus datos. Deje esa línea mientras facturación tenga el pedido."
    else:
        yield "Desde entonces el enlace anterior no abre; «demoras link» muestra el nuevo."
