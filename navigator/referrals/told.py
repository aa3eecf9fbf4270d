"""What of its course a referral's sender is told: what was agreed to go back to them."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from navigator.referrals.codes import FeedBack, Side, Status

GOES_BACK: Mapping[Status, FeedBack] = MappingProxyType(
    {
        Status.ACCEPTED: FeedBack.ACCEPTED,
        Status.WAITING_LIST: FeedBack.WAITING,
        Status.STARTED: FeedBack.STARTED,
        Status.PAUSED: FeedBack.STARTED,
        Status.COMPLETED: FeedBack.ENDED,
        Status.ENDED_EARLY: FeedBack.ENDED,
    }
)
"""A no, a question, a step up or down and an end without a start are always told."""


def is_told(status: Status, feed_back: Collection[str], sides: Collection[Side]) -> bool:
    """Whether somebody on these sides may know that it stands there."""
    only_sent_it = Side.SENDER in sides and Side.RECEIVER not in sides
    return not only_sent_it or status not in GOES_BACK or GOES_BACK[status] in feed_back
