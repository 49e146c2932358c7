"""Another company's repository: a Chilean one's hours, holidays and sixty services, and as little else as can be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from generator.curate.package_holidays import package_days
from generator.curate.year_file import new_year_text
from tests.cli.calls import bare_environ, call
from tests.sample_company import REPOSITORY

LEFT_OUT = ("data", ".git", ".venv", ".demo", ".hypothesis", "site", "site-interno", "test-results")
"""What is put in place anew, and what is large and in no clone."""
YEARS = (2026, 2027, 2028)
KINDS = (
    "Radio",
    "Correo",
    "Cámara",
    "Servidor",
    "Blog",
    "Tienda",
    "Mapa",
    "Archivo",
    "Foro",
    "Agenda",
    "Boleta",
    "Aula",
)
PLACES = ("Arica", "Talca", "Temuco", "Osorno", "Aysén")
PROMISES = (
    "20 minutos",
    "7 horas",
    "12 a 36 horas en días hábiles",
    "45 minutos hábiles",
    "2 a 9 horas hábiles",
    "1 día hábil",
    "2 a 6 días hábiles",
    "35 días hábiles",
    "8 a 25 días corridos",
)
HOURS = {day: ["08:30-18:30"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}


def write_data(folder: Path) -> Path:
    """Write the whole `data/` of the company into a new folder, and return it."""
    for path, value in _files():
        file = folder / f"{path}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
    (folder / "holidays").mkdir()
    for year in YEARS:
        text = new_year_text(year, "CL", package_days("CL", year))
        (folder / "holidays" / f"{year}.yml").write_text(text, encoding="utf-8")
    return folder


def repository(folder: Path) -> Path:
    """Return a copy of this repository with the company's data in the place of these."""
    for place in REPOSITORY.iterdir():
        if place.name in LEFT_OUT or place.name.endswith("_cache"):
            continue
        if place.is_dir():
            shutil.copytree(place, folder / place.name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(place, folder)
    write_data(folder / "data")
    assert call("schema", root=folder).code == 0
    return folder


def pytest_in(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run tests of a copy of the repository, in a process of their own."""
    environ = {name: value for name, value in bare_environ().items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)


def _files() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each file's path within `data/`, without its ending, and what is in it."""
    services = {
        f"{kind}-{place}".lower().translate(_PLAIN): f"{kind} {place}" for kind, place in product(KINDS, PLACES)
    }
    checked = {"owner": "equipo", "review_by": "2027-01-15"}
    yield (
        "company",
        {
            "name": "Cordillera SpA",
            "site": "cordillera",
            "site_url": "https://cordillera.example/plazos/",
            "sla_manual_url": "https://cordillera.example/acuerdo",
            "unlisted": "Escríbanos y le decimos.",
        },
    )
    yield "calendar", {"zone": "America/Santiago", "weekly_hours": HOURS | {"saturday": ["10:00-14:00"]}}
    yield (
        "groups",
        {"groups": [{"id": name, "name": name.title(), "intro": "Se hacen acá."} for name in ("uno", "dos")]},
    )
    yield "requirements/abono", {"name": "Abono", "how": "Abone.", "kind": "payment", **checked}
    yield "requirements/ficha", {"name": "Ficha", "how": "Complete la ficha.", **checked}
    for position, (key, name) in enumerate(services.items()):
        yield f"services/{key}", _service(position, name) | checked
    yield (
        "attention/mostrador",
        {
            "name": "Mostrador",
            "kind": "channel",
            "audience": "Todos",
            "target_kind": "none",
            "description": "Venga.",
            **checked,
        },
    )
    yield "faq/donde", {"question": "¿Dónde quedan?", "answer": "En la cordillera.", **checked}
    yield (
        "billing",
        {
            "zone": "America/Santiago",
            "sync_every_minutes": 60,
            "services": [{"service": key, "products": [f"Planes - {name}"]} for key, name in services.items()],
        },
    )
    yield "revocations", {"revocations": []}


_PLAIN = str.maketrans("áéí", "aei")


def _service(position: int, name: str) -> dict[str, Any]:
    waits = position % 3 == 0
    return {
        "name": name,
        "group": "uno" if waits else "dos",
        "promise": PROMISES[position % len(PROMISES)],
        "clock_starts": "requirements_met" if waits else "payment_credited",
        "requirements": ["ficha"] if waits else ["abono"],
        "position": position,
    }
