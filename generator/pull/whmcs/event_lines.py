"""The shop's own lines in WHMCS's activity log: of everything in it, only what bears a right MAC is ever read."""

from __future__ import annotations

import hmac
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from generator.model.events import Event, EventKind, EventLog, EventReading, event_mac
from generator.pull.whmcs.api_answer import answer
from generator.pull.whmcs.billing_errors import NOT_BILLING, BillingError, failed_action
from generator.pull.whmcs.fields import LOCAL_TIME, RowError, identifier, value_of
from generator.pull.whmcs.paging import Page
from generator.pull.whmcs.php_lists import Row, ShapeError, rows
from generator.pull.whmcs.transport import Transport

ACTION = "GetActivityLog"
BEGINS = "demoras/1"
MOST_PAGES = 40
"""Pages of one run: with 250 rows each, ten thousand lines."""
CLOCKS_AGREE = timedelta(minutes=2)
"""What the shop's clock, its entry's date and its server's `Date` may differ by."""
_LINE = re.compile(
    rf"({BEGINS} (?P<kind>{'|'.join(map(re.escape, EventKind))}) (?P<id>[1-9][0-9]{{0,18}}) "
    r"(?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)) (?P<mac>[0-9a-f]{32})"
)
_FORGED, _OTHER_TIME, _TO_COME = (
    "con una firma que no es de esta tienda",
    "con otra hora que la del registro",
    "futuras",
)
_NO_LINE = "El registro de actividad de WHMCS no tiene ninguna línea de la tienda: falta el enganche, o se vació."
_WITHOUT = "La corrida sigue sin los eventos: los momentos quedan como intervalos."


def read_events(
    transport: Transport,
    log: EventLog,
    *,
    page_size: int,
    zone: ZoneInfo,
    now: datetime,
    clock_error: timedelta,
    has_time: Callable[[], bool],
) -> EventReading:
    """Return what the entries that no earlier run read tell; whatever goes wrong is told, and never stops a run.

    `clock_error` is what billing's own clock is ahead of its server's.
    """
    if abs(clock_error) > CLOCKS_AGREE:
        minutes = round(abs(clock_error) / timedelta(minutes=1))
        side = "adelantado" if clock_error > timedelta() else "atrasado"
        told = f"El reloj de la facturación está {minutes} min {side} respecto de su servidor. {_WITHOUT}"
        return EventReading(read_to=log.after, told=(told,))
    try:
        found, is_whole = _entries(partial(_page, transport, page_size), log.after, has_time)
    except BillingError as error:
        return EventReading(read_to=log.after, told=(f"{error.message} {error.remedy} {_WITHOUT}",))
    if not found:
        return EventReading(read_to=log.after, told=(f"{_NO_LINE} {_WITHOUT}",))
    if log.after is not None and max(found) >= log.after:
        # Else the log is another than before: restored from a backup, or emptied and begun anew.
        found = {entry: row for entry, row in found.items() if entry > log.after}
    events, unused, late = _believed(found, log.keys, zone, now)
    why = "; ".join(f"{count} {reason}" for reason, count in sorted(unused.items()))
    lines = [f"Líneas del registro de WHMCS que no se usan: {why}."] if why else []
    if not is_whole:
        lines.append(f"Hay más líneas de eventos que las {len(found)} que se leyeron: las más viejas no se usan.")
    read_to = max(found, default=log.after)
    return EventReading(tuple(events), read_to if late is None else late - 1, is_whole, tuple(lines))


def _entries(
    fetch: Callable[[int], Page], after: int | None, has_time: Callable[[], bool]
) -> tuple[dict[int, Row], bool]:
    """Return entries by id, and whether none that is newer than `after` was left out.

    Nothing promises an order: newest first is read from the front, oldest first from the end, any other whole.
    Raises BillingError.
    """
    first = fetch(0)
    if not first.rows or len(first.rows) >= first.total:
        return dict(_numbered(first)), True
    known = -1 if after is None else after
    ids = [entry for entry, _ in _numbered(first)]
    from_end = _from_end(fetch, first, known, has_time) if ids == sorted(ids) else None
    return from_end or _from_front(fetch, first, known, has_time)


