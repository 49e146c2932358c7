"""`demoras sync` writes the next Ledger from billing and the last one, wherever that stands; or it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.model.billing_systems import BillingSystem
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.pipeline import billing_source
from generator.publish.derived_names import order_tag, ticket_tag
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import new_secret, read_secrets
from generator.sandbox import MadeUpHistory
from tests.cli.calls import BEFORE, END, Ran, assert_stopped, call, fingerprint
from tests.doubles.billing_faults import Fault
from tests.doubles.faulty_billing import FaultyBilling
from tests.doubles.private_texts import private_texts
from tests.sample_company import copied

Environ = Mapping[str, str]


def opened(place: Path, catalog: Catalog, environ: Environ) -> Ledger:
    """Return the Ledger of a file."""
    return open_ledger(read_secrets(environ), catalog.company.site, place.read_bytes())


def synced(previous: object, out: Path, environ: Environ, *more: str, now: datetime = END) -> Ran:
    """Sync from where the last Ledger stands."""
    return call("sync", "--previous", str(previous), "--out", out, "--now", now.isoformat(), *more, environ=environ)


def test_a_first_run_starts_a_ledger(
    tmp_path: Path, catalog: Catalog, billing: FaultyBilling, environ: Environ
) -> None:
    """Its folder is made, and only its owner may read it."""
    out = tmp_path / "nueva" / "ledger.bin"
    ran = call("sync", "--new-ledger", "--out", out, "--now", END.isoformat(), environ=environ)

    ledger = opened(out, catalog, environ)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Ledger escrito: {len(ledger.orders)} pedidos, {len(ledger.tickets)} tickets.\n")
    assert ledger.synced_at == billing.as_of
    assert out.stat().st_mode & 0o077 == 0


def test_the_last_ledger_is_read_from_file_folder_and_address_alike(
    tmp_path: Path, catalog: Catalog, environ: Environ, first_ledger: Path, built: Path, live: str
) -> None:
    """Three places of one Ledger lead to the same next one, and none of them changes."""
    before = fingerprint(built), fingerprint(first_ledger)
    outs = {place: tmp_path / str(index) for index, place in enumerate((first_ledger, built, live))}
    ends = [synced(place, out, environ).code for place, out in outs.items()]

    one, *others = (opened(out, catalog, environ) for out in outs.values())
    assert ends == [0, 0, 0]
    assert others == [one, one]
    assert one.synced_at == END
    assert one != opened(first_ledger, catalog, environ)
    assert (fingerprint(built), fingerprint(first_ledger)) == before


def test_the_ledger_may_be_written_over_the_one_that_was_read(
    tmp_path: Path, catalog: Catalog, environ: Environ, first_ledger: Path
) -> None:
    """One file is enough for whoever keeps it in a folder."""
    out = tmp_path / "ledger.bin"
    out.write_bytes(first_ledger.read_bytes())

    assert synced(out, out, environ).code == 0
    assert opened(out, catalog, environ).synced_at == END


def test_a_run_tells_what_nobody_has_mapped(tmp_path: Path, environ: Environ, first_ledger: Path) -> None:
    """Staff read it and complete the file it names."""
    out = synced(first_ledger, tmp_path / "l", environ).out

    assert "Productos sin servicio en data/billing.yml: " in out
    assert "Estados de pedido sin etapa en data/billing.yml: " in out


def test_a_run_names_an_unreadable_order_by_its_tag_only(
    tmp_path: Path, catalog: Catalog, billing: FaultyBilling, environ: Environ, first_ledger: Path
) -> None:
    """It goes on with the rest, and keeps that order's last good view."""
    oldest = min(opened(first_ledger, catalog, environ).orders, key=int)
    billing.fault = Fault.MALFORMED_ORDER
    ran = synced(first_ledger, tmp_path / "l", environ)

    tag = order_tag(read_secrets(environ).current, catalog.company.site, oldest)
    assert (ran.code, ran.err) == (0, "")
    assert f"No se pudo leer y conserva su última vista: pedido {tag}, campo «date»" in ran.out
    assert oldest in opened(tmp_path / "l", catalog, environ).orders


def test_a_run_names_an_unreadable_ticket_by_its_tag_only(
    tmp_path: Path, catalog: Catalog, billing: FaultyBilling, environ: Environ, first_ledger: Path
) -> None:
    """The number a client knows it by stays out of the log."""
    billing.fault = Fault.MALFORMED_TICKET
    out = synced(first_ledger, tmp_path / "l", environ).out

    ledger = opened(tmp_path / "l", catalog, environ)
    (ticket,) = ledger.kept_back_tickets
    tag = ticket_tag(read_secrets(environ).current, catalog.company.site, ticket)
    assert f"No se pudo leer y conserva su última vista: ticket {tag}, campo «date»" in out


