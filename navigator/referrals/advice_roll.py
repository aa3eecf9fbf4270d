"""
Who gives advice in a partnership, when they can be rung, and what those who ring are told of them.

Only somebody who holds the adviser's role now is on the roll. Callers own the transaction.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from base.actor import Actor
from base.clock import london_date
from base.refusals import Invalid
from navigator.accounts.models import Membership, User
from navigator.accounts.permissions import Role
from navigator.referrals.advice_duty import Adviser, Away, Hours
from navigator.referrals.models import Absence, AdviceDuty
from services_catalog.models import Organisation

LONGEST_PHONE = 60
LONGEST_EXPERIENCE = 300
FEWEST_FIGURES = 3
CLOCK = "%H:%M"


class DutyRefused(Invalid):
    """Hours, a number or a sentence that nobody could ring by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What an adviser says of themselves. Without ``hours`` they are on no duty."""

    phone: str = ""
    experience: str = ""
    hours: tuple[Hours, ...] = ()


def advisers(session: Session, *, reader: Actor, at: datetime) -> tuple[Adviser, ...]:
    """Everybody on the roll of the partnership, by name; those without hours too."""
    named = session.execute(_named(reader.partnership_id)).all()
    ids = [row.id for row in named]
    duties = _duties(session, ids)
    away = _away(session, ids, at=at)
    first_named = {row.id: row for row in reversed(named)}
    return tuple(
        _adviser(row.id, row.name, row.organisation, duties.get(row.id), away.get(row.id, ()))
        for row in sorted(first_named.values(), key=lambda row: (row.name, row.id))
    )


def duty_of(session: Session, user_id: UUID) -> Duty:
    """What somebody has said of themselves; all of it empty where they have said nothing."""
    return _duties(session, [user_id]).get(user_id, Duty())


def set_duty(session: Session, duty: Duty, *, actor: Actor) -> None:
    """
    Say anew when the actor can be rung.

    :raises DutyRefused: naming the box that cannot be used
    """
    check_duty(duty)
    session.execute(delete(AdviceDuty).where(AdviceDuty.user_id == actor.user_id))
    session.add_all(
        AdviceDuty(
            partnership_id=actor.partnership_id,
            user_id=actor.user_id,
            weekday=each.weekday,
            opens=each.opens.strftime(CLOCK),
            closes=each.closes.strftime(CLOCK),
            phone=duty.phone.strip(),
            experience=duty.experience.strip(),
        )
        for each in duty.hours
    )
    session.flush()


def check_duty(duty: Duty) -> None:
    """:raises DutyRefused: naming the box that cannot be used"""
    for each in duty.hours:
        if each.opens >= each.closes:
            raise DutyRefused(
                "Enter an end that is after the start.", field=f"closes_{each.weekday}"
            )
    if duty.hours and not is_number_to_ring(duty.phone):
        raise DutyRefused("Enter the number to ring you on.", field="phone")
    if len(duty.experience) > LONGEST_EXPERIENCE:
        raise DutyRefused(
            f"Write this in {LONGEST_EXPERIENCE} characters or fewer.", field="experience"
        )


def is_number_to_ring(phone: str) -> bool:
    return len(phone) <= LONGEST_PHONE and len(re.findall(r"\d", phone)) >= FEWEST_FIGURES


def is_adviser(
    user_id: InstrumentedAttribute[UUID | None], partnership_id: UUID
) -> ColumnElement[bool]:
    """The condition that somebody is on the roll now."""
    return user_id.in_(_on_the_roll(partnership_id).with_only_columns(User.id))


def _named(partnership_id: UUID) -> Select[UUID, str, str]:
    return (
        _on_the_roll(partnership_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .with_only_columns(User.id, User.name, Organisation.name.label("organisation"))
        .order_by(Organisation.name)
    )


def _on_the_roll(partnership_id: UUID) -> Select[User]:
    return (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            User.partnership_id == partnership_id,
            User.disabled_at.is_(None),
            Membership.role == Role.ADVISER,
            Membership.ended_at.is_(None),
        )
    )


def _duties(session: Session, ids: Collection[UUID]) -> Mapping[UUID, Duty]:
    rows = session.scalars(
        select(AdviceDuty).where(AdviceDuty.user_id.in_(ids)).order_by(AdviceDuty.weekday)
    )
    by_user: dict[UUID, list[AdviceDuty]] = {}
    for row in rows:
        by_user.setdefault(row.user_id, []).append(row)
    return {user_id: _duty(kept) for user_id, kept in by_user.items()}


def _duty(kept: list[AdviceDuty]) -> Duty:
    hours = (
        Hours(
            weekday=each.weekday,
            opens=time.fromisoformat(each.opens),
            closes=time.fromisoformat(each.closes),
        )
        for each in kept
    )
    return Duty(phone=kept[0].phone, experience=kept[0].experience, hours=tuple(sorted(hours)))


def _away(
    session: Session, ids: Collection[UUID], *, at: datetime
) -> Mapping[UUID, tuple[Away, ...]]:
    rows = session.scalars(
        select(Absence).where(Absence.user_id.in_(ids), Absence.last_day >= london_date(at))
    )
    found: dict[UUID, tuple[Away, ...]] = {}
    for row in rows:
        days = Away(first_day=row.first_day, last_day=row.last_day)
        found[row.user_id] = (*found.get(row.user_id, ()), days)
    return found


def _adviser(
    user_id: UUID, name: str, organisation: str, duty: Duty | None, away: Iterable[Away]
) -> Adviser:
    said = duty or Duty()
    return Adviser(
        user_id=user_id,
        name=name,
        organisation=organisation,
        phone=said.phone,
        experience=said.experience,
        hours=said.hours,
        away=tuple(away),
    )
