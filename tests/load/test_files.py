"""Whatever stands where a data file should, the loader says so and goes on with the others."""

from __future__ import annotations

import os
import posixpath
from itertools import pairwise
from pathlib import Path

import pytest

from generator.errors import DataError
from generator.load import load_catalog, problems_of
from tests.load.tree import DataTree

SERVICE = "data/services/simplenews.yml"


def test_a_folder_in_the_place_of_a_file_is_a_problem(tree: DataTree) -> None:
    tree.remove("data/company.yml")
    (tree.root / "data/company.yml").mkdir()
    (problem,) = tree.said()
    assert problem.startswith("data/company.yml:1:1: acá hay una carpeta")


def test_a_folder_in_the_place_of_a_service_is_a_problem(tree: DataTree) -> None:
    (tree.root / "data/services/x.yml").mkdir()
    (problem,) = tree.said()
    assert problem.startswith("data/services/x.yml:1:1: acá hay una carpeta")


def test_a_pipe_in_the_place_of_a_file_is_a_problem_and_is_not_waited_for(tree: DataTree) -> None:
    tree.remove(SERVICE)
    os.mkfifo(tree.root / SERVICE)
    (problem,) = tree.said()
    assert problem.startswith(f"{SERVICE}:1:1: acá hay algo que no es un archivo común")


@pytest.mark.parametrize("target", ["nowhere.yml", "/etc/passwd", "simplenews.yml", "/dev/zero", "/"])
def test_a_link_is_not_followed_wherever_it_leads(tree: DataTree, target: str) -> None:
    """Its first line would stand in a log that everybody reads."""
    (tree.root / "data/services/x.yml").symlink_to(target)
    (problem,) = tree.said()
    assert problem.startswith("data/services/x.yml:1:1: acá hay un enlace simbólico, y no se sigue ninguno.")


def test_a_pipe_among_the_site_s_files_is_a_problem(tree: DataTree) -> None:
    os.mkfifo(tree.root / "site_src/docs/x.png")
    assert any(
        one.startswith("site_src/docs/x.png:1:1: acá hay algo que no es un archivo común") for one in tree.said()
    )


@pytest.mark.parametrize("name", ["data", "data/services", "data/company.yml"])
def test_a_link_in_the_place_of_a_folder_or_of_a_single_file_is_not_followed(tree: DataTree, name: str) -> None:
    (tree.root / name).rename(tree.root / "moved")
    (tree.root / name).symlink_to(tree.root / "moved")
    assert any(problem.startswith(f"{name}:1:1: acá hay un enlace simbólico") for problem in tree.said())


@pytest.mark.parametrize("name", ["index.md", "fotos", "foto.png", ".oculto.txt", "../interno/p.md", "../interno/.x"])
def test_a_link_among_the_hand_written_pages_is_not_followed(tree: DataTree, name: str) -> None:
    """The engine would publish what it leads to."""
    pages = tree.root / "site_src/docs"
    (tree.root / "site_src/interno").mkdir()
    (pages / name).unlink(missing_ok=True)
    (pages / name).symlink_to("/etc")
    assert any(
        problem.startswith(f"{posixpath.normpath(f'site_src/docs/{name}')}:1:1: acá hay un enlace simbólico")
        for problem in tree.said()
    )


def test_a_file_in_latin_1_is_a_problem_at_its_first_odd_byte(tree: DataTree) -> None:
    tree.write(SERVICE, "name: Simplenews\ngroup: días\n".encode("latin-1"))
    (problem,) = tree.said()
    assert problem.startswith(f"{SERVICE}:2:9: ")
    assert "UTF-8 (byte 0xED)" in problem


def test_a_byte_order_mark_does_no_harm(tree: DataTree) -> None:
    raw = (tree.root / SERVICE).read_bytes()
    assert tree.write(SERVICE, b"\xef\xbb\xbf" + raw).said() == []


def test_lines_that_end_as_in_windows_keep_their_numbers(tree: DataTree) -> None:
    raw = (tree.root / SERVICE).read_bytes().replace(b"\n", b"\r\n").replace(b"20", b"x", 1)
    (problem,) = tree.write(SERVICE, raw).said()
    assert problem.startswith(f"{SERVICE}:7:12: «x27-05-31»")


def test_a_file_of_more_than_256_kib_is_not_read(tree: DataTree) -> None:
    (problem,) = tree.write(SERVICE, "# " + "x" * (256 * 1024)).said()
    assert problem.startswith(f"{SERVICE}:1:1: el archivo pesa más de 256 KiB.")


def test_nesting_of_more_than_8_levels_is_a_problem_where_it_begins(tree: DataTree) -> None:
    (problem,) = tree.write(SERVICE, "name: " + "[" * 100_000 + "]" * 100_000).said()
    assert problem.startswith(f"{SERVICE}:1:14: hay más de 8 niveles")


