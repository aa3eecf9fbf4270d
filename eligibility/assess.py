"""The rules of one service against one situation: the verdict, why, what to ask, how near."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from eligibility.criterion import Asked, Criterion, NearMiss
from eligibility.findings import Finding, Met
from eligibility.names import Names, PlainNames
from eligibility.near_misses import near_miss
from eligibility.questions import Question, questions_for
from eligibility.situation import Situation
from eligibility.verdicts import Verdict, spread, verdict_of
from eligibility.wording import NOTHING_SAID, READ_THE_RULE

NO_RULES = Finding(
    met=Met.UNKNOWN, kind="nothing_said", sentence=NOTHING_SAID, way_on=READ_THE_RULE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """
    ``reasons`` has one finding for each rule, in the order of the rules.

    ``questions`` are there only for "ask first", and ``near_miss`` only for "not set up".
    """

    verdict: Verdict
    reasons: tuple[Finding, ...]
    questions: tuple[Question, ...] = ()
    near_miss: NearMiss | None = None


def assess(
    criteria: Sequence[Criterion],
    situation: Situation,
    *,
    on: date,
    names: Names | None = None,
) -> Assessment:
    """``on`` is the day ages are counted on, in London; ``names`` what codes are called."""
    asked = Asked(situation=situation, on=on, names=names or PlainNames())
    verdict = verdict_of(criteria, situation, on=on)
    reasons = tuple(criterion.find(asked) for criterion in spread(criteria)) or (NO_RULES,)
    ask = verdict is Verdict.ASK_FIRST
    return Assessment(
        verdict=verdict,
        reasons=reasons,
        questions=questions_for(criteria, situation, reasons, on=on) if ask else (),
        near_miss=near_miss(criteria, asked) if verdict is Verdict.NOT_SET_UP else None,
    )
