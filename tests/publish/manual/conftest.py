"""A BookStack on loopback, the client that speaks to it, and a block to put there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from generator.model.manual import ManualBlock
from generator.publish.manual.block import block_html
from generator.publish.manual.bookstack_client import BookStack
from generator.publish.manual.bookstack_settings import Token
from generator.publish.manual.push import Change, Plan, plans, push
from tests.doubles.bookstack import BookStackServer

PAGE: dict[str, Any] = {
    "id": 1,
    "name": "Demoras",
    "html": "<p>x</p>",
    "raw_html": "<p>x</p>",
    "markdown": "",
    "editor": "wysiwyg",
    "draft": False,
    "revision_count": 1,
    "updated_at": "2026-11-23T09:00:00.000000Z",
}
"""A page as the API answers it."""
TOKEN = Token("fichaDePrueba", "secretoDePrueba7f3a")
BODY = (
    "<p>Lo escribe el sitio.</p>\n"
    "<table><tbody>\n<tr><th>Servicio</th><th>Demora</th></tr>\n"
    '<tr><td><a href="https://demoras.example.com/demoras/simplenews/">Simplenews</a></td>'
    "<td>2 días hábiles</td></tr>\n"
    "</tbody></table>\n"
    '<p><strong>Más</strong>: <a href="https://demoras.example.com/">el sitio</a>.</p>\n'
    '<p>Generado el viernes 20 de noviembre de 2026; editar en <a href="https://git.example/data/">data</a>.</p>'
)


def block(page: int = 1, body: str = BODY, *, is_open: bool = False) -> ManualBlock:
    """Return the block of delays of a page."""
    return ManualBlock(page, "delays", "Demoras", body, is_open)


def folded(made: ManualBlock) -> str:
    """Return a block as a push writes it where the page says more than that: with the notes of its lines."""
    return block_html("<p>x</p>", made, None)


def targets(page: int = 1, body: str = "<p>SLA: 1 a 3 horas hábiles.</p>") -> ManualBlock:
    """Return the other block of a page."""
    return ManualBlock(page, "sla", "Tiempos de respuesta", body)


def planned(wiki: BookStack, *blocks: ManualBlock) -> Plan:
    """Return the plan of the only page."""
    (plan,) = plans(wiki, blocks)
    return plan


def pushed(wiki: BookStack, *blocks: ManualBlock) -> None:
    """Write the only page, which must need it."""
    plan = planned(wiki, *blocks)
    assert isinstance(plan, Change), plan
    push(wiki, plan)


@pytest.fixture
def server() -> Iterator[BookStackServer]:
    with BookStackServer(f"{TOKEN.id}:{TOKEN.secret}") as running:
        yield running


@pytest.fixture
def naps() -> list[float]:
    """Give the seconds that the client would have slept."""
    return []


@pytest.fixture
def wiki(server: BookStackServer, naps: list[float]) -> Iterator[BookStack]:
    with BookStack(server.url, TOKEN, sleep=naps.append) as client:
        yield client
