"""The files that say when an order was last known to be so: their vectors, and what does not pass for new."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.errors import PublishError
from generator.model.base import OrderId
from generator.model.views import OrderView
from generator.publish import freshness
from generator.publish.canonical import canonical
from generator.publish.derived_names import token
from generator.publish.envelope import ORDER, derive
from generator.publish.freshness import known_current_at, published_file, shards, write_freshness
from generator.publish.order_files import write_orders
from generator.publish.seal import seal_view
from generator.publish.secret import Secret, Secrets
from tests.publish.format_page import by_column, tables
from tests.publish.test_vectors import ORDERS

PRINTED = by_column(tables("## `pedido/f/<2 hex digits>.bin`")[0])
NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
LATER = NOW + timedelta(minutes=30)
ONE, OTHER = bytes(range(20)), bytes(range(20, 40))


def file_of(order_token: bytes, text: str) -> bytes:
    """Return an order's sealed file; what it says differs by `text`."""
    return seal_view(order_token, canonical({"v": 1, "order": text})).data


def shard_of(order_token: bytes, *files: tuple[bytes, bytes], at: datetime = NOW) -> bytes:
    """Return the shard that a token's order would stand in, made of any tokens and files."""
    made = shards((published_file(one, data) for one, data in files), at)
    return made[freshness.shard_name(bytes.fromhex(seal_view(order_token, b"{}").name.removesuffix(".bin")))]


@pytest.mark.parametrize(("order", "printed"), [*zip(ORDERS, PRINTED, strict=True)], ids=["1", "2", "3"])
def test_every_value_comes_out_as_the_format_page_prints_it(
    order: dict[str, str], printed: dict[str, str], current: Secret
) -> None:
    """Key, name and the whole file, of the orders of the other vectors."""
    order_token = token(current, "prod", order["order_id"], int(order["revision"]))
    data = seal_view(order_token, canonical(json.loads(order["view"]))).data
    made = shards([published_file(order_token, data)], NOW)
    assert derive(ORDER, order_token).fresh_key.hex() == printed["fresh_key"]
    assert {name: shard.hex() for name, shard in made.items()} == {printed["name"]: printed["file"]}
    assert known_current_at(order_token, data, bytes.fromhex(printed["file"])) == NOW


def test_a_run_leaves_unchanged_files_alone_and_dates_them_anew() -> None:
    """The order's file is the same byte for byte; its shard is as new as the run."""
    data = file_of(ONE, "1")
    assert known_current_at(ONE, data, shard_of(ONE, (ONE, data))) == NOW
    assert known_current_at(ONE, data, shard_of(ONE, (ONE, data), at=LATER)) == LATER


def test_a_replayed_file_fits_no_newer_moment() -> None:
    """Beside the shard of a later run, an order's older file is one of unknown age."""
    old, new = file_of(ONE, "old"), file_of(ONE, "new")
    later = shard_of(ONE, (ONE, new), at=LATER)
    assert known_current_at(ONE, new, later) == LATER
    assert known_current_at(ONE, old, later) is None


def test_a_replayed_file_with_its_replayed_shard_has_the_age_of_its_own_run() -> None:
    """That much a host can do, and it makes nothing young."""
    old = file_of(ONE, "old")
    assert known_current_at(ONE, old, shard_of(ONE, (ONE, old))) == NOW


def test_no_bit_of_a_shard_can_change_and_none_of_its_bytes_can_go() -> None:
    """Nor can bytes be added that are no whole mac: whatever is changed, the age is unknown."""
    data = file_of(ONE, "1")
    good = shard_of(ONE, (ONE, data))
    for bit in range(len(good) * 8):
        spoilt = bytearray(good)
        spoilt[bit // 8] ^= 1 << bit % 8
        assert known_current_at(ONE, data, bytes(spoilt)) is None, bit
    assert [n for n in range(len(good)) if known_current_at(ONE, data, good[:n])] == []
    assert [n for n in range(1, 16) if known_current_at(ONE, data, good + bytes(n))] == []


def test_a_moment_cannot_be_put_before_the_macs_of_another_run() -> None:
    """The head of one run and the macs of another say nothing."""
    data = file_of(ONE, "1")
    old, new = shard_of(ONE, (ONE, data)), shard_of(ONE, (ONE, data), at=LATER)
    assert known_current_at(ONE, data, new[: freshness.HEAD_BYTES] + old[freshness.HEAD_BYTES :]) is None


def test_another_order_s_mac_says_nothing_of_this_one() -> None:
    """Nor does one that whoever holds another link made for this order's file."""
    data = file_of(ONE, "1")
    assert known_current_at(ONE, data, shard_of(OTHER, (OTHER, file_of(OTHER, "1")))) is None
    assert known_current_at(ONE, data, shard_of(OTHER, (OTHER, data))) is None


def test_each_order_is_found_in_a_shard_of_many_and_the_order_of_the_macs_tells_nothing() -> None:
    """They stand in ascending order, whatever order they were made in."""
    tokens = [n.to_bytes(20, "big") for n in range(3000)]
    files = [(one, published_file(one, bytes(one))) for one in tokens]
    made = shards((file for _, file in files), NOW)
    assert made == shards((file for _, file in reversed(files)), NOW)
    assert len(made) == 256
    assert sum(len(shard) - freshness.HEAD_BYTES for shard in made.values()) == 3000 * freshness.MAC_BYTES
    for one in tokens[:50]:
        name = f"{derive(ORDER, one).id[0]:02x}.bin"
        assert known_current_at(one, bytes(one), made[name]) == NOW


def test_the_links_of_both_secrets_are_dated_and_a_refused_order_s_is_not(
    view: OrderView, rotating: Secrets, tmp_path: Path
) -> None:
    """What was read back from the disk is what is dated."""
    huge = view.model_copy(update={"order_id": OrderId("9"), "order": "5" * 70_000})
    written = write_orders(tmp_path, secrets=rotating, site="prod", revocations={}, views=[view, huge])
    write_freshness(tmp_path, written.published, NOW)
    found = {path.name: path.read_bytes() for path in (tmp_path / "pedido" / "f").iterdir()}
    assert len(written.refused) == 1
    assert sum(len(shard) - freshness.HEAD_BYTES for shard in found.values()) == 2 * freshness.MAC_BYTES
    for secret in rotating.all():
        order_token = token(secret, "prod", "1234", 0)
        name = derive(ORDER, order_token).id.hex()
        file = (tmp_path / "pedido" / "d" / f"{name}.bin").read_bytes()
        assert known_current_at(order_token, file, found[f"{name[:2]}.bin"]) == NOW


def test_a_folder_that_cannot_be_written_stops_the_publication(tmp_path: Path) -> None:
    """A site without it would call every order old."""
    (tmp_path / "pedido").write_bytes(b"")
    with pytest.raises(PublishError, match="No se pudo escribir la vigencia"):
        write_freshness(tmp_path, [published_file(ONE, b"")], NOW)


def test_a_shard_that_reads_back_as_another_stops_the_publication(tmp_path: Path) -> None:
    """As an order's file does; here a device that keeps nothing."""
    place = tmp_path / "pedido" / "f"
    place.mkdir(parents=True)
    for byte in range(256):
        (place / f"{byte:02x}.bin").symlink_to("/dev/null")
    with pytest.raises(PublishError, match="no se leyó como se escribió"):
        write_freshness(tmp_path, [published_file(ONE, b"")], NOW)
