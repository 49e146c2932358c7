"""How long the hook's panels take, from the cache and without: `python3 -m tests.integrations.panel_time` prints it."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from tests.browser.orders import item, order
from tests.doubles.site_server import serving
from tests.integrations.hooked_whmcs import ANA, HookedWhmcs
from tests.integrations.running_php import Php, php_path
from tests.integrations.sealed_site import publish
from tests.integrations.test_whmcs_hooks import seen

TIMES = 40
EVENTS = {
    "cliente, página de un dominio": ("ClientAreaDomainDetailsOutput", {"domain": seen(31)}, ANA),
    "personal, página de un ticket": ("AdminAreaViewTicketPage", {"ticketid": 60003}, None),
    "cualquier página (¿se debe una corrida?)": ("ClientAreaPage", {"filename": "index"}, ANA),
    "un evento, su línea": ("OrderPaid", {"orderId": 1234}, None),
}


def main() -> None:
    """Print a row per event: each time in a process of its own, which has to load the hook too."""
    print("Milisegundos en el hook, con su carga, por proceso nuevo; el sitio, en esta máquina")  # noqa: T201
    for name, (hook, variables, client) in EVENTS.items():
        with tempfile.TemporaryDirectory() as folder, serving() as (site, _over):
            shop = HookedWhmcs.opened(Php(php_path(), Path(folder)), site)
            publish(shop, {1234: order(item()), 1236: order(item())})
            taken = []
            for _time in range(TIMES + 1):
                shop.tells(hook, variables, client=client)
                taken.append(shop.milliseconds)
        first, cached = taken[0], sorted(taken[1:])
        print(  # noqa: T201
            f"  {name:42} sin copia {first:6.1f}   con copia: mediana {statistics.median(cached):5.1f}, "
            f"la más lenta de {TIMES} {cached[-1]:5.1f}"
        )


if __name__ == "__main__":
    main()
