"""Made-up Argentine clients: names, firms, e-mails, telephones, addresses."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from random import Random

from generator.sandbox.billing_records import Client

_FIRST = (
    "María José",
    "Martín",
    "Lucía",
    "Joaquín",
    "Verónica",
    "Gastón",
    "Agustina",
    "Nicolás",
    "Soledad",
    "Ramiro",
    "Belén",
    "Hernán",
    "Íñigo",
    "Rocío",
)
_LAST = (
    "Iriarte",
    "Gutiérrez",
    "Ñancucheo",
    "Echeverría",
    "Paz Arrieta",
    "Lombardi",
    "D'Angelo",
    "Núñez",
    "Bustamante",
    "Zubeldía",
    "Quiroga",
    "Villafañe",
)
_TRADES = ("Panadería", "Radio", "Ferretería", "Estudio Contable", "Gráfica", "Iglesia", "Club Social", "Agropecuaria")
_SIGNS = (
    "Los Aromos",
    "La Amistad",
    "Nuevo Amanecer",
    "del Litoral",
    "Ñandubay",
    "Pérez & Hijos",
    "Cuatro Vientos",
    "Piedra Mora",
    "San Expedito",
    "El Fogón",
)
_FORMS = ("", "", " SRL", " SA", " SAS")
_STREETS = ("Av. Rivadavia", "Calle 9 de Julio", "Bv. Oroño", "Pasaje Las Heras", "Av. Colón", "Hipólito Yrigoyen")
_CITIES = ("Rosario, Santa Fe", "Paraná, Entre Ríos", "Villa María, Córdoba", "Tandil, Buenos Aires", "Neuquén")


def make_up_clients(rng: Random, count: int) -> tuple[Client, ...]:
    """Return that many clients, no two with one name."""
    names = _sampled(rng, _FIRST, _LAST, count, lambda last, turn: f"{last} {_LAST[turn % len(_LAST)]} {turn}")
    firms = _sampled(rng, _TRADES, _SIGNS, count, lambda sign, turn: f"{sign} {turn + 1}")
    return tuple(_client(rng, number, names[number], firms[number]) for number in range(count))


def _sampled(
    rng: Random, ones: Sequence[str], others: Sequence[str], count: int, again: Callable[[str, int], str]
) -> list[tuple[str, str]]:
    """Return that many pairs, no two alike; `again` changes the second of a pair that takes another turn."""
    pairs = rng.sample(every := list(itertools.product(ones, others)), min(count, len(every)))
    for index in range(len(pairs), count):
        one, other = pairs[index % len(every)]
        pairs.append((one, again(other, index // len(every))))
    return pairs


def _client(rng: Random, number: int, name: tuple[str, str], firm: tuple[str, str]) -> Client:
    company = "" if rng.random() < 0.35 else " ".join(firm) + rng.choice(_FORMS)
    slug = slug_of(" ".join(firm) if company else " ".join(name))
    # Reserved names (RFC 2606) and addresses (RFC 5737): nobody can own what is invented here.
    host = f"{slug}.example" if company else "correo.example"
    net = rng.choice(("192.0.2", "198.51.100", "203.0.113"))
    return Client(
        id=2040 + number,
        user=1770 + number,
        first=name[0],
        last=name[1],
        company=company,
        email=f"{slug_of(name[0])}.{slug_of(name[1])}@{host}",
        phone=f"+54 9 {rng.choice((341, 343, 353, 249, 299))} {rng.randint(400, 699)}-{rng.randint(1000, 9999)}",
        address=f"{rng.choice(_STREETS)} {rng.randint(101, 4999)}, {rng.choice(_CITIES)}",
        ip=f"{net}.{10 + number % 240}",
        slug=slug,
    )


def slug_of(text: str) -> str:
    """Return a text as it would stand in a domain name."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
