"""What is kept of a domain."""

from __future__ import annotations

import pytest

from generator.pull.whmcs.items import ending_of


@pytest.mark.parametrize(
    ("domain", "ending"),
    [
        ("cliente.com.ar", ".com.ar"),
        ("CLIENTE.COM.AR.", ".com.ar"),
        ("cliente.ar", ".ar"),
        ("cliente.com", ".com"),
        ("cliente.gob.ar", ".gob.ar"),
        ("cliente.co.uk", ".co.uk"),
        ("cliente.uk.com", ".uk.com"),
        ("cliente.uk.net", ".uk.net"),
        ("CLIENTE.XXX", ".xxx"),
        ("ñandú.com.ar", ".com.ar"),
        ("cliente.xn--p1ai", ".xn--p1ai"),
        ("com.ar", ".ar"),
        ("a.museum", ".museum"),
    ],
)
def test_the_ending_is_what_the_registry_sells(domain: str, ending: str) -> None:
    assert ending_of(domain) == ending


@pytest.mark.parametrize(
    ("domain", "ending"),
    [("www.cliente.com.ar", ".com.ar"), ("tienda.cliente.com", ".com"), ("mail.cliente.ar", ".ar")],
)
def test_a_longer_name_never_leaves_a_client_s_part_in_the_ending(domain: str, ending: str) -> None:
    assert ending_of(domain) == ending


@pytest.mark.parametrize("domain", ["", ">", "cliente", ".", "..", "1.2.3.4", "a.b c", "a.c<script>", ".com"])
def test_what_is_no_domain_has_no_ending_unless_it_is_one(domain: str) -> None:
    assert ending_of(domain) == ""
