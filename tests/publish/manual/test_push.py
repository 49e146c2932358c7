"""Pages are read, compared and written only where a reader would see a difference, and never over a person's work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from generator.compute.public_facts import public_facts
from generator.errors import PublishError, UnreachableError
from generator.load import load_catalog
from generator.model.manual import Manual
from generator.publish.manual.bookstack_client import MOMENT, BookStack
from generator.publish.manual.push import Change, Refused, Unchanged, plans, push
from generator.render.manual_blocks import manual_blocks
from tests.doubles.acting_server import Act, answering, as_json, raw
from tests.doubles.bookstack import BookStackServer
from tests.doubles.bookstack_editors import lexical, tinymce
from tests.doubles.bookstack_pages import wiki_error
from tests.publish.manual.conftest import BODY, PAGE, TOKEN, block, folded, planned, pushed, targets
from tests.sample_company import SAMPLE

INTRO, OUTRO = '<p id="bkmrk-antes">Antes.</p>\r\n', '\r\n<p id="bkmrk-despu%C3%A9s">Después &nbsp;</p>'
RULES = '<hr id="bkmrk-demoras-delays-start"><hr id="bkmrk-demoras-delays-end">'
BELOW = '<p id="bkmrk-"><br></p>'
"""The empty paragraph under a new block, as BookStack keeps it."""


@pytest.fixture
def page(server: BookStackServer) -> int:
    """Give the number of a page with somebody's text."""
    return server.wiki.add("Demoras", f"{INTRO}{OUTRO}")


def writes(server: BookStackServer) -> int:
    """Return how many requests were not mere reading."""
    return sum(not request.startswith("GET ") for request in server.requests)


