"""What the tests of the hook share: a PHP to run it, and a web server for the site it reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doubles.site_server import SiteServer, serving
from tests.integrations.hooked_whmcs import HookedWhmcs
from tests.integrations.running_php import Php, php_path


@pytest.fixture
def php(tmp_path: Path) -> Php:
    """Give a PHP whose outcome, log and caches stay in the test's own folder."""
    return Php(php_path(), tmp_path)


@pytest.fixture
def site() -> Iterator[SiteServer]:
    """Serve a site on loopback whose every answer the test chooses."""
    with serving() as (server, _over):
        yield server


@pytest.fixture
def whmcs(php: Php, site: SiteServer) -> HookedWhmcs:
    """Give a WHMCS with the hook: a fresh secret, a site without revocations."""
    return HookedWhmcs.opened(php, site)
