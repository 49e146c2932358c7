"""A made-up WHMCS with the hook installed: its tables, its settings, and what the hook answers to an event."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from generator.model.base import OrderId
from generator.publish.derived_names import link, order_tag, token
from generator.publish.order_links import published_revisions, revisions_file
from generator.publish.secret import Secret, Secrets
from tests.doubles.site_server import SiteServer, body
from tests.integrations.running_php import Php

REVISIONS = "/demoras/pedido/revisiones.json"
ANA, BETO = 7, 8
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
PATIENT = 30.0
"""Seconds for what is not about time: the site of a test answers when this machine comes to it."""
RECENT, OLD = "2026-08-01 10:00:00", "2026-07-01 10:00:00"
"""One order placed within the 120 days before `NOW`, one before them."""


def tables() -> dict[str, list[dict[str, Any]]]:
    """Return two clients' orders; service, domain, invoice and client 31 … all have the same number on purpose."""
    orders = [
        {"id": 1234, "ordernum": 7858259149, "userid": ANA, "invoiceid": 31, "status": "Active", "date": RECENT},
        {"id": 1235, "ordernum": 1236, "userid": ANA, "invoiceid": 0, "status": "Active", "date": OLD},
        {"id": 1236, "ordernum": 9093331404, "userid": ANA, "invoiceid": 33, "status": "Pending", "date": OLD},
        {"id": 1237, "ordernum": 1234, "userid": BETO, "invoiceid": 34, "status": "Active", "date": RECENT},
        {"id": 1238, "ordernum": 9093331404, "userid": BETO, "invoiceid": 34, "status": "Active", "date": RECENT},
        {"id": 1239, "ordernum": "AM-77", "userid": BETO, "invoiceid": 0, "status": "Active", "date": RECENT},
        {"id": 1240, "ordernum": 55, "userid": BETO, "invoiceid": 0, "status": "Active", "date": RECENT},
        {"id": 1241, "ordernum": 55, "userid": BETO, "invoiceid": 0, "status": "Active", "date": RECENT},
    ]
    items = [(31, 1236, ANA), (32, 1235, ANA), (33, 1236, ANA), (34, 1237, BETO), (35, 1237, ANA), (36, 0, ANA)]
    kinds = ["product", "domain", "invoice", "general", "support", "admin"]
    templates = [{"name": kind.title(), "type": kind} for kind in kinds]
    return {
        "tblorders": orders,
        "tblhosting": [{"id": number, "orderid": order, "userid": user} for number, order, user in items],
        "tbldomains": [{"id": 31, "orderid": 1234, "userid": ANA}, {"id": 34, "orderid": 1237, "userid": BETO}],
        "tbltickets": [
            {"id": 60001, "userid": ANA, "service": "S31"},
            {"id": 60002, "userid": ANA, "service": "D31"},
            {"id": 60003, "userid": ANA, "service": ""},
            {"id": 60004, "userid": 0, "service": ""},
            {"id": 60005, "userid": ANA, "service": "S34"},
            {"id": 60006, "userid": ANA, "service": "S36"},
        ],
        "tblinvoices": [{"id": number, "userid": ANA} for number in (31, 33)] + [{"id": 34, "userid": BETO}],
        "tblemailtemplates": [*templates, {"name": "Order Confirmation", "type": "general"}],
    }


@dataclass
class HookedWhmcs:
    """A WHMCS with the hook installed; a test may change any of it before an event."""

    php: Php
    site: SiteServer
    secret_hex: str
    settings: dict[str, Any]
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=tables)
    fault: str = ""
    socket: str = ""
    """Of a database server, where the tables are real ones."""
    now: datetime = NOW
    milliseconds: float = 0
    """What the last event took, with the loading of the hook's files."""

    @classmethod
    def opened(cls, php: Php, site: SiteServer) -> HookedWhmcs:
        secret_hex = secrets.token_hex(32)
        cache = str(php.folder / "cache")
        settings = {"secret": secret_hex, "site": "prod", "site_url": site.url, "cache": cache, "wait": PATIENT}
        whmcs = cls(php, site, secret_hex, settings)
        whmcs.revoke({})
        return whmcs

    def revoke(self, revisions: dict[int, int], *, given_again: dict[int, int] | None = None) -> None:
        """Publish these orders' revisions, as the site does: what staff revoked, and what the Ledger raised."""
        secret = Secret(bytes.fromhex(self.secret_hex))
        tags = {order_tag(secret, "prod", str(order)): revision for order, revision in revisions.items()}
        raised = {OrderId(str(order)): times for order, times in (given_again or {}).items()}
        published = published_revisions(tags, raised, Secrets(secret), "prod")
        self.site.serves(REVISIONS, body(revisions_file(published)))

    def link(self, order: int, revision: int = 0) -> str:
        """Return the link that `demoras link` would print."""
        secret = Secret(bytes.fromhex(self.secret_hex))
        return link(self.site.url, token(secret, "prod", str(order), revision))

    def tells(self, hook: str, variables: Any, *, client: int | None = None) -> dict[str, Any]:
        """Return what the hook returned and what it wrote in the activity log; it has printed nothing."""
        path = self.php.folder / "demoras.secret.php"
        path.write_text(f"<?php\nreturn json_decode('{json.dumps(self.settings)}', true);\n")
        path.chmod(0o600)
        question = {
            "settings": str(path),
            "tables": self.tables,
            "fault": self.fault,
            "socket": self.socket,
            "now": int(self.now.timestamp()),
        }
        outcome: dict[str, Any] = self.php.run(
            "whmcs.php", {**question, "client": client, "hook": hook, "vars": variables}
        )
        assert outcome.pop("printed") == ""
        self.milliseconds = float(outcome.pop("milliseconds"))
        assert self.secret_hex not in json.dumps(outcome)
        return outcome

    def email(self, template: str, related: int, **merge_fields: Any) -> str:
        """Return the merge field of an e-mail."""
        event = {"messagename": template, "relid": related, "mergefields": merge_fields}
        fields = self.tells("EmailPreSend", event)["returned"]
        assert list(fields) == ["demoras_enlace"]
        return str(fields["demoras_enlace"])
