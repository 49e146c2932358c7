"""The report on a pull request: what it says, how it stays small, and that nothing typed in the data acts in it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from generator.compute.public_facts import public_facts
from generator.compute.version_changes import version_changes
from generator.model.changes import BillingChange, Changes, Longer, PageChange, Version, Wording
from generator.model.promise import parse_promise
from generator.render.change_report import LIMIT, changes_markdown
from generator.render.github_text import github_text
from generator.render.visible import version, visible_page
from tests.load.tree import DataTree

NOW = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Argentina/Buenos_Aires")
INACTIVE = Changes(pages=(), dates=())
LAST = "Las dos versiones, con el mismo programa y como si fuera el miércoles 18 de noviembre de 2026 a las 10:00."


def seen(tree: DataTree, home: str = "") -> Version:
    """Return the site of a data tree as it is read, with a home page."""
    company = tree.catalog()
    return version(company, public_facts(company, None, NOW), {"index.md": home} if home else {})


def report(found: Changes, faults: int = 0) -> str:
    return changes_markdown(found, ZONE, NOW, faults)


def page(*wordings: Wording, title: str = "Demoras", was: bool = True, is_: bool = True) -> Changes:
    """Return that one page reads otherwise."""
    return Changes(pages=(PageChange("demoras/index.md", title, wordings, was=was, is_=is_),), dates=())


def test_where_nothing_changes_one_line_says_so() -> None:
    found = report(INACTIVE)

    assert found == f"### Qué cambia para el cliente\n\nNo cambia nada de lo que ve el cliente.\n\n{LAST}"


def test_a_changed_promise_is_shown_with_its_dates_and_its_wording(tree: DataTree) -> None:
    """And with a warning on top, for it is longer."""
    before = seen(tree)
    now = seen(tree.edit("data/services/simplenews.yml", "2 días hábiles", "3 días hábiles"))

    found = report(version_changes(before, now, NOW))
    assert "⚠ El plazo de <b>Simplenews</b> pasa de 2 días hábiles a 3 días hábiles: es más largo." in found
    assert "<details><summary><b>Simplenews</b>: 2 días hábiles → 3 días hábiles</summary>" in found
    assert (
        "| Ahora: miércoles 18 de noviembre de 2026 a las 10:00 "
        "| a más tardar el viernes 27 de noviembre de 2026 a las 18:00 "
        "| a más tardar el lunes 30 de noviembre de 2026 a las 18:00 ⚠ más tarde |"
    ) in found
    assert "<b>Demoras de todos los servicios</b> (demoras/): 1 cambio</summary>" in found
    assert found.endswith(LAST)


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("requirements/dominio.yml", "Tenga el", "Registre el", "| Requisitos | Dominio activo: <b>Tenga</b> el"),
        ("faq/plazo.yml", "¿Cuánto demora?", "¿Cuánto tarda?", "| ¿Cuánto <b>demora?</b> | ¿Cuánto <b>tarda?</b> |"),
        ("attention/chat.yml", "audience: Ventas", "audience: Todos", "como máximo · <b>Todos</b> · No supera"),
        ("holidays/2026.yml", "Año Nuevo", "Año nuevo", "| 2026 | jue 01/01 · Año <b>Nuevo</b> |"),
        ("calendar.yml", "Cierre de fin", "Fiestas de fin", "<b>Fiestas</b> de fin de año |"),
        ("company.yml", "manual.example.com/sla", "manual.example.com/otra", "manual.example.com/otra)</b>"),
        ("company.yml", "Consulte a", "Pregunte a", "| <b>Consulte</b> a su ejecutivo de cuenta. | <b>Pregunte</b>"),
    ],
)
def test_each_kind_of_data_shows_its_own_words(tree: DataTree, path: str, old: str, new: str, said: str) -> None:
    """With the words that differ in bold; of a link that leads elsewhere the address is seen."""
    before = seen(tree)

    assert said in report(version_changes(before, seen(tree.edit(f"data/{path}", old, new)), NOW))


def test_a_new_notice_is_seen_on_the_home_page_and_in_its_list(tree: DataTree) -> None:
    lines = ["kind: delay", "title: Mudanza", "reason: Una mudanza.", "from: 2026-11-16", "until: 2026-11-30"]
    before = seen(tree, "# Inicio\n")
    after = tree.write("data/notices/m.yml", "\n".join([*lines, "services: [simplenews]", "promise: 9 días hábiles"]))

    found = report(version_changes(before, seen(after, "# Inicio\n"), NOW))
    assert "por el aviso «Mudanza»: es más largo." in found
    assert "<b>Inicio</b> (portada): 1 cambio<" in found
    assert "| Plazo: 9 días hábiles. |" in found
    assert "| Simplenews: 2 días hábiles |" in found


def test_a_field_that_clients_never_see_changes_nothing(tree: DataTree) -> None:
    """Who answers for a file, and until when."""
    before = seen(tree)
    after = tree.edit("data/faq/plazo.yml", "owner: soporte\nreview_by: 2027", "owner: ventas\nreview_by: 2028")

    assert version_changes(before, seen(after), NOW).is_empty


def test_new_and_lost_pages_are_told() -> None:
    lost = Wording("Demoras", ("Una línea",), ())

    assert "(demoras/, página nueva): 0 cambios" in report(page(was=False))
    assert "(demoras/, ⚠ esta página deja de existir): 1 cambio<" in report(page(lost, is_=False))


def test_what_only_orders_show_is_told() -> None:
    billing = (
        BillingChange("product", "Web", "Simplenews", None),
        BillingChange("status", "X", None, "in_progress"),
        *(BillingChange(kind, "", None, "Web") for kind in ("transfer", "renewal", "addon", "upgrade")),
        BillingChange("transfer", ".com", "Web", None),
    )
    found = report(Changes(pages=(), dates=(), billing=billing, new_links=2, all_links_change=True))

    assert (
        "#### Páginas de pedidos\n\n"
        "- ⚠ Cambian todos los enlaces privados: los que ya se enviaron dejan de abrir.\n"
        "- Enlaces privados que se reemplazan: 2.\n"
        "- El producto «Web» de la facturación pasa de Simplenews a sin asignar.\n"
        "- El estado «X» de la facturación pasa de sin asignar a en preparación.\n"
        "- Toda otra transferencia de la facturación pasa de sin asignar a Web.\n"
        "- Toda otra renovación de la facturación pasa de sin asignar a Web.\n"
        "- Todo otro adicional de la facturación pasa de sin asignar a Web.\n"
        "- Todo otro cambio de plan de la facturación pasa de sin asignar a Web.\n"
        "- La transferencia de «.com» de la facturación pasa de Web a sin asignar.\n"
    ) in found


def test_an_answering_time_has_a_warning_of_its_own() -> None:
    one, two = parse_promise("1 hora hábil"), parse_promise("2 horas hábiles")
    found = report(Changes(pages=(), dates=(), longer=(Longer("Chat", one, two, is_attention=True),)))

    assert "⚠ El tiempo de respuesta de <b>Chat</b> pasa de 1 hora hábil a 2 horas hábiles: es más largo." in found


def test_where_the_earlier_data_cannot_be_read_the_dates_are_shown_as_they_will_be(tree: DataTree) -> None:
    found = report(version_changes(None, seen(tree), NOW), faults=1)

    assert "Los datos anteriores no se pueden leer (1 problema): no hay con qué comparar. Así queda:" in found
    assert "| Si empieza a contar | Fecha |" in found
    assert "<summary><b>Simplenews</b>: 2 días hábiles</summary>" in found
    assert "Antes |" not in found
    assert found.endswith("\n\nComo si fuera el miércoles 18 de noviembre de 2026 a las 10:00.")


def test_a_long_page_is_cut_and_says_how_much_is_left() -> None:
    found = report(page(Wording("x", tuple(f"línea {n} " + "ñ" * 100 for n in range(500)), ())))

    assert "… y " in found
    assert len(found.encode()) < 15_000


def test_the_whole_report_stays_below_the_limit_of_a_comment_with_every_fold_closed() -> None:
    """Whatever was typed: a sign that becomes five is counted as five."""
    wordings = tuple(Wording("[" * 900, ("<" * 1900,), ("&" * 1900,)) for _ in range(40))
    many = tuple(PageChange(f"p{n}.md", "[" * 2000, wordings) for n in range(40))

    found = report(Changes(pages=many, dates=()))
    assert 40_000 < len(found.encode()) <= LIMIT
    assert found.count("<details>") == found.count("</details>")
    assert "… El resto no cabe acá: véalo con «demoras diff» en su máquina." in found
    assert found.endswith(LAST)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("@empresa/equipo", "@\u200bempresa/equipo"),
        ("<img src=x>", "&#60;img src=x&#62;"),
        ("<!-- demoras diff -->", "&#60;!-- demoras diff --&#62;"),
        ("[a](https://b.example)", "&#91;a&#93;(https:\u200b//b.example)"),
        ("www.b.example", "www\u200b.b.example"),
        ("#12, gh-3", "#\u200b12, gh-\u200b3"),
        (
            "a | b `c` $d$ *e* _f_ ~g~ \\",
            "a &#124; b &#96;c&#96; &#36;d&#36; &#42;e&#42; &#95;f&#95; &#126;g&#126; &#92;",
        ),
        ("&#64;ana &commat;ana", "&#38;#\u200b64;ana &#38;commat;ana"),
        ("al revés\u202e, una\n línea\u200b\x07", "al revés&#92;u202e, una línea&#92;u200b&#92;x07"),
    ],
)
def test_nothing_that_was_typed_acts_in_the_report(typed: str, shown: str) -> None:
    """No mention, no reference, no link, no markup, and an invisible sign as its escape, wherever it stands."""
    found = report(page(Wording(typed, (typed,), ()), title=typed))

    assert github_text(typed) == shown
    assert found.count(shown) == 3


def test_a_page_reads_as_sentences_rows_and_definitions() -> None:
    """Without what the search leaves out, and without scripts."""
    text = (
        "---\ntitle: Uno\n---\n\n# Encabezado {: #arriba }\n\nUna frase. ¿Otra? [Enlace](x.md){ .boton }\n\n"
        '<table><tr><th scope="row">A</th>\n<td>B <small>c</small></td></tr></table>\nTérmino\n:   Qué es. Y más.\n\n'
        '<section data-search-exclude>No</section>\n<script type="x">no</script>\n'
        '- **Fuera** <a href="https://x.example/">acá</a>\n- &#42;&#91;suelto&#93;\n'
    )

    found = visible_page("uno.md", text)
    assert found.title == "Uno"
    assert {(line.under, line.anchor) for line in found.lines} == {("Encabezado", "arriba")}
    assert [line.text for line in found.lines] == [
        "Encabezado",
        "Una frase.",
        "¿Otra?",
        "Enlace",
        "A · B c",
        "Término: Qué es. Y más.",
        "Fuera acá (https://x.example/)",
        "*[suelto]",
    ]


def test_a_service_that_will_be_retired_is_told_with_its_date_and_what_becomes_of_its_orders(tree: DataTree) -> None:
    """Though no page changes before that day."""
    text = (tree.root / "data/services/acme.yml").read_text()
    before = seen(tree)
    now = seen(tree.write("data/services/acme.yml", text + "retired: 2027-01-31\n"))

    found = report(version_changes(before, now, NOW))
    assert "⚠ <b>Ácme</b> deja de ofrecerse el domingo 31 de enero de 2027: desde ese día no está en el menú" in found
    assert "No cambia nada" not in found
    assert "<b>Ácme</b> vuelve a ofrecerse, o ya no se retira." in report(version_changes(now, before, NOW))
    assert report(version_changes(now, now, NOW)) == report(INACTIVE)


def test_a_service_retired_today_is_gone_from_the_pages_and_its_orders_keep_being_read(tree: DataTree) -> None:
    text = (tree.root / "data/services/hosting.yml").read_text()
    before = seen(tree)
    now = seen(tree.write("data/services/hosting.yml", text + "retired: 2026-11-18\n"))

    found = report(version_changes(before, now, NOW))
    assert "(demoras/hosting, ⚠ esta página deja de existir)" in found
    assert "sin asignar" not in found


def test_a_service_that_is_deleted_is_told_with_what_to_do_instead(tree: DataTree) -> None:
    """Whoever wanted to retire it, or to give it another name, is told how."""
    before = seen(tree)
    found = report(version_changes(before, seen(tree.remove("data/services/acme.yml")), NOW))
    assert "⚠ <b>Ácme</b> se borra de los datos: sus pedidos conservan lo que ya se prometió" in found
    assert "agregue «retired» con la fecha; si cambió de nombre, cambie «name»" in found
