"""The tests of this folder do notice another company's data: whoever adopts the project deletes them."""

from __future__ import annotations

from pathlib import Path

from tests.chilean_company import pytest_in, repository


def test_another_company_s_data_are_noticed(tmp_path: Path) -> None:
    assert pytest_in(repository(tmp_path), "tests/company/test_data.py").returncode == 1
