"""
Which facts of a referral somebody sees: one table, for pages, programs and the data map.

The service answers on coded facts; the name and the story come with its yes, or before by a
deliberate recorded step, and never where no agreement or override names that service.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from navigator.referrals.codes import Side
from navigator.referrals.models import Referral


class Part(StrEnum):
    """
    What belongs together. *Codes*: age, ward, needs and the like, status and dates. *Sender*: who
    sent it and how to ring them. *Who*: name and birth date. *Story*: what they want, what goes
    well, what was tried, school. *Reach*: how to reach them, and who must not know. *Safety*: what
    would make meeting unsafe. *Agreement*: what was said to whom, the override. *Words*: notes of
    the steps and messages. *Equality*: never seen by anybody who decides.
    """

    CODES = "codes"
    SENDER = "sender"
    WHO = "who"
    STORY = "story"
    REACH = "reach"
    SAFETY = "safety"
    AGREEMENT = "agreement"
    WORDS = "words"
    EQUALITY = "equality"


class Stage(StrEnum):
    """From where somebody looks, and how far it has come."""

    SENDER = "sender"
    RECEIVER_BEFORE = "receiver_before"
    RECEIVER_AFTER = "receiver_after"
    COORDINATOR = "coordinator"
    WITH_REASON = "with_reason"


_ALL_BUT_EQUALITY = frozenset(Part) - {Part.EQUALITY}

SEEN: Mapping[Stage, frozenset[Part]] = MappingProxyType(
    {
        Stage.SENDER: _ALL_BUT_EQUALITY,
        Stage.RECEIVER_BEFORE: frozenset({Part.CODES, Part.SENDER, Part.WORDS}),
        Stage.RECEIVER_AFTER: _ALL_BUT_EQUALITY,
        Stage.COORDINATOR: frozenset({Part.CODES, Part.SENDER, Part.WORDS}),
        Stage.WITH_REASON: _ALL_BUT_EQUALITY,
    }
)


def stage_of(referral: Referral, sides: frozenset[Side], *, with_reason: bool = False) -> Stage:
    """:param sides: those from which the reader may act"""
    if Side.SENDER in sides:
        return Stage.SENDER
    if with_reason:
        return Stage.WITH_REASON
    if Side.RECEIVER in sides:
        knows = referral.accepted_at is not None or referral.name_shown_at is not None
        return Stage.RECEIVER_AFTER if knows and referral.story_goes else Stage.RECEIVER_BEFORE
    return Stage.COORDINATOR


def parts_seen(
    referral: Referral, sides: frozenset[Side], *, with_reason: bool = False
) -> frozenset[Part]:
    return SEEN[stage_of(referral, sides, with_reason=with_reason)]
