"""The promise phrase: what is accepted, what is refused, and what is offered instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.promise import EXAMPLES, UNITS, PhraseError, Promise, parse_promise


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    """Return any promise there can be."""
    last = draw(st.integers(1, 9999))
    first = draw(st.none() | st.integers(1, last - 1)) if last > 1 else None
    return Promise(first, last, draw(st.sampled_from(UNITS)))


@given(promises())
def test_every_promise_survives_print_and_parse(promise: Promise) -> None:
    assert parse_promise(str(promise)) == promise


@pytest.mark.parametrize("phrase", EXAMPLES)
def test_every_phrase_offered_as_an_example_is_accepted_as_it_stands(phrase: str) -> None:
    assert str(parse_promise(phrase)) == phrase


@pytest.mark.parametrize(
    ("phrase", "nearest"),
    [
        ("48 hs", "48 horas"),
        ("2-3 dias", "2 a 3 días hábiles"),
        ("dos días", "2 días hábiles"),
        # Days of which kind? The phrase must say.
        ("2 días", "2 días hábiles"),
        ("1 días hábiles", "1 día hábil"),
        ("2 día hábil", "2 días hábiles"),
        ("15 a 10 días hábiles", "10 a 15 días hábiles"),
        ("3 a 3 horas", "3 horas"),
        ("2 Días Hábiles", "2 días hábiles"),
        ("hasta 5 dias habiles", "5 días hábiles"),
        ("dentro de las 48 hs.", "48 horas"),
        ("entre 2 y 4 días", "2 a 4 días hábiles"),
        ("24/48 hs", "24 a 48 horas"),
        ("dos a tres días hábiles", "2 a 3 días hábiles"),
        ("24 hs a 48 hs", "24 a 48 horas"),
        ("2 días laborables", "2 días hábiles"),
        ("10 días calendario", "10 días corridos"),
        ("3 dias habiles aprox", "3 días hábiles"),
        ("“2 días hábiles”", "2 días hábiles"),
    ],
)
def test_a_phrase_that_is_no_promise_is_refused_with_the_nearest_that_is(phrase: str, nearest: str) -> None:
    with pytest.raises(PhraseError) as refused:
        parse_promise(phrase)
    assert refused.value.nearest == nearest
    assert str(parse_promise(nearest)) == nearest


@given(st.text(max_size=60))
def test_whatever_is_typed_the_answer_is_a_promise_or_an_accepted_phrase(text: str) -> None:
    try:
        parse_promise(text)
    except PhraseError as refused:
        if refused.nearest is not None:
            parse_promise(refused.nearest)


@pytest.mark.parametrize(
    ("phrase", "fault"),
    [
        ("", "falta el plazo"),
        ("2,5 días hábiles", "enteras"),
        ("1.5 horas", "enteras"),
        ("1/2 día", "medias"),
        ("medio día", "medias"),
        ("0 días", "no puede ser de 0"),
        ("-2 días hábiles", "negativo"),
        ("100000 horas", "demasiado grande"),
        ("una semana", "no hay semanas"),
        ("1 mes", "no hay meses"),
        ("30 segundos", "no hay segundos"),
        ("más de 3 días", "a lo sumo"),
        ("1, 2 o 3 días", "dos en un rango"),
        ("2 días hábiles y 4 horas", "una sola unidad"),
        ("9 a 18", "falta la unidad"),
        ("inmediato", "falta la cifra"),
        ("pronto", "falta la cifra"),
        ("1h 30m", "una sola unidad"),
        ("2 jornadas", "no es una frase"),
    ],
)
def test_what_cannot_be_meant_is_told_in_its_own_words_and_nothing_is_proposed(phrase: str, fault: str) -> None:
    with pytest.raises(PhraseError) as refused:
        parse_promise(phrase)
    assert fault in refused.value.fault
    assert refused.value.nearest is None
