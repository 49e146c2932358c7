"""The text of an address as staff type it in; one that plainly names a server's folder, fit to add to, out."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _server_folder(value: str) -> str:
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise PydanticCustomError("url", "url") from None
    plain = re.fullmatch(r"[!-~]{1,500}", value)
    # '@' and '\' are refused anywhere: URL readers disagree on which host such an address names.
    odd = any(mark in value for mark in "@\\?#") or port == 0
    if not plain or odd or not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)):
        raise PydanticCustomError("url", "url")
    if not value.endswith("/"):
        raise PydanticCustomError("folder_url", "folder_url")
    return value


FolderUrl = Annotated[str, AfterValidator(_server_folder)]
"""A server's folder, without user, query or fragment, over https or on this machine: a key may be sent to it."""
