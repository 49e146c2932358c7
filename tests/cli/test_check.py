"""`demoras check` says that the data are right, or lists every problem with its place and its remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli.github_actions import append_to_summary, told_in_summary
from generator.errors import LedgerError
from generator.load import load_catalog
from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from tests.cli.calls import call, program
from tests.sample_company import SAMPLE, copied, edited, with_holidays

IN_ACTIONS = {"GITHUB_ACTIONS": "true"}
ENOUGH, SOON, TOO_LATE = "2028-03-15", "2028-05-15", "2028-06-20"
"""Days on which 200 more are well inside 2028, will not be so in sixty days, and are not any more."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a copy of the project whose data may be spoilt."""
    return copied(tmp_path)


def broken(root: Path, name: str, **keys: str) -> str:
    """Write a service file with some keys changed, and return its path."""
    good = {
        "name": name,
        "group": next(iter(load_catalog(SAMPLE).groups)),
        "promise": "2 minutos",
        "clock_starts": "payment_credited",
        "owner": "soporte",
        "review_by": "2027-05-31",
    }
    text = "".join(f"{key}: {value}\n" for key, value in {**good, **keys}.items())
    (root / "data" / "services" / name).write_text(text, encoding="utf-8")
    return f"data/services/{name}"


def test_good_data_end_well_and_list_what_nobody_has_confirmed(catalog: Catalog) -> None:
    """Assumptions are shown, not hidden."""
    ran = program("check", "--now", f"{catalog.calendar.first_year}-03-15")

    assert (ran.returncode, ran.stderr) == (0, "")
    lines = ran.stdout.splitlines()
    first, (heading, *paths) = lines[0], lines[1 + 2 * ran.stdout.count("aviso: ") :]
    assert first.startswith(f"Los datos están bien: {len(catalog.services)} servicios, ")
    assert heading == "Datos supuestos, que la empresa todavía tiene que confirmar:"
    assert [path.strip() for path in paths] == list(catalog.assumed)
    assert catalog.assumed


def test_one_wrong_edit_is_told_with_place_and_remedy(root: Path) -> None:
    """On the error stream, and nothing on the other."""
    edited(root, "data/company.yml", "\nsla_manual_url: ", "\nsla_manual_uri: ")
    ran = call("check", root=root)

    assert (ran.code, ran.out) == (1, "")
    stray, remedy, _, verdict = ran.err.splitlines()
    assert re.fullmatch(r"data/company\.yml:\d+:1: la clave «sla_manual_uri» no existe .*", stray)
    assert remedy.startswith("    ¿Quiso decir «sla_manual_url»? Se aceptan: ")
    assert verdict == "Hay 1 problema en los datos; no se construyó nada."


def test_every_problem_of_every_file_is_listed_at_once(root: Path) -> None:
    """In the order of the files, so that one pass mends them all."""
    second = broken(root, "zz.yml", review_by="2026-02-30")
    first = broken(root, "aa.yml", promise="3 a 1 días hábiles", requirements="[nada]")
    ran = call("check", root=root)

    found = re.findall(r"^(\S+?):(\d+):(\d+): ", ran.err, re.MULTILINE)
    assert ran.code == 1
    assert found == [(first, "3", "10"), (first, "7", "16"), (second, "6", "12")]
    assert len(re.findall(r"^    \S", ran.err, re.MULTILINE)) == 3
    assert ran.err.endswith("\nHay 3 problemas en los datos; no se construyó nada.\n")


def test_in_github_actions_each_problem_also_marks_its_file(root: Path) -> None:
    """One line per problem that GitHub shows beside the very line of the pull request."""
    path = broken(root, "aa.yml", promise="3 a 1 días hábiles", review_by="2026-02-30")
    ran = call("check", root=root, environ=IN_ACTIONS)

    marks = ran.out.splitlines()
    assert [mark.partition("::")[2].partition("::")[0] for mark in marks] == [
        f"error file={path},line=3,col=10",
        f"error file={path},line=6,col=12",
    ]
    assert "está al revés" in marks[0]
    assert "1 a 3 días hábiles" in marks[0]
    assert f"{path}:3:10: " in ran.err


@pytest.mark.parametrize(("faults", "marks"), [(10, 10), (11, 9), (40, 9)])
def test_more_problems_than_github_shows_are_counted_and_all_listed(root: Path, faults: int, marks: int) -> None:
    """It keeps ten a step; the tenth then says how many more there are, and the run's page has them all."""
    page = root / "summary.md"
    for number in range(faults):
        (root / "data" / "faq" / f"mala-{number}.yml").write_text("x\n", encoding="utf-8")
    ran = call("check", root=root, environ={**IN_ACTIONS, "GITHUB_STEP_SUMMARY": str(page)})

    shown = [line for line in ran.out.splitlines() if line.startswith("::error file=")]
    more = [line for line in ran.out.splitlines() if line.startswith("::error title=Hay más::")]
    title, *listed = (line for line in page.read_text(encoding="utf-8").splitlines() if line)
    assert len(shown) == marks
    assert [f"Hay {faults - marks} más" in line for line in more] == ([True] if faults > 10 else [])
    assert (title, len(listed)) == (f"### Problemas en los datos: {faults}", faults)
    assert sorted(line.partition(":1:1")[0] for line in listed) == sorted(
        f"- data/faq/mala-{number}.yml" for number in range(faults)
    )


