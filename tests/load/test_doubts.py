"""What is right in form and yet seldom meant is told with its place, as of a day."""

from __future__ import annotations

import re
from datetime import date

import pytest

from generator.curate.package_holidays import package_days
from generator.load import doubts, read_files
from tests.load.tree import DataTree

TODAY = date(2026, 11, 20)
SERVICE = "data/services/simplenews.yml"
NOTICE = "kind: announcement\ntitle: Oficina nueva\nreason: Nos mudamos.\nfrom: {first}\nuntil: {last}\n"


def told(tree: DataTree, today: date = TODAY) -> list[str]:
    assert tree.said() == []
    return [str(problem).split("\n")[0] for problem in doubts(read_files(tree.root), today, package_days)]


def test_a_service_that_no_line_of_billing_names_is_doubted(tree: DataTree) -> None:
    before = told(tree)
    text = (tree.root / SERVICE).read_text(encoding="utf-8").replace("name: Simplenews", "name: Otro")
    new = [line for line in told(tree.write("data/services/otro.yml", text)) if line not in before]
    assert len(new) == 1
    assert new[0].startswith(
        "data/services/otro.yml:1:1: ninguna línea de data/billing.yml nombra este servicio (otro)"
    )
    assert told(tree.write("data/services/otro.yml", f"{text}retired: 2026-11-01\n")) == before


@pytest.mark.parametrize(
    ("first", "last", "doubted"),
    [
        ("2026-12-01", "2036-12-10", True),
        ("2016-12-01", "2028-12-10", True),
        ("2026-12-01", "2027-11-30", False),
        ("2015-12-01", "2025-12-10", False),
    ],
)
def test_a_notice_of_more_than_a_year_is_doubted_while_it_is_to_come(
    tree: DataTree, first: str, last: str, *, doubted: bool
) -> None:
    before = told(tree)
    new = [
        one
        for one in told(tree.write("data/notices/a.yml", NOTICE.format(first=first, last=last)))
        if one not in before
    ]
    assert new == (
        [f"data/notices/a.yml:5:8: el aviso rige hasta el «{last}», dentro de más de un año."] if doubted else []
    )


@pytest.mark.parametrize(("typed", "said"), [("2026-11-19", "ya pasó"), ("2072-05-31", "a más de tres años")])
def test_a_review_date_that_is_past_or_far_off_is_doubted(tree: DataTree, typed: str, said: str) -> None:
    tree.edit(SERVICE, "review_by: 2027-05-31", f"review_by: {typed}")
    assert next(line for line in told(tree) if said in line).startswith(f"{SERVICE}:7:12: ")


def test_many_past_reviews_are_counted(tree: DataTree) -> None:
    lines = [line for line in told(tree, date(2028, 6, 1)) if "revisión" in line]
    assert len(lines) == 4
    assert lines[-1].startswith("data:1:1: otros ")


def test_a_closure_in_a_year_without_holidays_is_doubted(tree: DataTree) -> None:
    tree.edit("data/calendar.yml", "last: 2026-12-31", "last: 2062-12-31").edit(
        "data/calendar.yml", "first: 2026-12-28", "first: 2062-12-28"
    )
    assert any(line.startswith("data/calendar.yml:7:") and "«2062-12-31»" in line for line in told(tree))


def test_a_requirement_that_does_not_say_by_which_way_is_doubted(tree: DataTree) -> None:
    """A payment is met in billing: there is one way, and it is told where it is asked for."""
    place = "data/requirements/dominio.yml"
    doubted = [line for line in told(tree) if "por dónde" in line]
    assert doubted == [
        f"{place}:2:6: no dice por dónde se cumple este requisito: el cliente no sabe por qué vía enviarlo."
    ]
    tree.edit(place, "owner:", "through: client_area\nowner:")
    assert not [line for line in told(tree) if "por dónde" in line]


@pytest.mark.parametrize(
    ("through", "doubted", "mended"),
    [
        ("ticket", "se cumple por un ticket, y ningún dato dice dónde se abre uno.", "new_ticket_url"),
        ("ticket", "se cumple por un ticket, y ningún dato dice dónde se abre uno.", "client_area_url"),
        ("client_area", "se cumple en el área de clientes, y ningún dato dice dónde está.", "client_area_url"),
    ],
)
def test_a_requirement_met_by_a_way_that_the_company_has_not_is_doubted(
    tree: DataTree, through: str, doubted: str, mended: str
) -> None:
    place = "data/requirements/dominio.yml"
    tree.edit(place, "owner:", f"through: {through}\nowner:")
    (new,) = [line for line in told(tree) if "este requisito" in line]
    assert new == f"{place}:3:10: este requisito {doubted}"
    tree.edit("data/company.yml", "site: empresa", f"site: empresa\n{mended}: https://clientes.example.com/")
    assert not [line for line in told(tree) if "este requisito" in line]


