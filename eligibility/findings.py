"""Three answers, never two; each with its reason; and how they combine without losing one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum

from eligibility.situation import Fact


class Met(Enum):
    """Kleene's three values: unknown is not no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def not_met(met: Met) -> Met:
    return OPPOSITES[met]


OPPOSITES = {Met.YES: Met.NO, Met.NO: Met.YES, Met.UNKNOWN: Met.UNKNOWN}


def all_met(mets: Iterable[Met]) -> Met:
    """NO as soon as one is; YES only if every one is."""
    return _dominated(mets, by=Met.NO)


def any_met(mets: Iterable[Met]) -> Met:
    """YES as soon as one is; NO only if every one is."""
    return _dominated(mets, by=Met.YES)


def _dominated(mets: Iterable[Met], *, by: Met) -> Met:
    unknown = False
    for met in mets:
        if met is by:
            return by
        unknown = unknown or met is Met.UNKNOWN
    return Met.UNKNOWN if unknown else OPPOSITES[by]


class Part(StrEnum):
    """What a rule is for: who the service is for, who it cannot take, what must come first."""

    FOR = "for"
    EXCLUSION = "exclusion"
    PREREQUISITE = "prerequisite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    Whether one rule is met, in a sentence, and what to do where it is not or nobody knows.

    ``asks`` are the facts that would settle it, empty where only the service can. ``way_on`` is
    empty for YES alone. ``because`` are the findings that this one combines.
    """

    met: Met
    kind: str
    sentence: str
    part: Part = Part.FOR
    asks: tuple[Fact, ...] = ()
    way_on: str = ""
    guidance: bool = False
    because: tuple["Finding", ...] = ()

    def reasons(self) -> Iterator["Finding"]:
        """Every finding that does not combine others: itself, or all that are inside it."""
        if not self.because:
            yield self
        for finding in self.because:
            yield from finding.reasons()
