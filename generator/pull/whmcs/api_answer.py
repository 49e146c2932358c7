"""What a response of the API says, checked in a fixed order: its fields, or the error that tells why not."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Mapping
from typing import Any

from generator.errors import UnreachableError
from generator.http.exchange import Response
from generator.pull.whmcs.billing_errors import LAST_KEPT, NOT_BILLING, failed_action

BOM = b"\xef\xbb\xbf"
BLANKS = b" \t\r\n"
NOT_LET_IN = (
    "Revise la credencial y su rol en Manage API Credentials, y la lista de IP permitidas o "
    "DEMORAS_WHMCS_ACCESS_KEY. No reintente en seguida: tres rechazos bloquean esta dirección IP."
)
TOO_OLD = "Actualice WHMCS: esta versión no conoce una acción que este programa necesita."
KNOWN_MESSAGES = {
    "Authentication Failed": NOT_LET_IN,
    "Invalid or missing credentials": NOT_LET_IN,
    "Invalid password provided": NOT_LET_IN,
    "Administrator Account Disabled": NOT_LET_IN,
    "Access Denied": NOT_LET_IN,
    "Empty action request": NOT_BILLING,
    "Command Not Found": TOO_OLD,
    "Rate Limit Exceeded": LAST_KEPT,
}
"""WHMCS's own fixed words, safe to repeat. Any other text may carry a client's data and is not shown."""


def answer(action: str, response: Response, container: str) -> Mapping[str, Any]:
    """Return the fields of a good answer, which has `container` among them.

    Raises UnreachableError for everything else: what is not known to be a listing is never read as an empty one.
    """
    if response.status != 200:
        raise _http_fault(action, response)
    if not _looks_like_json(response.body):
        raise failed_action(action, f"respondió {_what_it_looks_like(response.body)} en lugar de JSON", NOT_BILLING)
    try:
        fields = _parsed(response.body)
    except ValueError:
        raise failed_action(action, "respondió un JSON cortado o mal formado", NOT_BILLING) from None
    if not isinstance(fields, dict):
        raise failed_action(action, "respondió un JSON que no es un objeto", NOT_BILLING)
    result = _result(fields)
    if result == "error":
        fault, remedy = _explained(action, fields, otherwise=LAST_KEPT)
        raise failed_action(action, f"respondió un error: {fault}", remedy)
    if result != "success":
        raise failed_action(action, "la respuesta no dice si salió bien («result»)", NOT_BILLING)
    if container not in fields:
        raise failed_action(action, f"falta «{container}» en la respuesta", LAST_KEPT)
    return fields


def _http_fault(action: str, response: Response) -> UnreachableError:
    fault = f"respondió HTTP {response.status}"
    if 300 <= response.status < 400:
        remedy = "DEMORAS_WHMCS_URL lleva a otra dirección; escriba la definitiva: las claves no se envían dos veces."
        return failed_action(action, f"{fault} (redirección)", remedy)
    remedy = {401: NOT_LET_IN, 403: NOT_LET_IN, 429: LAST_KEPT, 503: LAST_KEPT}.get(response.status, NOT_BILLING)
    try:
        fields = _parsed(response.body)
    except ValueError:
        fields = None
    if isinstance(fields, dict) and _message(fields):
        detail, remedy = _explained(action, fields, otherwise=remedy)
        fault = f"{fault}: {detail}"
    return failed_action(action, fault, remedy)


def _looks_like_json(body: bytes) -> bool:
    return _bare(body)[:1] in (b"{", b"[", b'"') or _bare(body) in (b"null", b"true", b"false")


def _bare(body: bytes) -> bytes:
    return body.lstrip(BLANKS).removeprefix(BOM).strip(BLANKS)


def _what_it_looks_like(body: bytes) -> str:
    start = _bare(body)
    if not start:
        return "una respuesta vacía"
    return "una página HTML" if start[:1] == b"<" else "otra cosa"


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(_bare(body).decode(), parse_constant=_refuse)
    except RecursionError:
        raise ValueError from None


def _refuse(name: str) -> None:
    raise ValueError(name)


def _result(fields: Mapping[str, Any]) -> str:
    word = fields["result"] if "result" in fields else fields.get("status")
    return word.casefold() if isinstance(word, str) else ""


def _message(fields: Mapping[str, Any]) -> str:
    message = fields.get("message")
    return message.strip() if isinstance(message, str) else ""


def _explained(action: str, fields: Mapping[str, Any], *, otherwise: str) -> tuple[str, str]:
    message = _message(fields)
    for known, remedy in KNOWN_MESSAGES.items():
        if known.casefold() == message.casefold():
            return f"«{known}»", remedy
    if seen := _address_seen(message):
        return f"WHMCS no acepta la dirección IP {seen}", (
            f"Agregue {seen} en General Settings > Security > API IP Access Restriction, o defina "
            "DEMORAS_WHMCS_ACCESS_KEY. Si es la de un proxy, configure Trusted Proxies."
        )
    if _is_forbidden_action(action, message):
        remedy = f"Agregue {action} al rol de la credencial en Manage API Credentials > API Roles."
        return f"el rol de la credencial no permite {action}", remedy
    if re.fullmatch(rf".*\b{re.escape(action)}\b.*could not be found\.?", message, re.IGNORECASE | re.DOTALL):
        return f"WHMCS no conoce {action}", TOO_OLD
    return "el texto no se muestra porque puede llevar datos de un cliente", otherwise


def _address_seen(message: str) -> str | None:
    match = re.fullmatch(r"(?:Invalid|Forbidden) IP:? ([0-9A-Fa-f:.]{2,45})", message, re.IGNORECASE)
    try:
        return str(ipaddress.ip_address(match[1])) if match else None
    except ValueError:
        return None


def _is_forbidden_action(action: str, message: str) -> bool:
    pattern = rf'Invalid Permissions: API action "{re.escape(action)}" is not allowed\.?'
    return re.fullmatch(pattern, message, re.IGNORECASE) is not None
