"""The links of many orders by date, and the entry that revokes or erases one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from generator.errors import UsageError
from generator.model.base import OrderId
from generator.model.catalog import Catalog
from generator.model.ledger import OrderRecord
from generator.model.revocations import LAST_REVISION
from generator.publish.derived_names import link, order_tag, token
from generator.publish.order_links import OrderLink, next_revocation, order_link, order_links
from generator.publish.secret import Secret, Secrets
from tests.compute.shop import catalog

SITE_URL = "https://empresa.example/"
EVE = datetime(2026, 11, 20, 2, 59, tzinfo=UTC)
"""The last minute of 19 November in Buenos Aires."""
MORNING = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def company(revocations: Mapping[str, int] | None = None, *erased: str) -> Catalog:
    """Return the company, site `prod`, with these orders revoked and erased, by tag."""
    return replace(catalog(), revocations=revocations or {}, erased=frozenset(erased))


def placed(number: int, when: datetime) -> OrderRecord:
    """Return an order placed at a moment."""
    return OrderRecord(id=OrderId(str(number)), number=f"55{number}", placed_at=when, changed_at=when, items=())


def found(since: date, until: date | None, secrets: Secrets) -> tuple[OrderLink, ...]:
    """Return the links of three orders that lie inside some dates."""
    orders = [placed(3, MORNING), placed(10, MORNING), placed(2, EVE)]
    return order_links(company(), secrets, orders, SITE_URL, {}, since=since, until=until)


def test_links_come_by_the_local_date_of_placing_the_oldest_first(secrets: Secrets, current: Secret) -> None:
    """Orders of one minute by their id, as numbers; both dates are included."""
    eve, day = date(2026, 11, 19), date(2026, 11, 20)
    everything = found(eve, None, secrets)
    assert [(order.number, order.placed_on) for order in everything] == [("552", eve), ("553", day), ("5510", day)]
    assert everything[0].link == link(SITE_URL, token(current, "prod", "2", 0))
    assert found(eve, day, secrets) == everything
    assert found(day, day, secrets) == everything[1:]
    assert found(eve, eve, secrets) == everything[:1]
    assert found(date(2026, 11, 21), None, secrets) == ()


def test_a_link_does_not_stand_in_what_a_traceback_or_assertion_would_print(secrets: Secrets) -> None:
    """It opens the page for whoever reads the log."""
    (order,) = found(date(2026, 11, 19), date(2026, 11, 19), secrets)
    assert "pedido" not in repr(order)


def test_an_erased_order_has_no_link_whichever_secret_marked_it(
    rotating: Secrets, current: Secret, previous: Secret
) -> None:
    """It would open nothing."""
    for secret in (current, previous):
        tag = order_tag(secret, "prod", "7")
        with pytest.raises(UsageError) as caught:
            order_link(company({tag: 1}, tag), rotating, OrderId("7"), SITE_URL, {})
        assert (caught.value.message, caught.value.remedy) == (
            "Ese pedido se borró a solicitud de su cliente: no tiene página.",
            "Si fue un error, quite «erase» de su línea en data/revocations.yml.",
        )


def test_each_revocation_raises_the_revision_by_one(secrets: Secrets, current: Secret) -> None:
    """From none to 1; an order that is erased stays erased."""
    tag = order_tag(current, "prod", "7")
    for known, erased, expected in (({}, (), (1, False)), ({tag: 4}, (), (5, False)), ({tag: 4}, (tag,), (5, True))):
        entry = next_revocation(company(known, *erased), secrets, OrderId("7"), erase=False)
        assert (entry.tag, entry.revision, entry.erase) == (tag, *expected)


def test_erasing_keeps_a_revision_and_asked_again_changes_nothing(secrets: Secrets, current: Secret) -> None:
    """No file is left for any link to open."""
    tag = order_tag(current, "prod", "7")
    for known, erased, revision in (({}, (), 1), ({tag: LAST_REVISION}, (), LAST_REVISION), ({tag: 4}, (tag,), 4)):
        entry = next_revocation(company(known, *erased), secrets, OrderId("7"), erase=True)
        assert (entry.tag, entry.revision, entry.erase) == (tag, revision, True)


def test_during_a_rotation_the_entry_is_the_current_secrets(
    rotating: Secrets, current: Secret, previous: Secret
) -> None:
    """One of the previous secret is left to end with it."""
    entry = next_revocation(company({order_tag(previous, "prod", "7"): 8}), rotating, OrderId("7"), erase=False)
    assert (entry.tag, entry.revision) == (order_tag(current, "prod", "7"), 1)


def test_a_revision_past_the_last_is_refused(secrets: Secrets, current: Secret) -> None:
    """The file would not pass the check."""
    with pytest.raises(UsageError) as caught:
        next_revocation(company({order_tag(current, "prod", "7"): LAST_REVISION}), secrets, OrderId("7"), erase=False)
    assert caught.value.message == f"Ese pedido ya está en la revisión {LAST_REVISION}, la última."
    assert caught.value.remedy == "Cambie de secreto."