def test_a_plan_writes_nothing_and_shows_every_line(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """It says too that the block is new to the page."""
    plan = planned(wiki, block(page))

    assert isinstance(plan, Change)
    assert plan.added == ("Demoras",)
    assert plan.difference[:3] == ("+ Demoras", "+ Lo escribe el sitio.", "+ Servicio | Demora")
    assert all(line.startswith("+ ") for line in plan.difference)
    assert (server.wiki.pages[page].revision, writes(server)) == (1, 0)


def test_the_block_goes_to_the_end_and_the_rest_stays(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """Byte for byte."""
    pushed(wiki, block(page))

    assert server.wiki.pages[page].raw_html == f"{INTRO}{OUTRO}{folded(block(page))}{BELOW}"
    assert (server.wiki.pages[page].revision, writes(server)) == (2, 1)


def test_a_second_push_finds_nothing_to_do(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """Not even on another day."""
    pushed(wiki, block(page))
    later = BODY.replace("viernes 20 de noviembre de 2026", "martes 5 de enero de 2027")

    assert isinstance(planned(wiki, block(page)), Unchanged)
    assert isinstance(planned(wiki, block(page, later)), Unchanged)
    assert writes(server) == 1


@pytest.mark.parametrize("save", [tinymce, lexical])
def test_a_person_who_opens_and_saves_the_page_causes_no_push(
    server: BookStackServer, wiki: BookStack, page: int, save: Callable[[str], str]
) -> None:
    """With whole blocks of a whole company, in both editors, again and again."""
    now = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    catalog = load_catalog(SAMPLE)
    where = {"base_url": server.url, "edit_url": "https://git.example/data/"}
    both = [{"page": page, "block": "delays"}, {"page": page, "block": "sla"}]
    blocks = manual_blocks(catalog, Manual.model_validate({**where, "pages": both}), public_facts(catalog, None, now))
    pushed(wiki, *blocks)
    for _ in range(2):
        server.wiki.save(page, save(server.wiki.pages[page].raw_html))
        assert isinstance(planned(wiki, *blocks), Unchanged)


@pytest.mark.parametrize("save", [tinymce, lexical])
def test_a_figure_that_a_person_changed_is_put_back(
    server: BookStackServer, wiki: BookStack, page: int, save: Callable[[str], str]
) -> None:
    """And what they wrote around it is kept, as their editor wrote it."""
    pushed(wiki, block(page))
    edited = save(server.wiki.pages[page].raw_html).replace("2 días", "9 días").replace("Después", "Mucho después")
    server.wiki.save(page, edited)
    plan = planned(wiki, block(page))

    assert isinstance(plan, Change)
    assert plan.added == ()
    assert [line[:2] + line[-14:] for line in plan.difference if line[0] in "+-"] == [
        "- 9 días hábiles",
        "+ 2 días hábiles",
    ]
    push(wiki, plan)
    before, _, after = edited.partition("<details")
    assert server.wiki.pages[page].raw_html == before + folded(block(page)) + after.partition("</details>")[2]


def test_a_moved_block_is_renewed_where_it_was_put(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """The person's place for it is the place."""
    pushed(wiki, block(page))
    server.wiki.save(page, folded(block(page)) + INTRO + OUTRO)

    assert isinstance(planned(wiki, block(page)), Unchanged)
    pushed(wiki, block(page, BODY.replace("2 días", "3 días")))
    assert server.wiki.pages[page].raw_html.startswith('<details id="bkmrk-demoras-delays">')
    assert server.wiki.pages[page].raw_html.endswith(INTRO + OUTRO)


def test_between_two_rules_the_block_is_unfolded(server: BookStackServer, wiki: BookStack) -> None:
    """BookStack then gives each of its parts an id, which is no change."""
    number = server.wiki.add("Demoras", f"{INTRO}{RULES}{OUTRO}")
    pushed(wiki, block(number))

    html = server.wiki.pages[number].raw_html
    assert (html.startswith(f"{INTRO}<hr id="), html.endswith(OUTRO), "<details" in html) == (True, True, False)
    assert html.count('<p id="bkmrk-lo-escribe-el-sitio."') == 1
    server.wiki.save(number, tinymce(html))
    assert isinstance(planned(wiki, block(number)), Unchanged)


def test_two_blocks_of_one_page_are_one_write(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """One revision in its history."""
    pushed(wiki, block(page), targets(page))
    assert writes(server) == 1

    plan = planned(wiki, block(page, BODY.replace("2 días", "3 días")), targets(page))
    assert isinstance(plan, Change)
    assert [one.kind for one in plan.blocks] == ["delays"]


def test_each_page_is_planned_by_itself(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """In the order they are named."""
    other = server.wiki.add("SLA", "")
    pushed(wiki, targets(other))
    found = plans(wiki, [targets(other), block(page), block(99)])

    assert [type(plan) for plan in found] == [Unchanged, Change, Refused]


BUSY = raw(b"<html>", 502, "Content-Type: text/html")
HIDDEN = as_json({"error": {"message": "x", "code": 403}}, 403)


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        ([BUSY], "El manual (leer las 2 páginas): con cada una, respondió HTTP 502."),
        ([BUSY, BUSY, BUSY, as_json({}, 503)], "con cada una, respondió HTTP 502 o respondió HTTP 503."),
        ([HIDDEN], "con cada una, el usuario del token no la puede ver (403)."),
    ],
)
def test_what_every_page_answers_is_said_once_as_the_manuals(acts: list[Act], said: str) -> None:
    """No page can be at fault."""
    with (
        answering(*acts) as server,
        BookStack(server.url, TOKEN, sleep=lambda _: None) as wiki,
        pytest.raises(UnreachableError) as caught,
    ):
        plans(wiki, [block(1), block(2)])
    assert said in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_what_does_not_pass_for_one_page_leaves_the_others(
    server: BookStackServer, wiki: BookStack, page: int, method: str, status: int
) -> None:
    """It is asked again first, where that does no harm."""
    other = server.wiki.add("Otra", "<p>x</p>")
    server.answer_page(page, method, wiki_error(status, "No."))
    one, healthy = plans(wiki, [block(page), block(other)])
    assert isinstance(healthy, Change)
    if isinstance(one, Change):
        with pytest.raises(PublishError, match=str(status)):
            push(wiki, one)
    else:
        assert isinstance(one, Refused)
        assert str(status) in one.error.message
    push(wiki, healthy)
    assert (server.wiki.pages[page].revision, server.wiki.pages[other].revision) == (1, 2)


def test_of_a_single_page_a_refusal_is_its_own_and_a_broken_server_is_not() -> None:
    """Of the one nobody can tell; of the other, no page answers so."""
    with answering(HIDDEN) as server, BookStack(server.url, TOKEN) as wiki:
        assert isinstance(planned(wiki, block(1)), Refused)
    with (
        answering(BUSY) as server,
        BookStack(server.url, TOKEN, sleep=lambda _: None) as wiki,
        pytest.raises(UnreachableError, match=r"^El manual \(leer la página 1\): respondió HTTP 502\.$"),
    ):
        planned(wiki, block(1))


def test_a_page_in_markdown_is_refused(server: BookStackServer, wiki: BookStack) -> None:
    """HTML would wipe its Markdown."""
    number = server.wiki.add("Escrita", "<p>Hola</p>", markdown="Hola")
    plan = planned(wiki, block(number))

    assert isinstance(plan, Refused)
    assert plan.error.message == f"Página {number} del manual, «Escrita»: está escrita en Markdown."
    assert "editor visual" in plan.error.remedy


def test_an_empty_page_of_the_markdown_editor_is_refused_too(server: BookStackServer, wiki: BookStack) -> None:
    """Somebody is about to write there."""
    number = server.wiki.add("Vacía", "")
    server.wiki.pages[number].editor = "markdown"

    assert isinstance(planned(wiki, block(number)), Refused)


def test_a_draft_and_a_torn_block_are_refused(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """With place and remedy."""
    server.wiki.pages[page].draft = True
    torn = server.wiki.add("Rota", RULES.replace("-end", "-otra"))
    draft, half = (planned(wiki, block(number)) for number in (page, torn))

    assert isinstance(draft, Refused)
    assert "es un borrador" in draft.error.message
    assert isinstance(half, Refused)
    assert "«Rota»: está la línea «bkmrk-demoras-delays-start» (línea 1 " in half.error.message
    assert "restaure una revisión" in half.error.remedy


def test_a_page_that_changed_in_between_is_not_written(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """BookStack itself would let the last one win."""
    plan = planned(wiki, block(page))
    assert isinstance(plan, Change)
    server.wiki.save(page, "<p>De otra persona.</p>")

    with pytest.raises(PublishError, match="alguien la guardó mientras se preparaba el cambio") as caught:
        push(wiki, plan)
    assert caught.value.remedy == "Ejecute la orden de nuevo."
    assert "De otra persona" in server.wiki.pages[page].raw_html
    assert writes(server) == 0


def test_a_save_in_the_very_gap_is_told_afterwards(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """The number of revisions gives it away; the person's text is in the history."""
    plan = planned(wiki, block(page))
    assert isinstance(plan, Change)

    def interfere(method: str) -> None:
        if method == "PUT":
            server.wiki.save(page, "<p>De otra persona.</p>")

    server.before = interfere
    with pytest.raises(PublishError, match="otra persona la guardó en el mismo instante") as caught:
        push(wiki, plan)
    assert "restaure la anterior" in caught.value.remedy


def test_a_changed_page_elsewhere_that_this_one_includes_is_no_change(
    server: BookStackServer, wiki: BookStack, page: int
) -> None:
    """What is drawn of a page moves without anybody saving it."""
    including = server.wiki.add("Incluye", f"<p>{{{{@{page}}}}}</p><p>Propio</p>")
    plan = planned(wiki, block(including))
    assert isinstance(plan, Change)
    server.wiki.save(page, "<p>Otra cosa</p>")

    assert "Otra cosa" not in push(wiki, plan).raw_html
    assert server.wiki.pages[including].raw_html.startswith('<p id="bkmrk-%7B%7B%401%7D%7D">{{@1}}</p>')


def test_an_answer_that_did_not_keep_the_block_is_not_called_done(
    server: BookStackServer, wiki: BookStack, page: int
) -> None:
    """BookStack answers 200 to a request that it could not read."""
    plan = planned(wiki, block(page))
    assert isinstance(plan, Change)
    server.wiki.deaf = True

    with pytest.raises(PublishError, match="BookStack no guardó el bloque como se le envió"):
        push(wiki, plan)


@pytest.mark.parametrize(
    ("around", "is_well"), [("<p>x</p>\r\n", True), ('<p id="bkmrk-x">x </p>', True), ("<p>y</p>", False), ("", False)]
)
def test_ids_and_blanks_may_change_around_the_block_and_words_may_not(around: str, *, is_well: bool) -> None:
    """What an answer says the page is now is held against what was sent."""
    kept = {**PAGE, "raw_html": around + folded(block()), "revision_count": 2}
    with answering(as_json(PAGE), as_json(PAGE), as_json(kept)) as server, BookStack(server.url, TOKEN) as wiki:
        plan = planned(wiki, block())
        assert isinstance(plan, Change)
        if is_well:
            assert push(wiki, plan).revision == 2
        else:
            with pytest.raises(PublishError, match="cambió también el texto que lo rodea"):
                push(wiki, plan)


def test_the_blanks_at_a_pages_ends_that_bookstack_cuts_are_no_fault(
    server: BookStackServer, wiki: BookStack, page: int
) -> None:
    """It trims all that it is sent."""
    server.wiki.pages[page].raw_html = f"\r\n{INTRO}"
    pushed(wiki, block(page))

    assert server.wiki.pages[page].raw_html == f"{INTRO}{folded(block(page))}{BELOW}"


def test_after_a_wait_the_page_is_looked_at_again(
    server: BookStackServer, wiki: BookStack, page: int, naps: list[float]
) -> None:
    """Much may happen in a minute."""
    plan = planned(wiki, block(page))
    assert isinstance(plan, Change)
    server.throttle("PUT", "7", "3600")
    push(wiki, plan)

    assert naps == [7, 60]
    assert [request.split()[0] for request in server.requests[1:]] == ["GET", "PUT", "GET", "PUT", "GET", "PUT"]
    assert server.wiki.pages[page].revision == 2


def test_a_page_saved_during_the_wait_is_not_written(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """The look after the wait sees it."""
    plan = planned(wiki, block(page))
    assert isinstance(plan, Change)
    server.throttle("PUT", "7")

    def interfere(method: str) -> None:
        if method == "PUT":
            server.wiki.save(page, "<p>De otra persona.</p>")

    server.before = interfere
    with pytest.raises(PublishError, match="alguien la guardó"):
        push(wiki, plan)
    assert "De otra persona" in server.wiki.pages[page].raw_html


def test_it_does_not_wait_for_ever(server: BookStackServer, wiki: BookStack, page: int, naps: list[float]) -> None:
    """Three waits, then the person is told."""
    plan = planned(wiki, block(page))
    assert isinstance(plan, Change)
    server.throttle("PUT", *["1"] * 10)

    with pytest.raises(PublishError, match="«Demoras»: al escribirla, el manual sigue pidiendo esperar"):
        push(wiki, plan)
    assert len(naps) == 3


def test_what_one_write_waited_for_in_vain_the_next_does_not(
    server: BookStackServer, wiki: BookStack, page: int, naps: list[float]
) -> None:
    """Three waits of a minute for each of a few pages would take the whole time; a good write restores the patience."""
    others = [server.wiki.add(name, "<p>x</p>") for name in ("Otra", "Buena")]
    changes = [plan for plan in plans(wiki, [block(number) for number in (page, *others)]) if isinstance(plan, Change)]
    server.throttle("PUT", *["60"] * 5)
    for change in changes[:2]:
        with pytest.raises(PublishError, match="sigue pidiendo esperar"):
            push(wiki, change)
    assert naps == [60] * 3
    push(wiki, changes[2])
    server.throttle("PUT", "1")
    push(wiki, changes[0])
    assert naps == [60, 60, 60, 1]


def test_a_token_that_may_only_read_is_told_so(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """The plan succeeds with it, the push does not."""
    server.wiki.read_only = True
    with pytest.raises(PublishError, match="«Demoras»: el usuario del token la ve y no la puede editar") as caught:
        pushed(wiki, block(page))
    assert "El token vale: es esta página" in caught.value.remedy


def test_a_page_that_is_gone_while_permissions_are_rebuilt_is_written_a_moment_later(
    server: BookStackServer, wiki: BookStack, page: int, naps: list[float]
) -> None:
    """Read again first; one that stays away is told as such."""
    server.wiki.rebuilding = ["GET", "PUT"]
    pushed(wiki, block(page))
    assert (naps, server.wiki.pages[page].revision) == ([MOMENT, MOMENT], 2)

    plan = planned(wiki, block(page, BODY.replace("2 días", "3 días")))
    assert isinstance(plan, Change)
    server.wiki.rebuilding = ["PUT", "PUT"]
    with pytest.raises(PublishError, match="«Demoras»: dejó de existir, o el usuario del token dejó de verla"):
        push(wiki, plan)
    assert (naps, server.wiki.pages[page].revision) == ([MOMENT] * 3, 2)


@pytest.mark.parametrize("save", [tinymce, lexical])
def test_a_page_that_shall_be_open_is_unfolded_once(
    server: BookStackServer, wiki: BookStack, page: int, save: Callable[[str], str]
) -> None:
    """Between rules, which both editors keep, where they lose `open`."""
    pushed(wiki, block(page))
    known = block(page, is_open=True)
    pushed(wiki, known)

    assert "<details" not in server.wiki.pages[page].raw_html
    server.wiki.save(page, save(server.wiki.pages[page].raw_html))
    assert isinstance(planned(wiki, known), Unchanged)
