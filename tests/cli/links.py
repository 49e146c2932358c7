"""The order that a printed link opens in a built site."""

from __future__ import annotations

import base64
from pathlib import Path

from generator.publish.seal import open_view
from tests.browser.sealing import file_name


def opened(site: Path, link: str) -> bytes:
    """Return the JSON of the order whose file a link leads to."""
    token = base64.b32decode(link.strip().rpartition("/pedido/#")[2].upper())
    return open_view(token, (site / "pedido" / "d" / file_name(token)).read_bytes())
