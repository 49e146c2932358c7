"""A deployed site looked at from outside: what of it is not as a run of this program published it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape

from generator.errors import LedgerError, UnreachableError
from generator.http.exchange import Response
from generator.publish.heartbeat import HEARTBEAT_PATH, Heartbeat, parse_heartbeat
from generator.publish.ledger_file import LEDGER_PATH
from generator.publish.ledger_source import LARGEST_HEARTBEAT, LARGEST_LEDGER
from generator.publish.order_files import ORDERS_FOLDER
from generator.publish.order_links import REVISIONS_PATH

LARGEST_PAGE = 8 * 1024 * 1024
MISSED_RUNS = 3
"""As many as the order page waits for before it warns (`site_src/docs/pedido/edad.js`)."""
AHEAD = timedelta(minutes=15)
OLDEST_PAGES = timedelta(hours=24)
"""Of a site whose runs read no billing, which makes its pages anew all the same."""
_DEAD_SCHEDULE = (
    "Mire por qué no corre lo programado: en GitHub, Actions → Publicar (si dice que está apagado, «Enable "
    "workflow», y después Run workflow); docs/operations.md dice cada causa."
)
_MADE = re.compile(r'<meta name="demoras-generado" content="([^"]+)">')
ORDER_PAGE = "pedido/"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_PROGRAM = re.compile(r'<(?:script\b[^>]*\bsrc|link rel="modulepreload" href)="([^"]+)"')
_SCRIPT = re.compile(r'<script\b(?=([^>]*))(?:[^>]*?\bsrc=["\']?([^"\'\s>]*))?', re.IGNORECASE)
_NO_SUCH_FILE = f"{ORDERS_FOLDER}/00/no-existe.bin"

Look = Callable[[str, int], Response]
"""Gives what a path of the site answers, whatever its status, of at most so many bytes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `remedy` is empty where it is as it should be."""

    said: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What this very checkout would publish."""

    public_policy: Callable[[str], str]
    """Gives the policy of a public page, of its HTML."""
    order_page: str
    programs: Mapping[str, bytes]
    """Every script by its path under the site."""


def age_findings(look: Look, now: datetime) -> Iterator[Finding]:
    """Yield whether billing was read in time, and whether the Ledger is there and fits."""
    answer = look(HEARTBEAT_PATH, LARGEST_HEARTBEAT)
    if answer.status != 200:
        yield _missing(HEARTBEAT_PATH, answer.status)
        return
    try:
        beat = parse_heartbeat(answer.body)
    except LedgerError as error:
        yield Finding(error.message, error.remedy)
        return
    yield _age(beat, now)
    ledger = look(LEDGER_PATH, LARGEST_LEDGER)
    if ledger.status != 200:
        yield _missing(LEDGER_PATH, ledger.status)
    elif beat.fits(ledger.body):
        yield Finding("El Ledger está, y es el de la última corrida.")
    else:
        remedy = "Espere unos minutos y repita: una caché puede servir uno viejo. Si sigue así, publique de nuevo."
        yield Finding(f"{LEDGER_PATH} y {HEARTBEAT_PATH} son de corridas distintas.", remedy)


def made_finding(look: Look, now: datetime) -> Finding:
    """Return whether the pages of a company without billing were made in time: it has no heartbeat and no Ledger."""
    answer = look("", LARGEST_PAGE)
    made = _MADE.search(answer.body.decode("utf-8", "replace"))
    if answer.status != 200:
        return _missing("la portada", answer.status)
    if made is None:
        return Finding("La portada no dice cuándo se hizo.", "Publíquela con esta versión del programa.")
    age = now - datetime.fromisoformat(made[1])
    remedy = _DEAD_SCHEDULE if age > OLDEST_PAGES else ""
    return Finding(f"Las páginas se hicieron hace {_span(max(age, timedelta()))}.", remedy)


def _age(beat: Heartbeat, now: datetime) -> Finding:
    age = now - beat.synced_at
    every = f"se lee cada {beat.interval_minutes} minutos"
    if age < -AHEAD:
        remedy = "Ponga en hora esta máquina o la que publica: docs/operations.md, «A Ledger from the future»."
        return Finding(
            f"La facturación se leyó en un momento que todavía no llegó ({beat.synced_at:%Y-%m-%d %H:%M} UTC).", remedy
        )
    if age > MISSED_RUNS * timedelta(minutes=beat.interval_minutes):
        return Finding(f"La facturación se leyó hace {_span(age)}, y {every}.", _DEAD_SCHEDULE)
    return Finding(f"La facturación se leyó hace {_span(max(age, timedelta()))}; {every}.")


def _span(age: timedelta) -> str:
    minutes = int(age.total_seconds()) // 60
    if minutes < 120:
        return f"{minutes} minutos"
    return f"{minutes // 60} horas" if minutes < 48 * 60 else f"{minutes // 1440} días"


def page_findings(look: Look, expected: Expected) -> Iterator[Finding]:
    """Yield whether pages come as they were built, and whether the host keeps to itself what no page names.

    What cannot be read is itself a finding, so that the rest is looked at all the same.
    """
    parts: tuple[tuple[str, Callable[[], Iterable[Finding]]], ...] = (
        ("La portada", lambda: [_home_page(look, expected)]),
        ("La página de pedidos", lambda: _order_page(look, expected)),
        (REVISIONS_PATH, lambda: _revisions(look)),
        (f"{ORDERS_FOLDER}/", lambda: [_listing(look)]),
        ("Un pedido que no existe", lambda: [_lost_address(look)]),
    )
    for what, found in parts:
        try:
            yield from found()
        except UnreachableError as error:
            yield Finding(f"{what}: {error.message}", error.remedy)


