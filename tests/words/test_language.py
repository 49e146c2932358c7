"""The words file is whole: a sentence, a slot or a table too few or too many is refused with its name."""

from __future__ import annotations

import re
import tomllib
from copy import deepcopy
from typing import Any

import msgspec
import pytest
from msgspec import ValidationError

from generator.words.language import WORDS, read_words, words_in, words_of
from generator.words.sentences import SLOT, Plural, with_shared
from tests.words.texts import ROOT, WORDS_FILE, words


def tables() -> dict[str, Any]:
    """Return the file as it is read."""
    return tomllib.loads((ROOT / WORDS_FILE).read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", [part for part in tables() if part not in {"shared", "holiday_names"}])
def test_a_part_that_is_missing_is_refused(part: str) -> None:
    """Each of them, so that a second language cannot lack one."""
    file = tables()
    del file[part]
    with pytest.raises(ValidationError, match=rf"`{part}`$"):
        read_words(file)


@pytest.mark.parametrize(
    ("part", "key", "text", "told"),
    [
        ("dates", "moment", "{day}", "`moment` .* at `$.dates`"),
        ("dates", "moment", "{day}, {time}, {zone}", "`moment` .* at `$.dates`"),
        ("dates", "months", ["enero"], "length >= 12 - at `$.dates.months`"),
        ("service", "replaced", "{promise} hasta el {until}; {usual}", "`replaced` .* at `$.service`"),
        ("service", "wordings", ["demora de {service}", "demora"], "`wordings` .* at `$.service`"),
        ("count", "another", "otra", "unknown field `another` - at `$.count`"),
        ("stages", "late", {}, "unknown field `late` - at `$.stages`"),
        ("calendar", "holiday", "Feriado {name}", "`holiday` .* at `$.calendar`"),
        ("menu", "home", "Inicio {aks}", "`home` .* at `$.menu`"),
        ("order_page", "left", {"one": "Falta {time}"}, "required field `more` - at `$.order_page[...]`"),
    ],
)
def test_a_slot_or_sentence_too_few_or_too_many_is_refused(part: str, key: str, text: object, told: str) -> None:
    file = tables()
    file[part][key] = text
    with pytest.raises(ValidationError, match=re.escape(told).replace(r"\.\*", ".*")):
        read_words(file)


@pytest.mark.parametrize(
    ("table", "row", "key", "text"),
    [
        ("reasons", "unmapped", "told", "Todavía no está publicada {aks}."),
        ("reasons", "suspended", "lead", "El servicio está suspendido."),
        ("stages", "active", "short", "activo {foo}"),
        ("stages", "in_progress", "lead_of_client", "Falta que responda."),
        ("stages", "in_progress", "lead_of_client", "Falta {servicio}."),
        ("failures", "framed", "text", "Abra {asq} su enlace."),
        ("tickets", "open", "turn", "{who}"),
    ],
)
def test_a_row_s_slot_too_few_or_too_many_is_refused(table: str, row: str, key: str, text: str) -> None:
    """What the order page would draw as a hole in its sentence."""
    file = tables()
    file[table][row][key] = text
    with pytest.raises(ValidationError, match=rf"`{key}` has slots .* at `\$\.{table}(\.{row}|\[...\])`"):
        read_words(file)


def test_a_shared_sentence_is_put_wherever_it_is_named() -> None:
    """None is left as a slot, and each is used."""
    file = tables()
    shared = file.pop("shared")
    used = {name for text in words().values() for name in SLOT.findall(text)}

    assert set(shared) <= used
    left = re.findall(r"\{(\w+)\}", repr(with_shared(deepcopy(file), shared)))
    assert not set(shared) & set(left)
    assert WORDS.reasons.unmapped_status.told.endswith("y le respondemos.")


def test_a_country_that_calls_a_day_off_otherwise_says_all_of_it() -> None:
    """Each of its words is named by some sentence, and one that it lacks is refused and not taken from the others."""
    names = tables()["holiday_names"]
    used = {name for text in words().values() for name in SLOT.findall(text)}
    assert set(names["usual"]) <= used
    for country in [*names, None]:
        read = read_words(tables(), country=country)
        assert msgspec.to_builtins(read.holiday_names) == names[country or "usual"]
        for name in names["usual"]:
            file = tables()
            del file["holiday_names"][country or "usual"][name]
            with pytest.raises(ValidationError, match=rf"field `{name}` - at `\$.holiday_names`"):
                read_words(file, country=country)


def test_countries_that_say_all_alike_share_one_reading() -> None:
    """What costs most of a program's start is done once."""
    assert words_in("America/Santiago") is words_in("UTC") is words_of("es") is WORDS
    assert words_in("America/Argentina/Salta") is words_in("America/Argentina/Buenos_Aires") is not WORDS
    assert words_in("Atlantic/Canary") is words_in("Europe/Madrid") is not WORDS


def test_one_is_for_exactly_one() -> None:
    """Zero and all others are several, as Spanish has it."""
    plural = Plural(one="falta", more="faltan")
    assert [plural.of(figure) for figure in (0, 1, 2, 21)] == ["faltan", "falta", "faltan", "faltan"]


def test_no_sentence_gives_a_service_s_name_an_article_or_a_possessive() -> None:
    """«El pago de su Tiendas»: a name does not tell its gender or number, so no sentence may need to know them."""
    wrong = re.compile(r"\b(?:sus?|el|la|los|las|un|una|del|al|est[ea]s?) \{(?:service|name|product)\}")
    assert {name: text for name, text in words().items() if wrong.search(text)} == {}
    assert wrong.search("Falta el pago de su {service}.")


def test_no_sentence_has_blanks_at_its_ends_or_two_together() -> None:
    """Blanks between sentences are the programs' part."""
    assert {name: text for name, text in words().items() if text != " ".join(text.split())} == {}
