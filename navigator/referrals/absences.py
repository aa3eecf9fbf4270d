"""
Who is away, and who has their referrals then. Days are those of London, both ends included.

Whoever covers sees what the other one sent, and both stand on the desk of the one who covers.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, exists, select, true
from sqlalchemy.orm import Session, aliased

from base.actor import Actor
from base.clock import london_date
from base.refusals import Invalid, NotFound
from navigator.accounts.models import Membership, User
from navigator.accounts.permissions import Permission, relation_for
from navigator.referrals.models import Absence
from services_catalog.models import Organisation

CARRIED = (Permission.MAKE_REFERRALS, Permission.ANSWER_REFERRALS)
"""What somebody who covers must be allowed to do, wherever the one who is away is."""

LONGEST = timedelta(days=400)
"""From today to the last day: longer than a year away is no absence."""


class AbsenceRefused(Invalid):
    """These days, or this cover, cannot be. ``field`` names the box."""


class AbsenceNotFound(NotFound):
    """It is not there, or it is not theirs to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Several people with the same days and one cover: school holidays, say."""

    user_ids: tuple[UUID, ...]
    cover_id: UUID
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAbsence:
    """``cover_is_away``: whoever covers is away on all of these days too, so nobody does."""

    id: UUID
    user_id: UUID
    name: str
    cover_id: UUID
    cover: str
    first_day: date
    last_day: date
    cover_is_away: bool


def who_may_be_away(session: Session, organisation: Organisation) -> list[User]:
    """Everybody who may have referrals for it, by name; one of them covers for another."""
    return [user for user, carries in _carrying(session, organisation.id).items() if carries]


def say_away(
    session: Session, away: Away, organisation: Organisation, *, actor: Actor, at: datetime
) -> list[Absence]:
    """
    Say that people are away, and who has their referrals then.

    :raises AbsenceRefused: naming the box that cannot be so
    """
    people = {user.id: carries for user, carries in _carrying(session, organisation.id).items()}
    _check_days(away, today=london_date(at))
    _check_people(away, people)
    _check_cover(away, people)
    _check_cover_is_there(session, away)
    _check_no_overlap(session, away, organisation)
    made = [
        Absence(
            partnership_id=actor.partnership_id,
            user_id=user_id,
            cover_id=away.cover_id,
            organisation_id=organisation.id,
            first_day=away.first_day,
            last_day=away.last_day,
            made_at=at,
        )
        for user_id in away.user_ids
    ]
    session.add_all(made)
    session.flush()
    return made


def absences_in(
    session: Session, organisation_id: UUID, *, today: date, user_id: UUID | None = None
) -> list[ShownAbsence]:
    """Those that have not ended, the next first: of one person, or of everybody there."""
    theirs = true() if user_id is None else Absence.user_id == user_id
    return _shown(session, Absence.organisation_id == organisation_id, theirs, today=today)


def coverings_of(session: Session, reader: Actor, *, today: date) -> list[ShownAbsence]:
    """When the reader covers for others, now and later, in the organisation they act for."""
    here = Absence.organisation_id == reader.organisation_id
    return _shown(session, here, Absence.cover_id == reader.user_id, today=today)


def _shown(session: Session, *conditions: ColumnElement[bool], today: date) -> list[ShownAbsence]:
    person, cover = aliased(User), aliased(User)
    wanted = (
        select(Absence, person.name, cover.name, _cover_is_away().label("cover_is_away"))
        .join(person, person.id == Absence.user_id)
        .join(cover, cover.id == Absence.cover_id)
        .where(*conditions, Absence.last_day >= today)
        .order_by(Absence.first_day, person.name, Absence.id)
    )
    return [
        ShownAbsence(
            id=absence.id,
            user_id=absence.user_id,
            name=name,
            cover_id=absence.cover_id,
            cover=covering,
            first_day=absence.first_day,
            last_day=absence.last_day,
            cover_is_away=cover_is_away,
        )
        for absence, name, covering, cover_is_away in session.execute(wanted)
    ]


def end_absence(
    session: Session, id_: UUID, organisation_id: UUID, *, user_id: UUID | None = None
) -> None:
    """
    Somebody is back, or is not away after all.

    :param user_id: whose it must be; None for who may end anybody's there
    :raises AbsenceNotFound: if there is none, or it is not theirs
    """
    gone = delete(Absence).where(Absence.id == id_, Absence.organisation_id == organisation_id)
    if user_id is not None:
        gone = gone.where(Absence.user_id == user_id)
    if not session.execute(gone).rowcount:  # type: ignore[attr-defined]
        raise AbsenceNotFound("We could not find those days. They may have ended already.")


def covered_by(session: Session, reader: Actor, *, today: date) -> Mapping[UUID, str]:
    """Whom the reader covers for today in the organisation they act for: names by id."""
    rows = session.execute(
        select(Absence.user_id, User.name)
        .join(User, User.id == Absence.user_id)
        .where(
            Absence.cover_id == reader.user_id,
            Absence.organisation_id == reader.organisation_id,
            Absence.first_day <= today,
            Absence.last_day >= today,
        )
        .order_by(User.name)
    )
    return {row.user_id: row.name for row in rows}


def _cover_is_away() -> ColumnElement[bool]:
    theirs = aliased(Absence)
    return exists().where(
        theirs.user_id == Absence.cover_id,
        theirs.first_day <= Absence.first_day,
        theirs.last_day >= Absence.last_day,
    )


def _carrying(session: Session, organisation_id: UUID) -> dict[User, frozenset[Permission]]:
    """Whoever belongs there and can come in, by name, with what of ``CARRIED`` they may do."""
    rows = session.execute(
        select(User, Membership.role)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.ended_at.is_(None),
            User.disabled_at.is_(None),
        )
        .order_by(User.name, User.id)
    )
    found: dict[User, frozenset[Permission]] = {}
    for user, role in rows:
        may = {each for each in CARRIED if relation_for({role}, each) is not None}
        found[user] = found.get(user, frozenset()) | may
    return found


def _check_days(away: Away, *, today: date) -> None:
    if away.first_day < today:
        raise AbsenceRefused("The first day must be today or later.", field="first_day")
    if away.last_day < away.first_day:
        raise AbsenceRefused("The last day must be the first day or a later one.", field="last_day")
    if away.last_day > today + LONGEST:
        raise AbsenceRefused("The last day must be within a year from now.", field="last_day")


def _check_people(away: Away, people: Mapping[UUID, Collection[Permission]]) -> None:
    if not away.user_ids or any(not people.get(user_id) for user_id in away.user_ids):
        raise AbsenceRefused("Choose who is away.", field="people")


def _check_cover(away: Away, people: Mapping[UUID, frozenset[Permission]]) -> None:
    if away.cover_id in away.user_ids:
        raise AbsenceRefused(
            "Nobody can cover for themselves. Choose somebody else.", field="cover"
        )
    theirs = people.get(away.cover_id, frozenset())
    if not theirs:
        raise AbsenceRefused("Choose who covers.", field="cover")
    if any(people[user_id] - theirs for user_id in away.user_ids):
        raise AbsenceRefused(
            "Whoever covers must do the same work here. Choose somebody who does.", field="cover"
        )


def _check_cover_is_there(session: Session, away: Away) -> None:
    all_of_it = and_(
        Absence.user_id == away.cover_id,
        Absence.first_day <= away.first_day,
        Absence.last_day >= away.last_day,
    )
    if session.scalar(select(Absence.id).where(all_of_it).limit(1)) is not None:
        raise AbsenceRefused(
            "They are away on all of these days themselves. Choose somebody else.", field="cover"
        )


def _check_no_overlap(session: Session, away: Away, organisation: Organisation) -> None:
    theirs = select(User.id).where(User.id.in_(away.user_ids)).order_by(User.id)
    session.execute(theirs.with_for_update())  # a form that is sent twice at once waits here
    twice = session.scalar(
        select(User.name)
        .join(Absence, Absence.user_id == User.id)
        .where(
            Absence.user_id.in_(away.user_ids),
            Absence.organisation_id == organisation.id,
            Absence.first_day <= away.last_day,
            Absence.last_day >= away.first_day,
        )
        .order_by(User.name)
        .limit(1)
    )
    if twice is not None:
        raise AbsenceRefused(
            f"{twice} is already down as away on some of these days. End that first.",
            field="first_day",
        )
