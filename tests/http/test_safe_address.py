"""One rule for a safe address, and whoever takes an address goes by it: the data, billing, the site, the manual."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.errors import UsageError
from generator.http.safe_address import (
    FOLDER_FORM,
    PAGE_FORM,
    AddressFault,
    address_fault,
    host_of,
    is_this_machine,
)
from generator.model.catalog import Company
from generator.model.manual import Manual
from generator.publish.published_site import site_root
from generator.pull.whmcs import settings_from
from tests.load.tree import BASE, DataTree

THIS_MACHINE = (
    "http://localhost/",
    "http://localhost:8000/demoras/",
    "http://127.0.0.1:65535/",
    "http://127.9.9.9/",
    "http://[::1]:8/",
    "https://localhost/",
)
SAFE = (
    *THIS_MACHINE,
    "https://demoras.example.com/",
    "https://DEMORAS.example.com:8443/a/b%20c/",
    "https://facturacion_1.example/~x/",
    "https://198.51.100.7/",
    "https://[2001:db8::7]/",
    "https://demoras.example.com/..x/.x./...%20/",
    "https://9demoras.example1/",
)
UNSAFE = {
    AddressFault.UNENCRYPTED: (
        "http://demoras.example.com/",
        "http://localhost.evil.example/",
        "http://LOCALHOST/",
        "http://127.0.0.1.evil.example/",
        "http://127.0.0.1evil.example/",
        "http://0.0.0.0/",
        "http://[::2]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/",
        "ftp://localhost/",
        "httpss://demoras.example.com/",
    ),
    AddressFault.USER: (
        "https://ana:x@demoras.example.com/",
        "https://demoras.example.com@evil.example/",
        "http://localhost@evil.example/",
        "http://localhost:80@evil.example/",
        "https://demoras.example.com\\@evil.example/",
        "http://localhost\\.evil.example/",
        "https:\\\\demoras.example.com/",
    ),
    AddressFault.PARAMETERS: (
        "https://demoras.example.com/?",
        "https://demoras.example.com/?a=b/",
        "https://demoras.example.com/#x/",
        "https://demoras.example.com#.evil.example/",
        "http://localhost?.evil.example/",
    ),
    AddressFault.UNREADABLE: (
        "",
        "demoras.example.com/",
        "//demoras.example.com/",
        "https:/demoras.example.com/",
        "https:///",
        "https://:443/",
        "https://demoras.example.com:/",
        "https://demoras.example.com:0/",
        "https://demoras.example.com:0443/",
        "https://demoras.example.com:65536/",
        "https://demoras.example.com:99999/",
        "https://demoras.example.com:4 43/",
        "https://demoras..example/",
        "https://.demoras.example/",
        "http://localhost:/",
        "http://localhost.:80/",
        "https://[::1/",
        "https://[::::]/",
        "https://[127.0.0.1]/",
        "https://[fe80::1%25eth0]/",
        "HTTPS://demoras.example.com/",
        "https://demoras.example.com/ x/",
        "https://demoras.example.com/\n",
        "https://demoras.example.com\t/",
        "https://demoras.example.com/\x7f/",
        "https://demoras.example.com/\x00/",
        "https://demórás.example/",
        "https://demoras\u3002example/",
        "http://\u217bocalhost/",
        f"https://demoras.example.com/{'x' * 500}/",
        "https://demoras.example.com/../x/",
        "https://demoras.example.com/a/../../x/",
        "https://demoras.example.com/./x/",
        "https://demoras.example.com/%2e%2E/x/",
        "https://demoras.example.com/.%2e/",
        "https://demoras.example.com/%00/",
        "https://demoras.example.com/%0d%0aX:y/",
        "https://demoras.example.com/%7F/",
        "https://demoras.example.com/a%2fb/",
        "https://demoras.example.com/a%5Cb/",
        "https://demoras.example.com/100%/",
        "https://demoras.example.com/%zz/",
        "https://999.999.1.1/",
        "http://127.1/",
        "http://127.0.0.256/",
        "http://127.00.0.1/",
        "http://0x7f.0.0.1/",
        "http://2130706433/",
        "https://198.51.100/",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://demoras.example.0x1/",
    ),
}
ALL_UNSAFE = [address for addresses in UNSAFE.values() for address in addresses]


@pytest.mark.parametrize(("fault", "address"), [(fault, one) for fault, found in UNSAFE.items() for one in found])
def test_each_unsafe_address_is_refused_for_its_fault(fault: AddressFault, address: str) -> None:
    """Whatever name it begins with."""
    assert address_fault(address) is fault


@pytest.mark.parametrize("address", SAFE)
def test_https_to_a_host_and_http_to_this_machine_are_safe(address: str) -> None:
    """Python's own reader finds the same host in them."""
    assert address_fault(address) is None
    assert host_of(address).strip("[]").lower() == urlsplit(address).hostname
    assert is_this_machine(address) is (address in THIS_MACHINE)


