"""No PHP, however old, and no half-copied folder makes the hook break the shop; the log says what is missing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.running_php import HOOK, HOOK_FOLDER, Php
from tests.integrations.test_whmcs_events import EVENTS as EVENT_HOOKS

LINKS = ["EmailTplMergeFields", "EmailPreSend", "ClientAreaProductDetailsOutput", "ClientAreaDomainDetailsOutput"]
LINKS += ["ShoppingCartCheckoutCompletePage", "AdminAreaViewTicketPage"]
PAGES = ["AfterCronJob", "ClientAreaPage", "AdminAreaPage"]
EVENTS = [*EVENT_HOOKS, *PAGES]
FILES = sorted(path.name for path in HOOK_FOLDER.iterdir())


class Shop:
    """A shop's `includes/hooks` with the hook copied into it, and a temporary folder of its own."""

    def __init__(self, php: Php) -> None:
        self.hooks, self.temporary = php.folder / "hooks", php.folder / "tmp"
        self.temporary.mkdir()
        self.php = Php(php.path, php.folder, ("-d", f"sys_temp_dir={self.temporary}"))
        shutil.copytree(HOOK_FOLDER, self.hooks / HOOK_FOLDER.name)
        shutil.copy(HOOK, self.hooks)

    def opened(self) -> dict[str, Any]:
        """Return what one request finds hooked and logged; nothing was printed."""
        outcome: dict[str, Any] = self.php.run("loader.php", {"folder": str(self.hooks)})
        assert outcome.pop("printed") == ""
        return outcome


@pytest.fixture
def shop(php: Php) -> Shop:
    return Shop(php)


def test_a_shop_that_loads_the_files_of_its_folder_has_the_events_hooked(shop: Shop) -> None:
    """Each once, with nothing to say and nothing left behind."""
    assert shop.opened() == {"hooks": [*LINKS, *EVENTS], "activity": []}
    assert list(shop.temporary.iterdir()) == []


def test_what_needs_a_new_php_is_where_the_shop_loads_nothing_by_itself() -> None:
    """In a folder of its own, and under names that WHMCS's reference says it does not execute."""
    assert [name for name in FILES if not name.startswith("_")] == []
    assert [path.name for path in HOOK.parent.glob("*.php")] == [HOOK.name]


def too_old(shop: Shop) -> str:
    """Let the loader want a PHP that does not exist yet, as 8.1 does not exist for an old one."""
    path = shop.hooks / HOOK.name
    source = path.read_text(encoding="utf-8")
    assert source.count("PHP_VERSION_ID < 80100") == 1
    path.write_text(source.replace("80100", "990000"), encoding="utf-8")
    for other in (shop.hooks / HOOK_FOLDER.name).iterdir():
        other.write_text("<?php this would not parse", encoding="utf-8")
    return "hace falta PHP 8.1 o posterior, y aquí corre PHP 8."


def without_folder(shop: Shop) -> str:
    shutil.rmtree(shop.hooks / HOOK_FOLDER.name)
    return "no se puede leer includes/hooks/demoras/_settings.php"


def without_one_file(shop: Shop) -> str:
    (shop.hooks / HOOK_FOLDER.name / "_settings.php").unlink()
    return "no se puede leer includes/hooks/demoras/_settings.php"


def halve(shop: Shop, name: str) -> None:
    path = shop.hooks / HOOK_FOLDER.name / name
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def half_a_file(shop: Shop) -> str:
    halve(shop, "_settings.php")
    return "la carpeta includes/hooks/demoras está a medio copiar"


FAULTS = pytest.mark.parametrize("broken", [too_old, without_folder, without_one_file, half_a_file])


@FAULTS
def test_where_the_rest_cannot_be_loaded_nothing_is_hooked_and_the_log_says_why(shop: Shop, broken: Any) -> None:
    """Once a day, not on every page: the activity log drops its oldest lines for new ones."""
    reason = broken(shop)
    first = shop.opened()
    assert first["hooks"] == []
    (line,) = first["activity"]
    assert line.startswith(f"Demoras: no se dan enlaces: {reason}")
    assert shop.opened() == {"hooks": [], "activity": []}
    (mark,) = shop.temporary.iterdir()
    assert mark.read_bytes() == b""


