"""The demo's believable billing: WHMCS's API on loopback, over a made-up history of any company's Catalog."""

from generator.sandbox.api_access import Credentials
from generator.sandbox.days_work import a_day_later, until
from generator.sandbox.installation import BUSY, Delays, Installation, ListingOrder, Signer
from generator.sandbox.made_up_history import MadeUpHistory, Size, Snapshot, company_years, make_up_history
from generator.sandbox.sandbox_server import SandboxServer
from generator.sandbox.special_orders import SpecialOrder
from generator.sandbox.special_tickets import SpecialTicket

__all__ = [
    "BUSY",
    "Credentials",
    "Delays",
    "Installation",
    "ListingOrder",
    "MadeUpHistory",
    "SandboxServer",
    "Signer",
    "Size",
    "Snapshot",
    "SpecialOrder",
    "SpecialTicket",
    "a_day_later",
    "company_years",
    "make_up_history",
    "until",
]
