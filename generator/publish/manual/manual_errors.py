"""The errors of talking to the manual: whose fault an answer is, one page's or the manual's, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from generator.errors import DemorasError, PublishError, UnreachableError

TRY_LATER = "Pruebe de nuevo en unos minutos. Si se repite, revise que el manual esté en línea."
NOT_BOOKSTACK = (
    "Revise que «base_url» de data/manual.yml sea la dirección del manual (BookStack), con su carpeta si la tiene."
)
_KEY = (
    "Revise DEMORAS_BOOKSTACK_TOKEN_ID y DEMORAS_BOOKSTACK_TOKEN_SECRET: que el token exista y no haya vencido, y "
    "que su usuario tenga los permisos de acceder a la API del sistema y, para escribir, de editar la página."
)
OTHER_ADDRESS = "Escriba en «base_url» de data/manual.yml la dirección definitiva: el token no se envía a otra."
_UNSURE = "Puede haberse guardado o no. Ejecute «demoras manual preview», que dice si falta algo."
_LOG = f"{TRY_LATER} El motivo está en el registro de BookStack (storage/logs)."
_ROLE = "El token vale: revise en el manual que el rol de su usuario pueda ver y editar las páginas de data/manual.yml."
_IN_FRONT = "Revise el proxy o cortafuegos delante del manual: rechaza todos estos pedidos."


class Remedy(NamedTuple):
    """What to do about an answer: where one page gets it, and where all of them do."""

    of_one: str
    of_all: str


REDIRECTED = "redirige a otra dirección"
_LATER, _ASIDE, _MOVED = (Remedy(text, text) for text in (TRY_LATER, NOT_BOOKSTACK, OTHER_ADDRESS))
_MAY_BE_SAVED = Remedy(_UNSURE, f"{_UNSURE} {_LOG}")
_LOCKED = Remedy(
    "El token vale: es esta página la que su usuario no puede editar. Dele en el manual permiso de editarla (en la "
    "página, Permisos; o en su rol), o sáquela de data/manual.yml.",
    _ROLE,
)
_HIDDEN = Remedy(
    "El token vale: es esta página la que su usuario no puede ver. Dele en el manual permiso de verla (en la página, "
    "Permisos; o en su rol), o sáquela de data/manual.yml.",
    _ROLE,
)
_BLOCKED = Remedy(
    "Lo respondió un proxy o cortafuegos delante del manual: revise qué bloquea en esta página, o sáquela de "
    "data/manual.yml.",
    _IN_FRONT,
)
_TOO_LARGE = Remedy(
    "Divida la página en el manual, o aumente en su servidor el tamaño máximo de un pedido (en nginx, "
    "«client_max_body_size»).",
    _IN_FRONT,
)
_NOT_TAKEN = Remedy(
    "Abra la página en el manual y guárdela a mano: si tampoco se puede, el motivo está en el registro de BookStack "
    "(storage/logs).",
    _LOG,
)
_BUSY = Remedy("Alguien la tiene tomada: pruebe de nuevo en unos minutos.", _LOG)


_OF_BOOKSTACK = {
    400: ("no aceptó el pedido (400)", _NOT_TAKEN),
    403: ("el usuario del token no la puede ver (403)", _HIDDEN),
    405: ("no permite ese pedido (405)", _BLOCKED),
    409: ("respondió que está ocupada (409)", _BUSY),
    422: ("no aceptó el pedido (422)", _NOT_TAKEN),
    423: ("respondió que está ocupada (423)", _BUSY),
}
"""What it says of one page in its own JSON, besides what `_answered` tells apart."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the manual about one page."""

    verb: Literal["leer", "escribir"]
    number: int
    name: str
    """As people know it; until it was read that is its number alone."""

    @property
    def what(self) -> str:
        """Say it in an error of the whole manual."""
        return f"{self.verb} la página {self.number}"


class AnsweredError(PublishError):
    """One page that the manual does not let be read or written; where every page ends so, it is no page's fault.

    `is_servers` says that no healthy BookStack answers so: where one page is all there is, the server is suspected.
    """

    def __init__(self, asked: Asked, fault: str, remedy: Remedy, *, is_servers: bool) -> None:
        # BookStack's own reasons say enough; a bare number needs to be told what it was the answer to.
        when = "" if fault.startswith("el usuario") else f"al {asked.verb}la, el manual "
        super().__init__(f"{asked.name}: {when}{fault}.", remedy.of_one)
        self.asked = asked
        self.fault = fault
        self.for_all = remedy.of_all
        self.is_servers = is_servers


