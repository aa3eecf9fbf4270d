"""
What to ask next: the few facts that can still change the verdict.

A question is kept only if answers to it were tried and made a difference, alone or together with
answers to the others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice, product

from eligibility.criterion import Answer, Criterion
from eligibility.findings import Finding, Met
from eligibility.names import PlainNames
from eligibility.situation import Fact, Situation
from eligibility.verdicts import Verdict, verdict_of
from eligibility.wording import FACTS

PLAIN = PlainNames()
MOST_QUESTIONS = 5
MOST_OTHERS = 2
MOST_CONTEXTS = 40
"""How many other facts are tried with one, and in how many ways: a page has a few dozen rows."""

ONLY_WITH_OTHERS = 0.001
"""The weight of a question that decides nothing alone: below any that does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``because`` are the rules that need it; ``weight`` is the share of answers that decide."""

    fact: Fact
    sentence: str
    because: tuple[str, ...]
    weight: float


class _Trial:
    """All the rules against the situation as it would be with some answers."""

    def __init__(
        self,
        criteria: Sequence[Criterion],
        situation: Situation,
        answers: Mapping[Fact, Sequence[Answer]],
        on: date,
    ) -> None:
        self._rules, self._situation, self._on = criteria, situation, on
        alone = {
            fact: [(answer, self._verdict([answer])) for answer in answers[fact]]
            for fact in answers
        }
        self._verdicts = {fact: [verdict for _, verdict in tried] for fact, tried in alone.items()}
        self._answers = {
            fact: [answer for answer, _ in sorted(tried, key=_shuts_out)]
            for fact, tried in alone.items()
        }

    def weight(self, fact: Fact) -> float:
        """The share of its answers that decide by themselves."""
        verdicts = self._verdicts[fact]
        return sum(verdict is not Verdict.ASK_FIRST for verdict in verdicts) / len(verdicts)

    def matters_with_others(self, fact: Fact, others: Iterable[Fact]) -> bool:
        """Some answers to other facts leave it open, and then this one decides."""
        answers = [self._answers[other] for other in others if other is not fact]
        return any(
            self._verdict(context) is Verdict.ASK_FIRST
            and any(
                self._verdict([*context, answer]) is not Verdict.ASK_FIRST
                for answer in self._answers[fact]
            )
            for context in islice(_contexts(answers), MOST_CONTEXTS)
        )

    def _verdict(self, answers: Iterable[Answer]) -> Verdict:
        fields = {name: value for answer in answers for name, value in answer.fields.items()}
        return verdict_of(self._rules, self._situation.filled(fields), on=self._on)


def _contexts(others: Sequence[Sequence[Answer]]) -> Iterator[tuple[Answer, ...]]:
    """First that all else fits, as far as one answer for each can do that."""
    yield tuple(answers[0] for answers in others)
    for size in range(1, MOST_OTHERS + 1):
        for chosen in combinations(others, size):
            yield from product(*chosen)


def _shuts_out(tried: tuple[Answer, Verdict]) -> bool:
    return tried[1] is Verdict.NOT_SET_UP


def questions_for(
    criteria: Sequence[Criterion], situation: Situation, reasons: Sequence[Finding], *, on: date
) -> tuple[Question, ...]:
    """At most five, those that decide most first. Meant for the verdict to ask first."""
    unsettled = [found for reason in reasons for found in _unsettled(reason)]
    answers = _answers(criteria, situation, {fact for found in unsettled for fact in found.asks})
    weights = _weights(_Trial(criteria, situation, answers, on), unsettled, answers)
    heaviest = sorted((fact for fact in answers if weights[fact]), key=lambda it: -weights[it])
    return tuple(
        Question(
            fact=fact,
            sentence=FACTS[fact].question,
            because=tuple(sorted({found.sentence for found in unsettled if fact in found.asks})),
            weight=weights[fact],
        )
        for fact in heaviest[:MOST_QUESTIONS]
    )


def _weights(
    trial: _Trial, unsettled: Sequence[Finding], facts: Collection[Fact]
) -> Mapping[Fact, float]:
    """Guidance is only asked about where it decides alone."""
    asked = {fact for found in unsettled if not found.guidance for fact in found.asks}
    ruling = [fact for fact in facts if fact in asked]
    return {
        fact: trial.weight(fact)
        or ONLY_WITH_OTHERS * (fact in asked and trial.matters_with_others(fact, ruling))
        for fact in facts
    }


def _unsettled(reason: Finding) -> Iterator[Finding]:
    if reason.met is Met.UNKNOWN:
        yield from (found for found in reason.reasons() if found.met is Met.UNKNOWN)


def _answers(
    criteria: Iterable[Criterion], situation: Situation, asked: set[Fact]
) -> Mapping[Fact, tuple[Answer, ...]]:
    """Every answer worth trying, in the order of the facts, whatever the order of the rules."""
    found: dict[Fact, list[Answer]] = defaultdict(list)
    leaves = (leaf for criterion in criteria for leaf in criterion.leaves())
    for leaf in sorted(leaves, key=lambda leaf: leaf.clause(PLAIN)):
        for answer in leaf.answers(situation):
            if answer not in found[answer.fact]:
                found[answer.fact].append(answer)
    return {fact: tuple(found[fact]) for fact in Fact if fact in asked}
