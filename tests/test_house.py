"""The shape of the house: names that stand once, files of one idea, docstrings that say what a thing is."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "generator"
FILES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(HOUSE.rglob("*.py"))}
MODULES = {path: tree for path, tree in FILES.items() if path.name != "__init__.py"}
LONGEST = 250
SMALL = 80
APART = {
    "cli/program_version.py": "what one option answers; the entry knows no formats",
    "compute/records/drifts.py": "what staff look at; everything else of the records is public",
    "compute/unread_rows.py": "which rows that cannot be read matter; the fold is at its limit",
    "pull/whmcs/known_rows.py": "what a pull passed over, and clients' marks; the source is at its limit",
    "load/logo_file.py": "what a picture may hold; the layout is about which files there are",
    "publish/mkdocs_process.py": "what runs in the other process, which imports nothing of ours",
    "publish/rename_exchange.py": "the one system call, with what systems without it do",
    "render/compiled_templates.py": "what is kept on the disk; the other is about what is printed",
    "render/word_diff.py": "two versions of a line side by side; the report is another matter",
    "sandbox/ordinary_orders.py": "a file per kind of order, as its two sisters",
}
"""Small files whose only user stands beside them, each with the reason why it is a file of its own."""
FLOW = re.compile(r"\b(?:comes? in|goes? out)\b|\bin[,;:] .*\bout\b", re.DOTALL)
TRANSFORMERS = {
    "http/bounded_body.py",
    "model/promise.py",
}
"""The files that do turn one thing into another, and may say so by what goes in and comes out."""


def name(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def importers() -> dict[str, list[Path]]:
    """Return the files of the product that import each module, by the module's dotted name."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path, tree in FILES.items():
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        for module in {f"{node.module}.{alias.name}" for node in imports for alias in node.names} | {
            str(node.module) for node in imports
        }:
            found[module].append(path)
    return found


def test_no_file_s_name_stands_in_two_folders() -> None:
    """Whoever sees a name in a list knows which file it is."""
    folders = defaultdict(list)
    for path in MODULES:
        folders[path.name].append(name(path))
    assert {file: where for file, where in folders.items() if len(where) > 1} == {}


def test_no_file_is_longer_than_one_idea() -> None:
    assert [name(path) for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST] == []


def test_a_small_file_with_one_user_beside_it_is_part_of_that_user() -> None:
    """But for those that say why they are not."""
    users = importers()
    small = [path for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) < SMALL]
    alone = [path for path in small if [user.parent for user in users[dotted(path)]] == [path.parent]]
    assert {name(path) for path in alone} == set(APART)


def test_each_file_opens_with_a_sentence_that_says_what_it_is() -> None:
    """What goes in and what comes out is said of files that turn one thing into another, and of no other."""
    opening = {name(path): (ast.get_docstring(tree) or "").partition("\n\n")[0] for path, tree in FILES.items()}
    assert [file for file, text in opening.items() if not text.endswith(".")] == []
    assert {file for file, text in opening.items() if FLOW.search(text)} == TRANSFORMERS


def test_the_plan_of_the_house_names_what_is_there() -> None:
    """Every path in `docs/architecture.md` leads to a file or folder, and every room stands on it."""
    plan = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:generator|data|site_src|tests|integrations)/[\w/.]*)`", plan))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
    rooms = {path.name for path in HOUSE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert {room for room in rooms if f" {room}/" not in plan} == set()
