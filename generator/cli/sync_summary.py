"""What a sync tells about itself, as lines for its log and as a table for GitHub; counts and opaque tags only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from generator.cli.promise_drift import drift_lines
from generator.model.base import iso_utc
from generator.model.billing import BillingLimits
from generator.model.reading import Reading
from generator.model.states import Reason, State
from generator.pipeline import Synced
from generator.publish.kept_back import KeptBackRow, MissingOrder, UnknownOrder
from generator.shown_text import shown_line
from generator.words.language import WORDS

STATE_ORDER = (
    State.AWAITING_PAYMENT,
    State.AWAITING_REQUIREMENTS,
    State.IN_PROGRESS,
    State.UNDER_REVIEW,
    State.UNKNOWN,
    State.ACTIVE,
    State.CANCELLED,
)

REASONS = {
    Reason.UNMAPPED: "el producto no tiene servicio en data/billing.yml",
    Reason.UNMAPPED_TRANSFER: "transferencia de dominio sin servicio en data/billing.yml",
    Reason.UNMAPPED_RENEWAL: "renovación sin servicio en data/billing.yml",
    Reason.UNMAPPED_ADDON: "adicional sin servicio en data/billing.yml",
    Reason.UNMAPPED_UPGRADE: "cambio de plan sin servicio en data/billing.yml",
    Reason.EMPTY_ORDER: "el pedido no tiene líneas en la facturación",
    Reason.UNMAPPED_STATUS: "el estado del pedido no tiene etapa en data/billing.yml",
    Reason.PAYMENT_UNCLEAR: "pago dudoso: revise su factura (falta, anulada, unificada o reintegrada)",
    Reason.REQUIREMENTS_UNREPORTED: "nadie anotó si los requisitos están completos",
    Reason.SUSPENDED: "servicio suspendido",
    Reason.EXPIRED: "servicio vencido",
    Reason.UNKNOWN_STATUS: "la facturación informa un estado que este programa no conoce",
    Reason.BEYOND_CALENDAR: "falta ese año en data/holidays/",
}
"""Why an order's page cannot tell a stage, as staff must know it to act."""
MOST_TAGS = 50
"""So many orders are named for each reason, the newest; the others are counted."""


def summary_lines(synced: Synced, seconds: float, limits: BillingLimits) -> list[str]:
    """Return what a sync of so many seconds tells its log: counts, what was kept back, what nobody has mapped."""
    report, effort = synced.report, synced.effort
    by_state = ", ".join(f"{count} {WORDS.stages.of(state).many}" for state, count in _states(synced))
    calls = ", ".join(f"{action} {count}" for action, count in effort.calls.items())
    lines = [
        f"Ledger escrito: {report.orders} pedidos, {report.tickets} tickets.",
        f"{chain_words(synced)}.",
        f"Cambios: {report.changed} pedidos; {report.removed} retirados"
        + (f", {report.vanished} de ellos porque faltan en la facturación." if report.vanished else "."),
        f"Pedidos: {by_state}." if by_state else "Pedidos: ninguno.",
        f"Llamadas: {sum(effort.calls.values())} ({calls}).",
        f"Filas: {sum(effort.rows.values())}, en {seconds:.1f} s de {limits.run_seconds}, de a {limits.page_size}.",
    ]
    lines += [f"ATENCIÓN: {line}" for line in warnings_of(synced)]
    lines += short_run_words(synced)
    if report.events:
        lines.append(f"Eventos nuevos de la tienda: {report.events}.")
    lines += report.told_of_events
    lines += reading_words(report.reading)
    if report.unread_threads:
        lines.append(f"Tickets cuyos mensajes se leerán en las próximas corridas: {report.unread_threads}.")
    lines += [f"No se pudo leer y conserva su última vista: {kept_back_words(row)}." for row in synced.kept_back]
    if report.missing_open or report.missing_closed or report.missing_tickets:
        lines.append(
            f"Faltan en la facturación y conservan su última vista: {report.missing_open} pedidos sin terminar, "
            f"{report.missing_closed} pedidos cerrados, {report.missing_tickets} tickets."
        )
    lines += [f"Falta en la facturación: {missing_words(order)}." for order in synced.missing]
    lines += [f"Sin etapa: {line}." for line in unknown_words(synced.unknown)]
    lines += [f"Plazo apartado de lo que pasa: {line}." for line in drift_lines(report.drifts)]
    lines += _reused(synced)
    lines += _to_renew(synced)
    lines += _unmapped("Productos sin servicio en data/billing.yml", report.unmapped_products)
    lines += _unmapped("Estados de pedido sin etapa en data/billing.yml", report.unmapped_statuses)
    lines += _unmapped("Estados que este programa no conoce y muestra sin etapa", report.unknown_statuses)
    return lines


