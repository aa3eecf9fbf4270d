"""How long each step may take: a table of defaults, each of which a partnership may change."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Wait(StrEnum):
    """A step that somebody waits for."""

    ANSWER = "answer"
    ANSWER_URGENT = "answer_urgent"
    SAY_MORE = "say_more"
    FIRST_CONTACT = "first_contact"
    SAY_WHEN = "say_when"
    REVIEW = "review"
    CHECK_PAUSE = "check_pause"
    CHECK_DECLINE = "check_decline"
    FIND_ANOTHER = "find_another"
    HEAR_FROM_SOCIAL_CARE = "hear_from_social_care"
    HEAR_FROM_RECEIVER = "hear_from_receiver"
    SETTLE_AGREEMENT = "settle_agreement"
    UNPLACED = "unplaced"
    UNPLACED_URGENT = "unplaced_urgent"


WORKING_DAYS: Mapping[Wait, int] = MappingProxyType(
    {
        Wait.ANSWER: 5,
        Wait.ANSWER_URGENT: 2,
        Wait.SAY_MORE: 5,
        Wait.FIRST_CONTACT: 10,
        Wait.SAY_WHEN: 20,
        Wait.REVIEW: 30,
        Wait.CHECK_PAUSE: 10,
        Wait.CHECK_DECLINE: 2,
        Wait.FIND_ANOTHER: 2,
        Wait.HEAR_FROM_SOCIAL_CARE: 1,
        Wait.HEAR_FROM_RECEIVER: 5,
        Wait.SETTLE_AGREEMENT: 2,
        Wait.UNPLACED: 20,
        Wait.UNPLACED_URGENT: 2,
    }
)
"""Working days in England. Practice, not law: a partnership sets its own."""

LEAST_ATTEMPTS, LEAST_KINDS = 4, 2
"""How often, and in how many ways, somebody is tried before "we could not reach them"."""

BOUNCES = 2
"""After so many services have said no, it comes to "not yet placed"."""
