"""An answer's Markdown becomes a few elements and plain text; values stay text, and nothing in it can run."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.answers import Answer, Answers
from tests.compute.shop import catalog
from tests.load.tree import DataTree
from tests.site.reading import parsed

SLA = "https://manual.example.com/sla"


def answered(tree: DataTree, text: str) -> Answer:
    """Return the answer of the tree's data."""
    data = tree.catalog()
    return Answers(data, {key: service.promise for key, service in data.services.items()})(text)


@pytest.mark.parametrize(
    ("typed", "html", "text"),
    [
        ("Uno\ndos.\n\nTres.", "<p>Uno\ndos.</p>\n<p>Tres.</p>", "Uno dos.\n\nTres."),
        ("**Nunca** *pida* `eso`.", "<p><strong>Nunca</strong> <em>pida</em> <code>eso</code>.</p>", "Nunca pida eso."),
        (
            "Pídale:\n- el dominio;\n- la hora.\n\nNada más.",
            "<p>Pídale:</p>\n<ul>\n<li>el dominio;</li>\n<li>la hora.</li>\n</ul>\n<p>Nada más.</p>",
            "Pídale:\n\n- el dominio;\n- la hora.\n\nNada más.",
        ),
        ("1. Entre.\n2. Mire.", "<ol>\n<li>Entre.</li>\n<li>Mire.</li>\n</ol>", "1. Entre.\n2. Mire."),
        (
            "- a\n  - b\n- c",
            "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>",
            "- a\n  - b\n- c",
        ),
        (
            "Vea [el manual](https://a.example/b_c_d).",
            '<p>Vea <a href="https://a.example/b_c_d">el manual</a>.</p>',
            "Vea el manual (https://a.example/b_c_d).",
        ),
        (
            "Vea https://a.example/b_c_d.",
            '<p>Vea <a href="https://a.example/b_c_d">https://a.example/b_c_d</a>.</p>',
            "Vea https://a.example/b_c_d.",
        ),
        (
            "Vea {{ sla_manual_url }} o [el SLA]({{ sla_manual_url }})",
            f'<p>Vea <a href="{SLA}">{SLA}</a> o <a href="{SLA}">el SLA</a></p>',
            f"Vea {SLA} o el SLA ({SLA})",
        ),
    ],
)
def test_paragraphs_lists_emphasis_and_links_are_markdown(tree: DataTree, typed: str, html: str, text: str) -> None:
    """A list needs no empty line above it."""
    assert answered(tree, typed) == Answer(html, text)


@pytest.mark.parametrize("key", ["client_area_url", "invoices_url", "new_ticket_url"])
def test_an_address_of_the_company_is_where_a_link_leads(tree: DataTree, key: str) -> None:
    """On the page by its words, and spelt out where an answer is sent as text."""
    place = "https://clientes.example.com/abrir.php?en=uno"
    tree.edit("data/company.yml", "name: ", f"{key}: {place}\nname: ")
    answer = answered(tree, f"Por [un ticket]({{{{ {key} }}}}).")
    assert answer == Answer(f'<p>Por <a href="{place}">un ticket</a>.</p>', f"Por un ticket ({place}).")


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ('{{ promise("simplenews") }}', "2 días hábiles"),
        ('{{ target("chat") }}', "10 minutos hábiles"),
        ('{{ requirement("pago") }}', "Pago acreditado"),
        ('{{ channel("chat") }}', "Chat (10 minutos hábiles como máximo)"),
        ('{{ channel("correo") }}', "Correo"),
        ("{{ company_name }}", "Empresa"),
    ],
)
def test_a_reference_is_what_the_data_say_today(tree: DataTree, reference: str, text: str) -> None:
    """A channel brings its target along, where it has one."""
    assert answered(tree, f"Es {reference}.").text == f"Es {text}."


def test_a_name_is_text_whatever_it_looks_like(tree: DataTree) -> None:
    awkward = "1. <x>*Río ![él] [x][y] _y_ ``z & # {{ 7*7 }}"
    tree.edit("data/requirements/pago.yml", "name: Pago acreditado", f"name: '{awkward}'")

    answer = answered(tree, '{{ requirement("pago") }}')
    assert [node.tag for node in parsed(answer.html).all()] == ["p"]
    assert answer.text == awkward


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<b>x</b> <img src=x onerror=alert(1)>",
        "![a](https://a.example/b.png)",
        "# Título",
        "Título\n=====",
        "> cita",
        "---",
        "    código",
        "[a]: https://a.example/",
        "&lt;script&gt;",
        "<juan@example.com>",
    ],
)
def test_whatever_else_markdown_or_html_has_makes_no_element(tree: DataTree, typed: str) -> None:
    tags = {node.tag for node in parsed(answered(tree, f"Antes.\n\n{typed}\n\nDespués.").html).all()}
    assert tags <= {"p", "a"}


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "javascript&#58;alert(1)", "//x.example", "x"]
)
def test_a_link_to_anything_but_a_web_address_leads_nowhere(tree: DataTree, target: str) -> None:
    """`check` refuses it before; should one slip through, it is text."""
    assert [link.attrs for link in parsed(answered(tree, f"[a]({target})").html).all("a")] == [{}]


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.sampled_from("-+*_`~^=#!|<>[](){}:$\\&\"'.,;01 \nab/@é"), min_size=1).filter(str.strip))
def test_no_answer_has_an_element_that_is_not_on_the_list(text: str) -> None:
    """Whatever staff may type, references apart."""
    typed = text.replace("{", "(").replace("}", ")")
    allowed = {"p", "ul", "ol", "li", "strong", "em", "code", "a", "br"}
    assert {node.tag for node in parsed(Answers(catalog(), {})(typed).html).all()} <= allowed
