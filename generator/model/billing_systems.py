"""The billing systems that `demoras sync --source` can read; it imports nothing, as the command's help names them."""

from __future__ import annotations

from enum import StrEnum


class BillingSystem(StrEnum):
    """A billing system by the name that is typed for it. `generator/pipeline.py` says how each one is read."""

    WHMCS = "whmcs"