@pytest.mark.parametrize("address", ["https://demoras.example.com/x?a=b#c", "https://demoras.example.com?a", *SAFE])
def test_a_page_may_have_parameters_where_they_are_meant(address: str) -> None:
    """Nothing is added to such an address, and no key is sent to it."""
    assert address_fault(address, parameters=True) is None


COMPANY = {
    "name": "Ejemplo",
    "site": "ejemplo",
    "site_url": "https://demoras.example.com/",
    "sla_manual_url": "https://manual.example.com/sla",
    "unlisted": "Consulte.",
}
MANUAL = {"base_url": "https://manual.example.com/", "edit_url": "https://git.example.com/", "pages": []}
KEYS = {"DEMORAS_WHMCS_IDENTIFIER": "ident-1", "DEMORAS_WHMCS_SECRET": "clave-9"}
TAKERS: dict[str, Callable[[str], object]] = {
    "site_url": lambda address: Company.model_validate({**COMPANY, "site_url": address}),
    "sla_manual_url": lambda address: Company.model_validate({**COMPANY, "sla_manual_url": address}),
    "client_area_url": lambda address: Company.model_validate({**COMPANY, "client_area_url": address}),
    "invoices_url": lambda address: Company.model_validate({**COMPANY, "invoices_url": address}),
    "new_ticket_url": lambda address: Company.model_validate({**COMPANY, "new_ticket_url": address}),
    "base_url": lambda address: Manual.model_validate({**MANUAL, "base_url": address}),
    "edit_url": lambda address: Manual.model_validate({**MANUAL, "edit_url": address}),
    "DEMORAS_WHMCS_URL": lambda address: settings_from({**KEYS, "DEMORAS_WHMCS_URL": address}, ZoneInfo("UTC")),
    "--site-url, --ledger and --previous": site_root,
}


def _takes(taker: str, address: str) -> bool:
    try:
        return bool(TAKERS[taker](address))
    except (ValidationError, UsageError):
        return False


@pytest.mark.parametrize("taker", TAKERS)
def test_whoever_takes_an_address_takes_the_safe_ones(taker: str) -> None:
    """The data's models, billing's settings, the reader of the published site."""
    assert [address for address in SAFE if not _takes(taker, address)] == []


@pytest.mark.parametrize("taker", TAKERS)
def test_whoever_takes_an_address_refuses_the_others(taker: str) -> None:
    """But a page that readers are led to may have parameters, and blanks around a variable's text are dropped."""
    taken = {address for address in ALL_UNSAFE if _takes(taker, address)}
    if taker in ("sla_manual_url", "client_area_url", "invoices_url", "new_ticket_url"):
        assert taken == set(UNSAFE[AddressFault.PARAMETERS])
    else:
        assert taken == ({"https://demoras.example.com/\n"} if taker == "DEMORAS_WHMCS_URL" else set())


def test_check_refuses_a_site_on_a_host_that_only_begins_like_this_machine(tmp_path: Path) -> None:
    """`http://localhost.evil.example/` once passed."""
    company = (BASE / "data/company.yml").read_text(encoding="utf-8")
    tree = DataTree.at(tmp_path)
    tree.write("data/company.yml", re.sub(r"(?m)^site_url: .*$", "site_url: http://localhost.evil.example/", company))
    (problem,) = tree.said()
    assert "«http://localhost.evil.example/» en «site_url»: no es una dirección segura." in problem


ADDRESSES = st.one_of(
    st.sampled_from([*SAFE, *ALL_UNSAFE]),
    st.from_regex(re.compile(PAGE_FORM, re.ASCII), fullmatch=True),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["https://", "http://", "ftp://", "//"]),
        st.sampled_from(["localhost", "127.0.0.1", "[::1]", "a.example", "a.example@b", "a..b", "[::]", ""]),
        st.sampled_from(["", ":", ":1", ":65535", ":65536", ":0", ":x"]),
        st.text("/?#@\\a%.\n é", max_size=6),
    ),
)


@given(address=ADDRESSES)
def test_the_patterns_for_editors_let_every_safe_address_pass(address: str) -> None:
    """An editor marks nothing that the loader takes."""
    if address_fault(address, parameters=True) is None:
        assert re.search(PAGE_FORM, address)
        assert urlsplit(address).hostname
    if address_fault(address) is None and address.endswith("/"):
        assert re.search(FOLDER_FORM, address)
