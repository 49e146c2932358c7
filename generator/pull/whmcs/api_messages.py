"""What the error messages of WHMCS's API mean; of a message only its own fixed words are ever repeated."""

from __future__ import annotations

import ipaddress
import re

from generator.pull.whmcs.billing_errors import LAST_KEPT, NOT_BILLING
from generator.pull.whmcs.foreign_pages import BANNED, LICENCE, MAINTENANCE, Meaning

NOT_LET_IN = (
    "Revise la credencial y su rol en Manage API Credentials, y la lista de IP permitidas o "
    "DEMORAS_WHMCS_ACCESS_KEY. No reintente en seguida: tres rechazos bloquean esta dirección IP."
)
TOO_OLD = "Actualice WHMCS: esta versión no conoce una acción que este programa necesita."
NO_ADMIN = (
    "Revise que DEMORAS_WHMCS_URL tenga /includes/api.php una sola vez y al final; si es así, que el administrador "
    "de la credencial esté activo y su rol permita API Access."
)
ACCESS_KEY = "Escriba en DEMORAS_WHMCS_ACCESS_KEY lo mismo que en $api_access_key de configuration.php de WHMCS."
FIXED_WORDS = {
    "Authentication Failed": NOT_LET_IN,
    "Invalid or missing credentials": NOT_LET_IN,
    "Invalid password provided": NOT_LET_IN,
    "Invalid Username or Password": NOT_LET_IN,
    "Administrator Account Disabled": NOT_LET_IN,
    "Access Denied": NOT_LET_IN,
    "Invalid Access Key": ACCESS_KEY,
    "An admin user is required": NO_ADMIN,
    "Empty action request": NOT_BILLING,
    "Command Not Found": TOO_OLD,
    "Rate Limit Exceeded": LAST_KEPT,
}
"""WHMCS's own fixed words, safe to repeat. Any other text may carry a client's data and is not shown."""
_BAD_CHARACTER = Meaning(
    "WHMCS no pudo armar su JSON, casi siempre por un carácter dañado (que no es UTF-8) en algún texto",
    "Busque ese texto en WHMCS y vuelva a escribirlo: un asunto, un mensaje, un producto o un nombre, a menudo pegado "
    "o llegado por correo.",
    general=False,
)
_KINDS = (
    (r"error generating json.*|.*malformed utf-?8.*", _BAD_CHARACTER),
    (r".*licen[sc]e.*(invalid|expired|suspended|error).*|invalid licen[sc]e.*", LICENCE),
    (r".*down for maintenance.*|.*maintenance mode.*", MAINTENANCE),
    (r".*\b(ip|address)\b.*\b(banned|blocked)\b.*|.*\bbanned\b.*\bip\b.*", BANNED),
    (r"(\S+ ){0,3}access ?key\b.{0,40}", Meaning("WHMCS no aceptó la llave de acceso", ACCESS_KEY)),
    (r".*admin(istrator)? user.*required.*", Meaning("WHMCS no supo en nombre de quién es la llamada", NO_ADMIN)),
    (
        r"(authentication|login) (failed|error|required).*|invalid (api )?(credentials?|identifier|secret|login).*",
        Meaning("WHMCS no aceptó la credencial", NOT_LET_IN),
    ),
    (r"rate limit.*|too many requests.*", Meaning("WHMCS recibió demasiadas llamadas", LAST_KEPT)),
)
"""Messages whose wording varies, told in ours."""


def meaning_of_message(action: str, message: str) -> Meaning | None:
    """Return what a message of the API means for a call, None where it is none that is known."""
    plain = " ".join(message.split())
    for known, remedy in FIXED_WORDS.items():
        if known.casefold() == plain.casefold().rstrip(".!"):
            return Meaning(f"«{known}»", remedy)
    if seen := _address_seen(plain):
        return Meaning(
            f"WHMCS no acepta la dirección IP {seen}",
            f"Agregue {seen} en General Settings > Security > API IP Access Restriction, o defina "
            "DEMORAS_WHMCS_ACCESS_KEY. Si es la de un proxy, configure Trusted Proxies.",
        )
    if re.fullmatch(r"invalid permissions?\b.*|.*\bapi action\b.*\bnot (allowed|permitted)\b.*", plain, re.IGNORECASE):
        remedy = f"Agregue {action} al rol de la credencial en Manage API Credentials > API Roles."
        return Meaning(f"el rol de la credencial no permite {action}", remedy)
    if re.fullmatch(rf".*\b{re.escape(action)}\b.*could not be found\.?", plain, re.IGNORECASE):
        return Meaning(f"WHMCS no conoce {action}", TOO_OLD)
    return next((meaning for kind, meaning in _KINDS if re.fullmatch(kind, plain, re.IGNORECASE)), None)


def _address_seen(message: str) -> str | None:
    match = re.fullmatch(r"(?:Invalid|Forbidden) IP:? ([0-9A-Fa-f:.]{2,45})", message, re.IGNORECASE)
    try:
        return str(ipaddress.ip_address(match[1])) if match else None
    except ValueError:
        return None
