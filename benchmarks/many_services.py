"""A project folder whose company offers any number of services: those of `data/` over and over, under other names."""

from __future__ import annotations

import shutil
from itertools import cycle, islice
from pathlib import Path

_READ = ("data", "site_src", "tests/golden/clock", "mkdocs.yml")
"""All that `check` and a build read of a project."""
_NAME = "name: "


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
