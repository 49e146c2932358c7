"""Whatever answers in BookStack's place, the client ends in time, tells what to do and keeps the token to itself."""

from __future__ import annotations

from typing import Any

import pytest

from generator.errors import DemorasError, PublishError, UnreachableError
from generator.publish.manual.bookstack_client import MOMENT, BookStack
from generator.publish.manual.bookstack_settings import ManualLimits, Token
from tests.doubles.acting_server import HEADERS, Act, answering, as_json, drip, raw
from tests.doubles.bookstack import BookStackServer
from tests.publish.manual.conftest import PAGE, TOKEN

FOR_PEOPLE = b"<!DOCTYPE html><html><body>Token fichaDePrueba:secretoDePrueba7f3a</body></html>"


def fault(*acts: Act, **limits: Any) -> DemorasError:
    """Return how reading a page ends; waits are not slept."""
    with (
        answering(*acts) as server,
        BookStack(server.url, TOKEN, limits=ManualLimits(**limits), sleep=lambda _: None) as wiki,
        pytest.raises(DemorasError) as caught,
    ):
        wiki.page(1)
    return caught.value


def refusing(status: int, message: str = "x") -> Act:
    """Return the act of a BookStack that refuses."""
    return as_json({"error": {"message": message, "code": status}}, status)


def test_a_page_is_read_with_the_token_and_picked_apart(server: BookStackServer, wiki: BookStack) -> None:
    """The name is whatever a person made of it."""
    number = server.wiki.add("Demoras\x1b[31m\n::error::", "<p>á</p>")
    page = wiki.page(number)

    assert (page.number, page.raw_html, page.revision) == (number, '<p id="bkmrk-%C3%A1">á</p>', 1)
    assert page.title == f"Página {number} del manual, «Demoras[31m ::error::»"


@pytest.mark.parametrize(
    ("act", "said", "remedy"),
    [
        (raw(FOR_PEOPLE, 404, "Content-Type: text/html"), "HTTP 404 con algo que no es JSON", "base_url"),
        (raw(FOR_PEOPLE, 403, "Content-Type: text/html"), "HTTP 403 con algo que no es JSON", "cortafuegos"),
        (raw(FOR_PEOPLE, 200, "Content-Type: text/html"), "HTTP 200 con algo que no es JSON", "base_url"),
        (raw(b'{"id": 1', 200, "Content-Type: application/json"), "no es JSON", "base_url"),
        (raw(b"[" * 100_000, 200, "Content-Type: application/json"), "no es JSON", "base_url"),
        (as_json([PAGE]), "no es JSON", "base_url"),
        (as_json({**PAGE, "id": 2}), "no es una página", "base_url"),
        (as_json({key: value for key, value in PAGE.items() if key != "raw_html"}), "no es una página", "base_url"),
        (as_json({**PAGE, "raw_html": None}), "no es una página", "base_url"),
        (raw(b"", 302, "Location: https://otro.example/"), "redirige a otra dirección", "no se envía a otra"),
        (refusing(400), "no aceptó el pedido (400)", "guárdela a mano"),
        (refusing(403), "el usuario del token no la puede ver (403)", "El token vale"),
        (refusing(405), "no permite ese pedido (405)", "cortafuegos"),
        (refusing(409), "está ocupada (409)", "unos minutos"),
        (refusing(413), "es demasiado grande (413)", "client_max_body_size"),
        (refusing(418), "respondió HTTP 418", "unos minutos"),
        (refusing(422), "no aceptó el pedido (422)", "guárdela a mano"),
        (refusing(423), "está ocupada (423)", "unos minutos"),
        (refusing(429), "sigue pidiendo esperar (429)", "unos minutos"),
        (refusing(503), "respondió HTTP 503", "unos minutos"),
    ],
)
def test_what_is_no_page_is_told_of_that_page_in_one_line(act: Act, said: str, remedy: str) -> None:
    """Another may be well: with a remedy, and not a word of what was answered."""
    error = fault(act)

    assert isinstance(error, PublishError)
    assert error.message.startswith("Página 1 del manual: ")
    assert said in error.message
    assert remedy in error.remedy
    assert not any(secret in error.message + error.remedy for secret in (TOKEN.id, TOKEN.secret, "DEMORAS_BOOKSTACK"))


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (refusing(401), "no acepta el token (401)"),
        (raw(FOR_PEOPLE, 401, "Content-Type: text/html"), "no acepta el token (401)"),
        (refusing(403, "The authorization token used has expired"), "venció o no tiene permiso (403)"),
        (refusing(403, "El propietario del token API usado no tiene permiso"), "venció o no tiene permiso (403)"),
    ],
)
def test_a_token_that_opens_nothing_ends_the_run(act: Act, said: str) -> None:
    """Whichever page it was tried on."""
    error = fault(act)

    assert isinstance(error, UnreachableError)
    assert error.message == f"El manual (leer la página 1): {'el token ' if 'venció' in said else ''}{said}."
    assert "DEMORAS_BOOKSTACK_TOKEN_ID" in error.remedy