def _from_end(
    fetch: Callable[[int], Page], first: Page, known: int, has_time: Callable[[], bool]
) -> tuple[dict[int, Row], bool] | None:
    """Return the entries of the last pages, back to what is known; None where they do not ascend after all."""
    found = dict(_numbered(first))
    oldest, start = max(found, default=known), first.total
    for _ in range(MOST_PAGES - 1):
        start = max(start - len(first.rows), len(first.rows))
        if not has_time():
            return found, False
        more = list(_numbered(fetch(start)))
        ids = [entry for entry, _ in more]
        if ids != sorted(ids) or min(ids, default=oldest) < oldest:
            return None
        found |= dict(more)
        if start == len(first.rows) or min(ids, default=known) <= known:
            return found, True
    return found, False


def _from_front(
    fetch: Callable[[int], Page], first: Page, known: int, has_time: Callable[[], bool]
) -> tuple[dict[int, Row], bool]:
    """Return the entries down to what is known while they descend, else all."""
    found: dict[int, Row] = {}
    start, descends = 0, True
    for number in range(MOST_PAGES):
        if number and not has_time():
            return found, False
        page = fetch(start) if number else first
        more = list(_numbered(page))
        ids = [entry for entry, _ in more]
        # A new entry moves the pages, so that some rows come twice; but none is newer than the page before.
        descends = descends and ids == sorted(ids, reverse=True) and (not found or max(ids, default=-1) <= max(found))
        found |= dict(more)
        start += len(page.rows)
        if not page.rows or start >= page.total or (descends and min(found, default=known) <= known):
            return found, True
    return found, False


def _page(transport: Transport, page_size: int, start: int) -> Page:
    asked = {"description": BEGINS, "limitstart": str(start), "limitnum": str(page_size)}
    fields = answer(ACTION, transport.post(ACTION, asked), "activity", may_lack_it=_counts_none)
    try:
        return Page(rows(fields.get("activity"), "entry"), int(identifier(fields, "totalresults")), page_size)
    except ShapeError:
        raise failed_action(ACTION, "«activity» no es una lista", NOT_BILLING) from None
    except RowError:
        raise failed_action(ACTION, "la respuesta no dice cuántas filas hay en total", NOT_BILLING) from None


def _counts_none(fields: Row) -> bool:
    try:
        return identifier(fields, "totalresults") == "0"
    except RowError:
        return False


def _numbered(page: Page) -> Iterator[tuple[int, Row]]:
    """Yield the entries by id, of each only what may be read: of one that is no line of ours, nothing."""
    for row in page.rows:
        try:
            entry = int(identifier(row, "id"))
        except RowError:
            continue
        written = value_of(row, "description")
        is_ours = isinstance(written, str) and _LINE.fullmatch(written) is not None
        yield entry, {"description": written, "date": value_of(row, "date")} if is_ours else {}


def _believed(
    found: dict[int, Row], keys: tuple[bytes, ...], zone: ZoneInfo, now: datetime
) -> tuple[list[Event], Counter[str], int | None]:
    """Return the events in the order they happened, how many lines are not used and why, and the first entry after now.

    What happened while this run was already on its way is the next one's.
    """
    events: dict[Event, None] = {}
    unused: Counter[str] = Counter()
    late: int | None = None
    for entry, row in sorted(found.items()):
        match = _LINE.fullmatch(row["description"]) if row else None
        event = _event(match) if match else None
        if match is None or event is None:
            continue
        if not any(hmac.compare_digest(event_mac(key, match[1]), match["mac"]) for key in keys):
            unused[_FORGED] += 1
        elif not _has_time_of_entry(row["date"], event.at, zone):
            # Also what somebody copied into the log again.
            unused[_OTHER_TIME] += 1
        elif event.at > now + CLOCKS_AGREE:
            unused[_TO_COME] += 1
        elif event.at > now:
            late = late or entry
        else:
            events[event] = None
    return sorted(events, key=lambda event: event.at), unused, late


def _event(match: re.Match[str]) -> Event | None:
    try:
        at = datetime.strptime(match["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Event(EventKind(match["kind"]), match["id"], at)


def _has_time_of_entry(written: object, at: datetime, zone: ZoneInfo) -> bool:
    """Whether WHMCS dates the entry, in its own zone, as the line does."""
    if not isinstance(written, str) or not LOCAL_TIME.fullmatch(written.strip()):
        return False
    try:
        dated = datetime.fromisoformat(written.strip())
        # Wall clocks are compared: in the hour that comes twice, both are right.
        return abs(dated - at.astimezone(zone).replace(tzinfo=None)) <= CLOCKS_AGREE
    except (ValueError, OverflowError):
        return False