def summary_table(synced: Synced, seconds: float, limits: BillingLimits, now: datetime) -> str:
    """Return the same as Markdown for a page that anybody may read: without the words of billing."""
    report, effort = synced.report, synced.effort
    rows = [
        ("Pedidos", report.orders),
        *((f"— {WORDS.stages.of(state).many}", count) for state, count in _states(synced)),
        ("Pedidos con cambios", report.changed),
        ("Pedidos retirados", report.removed),
        ("— porque faltan en la facturación", report.vanished),
        ("Pedidos sin terminar que faltan en la facturación", report.missing_open),
        ("Pedidos cerrados que faltan en la facturación", report.missing_closed),
        ("Tickets que faltan en la facturación", report.missing_tickets),
        ("Pedidos nuevos bajo el id de otro", len(report.reused_orders)),
        ("Tickets", report.tickets),
        ("Tickets nuevos bajo el id de otro", report.reused_tickets),
        ("Mensajes de tickets por leer", report.unread_threads),
        ("Eventos nuevos de la tienda", report.events),
        ("Llamadas a la facturación", sum(effort.calls.values())),
        ("Filas leídas", sum(effort.rows.values())),
        (f"Segundos (límites: {limits_words(limits)})", f"{seconds:.1f}"),
        ("Productos sin servicio (nombres en el registro)", len(report.unmapped_products)),
        ("Estados sin etapa (nombres en el registro)", len({*report.unmapped_statuses, *report.unknown_statuses})),
    ]
    # The moments below are in the same zone, as those of the log.
    lines = [f"### Sincronización del {now:%Y-%m-%dT%H:%MZ} (Z: hora UTC)", "", "| Dato | Cantidad |", "|---|---:|"]
    lines += [f"| {name} | {value} |" for name, value in rows]
    lines += ["", f"{chain_words(synced)}."]
    lines += [f"\n{line}" for line in reading_words(report.reading)]
    # GitHub draws such a block in red.
    for line in warnings_of(synced):
        lines += ["", "> [!CAUTION]", f"> {line}"]
    for line in (*short_run_words(synced), *report.told_of_events):
        lines += ["", line]
    if synced.kept_back:
        lines += ["", "Conservan su última vista:", ""]
        lines += [f"- {kept_back_words(row)}" for row in synced.kept_back]
    if synced.missing:
        lines += ["", "Faltan en la facturación:", "", *(f"- {missing_words(order)}" for order in synced.missing)]
    if synced.unknown:
        lines += ["", "Pedidos con algo sin etapa, por motivo:", ""]
        lines += [f"- {line}" for line in unknown_words(synced.unknown)]
    if report.drifts:
        lines += ["", "Plazos que se apartaron de lo que pasa:", ""]
        lines += [f"- {line}" for line in drift_lines(report.drifts)]
    if reused := _reused(synced):
        lines += ["", *(f"- {line}" for line in reused)]
    if to_renew := _to_renew(synced):
        lines += ["", to_renew[0], "", "```yaml", *to_renew[1:], "```"]
    return "\n".join(lines) + "\n"


def chain_words(synced: Synced) -> str:
    """Return which run's Ledger this one went on from, and of when that is."""
    if synced.report.run_before is None:
        return "Ledger anterior: ninguno; empieza uno nuevo"
    number, moment = synced.report.run_before
    return f"Ledger anterior: corrida {number}, del {iso_utc(moment)}"


def short_run_words(synced: Synced) -> list[str]:
    """Return what a run says that did not read the listings."""
    return ["Corrida corta: leyó sólo lo que nombran los eventos."] if synced.report.named_only else []


def limits_words(limits: BillingLimits) -> str:
    """Return how much a run may read, as `data/billing.yml` says it or as is usual."""
    return (
        f"{limits.run_seconds} s por corrida, {limits.call_seconds} s y {limits.answer_megabytes} MB por llamada, "
        f"{limits.page_size} filas por página"
    )


