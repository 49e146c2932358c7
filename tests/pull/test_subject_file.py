"""Subjects come from a file too, as people make them: lines of text, or what a spreadsheet saves."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.pull.subject_file import MOST_BYTES, SubjectFile


def read(folder: Path, content: str | bytes) -> list[tuple[str, str]]:
    """Return text and writer of each subject of a file with this content."""
    path = folder / "asuntos.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = SubjectFile(path).subjects(progress=lambda what, so_far, total: None)  # noqa: ARG005
    assert found.unreadable == 0
    return [(subject.text, subject.writer) for subject in found.found]


def texts(folder: Path, content: str | bytes) -> list[str]:
    """Return the texts alone."""
    return [text for text, _ in read(folder, content)]


def test_each_line_is_a_subject_and_a_person(tmp_path: Path) -> None:
    """Nothing says whose they are; empty lines are none."""
    assert read(tmp_path, "Demora hosting\n\n  Correos rebotan, otra vez  \r\n") == [
        ("Demora hosting", "0"),
        ("Correos rebotan, otra vez", "2"),
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("subject", "writer"), [("Asunto", "Cliente"), ("subject", "userid"), (" ASUNTO ", "ClientID")]
)
def test_a_table_names_its_columns(tmp_path: Path, sign: str, subject: str, writer: str) -> None:
    """In Spanish or as billing does, and separated as the spreadsheet's country does."""
    header = sign.join(["fecha", subject, writer])
    rows = [sign.join(["2026-11-20", f'"Correos{sign} rebotan"', "31"]), sign.join(["2026-11-21", "Baja", "31"])]

    assert read(tmp_path, "\n".join([header, *rows])) == [
        (" ".join(f"Correos{sign} rebotan".split()), "31"),
        ("Baja", "31"),
    ]


def test_without_a_column_of_clients_each_row_is_a_person(tmp_path: Path) -> None:
    """A row too short, or empty, is no subject."""
    found = read(tmp_path, "fecha,asunto\n2026-11-20,Baja\n2026-11-21\n2026-11-22,\n2026-11-23,Alta\n")

    assert [text for text, _ in found] == ["Baja", "Alta"]
    assert len({writer for _, writer in found}) == 2


def test_whatever_a_spreadsheet_writes_is_read(tmp_path: Path) -> None:
    """With a mark at its beginning, or in the letters of Western Europe."""
    assert texts(tmp_path, "\ufeffasunto\nMigración\n") == ["Migración"]
    assert texts(tmp_path, "asunto\nMigración\n".encode("latin-1")) == ["Migración"]


def test_what_a_terminal_would_obey_is_left_out(tmp_path: Path) -> None:
    """A client's subject reaches the operator's terminal with --examples."""
    assert texts(tmp_path, "Correos \x1b[2J\x07rebotan \u202eya") == ["Correos [2Jrebotan ya"]


def test_an_empty_file_holds_no_subject(tmp_path: Path) -> None:
    """That is no mistake."""
    assert read(tmp_path, "") == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "no se puede leer"),
        (b"x" * (MOST_BYTES + 1), "tiene más de 32 MiB"),
        (b"asunto\n" + b"x" * 200_000, "no es un CSV bien formado"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_never_quoted(
    tmp_path: Path, content: bytes | None, fault: str
) -> None:
    """Place, fault and remedy."""
    path = tmp_path / "asuntos.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(UsageError) as caught:
        SubjectFile(path).subjects(progress=lambda what, so_far, total: None)  # noqa: ARG005

    assert caught.value.message == f"--from: «{path}» {fault}."
    assert "un asunto por línea" in caught.value.remedy
