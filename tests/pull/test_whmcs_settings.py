"""What the environment must say for billing to be read."""

from __future__ import annotations

import pytest

from generator.errors import UsageError
from generator.pull.whmcs import settings_from
from tests.pull.short_pulls import ZONE

GOOD = {
    "DEMORAS_WHMCS_URL": "https://facturacion.example/includes/api.php",
    "DEMORAS_WHMCS_IDENTIFIER": "ident-1",
    "DEMORAS_WHMCS_SECRET": "clave-9 9\n",
}


def test_the_access_key_is_optional_and_a_copied_line_break_is_dropped() -> None:
    settings = settings_from({**GOOD, "DEMORAS_WHMCS_ACCESS_KEY": ""}, ZONE)
    assert (settings.identifier, settings.secret, settings.access_key) == ("ident-1", "clave-9 9", None)
    assert settings_from({**GOOD, "DEMORAS_WHMCS_ACCESS_KEY": "k"}, ZONE).access_key == "k"


def test_another_machine_is_reached_over_https() -> None:
    assert settings_from(GOOD, ZONE).url == "https://facturacion.example/includes/api.php"


def test_the_default_limits_are_those_of_the_design() -> None:
    limits = settings_from(GOOD, ZONE).limits
    assert (limits.connect_seconds, limits.read_seconds, limits.call_seconds, limits.pull_seconds) == (10, 30, 30, 480)
    assert (limits.max_bytes, limits.page_size) == (8 * 2**20, 250)


def test_every_missing_variable_is_named_at_once() -> None:
    with pytest.raises(UsageError) as caught:
        settings_from({"DEMORAS_WHMCS_URL": GOOD["DEMORAS_WHMCS_URL"], "DEMORAS_WHMCS_SECRET": " "}, ZONE)
    assert caught.value.exit_code == 2
    assert "DEMORAS_WHMCS_IDENTIFIER, DEMORAS_WHMCS_SECRET" in caught.value.message
    assert "DEMORAS_WHMCS_URL" not in caught.value.message


def test_its_repr_shows_no_secret_and_no_address() -> None:
    shown = repr(settings_from({**GOOD, "DEMORAS_WHMCS_ACCESS_KEY": "llave-3"}, ZONE))
    assert not any(value in shown for value in ("ident-1", "clave-9", "llave-3", "facturacion.example"))


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/api.php", "http://127.9.9.9/x", "http://localhost:1/x", "http://[::1]:8/x"]
)
def test_plain_http_is_accepted_towards_this_machine(url: str) -> None:
    assert settings_from({**GOOD, "DEMORAS_WHMCS_URL": url}, ZONE).url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://facturacion.example/includes/api.php",
        "http://127.0.0.1.example/api.php",
        "http://localhost.example/api.php",
        "https://ana:zzTOPzz@facturacion.example/api.php",
        "https://facturacion.example\\@otro.example/api.php",
        "https://facturacion.example/api.php?accesskey=zzTOPzz",
        "https://facturacion.example/api.php?",
        "https://facturacion.example/api.php#zzTOPzz",
        "https://facturacion.example:99999/api.php",
        "https:///api.php",
        "ftp://facturacion.example/api.php",
        "facturacion.example/api.php",
        "https://facturacion.example/ api.php",
        "https://[::1/api.php",
    ],
)
def test_an_address_that_would_leak_or_mislead_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        settings_from({**GOOD, "DEMORAS_WHMCS_URL": url}, ZONE)
    said = caught.value.message + caught.value.remedy
    assert "DEMORAS_WHMCS_URL" in said
    assert "facturacion.example" not in said
    assert "zzTOPzz" not in said
