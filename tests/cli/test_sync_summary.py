"""What a sync did reaches the log in lines and GitHub's page as a table, and neither holds a client's field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.cli.sync_summary import MOST_TAGS, REASONS, STATE_ORDER, reading_words, unknown_words
from generator.model.catalog import Catalog
from generator.model.reading import OrdersRead, Pass, Reading, TicketsRead
from generator.model.states import Reason, State
from generator.publish.derived_names import order_tag
from generator.publish.kept_back import UnknownOrder
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import read_secrets
from generator.sandbox import MadeUpHistory
from tests.cli.calls import END, Ran, call
from tests.doubles.billing_faults import Fault
from tests.doubles.faulty_billing import FaultyBilling
from tests.doubles.private_texts import private_texts

Environ = Mapping[str, str]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Give the file that GitHub shows beside a run, with what an earlier step wrote."""
    place = tmp_path / "summary.md"
    place.write_text("antes\n", encoding="utf-8")
    return place


def synced(out: Path, first_ledger: Path, environ: Environ, *more: str) -> Ran:
    """Sync from a Ledger of the week before."""
    return call("sync", "--previous", first_ledger, "--out", out, "--now", END.isoformat(), *more, environ=environ)


def cells(page: Path) -> dict[str, str]:
    """Return the table's rows: name and value."""
    return dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", page.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_log_counts_orders_by_state_calls_rows_and_seconds(
    tmp_path: Path, catalog: Catalog, billing: FaultyBilling, environ: Environ, first_ledger: Path
) -> None:
    """The states add up to the orders, and the calls are those the server saw."""
    out = synced(tmp_path / "l", first_ledger, environ).out
    ledger = open_ledger(read_secrets(environ), catalog.company.site, (tmp_path / "l").read_bytes())
    (states,) = re.findall(r"^Pedidos: (.*)\.$", out, re.MULTILINE)

    assert sum(int(count) for count in re.findall(r"\d+", states)) == len(ledger.orders)
    assert f"Llamadas: {len(billing.requests)} (" in out
    assert re.search(r"^Filas: [1-9]\d*, en \d+\.\d s de 480, de a 250\.$", out, re.MULTILINE)


def test_the_table_holds_the_same_figures(
    tmp_path: Path, billing: FaultyBilling, environ: Environ, first_ledger: Path, page: Path
) -> None:
    """What other steps wrote before stays above it."""
    out = synced(tmp_path / "l", first_ledger, {**environ, "GITHUB_STEP_SUMMARY": str(page)}).out

    table = cells(page)
    assert page.read_text(encoding="utf-8").startswith(
        "antes\n### Sincronización del 2026-11-20T18:00Z (Z: hora UTC)\n"
    )
    assert f"Ledger escrito: {table['Pedidos']} pedidos, {table['Tickets']} tickets." in out
    assert table["Llamadas a la facturación"] == str(len(billing.requests))


def test_the_table_names_a_kept_back_order_by_its_tag_and_its_reason(
    tmp_path: Path, catalog: Catalog, billing: FaultyBilling, environ: Environ, first_ledger: Path, page: Path
) -> None:
    """Nothing else of it."""
    secrets = read_secrets(environ)
    oldest = min(open_ledger(secrets, catalog.company.site, first_ledger.read_bytes()).orders, key=int)
    billing.fault = Fault.MALFORMED_ORDER
    synced(tmp_path / "l", first_ledger, {**environ, "GITHUB_STEP_SUMMARY": str(page)})

    tag = order_tag(secrets.current, catalog.company.site, oldest)
    assert f"- pedido {tag}, campo «date» ilegible desde 2026-11-20T18:00Z\n" in page.read_text(encoding="utf-8")


def test_the_table_holds_no_word_of_billing(
    tmp_path: Path, history: MadeUpHistory, environ: Environ, first_ledger: Path, page: Path
) -> None:
    """It may be read by anybody: how many products nobody mapped, and not their names."""
    ran = synced(tmp_path / "l", first_ledger, {**environ, "GITHUB_STEP_SUMMARY": str(page)})
    (names,) = re.findall(r"^Productos sin servicio en data/billing.yml: (.*)\.$", ran.out, re.MULTILINE)
    shown = page.read_text(encoding="utf-8")

    assert cells(page)["Productos sin servicio (nombres en el registro)"] == str(len(names.split("; ")))
    assert [name for name in names.split("; ") if name in shown] == []
    assert [text for text in private_texts(history) if len(text) > 4 and text in shown] == []


