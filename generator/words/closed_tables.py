"""Words for each member of the program's closed lists: a member without its words does not type-check."""

from __future__ import annotations

from typing import Annotated, assert_never

from generator.model.base import Frozen
from generator.model.due import Why
from generator.words.sentences import slots


class WhyWords(Frozen):
    """Why a date does not count: as the public pages tell it, and as the order page lists it."""

    told: str
    listed: str


class NamedWhyWords(Frozen):
    """The same for a date that has a name."""

    told: Annotated[str, slots("name")]
    listed: str


class Whys(Frozen):
    """Words for each `Why`."""

    weekend: WhyWords
    holiday: NamedWhyWords
    closure: NamedWhyWords
    after_cut_off: WhyWords
    after_hours: WhyWords
    paused: WhyWords

    def of(self, why: Why) -> WhyWords | NamedWhyWords:
        """Return its words."""
        match why:
            case Why.WEEKEND:
                return self.weekend
            case Why.HOLIDAY:
                return self.holiday
            case Why.CLOSURE:
                return self.closure
            case Why.AFTER_CUT_OFF:
                return self.after_cut_off
            case Why.AFTER_HOURS:
                return self.after_hours
            case Why.PAUSED:
                return self.paused
            case _:
                assert_never(why)
