"""The comment that leads an editor to the schema stands in a data file once, and changes nothing else."""

from __future__ import annotations

import pytest

from generator.curate.editor_files import schema_line, with_schema_line

LINE = "# yaml-language-server: $schema=../schema/faq.json"


def test_the_path_begins_at_the_data_files_own_folder() -> None:
    """As the language server reads it."""
    assert schema_line("faq", inside_folder=True) == LINE
    assert schema_line("company", inside_folder=False) == "# yaml-language-server: $schema=schema/company.json"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Alimenta: x\na: b\n", f"{LINE}\n# Alimenta: x\na: b\n"),
        ("a: b\r\nc: d\r\n", f"{LINE}\r\na: b\r\nc: d\r\n"),
        ("\ufeffa: b\n", f"\ufeff{LINE}\na: b\n"),
        ("", f"{LINE}\n"),
        (f"{LINE}\na: b\n", f"{LINE}\na: b\n"),
        ("# Nota\n#yaml-language-server: $schema=otro.json\r\na: b\n", f"# Nota\n{LINE}\r\na: b\n"),
    ],
    ids=["none", "windows", "mark", "empty", "right", "of_another"],
)
def test_it_is_put_on_top_or_in_the_place_of_another(before: str, after: str) -> None:
    """With the file's own line ends, after its byte order mark; what is right stays."""
    assert with_schema_line(before.encode(), LINE) == after.encode()
    assert with_schema_line(after.encode(), LINE) == after.encode()


def test_a_file_that_is_no_utf_8_keeps_its_bytes() -> None:
    """`check` says so; nothing here may spoil it further."""
    assert with_schema_line(b"a: \xe9\n", LINE) == LINE.encode() + b"\na: \xe9\n"