def test_an_answer_that_stays_cut_is_that_pages_where_others_come_whole() -> None:
    """And the manual's where none does."""
    cut = raw(b"{", 200, length=100)

    assert isinstance(fault(cut, cut, cut, as_json({"data": []})), PublishError)
    assert isinstance(fault(cut), UnreachableError)


def test_what_did_not_pass_for_one_page_is_not_waited_for_with_the_next(
    server: BookStackServer, wiki: BookStack, naps: list[float]
) -> None:
    """A manual that is down tells so at once, however many pages there are; a good answer restores the patience."""
    numbers = [server.wiki.add(name, "") for name in "abc"]
    server.throttle("GET", *["1"] * 5)
    for number in numbers[:2]:
        with pytest.raises(PublishError, match="sigue pidiendo esperar"):
            wiki.page(number)
    assert naps == [1] * 3
    wiki.page(numbers[2])
    server.throttle("GET", "1")
    assert wiki.page(numbers[2]).name == "c"


def test_a_missing_page_is_a_fault_of_the_data(wiki: BookStack) -> None:
    """BookStack says the same of pages that the token's user may not see."""
    with pytest.raises(PublishError, match="Página 7 del manual: no existe, o el usuario del token no la ve"):
        wiki.page(7)


def test_a_page_that_is_gone_is_asked_for_once_more_after_a_moment(
    server: BookStackServer, wiki: BookStack, naps: list[float]
) -> None:
    """BookStack answers so while it rebuilds a page's permissions."""
    number = server.wiki.add("Demoras", "")
    server.wiki.rebuilding = ["GET"]

    assert wiki.page(number).name == "Demoras"
    assert naps == [MOMENT]


def test_every_wait_is_said(server: BookStackServer) -> None:
    """Who waits a minute for a pipe reads why."""
    number = server.wiki.add("x", "")
    server.throttle("GET", "60")
    said: list[str] = []
    with BookStack(server.url, TOKEN, sleep=lambda _: None, say=said.append) as wiki:
        wiki.page(number)
    assert said == [f"El manual no está listo (leer la página {number}): se sigue en 60 s."]


def test_pages_are_found_by_what_they_say(server: BookStackServer, wiki: BookStack) -> None:
    """By BookStack's own search, as one term; quotation marks in it do not end it."""
    found = server.wiki.add("Una", '<p>Dice "esto" y <b>más</b>.</p>')
    server.wiki.add("Otra", "<p>más y dice</p>")

    assert wiki.pages_with('dice "esto" y más') == (found,)
    assert wiki.pages_with("esto", "más") == (found,)
    assert wiki.pages_with("nada", "más") == ()


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (as_json({"data": [{"id": "x", "type": "page"}]}), "no es como las de BookStack"),
        (as_json({"error": {}}, 401), "no acepta el token"),
        (as_json({"error": {}}, 404), "respondió HTTP 404"),
        (raw(FOR_PEOPLE, 404, "Content-Type: text/html"), "no es JSON"),
    ],
)
def test_what_is_no_answer_to_a_search_ends_in_one_line(act: Act, said: str) -> None:
    """As for a page."""
    with (
        answering(act) as server,
        BookStack(server.url, TOKEN) as wiki,
        pytest.raises(UnreachableError, match=said),
    ):
        wiki.pages_with("x")


def test_a_host_that_is_not_there_is_asked_three_times(naps: list[float]) -> None:
    """Then the person is told."""
    with answering(as_json(PAGE)) as gone:
        url = gone.url
    with BookStack(url, TOKEN, sleep=naps.append) as wiki, pytest.raises(UnreachableError, match="no se pudo conectar"):
        wiki.page(1)
    assert naps == [2, 5]


