"""The manual's double does what a real BookStack 24.10 was seen to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from tests.doubles.bookstack import BookStackServer
from tests.doubles.bookstack_editors import captured, lexical, tinymce, typed_at_end, unfolded
from tests.doubles.bookstack_html import kept
from tests.publish.manual.conftest import TOKEN

EXCHANGES = captured("exchanges")
FORMATTING = {case["case"]: case for case in captured("formatting")}
EDITORS = {(case["editor"], case["case"]): case for case in captured("editors")}
AUTHORIZATION = {
    "err-401-no-header": None,
    "err-401-bad-format": "Token sinformato",
    "err-401-unknown-token": f"Token otro:{TOKEN.secret}",
    "err-401-wrong-secret": f"Token {TOKEN.id}:otro",
}
KEPT_BY_BOTH = ["details wrapper", "hr markers", "details open", "blockquote", "details"]


@pytest.fixture
def server() -> Iterator[BookStackServer]:
    with BookStackServer(f"{TOKEN.id}:{TOKEN.secret}") as running:
        yield running


def ask(server: BookStackServer, name: str) -> requests.Response:
    """Ask what was asked when an exchange was captured."""
    asked, authorization = EXCHANGES[name]["request"], AUTHORIZATION.get(name, f"Token {TOKEN.id}:{TOKEN.secret}")
    headers = {"Authorization": authorization} if authorization else {}
    method, url = asked["method"], server.url.rstrip("/") + asked["path"]
    path = url if name not in AUTHORIZATION else f"{server.url}api/pages/1"
    return requests.request(method, path, headers=headers, json=asked["json"], timeout=10)


@pytest.mark.parametrize("name", [name for name in EXCHANGES if name.startswith("err-") and name != "err-429"])
def test_it_refuses_as_captured(server: BookStackServer, name: str) -> None:
    """Status and body alike."""
    server.wiki.add("Service status", "<p>x</p>")
    answer = ask(server, name)

    assert (answer.status_code, answer.json()) == tuple(EXCHANGES[name]["response"].values())


def test_it_throttles_as_captured(server: BookStackServer) -> None:
    """With the seconds to wait in a header."""
    server.throttle("GET", "60")
    answer = ask(server, "err-429")

    assert (answer.status_code, answer.json()) == tuple(EXCHANGES["err-429"]["response"].values())
    assert answer.headers["Retry-After"] == "60"


def test_a_page_is_read_updated_and_touched_as_captured(server: BookStackServer) -> None:
    """Each save counts a revision, also one that changes nothing."""
    server.wiki.add("Service status", "<p>Intro by a person.</p><p>Outro by a person.</p>")

    def compared(fields: dict[str, Any]) -> dict[str, Any]:
        moving = ("created_at", "updated_at", "priority", "tags")
        return {key: value for key, value in fields.items() if key not in moving}

    for name in ("pages-read", "pages-update", "update-nothing"):
        answer = ask(server, name)
        assert answer.status_code == 200
        assert answer.json().keys() == EXCHANGES[name]["response"]["body"].keys()
        assert compared(answer.json()) == compared(EXCHANGES[name]["response"]["body"]), name


def test_a_put_of_broken_json_answers_well_and_changes_nothing(server: BookStackServer) -> None:
    """The worst of its traps, after that of Markdown."""
    server.wiki.add("x", "<p>x</p>")
    authorization = {"Authorization": f"Token {TOKEN.id}:{TOKEN.secret}"}
    answer = requests.put(f"{server.url}api/pages/1", data=b'{"html": ', headers=authorization, timeout=10)

    assert (answer.status_code, answer.json()["revision_count"]) == (200, 2)
    assert answer.json()["raw_html"] == '<p id="bkmrk-x">x</p>'


def test_an_address_outside_the_api_answers_a_page_for_people(server: BookStackServer) -> None:
    """In HTML, with the status of a missing page."""
    answer = requests.get(f"{server.url}api/nosuch", timeout=10)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", FORMATTING)
def test_it_keeps_html_as_captured_and_does_not_change_it_again(name: str) -> None:
    """Ids, entities and unclosed tags."""
    case = FORMATTING[name]

    assert kept(case["sent"]) == case["raw_html"]
    assert kept(case["raw_html"]) == case["raw_html"]


@pytest.mark.parametrize(
    ("editor", "name"), [pair for pair in EDITORS if pair[1] in KEPT_BY_BOTH], ids=lambda word: word
)
def test_the_persons_of_these_tests_edit_as_the_real_editors_do(editor: str, name: str) -> None:
    """Opening and saving, in either of them."""
    case = EDITORS[editor, name]
    save: Callable[[str], str] = {"tinymce": tinymce, "lexical": lexical}[editor]
    before = case["before"].replace(' open class="x"', ' class="x"' if editor == "tinymce" else "")

    assert kept(save(kept(before))) == case["after"].replace("outtyped", "out")


def test_pages_are_listed_and_searched_without_their_html(server: BookStackServer) -> None:
    """A filter that it does not know is ignored without a word; the search finds what tags part, no deleted page."""
    server.wiki.add("Una", "<p>Dice <b>esto</b>.</p>")
    server.wiki.add("Otra", "<p>x</p>")
    server.wiki.pages[server.wiki.copy(1, "Borrada")].is_deleted = True
    server.wiki.copy(1, "Una (copia)")

    def asked(path: str) -> dict[str, Any]:
        authorization = {"Authorization": f"Token {TOKEN.id}:{TOKEN.secret}"}
        return dict(requests.get(f"{server.url}api/{path}", headers=authorization, timeout=10).json())

    assert [row["name"] for row in asked("pages?filter[nombre]=Una")["data"]] == ["Una", "Otra", "Una (copia)"]
    assert [row["id"] for row in asked("pages?count=1&offset=1")["data"]] == [2]
    assert "raw_html" not in asked("pages")["data"][0]
    found = asked('search?query="dice esto" {type:page}')
    assert ([row["id"] for row in found["data"]], found["total"]) == ([1, 4], 2)


@pytest.mark.parametrize("newer", [True, False])
def test_what_is_typed_at_the_end_goes_into_a_block_that_ends_the_page(*, newer: bool) -> None:
    """In the newer editor into a folded one, in the older one between the rules; never where a paragraph follows."""
    folded, ruled = "<details><p>1</p></details>", '<hr id="a"><p>1</p><hr id="b">'

    assert ("x</p></details>" in typed_at_end(folded, "x", is_newer=newer)) is newer
    assert typed_at_end(ruled, "x", is_newer=newer).endswith('<p>x</p><hr id="b">')
    for whole in (folded, ruled):
        assert typed_at_end(f"{whole}<p><br></p>", "x", is_newer=newer) == f"{whole}<p>x</p>"


def test_unfolding_takes_the_mark_and_the_title_and_leaves_the_contents() -> None:
    """So «Desplegar» does."""
    assert unfolded('<p>a</p><details id="b">\r\n<summary>c</summary><p>d</p></details>') == "<p>a</p><p>d</p>"