def _home_page(look: Look, expected: Expected) -> Finding:
    answer = look("", LARGEST_PAGE)
    if answer.status != 200:
        return _missing("la portada", answer.status)
    html = answer.body.decode("utf-8", "replace")
    policy = _POLICY.search(html)
    if policy is None:
        remedy = "Publíquela con esta versión del programa."
        return Finding("La portada no dice qué programas puede correr (CSP).", remedy)
    if unescape(policy[1]) != expected.public_policy(html) or _strange_programs(html):
        said = "La portada no llega como se construyó: trae un programa que su política (CSP) no permite."
        remedy = "Apague en el servidor o la CDN lo que cambia el HTML (minificar, «Rocket Loader», estadísticas)."
        return Finding(said, remedy)
    return Finding("La portada llega como se construyó, y sólo puede correr sus programas (CSP).")


def _strange_programs(html: str) -> bool:
    """Tell whether a page has a script that the policy does not name: a file of another place, or one with a type."""
    for attributes, source in _SCRIPT.findall(html):
        inside = not source and attributes and not re.search(r'type="application/(?:ld\+)?json"', attributes)
        if inside or re.match(r"[a-z][a-z0-9+.-]*:|//", source, re.IGNORECASE):
            return True
    return False


def _order_page(look: Look, expected: Expected) -> Iterator[Finding]:
    answer = look(ORDER_PAGE, LARGEST_PAGE)
    if answer.status != 200:
        yield _missing(ORDER_PAGE, answer.status)
        return
    html = answer.body.decode("utf-8", "replace")
    policy, ours = _POLICY.search(html), _POLICY.search(expected.order_page)
    if policy is None or ours is None or policy[1] != ours[1]:
        yield Finding("La página de pedidos no tiene la política de esta versión (CSP).", _OTHER_VERSION)
    else:
        yield Finding("La página de pedidos tiene su política (CSP).")
    named = dict.fromkeys(_PROGRAM.findall(html))
    strange = [name for name in named if not re.fullmatch(r"[\w-]+\.js", name)]
    if strange or not named:
        remedy = "Publique de nuevo, revise quién puede escribir en el servidor y lea SECURITY.md."
        yield Finding("La página de pedidos carga un programa que no es suyo.", remedy)
        return
    different = [name for name in named if not _is_ours(look, expected, ORDER_PAGE + name)]
    if different:
        yield Finding(
            f"El programa de la página de pedidos no es el de esta versión: {', '.join(different)}.", _OTHER_VERSION
        )
    else:
        yield Finding(
            f"El programa de la página de pedidos es el de esta versión (SHA-256 {_digest(expected, named)})."
        )


_OTHER_VERSION = (
    "Si lo publicado es de otra versión, traiga esta a la misma (git pull) y repita; si no, alguien lo cambió: "
    "publique de nuevo y lea SECURITY.md."
)


def _is_ours(look: Look, expected: Expected, path: str) -> bool:
    answer = look(path, LARGEST_PAGE)
    return answer.status == 200 and answer.body == expected.programs.get(path)


def _digest(expected: Expected, named: Mapping[str, None]) -> str:
    """Return the first digits of the hash over all of a page's programs, in the order of its names."""
    whole = hashlib.sha256(b"".join(expected.programs[ORDER_PAGE + name] for name in sorted(named)))
    return whole.hexdigest()[:16]


def _revisions(look: Look) -> Iterator[Finding]:
    if (status := look(REVISIONS_PATH, LARGEST_PAGE).status) != 200:
        yield _missing(REVISIONS_PATH, status)


def _listing(look: Look) -> Finding:
    if look(f"{ORDERS_FOLDER}/", LARGEST_PAGE).status == 200:
        remedy = "Apague en el servidor el listado de carpetas (nginx: autoindex off; Apache: Options -Indexes)."
        return Finding(f"{ORDERS_FOLDER}/ responde una página: puede listar los archivos de los pedidos.", remedy)
    return Finding(f"{ORDERS_FOLDER}/ no lista nada.")


def _lost_address(look: Look) -> Finding:
    status = look(_NO_SUCH_FILE, LARGEST_PAGE).status
    if status in (404, 410):
        return Finding("Lo que no existe responde 404.")
    remedy = "Haga que el servidor responda 404: con otra cosa, un enlace anulado no dice que lo está."
    return Finding(f"Un pedido que no existe responde {status}, y no 404.", remedy)


def hook_findings(installed: Mapping[str, bytes], ours: Mapping[str, bytes]) -> Iterator[Finding]:
    """Yield whether the hook in the shop's folder, its files by name, is that of this version."""
    remedy = "Copie de nuevo demoras.php y la carpeta «demoras» de integrations/whmcs/, enteras."
    lacking = [name for name in ours if name not in installed]
    different = [name for name in ours if name in installed and installed[name] != ours[name]]
    if lacking:
        yield Finding(f"Al enganche de WHMCS le falta: {', '.join(lacking)}.", remedy)
    if different:
        yield Finding(f"Del enganche de WHMCS es de otra versión: {', '.join(different)}.", remedy)
    if not lacking and not different:
        yield Finding("El enganche de WHMCS es el de esta versión.")


def _missing(what: str, status: int) -> Finding:
    if 300 <= status < 400:
        # Nothing is followed: whoever answers would choose what is looked at.
        said = f"En lugar de {what}, el servidor manda a otra dirección (código {status})."
        return Finding(said, "Indique la dirección final del sitio, o quite la redirección.")
    if status not in (404, 410):
        remedy = "Mire por qué lo niega el servidor, o la CDN, y repita."
        return Finding(f"El servidor no da {what} (código {status}).", remedy)
    remedy = "Revise que la dirección sea la del sitio, y publique de nuevo la carpeta entera."
    return Finding(f"Falta {what} (código {status}).", remedy)
