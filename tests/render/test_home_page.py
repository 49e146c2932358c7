"""A group's usual delay in words."""

from __future__ import annotations

import pytest

from generator.model.promise import parse_promise
from generator.render.home_page import usual_delay


@pytest.mark.parametrize(
    ("promises", "told"),
    [
        (["2 minutos", "2 minutos"], "2 minutos"),
        (["3 días hábiles"], "3 días hábiles"),
        (["4 días hábiles", "2 días hábiles"], "2 a 4 días hábiles"),
        (["15 a 40 días hábiles", "40 a 50 días hábiles"], "15 a 50 días hábiles"),
        (["5 días hábiles", "2 horas"], "de 2 horas a 5 días hábiles"),
        (["2 a 6 días hábiles", "20 minutos"], "de 20 minutos a 6 días hábiles"),
        (["1 a 3 horas", "2 a 6 días hábiles"], "de 1 hora a 6 días hábiles"),
        (["1 día hábil", "24 a 48 horas en días hábiles", "5 a 7 días hábiles"], "1 a 7 días hábiles"),
    ],
)
def test_a_group_s_delay_goes_from_its_shortest_to_its_longest(promises: list[str], told: str) -> None:
    """One phrase where both are told in one unit, two where they are not."""
    assert usual_delay([parse_promise(phrase) for phrase in promises]) == told