def test_a_passing_fault_of_the_server_is_outlived() -> None:
    """The next answer may be good."""
    with (
        answering(as_json({}, 502), raw(b"{", 200, length=9), as_json(PAGE)) as server,
        BookStack(server.url, TOKEN, sleep=lambda _: None) as wiki,
    ):
        assert wiki.page(1).name == "Demoras"


def test_an_answer_without_end_is_cut() -> None:
    """However steadily it drips."""
    assert (
        "no terminó de responder en 0.2 s"
        in fault(drip(HEADERS + b"Content-Length: 999999\r\n\r\n", b" "), call_seconds=0.2).message
    )


def test_an_answer_larger_than_any_page_is_not_read() -> None:
    """Nor asked for again."""
    huge = raw(b" " * 2000, 200, "Content-Type: application/json")
    assert "respondió más de" in fault(huge, max_bytes=1000).message


@pytest.mark.parametrize(
    ("asked", "slept"), [("5", 5), ("3600", 60), ("", 60), ("mañana", 60), ("-5", 60), ("٣", 60), ("9" * 50, 60)]
)
def test_it_waits_as_long_as_asked_but_never_more_than_a_minute(
    server: BookStackServer, wiki: BookStack, naps: list[float], asked: str, slept: float
) -> None:
    """Whatever stands in `Retry-After`."""
    number = server.wiki.add("x", "")
    server.throttle("GET", asked.encode("utf-8").decode("latin-1"))

    assert wiki.page(number).number == number
    assert naps == [slept]


def test_four_refusals_in_a_row_are_an_answer(server: BookStackServer, wiki: BookStack, naps: list[float]) -> None:
    """Somebody else uses up the limit."""
    server.throttle("GET", *["1"] * 9)
    with pytest.raises(PublishError, match="sigue pidiendo esperar"):
        wiki.page(1)
    assert len(naps) == 3


def test_all_of_it_has_one_end(server: BookStackServer) -> None:
    """A wait that would pass it is not begun."""
    naps: list[float] = []
    server.throttle("GET", "50", "50")
    limits = ManualLimits(total_seconds=40)
    with (
        BookStack(server.url, TOKEN, limits=limits, sleep=naps.append) as wiki,
        pytest.raises(UnreachableError, match="no se terminó en 40 s"),
    ):
        wiki.page(1)
    assert naps == []


def test_after_its_end_nothing_is_asked(server: BookStackServer) -> None:
    """The clock is the run's own."""
    moments = iter([0.0, 301.0])
    with (
        BookStack(server.url, TOKEN, monotonic=lambda: next(moments)) as wiki,
        pytest.raises(UnreachableError, match="no se terminó en 300 s"),
    ):
        wiki.page(1)
    assert server.requests == []


@pytest.mark.parametrize("act", [as_json({}, 500), raw(b"{", 200, length=9)])
def test_a_write_that_may_have_been_done_is_not_repeated(act: Act) -> None:
    """It could undo what a person did meanwhile."""
    alive = as_json({"data": []})
    with answering(as_json(PAGE), act, alive) as server, BookStack(server.url, TOKEN, sleep=lambda _: None) as wiki:
        with pytest.raises(PublishError, match="Página 1 del manual, «Demoras»: al escribirla, ") as caught:
            wiki.write(wiki.page(1), "<p>x</p>")
        assert sum(bool(body) for body in server.bodies) == 1
    assert "Puede haberse guardado o no" in caught.value.remedy


def test_a_write_to_a_manual_that_is_gone_ends_the_run() -> None:
    """It may have been done all the same."""
    act = raw(b"{", 200, length=9)
    with answering(as_json(PAGE), act) as server, BookStack(server.url, TOKEN, sleep=lambda _: None) as wiki:
        page = wiki.page(1)
        with pytest.raises(UnreachableError, match="escribir la página 1") as caught:
            wiki.write(page, "<p>x</p>")
    assert "Puede haberse guardado o no" in caught.value.remedy


def test_neither_half_of_a_token_can_be_shown() -> None:
    """In a log, a traceback or an assertion."""
    assert repr(Token("mitad-uno", "mitad-dos")) == "Token()"
