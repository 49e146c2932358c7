"""The one rule for an address that a key may be sent to or a reader be led to: https, or http to this very machine."""

from __future__ import annotations

import ipaddress
import re
from enum import Enum, auto

LONGEST_ADDRESS = 500
HIGHEST_PORT = 65535
_HOST = r"(?:(?:[A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]+|\[[0-9A-Fa-f:.]+\])"
_LOOPBACK = r"(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])"
"""Names that cannot leave this machine (RFC 1122, RFC 4291), spelt in the one way that every program reads alike."""
_SERVER = rf"(?:https://{_HOST}|http://{_LOOPBACK})(?::[1-9][0-9]{{0,4}})?"
# Printable ASCII without '@' and '\': readers of addresses disagree on which host one with such a mark names.
PAGE_FORM = rf"^{_SERVER}(?:[/?#][!-?A-\[\]-~]*)?$"
"""A page's address as a pattern that JSON Schema reads too; it lets pass what only `address_fault` can tell."""
FOLDER_FORM = rf'^{_SERVER}/(?:[!"$->A-\[\]-~]*/)?$'
"""The same of a folder's address, which names are added to: no `?`, no `#`, and a `/` at its end."""
_PARTS = re.compile(
    rf"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<host>{_HOST})(?::(?P<port>[1-9][0-9]{{0,4}}))?(?P<path>/[^?#]*)?(?:[?#].*)?"
)
# What one reader of addresses takes for a step up, the end of a text or a separator, and another for a name's part.
_AMBIGUOUS = re.compile(r"%(?![0-9A-Fa-f]{2})|%(?:[01][0-9A-Fa-f]|7[Ff]|2[Ff]|5[Cc])")
_STEPS = re.compile(r"(?:\.|%2[Ee]){1,2}")


class AddressFault(Enum):
    """Why an address is not safe; whoever asked says it in words of their own."""

    UNREADABLE = auto()
    """No scheme or host, too long, a port that is none, a step up, or a character that stands in no address."""
    USER = auto()
    """A user or a password, or a mark by which readers disagree on the host."""
    PARAMETERS = auto()
    """A query or a fragment where none is meant: a server's log would keep it, or it would swallow what is added."""
    UNENCRYPTED = auto()
    """Neither https nor http to this machine."""


def address_fault(address: str, *, parameters: bool = False) -> AddressFault | None:
    """Return what is wrong with an address, None where it is safe. `parameters` allows `?…` and `#…`."""
    if len(address) > LONGEST_ADDRESS or not re.fullmatch(r"[!-~]+", address):
        return AddressFault.UNREADABLE
    if "@" in address or "\\" in address:
        return AddressFault.USER
    if not parameters and ("?" in address or "#" in address):
        return AddressFault.PARAMETERS
    parts = _PARTS.fullmatch(address)
    if parts is None or not _is_host(parts["host"]) or int(parts["port"] or 1) > HIGHEST_PORT:
        return AddressFault.UNREADABLE
    if _AMBIGUOUS.search(address) or any(_STEPS.fullmatch(step) for step in (parts["path"] or "").split("/")):
        return AddressFault.UNREADABLE
    is_private = parts["scheme"] == "https" or (parts["scheme"] == "http" and _is_loopback(parts["host"]))
    return None if is_private else AddressFault.UNENCRYPTED


def host_of(address: str) -> str:
    """Return the host that an address names, safe to print; `""` where it names none."""
    parts = _PARTS.fullmatch(address)
    return parts["host"] if parts else ""


def is_this_machine(address: str) -> bool:
    """Tell whether an address leads to this very machine."""
    return _is_loopback(host_of(address))


def _is_host(host: str) -> bool:
    if host.startswith("["):
        return _is_ip(ipaddress.IPv6Address, host[1:-1])
    # A last part in figures makes the whole a number for browsers (WHATWG URL, "ends in a number").
    is_number = re.fullmatch(r"[0-9]+|0[Xx][0-9A-Fa-f]*", host.rpartition(".")[2])
    return not is_number or _is_ip(ipaddress.IPv4Address, host)


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "[::1]") or (
        re.fullmatch(_LOOPBACK, host) is not None and _is_ip(ipaddress.IPv4Address, host)
    )


def _is_ip(kind: type[ipaddress.IPv4Address | ipaddress.IPv6Address], text: str) -> bool:
    try:
        kind(text)
    except ValueError:
        return False
    return True
