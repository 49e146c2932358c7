"""Links beside headings: each says which heading it leads to."""

from __future__ import annotations

from generator.render.heading_links import with_named_heading_links
from tests.site.reading import parsed

LINK = '<a class="headerlink" href="#a" title="Enlace a esta sección">¶</a>'


def test_a_link_beside_a_heading_says_its_words() -> None:
    """All of them and nothing else, whatever signs they hold and elements stand between."""
    page = parsed(with_named_heading_links(f'<h2 id="a">¿"A" &amp; <em>B</em>?{LINK}</h2><h3 id="c">C{LINK}</h3>'))
    labels = [link.attrs["aria-label"] for link in page.all("a")]
    assert labels == ['Enlace a esta sección: ¿"A" & B?', "Enlace a esta sección: C"]


def test_a_link_elsewhere_and_a_heading_without_one_stay() -> None:
    html = f"<h2>A</h2><p>B {LINK}</p>"
    assert with_named_heading_links(html) == html
