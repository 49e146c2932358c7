"""The order page's files put together: every part is in, no name meets another, and other forms are refused."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.render.bundle import (
    PALETTE,
    SCRIPT,
    STYLE,
    is_part,
    order_page_bundle,
    site_parts,
    site_script,
    site_style,
)
from tests.browser.conftest import page_sources

DECLARED = r"\b(?:class [A-Z]|class \w+ extends|(?:const|let)\b)"
STYLES = dict.fromkeys((*PALETTE, STYLE, "pedido/partes.css"), "a { b: c; }\n")


def bundled(**parts: str) -> str:
    """Return the script of some parts."""
    return order_page_bundle({**{f"pedido/{name}.js": text for name, text in parts.items()}, **STYLES})[SCRIPT]


def said(script: str) -> str:
    """Run a script as a module and return what it printed."""
    node = shutil.which("node")
    assert node
    done = subprocess.run([node, "--input-type=module"], input=script, capture_output=True, text=True, check=True)
    return done.stdout


def test_parts_run_in_the_order_of_their_imports_and_share_no_name() -> None:
    """Constants of one name in two parts are two, as they are in two modules, and so are names taken out of a list."""
    entry = 'import { a } from "./uno.js";\nimport { b, C } from "./dos.js";\nconst N = 3;\n'
    one = (
        'import { b } from "./dos.js";\n// A part.\nconst [M, N] = [0, 1];\nexport function a() {\n  return N + b;\n}\n'
    )
    two = "const N = 2;\nexport const b = n();\nexport class C {\n  n = N;\n}\nfunction n() {\n  return N * 10;\n}\n"
    parts = {"pedido": f"{entry}console.log(a(), b, new C().n, N);\n", "uno": one, "dos": two}
    assert said(bundled(**parts)) == "21 20 2 3\n"
    assert bundled(**dict(reversed(parts.items()))) == bundled(**parts)


def test_a_part_keeps_its_names_to_itself_only_where_another_has_one_of_them() -> None:
    """Else all stand in one scope, and what was exported is found there by its name."""
    parts = {"uno": "const N = 1;\nexport const a = N;\n", "pedido": 'import { a } from "./uno.js";\nconsole.log(a);\n'}
    assert bundled(**parts) == "let aa=1;let ab=aa;console.log(ab);"
    assert bundled(**parts, dos="const N = 2;\n") == (
        "let{}=(()=>{let a=2;return{}})();\nlet{a}=(()=>{let b=1;let a=b;return{a}})();\nconsole.log(a);"
    )


def test_what_a_line_says_only_for_readers_is_left_out_and_it_does_the_same() -> None:
    """The sign before a line that closes something, and blanks around signs; not those that keep two signs apart."""
    text = (
        "const a = 3;\nfunction b(c) {\n  let d = 0;\n  while (d++ < c);\n  return [\n    d + -a,\n    d - +a,\n"
        "    d % a * 2,\n  ];\n}\nconsole.log(\n  ...b(4),\n);\n"
    )
    made = bundled(pedido=text)
    assert made == (
        "let aa=3;function ab(c){let d=0;while(d++<c);return [d + -aa,d - +aa,d%aa*2]}\nconsole.log(...ab(4));"
    )
    assert said(made) == said(text) == "2 2 4\n"


def test_what_two_parts_export_by_one_name_is_refused() -> None:
    """Importing it would find either."""
    with pytest.raises(ValueError, match=r"^uno\.js: a$"):
        bundled(uno="export const a = 1;\n", dos="export const a = 2;\n")


@pytest.mark.parametrize(
    "text",
    [
        'import a from "./uno.js";\n',
        'import { a as b } from "./uno.js";\n',
        'import "./uno.js";\n',
        'import { a } from "../otro/uno.js";\n',
        "export default 1;\n",
        "export let a = 1;\n",
        "const a = 1;\nexport { a };\n",
        "const at = import.meta.resolve('a');\n",
        "const a = `uno\n  dos`;\n",
    ],
)
def test_a_form_that_is_not_understood_is_refused(text: str) -> None:
    """None of it may end as a script that does something else."""
    with pytest.raises(ValueError, match=r"^pedido\.js: "):
        bundled(pedido=text, uno="export const a = 1;\n")


def test_parts_that_import_one_another_are_refused() -> None:
    """One of them would find the other unmade."""
    circle = {"uno": 'import { b } from "./dos.js";\n', "dos": 'import { a } from "./uno.js";\n'}
    with pytest.raises(ValueError, match="cycle"):
        bundled(**circle)


def test_the_page_s_own_parts_are_all_in_and_nothing_of_their_comments() -> None:
    """Of the styles, the dark palette holds where it was chosen, and where the system is dark and none was."""
    sources = page_sources()
    made = order_page_bundle(sources)
    functions = variables = 0
    for path, text in sources.items():
        if is_part(path) and path.endswith(".js"):
            functions += len(re.findall(r"^ *(?:export )?(?:async )?function ", text, re.MULTILINE))
            variables += len(re.findall(DECLARED, re.sub(r"^ *(?://|/?\*).*", "", text, flags=re.MULTILINE)))
    declared = re.findall(r"\bfunction ([\w$]+)", made[SCRIPT])
    assert len(declared) == len(set(declared)) == functions
    assert len(re.findall(DECLARED, made[SCRIPT])) == variables > 300
    assert "=(()=>{" not in made[SCRIPT], "two parts of this page share a name, which costs bytes"
    assert not re.search(r"^\s|^//|/\*\*", made[SCRIPT], re.MULTILINE)
    assert made[STYLE].startswith(":root{--page:#")
    assert re.search(r"^@media screen\{\[data-md-color-scheme=\"slate\"\]\{--page:", made[STYLE], re.MULTILINE)
    assert re.search(
        r"^@media \(prefers-color-scheme: dark\)\{@media screen\{\.pedido:not\(", made[STYLE], re.MULTILINE
    )
    assert "/*" not in made[STYLE]
    # A blank between two elements stays, also where the second is told by what it is.
    assert ".hero h1{color:var(--soft);" in made[STYLE]
    assert "noscript > *)) ~ .bottom{display:none}" in made[STYLE]
    assert "}:is(.turn,.due,.message) a:hover{" in made[STYLE]


PAGES = {
    "assets/sitio.js": 'import { a } from "./dos/uno.js";\nlater().then((b) => console.log(a().href, b));\n'
    'async function later() {\n  return (await import("./luego.js")).b;\n}\n',
    "assets/dos/uno.js": 'import { b } from "../tres.js";\nexport function a() {\n'
    "  return new URL(`../../${b}.json`, import.meta.url);\n}\n",
    "assets/tres.js": "export const b = 'calendario';\n",
    "assets/luego.js": "export const b = 4;\n",
    "assets/uno.css": "/* One. */\na { b: c; }\n",
    "assets/dos.css": "d { e: f; }\n",
}


def test_the_pages_script_holds_what_it_needs_at_once_and_finds_the_rest_where_it_was(tmp_path: Path) -> None:
    """Addresses beside a part of a folder below are found from the whole's place; what comes later stays a file."""
    assert set(site_parts(PAGES)) == {"assets/sitio.js", "assets/dos/uno.js", "assets/tres.js"}
    assert site_style(PAGES, ["assets/dos.css", "assets/uno.css"]) == "d { e: f; }\na { b: c; }\n"
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "sitio.mjs").write_text(site_script(PAGES).replace("./luego.js", "./luego.mjs"), encoding="utf-8")
    (folder / "luego.mjs").write_text(PAGES["assets/luego.js"], encoding="utf-8")
    node = shutil.which("node")
    assert node
    ran = subprocess.run([node, folder / "sitio.mjs"], capture_output=True, text=True, check=True)
    assert ran.stdout == f"{(tmp_path / 'calendario.json').as_uri()} 4\n"


def test_a_part_of_a_folder_below_that_asks_for_another_later_is_refused() -> None:
    """It would ask from another place than before."""
    with pytest.raises(ValueError, match=r"^dos/uno\.js: import"):
        site_script({**PAGES, "assets/dos/uno.js": 'export const a = () => import("../luego.js");\n'})
