"""Load the invented referrals of the demonstration, once, and put what was done on the record."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.refusals import Refusal
from navigator.audit.operations import Act, record
from navigator.referrals.by_date import mark_unplaced, not_yet_placed
from navigator.referrals.models import Referral
from navigator.referrals.rules import rules_of
from navigator.simulation.accounts import DemonstrationOnly, demonstration_users
from navigator.simulation.referring.arranging import count, go_away, ring, stop_taking
from navigator.simulation.referring.cast import Cast, cast_of
from navigator.simulation.referring.playing import leave_unsent, play
from navigator.simulation.referring.scenes import tables
from services_catalog.models import Partnership

Row = TypeVar("Row")


def load_referrals(session: Session, *, at: datetime, is_production: bool) -> int:
    """
    Make them in each partnership that has none; return how many acts that took.

    A row is left out where its people are not there, or somebody's changes no longer allow it. Load
    last, and commit: the record of acts waits for it.

    :raises DemonstrationOnly: in production
    """
    if is_production:
        raise DemonstrationOnly("Invented referrals are not made in production.")
    acts = [
        act
        for partnership in session.scalars(select(Partnership).order_by(Partnership.name))
        for act in _load(session, partnership, at=at)
    ]
    record(session, acts)
    return len(acts)


def _load(session: Session, partnership: Partnership, *, at: datetime) -> list[Act]:
    has_some = select(Referral.id).where(Referral.partnership_id == partnership.id).limit(1)
    users = demonstration_users(session, partnership_id=partnership.id)
    if not users or session.scalar(has_some) is not None:
        return []
    cast = cast_of(session, users, partnership_id=partnership.id, at=at)
    told = tables()
    played = _each(session, told.scene, play, cast)
    _find_unplaced(session, cast)
    return [
        *played,
        *_each(session, told.draft, leave_unsent, cast),
        *_each(session, told.places, count, cast),
        *_each(session, told.pause, stop_taking, cast),
        *_each(session, told.away, go_away, cast),
        *_each(session, told.call, ring, cast),
    ]


def _find_unplaced(session: Session, cast: Cast) -> None:
    rules = rules_of(session, cast.partnership_id)
    for id_ in not_yet_placed(session, cast.partnership_id, rules=rules, at=cast.at):
        mark_unplaced(session, id_, at=cast.at)


def _each(
    session: Session,
    rows: Iterable[Row],
    do: Callable[[Session, Row, Cast], list[Act]],
    cast: Cast,
) -> list[Act]:
    """Each by itself, so that one that is not possible takes no other with it."""
    acts: list[Act] = []
    for row in rows:
        try:
            with session.begin_nested():
                acts += do(session, row, cast)
        except Refusal:
            continue
    return acts