def test_a_payment_is_met_where_the_invoices_are(tree: DataTree) -> None:
    """Whether or not there is any other client area; a ticket, at the desk that has a place of its own."""
    tree.edit("data/requirements/pago.yml", "owner:", "through: client_area\nowner:")
    tree.edit("data/requirements/dominio.yml", "owner:", "through: ticket\nowner:")
    assert len([line for line in told(tree) if "este requisito" in line]) == 2
    tree.edit("data/company.yml", "site: empresa", "site: empresa\ninvoices_url: https://clientes.example.com/f")
    (left,) = [line for line in told(tree) if "este requisito" in line]
    assert left.startswith("data/requirements/dominio.yml")
    desk = "name: Mesa\nkind: ticket\naudience: Clientes\ntarget_kind: none\ndescription: Consultas.\n"
    rest = "contact: https://clientes.example.com/mesa\nowner: soporte\nreview_by: 2027-05-31\n"
    tree.write("data/attention/mesa.yml", desk + rest)
    assert not [line for line in told(tree) if "este requisito" in line]


@pytest.mark.parametrize("typed", ["suporte", "soprote", "soportes"])
def test_an_owner_of_one_file_that_is_spelt_almost_as_one_of_many_is_doubted(tree: DataTree, typed: str) -> None:
    """Another team with a name of its own is not."""
    before = told(tree)
    tree.edit(SERVICE, "owner: soporte", f"owner: {typed}")
    (new,) = [line for line in told(tree) if line not in before]
    assert new.startswith(f"{SERVICE}:6:8: «{typed}» no es responsable de nada más, y se escribe casi como «soporte».")
    tree.edit(SERVICE, f"owner: {typed}", "owner: desarrollo")
    assert told(tree) == before


def test_a_delay_that_promises_what_its_services_promise_anyway_is_doubted(tree: DataTree) -> None:
    """Until it is over: what it announced may have become the usual promise."""
    text = (
        "kind: delay\ntitle: Más\nreason: Mucho trabajo.\nfrom: 2026-11-01\nuntil: 2026-12-10\n"
        "services: [simplenews]\npromise: 2 días hábiles\n"
    )
    before, path = told(tree), "data/notices/mas.yml"
    (new,) = [line for line in told(tree.write(path, text)) if line not in before]
    assert new.startswith(f"{path}:7:10: el aviso no cambia nada: «2 días hábiles» es el plazo de siempre")
    assert told(tree.write(path, text.replace("promise: 2", "promise: 5"))) == before
    over = date(2026, 12, 11)
    later = told(tree, over)
    assert told(tree.write(path, text), over) == later


def test_a_line_of_billing_that_names_nothing_is_doubted(tree: DataTree) -> None:
    """It maps no order, as if it were not there."""
    before = told(tree)
    tree.edit("data/billing.yml", "    products: [Web - Simplenews]\n", "")

    (new,) = [line for line in told(tree) if line not in before]
    assert new.startswith("data/billing.yml:7:5: esta línea de «simplenews» no dice ningún producto")


def test_closures_that_share_dates_are_doubted(tree: DataTree) -> None:
    """The second is a forgotten copy, or mistyped; one that begins when the other is over is neither."""
    before, calendar = told(tree), "data/calendar.yml"
    first = "  - {first: 2026-12-28, last: 2026-12-31, name: Cierre de fin de año}\n"
    tree.edit(calendar, first, f"{first}  - {{first: 2026-12-31, last: 2027-01-04, name: Otro}}\n")

    (new,) = [line for line in told(tree) if line not in before]
    assert new.startswith(f"{calendar}:8:5: este cierre comparte fechas con el de {calendar}:7:5")
    tree.edit(calendar, "first: 2026-12-31", "first: 2027-01-01")
    assert told(tree) == before


def holidays(tree: DataTree, year: int, *days: str, omit: str = "[]", source: str = "holidays 0.109, AR") -> list[str]:
    """Write a year of Argentine holidays, `MM-DD name` each, and return what is doubted of it."""
    lines = "".join(f"  - {{date: {year}-{day[:5]}, name: {day[6:]}, source: '{source}'}}\n" for day in days)
    tree.write(f"data/holidays/{year}.yml", f"year: {year}\ncountry: AR\nomit: {omit}\ndays:\n{lines}")
    return [line for line in told(tree) if line.startswith(f"data/holidays/{year}.yml")]


def as_typed(year: int, country: str = "AR") -> list[str]:
    return [f"{day.date:%m-%d} {day.name}" for day in package_days(country, year)]


def test_a_year_with_another_countrys_dates_is_doubted(tree: DataTree) -> None:
    """It says this country's code; one year is enough, and dates that were omitted on purpose are let be."""
    (doubt,) = holidays(tree, 2028, *as_typed(2028, "UY"))
    assert re.match(
        r"data/holidays/2028\.yml:5:3: a 2028 le faltan \d+ fechas de «AR» \(.*09/07.*\): ¿son de otro", doubt
    )
    own = {f"{day.date:%m-%d}" for day in package_days("AR", 2028)} - {day[:5] for day in as_typed(2028, "UY")}
    assert holidays(tree, 2028, *as_typed(2028, "UY"), omit=f"[{', '.join(f'2028-{day}' for day in own)}]") == []


