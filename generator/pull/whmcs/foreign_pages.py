"""The pages that stand in place of an answer: what each means, and the remedy; nothing of a page is ever repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass

LOOKED_AT = 32 * 1024
"""Bytes of a page's beginning that are looked at."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What stands behind an answer that is none, in our own words; what is `general` would meet any other call too."""

    fault: str
    remedy: str
    general: bool = True


FIREWALL_REMEDY = (
    "Exceptúe includes/api.php para la dirección de esta máquina en el cortafuegos, el proxy o la CDN. "
    "No es la credencial: WHMCS no llegó a verla."
)
SERVER_LOG = "El registro de errores de PHP del servidor de WHMCS dice qué archivo y qué línea."
CLOUDFLARE = Meaning(
    "Cloudflare cortó la llamada o pidió comprobar un navegador",
    "En Cloudflare, exceptúe includes/api.php para la dirección de esta máquina (Security > WAF > Custom rules, acción "
    "Skip). No es la credencial: WHMCS no llegó a verla.",
)
BEHIND_CLOUDFLARE = Meaning(
    "Cloudflare no pudo llegar al servidor de la facturación",
    "Revise que ese servidor esté en línea y que su cortafuegos deje pasar a Cloudflare.",
)
BANNED = Meaning(
    "WHMCS tiene bloqueada la dirección IP de esta máquina",
    "Corrija la credencial, quite el bloqueo en Configuration > System Settings > Banned IPs y recién entonces repita.",
)
LICENCE = Meaning(
    "WHMCS dice que su licencia no es válida",
    "Revise la licencia de WHMCS (Configuration > System Health, o el área de clientes de WHMCS).",
)
MAINTENANCE = Meaning(
    "WHMCS está en mantenimiento o a medio actualizar",
    "Se conserva lo último publicado. Termine la actualización, o quite el modo mantenimiento en General Settings.",
)
SUSPENDED = Meaning(
    "el alojamiento de WHMCS está suspendido", "Reactive la cuenta de alojamiento en la que está WHMCS."
)
_PAGES: tuple[tuple[bytes, Meaning], ...] = (
    (rb"error code:? ?(52\d|530)", BEHIND_CLOUDFLARE),
    (rb"just a moment|cf-chl|cf_chl|/cdn-cgi/|challenge-platform|attention required! \| cloudflare", CLOUDFLARE),
    (rb"error code:? ?10[0-3]\d\b|cf-error-details|checking your browser before", CLOUDFLARE),
    (rb"down for maintenance|maintenance mode|under(going)? maintenance|en mantenimiento", MAINTENANCE),
    (rb"upgrade is currently in progress|scheduled maintenance|por mantenimiento", MAINTENANCE),
    (rb"licen[sc]e (checking )?error|licen[sc]e invalid|invalid licen[sc]e", LICENCE),
    (rb"licen[sc]e( key)?[^<]{0,60}(invalid|expired|suspended)", LICENCE),
    (rb"account (has been )?suspended|suspendedpage\.cgi|cuenta suspendida", SUSPENDED),
    (
        rb"ioncube",
        Meaning(
            "al PHP del servidor le falta ionCube Loader, que WHMCS necesita",
            "Instale ionCube Loader para esa versión de PHP, o vuelva a la versión de PHP anterior.",
        ),
    ),
    (
        rb"allowed memory size|out of memory",
        Meaning(
            "PHP se quedó sin memoria",
            "Suba memory_limit de PHP en el servidor de WHMCS; si es por un ticket, divida su conversación.",
            general=False,
        ),
    ),
    (
        rb"maximum execution time",
        Meaning(
            "PHP superó su tiempo máximo",
            "Suba max_execution_time de PHP en el servidor de WHMCS, o revise por qué tarda tanto.",
            general=False,
        ),
    ),
    (
        rb"sqlstate\[|database connection|connect to the database|mysql server has gone|too many connections",
        Meaning(
            "WHMCS no pudo consultar su base de datos",
            "Revise que MySQL esté en línea y acepte las conexiones de WHMCS.",
            general=False,
        ),
    ),
    (
        rb"emitterexception|output has been emitted",
        Meaning(
            "un módulo o hook de WHMCS escribe en la respuesta",
            f"Desactive el último módulo o hook que se agregó, o corríjalo. {SERVER_LOG}",
            general=False,
        ),
    ),
    (
        rb"(fatal|parse|syntax) error|uncaught (error|exception)|critical error|>oops!",
        Meaning("WHMCS se detuvo por un error de PHP", SERVER_LOG, general=False),
    ),
    (
        rb"\b(warning|notice|deprecated|strict standards)(</b>)?: ",
        Meaning(
            "PHP escribe avisos delante de la respuesta",
            f"Ponga display_errors en Off en el PHP de WHMCS y corrija lo que avisa. {SERVER_LOG}",
            general=False,
        ),
    ),
    (
        rb"dologin\.php|clientarea\.php|cart\.php\?a=|name=\"whmcs",
        Meaning(
            "es una página de WHMCS y no su API",
            "Revise que DEMORAS_WHMCS_URL termine en /includes/api.php, sin otra cosa detrás.",
        ),
    ),
    (
        rb"<title>(index of /|apache2? .{0,20}default page|welcome to nginx)|default web ?page",
        Meaning(
            "es la página vacía de otro servidor",
            "Revise que el nombre de DEMORAS_WHMCS_URL lleve al servidor de WHMCS y que el sitio esté configurado ahí.",
        ),
    ),
)
_FIREWALLS = (
    (rb"mod_?security", "ModSecurity"),
    (rb"imunify", "Imunify360"),
    (rb"sucuri", "Sucuri"),
    (rb"wordfence", "Wordfence"),
    (rb"bitninja", "BitNinja"),
    (rb"cpguard", "cPGuard"),
    (rb"ddos-guard", "DDoS-Guard"),
    (rb"incapsula|imperva", "Imperva"),
    (rb"cloudfront", "CloudFront"),
    (rb"akamai|edgesuite\.net", "Akamai"),
    (rb"fortinet|fortiguard|fortigate", "Fortinet"),
    (rb"the requested url was rejected", "F5"),
    (rb"qrator", "Qrator"),
    (rb"making sure you.{1,6}re not a bot", "Anubis"),
    (rb"litespeed.{0,400}captcha|captcha.{0,400}litespeed|/\.lsrecap/", "LiteSpeed"),
    (rb"captcha|verif(y|ying) (that )?you are (a )?human|are you a robot|not a robot", "una prueba para personas"),
)
_LEADS_TO = (
    (r"banned\.php", BANNED),
    (r"licenseerror\.php", LICENCE),
    (r"suspendedpage\.cgi", SUSPENDED),
    (r"/cdn-cgi/", CLOUDFLARE),
)
_HTTP_PASSWORD = Meaning(
    "el servidor pide una contraseña HTTP antes de llegar a WHMCS",
    "Quite esa contraseña de includes/api.php (.htaccess o el panel del alojamiento). No es la credencial de la API.",
)

