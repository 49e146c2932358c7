"""What a page's PDF holds, sheet by sheet: its lines, and which of its parts stands on which."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

_MARK = """() => {
  document.querySelectorAll("[data-parte]").forEach((one) => one.remove());
  const kinds = { name: "h1, h2, h3, dt, summary, .rotulo", row: "tbody tr, ul li, ol li", text: "p, dd, pre, td, th" };
  let at = 0;
  const found = [];
  for (const [kind, chosen] of Object.entries(kinds)) {
    for (const one of document.querySelectorAll(`article :is(${chosen})`)) {
      if (!one.checkVisibility({ contentVisibilityAuto: true }) || !one.textContent.trim()) continue;
      const owner = kind === "row" ? one.parentElement : null;
      if (owner && !owner.dataset.lista) owner.dataset.lista = `${found.length}`;
      const text = one.textContent.trim().replace(/\\s+/g, " ").slice(0, 40);
      found.push({ kind, of: owner?.dataset.lista ?? "", text });
      // A letter so small that it takes no room.
      const mark = document.createElement("span");
      mark.dataset.parte = at;
      mark.style.cssText = "font-size: 1px; position: absolute;";
      mark.textContent = `⟦${at}⟧`;
      (one.localName === "tr" ? one.firstElementChild : one).prepend(mark);
      at += 1;
    }
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Part:
    """A name, a row of a list or a table, or a text, and the sheet that it begins on."""

    kind: str
    of: str
    """Which list or table a row is of."""
    text: str
    sheet: int
    place: int
    """Where it begins among the parts of its sheet."""


def sheets(page: Page) -> int:
    """Return how many sheets of A4 a page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def lines(page: Page, folder: Path) -> list[list[str]]:
    """Return the lines of text of each sheet of A4."""
    file = folder / "page.pdf"
    page.pdf(format="A4", path=file)
    told = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout  # noqa: S607
    return [[line for line in sheet.splitlines() if line.strip()] for sheet in told.split("\f")[:-1]]


def parts(page: Page, folder: Path) -> Sequence[Part]:
    """Return the parts of a page as they are printed, each on its sheet."""
    found = page.evaluate(_MARK)
    places = {}
    for sheet, told in enumerate(lines(page, folder)):
        marks = re.findall(r"⟦(\d+)⟧", "\n".join(told))
        places.update({int(mark): (sheet, place) for place, mark in enumerate(marks)})
    # What is there for who hears the page alone is not printed.
    return [Part(**one, sheet=places[at][0], place=places[at][1]) for at, one in enumerate(found) if at in places]
