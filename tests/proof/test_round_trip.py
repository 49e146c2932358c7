"""Ten thousand random views sealed and opened: by the program, by a second implementation, and by the order page."""

from __future__ import annotations

import json
from typing import Any

from generator.model.base import OrderId
from generator.model.views import OrderView
from generator.publish.derived_names import link, token
from generator.publish.order_files import seal_order, write_orders
from generator.publish.seal import SIZES, open_view
from generator.publish.secret import Secret, Secrets
from tests.browser import sealing
from tests.proof.conftest import Opened, Site
from tests.proof.random_views import random_view, seeded

SECRET = Secret(bytes(range(32)))
HOW_MANY = 10_000


def test_ten_thousand_random_views_open_to_themselves_and_no_two_files_are_alike() -> None:
    """And each file is, byte for byte, the one that a second implementation of the format page makes."""
    random, names, nonces, sizes = seeded(5), set(), set(), set()
    for order_id in range(1, HOW_MANY + 1):
        view, revision = random_view(random, order_id), random.randrange(3)
        order_token = token(SECRET, "prod", view.order_id, revision)
        file = seal_order(SECRET, "prod", revision, view, SIZES)
        opened = json.loads(open_view(order_token, file.data))
        assert _restored(opened, view.order_id) == view
        assert (file.name, file.data) == (sealing.file_name(order_token), sealing.sealed(order_token, opened))
        names.add(file.name)
        nonces.add(file.data[8:20])
        sizes.add(len(file.data))
    assert len(names) == len(nonces) == HOW_MANY
    assert sizes == set(SIZES[:5])


def test_five_hundred_random_views_open_in_the_order_page_to_what_python_sealed(site: Site, opened: Opened) -> None:
    """Published as a build publishes them, opened over HTTP by the page's script under Node."""
    random = seeded(6)
    views = [random_view(random, order_id) for order_id in range(1, 501)]
    write_orders(site.folder, secrets=Secrets(SECRET), site="prod", revocations={}, views=views)
    fragments = [link("", token(SECRET, "prod", view.order_id, 0)).partition("#")[2] for view in views]
    expected = [json.loads(view.model_dump_json(exclude_none=True)) for view in views]
    assert [answer.get("view") for answer in opened(fragments)] == expected
    assert len(list((site.folder / "pedido" / "d").iterdir())) == 500


def _restored(opened: dict[str, Any], order_id: OrderId) -> OrderView:
    # An unknown service is left out of the JSON, as is all that is unknown; the model wants it said.
    items = [{"service": None} | item for item in opened["items"]]
    return OrderView.model_validate(opened | {"order_id": order_id, "items": items})
