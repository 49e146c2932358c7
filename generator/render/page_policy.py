"""What a browser may do on each page: said in the page itself, and in the headers of hosts that read `_headers`."""

from __future__ import annotations

import base64
import hashlib
import re

from generator.render.bundle import FOLDER

# The scripts that stand inside a page; one with a `src` is a file, one with a `type` is no program.
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_CHARSET = '<meta charset="utf-8">'
_META = '<meta http-equiv="Content-Security-Policy" content="'
_POLICY = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""No style may stand inside a page either: whatever puts one there is refused with the scripts."""


def finished_page(html: str) -> str:
    """Return a laid-out page as it is published.

    Raises:
        ValueError: the page's head is written in another way, so no policy could stand in it.

    """
    if html.count(_CHARSET) != 1:
        raise ValueError(_CHARSET)
    # Before everything that it governs.
    meta = f'{_META}{page_policy(html)}">'
    return html.replace(_CHARSET, f"{_CHARSET}\n{meta}", 1)


def page_policy(html: str) -> str:
    """Return the policy of a page: its own files, and those scripts inside it that it holds now, by their SHA-256."""
    return _POLICY.format(hashes=inline_hashes(html))


def inline_hashes(html: str) -> str:
    """Return what a policy says of the scripts inside a page, each with a blank before it."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE.findall(html))
    return "".join(dict.fromkeys(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


HEADERS_FILE = "_headers"
_OF_PAGE = re.compile(_META + r'([^"]*)">')
# Names of these folders hold what is in them: the theme's files are called anew when they change.
_NEVER_CHANGING = ("/assets/javascripts/*", "/assets/stylesheets/*")
_YEAR = 31_536_000


def host_headers(order_page: str | None) -> str:
    """Return the file that Netlify and Cloudflare Pages read; what a page may run stands in the page itself.

    Its second policy, which only a header can give, is that nobody frames a page; that of the order page, whose
    script is no page's business, stands here once more. `order_page` is its HTML; None where no order has one.

    Raises:
        ValueError: the order page has no policy, or more than one.

    """
    of_all = {
        "Content-Security-Policy": "frame-ancestors 'none'",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Strict-Transport-Security": f"max-age={_YEAR}",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    rules = {"/*": of_all}
    if order_page is not None:
        (policy,) = _OF_PAGE.findall(order_page)
        rules[f"/{FOLDER}*"] = {
            "Cache-Control": "no-cache",
            "Content-Security-Policy": policy,
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex, nofollow, noarchive",
        }
    rules |= {path: {"Cache-Control": f"public, max-age={_YEAR}, immutable"} for path in _NEVER_CHANGING}
    return "".join(
        "\n".join([path, *(f"  {name}: {value}" for name, value in headers.items())]) + "\n\n"
        for path, headers in rules.items()
    )
