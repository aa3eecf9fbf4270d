"""Close a referral to named people of its sender's side, and open it again."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from base.actor import Actor
from base.refusals import Invalid, NotAllowed
from navigator.accounts.models import User
from navigator.referrals.codes import Side
from navigator.referrals.holding import works_there
from navigator.referrals.models import ReasonedLook, Referral, ReferralReader
from navigator.referrals.parts import sides_of


class NotTheirsToClose(NotAllowed):
    """The people of its sender's side alone say which of them see it."""


class ReaderRefused(Invalid):
    """Somebody is named who cannot be."""


def close_to(
    session: Session, referral: Referral, user_ids: Collection[UUID], *, actor: Actor, at: datetime
) -> None:
    """
    Nobody else of the sender's side finds it any more; what was opened with a reason ends.

    Whoever closes it, and whoever it stands with on this side, is always among the named.

    :raises NotTheirsToClose: if they are not on the sender's side
    :raises ReaderRefused: if somebody named does not work there
    """
    check_closing(session, referral, actor=actor, at=at)
    named = {*user_ids, referral.sender_id} | ({actor.user_id} if actor.user_id else set())
    if {*user_ids} - {user.id for user in could_read(session, referral)}:
        raise ReaderRefused("Choose people from the list.", field="readers")
    _forget(session, referral)
    session.add_all(
        ReferralReader(referral_id=referral.id, user_id=id_, partnership_id=referral.partnership_id)
        for id_ in named
    )
    referral.named_only = True
    session.execute(
        update(ReasonedLook)
        .where(ReasonedLook.referral_id == referral.id, ReasonedLook.until > at)
        .values(until=at)
    )
    session.flush()


def open_again(session: Session, referral: Referral, *, actor: Actor, at: datetime) -> None:
    """:raises NotTheirsToClose: if they are not on the sender's side"""
    check_closing(session, referral, actor=actor, at=at)
    _forget(session, referral)
    referral.named_only = False
    session.flush()


def check_closing(session: Session, referral: Referral, *, actor: Actor, at: datetime) -> None:
    if Side.SENDER not in sides_of(session, referral, actor=actor, at=at):
        raise NotTheirsToClose("Only those who sent this referral can say who else sees it.")


def could_read(session: Session, referral: Referral) -> list[User]:
    """Everybody at the sender's organisation who could be named, by name."""
    return list(
        session.scalars(
            select(User)
            .where(works_there(referral.sender_organisation_id, Side.SENDER))
            .order_by(User.name, User.id)
        )
    )


def readers_of(session: Session, referral: Referral) -> frozenset[UUID]:
    return frozenset(
        session.scalars(
            select(ReferralReader.user_id).where(ReferralReader.referral_id == referral.id)
        )
    )


def _forget(session: Session, referral: Referral) -> None:
    session.execute(delete(ReferralReader).where(ReferralReader.referral_id == referral.id))