def test_a_value_cannot_pose_as_part_of_a_mark(root: Path) -> None:
    """A percent sign is GitHub's own escape."""
    broken(root, "aa.yml", promise="50%0A::notice::hola")
    ran = call("check", root=root, environ=IN_ACTIONS)

    (mark,) = ran.out.splitlines()
    assert "«50%250A:\\x3anotice:\\x3ahola»" in mark


def test_a_files_name_cannot_pose_as_another_property(root: Path) -> None:
    """Colons, commas and percent signs part the properties of a mark."""
    broken(root, "a,line=1:b%.yml")
    ran = call("check", root=root, environ=IN_ACTIONS)

    (mark,) = ran.out.splitlines()
    assert mark.startswith("::error file=data/services/a%2Cline=1%3Ab%25.yml,line=1,col=1::")


def test_outside_github_actions_there_are_no_marks(root: Path) -> None:
    """A person's terminal is not a log to be parsed."""
    broken(root, "aa.yml", promise="nunca")

    assert call("check", root=root, environ={"GITHUB_ACTIONS": "false"}).out == ""


@pytest.fixture
def until_2028(root: Path) -> Path:
    """Give such a copy with the holidays of 2026 to 2028, and a longest promise of 200 days."""
    broken(root, "larguisimo.yml", promise="200 días corridos")
    edited(root, "data/calendar.yml", "zone: Europe/Madrid", "zone: America/Argentina/Buenos_Aires")
    return with_holidays(root, "AR", 2026, 2027, 2028)


def test_a_year_that_waits_for_its_bridge_days_is_only_a_warning(until_2028: Path) -> None:
    """Each with place and remedy, on the stream of the answer: the decree may be late."""
    ran = call("check", "--now", "2026-11-23", root=until_2028)

    assert (ran.code, ran.err) == (0, "")
    told = re.findall(r"^aviso: (data/holidays\S+) (.*)\n    (.*)$", ran.out, re.MULTILINE)
    assert [(place, remedy) for place, _, remedy in told[:2]] == [
        (
            f"data/holidays/{year}.yml:1:1:",
            f"Cuando salga el decreto, ejecute «demoras holidays {year}» o agréguelos a mano.",
        )
        for year in (2027, 2028)
    ]
    moved = {"data/holidays/2027.yml:1:1:": "20/11/2027", "data/holidays/2028.yml:1:1:": "17/06/2028"}
    assert [(place, moved[place] in message) for place, message, _ in told[2:]] == [(place, True) for place in moved]


def test_sixty_days_before_the_holidays_run_out_there_is_a_warning(until_2028: Path) -> None:
    """In time to mend it with one command."""
    assert "aviso: data/holidays:1:1:" not in call("check", "--now", ENOUGH, root=until_2028).out
    ran = call("check", "--now", SOON, root=until_2028)

    assert (ran.code, ran.err) == (0, "")
    assert "aviso: data/holidays:1:1: hay feriados cargados de 2026 a 2028, " in ran.out
    assert "\n    Ejecute «demoras holidays 2029».\n" in ran.out


def test_once_a_promise_of_today_has_no_date_the_data_are_wrong(until_2028: Path) -> None:
    """The remedy that is told mends it."""
    ran = call("check", "--now", TOO_LATE, root=until_2028)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("data/holidays:1:1: hay feriados cargados de 2026 a 2028, y un plazo que empiece hoy ")
    remedy = re.search(r"\n    Ejecute «demoras (holidays \d+)»\.\n", ran.err)
    assert remedy

    assert call(*remedy[1].split(), root=until_2028).code == 0
    assert call("check", "--now", TOO_LATE, root=until_2028).code == 0


def test_in_github_actions_each_warning_also_marks_its_file(until_2028: Path) -> None:
    """As a warning, which does not stop the pull request."""
    ran = call("check", "--now", SOON, root=until_2028, environ=IN_ACTIONS)

    marks = [line for line in ran.out.splitlines() if line.startswith("::warning file=data/holidays")]
    assert [mark.partition("::")[2].partition("::")[0] for mark in marks] == [
        "warning file=data/holidays,line=1,col=1",
        "warning file=data/holidays/2028.yml,line=1,col=1",
        "warning file=data/holidays/2028.yml,line=1,col=1",
    ]
    assert "Ejecute «demoras holidays 2029»." in marks[0]


