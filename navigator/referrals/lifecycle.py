"""
The life of a referral: one table that buttons, programs, documents and tests all read.

A row says who may make a move, from where to where, what must be said with it, who has the referral
afterwards, what is to be done next and by when, and who is told. What no row allows is refused.
The states follow ``docs/referral-lifecycle.md``, which is printed from this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from navigator.referrals.codes import (
    CompleteReason,
    DeclineReason,
    EarlyReason,
    MistakeReason,
    NextStep,
    PauseReason,
    ReopenReason,
    Side,
    Status,
    StepDownTo,
    StepUpReason,
    WithdrawReason,
)
from navigator.referrals.timescales import Wait

DRAFT = frozenset({Status.DRAFT})
ENDED = frozenset(
    {
        Status.COMPLETED,
        Status.ENDED_EARLY,
        Status.REDIRECTED,
        Status.WITHDRAWN,
        Status.COULD_NOT_ENGAGE,
        Status.STEPPED_UP,
        Status.STEPPED_DOWN,
        Status.TRANSFERRED,
        Status.MISTAKE,
    }
)
OPEN = frozenset(Status) - ENDED - DRAFT
"""Declined is open: whoever sent it has it again, until somebody accepts or they close it."""

ANSWERABLE = frozenset({Status.SUBMITTED, Status.REOPENED})
"""The service has it before it, and has said nothing yet."""

UNANSWERED = ANSWERABLE | {Status.MORE_NEEDED}
TAKEN = frozenset({Status.ACCEPTED, Status.WAITING_LIST, Status.STARTED, Status.PAUSED})
"""The service has said yes: its person is the holder, and knows the name."""

WORKING = frozenset({Status.STARTED, Status.PAUSED})
STEPPING = frozenset({Status.STEPPING_UP, Status.STEPPING_DOWN})
REOPENABLE = ENDED - {Status.MISTAKE, Status.REDIRECTED, Status.TRANSFERRED}
"""What was redirected or transferred goes on as another referral."""


class Move(StrEnum):
    SEND = "send"
    ASK_MORE = "ask_more"
    SAY_MORE = "say_more"
    ACCEPT = "accept"
    PUT_ON_LIST = "put_on_list"
    STILL_WAITING = "still_waiting"
    START = "start"
    KEEP_GOING = "keep_going"
    PAUSE = "pause"
    RESUME = "resume"
    COMPLETE = "complete"
    END_EARLY = "end_early"
    PROPOSE_DECLINE = "propose_decline"
    SEND_BACK = "send_back"
    CONFIRM_DECLINE = "confirm_decline"
    LET_DECLINE_STAND = "let_decline_stand"
    REDIRECT = "redirect"
    REFER_ON = "refer_on"
    ASK_AGAIN = "ask_again"
    TRANSFER = "transfer"
    WITHDRAW = "withdraw"
    GIVE_UP_REACHING = "give_up_reaching"
    STEP_UP = "step_up"
    TAKEN_UP = "taken_up"
    NOT_TAKEN_UP = "not_taken_up"
    STEP_DOWN = "step_down"
    TAKEN_DOWN = "taken_down"
    NOT_TAKEN_DOWN = "not_taken_down"
    REOPEN = "reopen"
    REASSIGN = "reassign"
    CALL_A_MISTAKE = "call_a_mistake"
    SHOW_NAME = "show_name"
    WITHDRAW_AGREEMENT = "withdraw_agreement"
    LET_AGREEMENT_LAPSE = "let_agreement_lapse"


class Note(StrEnum):
    """Whether something must be said in words."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Holder(StrEnum):
    """
    Who has the referral afterwards: always one named person.

    *Sender*: who sent it, or their cover. *Mover*: who makes the move. *Stays*: whoever had it.
    *Named*: who is named with the move; the next step and its day stay as they are.
    """

    SENDER = "sender"
    MOVER = "mover"
    STAYS = "stays"
    NAMED = "named"


class Also(StrEnum):
    """What else must come with a move."""

    EXPECTED_START = "expected_start"
    ALTERNATIVE = "alternative"
    SERVICE = "service"
    ATTEMPTS = "attempts"
    FRONT_DOOR_RUNG = "front_door_rung"
    REVIEW_DATE = "review_date"
    HOLDER = "holder"
    PARTY = "party"