def failed_call(what: str, fault: str, remedy: str) -> UnreachableError:
    """Return the error for one call. Pass own words only: an address, a header or an answer may hold a secret."""
    return UnreachableError(f"El manual ({what}): {fault}.", remedy)


def refused_page(name: str, fault: str, remedy: str) -> PublishError:
    """Return the error of one page that cannot be written."""
    return PublishError(f"{name}: {fault}.", remedy)


def fault_of_all(errors: Sequence[PublishError | None]) -> UnreachableError | None:
    """Return the manual's own fault, to be said once, where every page ended alike; None where one did not.

    `errors` has one for each page that was asked for, None for one that went well.
    """
    answered = [error for error in errors if isinstance(error, AnsweredError)]
    if not answered or len(answered) < len(errors):
        return None
    faults = list(dict.fromkeys(error.fault for error in answered))
    is_servers = all(error.is_servers for error in answered)
    first, count = answered[0], len(answered)
    if count == 1:
        return failed_call(first.asked.what, first.fault, first.for_all) if is_servers else None
    if not is_servers and len(faults) > 1:
        return None
    return failed_call(f"{first.asked.verb} las {count} páginas", f"con cada una, {' o '.join(faults)}", first.for_all)


def answer_error(status: int, fields: object, asked: Asked) -> DemorasError:
    """Return the error of an answer that is no page; BookStack's own words are not repeated.

    `fields` is what its JSON says, None where it is none.
    """
    if error := token_error(status, fields, asked.what):
        return error
    is_json = isinstance(fields, dict)
    if status == 404 and is_json:
        remedy = "Corrija su número en data/manual.yml, o dele permiso para verla al usuario del token."
        return refused_page(asked.name, "no existe, o el usuario del token no la ve", remedy)
    fault, advice = _answered(status, asked, is_json=is_json)
    is_servers = not is_json or status == 429 or not 400 <= status < 500
    return AnsweredError(asked, fault, advice, is_servers=is_servers)


def unanswered_error(words: str, asked: Asked, *, is_alive: bool) -> DemorasError:
    """Return the error of a page about which no whole answer came; `is_alive` where the manual answers other calls."""
    if is_alive:
        return AnsweredError(asked, words, _later(asked), is_servers=True)
    return failed_call(asked.what, words, _later(asked).of_one)


def strange_answer(asked: Asked) -> AnsweredError:
    """Return the error of an answer that says all is well and is no page."""
    fault = "respondió algo que no es una página como las de BookStack 24.10"
    return AnsweredError(asked, fault, _ASIDE, is_servers=True)


def token_error(status: int, fields: object, what: str) -> UnreachableError | None:
    """Return the error of a token that opens nothing, None where an answer says nothing about the token."""
    if status == 401:
        return failed_call(what, "no acepta el token (401)", _KEY)
    error = fields.get("error") if isinstance(fields, dict) else None
    message = error.get("message") if isinstance(error, dict) else None
    # It expired, or its user may not use the API: the sentences of both name the token, and no page's refusal does.
    if status == 403 and isinstance(message, str) and "token" in message.lower():
        return failed_call(what, "el token venció o no tiene permiso (403)", _KEY)
    return None


def _later(asked: Asked) -> Remedy:
    return _MAY_BE_SAVED if asked.verb == "escribir" else _LATER


def _answered(status: int, asked: Asked, *, is_json: bool) -> tuple[str, Remedy]:
    if 300 <= status < 400:
        return REDIRECTED, _MOVED
    if status >= 500:
        return f"respondió HTTP {status}", _later(asked)
    if status == 429:
        return "sigue pidiendo esperar (429)", _LATER
    if status == 413:
        return "respondió que es demasiado grande (413)", _TOO_LARGE
    if not is_json:
        is_blocked = asked.verb == "escribir" or status in (403, 405, 406)
        return f"respondió HTTP {status} con algo que no es JSON", _BLOCKED if is_blocked else _ASIDE
    if status == 403 and asked.verb == "escribir":
        return "el usuario del token la ve y no la puede editar (403)", _LOCKED
    return _OF_BOOKSTACK.get(status, (f"respondió HTTP {status}", _LATER))
