"""A page's content as the parts that the search looks through: rows are lines, and what is aside is none."""

from __future__ import annotations

from generator.render.page_parts import PagePart, page_parts


def test_each_heading_begins_a_part_and_the_first_names_the_page() -> None:
    """The sign of a heading's own link is no word of it."""
    html = (
        '<h1 id="a">A &amp; <em>B</em></h1><p>uno</p><h2 id="c">C<a class="headerlink" href="#c">¶</a></h2><p>dos</p>'
    )
    assert page_parts(html) == (PagePart("", "A & B", ("uno",)), PagePart("c", "C", ("dos",)))


def test_a_heading_without_an_address_is_a_line_of_the_part_it_stands_in() -> None:
    """No link leads to it: two of them would be one place."""
    (part,) = page_parts("<h1>A</h1><details><summary><h3>Uno más</h3></summary><p>dos</p></details><h3>Otro más</h3>")
    assert part == PagePart("", "A", ("Uno más", "dos", "Otro más"))


def test_a_row_is_a_line_and_its_cells_stand_apart_without_their_headings() -> None:
    """Written without a blank between them, too."""
    head = "<thead><tr><th>Día</th><th>Horario</th></tr></thead>"
    rows = "<tbody><tr><th>Lunes</th><td>9 a 18</td></tr><tr><td></td><td>Cerrado</td></tr></tbody>"
    (part,) = page_parts(f"<table>{head}{rows}</table>")
    assert part.lines == ("Lunes · 9 a 18", "Cerrado")


def test_a_term_is_told_with_what_it_means() -> None:
    (part,) = page_parts("<dl><dt>Hábil</dt><dd><p>Un día.</p><p>Otro.</p></dd><dt>B</dt><dd>c</dd></dl>")
    assert part.lines == ("Hábil: Un día.", "Otro.", "B: c")


def test_what_is_marked_to_be_left_out_is() -> None:
    """An element with all inside it, the part of a heading, a chart and a program."""
    html = (
        "<p>a</p><div data-search-exclude>b<img alt=''><br><p>c</p></div><svg><title>d</title></svg><script>e</script>"
        '<h2 id="x" data-search-exclude>X</h2><p>f</p><h2 id="y">Y</h2><p>g</p>'
    )
    assert page_parts(html) == (PagePart("", "", ("a",)), PagePart("x", "X", ()), PagePart("y", "Y", ("g",)))