_CUT_OFF = Meaning("un cortafuegos, el servidor web o una CDN cortó la llamada antes de WHMCS", FIREWALL_REMEDY)
_GATEWAY = Meaning(
    "el servidor web no obtuvo respuesta de PHP, o el proxy no la obtuvo del servidor de WHMCS",
    f"Revise que PHP (PHP-FPM) y el servidor de WHMCS estén en marcha. {SERVER_LOG}",
    general=False,
)
_STATUSES = {
    402: Meaning(
        "el alojamiento de WHMCS, o la CDN delante de él, dice que le falta un pago",
        "Revise con ese proveedor si hay una factura impaga o si el plan llegó a su límite.",
    ),
    502: _GATEWAY,
    504: _GATEWAY,
    508: Meaning(
        "el alojamiento de WHMCS llegó al límite de recursos de su plan",
        "Revise en el panel del alojamiento (uso de recursos, CloudLinux) qué los consume, o suba ese límite.",
        general=False,
    ),
}
"""What a status says by itself, whatever page comes with it."""


def meaning_of_page(body: bytes, status: int = 200) -> Meaning | None:
    """Return what an answer of a status other than 200, or one that is no JSON, says of its writer; None where nothing.

    Only the page's own beginning is looked at, never JSON that follows it: a client may have written that.
    """
    start = re.split(rb'\{\s*"result"', body[:LOOKED_AT].lower(), maxsplit=1)[0]
    if 520 <= status <= 530:
        return BEHIND_CLOUDFLARE
    for pattern, meaning in _PAGES:
        if re.search(pattern, start):
            return meaning
    for pattern, name in _FIREWALLS:
        if re.search(pattern, start, re.DOTALL):
            return Meaning(f"un cortafuegos o una CDN cortó la llamada antes de WHMCS: {name}", FIREWALL_REMEDY)
    if re.search(rb"\bip( address)? (has been|is|was) [^<]{0,30}banned", start):
        return BANNED
    return _meaning_of_status(status, is_page=start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"))


def _meaning_of_status(status: int, *, is_page: bool) -> Meaning | None:
    # WHMCS's own 403 is JSON, and is told by its message.
    if status == 403 or (is_page and status in (405, 406, 418, 429)):
        return _CUT_OFF
    return _HTTP_PASSWORD if is_page and status == 401 else _STATUSES.get(status)


def meaning_of_redirect(location: str) -> Meaning | None:
    """Return why WHMCS, or who stands before it, sends a call elsewhere; None where the address does not tell."""
    return next((meaning for pattern, meaning in _LEADS_TO if re.search(pattern, location, re.IGNORECASE)), None)
