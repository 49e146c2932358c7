"""What hand-written pages, templates and scripts refer to is there, and nothing stands in a generated file's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.site_parts import part_problems
from generator.load.written_pages import written_pages

PAGES = "site_src/docs"
GENERATED: dict[str, str | bytes] = {
    "demoras/hosting.md": "# Hosting",
    "preguntas/index.md": "# Preguntas",
    "pedido/index.html": '<link rel="stylesheet" href="pedido.css"><script type="module" src="pedido.js"></script>',
    "pedido/catalogo.json": "{}",
}
FILES = {
    f"{PAGES}/index.md": "---\ntitle: Inicio\nhide:\n  - navigation\n---\n\n# Inicio\n",
    f"{PAGES}/pedido/pedido.js": 'import { a } from "./abrir.js";\nimport "../assets/edad.js";\n',
    f"{PAGES}/pedido/abrir.js": "export const a = 1;\n",
    f"{PAGES}/pedido/pedido.css": "",
    f"{PAGES}/assets/edad.js": "const later = () => import('./sitio.js');\n",
    f"{PAGES}/assets/sitio.js": "",
    f"{PAGES}/assets/sitio.css": "",
    "site_src/overrides/main.html": '{% extends "base.html" %}{% block content %}{{ "a" | url | e }}{% endblock %}',
    "site_src/overrides/404.html": '{% extends "main.html" %}',
    "mkdocs.yml": (
        "docs_dir: site_src/docs\ntheme: {name: material, custom_dir: site_src/overrides}\n"
        "extra_css: [assets/sitio.css]\nextra_javascript:\n  - path: assets/edad.js\n    defer: true\nsite_name: a\n"
    ),
}


def told(root: Path, **changed: str | None) -> list[str]:
    """Return the problems of the project above, some of its files changed or, with None, gone; `__` is a slash."""
    names = {name.replace("__", "/"): text for name, text in changed.items()}
    for name, text in {**FILES, **names}.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return [str(problem) for problem in part_problems(root, written_pages(root), GENERATED)]


def test_a_whole_project_has_nothing_to_mend(tmp_path: Path) -> None:
    assert told(tmp_path) == []


def test_a_project_that_lays_out_nothing_is_left_alone(tmp_path: Path) -> None:
    assert part_problems(tmp_path, written_pages(tmp_path), GENERATED) == ()


@pytest.mark.parametrize(
    ("gone", "place", "address"),
    [
        ("pedido/abrir.js", f"{PAGES}/pedido/pedido.js:1:20", "./abrir.js"),
        ("pedido/pedido.js", "generator/render/templates (página generada pedido/index.html)", "pedido.js"),
        ("pedido/pedido.css", "generator/render/templates (página generada pedido/index.html)", "pedido.css"),
        ("assets/sitio.js", f"{PAGES}/assets/edad.js:1:29", "./sitio.js"),
        ("assets/sitio.css", "mkdocs.yml:3:13", "assets/sitio.css"),
    ],
)
def test_a_style_or_script_that_is_gone_is_told_where_it_is_loaded(
    tmp_path: Path, gone: str, place: str, address: str
) -> None:
    (problem,) = told(tmp_path, **{f"{PAGES}/{gone}": None})

    assert problem.startswith(place)
    assert f"se carga «{address}», que no está en el sitio" in problem


def test_a_script_that_two_load_is_told_twice(tmp_path: Path) -> None:
    assert len(told(tmp_path, **{f"{PAGES}/assets/edad.js": None})) == 2


@pytest.mark.parametrize(
    ("header", "line", "said"),
    [
        ("title: Inicio\ntemplate: nada.html", 3, "no hay una plantilla «nada.html»"),
        ("tilte: Inicio", 2, "no puede tener la clave «tilte»"),
        ("icon: material/no-existe", 2, "no puede tener la clave «icon»"),
        ("title: [a]", 2, "«title» no es un texto"),
        ("title: Inicio\nhide: 5", 3, "«hide» no es una lista"),
        ("hide: [1]", 2, "«hide» no es una lista"),
        ("title: 'sin cerrar", 1, "el encabezado entre «---» no se entiende"),
        ("title: a: b", 1, "el encabezado entre «---» no se entiende"),
        ("description: 2026-02-30", 1, "el encabezado entre «---» no se entiende"),
        ("template: partials/nav.html", 2, "no hay una plantilla «partials/nav.html»"),
        ("sólo texto", 1, "el encabezado entre «---» no se entiende"),
        (f"title: {'[' * 3_000}{']' * 3_000}", 1, "el encabezado entre «---» no se entiende"),
    ],
)
def test_front_matter_that_the_engine_would_stumble_over_is_told(
    tmp_path: Path, header: str, line: int, said: str
) -> None:
    (problem,) = told(tmp_path, **{f"{PAGES}/index.md": f"---\n{header}\n---\n# Inicio\n"})

    assert problem.startswith(f"{PAGES}/index.md:{line}:1: ")
    assert said in problem


def test_a_heading_without_its_marks_is_told(tmp_path: Path) -> None:
    """The engine would read the line, and nobody would see it."""
    (problem,) = told(tmp_path, **{f"{PAGES}/index.md": "template: nada.html\n\n# Inicio\n"})

    assert problem.startswith(f"{PAGES}/index.md:1:1: la primera línea se leería como un encabezado")


@pytest.mark.parametrize("header", ["template: main.html", "template: 404.html", "description: Los plazos"])
def test_front_matter_of_the_theme_s_own_passes(tmp_path: Path, header: str) -> None:
    assert told(tmp_path, **{f"{PAGES}/index.md": f"---\n{header}\n---\n# Inicio\n"}) == []


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("{% extends 'base.html' %}\n{% block x %}", 2, "la plantilla no se entiende"),
        ("\n\n{{ x | nada }}", 3, "la plantilla no se entiende"),
        ("{% if x %}{{ x | nada }}{% endif %}", 1, "la plantilla no se entiende («nada»)"),
        ("\n{% if x is nada %}{% endif %}", 2, "la plantilla no se entiende («nada»)"),
        ("{% extends 'bsae.html' %}", 1, "no hay una plantilla «bsae.html»"),
        ("\n{% include 'partials/nada.html' %}", 2, "no hay una plantilla «partials/nada.html»"),
    ],
)
def test_a_broken_template_is_told_at_its_line(tmp_path: Path, template: str, line: int, said: str) -> None:
    (problem,) = told(tmp_path, **{"site_src/overrides/main.html": template})

    assert problem.startswith(f"site_src/overrides/main.html:{line}:")
    assert said in problem


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("demoras/hosting.md", "demoras/hosting.md"),
        ("demoras/hosting/index.md", "demoras/hosting.md"),
        ("preguntas.md", "preguntas/index.md"),
        ("preguntas/README.md", "preguntas/index.md"),
        ("pedido/index.md", "pedido/index.html"),
        ("pedido/catalogo.json", "pedido/catalogo.json"),
        ("index.html", "index.md"),
        ("demoras", "demoras"),
    ],
)
def test_a_file_in_the_place_of_a_generated_one_is_refused(tmp_path: Path, name: str, other: str) -> None:
    (problem,) = told(tmp_path, **{f"{PAGES}/{name}": ""})

    assert problem.startswith(f"{PAGES}/{name}:1:1: este archivo ocuparía el lugar de «{other}»")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("site_src/overrides/main.html", "site_src/overrides/main.html:1:1: falta este archivo."),
        ("site_src/overrides/404.html", "site_src/overrides/404.html:1:1: falta este archivo."),
        ("mkdocs.yml", "mkdocs.yml:1:1: falta este archivo."),
    ],
)
def test_what_every_site_is_laid_out_by_must_be_there(tmp_path: Path, name: str, place: str) -> None:
    assert [problem.partition("\n")[0] for problem in told(tmp_path, **{name: None})] == [place]


def test_what_the_engine_s_settings_name_must_be_there(tmp_path: Path) -> None:
    said = told(tmp_path, **{"mkdocs.yml": "docs_dir: site_src/dcos\nhooks:\n  - generator/nada.py\nsite_name: a\n"})

    assert [one.partition("\n")[0] for one in said] == [
        "mkdocs.yml:1:11: «site_src/dcos» no está en el proyecto.",
        "mkdocs.yml:3:5: «generator/nada.py» no está en el proyecto.",
    ]
