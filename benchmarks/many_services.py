"""The table of many services: what `check` costs whole processes, and the public site beside the bare engine."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from benchmarks.measured_process import measured_process
from benchmarks.table_parts import AS_COMMAND
from generator.load.written_pages import written_pages
from generator.publish.mkdocs_build import PUBLIC
from generator.site_pipeline import public_site_of

_READ = (
    *("data", "site_src", "tests/golden/clock", "mkdocs.yml"),
    *("generator/mkdocs_hooks.py", "generator/render/templates"),
)
"""All that `check` and a build read of a project."""
_NAME = "name: "
_TURNS = 3
"""How often each process is begun, all in turns: what others do on the machine shall hit each alike."""
_QUIET = ("env", "NO_MKDOCS_2_WARNING=1")
_NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)


def print_services_table(count: int) -> None:
    """Measure and print."""
    root = Path.cwd()
    with TemporaryDirectory(prefix="demoras-") as name:
        many, bare = many_services(root, Path(name, "muchos"), count), _bare(root, Path(name, "motor"))
        mine = (sys.executable, *AS_COMMAND, "public_site", str(root), str(Path(name, "sitio")), _NOW.isoformat())
        alone = (*_QUIET, sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(bare / PUBLIC))
        rows: dict[str, tuple[str, ...]] = {
            f"demoras check, {count} servicios": (
                *(sys.executable, "-m", "generator", "--root", str(many)),
                *("--now", _NOW.isoformat(), "check"),
            ),
            "demoras check, los de data/": (sys.executable, "-m", "generator", "--now", _NOW.isoformat(), "check"),
            "sitio público, sin pedidos": mine,
            "MkDocs solo, las mismas páginas": alone,
            "demoras --help": (sys.executable, "-m", "generator", "--help"),
        }
        turns = [{title: measured_process(*command) for title, command in rows.items()} for _ in range(_TURNS)]
    head = f"procesos enteros, lo menos de {_TURNS}"
    sys.stdout.write(f"{head:36} {'segundos':>9} {'procesador':>10} {'MB':>7}\n")
    for title in rows:
        costs = [turn[title] for turn in turns]
        wall, cpu = min(cost.wall for cost in costs), min(cost.cpu for cost in costs)
        sys.stdout.write(f"{title:36} {wall:9.2f} {cpu:10.2f} {max(cost.megabytes for cost in costs):7.0f}\n")


def _bare(root: Path, folder: Path) -> Path:
    """Write the same pages, finished, for an engine with its own theme and none of our hooks."""
    made = public_site_of(root, _NOW)
    site = made.handed(written_pages(root).texts)
    shutil.copytree(root / "site_src" / "docs", folder / "docs")
    for page in (folder / "docs").rglob("*.md"):
        before, mark, typed = page.read_text(encoding="utf-8").rpartition("\n---\n")
        page.write_text(before + mark + site.page(typed), encoding="utf-8")
    for path, content in {**site.texts, **made.others()}.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    config: dict[str, Any] = yaml.safe_load((root / PUBLIC).read_text(encoding="utf-8"))
    config |= {"docs_dir": "docs", "hooks": [], "watch": [], "nav": site.navigation, "site_url": site.site_url}
    config["theme"] = {"name": "material", "language": "es", "font": False}
    (folder / PUBLIC).write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    return folder


def many_services(root: Path, folder: Path, count: int) -> Path:
    """Write into `folder`, which is not there yet, the project of `root` with `count` services, no fewer than its own.

    Each is sold by billing under a product of its own.
    """
    for name in _READ:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy(root / name, folder / name)
    services = folder / "data" / "services"
    own = sorted(services.glob("*.yml"))
    claims = []
    for number, source in enumerate(islice(cycle(own), count - len(own)), 1):
        id_ = f"{source.stem[:50]}-{number}"
        lines = source.read_text(encoding="utf-8").splitlines()
        lines = [f"{line} {number}" if line.startswith(_NAME) else line for line in lines]
        (services / f"{id_}.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        claims += [f"  - service: {id_}", f"    products: [Muchos - {id_}]"]
    billing = folder / "data" / "billing.yml"
    text = billing.read_text(encoding="utf-8")
    billing.write_text(text.replace("\nservices:\n", "\n".join(["\nservices:", *claims, ""]), 1), encoding="utf-8")
    return folder