def test_nothing_of_a_client_is_printed(
    tmp_path: Path, environ: Environ, history: MadeUpHistory, first_ledger: Path
) -> None:
    """A run's output ends in a public log."""
    out = synced(first_ledger, tmp_path / "l", environ).out

    assert [text for text in private_texts(history) if len(text) > 4 and text in out] == []


@pytest.mark.parametrize("name", ["blesta", "WHMCS", "", "whmcs "])
def test_an_unknown_billing_system_is_refused_wherever_its_name_arrives(
    tmp_path: Path, catalog: Catalog, billing: FaultyBilling, environ: Environ, name: str
) -> None:
    """The call names the known ones, and so does the pipeline; another one is never read in its place."""
    ran = call("sync", "--source", name, "--new-ledger", "--out", tmp_path / "l", environ=environ)
    with pytest.raises(UsageError) as refused:
        billing_source(name, catalog, environ)

    assert_stopped(ran, 2)
    assert "whmcs" in ran.err
    assert (refused.value.message, refused.value.remedy) == (
        f"No hay un sistema de facturación {name!r}.",
        "Los que este programa sabe leer: whmcs.",
    )
    assert (billing.requests, (tmp_path / "l").exists()) == ([], False)


@pytest.mark.parametrize("name", list(BillingSystem))
def test_every_billing_system_that_the_help_offers_can_be_read(catalog: Catalog, environ: Environ, name: str) -> None:
    """None is refused afterwards."""
    assert billing_source(name, catalog, environ)


@pytest.mark.parametrize(
    "name", ["DEMORAS_SECRET", "DEMORAS_WHMCS_URL", "DEMORAS_WHMCS_IDENTIFIER", "DEMORAS_WHMCS_SECRET"]
)
@pytest.mark.parametrize("empty", ["", " \n", None])
def test_a_missing_variable_is_named(tmp_path: Path, environ: Environ, name: str, empty: str | None) -> None:
    """Set to nothing is missing too: that is how CI systems pass a secret that was never set."""
    left = {key: value for key, value in environ.items() if key != name} | ({} if empty is None else {name: empty})
    ran = call("sync", "--new-ledger", "--out", tmp_path / "l", environ=left)

    assert_stopped(ran, 2, hidden=[value for value in left.values() if value.strip()])
    assert name in ran.err
    assert not (tmp_path / "l").exists()


@pytest.mark.parametrize(
    "wrong",
    ["{url}?clave=oculta", "http://ejemplo.example/oculta.php", "https://ana:oculta@ejemplo.example/", "oculta"],
)
def test_a_wrong_address_of_billing_is_refused_and_not_repeated(tmp_path: Path, environ: Environ, wrong: str) -> None:
    """A query may hold a key, and http would send ours in the clear."""
    address = wrong.format(url=environ["DEMORAS_WHMCS_URL"])
    ran = call("sync", "--new-ledger", "--out", tmp_path / "l", environ={**environ, "DEMORAS_WHMCS_URL": address})

    assert_stopped(ran, 2, hidden=["oculta", address])
    assert "DEMORAS_WHMCS_URL" in ran.err


@pytest.mark.parametrize("wrong", ["https://ejemplo.example/?clave=oculta", "http://ejemplo.example/"])
def test_a_wrong_address_of_the_last_ledger_is_refused(tmp_path: Path, environ: Environ, wrong: str) -> None:
    """Before anything is asked of anybody."""
    ran = synced(wrong, tmp_path / "l", environ)

    assert_stopped(ran, 2, hidden=["oculta"])


def test_billing_is_not_asked_when_the_last_ledger_does_not_open(
    tmp_path: Path, billing: FaultyBilling, environ: Environ, first_ledger: Path
) -> None:
    """Another secret, garbage, no file, an empty folder: each ends in 3."""
    (tmp_path / "basura").write_bytes(b"no es un Ledger")
    (tmp_path / "vacia").mkdir()
    places = (first_ledger, tmp_path / "basura", tmp_path / "no-hay", tmp_path / "vacia")
    other = {**environ, "DEMORAS_SECRET": new_secret()}

    for place in places:
        assert_stopped(synced(place, tmp_path / "l", other), 3, hidden=[*environ.values(), *other.values()])
    assert billing.requests == []
    assert not (tmp_path / "l").exists()


