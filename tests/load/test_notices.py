"""Notices are read newest first, and each that is wrong, or meets another, is told with place and remedy."""

from __future__ import annotations

from datetime import date

import pytest

from generator.model.base import NoticeId, ServiceId
from generator.model.promise import parse_promise
from tests.load.tree import DataTree

PATH = "data/notices/mudanza.yml"
RIGHT = """\
kind: delay
title: Mudanza
reason: 'Lo habitual es {{ promise("simplenews") }}.'
from: 2026-12-14
until: 2026-12-18
services: [simplenews]
promise: 5 días hábiles
"""
FAULTS = {
    "ends_before_it_starts": (
        "until: 2026-12-18",
        "until: 2026-12-13",
        "5:8",
        ("«2026-12-13»", "«2026-12-14»", "from"),
    ),
    "delay_without_a_promise": ("promise: 5 días hábiles\n", "", "1:7", ("falta «promise»", "promise: 5 días hábiles")),
    "delay_of_no_service": ("services: [simplenews]\n", "", "1:7", ("«services» y «groups»", "services: [acme]")),
    "delay_of_an_empty_list": ("[simplenews]", "[]", "1:7", ("«services» y «groups»", "services: [acme]")),
    "maintenance_with_a_promise": ("kind: delay", "kind: maintenance", "7:10", ("«5 días hábiles»", "kind: delay")),
    "announcement_with_a_promise": ("kind: delay", "kind: announcement", "7:10", ("«5 días hábiles»", "kind: delay")),
    "service_that_does_not_exist": ("[simplenews]", "[simplenew]", "6:12", ("«simplenew»", "«simplenews»?", "hosting")),
    "service_twice": ("[simplenews]", "[simplenews, simplenews]", "6:24", ("dos veces", f"{PATH}:6:12", "una de las")),
    "group_that_does_not_exist": (
        "services: [simplenews]",
        "groups: [manuales]",
        "6:10",
        ("el grupo «manuales»", "«manual»?", "instantanea"),
    ),
    "duration_in_the_reason": ("Lo habitual es", "Unas 48 horas, no", "3:9", ("«48 horas»", "{{ promise(")),
    "reference_to_no_service": ('"simplenews"', '"simplenew"', "3:9", ("«simplenew»", "«simplenews»?")),
    "figure_in_the_title": ("title: Mudanza", "title: Mudanza de 3 días", "2:8", ("«3 días»", "Quite la cifra")),
    "reference_in_the_title": ("title: Mudanza", "title: '{{ company_name }}'", "2:8", ("company_name", "sin refer")),
    "kind_of_no_sort": ("kind: delay", "kind: demora", "1:7", ("«demora»", "delay, maintenance, announcement")),
    "missing_kind": ("kind: delay\n", "", "1:1", ("«kind»", "«kind: delay»")),
    "missing_first_date": ("from: 2026-12-14\n", "", "1:1", ("falta la clave «from»", "from: 2026-12-14")),
    "wrong_date": ("from: 2026-12-14", "from: 14/12/2026", "4:7", ("«14/12/2026» en «from»", "AAAA-MM-DD")),
    "wrong_phrase": ("5 días hábiles", "5 dias", "7:10", ("«5 dias»", "¿Quiso decir «5 días hábiles»?")),
    "empty_promise": (" 5 días hábiles", "", "7:9", ("falta el valor de «promise»", "quite la línea")),
}


