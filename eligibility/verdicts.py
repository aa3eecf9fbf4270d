"""The verdict alone: fast enough to take for every listing there is."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from eligibility.combined import AllOf
from eligibility.criterion import Criterion
from eligibility.findings import Met
from eligibility.guidance import Guidance
from eligibility.situation import Situation


class Verdict(StrEnum):
    CAN_PROBABLY_HELP = "can_probably_help"
    ASK_FIRST = "ask_first"
    NOT_SET_UP = "not_set_up"


def spread(criteria: Iterable[Criterion]) -> Iterator[Criterion]:
    """The rules one by one: a group of which all are needed is the same as its parts."""
    for criterion in criteria:
        if isinstance(criterion, AllOf):
            yield from spread(criterion.parts)
        else:
            yield criterion


def verdict_of(criteria: Iterable[Criterion], situation: Situation, *, on: date) -> Verdict:
    """
    One NO decides. It can probably help where at least one rule says YES and none is unsettled.

    Guidance that nobody was asked about does not count. Without any rule, ask first.
    """
    unsettled = False
    fits = False
    for criterion in spread(criteria):
        met = criterion.met(situation, on)
        if met is Met.NO:
            return Verdict.NOT_SET_UP
        if met is Met.YES:
            fits = True
        elif not (isinstance(criterion, Guidance) and not criterion.said(situation)):
            unsettled = True
    return Verdict.CAN_PROBABLY_HELP if fits and not unsettled else Verdict.ASK_FIRST
