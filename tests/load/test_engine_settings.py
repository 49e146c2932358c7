"""What `check` says of the page engine's settings; the engine itself refuses each of them too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import config_options as engine
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig, _AbsoluteLinksValidation
from mkdocs.exceptions import MkDocsException

from generator.load.engine_settings import settings_problems
from generator.load.engine_takes import (
    ABSOLUTE_LEVELS,
    ADDRESS,
    FORMS,
    KEYS,
    LEVELS,
    LISTS,
    LOOKED_AT,
    PORT,
    SWITCH,
    TEXT,
    Form,
)
from generator.load.settings_file import INTERNAL, PUBLIC, read_settings
from generator.load.site_parts import part_problems
from generator.load.written_pages import WrittenPages
from tests.sample_company import REPOSITORY

WHOLE = (REPOSITORY / PUBLIC).read_text(encoding="utf-8")


def project(root: Path, text: str | bytes, name: str = PUBLIC) -> Path:
    """Return a folder with what the repository's settings name, and these settings."""
    for folder in (
        "site_src/docs",
        "site_src/overrides/partials/languages",
        "site_src/docs/assets",
        "site_src/interno",
        "generator/render/templates",
        "data",
    ):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "generator" / "mkdocs_hooks.py").write_text("")
    (root / "site_src" / "overrides" / "partials" / "languages" / "es-AR.html").write_text("")
    (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def told(root: Path, name: str = PUBLIC) -> list[str]:
    return [str(problem) for problem in settings_problems(root, read_settings(root, name))]


def is_refused(root: Path, name: str = PUBLIC) -> bool:
    """Tell whether the engine refuses a file of settings before it has looked at any page."""
    try:
        load_config(str(root / name), strict=True)
        # What a run asks for hides what the file says of the same.
        load_config(str(root / name))
    except (MkDocsException, SystemExit, OSError, ValueError, RecursionError, TypeError, AttributeError):
        return True
    return False


@pytest.mark.parametrize("levels", [8, 9, 3_000, 50_000])
@pytest.mark.parametrize("pair", ["[]", "{}"])
def test_settings_as_deep_as_files_of_data_may_be_are_read_and_deeper_ones_told(
    tmp_path: Path, pair: str, levels: int
) -> None:
    inner = levels - 2  # the file itself is one, `extra` another
    opened, closed = pair[0] + "a: " * (pair == "{}"), pair[1]
    root = project(tmp_path, f"site_name: a\nextra:\n  a: {opened * inner}{closed * inner}\n")

    shown = [one.partition("\n")[0] for one in told(root)]

    assert [one.partition(" ")[2] for one in shown] == ["hay más de 8 niveles, unos dentro de otros."] * (levels > 8)


@pytest.mark.parametrize("name", ["telltale", "telltale.x", "telltale.inner", "telltale:One"])
def test_looking_for_an_extension_runs_no_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (package := tmp_path / "packages" / "telltale").mkdir(parents=True)
    for file in ("__init__.py", "inner.py"):
        (package / file).write_text("raise SystemExit('it ran')\n")
    monkeypatch.syspath_prepend(str(package.parent))
    root = project(tmp_path, WHOLE.replace("  - tables", f"  - {name}"))

    assert [one.partition("\n")[0] for one in told(root)] == [
        f"mkdocs.yml:36:5: la extensión «{name}» no está entre lo instalado."
    ]
    assert is_refused(root)


@pytest.mark.parametrize("name", [PUBLIC, INTERNAL])
def test_the_repository_s_own_settings_have_nothing_to_mend(tmp_path: Path, name: str) -> None:
    root = project(project(tmp_path, WHOLE), (REPOSITORY / name).read_text(encoding="utf-8"), name)

    assert told(root, name) == []
    assert not is_refused(root, name)


@pytest.mark.parametrize(
    ("before", "after", "place", "words"),
    [
        ("plugins: []", "plugins: [serach]", "13:11", "el complemento «serach» no está entre lo instalado.|«search»"),
        ("plugins: []", "plugins:\n  - nada: {a: 1}", "14:5", "el complemento «nada»"),
        ("name: material", "name: materail", "8:9", "el tema «materail»|¿Quiso decir «material»?"),
        ("  - tables", "  - tablas", "36:5", "la extensión «tablas»"),
        ("  - tables", "  - pymdownx.nada", "36:5", "la extensión «pymdownx.nada»"),
        ("permalink_title", "permalink_titel", "39:7", "«toc» no puede tener la clave «permalink_titel».|_title»"),
        ("site_dir: site", "site_dri: site", "5:1", "no conoce la clave «site_dri».|¿Quiso decir «site_dir»?"),
        ("  anchors: warn", "  ancors: warn", "45:3", "«validation» no puede tener la clave «ancors».|«anchors»"),
        ("  - generator/mkdocs_hooks.py", "  - generator/gone.py", "15:5", "«generator/gone.py» no está"),
        ("docs_dir: site_src/docs", "docs_dir: site_src/dosc", "4:11", "«site_src/dosc» no está"),
        ("custom_dir: site_src/overrides", "custom_dir: nada", "9:15", "«nada» no está"),
        ("  - data\n", "  - datos\n", "17:5", "«datos» no está"),
        ("site_name: Demoras", "INHERIT: base.yml", "3:10", "«base.yml» no está"),
        ("plugins: []", "plugins: search", "13:10", "«plugins» no es una lista."),
        ("hooks:\n  - generator/mkdocs_hooks.py", "hooks: 7", "14:8", "«hooks» no es una lista."),
        ("hooks:\n  - generator/mkdocs_hooks.py", "hooks:", "14:7", "«hooks» no es una lista."),
        ("extra:\n  generator: false", "extra: no", "46:8", "«extra» no es un bloque de claves."),
        ("use_directory_urls: true", "use_directory_urls: [", "6:", ""),
        ("site_name: Demoras", "INHERIT: mkdocs.yml", "3:10", "se hereda a sí mismo"),
        ("docs_dir: site_src/docs", "docs_dir: [site_src]", "4:11", "el nombre de un archivo o de una carpeta"),
        ("  - generator/mkdocs_hooks.py", "  - {a: b}", "15:5", "el nombre de un archivo o de una carpeta"),
        ("plugins: []", "plugins: [[a]]", "13:11", "acá va un nombre: el complemento"),
        ("  - tables", "  - tables: 3", "36:13", "«tables» no es un bloque de claves"),
        ("  - tables", "  - __init__: {a: b}", "36:5", "la extensión «__init__»"),
        ("  - tables", "  - markdown.extensions.toc: {b: c}", "36:31", "no puede tener la clave «b»"),
        ("  - tables", "  - json", "36:5", "la extensión «json»"),
        ("  - tables", "  - __main__", "36:5", "la extensión «__main__»"),
        ("  - tables", "  - markdown.extensions.toc:Nada", "36:5", "la extensión «markdown.extensions.toc:Nada»"),
        ("site_name: Demoras", 'INHERIT: "a\\0b"', "3:10", "no está en el proyecto"),
        ("site_name: Demoras", f"INHERIT: {'a' * 5000}", "3:10", "no está en el proyecto"),
        ("docs_dir: site_src/docs", f"docs_dir: {'a/' * 5000}", "4:11", "no está en el proyecto"),
        ("  - generator/mkdocs_hooks.py", f"  - {'a' * 5000}", "15:5", "no está en el proyecto"),
        ("  generator: false", f"  a: {'[' * 900}{']' * 900}", "47:12", "hay más de 8 niveles"),
        ("site_name: Demoras\n", "", "1:1", "falta la clave «site_name»"),
        ("site_name: Demoras", "site_name:", "3:11", "«site_name» no es un texto"),
        ("site_name: Demoras", "site_name: 7", "3:12", "«site_name» no es un texto"),
        ("site_name: Demoras", "site_name: 2026-11-29", "3:12", "«site_name» no es un texto"),
        ("site_dir: site", "site_dir: [a]", "5:11", "«site_dir» no es un texto"),
        ("use_directory_urls: true", "use_directory_urls: 5", "6:21", "«use_directory_urls» no es true ni false"),
        ("site_dir: site", "strict: maybe", "5:9", "«strict» no es true ni false"),
        ("site_dir: site", "site_url: hola", "5:11", "«site_url» no es una dirección completa"),
        ("site_dir: site", "site_url: 3", "5:11", "«site_url» no es una dirección completa"),
        ("site_dir: site", "site_url: http://[a", "5:11", "«site_url» no es una dirección completa"),
        ("site_dir: site", "dev_addr: x", "5:11", "«dev_addr» no es una dirección y un puerto"),
        ("site_dir: site", "dev_addr: uno:8000", "5:11", "«dev_addr» no es una dirección y un puerto"),
        ("site_dir: site", "exclude_docs: [a]", "5:15", "«exclude_docs» no es un texto"),
        ("site_dir: site", "nav: {a: b}", "5:6", "«nav» no es una lista"),
        ("site_dir: site", "extra_templates: a", "5:18", "«extra_templates» no es una lista"),
        ("site_dir: site", "mdx_configs: {a: b}", "5:1", "no conoce la clave «mdx_configs»"),
        ("anchors: warn", "anchors: hola", "45:12", "«anchors» no puede ser eso.|warn, info, ignore"),
        ("anchors: warn", "anchors: relative_to_docs", "45:12", "«anchors» no puede ser eso."),
        ("anchors: warn", "nav: 7", "45:8", "«nav» no es un bloque de claves"),
        ("anchors: warn", "nav: {anchors: warn}", "45:9", "«nav» no puede tener la clave «anchors»"),
        ("anchors: warn", "links: {anchors: 7}", "45:20", "«anchors» no puede ser eso."),
        ("  - generator/mkdocs_hooks.py", "  - data", "15:5", "«data» no es un archivo de Python"),
        ("  - generator/mkdocs_hooks.py", "  - mkdocs.yml", "15:5", "«mkdocs.yml» no es un archivo de Python"),
        ("docs_dir: site_src/docs", "docs_dir: mkdocs.yml", "4:11", "«mkdocs.yml» no es una carpeta"),
        ("docs_dir: site_src/docs", "docs_dir: .", "4:11", "en una carpeta propia"),
        ("custom_dir: site_src/overrides", "custom_dir: mkdocs.yml", "9:15", "«mkdocs.yml» no es una carpeta"),
        ("  name: material\n", "", "8:3", "falta la clave «name»"),
        ("site_name: Demoras", "INHERIT: data", "3:10", "«data» no es un archivo."),
        ("site_name: Demoras", "INHERIT: [a]", "3:10", "acá va el nombre de un archivo"),
        (WHOLE, "- una\n- lista\n", "1:1", "una clave por línea"),
        (WHOLE, "? [a]\n: b\n", "1:1", ""),
    ],
)
def test_what_the_engine_would_refuse_is_told_with_its_place(
    tmp_path: Path, before: str, after: str, place: str, words: str
) -> None:
    assert before in WHOLE
    root = project(tmp_path, WHOLE.replace(before, after, 1))

    first, *others = told(root)

    assert others == []
    assert first.startswith(f"{PUBLIC}:{place}"), first
    assert [word for word in words.split("|") if word not in first] == [], first
    assert first.count("\n    ") == 1
    assert is_refused(root)


def test_a_key_that_stands_twice_is_told_though_the_engine_takes_the_last(tmp_path: Path) -> None:
    root = project(tmp_path, f"{WHOLE}docs_dir: site_src/docs\n")

    assert [one.partition("\n")[0] for one in told(root)] == [
        "mkdocs.yml:48:1: la clave «docs_dir» está dos veces, y valdría sólo esta."
    ]


def test_of_the_theme_s_languages_only_those_that_it_or_the_site_has_pass(tmp_path: Path) -> None:
    root = project(tmp_path, WHOLE)
    said = {}
    for language in ("es", "es-AR", "es-AQ", "[es]", "pt"):
        (root / PUBLIC).write_text(WHOLE.replace("language: es-AR", f"language: {language}"), encoding="utf-8")
        said[language] = [one.partition("\n")[0] for one in told(root)]

    assert said == {
        "es": [],
        "es-AR": [],
        "es-AQ": ["mkdocs.yml:10:13: el tema no tiene el idioma «es-AQ»."],
        "[es]": ["mkdocs.yml:10:13: el tema no tiene el idioma una lista."],
        "pt": [],
    }


def test_what_is_inherited_may_leave_out_what_the_heir_says(tmp_path: Path) -> None:
    root = project(tmp_path, f"INHERIT: part.yml\n{WHOLE}")
    (root / "part.yml").write_text("copyright: a\ntheme: {font: false}\n")

    assert told(root) == []
    assert not is_refused(root)


def test_what_is_inherited_is_looked_at_too(tmp_path: Path) -> None:
    root = project(tmp_path, f"INHERIT: parts/first.yml\n{WHOLE}")
    (root / "parts").mkdir()
    (root / "parts" / "first.yml").write_text("INHERIT: second.yml\n")
    (root / "parts" / "second.yml").write_text("site_name: a\nnosuch: 1\n")

    assert [one.partition("\n")[0] for one in told(root)] == [
        "parts/second.yml:2:1: el motor de páginas no conoce la clave «nosuch»."
    ]
    assert is_refused(root)


_PYTHON_NAME = """site_name: Demoras
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - {name: a, class: a, format: !!python/name:pymdownx.superfences.fence_code_format }
"""


@pytest.mark.parametrize(
    "written",
    [
        "site_name: !ENV [NADA, Demoras]",
        "site_name: Demoras\nmarkdown_extensions: {toc: {permalink: true}, markdown.extensions.tables: {}}",
        "site_name: Demoras\nplugins: {search: {}}\ntheme: mkdocs\nextra_css:\n",
        _PYTHON_NAME,
        "site_name: a\nmarkdown_extensions: [pymdownx.superfences, markdown.extensions.toc:TocExtension]",
    ],
)
def test_what_the_engine_takes_is_taken(tmp_path: Path, written: str) -> None:
    root = project(tmp_path, f"{written}\ndocs_dir: site_src/docs\n")

    assert told(root) == []
    assert not is_refused(root)


def test_settings_in_other_letters_or_a_folder_are_told(tmp_path: Path) -> None:
    latin = told(project(tmp_path / "latin", "site_name: Ñandú\n".encode("latin-1")))
    (folder := tmp_path / "folder" / PUBLIC).mkdir(parents=True)

    assert latin[0].startswith("mkdocs.yml:1:12: el archivo no está en UTF-8")
    assert told(folder.parent)[0].startswith("mkdocs.yml:1:1: acá hay una carpeta")


def test_check_looks_at_the_staff_s_settings_too(tmp_path: Path) -> None:
    root = project(project(tmp_path, WHOLE), f"INHERIT: {PUBLIC}\npluggins: []\n", INTERNAL)

    shown = [str(problem) for problem in part_problems(root, WrittenPages(), {}) if problem.path == INTERNAL]

    assert [one.partition("\n")[0] for one in shown] == [
        "mkdocs.internal.yml:2:1: el motor de páginas no conoce la clave «pluggins»."
    ]


def test_the_keys_and_levels_are_those_of_the_engine_that_is_installed() -> None:
    hidden = {name for name, option in OPTIONS.items() if isinstance(option, (engine.Deprecated, engine.Private))}
    blocks = {name: dict(part.config_class._schema) for name, part in MkDocsConfig.Validation._schema}

    assert {*OPTIONS} - hidden - {"config_file_path"} | {"INHERIT"} == KEYS
    assert {name: {*options} for name, options in blocks.items()} == LOOKED_AT
    for options in blocks.values():
        for name, option in options.items():
            assert tuple(option.levels) == (ABSOLUTE_LEVELS if name == "absolute_links" else LEVELS)
    assert tuple(_AbsoluteLinksValidation.levels) == ABSOLUTE_LEVELS


def test_the_forms_are_those_of_the_engine_that_is_installed() -> None:
    plain = {name: wanted for name, option in OPTIONS.items() if (wanted := form(option)) is not None}

    assert {name: wanted for name, wanted in plain.items() if wanted is not list} == FORMS
    assert {name for name, wanted in plain.items() if wanted is list} == LISTS


OPTIONS = {name: option for name, option in MkDocsConfig._schema if name not in ("config_file_path", "docs_dir")} | {
    "docs_dir": None
}


def form(option: Any) -> Form | type | None:
    """Return the form that an option's own class asks of its values; none of what is looked at in another way."""
    if isinstance(option, engine.Optional):
        option = option.option
    kind = option._type if isinstance(option, engine.Type) else type(option)
    lists = (list, engine.Nav, engine.ListOfItems, engine.ListOfPaths, engine.MarkdownExtensions, engine.Hooks)
    forms: dict[Any, Form | type] = {str: TEXT, bool: SWITCH, engine.URL: ADDRESS, engine.IpAddress: PORT}
    return (forms | {engine.PathSpec: TEXT} | dict.fromkeys((*lists, engine.Plugins), list)).get(kind)
