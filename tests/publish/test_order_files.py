"""Writing the order files of a site: which files there are, what they hold, and which orders are refused."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from generator.errors import PublishError
from generator.model.base import OrderId
from generator.model.due import TraceDay, Verdict, Why
from generator.model.views import OrderView
from generator.publish.derived_names import order_tag, token
from generator.publish.order_files import OrderRefusedError, WrittenOrders, seal_order, write_orders
from generator.publish.order_links import published_revisions, revision_of, revisions_file
from generator.publish.seal import SIZES, WRITTEN_SIZES, open_view
from generator.publish.secret import Secret, Secrets


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "pedido" / "d").iterdir()}


def _long(view: OrderView, counted: int, skipped: int, name: str = "feriado") -> OrderView:
    first = date(2026, 1, 1)
    rows = [TraceDay(date=first + timedelta(n), verdict=Verdict.COUNTED, ordinal=n + 1) for n in range(counted)]
    rows += [
        TraceDay(date=first + timedelta(n), verdict=Verdict.SKIPPED, why=Why.HOLIDAY, name=name) for n in range(skipped)
    ]
    item = view.items[0].model_copy(update={"trace": tuple(rows)})
    return view.model_copy(update={"items": (item,)})


def test_a_sealed_view_holds_the_fields_of_the_format_and_no_internal_id(view: OrderView, current: Secret) -> None:
    """Empty lists stay, absent values go, moments are UTC, intervals say `after` and `by`."""
    sealed = seal_order(current, "prod", 0, view)
    opened = json.loads(open_view(token(current, "prod", "1234", 0), sealed.data))
    assert set(opened) == {"v", "order", "changed_at", "items", "tickets"}
    assert opened["order"] == "7858259149"
    assert opened["changed_at"] == "2026-11-20T15:00:00Z"
    item = opened["items"][0]
    assert item["missing"] == []
    assert item["since"] == {"after": "2026-11-20T13:00:00Z", "by": "2026-11-20T15:00:00Z"}
    assert "earliest" not in item
    assert "reason" not in item
    assert item["trace"][1] == {"date": "2026-11-21", "verdict": "skipped", "why": "weekend"}
    assert opened["tickets"] == [{"number": "ABC-123456", "opened": "2026-11-20T13:00:00Z", "state": "answered"}]


def test_the_key_comes_from_the_views_own_order(view: OrderView, current: Secret) -> None:
    """Nothing can seal one client's view under another client's token."""
    other = view.model_copy(update={"order_id": OrderId("99")})
    assert open_view(token(current, "prod", "99", 0), seal_order(current, "prod", 0, other).data)
    with pytest.raises(PublishError):
        open_view(token(current, "prod", "1234", 0), seal_order(current, "prod", 0, other).data)


def test_every_order_gets_one_file_and_a_second_build_the_same_bytes(
    view: OrderView, secrets: Secrets, tmp_path: Path
) -> None:
    """Builds are reproducible, and the callback sees every order written and read back."""
    views = [view.model_copy(update={"order_id": OrderId(str(n)), "order": f"55{n}"}) for n in range(1, 6)]
    seen: list[tuple[str, int, int | None]] = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        report = write_orders(
            folder,
            secrets=secrets,
            site="prod",
            revocations={},
            views=views,
            progress=lambda what, done, total: seen.append((what, done, total)),
        )
        assert report == WrittenOrders(5, ())
    assert _files(tmp_path / "a") == _files(tmp_path / "b")
    assert len(_files(tmp_path / "a")) == 5
    made, read = ([(what, n, 5) for n in range(1, 6)] for what in ("páginas de pedidos", "páginas de pedidos releídas"))
    assert seen == [*made, *read] * 2


def test_during_a_rotation_the_links_of_both_secrets_open(view: OrderView, rotating: Secrets, tmp_path: Path) -> None:
    """Each file opens with the token of its own secret."""
    assert write_orders(tmp_path, secrets=rotating, site="prod", revocations={}, views=[view]).files == 2
    files = _files(tmp_path)
    for secret in rotating.all():
        sealed = seal_order(secret, "prod", 0, view)
        assert files[sealed.name] == sealed.data


def test_a_revoked_order_has_only_the_file_of_its_new_revision(
    view: OrderView, secrets: Secrets, current: Secret, tmp_path: Path
) -> None:
    """The old link finds nothing."""
    revocations = {order_tag(current, "prod", "1234"): 3}
    write_orders(tmp_path, secrets=secrets, site="prod", revocations=revocations, views=[view])
    assert set(_files(tmp_path)) == {seal_order(current, "prod", 3, view).name}


def test_a_revocation_during_a_rotation_also_cuts_off_the_previous_secrets_link(
    view: OrderView, rotating: Secrets, current: Secret, previous: Secret, tmp_path: Path
) -> None:
    """Whichever of the two links leaked, it no longer opens; one revoked before the rotation keeps its revision."""
    revoked_now = {order_tag(current, "prod", "1234"): 1}
    write_orders(tmp_path / "now", secrets=rotating, site="prod", revocations=revoked_now, views=[view])
    assert set(_files(tmp_path / "now")) == {seal_order(current, "prod", 1, view).name}
    revoked_before = {order_tag(previous, "prod", "1234"): 2}
    write_orders(tmp_path / "before", secrets=rotating, site="prod", revocations=revoked_before, views=[view])
    expected = {seal_order(current, "prod", 0, view).name, seal_order(previous, "prod", 2, view).name}
    assert set(_files(tmp_path / "before")) == expected


def test_an_id_given_out_again_has_no_file_of_any_link_of_the_order_before(
    view: OrderView, rotating: Secrets, current: Secret, previous: Secret, tmp_path: Path
) -> None:
    """Under either secret, and on top of what was revoked: a revocation alone ends the previous secret's link."""
    raised = {OrderId("1234"): 2}
    seven = {order_tag(previous, "prod", "1234"): 5}
    write_orders(tmp_path / "a", secrets=rotating, site="prod", revocations=seven, raised=raised, views=[view])
    expected = {seal_order(current, "prod", 2, view).name, seal_order(previous, "prod", 7, view).name}
    assert set(_files(tmp_path / "a")) == expected
    revoked = {order_tag(current, "prod", "1234"): 1}
    write_orders(tmp_path / "b", secrets=rotating, site="prod", revocations=revoked, raised=raised, views=[view])
    assert set(_files(tmp_path / "b")) == {seal_order(current, "prod", 3, view).name}


