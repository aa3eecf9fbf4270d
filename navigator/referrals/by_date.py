"""
What becomes of a referral by itself once a day has passed: which ones, and each of them.

Finding only reads. Doing takes one referral under a condition, so that of several runners one does
it. Callers own the transaction: a short one for each referral.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session, load_only

from base.actor import Actor
from base.clock import london_date
from navigator.referrals.codes import Status
from navigator.referrals.lifecycle import STEPPING, UNANSWERED, Move
from navigator.referrals.models import Referral, ReferralEvent
from navigator.referrals.moving import Moved, MoveNotPossible, Step, move_by_clock
from navigator.referrals.rules import Rules
from navigator.referrals.timescales import Wait

NO_YES = UNANSWERED | {Status.DECLINE_PROPOSED, Status.DECLINED}
"""No service has said yes, or none does any longer."""

NOT_PLACED = NO_YES | STEPPING
IN_A_LINE = (Referral.previous_id, Referral.sent_at, Referral.bounces, Referral.urgency)
"""What is read of each; never what is locked."""


def noes_past_their_day(session: Session, partnership_id: UUID, *, today: date) -> list[UUID]:
    """Those that nobody has looked at in time."""
    return list(
        session.scalars(
            select(Referral.id)
            .where(
                Referral.partnership_id == partnership_id,
                Referral.status == Status.DECLINE_PROPOSED,
                Referral.restricted_at.is_(None),
                Referral.anonymised_at.is_(None),
                Referral.due_on < today,
            )
            .order_by(Referral.due_on, Referral.id)
        )
    )


def let_no_stand(session: Session, id_: UUID, *, at: datetime) -> Moved | None:
    """Let a no take effect, counted as not reviewed. None where somebody has looked meanwhile."""
    referral = session.get(Referral, id_)
    if referral is None or referral.due_on is None or referral.due_on >= london_date(at):
        return None
    nobody = Actor(partnership_id=referral.partnership_id)
    step = Step(move=Move.LET_DECLINE_STAND)
    try:
        return move_by_clock(session, referral, step, actor=nobody, at=at)
    except MoveNotPossible:
        return None


def not_yet_placed(
    session: Session, partnership_id: UUID, *, rules: Rules, at: datetime
) -> list[UUID]:
    """Those that too many services have said no to, or that have waited too long for a yes."""
    waiting = session.scalars(
        select(Referral)
        .options(load_only(*IN_A_LINE))
        .where(
            Referral.partnership_id == partnership_id,
            Referral.unplaced_at.is_(None),
            Referral.restricted_at.is_(None),
            Referral.anonymised_at.is_(None),
            Referral.status.in_(NO_YES),
            _may_be_unplaced(rules, at=at),
        )
        .order_by(Referral.sent_at, Referral.id)
    ).all()
    since = unplaced_since(session, waiting)
    return [
        each.id
        for each in waiting
        if each.bounces >= rules.bounces
        or _has_waited(rules, each, since=since[each.id], today=london_date(at))
    ]


def mark_unplaced(session: Session, id_: UUID, *, at: datetime) -> bool:
    """Return whether it was still to be marked."""
    marked = session.execute(
        update(Referral)
        .where(Referral.id == id_, Referral.unplaced_at.is_(None), Referral.status.in_(NO_YES))
        .values(unplaced_at=at)
        .execution_options(synchronize_session=False)
    )
    return bool(marked.rowcount)  # type: ignore[attr-defined]


def unplaced_since(session: Session, referrals: Sequence[Referral]) -> Mapping[UUID, datetime]:
    """
    Since when nobody has said yes, for each.

    What was redirected has waited since the first of its line was sent; what was taken and given
    back, or reopened, since then.
    """
    since: dict[UUID, datetime] = {}
    line = {each.id: each for each in referrals}
    while line:
        begun = _last_begun(session, [each.id for each in line.values()])
        since |= {id_: begun[each.id] for id_, each in line.items()}
        line = _redirected_from(session, line, since)
    return since


def _redirected_from(
    session: Session, line: Mapping[UUID, Referral], since: Mapping[UUID, datetime]
) -> dict[UUID, Referral]:
    """Those before them in the line, of which this one is only the next try."""
    ids = [
        each.previous_id
        for id_, each in line.items()
        if each.previous_id and since[id_] <= each.sent_at
    ]
    before = {
        each.id: each
        for each in session.scalars(
            select(Referral)
            .options(load_only(*IN_A_LINE))
            .where(Referral.id.in_(ids), Referral.status == Status.REDIRECTED)
        )
    }
    return {
        id_: before[each.previous_id]
        for id_, each in line.items()
        if each.previous_id in before and since[id_] <= each.sent_at
    }


def _last_begun(session: Session, ids: Collection[UUID]) -> Mapping[UUID, datetime]:
    """When each last came to stand where nobody has said yes."""
    rows = session.execute(
        select(ReferralEvent.referral_id, ReferralEvent.at)
        .where(
            ReferralEvent.referral_id.in_(ids),
            ReferralEvent.to_status.in_(NOT_PLACED),
            ReferralEvent.from_status.not_in(NOT_PLACED),
        )
        .order_by(ReferralEvent.number)
    )
    return {row.referral_id: row.at for row in rows}


def _may_be_unplaced(rules: Rules, *, at: datetime) -> ColumnElement[bool]:
    """What leaves out most of those that are too young; so many working days last longer."""
    shortest = min(rules.waits[Wait.UNPLACED], rules.waits[Wait.UNPLACED_URGENT])
    return or_(
        Referral.bounces >= rules.bounces,
        Referral.previous_id.is_not(None),
        Referral.sent_at < at - timedelta(days=shortest),
    )


def _has_waited(rules: Rules, referral: Referral, *, since: datetime, today: date) -> bool:
    return today > rules.due_on(Wait.UNPLACED, referral.urgency, today=london_date(since))
