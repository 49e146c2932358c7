"""The hook makes the links and tags of the format, and is a PHP file that WHMCS can load."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publish.derived_names import link, order_tag, token
from generator.publish.secret import Secret
from tests.integrations.running_php import HOOK, HOOK_FOLDER, Php, php_path

TEST_KEY = bytes(range(32))
SITES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,31}", fullmatch=True)
ORDERS = st.tuples(SITES, st.integers(0, 10**18).map(str), st.integers(0, 9999))
ADDRESSES = st.sampled_from(["https://x.example/", "https://x.example", "https://x.example/demoras/"])


def test_the_published_vectors_are_met(php: Php) -> None:
    """Both orders of docs/sealed-orders.md give their token and what follows `#`."""
    orders = [["prod", "1234", 0, "https://x.example/"], ["prod", "1", 0, "https://x.example/"]]
    made = php.run("derive.php", {"key": TEST_KEY.hex(), "orders": orders})
    assert [(token_hex, address) for token_hex, address, _tag in made] == [
        ("ff7f0c138a46faaef7abc0952ced6cdc1557b20f", "https://x.example/pedido/#757qye4ki35k555lycksz3lm3qkvpmqp"),
        ("455b24fc3ae53c04ba8bf529670dc391d0ba5ca1", "https://x.example/pedido/#ivnsj7b24u6ajoul6uuwododshiluxfb"),
    ]


@settings(max_examples=15, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.lists(st.tuples(ORDERS, ADDRESSES), min_size=1, max_size=40))
def test_any_order_gets_the_token_link_and_tag_that_the_generator_makes(
    key: bytes, orders: list[tuple[tuple[str, str, int], str]]
) -> None:
    """Whatever the secret, site, order and revision, and with or without a final slash."""
    secret = Secret(key)
    with tempfile.TemporaryDirectory() as folder:
        asked = [[*order, address] for order, address in orders]
        made = Php(php_path(), Path(folder)).run("derive.php", {"key": key.hex(), "orders": asked})
    assert made == [
        [token(secret, *order).hex(), link(address, token(secret, *order)), order_tag(secret, *order[:2])]
        for order, address in orders
    ]


@pytest.mark.parametrize("path", [HOOK, *sorted(HOOK_FOLDER.iterdir())], ids=lambda path: path.name)
def test_each_file_of_the_hook_is_php_that_prints_nothing_when_opened_by_itself(php: Php, path: Path) -> None:
    """WHMCS loads it on every request, and anyone can ask the web server for it."""
    checked = subprocess.run([php.path, "-l", path], capture_output=True, timeout=60, check=False)
    assert checked.returncode == 0, checked.stdout
    opened = subprocess.run(
        [php.path, "-d", "display_errors=1", "-d", "error_reporting=-1", path],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (opened.returncode, opened.stdout, opened.stderr) == (0, b"", b"")