def test_the_published_revision_of_an_id_given_out_again_is_the_sum_under_each_secret(
    rotating: Secrets, current: Secret, previous: Secret
) -> None:
    """The hook makes links with one of them, and must not hand out the link of the order before."""
    tags = [order_tag(secret, "prod", "1234") for secret in (current, previous)]
    raised = {OrderId("1234"): 1}
    assert published_revisions({}, raised, rotating, "prod") == dict.fromkeys(tags, 1)
    known = {tags[0]: 3, "b" * 32: 2}
    assert published_revisions(known, raised, rotating, "prod") == {tags[0]: 4, tags[1]: 1, "b" * 32: 2}
    assert published_revisions(known, {}, rotating, "prod") == known


def test_an_order_too_long_loses_the_counted_rows_of_its_trace_and_keeps_the_rest(
    view: OrderView, current: Secret
) -> None:
    """The skipped days, with their reasons, are what a client asks about."""
    long = _long(view, counted=1500, skipped=20)
    opened = json.loads(open_view(token(current, "prod", "1234", 0), seal_order(current, "prod", 0, long).data))
    assert [row["verdict"] for row in opened["items"][0]["trace"]] == ["skipped"] * 20


def test_an_order_that_fits_keeps_every_row(view: OrderView, current: Secret) -> None:
    """Nothing is dropped before it must be."""
    long = _long(view, counted=800, skipped=20)
    sealed = seal_order(current, "prod", 0, long)
    assert len(sealed.data) == SIZES[-1]
    opened = json.loads(open_view(token(current, "prod", "1234", 0), sealed.data))
    assert len(opened["items"][0]["trace"]) == 820


def test_an_order_too_long_without_them_is_refused_by_its_tag_and_the_others_are_written(
    view: OrderView, secrets: Secrets, current: Secret, tmp_path: Path
) -> None:
    """The refusal is in the report; it shows neither the order's number nor its id."""
    huge = _long(view, counted=0, skipped=2000)
    good = view.model_copy(update={"order_id": OrderId("2"), "order": "5551"})
    report = write_orders(tmp_path, secrets=secrets, site="prod", revocations={}, views=[huge, good])
    assert report.files == 1
    assert set(_files(tmp_path)) == {seal_order(current, "prod", 0, good).name}
    (refusal,) = report.refused
    assert isinstance(refusal, OrderRefusedError)
    assert refusal.tag == order_tag(current, "prod", "1234")
    assert refusal.tag in str(refusal)
    assert view.order not in f"{refusal} {refusal.remedy}"


