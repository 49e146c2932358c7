"""Addresses as staff type them into `data/`: safe by the one rule of `generator/http/safe_address.py`."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.http.safe_address import FOLDER_FORM, LONGEST_ADDRESS, PAGE_FORM, address_fault


def _page(value: str) -> str:
    if address_fault(value, parameters=True):
        raise PydanticCustomError("url", "url")
    return value


def _folder(value: str) -> str:
    if address_fault(value):
        raise PydanticCustomError("url", "url")
    if not value.endswith("/"):
        raise PydanticCustomError("folder_url", "folder_url")
    return value


def _typed_as(form: str) -> WithJsonSchema:
    """Return the form of an address for editors, who see no validator."""
    return WithJsonSchema({"type": "string", "maxLength": LONGEST_ADDRESS, "pattern": form})


_WORD = StringConstraints(pattern=r"^\S{1,500}$")
PageUrl = Annotated[str, _WORD, AfterValidator(_page), _typed_as(PAGE_FORM)]
"""A page that readers are led to."""
FolderUrl = Annotated[str, _WORD, AfterValidator(_folder), _typed_as(FOLDER_FORM)]
"""A server's folder: names are added to it, and a key may be sent to it."""
