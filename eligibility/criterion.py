"""What every kind of criterion can do, and the sentences that all of them share."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from eligibility.findings import Finding, Met, Part, not_met
from eligibility.names import Names
from eligibility.situation import Fact, Situation
from eligibility.wording import ASK, CLAUSES, FACTS, FIRST, NOT_KNOWN, RULES


class NotACriterion(ValueError):
    """These values make no rule. The message says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``on`` is the day that ages are counted on, in London."""

    situation: Situation
    on: date
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How a rule is meant: what it is for, and whether it stands straight or is turned round."""

    part: Part = Part.FOR
    straight: bool = True

    def turned(self) -> "Stance":
        return Stance(part=self.part, straight=not self.straight)

    def rule(self, who: str) -> str:
        return RULES[self.part, self.straight].format(who=who)

    def clause(self, who: str) -> str:
        return CLAUSES[self.part, self.straight].format(who=who)


STRAIGHT = Stance()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One thing that could be answered, and the fields of a situation that it would fill."""

    fact: Fact
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """``situation`` is the one that would change the verdict; all else is as it was."""

    fact: Fact
    sentence: str
    situation: Situation


class Criterion(ABC):
    """
    One rule of a service. ``plain`` rules may be turned round; ``guidance`` never says NO.

    ``kind`` is the name it is stored under; its dataclass fields are what is stored.
    """

    __slots__ = ()
    kind: ClassVar[str]
    guidance: ClassVar[bool] = False

    @property
    def plain(self) -> bool:
        return not self.guidance

    @abstractmethod
    def met(self, situation: Situation, on: date) -> Met:
        """Nothing but the answer: fast enough for every listing there is."""

    @abstractmethod
    def find(self, asked: Asked, stance: Stance = STRAIGHT) -> Finding:
        """The answer with its reason and a way on."""

    @abstractmethod
    def clause(self, names: Names, stance: Stance = STRAIGHT) -> str:
        """The rule itself, without a capital or a full stop: "for people aged 11 to 17"."""

    @abstractmethod
    def leaves(self) -> Iterator["Leaf"]:
        """Every rule in it that looks at a fact."""


class Leaf(Criterion):
    """A rule that looks at one fact."""

    __slots__ = ()
    fact: ClassVar[Fact]

    @abstractmethod
    def who(self, names: Names) -> str:
        """Completes "It is for ..."."""

    @abstractmethod
    def told(self, asked: Asked) -> str:
        """A sentence with what was said; empty if nothing was."""

    def asks(self, situation: Situation) -> tuple[Fact, ...]:  # noqa: ARG002  places look at it
        return (self.fact,)

    @abstractmethod
    def answers(self, situation: Situation) -> tuple[Answer, ...]:
        """Answers on either side of the rule: what could be said and would decide it."""

    def near(self, asked: Asked) -> tuple[NearMiss, ...]:  # noqa: ARG002  some kinds have one
        """What small change could turn a NO, if any."""
        return ()

    def leaves(self) -> Iterator["Leaf"]:
        yield self

    def clause(self, names: Names, stance: Stance = STRAIGHT) -> str:
        return stance.clause(self.who(names))

    def find(self, asked: Asked, stance: Stance = STRAIGHT) -> Finding:
        met = self.met(asked.situation, asked.on)
        met = met if stance.straight else not_met(met)
        asks = self.asks(asked.situation) if met is Met.UNKNOWN else ()
        return Finding(
            met=met,
            kind=self.kind,
            part=stance.part,
            sentence=" ".join(
                said
                for said in (stance.rule(self.who(asked.names)), self._known(asked, asks))
                if said
            ),
            asks=asks,
            way_on=self._way_on(met, asks, stance),
        )

    def _known(self, asked: Asked, asks: tuple[Fact, ...]) -> str:
        missing = " or ".join(FACTS[fact].missing for fact in asks)
        said = self.told(asked)
        return " ".join(filter(None, (said, missing and NOT_KNOWN.format(missing=missing))))

    def _way_on(self, met: Met, asks: tuple[Fact, ...], stance: Stance) -> str:
        if met is Met.YES:
            return ""
        if asks:
            return ASK.format(question=" ".join(FACTS[fact].question for fact in asks))
        if_no = FACTS[self.fact].if_no
        return f"{FIRST} {if_no}" if stance.part is Part.PREREQUISITE else if_no