def test_two_views_of_one_order_are_refused_before_the_second_is_written(
    view: OrderView, secrets: Secrets, current: Secret, tmp_path: Path
) -> None:
    """It would silently replace the first; and where that is a link, the file of the site that is still published."""
    written = partial(write_orders, secrets=secrets, site="prod", revocations={})
    written(tmp_path / "old", views=[view])
    other = view.model_copy(update={"tickets": ()})
    for writers in (0, 2):
        with pytest.raises(PublishError, match="repetidos"):
            written(tmp_path / f"new{writers}", views=[view, other], before=tmp_path / "old", writers=writers)
    made = seal_order(current, "prod", 0, view)
    assert _files(tmp_path / "old") == {made.name: made.data}


def test_a_file_that_reads_back_as_another_order_stops_the_publication(
    view: OrderView, secrets: Secrets, current: Secret, tmp_path: Path
) -> None:
    """Between writing and reading back, the file is replaced by a well-sealed one of another order number."""
    impostor = seal_order(current, "prod", 0, view.model_copy(update={"order": "1"}))

    def replace_it(_what: str, _done: int, _total: int | None) -> None:
        (tmp_path / "pedido" / "d" / impostor.name).write_bytes(impostor.data)

    with pytest.raises(PublishError, match="no corresponde a su pedido"):
        write_orders(tmp_path, secrets=secrets, site="prod", revocations={}, views=[view], progress=replace_it)


def test_a_file_that_reads_back_as_another_view_of_its_order_stops_the_publication(
    view: OrderView, secrets: Secrets, current: Secret, tmp_path: Path
) -> None:
    """Every field is compared, not the order's number alone: an old state under the right number misleads as well."""
    old = seal_order(current, "prod", 0, view.model_copy(update={"tickets": ()}))

    def replace_it(_what: str, _done: int, _total: int | None) -> None:
        (tmp_path / "pedido" / "d" / old.name).write_bytes(old.data)

    with pytest.raises(PublishError, match="no corresponde a su pedido"):
        write_orders(tmp_path, secrets=secrets, site="prod", revocations={}, views=[view], progress=replace_it)


def test_an_order_that_lost_rows_to_fit_reads_back_as_it_was_sealed(
    view: OrderView, secrets: Secrets, tmp_path: Path
) -> None:
    """What is compared is what was to be published."""
    long = _long(view, counted=1500, skipped=20)
    assert write_orders(tmp_path, secrets=secrets, site="prod", revocations={}, views=[long]) == WrittenOrders(1, ())


def test_a_note_of_a_closed_order_is_sealed_like_any_view(view: OrderView, current: Secret) -> None:
    """With a key of its own; no other view has it, so that theirs keep their bytes."""
    note = OrderView(order_id=view.order_id, order=view.order, changed_at=view.changed_at, items=(), closed=True)
    sealed = seal_order(current, "prod", 0, note)
    payload = b'{"changed_at":"2026-11-20T15:00:00Z","closed":true,"items":[],"order":"7858259149","tickets":[],"v":1}'
    assert open_view(token(current, "prod", "1234", 0), sealed.data) == payload
    assert len(sealed.data) == WRITTEN_SIZES[0]


def test_a_file_damaged_on_the_disk_stops_the_publication(view: OrderView, secrets: Secrets, tmp_path: Path) -> None:
    """Reading back is what finds a full disk or a broken one."""

    def damage(_what: str, _done: int, _total: int | None) -> None:
        for path in (tmp_path / "pedido" / "d").iterdir():
            path.write_bytes(path.read_bytes()[:-1] + b"\0")

    with pytest.raises(PublishError, match="no se puede abrir"):
        write_orders(tmp_path, secrets=secrets, site="prod", revocations={}, views=[view], progress=damage)


def test_a_folder_that_cannot_be_written_is_told_in_spanish(view: OrderView, secrets: Secrets, tmp_path: Path) -> None:
    """No traceback reaches the operator."""
    (tmp_path / "pedido").write_text("a file where the folder should be")
    with pytest.raises(PublishError, match="No se pudieron escribir las páginas de pedidos"):
        write_orders(tmp_path, secrets=secrets, site="prod", revocations={}, views=[view])


def test_the_published_revisions_are_the_catalogs_and_all_others_are_zero(current: Secret) -> None:
    """The billing system's hook makes current links from this file."""
    tag = order_tag(current, "prod", "1234")
    assert (
        revisions_file({"b" * 32: 2, tag: 1})
        == ('{"revisions":{' + ",".join(sorted([f'"{tag}":1', '"' + "b" * 32 + '":2'])) + '},"v":1}').encode()
    )
    assert revisions_file({}) == b'{"revisions":{},"v":1}'
    assert revision_of({tag: 1}, {}, current, "prod", "1234") == 1
    assert revision_of({tag: 1}, {}, current, "prod", "1235") == 0
    assert revision_of({tag: 1}, {}, current, "prueba", "1234") == 0