def warnings_of(synced: Synced) -> list[str]:
    """Return what was published all the same and must not pass unseen: totals that do not fit their listing."""
    return [
        f"{count.action} cuenta {count.counted} {count.what} y lista {count.listed}, igual en tres lecturas; se tomó "
        "lo listado. Suelen ser filas de clientes borrados; si en las páginas falta algo que existe, corríjalo en la "
        "base de datos de WHMCS."
        for count in synced.miscounts
    ]


def reading_words(reading: Reading | None) -> list[str]:
    """Return what is still to be read, and since when a run lacked the time for it."""
    lines, is_begun = [], False
    if reading and reading.first_since:
        lines.append(
            f"La primera lectura empezó el {iso_utc(reading.first_since)} y sigue: todavía no hay páginas de pedidos "
            "ni cifras de cumplimiento. Salen en cuanto esté leído lo de los últimos 120 días y lo que sigue abierto."
        )
    for what, read in (("pedidos", reading and reading.orders), ("tickets", reading and reading.tickets)):
        if read and read.behind_since:
            since = iso_utc(read.behind_since)
            lines.append(
                f"Falta leer {what} nuevos, de los últimos 120 días o abiertos, desde {since}; siguen las próximas "
                "corridas."
            )
        elif read and not read.history.completed:
            is_begun = True
            done = f"{min(read.history.next_row, read.history.length)} de {read.history.length}"
            lines.append(f"Los {what} más viejos se leen de a poco por primera vez: {done} filas.")
    if is_begun:
        lines.append(
            "Hasta que esa lectura termine puede faltar, en la página de un pedido, un ticket que no nombra ningún "
            "producto o que no se mueve desde hace más de 120 días."
        )
    return lines


def kept_back_words(row: KeptBackRow) -> str:
    """Return which row cannot be read, by its tag, why and since when."""
    fault = row.kept.field
    # What a call of its own answered instead is told in words; else it is the name of a field.
    why = f"{fault};" if ": " in fault else f"campo «{fault}» ilegible"
    return f"{row.what} {row.tag}, {why} desde {row.kept.since:%Y-%m-%dT%H:%MZ}"


def missing_words(order: MissingOrder) -> str:
    """Return which order that was not finished listings lack, by its tag, and since when."""
    return f"pedido {order.tag}, sin terminar, falta desde {order.since:%Y-%m-%dT%H:%MZ}"


def unknown_words(orders: Sequence[UnknownOrder]) -> list[str]:
    """Return, for each reason there is, the tags of the orders whose page cannot tell a stage because of it."""
    lines = []
    for reason, why in REASONS.items():
        tags = [order.tag for order in orders if reason in order.reasons]
        more = f" y {len(tags) - MOST_TAGS} más" if len(tags) > MOST_TAGS else ""
        if tags:
            lines.append(f"{why} ({len(tags)}): {', '.join(tags[:MOST_TAGS])}{more}")
    return lines


def _states(synced: Synced) -> list[tuple[State, int]]:
    counted = synced.report.orders_by_state
    return [(state, counted[state]) for state in STATE_ORDER if counted.get(state)]


def _reused(synced: Synced) -> list[str]:
    """Return what staff must know of ids that billing gave out again."""
    lines = [
        f"La facturación dio otra vez el id de un pedido: {tag}. El enlace anterior ya no abre; envíe el nuevo."
        for tag in synced.reused
    ]
    lines += [
        f"Un pedido nuevo tiene el id de uno que se borró a solicitud de su cliente: {tag}. No tendrá página hasta que "
        "en su línea de data/revocations.yml quite «erase: true»; deje la revisión."
        for tag in synced.under_erased
    ]
    if count := synced.report.reused_tickets:
        lines.append(f"Tickets nuevos bajo el id de otro, que no se confunden con aquél: {count}")
    return lines


def _to_renew(synced: Synced) -> list[str]:
    """Return what must be added to the data before the previous secret is dropped, as it is to be written there."""
    if not synced.erased_before:
        return []
    first = "Antes de quitar DEMORAS_SECRET_PREVIOUS agregue a data/revocations.yml, o estos pedidos volverán:"
    return [first, *(f"  - {{tag: {tag}, revision: 1, erase: true}}" for tag in synced.erased_before)]


def _unmapped(what: str, names: tuple[str, ...]) -> list[str]:
    return [f"{what}: {'; '.join(shown_line(name) for name in names)}."] if names else []
