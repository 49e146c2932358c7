"""What a response of the API says, checked in a fixed order: its fields, or the error that tells why not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from generator.http.exchange import Response
from generator.pull.whmcs.api_messages import NOT_LET_IN, meaning_of_message
from generator.pull.whmcs.billing_errors import LAST_KEPT, NOT_BILLING, BillingError, failed_action
from generator.pull.whmcs.foreign_pages import LOOKED_AT, Meaning, meaning_of_page, meaning_of_redirect

BOM = b"\xef\xbb\xbf"
BLANKS = b" \t\r\n"
BAD_BYTES = (
    "Busque en WHMCS el texto dañado y vuelva a escribirlo; si son muchos, la base de datos y la conexión de WHMCS "
    "no usan la misma codificación (utf8mb4)."
)
UNTOLD = Meaning("el texto no se muestra porque puede llevar datos de un cliente", "", general=False)
AS_JSON = (
    "El programa pide responsetype=json y algo lo quita de la llamada: revise los módulos y hooks de la API de WHMCS, "
    "el proxy y las reglas de reescritura de includes/api.php."
)
_OTHER_FORMATS = (
    ("XML", r"(<\?xml[^>]*>\s*)?<whmcsapi\b", r"<message>([^<]{1,200})</message>"),
    ("texto", r"result=(error|success)\b", r"(?:^|;)\s*message=([^;]{1,200})"),
)
"""Their names, how they begin, and where their message stands."""
REFUSALS = (401, 402, 403, 407, 429)
"""HTTP statuses after which nothing more is asked."""


def answer(
    action: str,
    response: Response,
    container: str,
    *,
    may_lack_it: Callable[[Mapping[str, Any]], bool] = lambda _: False,
) -> Mapping[str, Any]:
    """Return the fields of a good answer, which has `container` among them unless they tell that it `may_lack_it`.

    Raises BillingError for everything else: what is not known to be a listing is never read as an empty one.
    """
    if response.status != 200:
        raise _http_fault(action, response)
    if not _looks_like_json(response.body):
        looks = f"respondió {_what_it_looks_like(response.body)} en lugar de JSON"
        meaning = _in_another_format(action, response) or meaning_of_page(response.body)
        raise _failed(action, looks, NOT_BILLING, meaning)
    try:
        fields = _parsed(response.body)
    except UnicodeDecodeError:
        raise _failed(action, "respondió un JSON con bytes que no son UTF-8", BAD_BYTES) from None
    except ValueError:
        raise _failed(action, "respondió un JSON cortado o mal formado", NOT_BILLING) from None
    if not isinstance(fields, dict):
        raise _failed(action, "respondió un JSON que no es un objeto", NOT_BILLING)
    result = _result(fields)
    if result == "error":
        raise _failed(action, "respondió un error", LAST_KEPT, meaning_of_message(action, _message(fields)) or UNTOLD)
    if result != "success":
        # Who stands before WHMCS may answer in JSON too, with a message and no result.
        meaning = meaning_of_page(_message(fields).encode())
        raise _failed(action, "la respuesta no dice si salió bien («result»)", NOT_BILLING, meaning)
    if container not in fields and not may_lack_it(fields):
        raise _failed(action, f"falta «{container}» en la respuesta", LAST_KEPT)
    return fields


def _failed(action: str, fault: str, remedy: str, meaning: Meaning | None = None) -> BillingError:
    """Return the error for an answer that may be this one call's alone, unless its meaning says otherwise."""
    if meaning is None:
        return failed_action(action, fault, remedy, general=False)
    return failed_action(action, f"{fault}: {meaning.fault}", meaning.remedy or remedy, general=meaning.general)


def _http_fault(action: str, response: Response) -> BillingError:
    fault = f"respondió HTTP {response.status}"
    if 300 <= response.status < 400:
        remedy = "DEMORAS_WHMCS_URL lleva a otra dirección; escriba la definitiva: las claves no se envían dos veces."
        meaning = meaning_of_redirect(response.location) or Meaning("", remedy)
        told = f"{fault} (redirección)" + (f": {meaning.fault}" if meaning.fault else "")
        return failed_action(action, told, meaning.remedy)
    remedy = {401: NOT_LET_IN, 403: NOT_LET_IN, 429: LAST_KEPT, 503: LAST_KEPT}.get(response.status, NOT_BILLING)
    error = _failed(action, fault, remedy, _meaning_of_refusal(action, response))
    # Three refusals get this machine banned, and what is asked too often must be asked less.
    return failed_action(action, error.fault, error.remedy, general=error.general or response.status in REFUSALS)


def _meaning_of_refusal(action: str, response: Response) -> Meaning | None:
    try:
        fields = _parsed(response.body)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        return _in_another_format(action, response) or meaning_of_page(response.body, response.status)
    message = _message(fields)
    is_whmcs_s = _result(fields) == "error"
    if not message:
        return None if is_whmcs_s else meaning_of_page(b"", response.status)
    # Who stands before WHMCS may answer in JSON too, with no result.
    status = 200 if is_whmcs_s else response.status
    return meaning_of_message(action, message) or meaning_of_page(message.encode(), status) or UNTOLD


def _in_another_format(action: str, response: Response) -> Meaning | None:
    """Return what WHMCS says in XML, or in text, the other formats of its API; None where it is neither."""
    start = _bare(response.body)[:LOOKED_AT].decode(errors="replace")
    for name, opening, message in _OTHER_FORMATS:
        if re.match(opening, start):
            found = re.search(message, start)
            told = meaning_of_message(action, found[1].strip()) if found else None
            fault = f"es la API de WHMCS, pero en {name}"
            return Meaning(f"{fault}: {told.fault}", told.remedy, told.general) if told else Meaning(fault, AS_JSON)
    return None


def _looks_like_json(body: bytes) -> bool:
    return _bare(body)[:1] in (b"{", b"[", b'"') or _bare(body) in (b"null", b"true", b"false")


def _bare(body: bytes) -> bytes:
    return body.lstrip(BLANKS).removeprefix(BOM).strip(BLANKS)


def _what_it_looks_like(body: bytes) -> str:
    start = _bare(body)
    if not start:
        return "una respuesta vacía"
    if re.match(rb"<\?xml|<whmcsapi", start):
        return "XML"
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
