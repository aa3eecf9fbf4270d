"""
Talking it through: a call is asked for, taken by one named adviser, and what was decided together
is written down. Whoever asked holds the concern all the time. Callers own the transaction.

Asked for twice, a call is asked for once. Of two advisers who take the same call, one does.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from base.refusals import Conflict, Invalid
from navigator.accounts.permissions import PERMITTED, Permission
from navigator.accounts.sign_in import user_by_email
from navigator.accounts.sign_ins import current_memberships
from navigator.referrals.advice_calls import belongs_to_adviser, belongs_to_caller, is_to_take
from navigator.referrals.advice_roll import LONGEST_PHONE, is_number_to_ring
from navigator.referrals.models import AdviceCall

LONGEST_WHEN = 200
LONGEST_WORDS = 20_000


class Whose(StrEnum):
    """Who does the next step that both agreed."""

    CALLER = "caller"
    ADVISER = "adviser"


class AskRefused(Invalid):
    """Something in the form is missing, or too long. ``field`` names it."""


class RecordRefused(Invalid):
    """What was decided cannot be kept like this. ``field`` names the box."""


class CallMoved(Conflict):
    """Somebody else has just taken it, or it is over."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Ask:
    """``key`` is that of the form: sent twice, it is the same call."""

    phone: str
    key: str
    when: str = ""
    about: str = ""
    service_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Decided:
    """``whose`` and ``by_day`` belong to ``next_step``; without one the call is over."""

    words: str
    next_step: str = ""
    whose: Whose | None = None
    by_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``is_new`` is False where it had been asked for already: nobody is told twice."""

    call: AdviceCall
    is_new: bool


def ask_for_call(session: Session, ask: Ask, *, actor: Actor, at: datetime) -> Asked:
    """:raises AskRefused: naming the box that is missing or too long"""
    _check_ask(ask)
    return _keep_once(session, _asked(ask, actor, at=at))


def take_call(session: Session, call: AdviceCall, *, actor: Actor, at: datetime) -> None:
    """
    Be the one who rings back.

    :raises CallMoved: if somebody else was quicker, or the call is no longer wanted
    """
    free = is_to_take(actor, today=london_date(at))
    if not _change(session, call, free, adviser_id=actor.user_id, taken_at=at):
        raise CallMoved("Somebody else has taken this call, or it is no longer wanted.")


def let_go(session: Session, call: AdviceCall, *, actor: Actor) -> None:
    """
    Put a call that was taken back to those that wait.

    :raises CallMoved: if what was decided is already written down, or it is no longer theirs
    """
    theirs = belongs_to_adviser(actor) & AdviceCall.talked_at.is_(None) & _is_open()
    if not _change(session, call, theirs, adviser_id=None, taken_at=None):
        raise CallMoved("This call is no longer yours to put back.")


def record_call(
    session: Session, call: AdviceCall, decided: Decided, *, actor: Actor, at: datetime
) -> None:
    """
    Write down what was decided. Written again, it takes the place of what was there.

    :raises RecordRefused: naming the box that is missing or too long
    :raises CallMoved: if the call is over, or no longer theirs
    """
    check_decided(decided, today=london_date(at))
    values = _recorded(decided, at=at) | {"talked_at": call.talked_at or at}
    if not _change(session, call, belongs_to_adviser(actor) & _is_open(), **values):
        raise CallMoved("This call is over, or no longer yours. Nothing was changed.")


def record_rung(
    session: Session, email: str, decided: Decided, *, key: str, actor: Actor, at: datetime
) -> Asked:
    """
    Write down a call that came in while on duty. Whoever rang is found by their work address.

    :raises RecordRefused: naming the box that is missing, too long, or nobody's address
    """
    caller_id, organisation_id = _caller(session, email, actor)
    check_decided(decided, today=london_date(at))
    made = AdviceCall(
        partnership_id=actor.partnership_id,
        caller_id=caller_id,
        caller_organisation_id=organisation_id,
        adviser_id=actor.user_id,
        phone="",
        asked_at=at,
        taken_at=at,
        talked_at=at,
        send_key=_own_key(actor, key),
        **_recorded(decided, at=at),
    )
    return _keep_once(session, made)


def finish_call(session: Session, call: AdviceCall, *, actor: Actor, at: datetime) -> None:
    """
    The next step is done. Either of the two says so; said twice, it is said once.

    :raises CallMoved: if nothing is written down that could be done
    """
    theirs = belongs_to_caller(actor) | belongs_to_adviser(actor)
    talked = theirs & AdviceCall.talked_at.is_not(None) & _is_open()
    if not _change(session, call, talked, closed_at=at) and call.closed_at is None:
        raise CallMoved("Write down first what you decided together.")


def take_back(session: Session, call: AdviceCall, *, actor: Actor, at: datetime) -> None:
    """
    Say that a call is no longer wanted.

    :raises CallMoved: if they have talked already
    """
    open_still = belongs_to_caller(actor) & AdviceCall.talked_at.is_(None) & _is_open()
    if not _change(session, call, open_still, closed_at=at) and call.talked_at is not None:
        raise CallMoved("You have talked already. What was decided is on this page.")


def check_decided(decided: Decided, *, today: date) -> None:
    """:raises RecordRefused: naming the first box that is missing or too long"""
    if not decided.words.strip():
        raise RecordRefused("Write what you decided together.", field="decided")
    for field, text in (("decided", decided.words), ("next_step", decided.next_step)):
        if len(text) > LONGEST_WORDS:
            raise RecordRefused(f"Write this in {LONGEST_WORDS} characters or fewer.", field=field)
    if not decided.next_step.strip():
        return
    if decided.whose is None:
        raise RecordRefused("Choose who does the next step.", field="whose")
    if decided.by_day is None or decided.by_day < today:
        raise RecordRefused("Enter the day by which it is done, today or later.", field="by_day")


def _check_ask(ask: Ask) -> None:
    if not is_number_to_ring(ask.phone):
        raise AskRefused(
            f"Enter a number to ring you on, in {LONGEST_PHONE} characters or fewer.",
            field="phone",
        )
    for field, text, most in (
        ("when", ask.when, LONGEST_WHEN),
        ("about", ask.about, LONGEST_WORDS),
    ):
        if len(text) > most:
            raise AskRefused(f"Write this in {most} characters or fewer.", field=field)
    if not ask.key:
        raise AskRefused("Send this form again from its page.")


def _asked(ask: Ask, actor: Actor, *, at: datetime) -> AdviceCall:
    return AdviceCall(
        partnership_id=actor.partnership_id,
        caller_id=actor.user_id,
        caller_organisation_id=actor.organisation_id,
        service_id=ask.service_id,
        phone=ask.phone.strip(),
        when=ask.when.strip(),
        about=ask.about.strip(),
        asked_at=at,
        send_key=_own_key(actor, ask.key),
    )


def _recorded(decided: Decided, *, at: datetime) -> dict[str, object]:
    has_step = bool(decided.next_step.strip())
    return {
        "decided": decided.words.strip(),
        "next_step": decided.next_step.strip(),
        "next_by_side": decided.whose if has_step and decided.whose else "",
        "follow_up_on": decided.by_day if has_step else None,
        "closed_at": None if has_step else at,
    }


def _caller(session: Session, email: str, actor: Actor) -> tuple[UUID, UUID]:
    """Who rang, and the organisation that they may ask for advice in."""
    user = user_by_email(session, email, partnership_id=actor.partnership_id)
    may_ask = PERMITTED[Permission.ASK_ADVICE]
    held = current_memberships(user) if user and user.id != actor.user_id else []
    theirs = [each for each in held if each.role in may_ask]
    if not theirs:
        raise RecordRefused(
            "Nobody who can ask for advice here has that address. Check how it is spelled.",
            field="email",
        )
    return theirs[0].user_id, theirs[0].organisation_id


def _own_key(actor: Actor, key: str) -> str:
    """Nobody can use up the key of somebody else."""
    return f"{actor.user_id}:{key[:LONGEST_PHONE]}"


def _keep_once(session: Session, made: AdviceCall) -> Asked:
    """The call that has this key already, else the new one."""
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        same = select(AdviceCall).where(AdviceCall.send_key == made.send_key)
        return Asked(call=session.scalars(same).one(), is_new=False)
    return Asked(call=made, is_new=True)


def _is_open() -> ColumnElement[bool]:
    return AdviceCall.closed_at.is_(None)


def _change(
    session: Session, call: AdviceCall, condition: ColumnElement[bool], **values: object
) -> bool:
    """Change a call if it still is as it must be; of several that try at once, one does."""
    changed = session.execute(
        update(AdviceCall)
        .where(AdviceCall.id == call.id, condition)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    session.refresh(call)
    return bool(changed.rowcount)  # type: ignore[attr-defined]