def retire(root: Path, service: str, day: str) -> None:
    """Write the date on which a service of the copy is retired."""
    path = root / "data" / "services" / f"{service}.yml"
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\nretired: {day}\n", encoding="utf-8")


def test_a_service_with_a_date_to_be_retired_is_named(root: Path) -> None:
    retire(root, "tarjetas", "2027-01-31")
    for now in ("2026-11-28", "2027-06-01"):
        ran = call("check", "--now", now, root=root)
        assert (ran.code, ran.err) == (0, "")
        assert "Servicios que se retiran, con pedidos que siguen: tarjetas (31/01/2027)." in ran.out


def test_a_link_to_a_page_that_will_be_gone_is_refused_before_that_day(root: Path) -> None:
    """Else the run of that day would fail for it."""
    page = root / "site_src" / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[Tarjetas](demoras/tarjetas.md)\n", encoding="utf-8")
    assert call("check", "--now", "2026-11-28", root=root).code == 0
    retire(root, "tarjetas", "2027-01-31")
    ran = call("check", "--now", "2026-11-28", root=root)
    assert ran.code == 1
    assert "cuando se retiren los servicios que llevan «retired», el enlace «demoras/tarjetas.md» lleva a" in ran.err


def test_lines_of_billing_for_a_service_that_is_gone_are_told_how_to_retire_and_to_rename(root: Path) -> None:
    (root / "data" / "services" / "tarjetas.yml").unlink()
    ran = call("check", "--now", "2026-11-28", root=root)
    assert ran.code == 1
    assert "Si el servicio dejó de ofrecerse, no quite su archivo ni estas líneas" in ran.err
    assert "Si cambió de nombre, cambie «name»" in ran.err


NOTICE = (
    "kind: delay\ntitle: Mudanza\nreason: Nos mudamos.\nfrom: {first}\nuntil: {last}\n"
    "services: [tarjetas]\npromise: 9 días hábiles\n"
)


@pytest.mark.parametrize(("first", "last"), [("2026-11-18", "2026-11-27"), ("2026-12-01", "2026-12-04")])
def test_a_notice_that_replaces_a_promise_is_named_with_both(root: Path, first: str, last: str) -> None:
    """Whoever reads the service's file would else wonder at the page."""
    usual = load_catalog(root).services[ServiceId("tarjetas")].promise
    (root / "data/notices").mkdir(exist_ok=True)
    (root / "data/notices/mudanza.yml").write_text(NOTICE.format(first=first, last=last), encoding="utf-8")
    ran = call("check", root=root)

    assert f"El aviso data/notices/mudanza.yml cambia un plazo del {first[8:]}/{first[5:7]}/2026 al " in ran.out
    assert f": tarjetas ({usual} → 9 días hábiles).\n" in ran.out


def test_a_notice_that_is_over_is_not_named(root: Path) -> None:
    (root / "data/notices").mkdir(exist_ok=True)
    text = NOTICE.format(first="2026-11-02", last="2026-11-06")
    (root / "data/notices/mudanza.yml").write_text(text, encoding="utf-8")
    assert "mudanza" not in call("check", root=root).out


def test_what_is_seldom_meant_is_a_warning_that_stops_nothing(root: Path) -> None:
    broken(root, "suelto.yml", review_by="2026-01-31")
    ran = call("check", root=root)

    assert (ran.code, ran.err) == (0, "")
    assert "aviso: data/services/suelto.yml:1:1: ninguna línea de data/billing.yml nombra este servicio" in ran.out
    assert "aviso: data/services/suelto.yml:6:12: la fecha de revisión, «2026-01-31», ya pasó." in ran.out


def test_a_page_longer_than_github_shows_is_cut_and_says_so_and_keeps_its_three_lines(tmp_path: Path) -> None:
    """Above 1 MiB GitHub drops all that a step wrote there."""
    page = tmp_path / "summary.md"
    environ = {"GITHUB_STEP_SUMMARY": str(page)}
    long = "```yaml\n" + "".join(f"- línea {number}\n" for number in range(100_000)) + "```\n"
    append_to_summary(environ, "primero\n")
    append_to_summary(environ, long)
    append_to_summary(environ, "nada más\n")
    told_in_summary(LedgerError("Falta.", "Búsquelo."), "nada.", frozenset(), environ)

    text = page.read_text(encoding="utf-8")
    assert len(text.encode()) < 2**20
    assert text.startswith("primero\n```yaml\n- línea 0\n")
    assert text.count("```") == 2
    assert "```\n\n… El resto no cabe en esta página.\n" in text
    assert "nada más" not in text
    last = ["- **Qué no se publicó:** nada.", "- **Por qué:** Falta.", "- **Qué hacer:** Búsquelo."]
    assert text.splitlines()[-3:] == last
