"""Writing one file so that it is wholly the old one or wholly the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import PublishError
from generator.publish.atomic import sync_disk, write_atomically


def test_a_new_file_is_written_for_its_owner_only_and_an_old_one_is_replaced(tmp_path: Path) -> None:
    """Folders on the way are made, and nothing is left beside it."""
    path = tmp_path / "deep" / "ledger.bin"
    for data in (b"one", b"two" * 1000):
        write_atomically(path, data)
        assert path.read_bytes() == data
        assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in path.parent.iterdir()] == ["ledger.bin"]


def test_a_file_that_others_must_read_can_be_given_its_mode(tmp_path: Path) -> None:
    """What a web server serves is not for the owner only."""
    write_atomically(tmp_path / "latido.json", b"{}", mode=0o644)
    assert (tmp_path / "latido.json").stat().st_mode & 0o777 == 0o644


def test_a_reader_of_the_old_file_keeps_reading_the_old_file(tmp_path: Path) -> None:
    """The old bytes are never written over."""
    path = tmp_path / "ledger.bin"
    write_atomically(path, b"one")
    with path.open("rb") as reader:
        write_atomically(path, b"two")
        assert reader.read() == b"one"


def test_a_link_stays_a_link_and_the_file_it_leads_to_is_replaced(tmp_path: Path) -> None:
    """Also where that file is in another folder."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "ledger.bin")
    write_atomically(tmp_path / "link", b"one")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "ledger.bin").read_bytes() == b"one"


def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    """The failure here is a value that is no bytes."""
    path = tmp_path / "ledger.bin"
    write_atomically(path, b"one")
    with pytest.raises(TypeError):
        write_atomically(path, "text")  # type: ignore[arg-type]
    assert path.read_bytes() == b"one"
    assert [found.name for found in tmp_path.iterdir()] == ["ledger.bin"]


def test_a_folder_or_a_device_is_refused(tmp_path: Path) -> None:
    """Replacing a device's name would break the machine."""
    for place in (tmp_path, Path("/dev/null")):
        with pytest.raises(PublishError, match="no es un archivo común"):
            write_atomically(place, b"x")
    assert not Path("/dev/null").is_file()


def test_a_place_that_cannot_be_written_is_told_in_spanish(tmp_path: Path) -> None:
    """A parent that is a file."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError, match="No se pudo escribir"):
        write_atomically(tmp_path / "file" / "ledger.bin", b"x")


def test_a_disk_is_made_durable_by_any_of_its_folders(tmp_path: Path) -> None:
    """What cannot be is told."""
    sync_disk(tmp_path)
    with pytest.raises(FileNotFoundError):
        sync_disk(tmp_path / "nowhere")