def test_a_run_that_fails_says_so_on_the_page(
    tmp_path: Path, billing: FaultyBilling, environ: Environ, first_ledger: Path, page: Path
) -> None:
    """With the same words as the log, so that nobody has to look for it."""
    billing.fault = Fault.HTML
    ran = synced(tmp_path / "l", first_ledger, {**environ, "GITHUB_STEP_SUMMARY": str(page)})

    (said,) = re.findall(r"demoras: (.*?) Remedio", ran.err)
    assert ran.code == 3
    what, why, remedy = page.read_text(encoding="utf-8").removeprefix("antes\n").splitlines()
    assert what == "- **Qué no se publicó:** nada; el sitio sigue como estaba."
    assert why == f"- **Por qué:** {said}"
    assert remedy.startswith("- **Qué hacer:** ")


def test_verbose_shows_each_call_and_nothing_of_a_client(
    tmp_path: Path, history: MadeUpHistory, billing: FaultyBilling, environ: Environ, first_ledger: Path
) -> None:
    """One line for each, on the side of errors; without it there is none."""
    quiet = synced(tmp_path / "l", first_ledger, environ)
    before = len(billing.requests)
    loud = synced(tmp_path / "m", first_ledger, environ, "--verbose")

    lines = loud.err.splitlines()
    asked = [action for action, _ in billing.requests[before:]]
    assert quiet.err == ""
    assert [action for action, line in zip(asked, lines, strict=True) if action not in line] == []
    assert [text for text in private_texts(history) if len(text) > 4 and text in loud.err] == []
    assert [value for value in environ.values() if value and value in loud.err] == []


def test_orders_without_a_stage_are_named_by_tag_under_their_reason(
    tmp_path: Path, catalog: Catalog, environ: Environ, first_ledger: Path, page: Path
) -> None:
    """Or nobody could mend them; which they are in billing is told on staff's own machine."""
    secrets, out = read_secrets(environ), tmp_path / "l"
    ran = synced(out, first_ledger, {**environ, "GITHUB_STEP_SUMMARY": str(page)})
    ledger = open_ledger(secrets, catalog.company.site, out.read_bytes())
    expected = {
        (REASONS[item.reason], order_tag(secrets.current, catalog.company.site, order.id))
        for order in ledger.orders.values()
        for item in order.items
        if item.state is State.UNKNOWN and item.reason
    }
    for text, start in ((ran.out, r"Sin etapa: "), (page.read_text(encoding="utf-8"), r"- ")):
        lines = re.findall(rf"^{start}(.+) \(\d+\): ([0-9a-f, ]+)\.?$", text, re.MULTILINE)
        assert {(why, tag) for why, tags in lines for tag in tags.split(", ")} == expected
    assert len({why for why, _ in expected}) > 2

    told = call("verdict", "--ledger", out, "--ids", environ=environ).out
    ids = {order.id for order in ledger.orders.values() if any(item.state is State.UNKNOWN for item in order.items)}
    assert set(re.findall(r", sin etapa: .*, id interno (\d+)$", told, re.MULTILINE)) == ids
    assert "sin etapa" not in call("verdict", "--ledger", out, environ=environ).out


def test_of_many_orders_without_a_stage_the_newest_are_named_and_the_rest_counted() -> None:
    orders = [UnknownOrder(f"{at:016x}", str(at), (Reason.SUSPENDED,)) for at in range(MOST_TAGS + 7)]
    (line,) = unknown_words(orders)
    assert line.startswith(f"servicio suspendido ({MOST_TAGS + 7}): {0:016x}, {1:016x}, ")
    assert line.endswith(f"{MOST_TAGS - 1:016x} y 7 más")


def test_every_state_and_every_reason_has_its_words_in_the_count() -> None:
    """Orders of a state without them would be left out of it in silence."""
    assert set(STATE_ORDER) == set(State)
    assert set(REASONS) == set(Reason)


def test_what_is_still_to_be_read_is_told_and_what_pages_lack_until_then() -> None:
    """A first reading under way shows no order; after it, two walks go on; and nothing is said once all was read."""
    part, whole = Pass(began=END, next_row=500, length=20_000), Pass(began=END, completed=END, length=20_000)
    first = OrdersRead(recent=part, history=part, behind_since=END, first_since=END)
    walking = Reading(orders=OrdersRead(recent=whole, history=part), tickets=TicketsRead(recent=whole, history=part))
    said = reading_words(Reading(orders=first))
    assert said[0].startswith("La primera lectura empezó el 2026-11-20T18:00:00Z y sigue: todavía no hay páginas")
    assert said[1].startswith(
        "Falta leer pedidos nuevos, de los últimos 120 días o abiertos, desde 2026-11-20T18:00:00Z"
    )
    *steps, lacking = reading_words(walking)
    assert steps == [
        "Los pedidos más viejos se leen de a poco por primera vez: 500 de 20000 filas.",
        "Los tickets más viejos se leen de a poco por primera vez: 500 de 20000 filas.",
    ]
    assert lacking.startswith("Hasta que esa lectura termine puede faltar, en la página de un pedido, un ticket que no")
    assert reading_words(Reading(orders=OrdersRead(recent=whole, history=whole))) == reading_words(None) == []
