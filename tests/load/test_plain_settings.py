"""What `check` takes for plain settings without asking the engine: nothing that the engine would refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.plain_settings import odd_places
from generator.load.settings_file import INTERNAL, PUBLIC, read_settings
from tests.load.test_engine_settings import WHOLE, is_refused, project, told
from tests.sample_company import REPOSITORY

ODD = [
    ("plugins: []", "plugins: [search: {nosuch: 1}]"),
    ("plugins: []", "plugins: [search: {lang: 7}]"),
    ("plugins: []", "plugins: [search: {lang: xx}]"),
    ("plugins: []", "plugins: [search: {separator: 7}]"),
    ("plugins: []", "plugins: [search: {min_search_length: x}]"),
    ("plugins: []", "plugins: [search: {indexing: nada}]"),
    ("plugins: []", "plugins: [search: {prebuild_index: nada}]"),
    ("plugins: []", "plugins: [material/search: {nosuch: 1}]"),
    ("plugins: []", "plugins: [tags: {nosuch: 1}]"),
    ("plugins: []", "plugins: [material/tags: {enabled: 7}]"),
    ("plugins: []", "plugins: [material/blog: {blog_dir: 7}]"),
    ("plugins: []", "plugins: [material/blog]"),
    ("plugins: []", "plugins: [material/offline: {nosuch: 1}]"),
    ("plugins: []", "plugins: [material/privacy: {nosuch: 1}]"),
    ("plugins: []", "plugins: [material/social: {nosuch: 1}]"),
    ("plugins: []", "plugins: [material/optimize: {nosuch: 1}]"),
    ("plugins: []", "plugins: [material/group: {nosuch: 1}]"),
    ("plugins: []", "plugins: [material/group: {enabled: true}]"),
    ("plugins: []", "plugins: [material/info: {nosuch: 1}]"),
    ("plugins: []", "plugins: [material/meta: {meta_file: 3}]"),
    ("plugins: []", "plugins: [material/projects: {projects_dir: 3}]"),
    ("plugins: []", "plugins: [material/typeset: {nosuch: 3}]"),
    ("plugins: []", "plugins: [search, search]"),
    ("permalink: true", "toc_depth: x"),
    ("permalink: true", "toc_depth: [1]"),
    ("permalink: true", "toc_depth: 2-x"),
    ("permalink: true", "toc_depth: 9"),
    ("permalink: true", "baselevel: x"),
    ("permalink: true", "slugify: 5"),
    ("permalink: true", "permalink: [a]"),
    ("permalink: true", "separator: 5"),
    ("permalink: true", "marker: 5"),
    ("permalink: true", "title: 5"),
    ("use_directory_urls: true", "use_directory_urls: false"),
    ("site_name: Demoras", "site_name: !foo a"),
    ("generator: false", "generator: !foo a"),
    ("permalink: true", "slugify: !!python/name:nosuch.thing"),
    ("permalink: true", "slugify: !!python/name:json.nosuch"),
    ("permalink: true", "slugify: !!python/object/apply:nosuch.thing {}"),
    ("permalink: true", "slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}"),
    ("permalink: true", "slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {nosuch: lower}}"),
    ("site_name: Demoras", "site_name: !ENV NADA"),
    ("site_name: Demoras", "site_name: !ENV [NADA, hola]"),
    ("site_name: Demoras", "site_name: !ENV [NADA, 3]"),
    ("site_name: Demoras", "site_name: !ENV {a: b}"),
    ("docs_dir: site_src/docs", "docs_dir: !ENV NADA"),
    ("generator: false", "generator: !relative $nada"),
    ("site_dir: site", "exclude_docs: '[a'"),
    ("site_dir: site", "exclude_docs: '!'"),
    ("site_dir: site", "exclude_docs: '*'"),
    ("site_dir: site", "site_dir: site_src/docs/x"),
    ("site_dir: site", "site_dir: ."),
    ("site_dir: site", "nav: [3]"),
    ("site_dir: site", "nav: [{a: b.md, c: d.md}]"),
    ("site_dir: site", "nav: [nosuch.md]"),
    ("site_dir: site", "nav: [null]"),
    ("site_dir: site", "nav: [{a: 3}]"),
    ("  - assets/colores.css", "  - 5"),
    ("  - assets/colores.css", "  - {path: a}"),
    ("    type: module", "    nosuch: module"),
    ("    type: module", "    type: 5"),
    ("    type: module", "    defer: si"),
    ("  - path: assets/sitio.js\n    type", "  - type"),
    ("site_dir: site", "extra_templates: [nosuch.html]"),
    ("site_dir: site", "extra_templates: [4]"),
    ("site_dir: site", "edit_uri_template: '{nosuch}'"),
    ("site_dir: site", "edit_uri_template: '{path'"),
    ("site_dir: site", "edit_uri_template: 5"),
    ("site_dir: site", "repo_url: https://a.b/c\nedit_uri_template: '{path!q}'"),
    ("site_dir: site", "repo_url: https://github.com/"),
    ("font: false", "font: 5"),
    ("font: false", "features: 5"),
    ("font: false", "palette: 5"),
    ("font: false", "palette: [5]"),
    ("font: false", "icon: 5"),
    ("font: false", "logo: nosuch.png"),
    ("font: false", "static_templates: [nosuch.html]"),
    ("font: false", "static_templates: 5"),
    ("font: false", "locale: xx_YY_ZZ"),
    ("font: false", "locale: 5"),
    ("name: material", "name: null"),
    ("font: false", "direction: nada"),
    ("  - tables", "  - tables: {use_align_attribute: x}"),
    ("  - attr_list", "  - attr_list: {a: 1}"),
    ("  - def_list", "  - def_list: {a: 1}"),
    ("  - tables", "  - admonition: {a: 1}"),
    ("  - tables", "  - codehilite: {linenums: x}"),
    ("  - tables", "  - codehilite: {nosuch: x}"),
    ("  - tables", "  - footnotes: {nosuch: x}"),
    ("  - tables", "  - smarty: {substitutions: 5}"),
    ("  - tables", "  - wikilinks: {build_url: 5}"),
    ("  - tables", "  - pymdownx.superfences: {nosuch: 1}"),
    ("  - tables", "  - pymdownx.superfences: {custom_fences: 5}"),
    ("  - tables", "  - pymdownx.superfences: {custom_fences: [{name: a}]}"),
    (
        "  - tables",
        "  - pymdownx.superfences: {custom_fences: [{name: a, class: b, format: !!python/name:pymdownx.nosuch.x }]}",
    ),
    ("  - tables", "  - pymdownx.highlight: {nosuch: 1}"),
    ("  - tables", "  - pymdownx.highlight: {linenums: [1]}"),
    ("  - tables", "  - pymdownx.snippets: {check_paths: true, base_path: 5}"),
    ("  - tables", "  - pymdownx.emoji: {emoji_index: !!python/name:material.nosuch.x }"),
    ("  - tables", "  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }"),
    ("  - tables", "  - pymdownx.tabbed: {nosuch: 1}"),
    ("  - tables", "  - pymdownx.tasklist: {nosuch: 1}"),
    ("  - tables", "  - pymdownx.arithmatex: {generic: x}"),
    ("  - tables", "  - pymdownx.details: {nosuch: x}"),
    ("  - tables", "  - markdown.extensions.toc:TocExtension: {nosuch: 1}"),
    ("site_dir: site", "<<: {site_author: a}"),
    ("site_name: Demoras", "<<: {site_name: a}"),
    ("name: material", "<<: {name: material}"),
    ("generator: false", "<<: {generator: false}"),
    ("permalink: true", "<<: {permalink: true}"),
    ("  anchors: warn", "  <<: {anchors: warn}"),
    ("  - tables", "  - <<: {tables: {}}"),
    ("site_dir: site", "<<: 5"),
    ("generator: false", "<<: 5"),
    ("site_dir: site", "site_author: &a x\nsite_description: *a"),
    ("  generator: false", "  generator: false\n---\na: b"),
    ("use_directory_urls: true", "use_directory_urls: !!str true"),
    ("site_name: Demoras", "site_name: !!int 5"),
    ("generator: false", "generator: !!int x"),
    ("generator: false", "generator: !!set {a, b}"),
    ("generator: false", "generator: !!timestamp x"),
    ("generator: false", "generator: 2026-02-31"),
    ("generator: false", "? [a]\n  : b"),
    ("generator: false", "generator: !!binary x"),
    ("generator: false", "generator: !!omap [a]"),
    ("generator: false", "generator: !!python/module:json"),
    ("generator: false", "generator: !!python/tuple [a]"),
    ("  - path: assets/sitio.js", "  - path: /assets/sitio.js"),
    ("  - generator/mkdocs_hooks.py", "  - generator/mkdocs_hooks.py\n  - generator/mkdocs_hooks.py"),
    ("hooks:\n  - generator/mkdocs_hooks.py\n", ""),
    ("docs_dir: site_src/docs", "docs_dir: site_src/interno"),
    ("custom_dir: site_src/overrides", "custom_dir: site_src/interno"),
    ("  custom_dir: site_src/overrides\n", ""),
    ("name: material", "name: mkdocs"),
    ("site_dir: site", "draft_docs: '[a'"),
    ("site_dir: site", "not_in_nav2: '[a'"),
    ("  - data\n", "  - 5\n"),
    ("  - attr_list\n", ""),
    ("  - md_in_html\n", ""),
    ("  omitted_files: warn", "  omitted_files: ignore"),
    ("anchors: warn", "anchors: ignore"),
]
"""What stands in the repository's settings, and what somebody might write there instead."""


