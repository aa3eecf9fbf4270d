"""
Rules that guide and never say no: level of need, languages, access.

Who does not match is told to ring and ask. Where nobody has said, the rule does not stand in the
way, so that what is not asked for never hides a service.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from eligibility.among import check_codes
from eligibility.criterion import STRAIGHT, Answer, Asked, Leaf, Stance
from eligibility.findings import Finding, Met
from eligibility.levels import STEPS, UNSURE, Level
from eligibility.names import Names, Naming
from eligibility.situation import Fact, Situation
from eligibility.wording import ASK, FACTS, NOT_KNOWN, either


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance(Leaf):
    guidance = True
    naming: ClassVar[Naming]
    allowed: ClassVar[type[StrEnum] | None] = None
    rule: ClassVar[str]

    codes: frozenset[str]

    def __post_init__(self) -> None:
        check_codes(self.codes, allowed=self.allowed)

    def said(self, situation: Situation) -> bool:
        return getattr(situation, self.fact) is not None

    def who(self, names: Names) -> str:
        return self.rule.format(any=either(names.name(self.naming, code) for code in self.codes))

    def clause(self, names: Names, stance: Stance = STRAIGHT) -> str:  # noqa: ARG002  never turned
        return self.who(names)

    def find(self, asked: Asked, stance: Stance = STRAIGHT) -> Finding:
        met = self.met(asked.situation, asked.on)
        said = self.said(asked.situation)
        words = FACTS[self.fact]
        known = self.told(asked) if said else NOT_KNOWN.format(missing=words.missing)
        rule = self.who(asked.names)
        return Finding(
            met=met,
            kind=self.kind,
            part=stance.part,
            sentence=f"{rule[0].upper()}{rule[1:]}. {known}",
            asks=() if said else (self.fact,),
            way_on=self._next(met, said=said),
            guidance=True,
        )

    def _next(self, met: Met, *, said: bool) -> str:
        if met is Met.YES:
            return ""
        words = FACTS[self.fact]
        return words.if_no if said else ASK.format(question=words.question)


class LevelAmong(Guidance):
    """The levels of need it is usually for."""

    __slots__ = ()
    kind = "level_among"
    fact = Fact.LEVEL
    naming = Naming.LEVEL
    allowed = Level
    rule = "its usual level of help: {any}"

    def said(self, situation: Situation) -> bool:
        return situation.level not in {None, UNSURE}

    def met(self, situation: Situation, on: date) -> Met:  # noqa: ARG002  every rule gets the date
        return Met.YES if situation.level in self.codes else Met.UNKNOWN

    def told(self, asked: Asked) -> str:
        level = Level(str(asked.situation.level))
        steps = [STEPS[Level(code)] for code in self.codes]
        if level in self.codes:
            return "That is the level you said."
        if STEPS[level] < min(steps):
            return "It is usually for more help than you said."
        if STEPS[level] > max(steps):
            return "It is usually for less help than you said."
        return "It is usually for another level of help than you said."

    def answers(self, situation: Situation) -> tuple[Answer, ...]:  # noqa: ARG002  places look at it
        return tuple(Answer(fact=self.fact, fields={self.fact: level}) for level in Level)


class SpeaksOneOf(Guidance):
    """The languages it works in."""

    __slots__ = ()
    kind = "speaks_one_of"
    fact = Fact.LANGUAGES
    naming = Naming.LANGUAGE
    rule = "it works in {any}"

    def met(self, situation: Situation, on: date) -> Met:  # noqa: ARG002  every rule gets the date
        return Met.UNKNOWN if self.codes.isdisjoint(situation.languages or ()) else Met.YES

    def told(self, asked: Asked) -> str:
        spoken = asked.situation.languages
        if not spoken:
            return "You said: no language."
        names = (asked.names.name(self.naming, code) for code in spoken)
        return f"This young person speaks {either(names)}."

    def answers(self, situation: Situation) -> tuple[Answer, ...]:  # noqa: ARG002  places look at it
        some = frozenset({min(self.codes)})
        return tuple(Answer(fact=self.fact, fields={self.fact: it}) for it in (some, frozenset()))


class AccessProvided(Guidance):
    """The access needs it has said it can meet; it may meet others too."""

    __slots__ = ()
    kind = "access_provided"
    fact = Fact.ACCESS
    naming = Naming.ACCESS
    rule = "it says that it has {any}"

    def met(self, situation: Situation, on: date) -> Met:  # noqa: ARG002  every rule gets the date
        needed = situation.access_needs
        return Met.UNKNOWN if needed is None or needed - self.codes else Met.YES

    def told(self, asked: Asked) -> str:
        missing = (asked.situation.access_needs or frozenset()) - self.codes
        if not missing:
            return "That is all you said is needed."
        names = (asked.names.name(self.naming, code) for code in missing)
        return f"It has not said if it has {either(names)}."

    def answers(self, situation: Situation) -> tuple[Answer, ...]:  # noqa: ARG002  places look at it
        return (Answer(fact=self.fact, fields={self.fact: self.codes}),)
