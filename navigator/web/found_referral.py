"""A referral that somebody asked for: theirs to see, and recorded in any case that they asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from base.actor import Actor
from base.clock import now
from navigator.audit.operations import NO_FACTS
from navigator.db import session
from navigator.referrals.codes import Side
from navigator.referrals.looking import owner_of
from navigator.referrals.models import Referral
from navigator.referrals.parts import find_referral, looks_with_reason, sides_of
from navigator.referrals.seen import Part, parts_seen
from navigator.web.auditing import note
from navigator.web.partnership import current_actor


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FoundReferral:
    """``sides``: from which they may act; none: they may only look. ``parts``: what they see."""

    referral: Referral
    sides: frozenset[Side]
    parts: frozenset[Part]
    with_reason: bool

    def sees(self, part: Part) -> bool:
        return part in self.parts

    @property
    def side(self) -> Side:
        """The side whose words they are told things in."""
        if not self.sides:
            return Side.COORDINATOR
        held = self.referral.holder_side
        return held if held in self.sides else min(self.sides)


def found_referral(
    referral_id: UUID, *, act: str, facts: Mapping[str, str] = NO_FACTS
) -> FoundReferral:
    """
    :param act: what is done, for the record of acts; ``note_act`` says it
    :raises ReferralNotFound: if there is none, or it is not theirs to see
    """
    reader = current_actor()
    note_act(referral_id, act=act, facts=facts)
    referral = find_referral(session(), referral_id, reader=reader, at=now())
    return seen_by(referral, reader)


def seen_by(referral: Referral, reader: Actor) -> FoundReferral:
    sides = sides_of(session(), referral, actor=reader, at=now())
    with_reason = looks_with_reason(session(), referral, reader=reader, at=now())
    return FoundReferral(
        referral=referral,
        sides=sides,
        parts=parts_seen(referral, sides, with_reason=with_reason),
        with_reason=with_reason,
    )


def note_act(referral_id: UUID, *, act: str, facts: Mapping[str, str] = NO_FACTS) -> None:
    """For the organisation that sent it, whether the one who asks may see it or not."""
    owner_id = owner_of(session(), referral_id, reader=current_actor())
    note(act, object_kind="referral", object_id=referral_id, owner_id=owner_id, facts=facts)
