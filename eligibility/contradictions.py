"""Things said that hardly go together: pointed out kindly, never blocked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from eligibility.ages import possible_ages
from eligibility.codes import CareStatus, EducationStatus, SchoolExclusion, Send
from eligibility.situation import Situation

END_OF_SCHOOL = 15
"""The youngest at which compulsory school can end: in the school year that they turn 16."""

ADULT = 18
OLDEST_WITH_PLAN = 25
AFTER_SCHOOL = frozenset({EducationStatus.POST_16, EducationStatus.NEET})
NO_SCHOOL = frozenset(
    {EducationStatus.MISSING_EDUCATION, EducationStatus.HOME_EDUCATED, EducationStatus.NEET}
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A situation with the youngest and the oldest that it allows."""

    situation: Situation
    youngest: int
    oldest: int


KINDLY: tuple[tuple[Callable[[_Said], bool], str], ...] = (
    (
        lambda said: said.situation.education in AFTER_SCHOOL and said.oldest < END_OF_SCHOOL,
        "They are of school age, and you said that they have left school. Check both.",
    ),
    (
        lambda said: (
            said.situation.education is EducationStatus.MISSING_EDUCATION and said.youngest >= ADULT
        ),
        "They are 18 or over, and only children can be missing education. Check both.",
    ),
    (
        lambda said: said.situation.care is CareStatus.CARE_LEAVER and said.oldest < END_OF_SCHOOL,
        "They are under 15, and care leavers are older. Check both.",
    ),
    (
        lambda said: said.situation.send is Send.EHCP and said.youngest > OLDEST_WITH_PLAN,
        "They are over 25, and an education, health and care plan ends by then. Check both.",
    ),
    (
        lambda said: said.situation.education in NO_SCHOOL and bool(said.situation.suspensions),
        "They are at no school, and you said that one suspended them. Check both.",
    ),
    (
        lambda said: (
            said.situation.education in NO_SCHOOL and said.situation.attendance is not None
        ),
        "They are at no school, and you gave their attendance. Check both.",
    ),
    (
        lambda said: (
            said.situation.education is EducationStatus.HOME_EDUCATED
            and said.situation.exclusion is SchoolExclusion.AT_RISK
        ),
        "They are taught at home, and you said that a school may exclude them. Check both.",
    ),
)
AGES_DIFFER = "The age, birth month or school year you gave do not go together. Check them."


def contradictions(situation: Situation, *, on: date) -> tuple[str, ...]:
    """What to check, one sentence each; usually nothing."""
    return tuple(_found(situation, on))


def _found(situation: Situation, on: date) -> Iterator[str]:
    ranges = possible_ages(situation, on=on)
    if len(ranges) > 1:
        yield AGES_DIFFER
    said = _Said(
        situation,
        youngest=min((youngest for youngest, _ in ranges), default=0),
        oldest=max((oldest for _, oldest in ranges), default=OLDEST_WITH_PLAN),
    )
    yield from (sentence for hardly, sentence in KINDLY if hardly(said))
