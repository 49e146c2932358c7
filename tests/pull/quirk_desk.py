"""A billing that breaks in one place, and what a whole pull from it gives or stops with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from generator.errors import UnreachableError
from generator.model.observed import Observed
from generator.pull.whmcs.source import Conventions
from tests.doubles.acting_server import Act
from tests.doubles.scripted_billing import Form, billing, serving
from tests.pull.desk import Script, observe, with_products, with_tickets
from tests.pull.samples import product_row
from tests.pull.short_pulls import ACCESS_KEY, IDENTIFIER, SECRET

FIELD = "Requisitos completos"
DATED = Conventions(FIELD, frozenset({"Respuesta automática"}))
Rows = Sequence[Mapping[str, Any]]


def office(
    orders: Rows = (),
    invoices: Rows = (),
    tickets: Rows = (),
    products: Rows | None = None,
    threads: Mapping[str, Any] | None = None,
) -> Script:
    """Return a script that answers every action a pull asks for."""
    script = with_tickets(billing(orders, invoices, tickets), threads or {})
    return with_products(script, [product_row()] if products is None else products)


def instead(action: str, act: Act, script: Script) -> Script:
    """Answer one action with this act, the others as before."""

    def chosen(form: Form) -> Act:
        return act if form["action"] == action else script(form)

    return chosen


def seen(script: Callable[[Form], Act], **limits: Any) -> Observed:
    """Return what a whole pull sees."""
    with serving(script) as server:
        return observe(server, DATED, **limits)


def stopped(script: Callable[[Form], Act], calls: int | None = None) -> str:
    """Return what a pull stops with: exit 3, one line, no key; `calls`, if given, is what it cost."""
    with serving(script) as server, pytest.raises(UnreachableError) as caught:
        observe(server, DATED)
    said = f"{caught.value.message} {caught.value.remedy}"
    assert caught.value.exit_code == 3
    assert len(said.splitlines()) == 1
    assert not [key for key in (IDENTIFIER, SECRET, ACCESS_KEY) if key in said]
    assert calls in (None, len(server.forms))
    return said
