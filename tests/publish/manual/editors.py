"""A page's HTML in; the same page out as a person's opening and saving it leaves it, in either of BookStack's editors.

The two are held against what the real editors did (`captured/editors.json`).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

CAPTURED = Path(__file__).parent / "captured"
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
    flat = re.sub(r"<(t[dh])>(.*?)</\1>", r"<\1><p>\2</p></\1>", flat)
    flat = re.sub(r"<strong>(.*?)</strong>", r"<b><strong>\1</strong></b>", flat)
    flat = re.sub(r"<p>([^<]* )<a ", r'<p><span style="white-space: pre-wrap;">\1</span><a ', flat)
    return re.sub(r"<table([^>]*)>(.*?)</table>", _with_columns, flat).replace(' open=""', "")


def _with_columns(table: re.Match[str]) -> str:
    columns = len(re.findall(r"<t[dh]>", table[2].partition("</tr>")[0]))
    return f"<table{table[1]}><colgroup>{'<col>' * columns}</colgroup>{table[2]}</table>"
