"""What small change would make a service possible that is not set up for this now."""

from collections.abc import Sequence

from eligibility.criterion import Asked, Criterion, NearMiss
from eligibility.findings import Met
from eligibility.situation import Fact
from eligibility.verdicts import Verdict, spread, verdict_of

ORDER = {fact: place for place, fact in enumerate(Fact)}


def near_miss(criteria: Sequence[Criterion], asked: Asked) -> NearMiss | None:
    """Only where one rule alone says NO, and only a change that was tried and works."""
    refusing = [
        criterion
        for criterion in spread(criteria)
        if criterion.met(asked.situation, asked.on) is Met.NO
    ]
    if len(refusing) != 1:
        return None
    possible = [near for leaf in refusing[0].leaves() for near in leaf.near(asked)]
    return next(
        (near for near in sorted(possible, key=_soonest) if _works(criteria, near, asked)), None
    )


def _soonest(near: NearMiss) -> tuple[int, int, str]:
    return ORDER[near.fact], near.situation.age or 0, near.sentence


def _works(criteria: Sequence[Criterion], near: NearMiss, asked: Asked) -> bool:
    return verdict_of(criteria, near.situation, on=asked.on) is not Verdict.NOT_SET_UP
