"""Both install pages say the same, and the hook reads what they tell to write."""

from __future__ import annotations

import re
import secrets

import pytest

from tests.integrations.running_php import HOOK, HOOK_FOLDER, Php

PAGES = pytest.mark.parametrize("page", ["INSTALL.es.md", "INSTALL.en.md"])


def source() -> str:
    """Return all that the hook is made of."""
    return "".join(path.read_text(encoding="utf-8") for path in (HOOK, *sorted(HOOK_FOLDER.iterdir())))


def blocks(page: str) -> list[str]:
    """Return the code blocks of a page, without their indent."""
    text = (HOOK.parent / page).read_text(encoding="utf-8")
    return [re.sub(r"(?m)^   ", "", block) for block in re.findall(r"(?ms)^   ```\w*\n(.*?)^   ```$", text)]


@PAGES
def test_the_settings_that_the_page_shows_are_taken_as_they_stand(php: Php, page: str) -> None:
    """But for the secret, which must be one's own: the text in its place is refused."""
    example = next(block for block in blocks(page) if block.startswith("<?php"))
    path = php.folder / "demoras.secret.php"
    asked = {"settings": str(path), "root": str(HOOK.parent)}
    path.write_text(example, encoding="utf-8")
    path.chmod(0o600)
    assert "El secreto no sirve" in php.run("settings.php", asked)["fault"]
    path.write_text(re.sub(r"'secret' => '[^']*'", f"'secret' => '{secrets.token_hex(32)}'", example), encoding="utf-8")
    taken = php.run("settings.php", asked)
    assert (taken["site"], taken["days"]) == ("altomarketing", 120)


@PAGES
def test_the_page_names_the_field_and_the_place_that_the_hook_uses(page: str) -> None:
    """The template's snippet copes with an empty field."""
    hook, shown = source(), blocks(page)
    assert "'demoras_enlace' => quietly" in hook
    assert any(block.startswith("{if $demoras_enlace}") and "{$demoras_enlace}" in block for block in shown)
    links = [block for block in shown if "<a href" in block]
    assert all(block.startswith("{if $demoras_enlace}") for block in links)
    # The marks by which SendGrid, Postmark and Amazon SES leave a link as it is.
    assert [re.findall(r"clicktracking=\"off\"|data-pm-no-track|ses:no-track", block) for block in links] == [
        ['clicktracking="off"', "data-pm-no-track", "ses:no-track"]
    ]
    assert "defined('DEMORAS_SETTINGS')" in hook
    assert any(block.startswith("define('DEMORAS_SETTINGS', ") for block in shown)


def test_both_pages_tell_to_write_the_same() -> None:
    """Whoever reads one language types what the other's reader types, remarks and the secret's place aside."""
    spanish, english = (
        [re.sub(r"'secret' => '[^']*'| *//.*", "", block) for block in blocks(page)]
        for page in ("INSTALL.es.md", "INSTALL.en.md")
    )
    assert spanish == english
    assert len(spanish) == 8


@PAGES
def test_every_fault_of_the_log_table_is_one_that_the_hook_says(page: str) -> None:
    """Staff search the page for the words they see."""
    hook, text = source().lower(), (HOOK.parent / page).read_text(encoding="utf-8")
    _head, *rows = re.findall(r"(?m)^\| (.*?) \|", text)
    faults = [fault.strip().lower() for row in rows for fault in re.split(r" / |…", row) if fault.strip()]
    assert len(faults) == 19
    assert [fault for fault in faults if fault not in hook] == []
