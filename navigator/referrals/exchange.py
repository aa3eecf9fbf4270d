"""What the two sides say to each other, and contact facts that are put right after sending."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from base.actor import Actor
from base.refusals import Conflict, Invalid, NotAllowed
from navigator.referrals.codes import Side
from navigator.referrals.models import Referral, ReferralMessage
from navigator.referrals.parts import sides_of
from navigator.referrals.seen import Part, parts_seen

LONGEST_MESSAGE = 5_000
LONGEST_FACT = 2_000

CAN_BE_PUT_RIGHT: Mapping[str, Part] = MappingProxyType(
    {
        "reach": Part.REACH,
        "must_not_know": Part.REACH,
        "school": Part.STORY,
        "call_back": Part.SENDER,
    }
)
"""Contact facts, and of what each is a part."""

OF_SENDER_ALONE = frozenset({"call_back"})


class MessageRefused(Invalid):
    """There is nothing to send, or too much."""


class NotTheirsToSay(NotAllowed):
    """They may look, and have no part in it."""


class FactRefused(Invalid):
    """It cannot be put right like this."""


class FactChanged(Conflict):
    """Somebody has changed it meanwhile."""


def say_to_the_others(
    session: Session, referral: Referral, text: str, *, send_key: str, actor: Actor, at: datetime
) -> ReferralMessage | None:
    """
    Say something to the other side, once for each ``send_key``; None if it was said before.

    :raises NotTheirsToSay: if they are on no side of it
    :raises MessageRefused: if it is empty or too long
    """
    side = _side(session, referral, actor=actor, at=at)
    if not text.strip():
        raise MessageRefused("Write your message first.", field="text")
    if len(text) > LONGEST_MESSAGE:
        raise MessageRefused(f"Use at most {LONGEST_MESSAGE} characters.", field="text")
    if _was_said(session, referral, send_key):
        return None
    said = ReferralMessage(
        partnership_id=referral.partnership_id,
        referral_id=referral.id,
        at=at,
        side=side,
        user_id=actor.user_id,
        text=text.strip(),
        send_key=send_key,
    )
    session.add(said)
    session.flush()
    return said


def put_right(  # noqa: PLR0913  the fact, who saw it how, and who puts it right
    session: Session,
    referral: Referral,
    field: str,
    text: str,
    *,
    version: int,
    actor: Actor,
    at: datetime,
) -> ReferralMessage:
    """
    Write a contact fact anew; what stood there before is kept as what was said of it.

    :raises FactChanged: if the referral is no longer as they saw it
    :raises FactRefused: if nothing is said, or too much
    :raises NotTheirsToSay: if the fact is not theirs to change
    """
    side = _side(session, referral, actor=actor, at=at)
    check_putting_right(session, referral, field, actor=actor, at=at)
    if version != referral.version:
        raise FactChanged("This referral has changed. Look at it as it is now, then send it again.")
    _check(field, text)
    before = getattr(referral, field)
    setattr(referral, field, text.strip())
    if field == "must_not_know":
        referral.must_not_contact = bool(text.strip())
    kept = ReferralMessage(
        partnership_id=referral.partnership_id,
        referral_id=referral.id,
        at=at,
        side=side,
        user_id=actor.user_id,
        field=field,
        text=before,
        send_key=f"{field} {version}",
    )
    session.add(kept)
    try:
        session.flush()
    except StaleDataError:
        raise FactChanged("Somebody has just changed this referral. Look at it again.") from None
    return kept


def check_putting_right(
    session: Session, referral: Referral, field: str, *, actor: Actor, at: datetime
) -> None:
    sides = sides_of(session, referral, actor=actor, at=at)
    seen = parts_seen(referral, sides)
    is_of_others = field in OF_SENDER_ALONE and Side.SENDER not in sides
    has_part = bool(sides & {Side.SENDER, Side.RECEIVER})
    if not has_part or is_of_others or CAN_BE_PUT_RIGHT.get(field) not in seen:
        raise NotTheirsToSay("This is for the other side to put right.")


def messages_of(session: Session, referral: Referral) -> list[ReferralMessage]:
    """The newest first."""
    return list(
        session.scalars(
            select(ReferralMessage)
            .where(ReferralMessage.referral_id == referral.id)
            .order_by(ReferralMessage.at.desc(), ReferralMessage.id)
        )
    )


def _check(field: str, text: str) -> None:
    if not text.strip() and field != "must_not_know":
        raise FactRefused("Write how it is now.", field="text")
    if len(text) > LONGEST_FACT:
        raise FactRefused(f"Use at most {LONGEST_FACT} characters.", field="text")


def _side(session: Session, referral: Referral, *, actor: Actor, at: datetime) -> Side:
    sides = sides_of(session, referral, actor=actor, at=at)
    if not sides or actor.user_id is None:
        raise NotTheirsToSay("You can look at this referral, and take no part in it.")
    return referral.holder_side if referral.holder_side in sides else min(sides)


def _was_said(session: Session, referral: Referral, send_key: str) -> bool:
    found = select(ReferralMessage.id).where(
        ReferralMessage.referral_id == referral.id, ReferralMessage.send_key == send_key
    )
    return session.scalar(found) is not None