class Tell(StrEnum):
    """How the family hears of it: always by a person, and by a way that is safe for them."""

    NOT = "not"
    BY_SENDER = "by_sender"
    BY_RECEIVER = "by_receiver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One allowed move. ``to`` is None where the status stays as it is, or, with ``back``, where it
    becomes again what it was before the last move; then the next step is as it was as well.

    ``reasons`` is the list that one code must come from; None where none is asked. ``next_step`` is
    None where the referral has ended. ``next_by``: whose step that is, None for the holder's.
    ``tells``: who gets word.
    """

    move: Move
    from_: frozenset[Status]
    to: Status | None = None
    by: frozenset[Side] = field(default_factory=frozenset)
    back: bool = False
    reasons: type[StrEnum] | None = None
    note: Note = Note.OPTIONAL
    also: frozenset[Also] = field(default_factory=frozenset)
    holder: Holder = Holder.STAYS
    next_step: NextStep | None = None
    next_by: Side | None = None
    wait: Wait | None = None
    tells: frozenset[Side] = field(default_factory=frozenset)
    family: Tell = Tell.NOT


SENDER, RECEIVER, COORDINATOR, CLOCK = (frozenset({side}) for side in Side)

TABLE: tuple[Row, ...] = (
    Row(
        move=Move.SEND,
        from_=DRAFT,
        to=Status.SUBMITTED,
        by=SENDER,
        note=Note.NONE,
        holder=Holder.SENDER,
        next_step=NextStep.ANSWER,
        next_by=Side.RECEIVER,
        wait=Wait.ANSWER,
        tells=SENDER | RECEIVER,
        family=Tell.BY_SENDER,
    ),
    Row(
        move=Move.ASK_MORE,
        from_=ANSWERABLE,
        to=Status.MORE_NEEDED,
        by=RECEIVER,
        note=Note.REQUIRED,
        holder=Holder.SENDER,
        next_step=NextStep.SAY_MORE,
        next_by=Side.SENDER,
        wait=Wait.SAY_MORE,
        tells=SENDER,
    ),
    Row(
        move=Move.SAY_MORE,
        from_=frozenset({Status.MORE_NEEDED}),
        to=Status.SUBMITTED,
        by=SENDER,
        note=Note.REQUIRED,
        holder=Holder.SENDER,
        next_step=NextStep.ANSWER,
        next_by=Side.RECEIVER,
        wait=Wait.ANSWER,
        tells=RECEIVER,
    ),
    Row(
        move=Move.ACCEPT,
        from_=UNANSWERED,
        to=Status.ACCEPTED,
        by=RECEIVER,
        holder=Holder.MOVER,
        next_step=NextStep.FIRST_CONTACT,
        next_by=Side.RECEIVER,
        wait=Wait.FIRST_CONTACT,
        tells=SENDER,
        family=Tell.BY_RECEIVER,
    ),
    Row(
        move=Move.PUT_ON_LIST,
        from_=UNANSWERED | {Status.ACCEPTED},
        to=Status.WAITING_LIST,
        by=RECEIVER,
        also=frozenset({Also.EXPECTED_START}),
        holder=Holder.MOVER,
        next_step=NextStep.SAY_WHEN,
        next_by=Side.RECEIVER,
        wait=Wait.SAY_WHEN,
        tells=SENDER,
        family=Tell.BY_RECEIVER,
    ),
    Row(
        move=Move.STILL_WAITING,
        from_=frozenset({Status.WAITING_LIST}),
        by=RECEIVER,
        also=frozenset({Also.EXPECTED_START}),
        next_step=NextStep.SAY_WHEN,
        next_by=Side.RECEIVER,
        wait=Wait.SAY_WHEN,
        tells=SENDER,
        family=Tell.BY_RECEIVER,
    ),
    Row(
        move=Move.START,
        from_=frozenset({Status.ACCEPTED, Status.WAITING_LIST}),
        to=Status.STARTED,
        by=RECEIVER,
        next_step=NextStep.REVIEW,
        next_by=Side.RECEIVER,
        wait=Wait.REVIEW,
        tells=SENDER,
    ),
    Row(
        move=Move.KEEP_GOING,
        from_=frozenset({Status.STARTED}),
        by=RECEIVER,
        next_step=NextStep.REVIEW,
        next_by=Side.RECEIVER,
        wait=Wait.REVIEW,
        tells=SENDER,
    ),
    Row(
        move=Move.PAUSE,
        from_=frozenset({Status.STARTED}),
        to=Status.PAUSED,
        by=RECEIVER,
        reasons=PauseReason,
        next_step=NextStep.CHECK_PAUSE,
        next_by=Side.RECEIVER,
        wait=Wait.CHECK_PAUSE,
        tells=SENDER,
        family=Tell.BY_RECEIVER,
    ),
    Row(
        move=Move.RESUME,
        from_=frozenset({Status.PAUSED}),
        to=Status.STARTED,
        by=RECEIVER,
        next_step=NextStep.REVIEW,
        next_by=Side.RECEIVER,
        wait=Wait.REVIEW,
        tells=SENDER,
    ),
    Row(
        move=Move.COMPLETE,
        from_=WORKING,
        to=Status.COMPLETED,
        by=RECEIVER,
        reasons=CompleteReason,
        tells=SENDER,
    ),
    Row(
        move=Move.END_EARLY,
        from_=WORKING,
        to=Status.ENDED_EARLY,
        by=RECEIVER,
        reasons=EarlyReason,
        note=Note.REQUIRED,
        tells=SENDER,
        family=Tell.BY_RECEIVER,
    ),
    Row(
        move=Move.PROPOSE_DECLINE,
        from_=UNANSWERED | {Status.ACCEPTED, Status.WAITING_LIST},
        to=Status.DECLINE_PROPOSED,
        by=RECEIVER,
        reasons=DeclineReason,
        note=Note.REQUIRED,
        also=frozenset({Also.ALTERNATIVE}),
        holder=Holder.SENDER,
        next_step=NextStep.CHECK_DECLINE,
        next_by=Side.COORDINATOR,
        wait=Wait.CHECK_DECLINE,
        tells=SENDER | COORDINATOR,
    ),
    Row(
        move=Move.SEND_BACK,
        from_=frozenset({Status.DECLINE_PROPOSED}),
        to=Status.SUBMITTED,
        by=COORDINATOR,
        note=Note.REQUIRED,
        holder=Holder.SENDER,
        next_step=NextStep.ANSWER,
        next_by=Side.RECEIVER,
        wait=Wait.ANSWER,
        tells=SENDER | RECEIVER,
    ),
    Row(
        move=Move.CONFIRM_DECLINE,
        from_=frozenset({Status.DECLINE_PROPOSED}),
        to=Status.DECLINED,
        by=COORDINATOR,
        holder=Holder.SENDER,
        next_step=NextStep.FIND_ANOTHER,
        next_by=Side.SENDER,
        wait=Wait.FIND_ANOTHER,
        tells=SENDER | RECEIVER,
        family=Tell.BY_SENDER,
    ),
    Row(
        move=Move.LET_DECLINE_STAND,
        from_=frozenset({Status.DECLINE_PROPOSED}),
        to=Status.DECLINED,
        by=CLOCK,
        note=Note.NONE,
        holder=Holder.SENDER,
        next_step=NextStep.FIND_ANOTHER,
        next_by=Side.SENDER,
        wait=Wait.FIND_ANOTHER,
        tells=SENDER | RECEIVER,
        family=Tell.BY_SENDER,
    ),
    Row(
        move=Move.REDIRECT,
        from_=frozenset({Status.DECLINE_PROPOSED, Status.DECLINED}),
        to=Status.REDIRECTED,
        by=COORDINATOR,
        also=frozenset({Also.SERVICE}),
        holder=Holder.SENDER,
        tells=SENDER | RECEIVER,
        family=Tell.BY_SENDER,
    ),
    Row(
        move=Move.REFER_ON,
        from_=frozenset({Status.DECLINED}),
        to=Status.REDIRECTED,
        by=SENDER,
        also=frozenset({Also.SERVICE}),
        holder=Holder.SENDER,
        family=Tell.BY_SENDER,
    ),
    Row(
        move=Move.ASK_AGAIN,
        from_=frozenset({Status.DECLINED}),
        to=Status.DECLINE_PROPOSED,
        by=SENDER,
        note=Note.REQUIRED,
        holder=Holder.SENDER,
        next_step=NextStep.CHECK_DECLINE,
        next_by=Side.COORDINATOR,
        wait=Wait.CHECK_DECLINE,
        tells=COORDINATOR,
    ),
    Row(
        move=Move.TRANSFER,
        from_=TAKEN,
        to=Status.TRANSFERRED,
        by=RECEIVER,
        note=Note.REQUIRED,
        also=frozenset({Also.SERVICE}),
        holder=Holder.SENDER,
        tells=SENDER,
        family=Tell.BY_RECEIVER,
    ),
    Row(
        move=Move.WITHDRAW,
        from_=OPEN,
        to=Status.WITHDRAWN,
        by=SENDER,
        reasons=WithdrawReason,
        tells=RECEIVER,
    ),
    Row(
        move=Move.GIVE_UP_REACHING,
        from_=TAKEN,
        to=Status.COULD_NOT_ENGAGE,
        by=RECEIVER,
        note=Note.REQUIRED,
        also=frozenset({Also.ATTEMPTS}),
        holder=Holder.SENDER,
        tells=SENDER,
    ),
    Row(
        move=Move.STEP_UP,
        from_=OPEN - STEPPING,
        to=Status.STEPPING_UP,
        by=SENDER | RECEIVER,
        reasons=StepUpReason,
        note=Note.REQUIRED,
        also=frozenset({Also.FRONT_DOOR_RUNG}),
        next_step=NextStep.HEAR_FROM_SOCIAL_CARE,
        wait=Wait.HEAR_FROM_SOCIAL_CARE,
        tells=SENDER | RECEIVER,
    ),
    Row(
        move=Move.TAKEN_UP,
        from_=frozenset({Status.STEPPING_UP}),
        to=Status.STEPPED_UP,
        by=SENDER | RECEIVER,
        note=Note.REQUIRED,
        tells=SENDER | RECEIVER,
    ),
    Row(
        move=Move.NOT_TAKEN_UP,
        from_=frozenset({Status.STEPPING_UP}),
        back=True,
        by=SENDER | RECEIVER,
        note=Note.REQUIRED,
        tells=SENDER | RECEIVER,
    ),
    Row(
        move=Move.STEP_DOWN,
        from_=TAKEN,
        to=Status.STEPPING_DOWN,
        by=RECEIVER,
        reasons=StepDownTo,
        next_step=NextStep.HEAR_FROM_RECEIVER,
        next_by=Side.RECEIVER,
        wait=Wait.HEAR_FROM_RECEIVER,
        tells=SENDER,
        family=Tell.BY_RECEIVER,
    ),
    Row(
        move=Move.TAKEN_DOWN,
        from_=frozenset({Status.STEPPING_DOWN}),
        to=Status.STEPPED_DOWN,
        by=RECEIVER,
        note=Note.REQUIRED,
        also=frozenset({Also.REVIEW_DATE}),
        tells=SENDER,
    ),
    Row(
        move=Move.NOT_TAKEN_DOWN,
        from_=frozenset({Status.STEPPING_DOWN}),
        back=True,
        by=RECEIVER,
        note=Note.REQUIRED,
        tells=SENDER,
    ),
    Row(
        move=Move.REOPEN,
        from_=REOPENABLE,
        to=Status.REOPENED,
        by=SENDER,
        reasons=ReopenReason,
        note=Note.REQUIRED,
        holder=Holder.SENDER,
        next_step=NextStep.ANSWER,
        next_by=Side.RECEIVER,
        wait=Wait.ANSWER,
        tells=SENDER | RECEIVER,
    ),
    Row(
        move=Move.REASSIGN,
        from_=OPEN,
        by=SENDER | RECEIVER | CLOCK,
        also=frozenset({Also.HOLDER}),
        holder=Holder.NAMED,
    ),
    Row(
        move=Move.CALL_A_MISTAKE,
        from_=OPEN,
        to=Status.MISTAKE,
        by=SENDER,
        reasons=MistakeReason,
        tells=RECEIVER,
    ),
    Row(
        move=Move.SHOW_NAME,
        from_=UNANSWERED,
        by=SENDER,
        note=Note.REQUIRED,
        tells=RECEIVER,
    ),
    Row(
        move=Move.WITHDRAW_AGREEMENT,
        from_=OPEN | REOPENABLE,
        by=SENDER | RECEIVER,
        also=frozenset({Also.PARTY}),
        next_step=NextStep.SETTLE_AGREEMENT,
        wait=Wait.SETTLE_AGREEMENT,
        tells=SENDER | RECEIVER,
    ),
    Row(
        move=Move.LET_AGREEMENT_LAPSE,
        from_=OPEN,
        by=CLOCK,
        note=Note.NONE,
        next_step=NextStep.SETTLE_AGREEMENT,
        wait=Wait.SETTLE_AGREEMENT,
        tells=SENDER | RECEIVER,
    ),
)

AGREEMENT_IS_GONE = frozenset({Move.WITHDRAW_AGREEMENT, Move.LET_AGREEMENT_LAPSE})

ASIDE = frozenset({Move.REASSIGN, Move.SHOW_NAME}) | AGREEMENT_IS_GONE
"""Steps beside the way: where it stands stays, and so does what was to be done next."""

ROWS: Mapping[Move, Row] = MappingProxyType({row.move: row for row in TABLE})


def moves_from(status: Status, sides: frozenset[Side]) -> tuple[Row, ...]:
    """What somebody on these sides may do with a referral that stands there, in table order."""
    return tuple(row for row in TABLE if status in row.from_ and row.by & sides)
