"""A text for readers holds nobody's mail address, telephone or tax id, and numbers of other kinds are let through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.contacts_and_links import contact_faults


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("juan.perez@example.com", "un correo electrónico"),
        ("ventas+web@sub.example.com.ar", "un correo electrónico"),
        ("mailto:juan@example.com", "un correo electrónico"),
        ("4000 1234", "un teléfono"),
        ("4567-8901", "un teléfono"),
        ("11 4567 8901", "un teléfono"),
        ("+54 9 11 4567-8901", "un teléfono"),
        ("(011) 4567-8901", "un teléfono"),
        ("0800 555 123", "un teléfono"),
        ("5491145678901", "un teléfono"),
        ("11\N{NO-BREAK SPACE}4567\N{EN DASH}8901", "un teléfono"),
        ("20-12345678-9", "un CUIT o CUIL"),
        ("30.71234567.1", "un CUIT o CUIL"),
        ("27123456789", "un CUIT o CUIL"),
    ],
)
def test_such_a_datum_is_told_once_by_its_kind_and_never_in_full(text: str, what: str) -> None:
    (fault,) = contact_faults(f"Escriba a {text}, si quiere.")
    assert fault.message.startswith(f"hay {what} escrito a mano: «")
    assert text[-6:] not in fault.message + fault.remedy


@pytest.mark.parametrize(
    "text",
    [
        "Del 2026-12-14 al 2026-12-18, o el 14-12-2026.",
        "Los feriados de 2026 y 2027, y el período 2027-2028.",
        "La Ley 27.399 y la resolución 1030/2024.",
        "Hasta 1.000.000 de visitas.",
        "Use el servidor 192.168.100.200.",
        "A 64 128 256 kbps.",
        "De 09:00 a 18:00.",
        "Puertos 8000, 8443 y 1935.",
        "Vea https://manual.example.com/books/12345678/page/2027.",
        'Demora {{ promise("servicio-12345678") }}.',
        "Es la versión 10.",
        "Síganos en @empresa.",
    ],
)
def test_dates_quantities_addresses_and_references_are_no_contacts(text: str) -> None:
    assert contact_faults(text) == ()


def test_each_datum_of_a_text_is_told_in_order_at_its_offset() -> None:
    text = "CUIT 30-71234567-1, tel. 4000-1234, a@b.example"
    assert [fault.offset for fault in contact_faults(text)] == [5, 25, 36]


@given(st.text(st.sampled_from("0123456789 .-()+@ab"), max_size=2000))
def test_any_text_is_read_to_its_end(text: str) -> None:
    """And what is told lies inside it."""
    assert all(0 <= fault.offset < len(text) for fault in contact_faults(text))


def test_a_number_in_an_address_typed_without_https_is_told_as_the_link_that_it_is() -> None:
    """One mistake, one message: the link's."""
    assert contact_faults("Escriba a api.whatsapp.com/send?phone=5493415551234 hoy") == ()
    assert contact_faults("Escriba al 5493415551234 hoy")