def test_last_years_dates_with_only_the_year_replaced_are_doubted(tree: DataTree) -> None:
    """Those that move with Easter or to a Monday are told with their date, at the first line of them."""
    (doubt,) = holidays(tree, 2027, *as_typed(2026))
    assert doubt.startswith("data/holidays/2027.yml:6:5: en 2027, «Lunes de Carnaval» no es el 16/02 sino el 08/02, ")
    assert "¿son las fechas de otro año?" in doubt
    assert holidays(tree, 2027, *as_typed(2027)) == []


def test_a_holiday_that_a_norm_moved_is_let_be(tree: DataTree) -> None:
    """Its source says so; the package does not know it yet. A date that the package itself gave is not."""
    right = as_typed(2027)
    moved = ["07-12" + day[5:] if day.startswith("07-09") else day for day in right]
    assert holidays(tree, 2027, *moved, source="Decreto 1/2027") == []
    (doubt,) = holidays(tree, 2027, *moved)
    assert "no es el 12/07 sino el 09/07: ¿son" in doubt
    assert holidays(tree, 2027, *moved, omit="[2027-07-09]") == []


@pytest.mark.parametrize(
    ("zone", "of"),
    [("America/Santiago", "CL"), ("America/Argentina/Ushuaia", None), ("America/Buenos_Aires", None), ("UTC", None)],
)
def test_holidays_of_another_country_than_the_zone_are_doubted_once(tree: DataTree, zone: str, of: str | None) -> None:
    """Not of a zone of the same country, nor of one that the table gives no country: an old name, or none's."""
    tree.edit("data/calendar.yml", "zone: America/Argentina/Buenos_Aires", f"zone: {zone}")
    found = [line for line in told(tree) if "zona horaria" in line]
    assert len(found) == (of is not None)
    if of:
        assert re.match(r"data/holidays/20\d\d\.yml:\d+:10: los feriados de 20\d\d son de «AR», y", found[0])
        assert found[0].endswith(f"es de «{of}».")


def test_where_no_holiday_is_known_no_year_is_doubted(tree: DataTree) -> None:
    """Of a country, or of a year, that nobody has looked up."""
    holidays(tree, 2028, *as_typed(2028, "UY"))
    assert not [one for one in doubts(read_files(tree.root), TODAY) if "2028" in one.path]
    assert package_days("QX", 2028) == ()


@pytest.mark.parametrize("contact", ["https://wa.me/5493415551234", "ventas@example.com", "'+54 9 341 555-1234'"])
def test_a_channel_of_which_nobody_says_where_it_is_is_doubted(tree: DataTree, contact: str) -> None:
    """A kind of ticket is written in the client area, where there is one."""
    path = "data/attention/correo.yml"
    assert [one for one in told(tree) if path in one] == [
        f"{path}:2:7: nadie puede llegar a este canal desde la página de Atención: falta su dirección."
    ]
    tree.edit(path, "kind: channel", f"kind: channel\ncontact: {contact}")
    assert [one for one in told(tree) if path in one] == []


def test_a_kind_of_ticket_is_doubted_where_the_company_has_no_client_area(tree: DataTree) -> None:
    path, company = "data/attention/correo.yml", "data/company.yml"
    tree.edit(path, "kind: channel", "kind: ticket")
    assert len([one for one in told(tree) if path in one]) == 1
    tree.edit(company, "name: ", "client_area_url: https://clientes.example.com/\nname: ")
    assert [one for one in told(tree) if path in one] == []


WAVERING = [
    ('Generalmente no pasa de {{ target("chat") }}.', "maximum", "Generalmente"),
    ('No suele pasar de {{ target("chat") }}.', "maximum", "No suele"),
    ('No suele pasar de {{ target("chat") }}.', "usual", None),
    ('Simplenews demora normalmente {{ promise("simplenews") }}.', "maximum", "normalmente"),
    ('Nunca pasa de {{ target("chat") }}. Generalmente contesta Ana.', "maximum", None),
]


@pytest.mark.parametrize(("text", "kind", "hedge"), WAVERING)
def test_what_is_promised_and_called_usual_in_one_sentence_is_doubted(
    tree: DataTree, text: str, kind: str, hedge: str | None
) -> None:
    """In an answer, and in the channel's own row."""
    path = "data/attention/chat.yml"
    tree.edit(path, "target_kind: maximum", f"target_kind: {kind}")
    tree.write("data/faq/otra.yml", f"question: ¿Y?\nanswer: '{text}'\nowner: soporte\nreview_by: 2027-05-31\n")
    found = [one for one in told(tree) if "data/faq/otra.yml" in one]
    assert [f"«{hedge}» de un plazo que se promete" in one for one in found] == ([True] if hedge else [])


def test_a_group_that_calls_its_promises_usual_is_doubted(tree: DataTree) -> None:
    before = told(tree)
    path = "data/groups.yml"
    text = (tree.root / path).read_text(encoding="utf-8")
    first = re.search(r"intro: (.*)", text)
    assert first is not None
    tree.write(path, text.replace(first[0], "intro: Por lo general demoramos lo que se indica.", 1))
    (new,) = [one for one in told(tree) if one not in before]
    assert "dice «Por lo general» de plazos que se prometen" in new
