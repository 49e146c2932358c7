"""Addresses as staff type them into `data/`: safe by the one rule of `generator/http/safe_address.py`."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote

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


COMPANY_ADDRESSES = ("sla_manual_url", "client_area_url", "invoices_url", "new_ticket_url")
"""The keys of `data/company.yml` that lead readers somewhere; texts may name each that a company has."""

_WORD = StringConstraints(pattern=r"^\S{1,500}$")
PageUrl = Annotated[str, _WORD, AfterValidator(_page), _typed_as(PAGE_FORM)]
"""A page that readers are led to."""
FolderUrl = Annotated[str, _WORD, AfterValidator(_folder), _typed_as(FOLDER_FORM)]
"""A server's folder: names are added to it, and a key may be sent to it."""

_MAILBOX = r"[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,62}[A-Za-z0-9])?@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}"
_TELEPHONE = r"\+[1-9](?:[ ()-]{0,2}[0-9]){7,14}"
_PAGE = PAGE_FORM.removeprefix("^").removesuffix("$")


def _contact(value: str) -> str:
    if not re.fullmatch(f"{_MAILBOX}|{_TELEPHONE}", value) and address_fault(value, parameters=True):
        raise PydanticCustomError("contact", "contact")
    return value


def _telephone(value: str) -> str:
    if not re.fullmatch(_TELEPHONE, value):
        raise PydanticCustomError("telephone", "telephone")
    return value


Contact = Annotated[str, AfterValidator(_contact), _typed_as(f"^(?:{_PAGE}|{_MAILBOX}|{_TELEPHONE})$")]
"""Where a client finds somebody: a page, a mailbox, or a telephone with its country's number."""
Telephone = Annotated[str, AfterValidator(_telephone), _typed_as(f"^{_TELEPHONE}$")]
"""A telephone with its country's number: `+54 9 341 555-1234`."""


def contact_link(contact: str) -> str:
    """Return what leads to a contact: its page, or `mailto:` or `tel:` and the address."""
    if contact.startswith("+"):
        return f"tel:+{_digits(contact)}"
    return contact if "://" in contact else f"mailto:{contact}"


def whatsapp_link(telephone: str, message: str) -> str:
    """Return the address that opens WhatsApp with a message to a telephone (faq.whatsapp.com/5913398998672934)."""
    return f"https://wa.me/{_digits(telephone)}?text={quote(message, safe='')}"


def _digits(telephone: str) -> str:
    return re.sub(r"[^0-9]", "", telephone)
