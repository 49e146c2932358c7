"""The public facts of one build: what the pages need beyond the Catalog. Crosses to the MkDocs process as a file."""

from __future__ import annotations

from generator.model.base import Frozen, Moment, ServiceId
from generator.model.due import Due, NoDue


class Facts(Frozen):
    """Nothing here belongs to one client; `synced_at` is None where no Ledger was read."""

    now: Moment
    synced_at: Moment | None
    examples: dict[ServiceId, Due | NoDue]
    """Each service's promise, counted from `now`."""
