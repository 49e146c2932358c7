"""Fifty texts that try to be more than text, and what the page's documented cleaning leaves of one."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 300
LONGEST_PROSE = 2000
MARKER = "hostil-ejecutado"
_CALL = f"document.title='{MARKER}'"
HOSTILE = (
    # Markup that runs by itself
    f"<script>{_CALL}</script>",
    f"</script><script>{_CALL}</script>",
    f"<img src=x onerror={_CALL}>",
    f"<svg onload={_CALL}>",
    f"<svg><script>{_CALL}</script></svg>",
    f"<svg><animate onbegin={_CALL} attributeName=x dur=1s>",
    f"<body onload={_CALL}>",
    f"<iframe srcdoc='<script>parent.{_CALL}</script>'></iframe>",
    f"<details open ontoggle={_CALL}>x</details>",
    f"<input autofocus onfocus={_CALL}>",
    f"<video><source onerror={_CALL}></video>",
    f"<math><mtext><script>{_CALL}</script></mtext></math>",
    f'<object data="javascript:{_CALL}"></object>',
    f'<embed src="javascript:{_CALL}">',
    f"<template><script>{_CALL}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={_CALL}>'>",
    f"<base href='javascript:{_CALL}//'>",
    "<meta http-equiv=refresh content='0;url=https://otro.example/'>",
    "<link rel=stylesheet href=https://otro.example/a.css>",
    "<style>*{display:none!important}</style>",
    "<form action=https://otro.example/><button>Enviar</button></form>",
    "<!--<p>-->",
    "<![CDATA[<p>]]>",
    # Addresses
    f"javascript:{_CALL}",
    f"JaVaScRiPt:{_CALL}",
    f"java\tscript:{_CALL}",
    f"data:text/html,<script>{_CALL}</script>",
    f"vbscript:{_CALL}",
    "//otro.example/x",
    # Quotes, templates, names that JavaScript knows
    f"\"'`><img src=x onerror={_CALL}>",
    f"${{{_CALL}}} {{{{constructor.constructor('{_CALL}')()}}}}",
    "__proto__",
    "constructor",
    "toString",
    "&lt;b&gt; &#x3c;script&#x3e; &amp;",
    "%3Cscript%3E \\u003cscript\\u003e \\x3c",
    ']]>\\"},"v":2,{"x":"',
    # Direction
    "\u202egpj.exe\u202c",
    "\u2066\u2067adentro\u2069\u2069 \u200f\u200e\u061c",
    "مرحبا بالعالم 123 abc",
    "שלום (abc) 456",
    # Invisible, combining, controls
    "si\u200bn\u200c es\u200dpa\u2060cio\ufeff",
    "a\u00adb\u034fc\u115fd\u3164e\uffa0f\u180ew",
    "línea\r\notra\u2028tercera\u2029cuarta\tfin",
    "\x00\x07\x1b[31mrojo\x7f\x85",
    "e\u0301 n\u0303 Å ﬁ",
    "Z̴̨̡̛̭̲̳͖̈́̈́̓͘ẵ̸̢l̶̛̜g̵̰̈́o̷",
    "\U000e0041\U000e0042etiqueta\U000e007f",
    # Width and length
    "👩‍👩‍👧‍👦 🏳️‍🌈 🇦🇷 ✍🏽 𝕳𝖔𝖑𝖆",
    "<b>" + "Ñandú " * 2000,
)


def cleaned(text: str, longest: int = LONGEST) -> str:
    """Return what `docs/order-pages.md` says the page shows of a text from outside."""
    text = re.sub(r"[\t\n\r\u2028\u2029]+", " ", unicodedata.normalize("NFC", text))
    fillers = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
    text = "".join(one for one in text if unicodedata.category(one) not in ("Cc", "Cf", "Cs") and one not in fillers)
    text = text.strip()
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
