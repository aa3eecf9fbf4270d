"""
How long records about young people are kept, and what goes when that time is over.

A partnership may set each of these. A legal hold keeps a record whatever its age. The figures are
proposals from published schedules (Derbyshire: 25 years from birth, or 6 after the case), to be
settled with the data protection officer.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from base.clock import london_date
from navigator.audit.operations import Act, record
from navigator.records.anonymising import anonymise
from navigator.referrals.codes import Status
from navigator.referrals.lifecycle import ENDED
from navigator.referrals.models import AdviceCall, Referral, ReferralRules, YoungPerson

MONTHS_IN_A_YEAR = 12
SHORTEST_MONTH, LONGEST_MONTH = 28, 31


class Keep(StrEnum):
    """In months, but for the first: whole years from birth."""

    YEARS_FROM_BIRTH = "years_from_birth"
    AFTER_END = "after_end"
    NEVER_ACCEPTED = "never_accepted"
    ADVICE = "advice"


KEEPS: Mapping[Keep, int] = MappingProxyType(
    {
        Keep.YEARS_FROM_BIRTH: 25,
        Keep.AFTER_END: 72,
        Keep.NEVER_ACCEPTED: 12,
        Keep.ADVICE: 12,
    }
)

OVER = ENDED | {Status.DECLINED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What decides how long a referral is kept. ``age`` is that at sending."""

    id: UUID
    partnership_id: UUID
    accepted: bool
    over_since: datetime
    sent_at: datetime
    age: int | None
    birth_date: str | None


def kept_until(ended: Ended, keeps: Mapping[Keep, int]) -> date:
    """
    The last day on which a record is kept.

    Accepted: until so many years from birth, and at least as long as one that nobody accepted.
    Where the birth date is not known the youngest that the age allows counts; where the age is not
    known either, so many months after its end.
    """
    over = london_date(ended.over_since)
    least = add_months(over, keeps[Keep.NEVER_ACCEPTED])
    if not ended.accepted:
        return least
    born = _born(ended)
    if born is None:
        return add_months(over, keeps[Keep.AFTER_END])
    return max(least, add_months(born, keeps[Keep.YEARS_FROM_BIRTH] * MONTHS_IN_A_YEAR))


def add_months(day: date, months: int) -> date:
    """The same day of a later month; its last where it has no such day."""
    years, month = divmod(day.month - 1 + months, MONTHS_IN_A_YEAR)
    for last in range(day.day, day.day - LONGEST_MONTH + SHORTEST_MONTH - 1, -1):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"no day {months} months after {day}")


def keep_no_longer(sessions: sessionmaker[Session], clock: Callable[[], datetime]) -> int:
    """
    Anonymise every record whose time is over, each in a transaction of its own; return how many.

    It may be stopped at any moment and run again, several at once.
    """
    with sessions() as session:
        referrals = list(_referrals_due(session, at=clock()))
        calls = list(_calls_due(session, at=clock()))
    done = 0
    for id_ in referrals:
        with sessions() as session, session.begin():
            if anonymise(session, id_, at=clock()):
                record(session, [_act(session, id_, at=clock())])
                done += 1
    for id_ in calls:
        with sessions() as session, session.begin():
            done += _forget_call(session, id_, at=clock())
    return done


def keeps_of(session: Session, partnership_id: UUID) -> Mapping[Keep, int]:
    rules = session.get(ReferralRules, partnership_id)
    own = {Keep(code): given for code, given in (rules.keeps if rules else {}).items()}
    return dict(KEEPS) | own


def set_keep(session: Session, partnership_id: UUID, keep: Keep, length: int) -> None:
    """:param length: in years for ``YEARS_FROM_BIRTH``, else in months; at least 1"""
    rules = session.get(ReferralRules, partnership_id)
    if rules is None:
        rules = ReferralRules(partnership_id=partnership_id)
        session.add(rules)
    rules.keeps = {**(rules.keeps or {}), keep.value: length}
    session.flush()


def _referrals_due(session: Session, *, at: datetime) -> Iterator[UUID]:
    rows = session.execute(
        select(
            Referral.id,
            Referral.partnership_id,
            Referral.accepted_at,
            Referral.ended_at,
            Referral.status_since,
            Referral.sent_at,
            Referral.age,
            YoungPerson.birth_date,
        )
        .join(YoungPerson, YoungPerson.id == Referral.young_person_id)
        .where(
            Referral.status.in_(OVER),
            Referral.anonymised_at.is_(None),
            Referral.legal_hold_at.is_(None),
        )
    ).all()
    today = london_date(at)
    keeps = {id_: keeps_of(session, id_) for id_ in {row.partnership_id for row in rows}}
    for row in rows:
        ended = Ended(
            id=row.id,
            partnership_id=row.partnership_id,
            accepted=row.accepted_at is not None,
            over_since=row.ended_at or row.status_since,
            sent_at=row.sent_at,
            age=row.age,
            birth_date=row.birth_date,
        )
        if kept_until(ended, keeps[row.partnership_id]) < today:
            yield row.id


def _calls_due(session: Session, *, at: datetime) -> Iterator[UUID]:
    rows = session.execute(
        select(AdviceCall.id, AdviceCall.partnership_id, AdviceCall.closed_at).where(
            AdviceCall.closed_at.is_not(None), AdviceCall.forgotten_at.is_(None)
        )
    ).all()
    keeps = {id_: keeps_of(session, id_) for id_ in {row.partnership_id for row in rows}}
    for row in rows:
        over = london_date(row.closed_at)
        if add_months(over, keeps[row.partnership_id][Keep.ADVICE]) < london_date(at):
            yield row.id


def _forget_call(session: Session, id_: UUID, *, at: datetime) -> bool:
    forgotten = session.execute(
        update(AdviceCall)
        .where(AdviceCall.id == id_, AdviceCall.forgotten_at.is_(None))
        .values(forgotten_at=at, phone="", when="", about="", decided="", next_step="")
        .execution_options(synchronize_session=False)
    )
    return bool(forgotten.rowcount)  # type: ignore[attr-defined]


def _act(session: Session, referral_id: UUID, *, at: datetime) -> Act:
    referral = session.get_one(Referral, referral_id)
    return Act(
        act="erase_records",
        at=at,
        partnership_id=referral.partnership_id,
        object_kind="referral",
        object_id=referral_id,
        owner_id=referral.sender_organisation_id,
        facts={"by": "retention"},
    )


def _born(ended: Ended) -> date | None:
    if ended.birth_date:
        return date.fromisoformat(ended.birth_date)
    if ended.age is None:
        return None
    return add_months(london_date(ended.sent_at), -ended.age * MONTHS_IN_A_YEAR)
