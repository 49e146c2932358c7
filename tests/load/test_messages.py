"""Every way in which data can fail a model has a message of its own, and what nobody foresaw has a general one."""

from __future__ import annotations

import re

from generator.load.examples import KEY_EXAMPLES, KEY_FORMS
from generator.load.messages import EXPLANATIONS, Misfit, misfit_message
from generator.model.base import Frozen
from generator.model.billing import Billing
from generator.model.calendar import CalendarSettings, HolidayYear
from generator.model.catalog import Attention, Company, Faq, Groups, Notice, Requirement, Service
from generator.model.clock_cases import ClockBase, ClockSheet
from generator.model.manual import Manual
from generator.model.revocations import Revocations
from tests.sample_company import REPOSITORY

FILES: tuple[type[Frozen], ...] = (
    Attention,
    Billing,
    CalendarSettings,
    ClockBase,
    ClockSheet,
    Company,
    Faq,
    Groups,
    HolidayYear,
    Manual,
    Notice,
    Requirement,
    Revocations,
    Service,
)


def test_every_error_type_that_the_models_of_data_raise_is_explained() -> None:
    names = ("addresses.py", "base.py", "calendar.py", "catalog.py", "clock_cases.py", "promise.py")
    sources = [REPOSITORY / "generator/model" / name for name in names]
    raised = {name for path in sources for name in re.findall(r'PydanticCustomError\("(\w+)"', path.read_text())}
    # A moment is never typed in data.
    assert raised - set(EXPLANATIONS) == {"naive_moment"}


def test_every_key_that_can_be_missing_has_an_example_and_no_example_is_for_an_unknown_key() -> None:
    schemas = [model.model_json_schema() for model in FILES]
    models = [part for schema in schemas for part in (schema, *schema.get("$defs", {}).values())]
    required = {key for part in models for key in part.get("required", [])}
    known = {key for part in models for key in part.get("properties", {})}
    assert required - set(KEY_EXAMPLES) == set()
    assert set(KEY_EXAMPLES) - known == set()
    assert set(KEY_FORMS) - known == set()


def test_an_error_nobody_foresaw_still_names_the_value_and_an_example() -> None:
    message, remedy = misfit_message(Misfit("date_future", "review_by", "ayer", {}, ()))
    assert message == "«ayer» no es un valor aceptado en «review_by»."
    assert remedy == "Compare con otro archivo de la carpeta, por ejemplo «review_by: 2027-05-31»."


def test_a_long_value_is_shortened_and_kept_on_one_line() -> None:
    message, _ = misfit_message(Misfit("whole", "position", "uno\ndos " * 50, {}, ()))
    assert message.startswith("«uno dos uno dos ")
    assert "…» en «position»" in message
    assert len(message) < 120
