"""The facts of the staff's own site: those of the public one, and what is for staff alone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from generator.compute.public_facts import public_facts
from generator.model.catalog import Catalog
from generator.model.facts import Facts

if TYPE_CHECKING:
    from generator.model.ledger import Ledger


def staff_facts(catalog: Catalog, ledger: Ledger | None, now: datetime) -> Facts:
    """Return the public facts of a build at `now`, with the products of billing that are no service of the company's.

    Where no Ledger tells, there are none.
    """
    facts = public_facts(catalog, ledger, now)
    if ledger is None:
        return facts
    # Without a Ledger, what folds would be imported for nothing.
    from generator.compute.fold_report import unmapped_products  # noqa: PLC0415

    return facts.model_copy(update={"unmapped": unmapped_products(ledger)})
