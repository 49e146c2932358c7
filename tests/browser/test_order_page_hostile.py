"""Fifty hostile texts in every text field of a view and of the public wording: they stay text, and nothing runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, card, go, unfolded
from tests.browser.hostile import HOSTILE, LONGEST_PROSE, MARKER, cleaned
from tests.browser.orders import TICKET, item, order, still
from tests.waiting import comes_to

TAGS = {
    *("a", "article", "bdi", "button", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "header", "li", "ol", "p"),
    *(
        "path",
        "small",
        "section",
        "span",
        "strong",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ),
}
ATTRIBUTES = {
    *("aria-current", "aria-expanded", "aria-hidden", "aria-label", "class", "colspan", "d", "focusable", "hidden"),
    *("href", "open", "rel", "role", "scope", "tabindex", "type", "viewBox"),
}
ALL = len(HOSTILE)
HOLIDAY = {"date": "2026-11-25", "verdict": "skipped", "why": "holiday"}


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """Give a page in which anything that runs, breaks the policy, opens or is asked for elsewhere fails the test."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("popup", lambda popup: heard.append(popup.url))
    page.on("request", lambda request: heard.append(request.url) if "otro.example" in request.url else None)
    page.add_init_script(
        "window.broken = []; addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective));"
    )
    yield page
    assert heard == []
    comes_to(lambda: page.evaluate("window.broken"), [])
    comes_to(lambda: MARKER in page.title(), False)


def expect_only_known_shapes(page: Page) -> None:
    """Check the names of all elements and attributes, and the addresses of all links."""
    found = page.locator("main *").evaluate_all(
        """all => [[...new Set(all.map(one => one.localName))],
                   [...new Set(all.flatMap(one => one.getAttributeNames()))],
                   [...new Set(all.flatMap(one => one.getAttribute('href') ?? []))]]"""
    )
    assert set(found[0]) <= TAGS
    assert set(found[1]) <= ATTRIBUTES
    assert [link for link in found[2] if not link.startswith(("../demoras/", "../atencion/", "https://"))] == []


def shown(page: Page, selector: str) -> list[str]:
    """Return the texts of all nodes."""
    return page.locator(selector).all_text_contents()


def short(text: str) -> str:
    """Return a text that fits a file of 64 KiB fifty times; the longest has a page of its own."""
    return text[:400]


def test_there_are_fifty_of_them_and_each_is_another() -> None:
    """Of every kind the list says."""
    assert ALL == 50
    assert len(set(HOSTILE)) == 50
    assert max(len(text) for text in HOSTILE) > 10_000


def test_in_every_text_of_an_item_they_stay_text(watched: Page, site: Site) -> None:
    """Product, promise, earlier promise, requirement and holiday, in preparation and awaiting requirements."""
    texts = [short(text) for text in HOSTILE]
    for view in (
        order(*(item(service=None, name=text, promise=text, trace=None) for text in texts)),
        order(
            *(item(name=f"N {at}", change={"notice": one, "before": one}, trace=None) for at, one in enumerate(texts))
        ),
        order(*(still("awaiting_requirements", "client", name=text, missing=[text]) for text in texts)),
        order(item(service=None, trace=[HOLIDAY | {"name": text} for text in texts])),
    ):
        expect(card(unfolded(go(watched, site.publish(view)))).first).to_be_visible()
        expect_only_known_shapes(watched)
        expected = [cleaned(text) for text in texts]
        places = {
            "h2 bdi": [cleaned(one["name"]) for one in view["items"]],
            ".facts div:first-child dd bdi": [cleaned(one["promise"]) for one in view["items"] if "promise" in one],
        }
        for place, texts_there in places.items():
            assert shown(watched, f"article {place}") == texts_there
        if "change" in view["items"][0]:
            assert shown(watched, ".facts div:nth-child(2) dd bdi") == expected
        if "missing" in view["items"][0]:
            assert shown(watched, ".missing li bdi") == expected
        if len(view["items"]) == 1:
            assert shown(watched, ".count td bdi") == expected


def test_in_the_order_s_number_and_its_tickets_they_stay_text(watched: Page, site: Site) -> None:
    """The number heads the page: each text opens it once, without a new document."""
    tickets = tuple(TICKET | {"number": short(text)} for text in HOSTILE)
    go(watched, site.publish(order(tickets=tickets)))
    expect(watched.locator(".ticket")).to_have_count(ALL)
    assert shown(watched, ".ticket strong bdi") == [cleaned(short(text)) for text in HOSTILE]
    for at, text in enumerate(HOSTILE):
        link = site.publish(order() | {"order": text}, bytes([at]) * 20)
        watched.evaluate("end => { location.hash = end; }", link.split("#")[1])
        expect(watched.locator("main[aria-busy=false] h1 bdi")).to_have_text(cleaned(text), use_inner_text=False)
        expect_only_known_shapes(watched)


