"""What a person does to a page in either of BookStack's editors: opening and saving it, its button, typing below.

The two editors are held against what the real ones did (`captured/editors.json` beside the manual's tests).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

CAPTURED = Path(__file__).parent.parent / "publish" / "manual" / "captured"
_BLOCKS = "p|h3|td|th|tr|tbody|table|details|summary|blockquote|ul|li"


def captured(name: str) -> Any:
    """Return one file of what was captured from a real BookStack 24.10."""
    return json.loads((CAPTURED / f"{name}.json").read_text(encoding="utf-8"))


def tinymce(html: str) -> str:
    """Put every block on a line of its own, as Windows ends lines."""
    flat = re.sub(r">\s*\n\s*<", "><", html)
    opened = r"<(?:details|table|tbody|tr|ul|blockquote)(?:\s[^>]*)?>|<hr(?:\s[^>]*)?>"
    return re.sub(rf"({opened}|</(?:{_BLOCKS})>)(?!$)", "\\1\r\n", flat).replace(' open=""', "")


def lexical(html: str) -> str:
    """Wrap the text of cells, double what is bold, add columns."""
    flat = re.sub(r">\s*\n\s*<", "><", html)
    flat = re.sub(r"<(t[dh])((?:\s[^>]*)?)>(.*?)</\1>", r"<\1\2><p>\3</p></\1>", flat)
    flat = re.sub(r"<strong>(.*?)</strong>", r"<b><strong>\1</strong></b>", flat)
    flat = re.sub(r"<p([^>]*)>([^<]* )<a ", r'<p\1><span style="white-space: pre-wrap;">\2</span><a ', flat)
    return re.sub(r"<table([^>]*)>(.*?)</table>", _with_columns, flat).replace(' open=""', "")


def _with_columns(table: re.Match[str]) -> str:
    columns = len(re.findall(r"<t[dh][\s>]", table[2].partition("</tr>")[0]))
    return f"<table{table[1]}><colgroup>{'<col>' * columns}</colgroup>{table[2]}</table>"


def unfolded(html: str) -> str:
    """Press «Desplegar» on the first block that folds: its contents stay, and its mark and its title are gone."""
    return re.sub(r"<details[^>]*>\s*<summary[^>]*>.*?</summary>(.*?)</details>", r"\1", html, count=1, flags=re.DOTALL)


def typed_at_end(html: str, text: str, *, is_newer: bool) -> str:
    """Click below the page's last element and type: only a paragraph at the end keeps that out of the block.

    The newer editor (Lexical) puts it into a folded block, the older one (TinyMCE) before a rule that ends the page.
    """
    page = html.rstrip()
    if page.endswith("</p>"):
        return page.removesuffix("</p>").removesuffix("<br>").removesuffix("&nbsp;") + f"{text}</p>"
    if page.endswith("</details>") and is_newer:
        return page.removesuffix("</details>") + f"<p>{text}</p></details>"
    if re.search(r"<hr[^>]*>$", page):
        return page[: page.rindex("<hr")] + f"<p>{text}</p>" + page[page.rindex("<hr") :]
    return f"{page}<p>{text}</p>"