OURS = ("use_directory_urls: false", "custom_dir: site_src/interno", "")
"""Which of these are refused though the engine reads them: addresses would lead nowhere, or the language is gone."""


@pytest.mark.parametrize(("before", "after"), ODD)
def test_what_the_engine_refuses_is_told_or_asked_for(tmp_path: Path, before: str, after: str) -> None:
    """Where it is plain, the engine is not asked: then it must take it. What is told it must refuse."""
    assert before in WHOLE
    root = project(tmp_path, WHOLE.replace(before, after, 1))

    if problems := told(root):
        assert is_refused(root) or after in OURS, problems
    elif not list(odd_places(read_settings(root, PUBLIC))):
        assert not is_refused(root)


@pytest.mark.parametrize("name", [PUBLIC, INTERNAL])
def test_the_repository_s_own_settings_are_plain(name: str) -> None:
    """So that a check begins no engine."""
    assert [key.value for key, _ in odd_places(read_settings(REPOSITORY, name))] == []


def test_pages_without_folders_of_their_own_are_refused_though_the_engine_takes_them(tmp_path: Path) -> None:
    root = project(tmp_path, WHOLE.replace("use_directory_urls: true", "use_directory_urls: false"))

    assert [one.partition("\n")[0] for one in told(root)] == [
        "mkdocs.yml:6:21: las páginas del sitio necesitan una carpeta cada una."
    ]
