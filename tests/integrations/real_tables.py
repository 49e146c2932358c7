"""The hook before real tables: MariaDB's, through the Illuminate that WHMCS reads its own with.

`python3 -m tests.integrations.real_tables` runs it, where Debian's `mariadb-server-core`, `php-illuminate-database` and
`php-mysql` are installed, and says which versions ran. It is no part of the whole suite: whoever changes what the hook
asks of the database runs it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.site_server import SiteServer
from tests.integrations.hooked_whmcs import ANA, HookedWhmcs
from tests.integrations.running_php import Php, php_path
from tests.integrations.test_whmcs_events import (
    test_each_hook_writes_the_line_of_its_event,
    test_nothing_but_the_id_of_what_a_hook_carries_is_written,
)
from tests.integrations.test_whmcs_hooks import (
    test_a_page_of_the_client_area_shows_the_link_to_its_owner_alone,
    test_an_email_links_the_order_of_what_it_is_about,
    test_an_email_that_is_not_of_one_recent_order_of_its_client_has_no_link,
    test_an_old_order_that_is_still_pending_keeps_its_link,
    test_an_order_placed_by_another_client_is_not_linked_to_the_services_owner,
)
from tests.integrations.test_whmcs_panels import (
    test_a_client_reads_the_sentence_and_the_date_beside_the_link,
    test_a_ticket_of_a_guest_or_of_anothers_service_shows_staff_no_order,
    test_nobody_else_reads_a_word_of_it_and_nothing_is_asked_for,
    test_staff_read_the_same_beside_a_ticket_with_a_reply_to_copy,
)

__all__ = [
    "test_a_client_reads_the_sentence_and_the_date_beside_the_link",
    "test_a_page_of_the_client_area_shows_the_link_to_its_owner_alone",
    "test_a_ticket_of_a_guest_or_of_anothers_service_shows_staff_no_order",
    "test_an_email_links_the_order_of_what_it_is_about",
    "test_an_email_that_is_not_of_one_recent_order_of_its_client_has_no_link",
    "test_an_old_order_that_is_still_pending_keeps_its_link",
    "test_an_order_placed_by_another_client_is_not_linked_to_the_services_owner",
    "test_each_hook_writes_the_line_of_its_event",
    "test_nobody_else_reads_a_word_of_it_and_nothing_is_asked_for",
    "test_nothing_but_the_id_of_what_a_hook_carries_is_written",
    "test_staff_read_the_same_beside_a_ticket_with_a_reply_to_copy",
]
"""Tests of the made-up tables that hold of real ones too."""
VERSIONS = """
error_reporting(E_ALL & ~E_DEPRECATED);
require '/usr/share/php/Illuminate/Database/autoload.php';
$php = explode('-', PHP_VERSION)[0];
echo "PHP $php, Illuminate ", trim(shell_exec("dpkg-query -W -f '\\${Version}' php-illuminate-database"));
"""


@contextmanager
def running_mariadb() -> Iterator[str]:
    """Run a server of its own, without a port and without accounts, and give its socket."""
    with tempfile.TemporaryDirectory(prefix="shop") as name:
        folder = Path(name)
        (folder / "data").mkdir()
        options = ["--no-defaults", f"--datadir={folder / 'data'}", f"--socket={folder / 's'}", "--user=root"]
        quick = ["--skip-networking", "--skip-grant-tables", "--innodb-flush-log-at-trx-commit=0"]
        with (
            (folder / "log").open("wb") as log,
            subprocess.Popen(["/usr/sbin/mariadbd", *options, *quick], stdout=log, stderr=log) as server,
        ):
            try:
                limit = time.monotonic() + 30
                while not (folder / "s").exists() and time.monotonic() < limit and server.poll() is None:
                    time.sleep(0.05)
                yield str(folder / "s")
            finally:
                # Nothing of it is wanted any more.
                server.kill()


@pytest.fixture(scope="session")
def mariadb() -> Iterator[str]:
    with running_mariadb() as socket:
        yield socket


@pytest.fixture
def whmcs(php: Php, site: SiteServer, mariadb: str) -> HookedWhmcs:
    """Give the same shop as the made-up one, but for an order whose number its column cannot hold."""
    shop = HookedWhmcs.opened(php, site)
    shop.socket = mariadb
    shop.tables["tblorders"] = [row for row in shop.tables["tblorders"] if isinstance(row["ordernum"], int)]
    return shop


@pytest.mark.parametrize("number", ["7858259149x", " 7858259149", "7858259149.0", "0x1D464C64D", "07858259149", "1e3"])
def test_a_number_that_mariadb_takes_for_another_is_no_order_s(whmcs: HookedWhmcs, number: str) -> None:
    """A database compares text with a column of numbers as far as it looks like one; blanks alone are cut off."""
    found = whmcs.email("Order Confirmation", ANA, order_number=number)
    assert found == (whmcs.link(1234) if number.strip() == "7858259149" else "")


@pytest.mark.parametrize("table", ["tblorders", "tblhosting", "tbldomains", "tbltickets"])
def test_a_table_that_is_not_there_costs_the_shop_nothing(whmcs: HookedWhmcs, table: str) -> None:
    """A version of WHMCS may name it otherwise: no panel, and one line without the words of the database."""
    del whmcs.tables[table]
    sql = Path(__file__).with_name("shop_tables.sql").read_text(encoding="utf-8")
    assert f"create table {table} (" in sql
    events: list[tuple[str, Any]] = [
        ("ClientAreaProductDetailsOutput", {"service": {"@object": {"id": 31}}}),
        ("ClientAreaDomainDetailsOutput", {"domain": {"@object": {"id": 31}}}),
        ("AdminAreaViewTicketPage", {"ticketid": 60003}),
    ]
    whmcs.fault = table
    told = [whmcs.tells(hook, variables, client=ANA) for hook, variables in events]
    assert "" in [one["returned"] for one in told]
    lines = [line for one in told for line in one["activity"]]
    assert lines
    assert all("QueryException" in line for line in lines)
    assert not any("select" in line.lower() or "SQLSTATE" in line for line in lines)


def main() -> int:
    """Say which versions there are, and run the tests with them."""
    server = subprocess.run(["/usr/sbin/mariadbd", "--version"], check=True, capture_output=True, text=True).stdout
    versions = subprocess.run([php_path(), "-r", VERSIONS], check=True, capture_output=True, text=True).stdout
    print(f"{server.split('Ver ')[1].split(' ')[0]} · {versions}")  # noqa: T201
    return pytest.main(["-q", "-p", "no:cacheprovider", __file__, *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