def test_a_bomb_of_aliases_is_refused_without_being_expanded(tree: DataTree) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x]"]
    names = "abcdefghijklmnop"
    lines += [f"{n}: &{n} [{', '.join(['*' + p] * 9)}]" for p, n in pairwise(names)]
    said = tree.write(SERVICE, "\n".join(lines)).said()
    assert len(said) == 20
    assert said[0].startswith(f"{SERVICE}:1:4: las anclas de YAML («&a») no se aceptan.")


def test_an_empty_file_is_a_problem(tree: DataTree) -> None:
    (problem,) = tree.write(SERVICE, "# nada\n").said()
    assert problem.startswith(f"{SERVICE}:1:1: el archivo está vacío.")


def test_a_file_that_is_a_list_is_a_problem_with_the_keys_it_should_have(tree: DataTree) -> None:
    (problem,) = tree.write(SERVICE, "# nota\n- a\n").said()
    assert problem.startswith(f"{SERVICE}:2:1: se espera un bloque")
    assert "name, group, promise" in problem


def test_a_broken_file_brings_no_second_problem_in_the_files_that_name_it(tree: DataTree) -> None:
    for path in (SERVICE, "data/groups.yml", "data/requirements/pago.yml", "data/attention/chat.yml"):
        tree.write(path, "a: [\n")
    assert [problem.split(":")[0] for problem in tree.said()] == [
        "data/attention/chat.yml",
        "data/groups.yml",
        "data/requirements/pago.yml",
        SERVICE,
    ]


@pytest.mark.parametrize("name", ["company", "calendar", "groups", "billing", "revocations"])
def test_each_single_file_must_be_there(tree: DataTree, name: str) -> None:
    problems = tree.remove(f"data/{name}.yml").said()
    assert [problem.split(":1:1: ")[0] for problem in problems] == [f"data/{name}.yml"]
    assert "falta este archivo" in problems[0]


def test_a_project_without_data_is_one_problem(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path)
    assert str(problem).startswith(f"data:1:1: falta la carpeta data/ en {tmp_path}.")


@pytest.mark.parametrize(("folder", "accepted"), [("services", False), ("holidays", False), ("faq", True)])
def test_services_and_holidays_are_never_empty_and_other_folders_may_be(
    tree: DataTree, folder: str, *, accepted: bool
) -> None:
    for path in (tree.root / "data" / folder).iterdir():
        path.unlink()
    said = [problem for problem in tree.said() if problem.startswith(f"data/{folder}:1:1: no hay ningún archivo")]
    assert (said == []) is accepted


@pytest.mark.parametrize(
    ("path", "piece"),
    [
        ("data/bill.yml", "¿Quiso decir «billing.yml»?"),
        ("data/prices/a.yml", "holidays/, requirements/, services/, attention/, faq/, notices/"),
        ("data/services/otro.yaml", ".yml"),
        ("data/services/sub/otro.yml", ".yml"),
        ("data/services/Otro Más.yml", "«Otro Más» no sirve"),
        ("data/services/index.yml", "«index»"),
        ("data/holidays/feriados.yml", "«feriados» no es un año"),
        ("data/notices/obra.txt", ".yml"),
        ("data/notices/index.yml", "«index»"),
    ],
)
def test_what_does_not_belong_in_data_is_a_problem(tree: DataTree, path: str, piece: str) -> None:
    (problem,) = tree.write(path, "name: x\n").said()
    assert problem.startswith("/".join(path.split("/")[:3]).replace("/a.yml", "").replace("/otro.yml", "") + ":1:1: ")
    assert piece in problem


@pytest.mark.parametrize("path", ["data/SOURCES.md", "data/faq/.gitkeep", "data/notices/.gitkeep", "data/.x.yml.swp"])
def test_sources_empty_folders_and_editors_own_files_are_let_be(tree: DataTree, path: str) -> None:
    assert tree.write(path, "x").said() == []


def test_years_of_holidays_must_follow_each_other(tree: DataTree) -> None:
    (problem,) = tree.write("data/holidays/2029.yml", "year: 2029\ncountry: AR\ndays: []\n").said()
    assert problem.startswith("data/holidays/2029.yml:1:1: faltan los feriados de 2028")


def test_an_error_counts_its_problems_and_says_that_nothing_was_built(tree: DataTree) -> None:
    tree.remove("data/company.yml").remove("data/revocations.yml")
    with pytest.raises(DataError, match=r"^Hay 2 problemas en los datos; no se construyó nada") as caught:
        load_catalog(tree.root)
    assert len(caught.value.problems) == 2
