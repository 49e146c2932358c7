"""A text for readers types no figure and refers only to what exists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.references import Names, prose_faults
from generator.model.promise import UNITS, Promise

NAMES = Names(("simplenews", "hosting"), ("chat",), ("dominio",), ("chat", "correo"))


def said(text: str) -> list[str]:
    return [fault.message for fault in prose_faults(text, NAMES)]


@pytest.mark.parametrize(
    "text",
    [
        "48 horas",
        "48hs",
        "48 hs.",
        "24-48 horas",
        "24 – 48 h",
        "de 5 a 7 días",
        "3 días hábiles",
        "1,5 horas",
        "10 MINUTOS",
        "2 dias",
        "6 semanas",
        "2 o 3 meses",
        "**48** horas",
        "48&nbsp;horas",
        "48\N{NO-BREAK SPACE}horas",
        "unas cuarenta y ocho horas",
        "dos días hábiles",
        "quince a veinte días",
        "media jornada",
        "una jornada y media",
        "½ día",
        "1½ horas",
        "15′",
        "10 a 15 ′",
        "30″",
        "15'",
    ],
)
def test_a_duration_typed_by_hand_is_refused(text: str) -> None:
    (message,) = said(f"Demora {text}, siempre.")
    assert message.startswith("hay un plazo escrito a mano: «")


@pytest.mark.parametrize(
    "text",
    [
        "Un día hábil es un día con atención.",
        "Hay una jornada de capacitación.",
        "El plan 'Hosting 15' y el plan \"Hosting 30\".",
        "Es la versión 2.",
        "Abre a las 09:00.",
        "Los 3 productos demoran poco.",
        "Vence el 31 de mayo de 2027.",
        "Llame al 4000 1234.",
        "Hay 5 meseros y 3 minutas.",
        "La hora y los días se cuentan aparte.",
        'Demora {{ promise("simplenews") }} o {{promise( \'hosting\' )}}; {{ target("chat") }}.',
        "{{ company_name }}: {{ sla_manual_url }}",
        'Falta {{ requirement("dominio") }}; escriba por {{ channel("chat") }} o {{ channel("correo") }}.',
    ],
)
def test_a_text_without_figures_whose_references_exist_is_accepted(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("text", ['{"answer": "Así."}', ' [{"answer": "Así."}]', "{}"])
def test_json_pasted_in_place_of_a_text_is_refused(text: str) -> None:
    """Braces that are no JSON are told as what they are, or nothing."""
    assert "hay JSON pegado en lugar del texto." in said(text)
    assert not [message for message in said(f"Así: {text}") if "JSON" in message]


@pytest.mark.parametrize(
    "mark",
    [
        "{{ }}",
        "{{ name }}",
        "{{ promise(simplenews) }}",
        '{{ promise("chat") }}',
        '{{ target("simplenews") }}',
        '{{ target("correo") }}',
        '{{ requirement("simplenews") }}',
        '{{ channel("dominio") }}',
        "{{ channel(chat) }}",
        '{{ promise("simplenews") | upper }}',
        "{{ company_name.x }}",
        '{{ promise("simplenews")',
        "{% include x %}",
        "{# nota #}",
    ],
)
def test_any_other_mark_is_refused_where_it_begins(mark: str) -> None:
    (fault,) = prose_faults(f"Vea {mark}", NAMES)
    assert fault.offset == 4


@given(
    st.builds(
        lambda low, more, unit: str(Promise(low if more else None, low + more, unit)),
        st.integers(1, 4000),
        st.integers(0, 4000),
        st.sampled_from(UNITS),
    )
)
def test_every_phrase_a_promise_can_print_is_refused_in_prose(phrase: str) -> None:
    (fault,) = prose_faults(f"Demora {phrase}.", NAMES)
    assert fault.offset == len("Demora ")
