"""Who gets a referral from somebody who leaves: the first of these who can have it."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, literal, select
from sqlalchemy.orm import Session

from navigator.accounts.models import Membership, User
from navigator.accounts.permissions import Role
from navigator.referrals.codes import Side
from navigator.referrals.holding import is_open_to, organisation_on, works_there
from navigator.referrals.models import Absence, Referral


def heirs_of(
    session: Session, referral: Referral, side: Side, *, leaver_id: UUID, today: date
) -> list[User]:
    """
    Who could have it on this side, the best first; who is away today comes after all others.

    On the sender's side: who sent it, who covers for the leaver, the safeguarding team, an
    administrator who may refer; where it is closed to named people, those alone. On the service's
    side: who covers, then any of its people. The prevention team: any coordinator.
    """
    place = organisation_on(referral, side)
    away = _is_away(today)
    rank = _rank(referral, side, place, leaver_id=leaver_id, today=today)
    return list(
        session.scalars(
            select(User)
            .where(
                User.partnership_id == referral.partnership_id,
                works_there(place, side),
                is_open_to(referral, side),
                rank.is_not(None),
            )
            .order_by(case((away, 1), else_=0), rank, User.name, User.id)
        )
    )


def _rank(
    referral: Referral, side: Side, place: UUID | None, *, leaver_id: UUID, today: date
) -> ColumnElement[int | None]:
    covers = exists().where(
        Absence.user_id == leaver_id,
        Absence.cover_id == User.id,
        Absence.organisation_id == place,
        Absence.last_day >= today,
    )
    is_sender = User.id == referral.sender_id
    if side is not Side.SENDER:
        return case((is_sender, 0), (covers, 1), else_=2)
    return case(
        (is_sender, 0),
        (covers, 1),
        (_has_part(place, Membership.is_safeguarding.is_(True)), 2),
        (_has_part(place, Membership.role == Role.ADMINISTRATOR), 3),
        (literal(referral.named_only), 4),
        else_=None,
    )


def _has_part(place: UUID | None, part: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        Membership.user_id == User.id,
        Membership.organisation_id == place,
        Membership.ended_at.is_(None),
        part,
    )


def _is_away(today: date) -> ColumnElement[bool]:
    return exists().where(
        Absence.user_id == User.id, Absence.first_day <= today, Absence.last_day >= today
    )
