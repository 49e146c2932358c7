"""Validators that are not ours find nothing wrong with any page for clients."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.sample_company import edited
from tests.site.making import Made
from tests.site.validators import html_faults, link_faults


def test_no_page_for_clients_has_an_error_of_html(made: Made) -> None:
    """The order page and the one for lost addresses with them."""
    assert html_faults(made.site) == ()


def test_every_link_is_followed_to_its_file_and_place(made: Made) -> None:
    assert link_faults(made.site, made.catalog.company.site_url) == ()


@pytest.mark.parametrize(
    ("old", "new", "of_html", "of_links"),
    [
        ('<p class="spoken" role="status">', '<p class="spoken" role="status" tabindex="">', 1, 0),
        ('href="../"><img', 'href="../no/"><img', 0, 1),
        ('href="../"><img', 'href="../#no"><img', 0, 1),
    ],
)
def test_what_they_look_for_would_be_found(
    made: Made, tmp_path: Path, old: str, new: str, of_html: int, of_links: int
) -> None:
    """So an empty answer is one."""
    shutil.copytree(made.site, tmp_path / "site")
    edited(tmp_path, "site/pedido/index.html", old, new)
    faults = html_faults(tmp_path / "site" / "pedido"), link_faults(tmp_path / "site", made.catalog.company.site_url)

    assert [len(found) for found in faults] == [of_html, of_links]
    assert {Path(fault.page).name for found in faults for fault in found} == {"index.html"}