def test_a_moment_before_the_ledgers_own_is_refused(
    tmp_path: Path, billing: FaultyBilling, environ: Environ, first_ledger: Path
) -> None:
    """A clock that is wrong must not rewrite what was already known."""
    ran = synced(first_ledger, tmp_path / "l", environ, now=BEFORE - timedelta(seconds=1))

    assert_stopped(ran, 3)
    assert "El Ledger es del 2026-11-13T18:00:00Z, posterior a este momento (2026-11-13T17:59:59Z)." in ran.err
    assert "--now" in ran.err
    assert "use la última que se guardó antes del 2026-11-13T17:59:59Z" in ran.err
    assert billing.requests == []


def test_a_ledger_from_the_future_names_the_saved_copy_to_go_on_from(
    tmp_path: Path, catalog: Catalog, billing: FaultyBilling, environ: Environ, first_ledger: Path
) -> None:
    """The last run before now, however many ran with a clock that was ahead; from its copy the next run is green."""
    places = [tmp_path / name for name in "lmno"]
    moments = [END, END + timedelta(days=40), END + timedelta(days=40, minutes=30), END + timedelta(days=41)]
    for place, previous, now in zip(places, [first_ledger, *places], moments, strict=False):
        billing.as_of = now
        assert synced(previous, place, environ, "--accept-drop", now=now).code == 0
    billing.as_of = later = END + timedelta(hours=1)
    ran = synced(places[-1], tmp_path / "p", environ, now=later)

    assert_stopped(ran, 3)
    assert "El Ledger es del 2026-12-31T18:00:00Z" in ran.err
    assert "use la que guardó la corrida del 2026-11-20T18:00:00Z, la última anterior a este momento" in ran.err
    assert not (tmp_path / "p").exists()
    assert opened(places[0], catalog, environ).synced_at == END
    assert synced(places[0], tmp_path / "p", environ, now=later).code == 0


def test_orders_that_vanish_stop_the_run_unless_told(
    tmp_path: Path, catalog: Catalog, billing: FaultyBilling, environ: Environ, first_ledger: Path
) -> None:
    """A role that sees less looks just like a company that lost its orders."""
    billing.as_of = END - timedelta(days=60)
    stopped = synced(first_ledger, tmp_path / "l", environ)
    told = synced(first_ledger, tmp_path / "m", environ, "--accept-drop")

    assert_stopped(stopped, 3)
    assert "--accept-drop" in stopped.err
    assert not (tmp_path / "l").exists()
    assert told.code == 0
    assert opened(tmp_path / "m", catalog, environ).synced_at == END


def test_a_first_run_that_finds_no_order_stops(tmp_path: Path, billing: FaultyBilling, environ: Environ) -> None:
    """An empty Ledger would be published as if it were the truth."""
    billing.as_of = END - timedelta(days=365)
    ran = call("sync", "--new-ledger", "--out", tmp_path / "l", "--now", END.isoformat(), environ=environ)

    assert_stopped(ran, 3)
    assert not (tmp_path / "l").exists()


def test_a_ledger_that_cannot_be_written_says_so(tmp_path: Path, environ: Environ, first_ledger: Path) -> None:
    """A folder stands where the file should be."""
    ran = synced(first_ledger, tmp_path, environ)

    assert_stopped(ran, 1)
    assert str(tmp_path) in ran.err


def test_a_run_keeps_to_the_limits_that_the_data_set_and_shows_them(
    tmp_path: Path, billing: FaultyBilling, environ: Environ
) -> None:
    """A busy installation needs more time than is usual, a weak one smaller pages."""
    root, page = copied(tmp_path / "project"), tmp_path / "summary.md"
    with (root / "data" / "billing.yml").open("a", encoding="utf-8") as file:
        file.write("limits:\n  run_seconds: 900\n  page_size: 100\n")
    shown = {**environ, "GITHUB_STEP_SUMMARY": str(page)}
    ran = call("sync", "--new-ledger", "--out", tmp_path / "l", root=root, environ=shown)

    assert ran.code == 0, ran.err
    assert {sent["limitnum"] for _, sent in billing.requests if "limitnum" in sent} == {"100"}
    assert " s de 900, de a 100." in ran.out
    assert "900 s por corrida, 30 s y 8 MB por llamada, 100 filas por página" in page.read_text(encoding="utf-8")
