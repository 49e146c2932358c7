"""The guard against a listing that lost, or exchanged, too many orders or tickets to be true."""

from __future__ import annotations

from datetime import datetime

from generator.compute.order_tickets import is_followed
from generator.compute.reused_ids import Reused
from generator.errors import UnreachableError
from generator.model.ledger import Ledger, OrderRecord
from generator.model.observed import Observed

_FEW, _SHARE = 5, 0.2
_FEW_OPEN, _SHARE_OPEN = 3, 0.01
_FEW_REUSED = 3


def refuse_drop(observed: Observed, previous: Ledger | None, now: datetime, exchanged: int = 0) -> None:
    """Stop a role that sees less, half an answer, another installation, a backup that was restored.

    Only what this pull looked at and is the first to lack counts: what was accepted once stays so. `exchanged` are
    the orders not finished whose id is another's now, which `previous` holds no more: a backup loses both kinds.

    Raises:
        UnreachableError: a first run finds no order; more than 20 % and more than 5 orders, or tickets, are gone; or of
            those not finished, more than 1 % and more than 3, or more than half and more than 1.

    """
    remedy = "Revise el rol de la credencial y la dirección; si es correcto, repita con --accept-drop."
    seen, passed_over = observed.orders_not_gone, observed.passed_over_orders
    if previous is None:
        if not seen:
            raise UnreachableError("El sistema de facturación no informó ningún pedido.", remedy)
        return
    # Of what nobody looked for, neither what is there counts nor what is gone.
    orders = {key: order for key, order in previous.orders.items() if key not in passed_over}
    unfinished = [key for key, order in orders.items() if is_awaited(order)]
    gone = exchanged + sum(1 for key in unfinished if key not in seen)
    known = exchanged + len(unfinished)
    if (gone > _FEW_OPEN and gone > known * _SHARE_OPEN) or (gone > 1 and gone * 2 > known):
        others = f" (de {exchanged}, el id ahora es de otro pedido)" if exchanged else ""
        raise UnreachableError(
            f"Faltan {gone} de {known} pedidos sin terminar que la vez anterior estaban{others}.",
            "Revise el rol de la credencial, la dirección, y si se restauró una copia de seguridad de la facturación; "
            "si de verdad se borraron, repita con --accept-drop: sus páginas siguen 24 horas con lo último que se vio.",
        )
    gone = sum(1 for key, order in orders.items() if key not in seen and order.missing_since is None)
    if _too_many(gone, len(orders)):
        raise UnreachableError(f"Faltan {gone} de {len(orders)} pedidos que la vez anterior estaban.", remedy)
    # A ticket that is too old to be kept may be gone for good reason.
    followed = [
        key
        for key, ticket in previous.tickets.items()
        if ticket.missing_since is None and key not in observed.passed_over_tickets and is_followed(ticket, now)
    ]
    tickets_seen = observed.tickets_not_gone
    gone = sum(1 for key in followed if key not in tickets_seen)
    if _too_many(gone, len(followed)):
        raise UnreachableError(
            f"Faltan {gone} de {len(followed)} tickets que la vez anterior estaban.",
            "Puede que la credencial ya no vea todos los departamentos: revise su rol y los departamentos asignados a "
            "su usuario; si es correcto (por ejemplo, se borraron o unificaron), repita con --accept-drop.",
        )


def refuse_exchange(reused: Reused, previous: Ledger) -> None:
    """Stop a listing that shows others under the ids of many orders or tickets: another installation, dates read anew.

    An id whose order is missing or left the Ledger does not count: that it went was told, and accepted, when it went.

    Raises:
        UnreachableError: more than 3 orders of the Ledger, or more than 3 tickets, are others now.

    """
    missing = {key for key, order in previous.orders.items() if order.missing_since is not None}
    known = (previous.orders.keys() | previous.kept_back_orders.keys()) - missing
    tickets = {key for key in reused.tickets if previous.tickets[key].missing_since is None}
    for count, what in ((len(reused.orders & known), "pedidos"), (len(tickets), "tickets")):
        if count > _FEW_REUSED:
            raise UnreachableError(
                f"Hay {count} {what} conocidos que ahora tienen otro número u otra fecha: sus ids son de otros.",
                "Revise si se restauró una copia de seguridad de la facturación, o si la dirección o la hora de ese "
                "servidor cambiaron. Si los ids de verdad se dieron otra vez, repita con --accept-drop: los enlaces "
                "anteriores de esos pedidos dejan de abrir.",
            )


def is_awaited(order: OrderRecord) -> bool:
    """Whether an order was listed and not finished, so that this listing should show it."""
    return order.closed_at is None and order.missing_since is None


def _too_many(gone: int, known: int) -> bool:
    return gone > _FEW and gone > known * _SHARE
