"""What a subject is about: its words without accents, courtesies, names, numbers and addresses."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.compute.gaps.subject_words import MOST_CHARACTERS, MOST_WORDS, subject_words, unaccented


def keys(text: str) -> list[str]:
    """Return the words as they are compared."""
    return [word.key for word in subject_words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Migración de HOSTING", ["migracion", "hosting"]),
        ("migracio\u0301n", ["migracion"]),
        ("Demoras y demora", ["demora"]),
        ("Hola, buenas tardes, necesito ayuda por favor. Gracias!", []),
        ("Re: RV: [Ticket ID: 516757] Correos rebotan", ["ticket", "correo", "rebotan"]),
        ("Pedido #7858259149 y factura 0001-00012345", ["pedido", "factura"]),
        ("El servicio S12 de mp3", ["servicio"]),
        ("Rebota lo que mando a juan.perez+x@correo.com.ar", ["rebota", "mando"]),
        ("Cambio DNS radiosur.com.ar y https://otro.example/pagina?x=1", ["cambio", "dns"]),
        ("¿¡…!? — ·", []),
        ("", []),
    ],
)
def test_only_words_that_say_what_it_is_about_are_left(text: str, found: list[str]) -> None:
    """In their order, each once."""
    assert keys(text) == found


def test_a_word_keeps_the_accents_it_was_written_with() -> None:
    """What staff read is Spanish, whatever is compared."""
    assert [(word.key, word.written) for word in subject_words("Migraciones y Señal")] == [
        ("migracione", "migraciones"),
        ("senal", "señal"),
    ]


def test_a_subject_without_end_is_cut() -> None:
    """A client who pastes a whole message costs no more than another."""
    assert len(subject_words(" ".join(f"palabra{chr(97 + index)}" for index in range(26)))) == MOST_WORDS
    assert keys(f"hosting {'.' * MOST_CHARACTERS} correo") == ["hosting"]


@example("A❶ y B²³")
@given(st.text(max_size=80))
def test_no_text_stops_it_and_no_word_holds_a_digit(text: str) -> None:
    """Clients write anything."""
    for word in subject_words(text):
        assert not any(char.isdigit() or char.isspace() or char == "@" for char in word.key)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A unaccented word is compared with unaccented ones."""
    assert unaccented(unaccented(text)) == unaccented(text)
