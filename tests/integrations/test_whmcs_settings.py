"""The hook refuses settings that would give wrong links or show the secret."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import pytest

from generator.errors import UsageError
from generator.publish.secret import parse_secret
from tests.integrations.running_php import Php
from tests.publish.typed_secrets import TYPED

GOOD_SECRET = secrets.token_hex(32)
GOOD = {"secret": GOOD_SECRET, "site": "prod", "site_url": "https://x.example/demoras/"}


def read(php: Php, given: dict[str, Any] | str, *, mode: int = 0o600, root: Path | None = None) -> dict[str, Any]:
    """Return what the hook makes of a settings file."""
    path = php.folder / "demoras.secret.php"
    path.write_text(given if isinstance(given, str) else f"<?php\nreturn {php_array(given)};\n")
    path.chmod(mode)
    served = root or php.folder / "public_html"
    served.mkdir(exist_ok=True)
    outcome: dict[str, Any] = php.run("settings.php", {"settings": str(path), "root": str(served)})
    return outcome


def php_array(given: dict[str, Any]) -> str:
    """Return a dictionary of texts and numbers as the array that INSTALL tells to write."""
    return "[" + ", ".join(f"'{name}' => {value!r}" for name, value in given.items()) + "]"


def test_good_settings_are_taken_and_never_show_the_secret(php: Php) -> None:
    """Not even in a dump; an order is linked for 120 days unless they say otherwise."""
    taken = read(php, GOOD)
    assert (taken["site"], taken["days"]) == ("prod", 120)
    key = bytes.fromhex(GOOD_SECRET).decode("latin-1")
    assert GOOD_SECRET not in taken["dump"]
    assert key not in taken["dump"]
    assert read(php, {**GOOD, "days": 30})["days"] == 30


def test_the_secret_may_come_from_the_environment_instead(php: Php) -> None:
    """Then the file needs none, and the environment's is judged in the same way."""
    without = {name: value for name, value in GOOD.items() if name != "secret"}
    assert "64 dígitos" in read(php, without)["fault"]
    assert read(Php(php.path, php.folder, secret=GOOD_SECRET), without)["site"] == "prod"
    assert "64 dígitos" in read(Php(php.path, php.folder, secret="corto"), GOOD)["fault"]


@pytest.mark.parametrize(
    ("secret", "fault"),
    [
        (GOOD_SECRET[:-2], "64 dígitos"),
        (GOOD_SECRET + "00", "64 dígitos"),
        ("x" * 64, "64 dígitos"),
        (TYPED["words"][0], "texto"),
        (TYPED["half-again"][0], "demasiado regular"),
        (TYPED["vector"][0], "está impreso"),
    ],
    ids=["short", "long", "no-hex", "words", "half-again", "vector"],
)
def test_a_secret_that_the_generator_refuses_is_refused(php: Php, secret: str, fault: str) -> None:
    """The message says why and what to copy, and does not repeat the value."""
    with pytest.raises(UsageError):
        parse_secret(secret, "DEMORAS_SECRET")
    told = read(php, {**GOOD, "secret": secret})["fault"]
    assert fault in told
    assert "DEMORAS_SECRET" in told
    assert secret not in told


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"site": "Prod"}, "«site» no sirve"),
        ({"site": "prod\\n"}, "«site» no sirve"),
        ({"site_url": "http://x.example/"}, "https://"),
        ({"site_url": "https://user:word@x.example/"}, "https://"),
        ({"site_url": "https://x.example/?a=1"}, "https://"),
        ({"site_url": "ftp://x.example/"}, "https://"),
        ({"site_url": 'https://x.example/"onclick='}, "https://"),
        ({"days": 0}, "«days»"),
        ({"days": "30"}, "«days»"),
        ({"wait": 0}, "«wait»"),
        ({"wait": 31}, "«wait»"),
        ({"wait": "1"}, "«wait»"),
    ],
)
def test_a_value_of_no_use_is_named(php: Php, change: dict[str, Any], fault: str) -> None:
    """With the file to copy it from."""
    # Double quotes make PHP read \n as a line break.
    text = f"<?php\nreturn {php_array(GOOD | change)};\n".replace("'prod\\\\n'", '"prod\\n"')
    assert fault in read(php, text)["fault"]


def test_a_settings_file_inside_the_web_root_is_refused(php: Php) -> None:
    """A server that one day stops running PHP would hand it to anyone."""
    assert "dentro de la carpeta web" in read(php, GOOD, root=php.folder)["fault"]


def test_a_settings_file_that_other_users_can_open_is_refused(php: Php) -> None:
    """On a shared server the other accounts are strangers; the group may read it, for the web server's sake."""
    assert "Otros usuarios" in read(php, GOOD, mode=0o644)["fault"]
    assert read(php, GOOD, mode=0o640)["site"] == "prod"


def test_a_settings_file_that_is_missing_or_returns_nothing_is_named(php: Php) -> None:
    """The message says where it is told how to write it."""
    missing = php.run("settings.php", {"settings": str(php.folder / "none.php"), "root": str(php.folder)})
    assert "INSTALL.es.md" in missing["fault"]
    assert "INSTALL.es.md" in read(php, "<?php\n$secret = 'x';\n")["fault"]