@pytest.mark.parametrize(("old", "new", "at", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_a_notice_is_one_problem_at_its_place_with_value_and_remedy(
    tree: DataTree, old: str, new: str, at: str, said: tuple[str, ...]
) -> None:
    assert RIGHT.count(old) == 1
    (problem,) = tree.write(PATH, RIGHT.replace(old, new)).said()
    assert problem.startswith(f"{PATH}:{at}: ")
    assert [piece for piece in said if piece not in problem] == [], problem


def test_a_key_that_does_not_exist_is_refused_with_the_names_that_files_use(tree: DataTree) -> None:
    """The field's own name in Python, `from_`, is none of them."""
    (problem,) = tree.write(PATH, RIGHT.replace("from:", "from_:")).said()
    assert problem.startswith(f"{PATH}:4:1: la clave «from_» no existe (tiene «2026-12-14»).\n")
    assert "¿Quiso decir «from»? Se aceptan: kind, title, reason, from, until, services" in problem


def test_a_notice_is_read_with_both_its_dates_and_its_own_promise(tree: DataTree) -> None:
    notice = tree.write(PATH, RIGHT).catalog().notices[NoticeId("mudanza")]
    assert (notice.from_, notice.until) == (date(2026, 12, 14), date(2026, 12, 18))
    assert notice.promise == parse_promise("5 días hábiles")
    assert notice.services == (ServiceId("simplenews"),)


def test_notices_come_newest_first_whatever_their_names(tree: DataTree) -> None:
    for name, first, last in (("a", "14", "14"), ("b", "16", "16"), ("c", "15", "15"), ("d", "14", "20")):
        text = RIGHT.replace("kind: delay", "kind: maintenance").replace("promise: 5 días hábiles\n", "")
        dates = text.replace("2026-12-14", f"2026-12-{first}").replace("2026-12-18", f"2026-12-{last}")
        tree.write(f"data/notices/{name}.yml", dates)
    assert list(tree.catalog().notices) == ["b", "c", "d", "a"]


def test_data_without_the_folder_of_notices_have_none(tree: DataTree) -> None:
    assert not (tree.root / "data/notices").exists()
    assert dict(tree.catalog().notices) == {}


def test_a_notice_may_be_for_everybody_when_it_replaces_no_promise(tree: DataTree) -> None:
    text = RIGHT.replace("kind: delay", "kind: announcement").replace("promise: 5 días hábiles\n", "")
    assert tree.write(PATH, text.replace("services: [simplenews]\n", "")).said() == []


def test_two_delays_of_one_service_on_one_day_are_refused_naming_both_places(tree: DataTree) -> None:
    """Here the other one means the service through its group, and begins on the first one's last day."""
    other = RIGHT.replace("services: [simplenews]", "groups: [manual]").replace("2026-12-18", "2026-12-30")
    tree.write(PATH, RIGHT).write("data/notices/feria.yml", "# nota\n" + other.replace("2026-12-14", "2026-12-18"))
    (problem,) = tree.said()
    assert problem.startswith("data/notices/feria.yml:5:7: desde el «2026-12-18» hay dos avisos de demora")
    assert f"simplenews: éste y el de {PATH}:4:7." in problem
    assert "Separe las fechas" in problem


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from: 2026-12-14\nuntil: 2026-12-18", "from: 2026-12-19\nuntil: 2026-12-30"),
        ("[simplenews]", "[acme, hosting]"),
        ("kind: delay", "kind: maintenance"),
    ],
)
def test_notices_that_share_no_day_no_service_or_no_promise_stand_side_by_side(
    tree: DataTree, old: str, new: str
) -> None:
    other = RIGHT.replace(old, new)
    if "maintenance" in other:
        other = other.replace("promise: 5 días hábiles\n", "")
    assert tree.write(PATH, RIGHT).write("data/notices/otro.yml", other).said() == []


MAINTENANCE = """\
kind: maintenance
title: Reinicio de los servidores
reason: De madrugada los reiniciamos. {said}
from: 2026-12-14
until: 2026-12-14
"""


@pytest.mark.parametrize(
    "said",
    [
        "Habrá cortes de hasta 10 minutos.",
        "Dura entre diez y veinte minutos.",
        "El corte es de 2 a 4 horas.",
        "Dura media hora, o a lo sumo una hora.",
        "Son 12 hs sin servicio.",
        "Dura tres horas.",
    ],
)
def test_a_maintenance_says_how_long_its_outage_lasts(tree: DataTree, said: str) -> None:
    """In its title, too; an announcement or a delay says no figure by hand."""
    text = MAINTENANCE.format(said=said)
    assert tree.write(PATH, text).said() == []
    text = text.replace("Reinicio de los servidores", "Corte de 10 minutos")
    assert tree.write(PATH, text).said() == []
    refused = tree.write(PATH, text.replace("maintenance", "announcement")).said()
    assert [one.split(":")[1] for one in refused[:2]] == ["2", "3"]
    assert all("hay un plazo escrito a mano" in problem for problem in refused)


@pytest.mark.parametrize(
    "said",
    [
        "24 horas",
        "3 días",
        "una semana",
        "2 horas hábiles",
        "4 horas de atención",
        "2 a 48 horas",
        "trece horas",
        "1.5 horas",
    ],
)
def test_a_maintenance_says_no_promise_and_no_days_by_hand(tree: DataTree, said: str) -> None:
    (problem,) = tree.write(PATH, MAINTENANCE.format(said=f"Dura {said}.")).said()
    assert problem.startswith(f"{PATH}:3:9: hay un plazo escrito a mano: «")
    assert "en minutos, o en horas hasta 12; sus días van en «from» y «until»" in problem
