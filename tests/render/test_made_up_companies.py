"""Companies unlike ours: what their pages say of channels, hours and days comes from their data alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.compute.public_facts import public_facts
from generator.load import load_catalog
from generator.render.site import public_site
from tests.chilean_company import YEARS, write_data
from tests.cli.calls import call
from tests.sample_company import REPOSITORY

NOW = datetime(2026, 11, 23, 13, 15, tzinfo=UTC)
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CHECKED = {"owner": "equipo", "review_by": "2027-01-15"}


class Company:
    """A Chilean company's repository, whose data a test changes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        write_data(root / "data")
        shutil.copytree(REPOSITORY / "site_src" / "docs", root / "site_src" / "docs")

    def change(self, path: str, **keys: Any) -> None:
        """Set keys of a data file, or take those out that are None; a file that is not there is made."""
        file = self.root / "data" / f"{path}.yml"
        value = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}
        kept = {key: one for key, one in {**value, **keys}.items() if one is not None}
        file.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def services(self) -> list[str]:
        """Return the path of each service."""
        return [f"services/{file.stem}" for file in sorted((self.root / "data" / "services").glob("*.yml"))]

    def pages(self) -> Mapping[str, str]:
        """Return the pages in Markdown, once `check` let them through."""
        ran = call("check", "--now", NOW.isoformat(), root=self.root)
        assert ran.code == 0, ran.err
        catalog = load_catalog(self.root)
        site = public_site(catalog, public_facts(catalog, None, NOW))
        home = (self.root / "site_src" / "docs" / "index.md").read_text(encoding="utf-8")
        return {
            "index.md": site.fill(home),
            **{path: str(site.files[path]) for path in site.files if path[-3:] == ".md"},
        }


def _round_the_clock(company: Company) -> None:
    """Everything at once, at any hour and on any day."""
    company.change("calendar", weekly_hours={day: ["00:00-24:00"] for day in WEEK})
    for year in YEARS:
        company.change(f"holidays/{year}", days=[])
    for service in company.services():
        company.change(service, promise="20 minutos", clock_starts="payment_credited", requirements=None)


def _tickets_alone(company: Company) -> None:
    """One department, and nothing written for clients."""
    for folder in ("attention", "faq"):
        shutil.rmtree(company.root / "data" / folder)
        (company.root / "data" / folder).mkdir()
    ticket = {
        "name": "Mesa de ayuda",
        "kind": "ticket",
        "audience": "Clientes",
        "description": "La contesta una persona.",
    }
    company.change(
        "attention/ayuda", **ticket, **CHECKED, target="1 día hábil", target_kind="maximum", departments=["7"]
    )
    company.change("company", client_area_url="https://cordillera.example/clientes/")


def _nobody_to_ask(company: Company) -> None:
    for folder in ("attention", "faq"):
        shutil.rmtree(company.root / "data" / folder)
        (company.root / "data" / folder).mkdir()


ABSENT: Mapping[Callable[[Company], None], tuple[str, ...]] = {
    _round_the_clock: ("Hora de corte", "Día hábil", "minutos hábiles", "{: #feriados }", "están los feriados"),
    _tickets_alone: ("Canales de atención", "Preguntas generales", "sin publicar"),
    _nobody_to_ask: ("Canales de atención", "## Tickets", "Preguntas generales", "sin publicar"),
}


@pytest.mark.parametrize(("change", "absent"), ABSENT.items(), ids=[change.__name__[1:] for change in ABSENT])
def test_its_pages_say_nothing_of_what_it_lacks(
    tmp_path: Path, change: Callable[[Company], None], absent: tuple[str, ...]
) -> None:
    """And every link of them leads somewhere, which `check` sees."""
    company = Company(tmp_path)
    change(company)
    pages = company.pages()
    shown = {path: text for path, text in pages.items() if path.split("/")[0] in ("index.md", "atencion", "calendario")}
    shown["preguntas/index.md"] = pages["preguntas/index.md"]
    assert [(path, words) for path, text in shown.items() for words in absent if words in text] == []