def test_where_a_word_of_ours_is_expected_they_are_a_word_that_nobody_knows(watched: Page, site: Site) -> None:
    """States, reasons, verdicts, dates and ids are looked up, never printed."""
    fields = ("service", "state", "reason", "waiting_on", "since", "start", "earliest", "due")
    rows = [{"date": text, "verdict": text, "why": text, "ordinal": text, "seconds": text} for text in HOSTILE[:49]]
    good = {"date": "2026-11-25"}
    items = [
        *(item(trace=None, **{field: text}) for text in (HOSTILE[0], "__proto__", "constructor") for field in fields),
        item(trace=[*rows, *(row | good for row in rows)]),
        *(
            item(**({"trace": None} | {field: value}))
            for field in ("trace", "missing", "pauses", "since", "change", "name")
            for value in (7, [None, 7, {}], {"length": 3}, True)
        ),
    ]
    tickets = [
        dict.fromkeys(("state", "opened", "last_reply", "first_reply", "closed", "number"), text)
        for text in HOSTILE[:49]
    ]
    go(watched, site.publish(order(*items, tickets=tuple(tickets)) | {"changed_at": HOSTILE[0], "closed": "sí"}))
    expect(card(watched)).to_have_count(len(items))
    expect_only_known_shapes(watched)
    assert set(shown(watched, ".ticket-state")) == {"En trámite"}
    assert shown(watched, ".ticket-when") == []
    assert HOSTILE[0] not in "".join(shown(watched, "article"))


def test_in_every_text_of_the_public_wording_they_stay_text(watched: Page, site: Site) -> None:
    """A build that went wrong, or a host that puts its own file there, still draws no markup."""
    file = site.folder / "catalogo.json"
    base = json.loads(file.read_bytes())
    for at, text in enumerate(HOSTILE):
        base["requirements"][f"r{at}"] = {"name": text, "how": text, "way": text, "action": text, "kind": text}
        base["notices"][f"n{at}"] = {"title": text, "reason": text}
        base["services"][f"s{at}"] = {
            "name": text,
            "page": text,
            "promise": text,
            "clock_starts": text,
            "requirements": [f"r{at}"],
            "left": text,
        }
    base["notices_now"] = [
        {"notice": f"n{at}", "dates": text, "services": [f"s{at}"]} for at, text in enumerate(HOSTILE)
    ]
    base["notices_now"] += [{"notice": text, "dates": text, "services": text} for text in HOSTILE]
    base["company"] |= dict.fromkeys(("name", "unlisted", "late_meaning"), HOSTILE[-1])
    base["company"] |= {"sla_manual_url": HOSTILE[23], "client_area_url": HOSTILE[25]}
    base["company"] |= {"pay_url": HOSTILE[23], "write_url": HOSTILE[25]}
    file.write_text(json.dumps(base), encoding="utf-8")
    numbers = range(ALL)
    items: list[dict[str, Any]] = [
        *(still("awaiting_requirements", "client", service=f"s{at}", name="", missing=[f"r{at}"]) for at in numbers),
        *(
            item(service=f"s{at}", promise=HOSTILE[at], trace=None, change={"notice": f"n{at}", "before": "1 día"})
            for at in numbers
        ),
        still("unknown", "none", service=None, reason="unmapped"),
    ]
    go(watched, site.publish(order(*items, tickets=(TICKET,))))
    expect(card(watched)).to_have_count(2 * ALL + 1)
    expect_only_known_shapes(watched)
    long = [cleaned(text, LONGEST_PROSE) for text in HOSTILE]
    texts = [cleaned(text) for text in HOSTILE]
    assert shown(watched, ".state-awaiting_requirements h2 bdi") == texts
    assert shown(watched, ".missing strong bdi") == texts
    assert shown(watched, ".missing p bdi") == [one for one in long for _ in ("how", "way")]
    notices = ".state-in_progress .facts div:nth-child(2) dd bdi"
    assert shown(watched, notices)[1::3] == texts
    assert shown(watched, notices)[2::3] == long
    told = ".turn.notice bdi"
    assert [shown(watched, told)[at::3] for at in range(3)] == [texts, texts, long]
    assert shown(watched, ".due small") == texts
    assert shown(watched, ".fold bdi") == [long[-1]] * ALL
    assert shown(watched, ".reason bdi") == [long[-1]]
    expect(watched.locator("main a:not([href='../atencion/'])")).to_have_count(0)


@pytest.mark.parametrize("wording", ["null", "[]", '{"zone":"<script>"}', '{"zone":7,"company":[]}', '"x"'])
def test_a_wording_of_another_shape_shows_no_order(watched: Page, site: Site, wording: str) -> None:
    """Without the company's zone no date could be told: the page says that it could not open."""
    (site.folder / "catalogo.json").write_text(wording, encoding="utf-8")
    watched.goto(site.publish(order(item())))
    expect(watched.get_by_role("heading", level=1)).to_have_text("No pudimos abrir su pedido")
