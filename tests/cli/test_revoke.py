"""`demoras revoke` writes an order's entry under its opaque tag, and says what is left to do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.load import load_catalog
from generator.model.catalog import Catalog
from generator.publish.derived_names import order_tag
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import new_secret, read_secrets
from tests.cli.calls import Ran, assert_stopped, call
from tests.sample_company import copied

Environ = Mapping[str, str]
FILE = "data/revocations.yml"
ORDER = "4101"
LEDGER = "ledger-de-prueba"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give the root of a copy of the data."""
    return copied(tmp_path / "copia")


@pytest.fixture(autouse=True)
def ledger(root: Path, first_ledger: Path) -> Path:
    """Lay the sample's first Ledger beside a copy of the data, where `revoked` finds it."""
    return (
        shutil.copy(first_ledger, root / LEDGER)
        if first_ledger.is_file()
        else shutil.copytree(first_ledger, root / LEDGER)
    )


def revoked(root: Path, environ: Environ, *argv: str) -> Ran:
    """Revoke in a copy of the data."""
    return call("revoke", "--ledger", root / LEDGER, *argv, environ=environ, root=root)


def tag_of(order: str, environ: Environ, catalog: Catalog) -> str:
    """Return an order's tag under the current secret."""
    return order_tag(read_secrets(environ).current, catalog.company.site, order)


def test_each_time_the_revision_goes_up_and_the_link_is_another(
    root: Path, keys: Environ, catalog: Catalog, first_ledger: Path
) -> None:
    """The data stay right, and the comments of the file stay."""
    tag = tag_of(ORDER, keys, catalog)
    header = (root / FILE).read_text(encoding="utf-8").removesuffix(" []\n")
    links = [call("link", ORDER, "--ledger", first_ledger, environ=keys, root=root).out]
    for revision in (1, 2, 3):
        ran = revoked(root, keys, ORDER)
        links.append(call("link", ORDER, "--ledger", first_ledger, environ=keys, root=root).out)

        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"{FILE}: marca {tag}, revisión {revision}.\n")
        assert "pull request" in ran.out
        assert (root / FILE).read_text(encoding="utf-8") == f"{header}\n  - {{tag: {tag}, revision: {revision}}}\n"
    assert len(set(links)) == 4
    assert call("check", root=root).code == 0


def test_erasing_marks_the_entry_and_a_link_is_refused(
    root: Path, keys: Environ, catalog: Catalog, first_ledger: Path
) -> None:
    """Asked again it changes nothing and says so."""
    tag = tag_of(ORDER, keys, catalog)
    ran = revoked(root, keys, "--erase", ORDER)
    written = (root / FILE).read_bytes()
    again = revoked(root, keys, "--erase", ORDER)
    link = call("link", ORDER, "--ledger", first_ledger, environ=keys, root=root)

    assert (ran.code, ran.err, again.code) == (0, "", 0)
    assert f"{FILE}: marca {tag}, revisión 1, y el pedido se borra.\n" in ran.out
    assert "(ya estaba así)" in again.out
    assert (root / FILE).read_bytes() == written
    assert load_catalog(root).erased == {tag}
    assert_stopped(link, 2)
    assert "se borró" in link.err


def test_neither_file_nor_answer_names_the_order(root: Path, keys: Environ, first_ledger: Path) -> None:
    """The file is public in many a repository; the tag tells nothing without the secret."""
    site = load_catalog(root).company.site
    order = next(iter(open_ledger(read_secrets(keys), site, first_ledger.read_bytes()).orders.values()))
    before = (root / FILE).read_text(encoding="utf-8")
    for argv in ([order.id], ["--number", order.number]):
        ran = revoked(root, keys, *argv)
        said = ran.out + (root / FILE).read_text(encoding="utf-8").removeprefix(before.removesuffix(" []\n"))

        assert ran.code == 0
        assert not re.search(rf"\b({order.id}|{order.number})\b", said)
        assert [value for value in keys.values() if value in said] == []
    assert load_catalog(root).revocations[tag_of(order.id, keys, load_catalog(root))] == 2


def test_during_a_rotation_the_tag_is_the_current_secrets(root: Path, keys: Environ, catalog: Catalog) -> None:
    """The entry outlives the previous secret."""
    rotating = {"DEMORAS_SECRET": new_secret(), "DEMORAS_SECRET_PREVIOUS": keys["DEMORAS_SECRET"]}

    assert revoked(root, rotating, ORDER).code == 0
    assert load_catalog(root).revocations == {tag_of(ORDER, rotating, catalog): 1}


def test_the_file_keeps_who_may_read_it(root: Path, keys: Environ) -> None:
    """It is one of the project's own files, not a secret one."""
    (root / FILE).chmod(0o644)

    assert revoked(root, keys, ORDER).code == 0
    assert (root / FILE).stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("argv", [["999999"], ["--erase", "999999"], ["--number", "999999"]])
def test_an_order_that_the_ledger_does_not_know_changes_nothing(root: Path, keys: Environ, argv: list[str]) -> None:
    """A mistyped id would cut off nobody, and the leaked link would go on opening."""
    before = (root / FILE).read_bytes()
    ran = revoked(root, keys, *argv)

    assert ran.code != 0
    assert "del Ledger" in ran.err or "El Ledger no conoce" in ran.err
    assert (root / FILE).read_bytes() == before


@pytest.mark.parametrize("order", ["", "abc", "41.01", "#4101", "9" * 20])
def test_what_is_no_internal_id_changes_nothing(root: Path, keys: Environ, order: str) -> None:
    """A tag of it would be of no order."""
    before = (root / FILE).read_bytes()

    assert_stopped(revoked(root, keys, order), 2)
    assert (root / FILE).read_bytes() == before


def test_wrong_data_and_a_missing_secret_change_nothing(root: Path, keys: Environ) -> None:
    """The list of problems is the one of `check`."""
    before = (root / FILE).read_bytes()
    assert_stopped(revoked(root, {}, ORDER), 2)
    assert (root / FILE).read_bytes() == before
    (root / FILE).write_text("revocations: [{tag: x, revision: 1}]\n", encoding="utf-8")
    ran = revoked(root, keys, ORDER)

    assert (ran.code, ran.err) == (1, call("check", root=root).err)
    assert (root / FILE).read_text(encoding="utf-8") == "revocations: [{tag: x, revision: 1}]\n"


def test_a_file_that_cannot_be_changed_line_by_line_is_refused(root: Path, keys: Environ) -> None:
    """With its place, as any problem of the data."""
    (root / FILE).write_text("{revocations: []}\n", encoding="utf-8")
    ran = revoked(root, keys, ORDER)

    assert ran.code == 1
    assert ran.err.startswith(f"{FILE}:1:15: ")
    assert (root / FILE).read_text(encoding="utf-8") == "{revocations: []}\n"
