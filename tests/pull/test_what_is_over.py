"""Which orders their own row tells to be over, though it cannot be read: years ago, with a zero date."""

from __future__ import annotations

from typing import Any

import pytest

from generator.pull.whmcs.orders import order_hint
from tests.pull.samples import line_row, order_row
from tests.pull.short_pulls import ZONE

ZERO = "0000-00-00 00:00:00"
RENEWAL = line_row(type="renewal", producttype="Domain", status="Active")


def is_over(*lines: dict[str, Any], **changes: Any) -> bool:
    """Tell so of an Active order that billing says nothing about the payment of."""
    row = {"date": ZERO, "status": "Active", "invoiceid": 0, "paymentstatus": "", "lineitems": list(lines)}
    return order_hint(order_row(**row | changes), ZONE).is_over


@pytest.mark.parametrize(
    "status",
    [
        *("Active", "Completed", "Suspended", "Terminated", "Transferred Away", "Fraud"),
        *("Expired", "Grace", "Grace Period (Expired)", "Redemption", "Redemption Period (Expired)"),
    ],
)
def test_what_has_run_or_ended_is_over(status: str) -> None:
    assert is_over(line_row(type="domain", product="Register", status=status), line_row(status="Active"))
    assert not is_over(line_row(type="domain", product="Register", status=status), line_row(status="Pending"))


@pytest.mark.parametrize("status", ["Active", "Cancelled"])
@pytest.mark.parametrize("paid", ["", "Paid"])
def test_an_order_without_lines_or_of_renewals_alone_is_over_with_its_order(status: str, paid: str) -> None:
    assert is_over(status=status, paymentstatus=paid)
    assert is_over(status=status, paymentstatus=paid, renewals="12=1")
    assert is_over(RENEWAL, status=status, paymentstatus=paid)
    assert is_over(RENEWAL | {"type": "upgrade"}, status=status, paymentstatus=paid)
    assert is_over({key: value for key, value in RENEWAL.items() if key != "status"}, status=status, paymentstatus=paid)
    assert is_over(RENEWAL, line_row(status="Suspended"), status=status, paymentstatus=paid)


@pytest.mark.parametrize(
    "order", [{"status": "Pending"}, {"paymentstatus": "Unpaid"}, {"status": "Fraud", "date": "2026-09-23"}]
)
@pytest.mark.parametrize("lines", [[], [RENEWAL], [RENEWAL | {"type": "upgrade"}]])
def test_while_the_order_waits_so_does_its_renewal(order: dict[str, Any], lines: list[dict[str, Any]]) -> None:
    assert not is_over(*lines, **order)


def test_lines_that_cannot_be_read_may_be_open() -> None:
    assert not is_over(lineitems="<p>")
    assert not is_over(line_row(relid="x", status="Active"))
    assert is_over(lineitems="<p>", status="Cancelled")


@pytest.mark.parametrize("date", [ZERO, "ayer", None])
@pytest.mark.parametrize("status", ["Fraud", "Pending", "Active"])
def test_a_fraud_order_is_over_only_where_no_date_can_be_read(date: str | None, status: str) -> None:
    assert is_over(line_row(status=status), status="Fraud", date=date)
    assert not is_over(line_row(status="Fraud"), status="Fraud", date="2026-09-23 10:00:00")
    assert not is_over(line_row(status="Fraud"), status="Active", date="2015-09-23 10:00:00")
