"""Words for each member of the program's closed lists: a member without its words does not type-check."""

from __future__ import annotations

from typing import Annotated, assert_never

from generator.model.due import Why
from generator.model.states import ClockStarts, Reason, State, TicketState, WaitingOn
from generator.words.sentences import WordTable, one_slot_unless_silent, slots, slots_if_any, slots_unless_silent


class Whys(WordTable, frozen=True):
    """Why a date does not count, for each `Why`; `name` is the date's own."""

    weekend: str
    holiday: Annotated[str, slots("name")]
    non_working: Annotated[str, slots("name")]
    bridge: Annotated[str, slots_if_any("name")]
    closure: Annotated[str, slots("name")]
    after_cut_off: str
    after_hours: str
    paused: str

    def of(self, why: Why) -> str:
        """Return its words."""
        match why:
            case Why.WEEKEND:
                return self.weekend
            case Why.HOLIDAY:
                return self.holiday
            case Why.NON_WORKING:
                return self.non_working
            case Why.BRIDGE:
                return self.bridge
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


class StageWords(WordTable, frozen=True):
    """A stage on an order's page, and in lists for staff. Empty where there is nothing to say."""

    name: str
    short: str
    many: str
    since: str
    """Heads the moment at which it began."""
    client_must: str
    company_must: str
    was: str
    """Once the data are too old to be claimed."""
    lead: Annotated[str, slots("service")]
    lead_of_client: Annotated[str, one_slot_unless_silent("service", "actions")]
    """Where the client must act."""


class Stages(WordTable, frozen=True):
    """Words for each `State`."""

    awaiting_payment: StageWords
    awaiting_requirements: StageWords
    in_progress: StageWords
    active: StageWords
    cancelled: StageWords
    under_review: StageWords
    unknown: StageWords

    def of(self, state: State) -> StageWords:
        """Return its words."""
        match state:
            case State.AWAITING_PAYMENT:
                return self.awaiting_payment
            case State.AWAITING_REQUIREMENTS:
                return self.awaiting_requirements
            case State.IN_PROGRESS:
                return self.in_progress
            case State.ACTIVE:
                return self.active
            case State.CANCELLED:
                return self.cancelled
            case State.UNDER_REVIEW:
                return self.under_review
            case State.UNKNOWN:
                return self.unknown
            case _:
                assert_never(state)


class ReasonWords(WordTable, frozen=True):
    """Why a stage or a date cannot be known; all but `told` are empty where the stage's own will do."""

    name: str
    told: str
    """What the name and the first sentence have not said yet."""
    was: str
    lead: Annotated[str, slots_unless_silent("service")]


class WholeOrderWords(ReasonWords, frozen=True):
    """The same of an order whose items nobody can name."""

    lead: str


class Reasons(WordTable, frozen=True):
    """Words for each `Reason`."""

    unmapped: ReasonWords
    unmapped_transfer: ReasonWords
    unmapped_renewal: ReasonWords
    unmapped_addon: ReasonWords
    unmapped_upgrade: ReasonWords
    empty_order: WholeOrderWords
    unmapped_status: ReasonWords
    payment_unclear: ReasonWords
    requirements_unreported: ReasonWords
    suspended: ReasonWords
    expired: ReasonWords
    unknown_status: ReasonWords
    beyond_calendar: ReasonWords

    def of(self, reason: Reason) -> ReasonWords:  # noqa: C901, PLR0912 — one line per member
        """Return its words."""
        match reason:
            case Reason.UNMAPPED_STATUS:
                return self.unmapped_status
            case Reason.PAYMENT_UNCLEAR:
                return self.payment_unclear
            case Reason.REQUIREMENTS_UNREPORTED:
                return self.requirements_unreported
            case Reason.SUSPENDED:
                return self.suspended
            case Reason.EXPIRED:
                return self.expired
            case Reason.UNKNOWN_STATUS:
                return self.unknown_status
            case Reason.BEYOND_CALENDAR:
                return self.beyond_calendar
            case Reason.UNMAPPED:
                return self.unmapped
            case Reason.UNMAPPED_TRANSFER:
                return self.unmapped_transfer
            case Reason.UNMAPPED_RENEWAL:
                return self.unmapped_renewal
            case Reason.UNMAPPED_ADDON:
                return self.unmapped_addon
            case Reason.UNMAPPED_UPGRADE:
                return self.unmapped_upgrade
            case Reason.EMPTY_ORDER:
                return self.empty_order
            case _:
                assert_never(reason)


class Turns(WordTable, frozen=True):
    """Whose turn it is, for each `WaitingOn`."""

    client: str
    company: str
    none: str

    def of(self, who: WaitingOn) -> str:
        """Return its words."""
        match who:
            case WaitingOn.CLIENT:
                return self.client
            case WaitingOn.COMPANY:
                return self.company
            case WaitingOn.NONE:
                return self.none
            case _:
                assert_never(who)


class ClockStartWords(WordTable, frozen=True):
    """What makes a service's clock run: `short` follows a promise, `explained` is a sentence."""

    short: str
    brief: str
    """The same where a row of a table has room for no more."""
    explained: str


class ClockStartTable(WordTable, frozen=True):
    """Words for each of `ClockStarts`."""

    payment_credited: ClockStartWords
    requirements_met: ClockStartWords

    def of(self, starts: ClockStarts) -> ClockStartWords:
        """Return its words."""
        match starts:
            case ClockStarts.PAYMENT_CREDITED:
                return self.payment_credited
            case ClockStarts.REQUIREMENTS_MET:
                return self.requirements_met
            case _:
                assert_never(starts)


class TicketWords(WordTable, frozen=True):
    """Where a ticket stands, and whose turn that makes it."""

    state: str
    turn: str


class Tickets(WordTable, frozen=True):
    """Words for each `TicketState`."""

    open: TicketWords
    customer_reply: TicketWords
    answered: TicketWords
    on_hold: TicketWords
    in_progress: TicketWords
    closed: TicketWords
    other: TicketWords

    def of(self, state: TicketState) -> TicketWords:
        """Return its words."""
        match state:
            case TicketState.OPEN:
                return self.open
            case TicketState.CUSTOMER_REPLY:
                return self.customer_reply
            case TicketState.ANSWERED:
                return self.answered
            case TicketState.ON_HOLD:
                return self.on_hold
            case TicketState.IN_PROGRESS:
                return self.in_progress
            case TicketState.CLOSED:
                return self.closed
            case TicketState.OTHER:
                return self.other
            case _:
                assert_never(state)