@pytest.mark.parametrize(
    ("name", "still", "effect"),
    [
        ("_links.php", EVENTS, "no se dan enlaces"),
        ("_revisions.php", EVENTS, "no se dan enlaces"),
        ("_panels.php", [*LINKS[:2], *EVENTS], "no se muestran pedidos"),
        ("_told.php", [*LINKS[:2], *EVENTS], "no se muestran pedidos"),
        ("_events.php", LINKS, "no se anotan eventos"),
    ],
)
def test_what_one_part_lacks_leaves_the_other_alone(shop: Shop, name: str, still: list[str], effect: str) -> None:
    """Damaged or missing, and said once either way."""
    halve(shop, name)
    assert shop.opened() == {
        "hooks": still,
        "activity": [
            f"Demoras: {effect}: la carpeta includes/hooks/demoras está a medio copiar o dañada. Cópiela de nuevo."
        ],
    }
    (shop.hooks / HOOK_FOLDER.name / name).unlink()
    outcome = shop.opened()
    assert outcome["hooks"] == still
    assert outcome["activity"][0].startswith(f"Demoras: {effect}: no se puede leer includes/hooks/demoras/{name}")


def test_another_fault_is_said_at_once(shop: Shop) -> None:
    """The one that was mended does not hide the next."""
    half_a_file(shop)
    shop.opened()
    assert without_one_file(shop) in shop.opened()["activity"][0]


def test_without_a_temporary_folder_the_daily_cron_says_it(shop: Shop) -> None:
    """Nothing else tells one day from another there."""
    reason = without_folder(shop)
    shop.temporary.rmdir()
    outcome = shop.opened()
    assert outcome["hooks"] == ["DailyCronJob"]
    assert reason in outcome["activity"][0]


def strange(php: Php, source: str) -> list[str]:
    """Return what PHP 5.3 would not know of a source."""
    found: list[str] = php.run("old_syntax.php", {"source": source})
    return found


def test_the_loader_is_written_in_php_of_2009(php: Php) -> None:
    """A shop that runs on an old PHP parses it on every page."""
    assert strange(php, HOOK.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", FILES)
def test_the_rest_is_not(php: Php, name: str) -> None:
    """What the list of old words is worth: it refuses each of the other files."""
    assert strange(php, (HOOK_FOLDER / name).read_text(encoding="utf-8")) != []


@pytest.mark.parametrize(
    "newer",
    [
        "$a = [];",
        "$a = $b ?? $c;",
        "$a = $b?->c;",
        "$a = fn () => 1;",
        "$a = function (string $b) {};",
        "$a = function (?Thing $b) {};",
        "$a = function ($b, ...$c) {};",
        "$a = function () : int {};",
        "md5($a, );",
        "(function () {})();",
        "$a = md5(...);",
        "$a = match ($b) { 1 => 2 };",
        "$a = $b <=> $c;",
        "$a = $b ** 2;",
        "$a = 1_000;",
        "try {} finally {}",
        "try {} catch (\\A | \\B $e) {}",
        "try {} catch (\\Exception) {}",
        "function a() { yield 1; }",
        "use function a\\b;",
        "namespace a;",
        "const A = 1;",
        "declare(strict_types=1);",
        "if (str_starts_with($a, $b)) {}",
        "$a = Thing::class;",
        "#[Thing]\n$a = 1;",
        "md5(string: $a);",
        "[$a, $b] = $c;",
        "throw new Thing();",
    ],
)
def test_newer_words_are_noticed(php: Php, newer: str) -> None:
    """Some of them one would write without a thought."""
    assert strange(php, f"<?php\n{newer}\n") != []


def test_the_hook_is_one_file_and_one_folder() -> None:
    """What INSTALL tells to copy."""
    assert {path.name for path in Path(HOOK.parent).iterdir()} == {
        HOOK.name,
        HOOK_FOLDER.name,
        "INSTALL.es.md",
        "INSTALL.en.md",
    }
