"""
Take identity and words out of a referral, for good. Codes, dates and durations stay: what was
counted before is counted after.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.orm import Session

from navigator.records.data_map import PERSONAL, data_map
from navigator.referrals.models import Referral, YoungPerson

EMPTIED = (
    "referral",
    "referral_agreement",
    "referral_override",
    "referral_event",
    "contact_attempt",
    "reasoned_look",
)
"""Rows that stay without their words."""

REMOVED = ("referral_message", "referral_reader")
"""Rows that are nothing but words, or a tie to a person."""

NONE_WHERE_EMPTY = frozenset({"lsoa_code"})
TABLES = Referral.metadata.tables


def anonymise(session: Session, referral_id: UUID, *, at: datetime) -> bool:
    """
    Return whether it was done now: what is held by law, or was done before, is left as it is.

    The caller owns the transaction, one for each referral: whoever is stopped goes on where it was.
    """
    taken = session.execute(
        update(Referral)
        .where(
            Referral.id == referral_id,
            Referral.anonymised_at.is_(None),
            Referral.legal_hold_at.is_(None),
        )
        .values(anonymised_at=at, version=Referral.version + 1)
        .execution_options(synchronize_session=False)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        return False
    for name in EMPTIED:
        _empty(session, TABLES[name], referral_id)
    for name in REMOVED:
        session.execute(delete(TABLES[name]).where(TABLES[name].c.referral_id == referral_id))
    _cut_from_person(session, referral_id, at=at)
    session.expire_all()
    return True


def _empty(session: Session, table: Table, referral_id: UUID) -> None:
    names = data_map()[table.name].of_kinds(*PERSONAL)
    key = table.c.id if table is Referral.__table__ else table.c.referral_id
    session.execute(
        update(table)
        .where(key == referral_id)
        .values({name: None if name in NONE_WHERE_EMPTY else "" for name in names})
    )


def _cut_from_person(session: Session, referral_id: UUID, *, at: datetime) -> None:
    """Tie it to nobody; whoever no referral is about any more is forgotten."""
    referral = session.get_one(Referral, referral_id, populate_existing=True)
    before = referral.young_person_id
    nobody = YoungPerson(partnership_id=referral.partnership_id, name="", made_at=at)
    session.add(nobody)
    session.flush()
    session.execute(
        update(Referral)
        .where(Referral.id == referral_id)
        .values(young_person_id=nobody.id)
        .execution_options(synchronize_session=False)
    )
    others = session.scalar(
        select(func.count()).select_from(Referral).where(Referral.young_person_id == before)
    )
    if not others:
        session.execute(delete(YoungPerson).where(YoungPerson.id == before))
