"""The words of the field, each with one meaning across data, code, pages and tests."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a client's item stands; each rests on facts billing reported. *Late* is not one: pages work it out."""

    AWAITING_PAYMENT = "awaiting_payment"
    AWAITING_REQUIREMENTS = "awaiting_requirements"
    IN_PROGRESS = "in_progress"
    ACTIVE = "active"
    CANCELLED = "cancelled"
    UNDER_REVIEW = "under_review"
    UNKNOWN = "unknown"


FINISHED = (State.ACTIVE, State.CANCELLED)
"""The states after which nothing more is to be done."""


class Reason(StrEnum):
    """Why a state, or a date, cannot be known."""

    UNMAPPED = "unmapped"
    """No service of the Catalog claims this product."""
    UNMAPPED_TRANSFER = "unmapped_transfer"
    """A domain comes from another registrar, and no service of the Catalog promises when."""
    UNMAPPED_RENEWAL = "unmapped_renewal"
    UNMAPPED_ADDON = "unmapped_addon"
    UNMAPPED_UPGRADE = "unmapped_upgrade"
    EMPTY_ORDER = "empty_order"
    """Billing lists no line of the order, or none any more."""
    UNMAPPED_STATUS = "unmapped_status"
    """The order has a status of the company's own that `billing.yml` does not explain."""
    PAYMENT_UNCLEAR = "payment_unclear"
    """The invoice is missing, cancelled, merged or refunded: neither paid nor unpaid."""
    REQUIREMENTS_UNREPORTED = "requirements_unreported"
    """Paid, and nothing that billing reports says whether the client's requirements are met."""
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    UNKNOWN_STATUS = "unknown_status"
    """Billing gave the item a status that nobody has described."""
    BEYOND_CALENDAR = "beyond_calendar"
    """The date lies outside the years whose holidays are loaded."""


class WaitingOn(StrEnum):
    """Who must act next."""

    CLIENT = "client"
    COMPANY = "company"
    NONE = "none"


class ClockStarts(StrEnum):
    """What makes a service's clock run."""

    PAYMENT_CREDITED = "payment_credited"
    REQUIREMENTS_MET = "requirements_met"


class Through(StrEnum):
    """By which way a client meets a requirement."""

    TICKET = "ticket"
    CLIENT_AREA = "client_area"
    ELSEWHERE = "elsewhere"
    """Not with the company: with the registrar of a domain, for instance."""


class TicketState(StrEnum):
    """Where a ticket stands, as far as billing's status word tells."""

    OPEN = "open"
    CUSTOMER_REPLY = "customer_reply"
    ANSWERED = "answered"
    ON_HOLD = "on_hold"
    IN_PROGRESS = "in_progress"
    CLOSED = "closed"
    OTHER = "other"


class ItemKind(StrEnum):
    """The number space an item's id belongs to."""

    PRODUCT = "product"
    DOMAIN = "domain"
    OTHER = "other"


class LineKind(StrEnum):
    """What a line of an order asks for. Each has promises of its own: a transfer is no registration."""

    PRODUCT = "product"
    REGISTRATION = "registration"
    TRANSFER = "transfer"
    RENEWAL = "renewal"
    ADDON = "addon"
    UPGRADE = "upgrade"
    OTHER = "other"
    """Of a type that nobody has described."""


STATUS_OF_ANOTHER = (LineKind.RENEWAL, LineKind.UPGRADE)
"""The lines whose status is that of the service they renew or change: whether they are done, only the order tells."""


class ServiceStatus(StrEnum):
    """Billing's word for one item, in ours."""

    PENDING = "pending"
    ACTIVE = "active"
    ENDED = "ended"
    FRAUD = "fraud"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    OTHER = "other"


class OrderStatus(StrEnum):
    """Billing's word for a whole order, in ours; `CUSTOM` is one the company made itself."""

    PENDING = "pending"
    ACTIVE = "active"
    CANCELLED = "cancelled"
    FRAUD = "fraud"
    CUSTOM = "custom"


class Payment(StrEnum):
    """What is known of an order's payment."""

    NOT_NEEDED = "not_needed"
    UNPAID = "unpaid"
    PAID = "paid"
    UNCLEAR = "unclear"
