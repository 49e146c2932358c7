"""A finished page's policy lets its own scripts run and no others."""

from __future__ import annotations

import pytest

from generator.load import load_catalog
from generator.render.order_page import order_page_html
from generator.render.page_policy import finished_page, host_headers, page_policy
from tests.sample_company import SAMPLE

HEAD = '<!doctype html>\n<html lang="es-AR">\n<head>\n<meta charset="utf-8">\n<title>Una</title>\n'
# `printf 'var a = "ñ";' | openssl dgst -sha256 -binary | base64`
SCRIPT, HASH = 'var a = "ñ";', "sha256-+IRCnN3/ANyVwLsLNEZhMdNIfHG3SQe0/4rvXzRWzzA="


def page(body: str) -> str:
    """Return a page as the engine writes one."""
    return f"{HEAD}</head>\n<body dir='ltr'>{body}</body>\n</html>\n"


def test_the_hash_is_that_of_the_script_s_bytes() -> None:
    assert page_policy(page(f"<script>{SCRIPT}</script>")).split("; ")[1] == f"script-src 'self' '{HASH}'"


def test_each_script_is_named_once_and_only_those_that_are_programs_inside_the_page() -> None:
    """A file is the site's own, and data run nowhere."""
    body = (
        f"<script>{SCRIPT}</script><script>{SCRIPT}</script>"
        '<script src="a.js"></script><script type="application/json">{}</script><script id="x" type="module"></script>'
    )
    assert page_policy(page(body)).count("sha256-") == 1


@pytest.mark.parametrize("word", ["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "https:"])
def test_nothing_opens_the_policy(word: str) -> None:
    assert word not in page_policy(page("<script>1</script>")).replace(";", "").split()


def test_the_policy_stands_before_all_that_it_governs_and_after_the_letters_it_is_written_in() -> None:
    lines = finished_page(page("<script>1</script>")).splitlines()

    assert lines[3] == '<meta charset="utf-8">'
    assert lines[4].startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ')
    assert lines[5] == "<title>Una</title>"


def test_a_head_of_another_shape_is_no_page_without_a_policy() -> None:
    """A changed document must not publish pages that may run anything."""
    with pytest.raises(ValueError, match="meta charset"):
        finished_page(page("").replace('"utf-8"', "utf-8"))


def read_headers(text: str) -> dict[str, dict[str, str]]:
    """Return each rule of a `_headers` file, as both hosts describe its grammar."""
    rules: dict[str, dict[str, str]] = {}
    path = ""
    for line in filter(None, text.splitlines()):
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            assert name not in rules[path]
            rules[path][name] = value
        else:
            assert line.startswith("/")
            path = line
            rules[path] = {}
    return rules


def test_hosts_that_read_it_are_told_what_a_page_cannot_say_itself() -> None:
    """Nobody frames any; the order page's own policy comes from the page, so the two cannot differ."""
    page = order_page_html(load_catalog(SAMPLE))
    rules = read_headers(host_headers(page))

    assert rules["/*"]["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert f'content="{rules["/pedido/*"]["Content-Security-Policy"]}"' in page
    assert rules["/pedido/*"]["Cache-Control"] == "no-cache"


def test_an_order_page_without_a_policy_is_not_published_without_one_in_silence() -> None:
    page = order_page_html(load_catalog(SAMPLE))
    with pytest.raises(ValueError, match="not enough values"):
        host_headers(page.replace("Content-Security-Policy", "Content-Policy"))
    assert "/pedido/*" not in read_headers(host_headers(None))


def test_no_two_rules_for_one_file_give_it_a_header_that_may_stand_once() -> None:
    """Both hosts join them with a comma; of policies each then holds, of other headers the reader may choose."""
    rules = read_headers(host_headers(order_page_html(load_catalog(SAMPLE))))
    of_all = rules.pop("/*")

    for headers in rules.values():
        assert of_all.keys() & headers.keys() <= {"Content-Security-Policy"}
    assert all(
        len(f"{name}: {value}") < 2000 for headers in (of_all, *rules.values()) for name, value in headers.items()
    )
