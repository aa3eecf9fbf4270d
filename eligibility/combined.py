"""Rules made of rules, and the two that look at nothing."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from eligibility.criterion import STRAIGHT, Asked, Criterion, Leaf, NotACriterion, Stance
from eligibility.findings import Finding, Met, Part, all_met, any_met, not_met
from eligibility.names import Names
from eligibility.situation import Fact, Situation
from eligibility.wording import (
    ALL_ARE_NEEDED,
    ANY_IS_ENOUGH,
    ASK_FOR_AN_EXCEPTION,
    EXCEPTIONS,
    NOT_UNDERSTOOD,
    READ_THE_RULE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Criterion):
    """``all_needed`` says how the parts combine; turned round, all become any (De Morgan)."""

    all_needed: ClassVar[bool]

    parts: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise NotACriterion("Put at least one rule in it.")

    @property
    def plain(self) -> bool:
        return all(part.plain for part in self.parts)

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()

    def met(self, situation: Situation, on: date) -> Met:
        combine = all_met if self.all_needed else any_met
        return combine(part.met(situation, on) for part in self.parts)

    def find(self, asked: Asked, stance: Stance = STRAIGHT) -> Finding:
        found = tuple(part.find(asked, stance) for part in self.parts)
        needed = self.all_needed is stance.straight
        return _together(found, needed=needed, kind=self.kind, part=stance.part)

    def clause(self, names: Names, stance: Stance = STRAIGHT) -> str:
        needed = self.all_needed is stance.straight
        start = "all of these" if needed else "any of these"
        clauses = "; ".join(part.clause(names, stance) for part in self.parts)
        return f"{start} ({clauses})"


class AllOf(Group):
    __slots__ = ()
    kind = "all_of"
    all_needed = True


class AnyOf(Group):
    __slots__ = ()
    kind = "any_of"
    all_needed = False


def _together(found: tuple[Finding, ...], *, needed: bool, kind: str, part: Part) -> Finding:
    """Only those that decide say what to do next; every reason is kept."""
    combine = all_met if needed else any_met
    met = combine(finding.met for finding in found)
    deciding = [finding for finding in found if finding.met is met is not Met.YES]
    start = ALL_ARE_NEEDED if needed else ANY_IS_ENOUGH
    asks = {fact for finding in deciding for fact in finding.asks}
    return Finding(
        met=met,
        kind=kind,
        part=part,
        sentence=" ".join([start, *(finding.sentence for finding in found)]),
        asks=tuple(fact for fact in Fact if fact in asks),
        way_on=" ".join(dict.fromkeys(finding.way_on for finding in deciding)),
        because=found,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapped(Criterion):
    """One rule, meant in a certain way. Only plain rules can be."""

    rule: Criterion

    def __post_init__(self) -> None:
        if not self.rule.plain:
            raise NotACriterion(f"A rule of the kind {self.rule.kind} cannot stand here.")

    @property
    def plain(self) -> bool:
        return False

    def leaves(self) -> Iterator[Leaf]:
        return self.rule.leaves()

    @abstractmethod
    def stance(self, stance: Stance) -> Stance:
        """How the rule inside is meant."""

    def met(self, situation: Situation, on: date) -> Met:
        return self.rule.met(situation, on)

    def find(self, asked: Asked, stance: Stance = STRAIGHT) -> Finding:
        return self.rule.find(asked, self.stance(stance))

    def clause(self, names: Names, stance: Stance = STRAIGHT) -> str:
        return self.rule.clause(names, self.stance(stance))


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Wrapped):
    kind = "not"

    @property
    def plain(self) -> bool:
        return True

    def stance(self, stance: Stance) -> Stance:
        return stance.turned()

    def met(self, situation: Situation, on: date) -> Met:
        return not_met(self.rule.met(situation, on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion(Wrapped):
    """Whom the service cannot take, whatever else fits."""

    kind = "exclusion"

    def stance(self, stance: Stance) -> Stance:  # noqa: ARG002  stands outside, so always straight
        return Stance(part=Part.EXCLUSION, straight=False)

    def met(self, situation: Situation, on: date) -> Met:
        return not_met(self.rule.met(situation, on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite(Wrapped):
    """What has to be in place before it starts."""

    kind = "prerequisite"

    def stance(self, stance: Stance) -> Stance:  # noqa: ARG002  stands outside, so always straight
        return Stance(part=Part.PREREQUISITE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discretion(Wrapped):
    """The service may make exceptions: a NO becomes "ask the service"."""

    kind = "discretion"

    def __post_init__(self) -> None:
        if not (self.rule.plain or isinstance(self.rule, Exclusion | Prerequisite)):
            raise NotACriterion(f"A rule of the kind {self.rule.kind} cannot stand here.")

    def stance(self, stance: Stance) -> Stance:
        return stance

    def met(self, situation: Situation, on: date) -> Met:
        met = self.rule.met(situation, on)
        return Met.UNKNOWN if met is Met.NO else met

    def find(self, asked: Asked, stance: Stance = STRAIGHT) -> Finding:
        found = self.rule.find(asked, stance)
        if found.met is not Met.NO:
            return found
        return replace(
            found,
            met=Met.UNKNOWN,
            sentence=f"{found.sentence} {EXCEPTIONS}",
            way_on=ASK_FOR_AN_EXCEPTION,
        )

    def clause(self, names: Names, stance: Stance = STRAIGHT) -> str:
        return f"{self.rule.clause(names, stance)}, but it can make exceptions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anyone(Criterion):
    """Open to all: different from a service of which nobody has said who it is for."""

    kind = "anyone"

    @property
    def plain(self) -> bool:
        return False

    def leaves(self) -> Iterator[Leaf]:
        return iter(())

    def met(self, situation: Situation, on: date) -> Met:  # noqa: ARG002  it looks at nothing
        return Met.YES

    def find(self, asked: Asked, stance: Stance = STRAIGHT) -> Finding:  # noqa: ARG002  as above
        return Finding(met=Met.YES, kind=self.kind, part=stance.part, sentence="It is for anyone.")

    def clause(self, names: Names, stance: Stance = STRAIGHT) -> str:  # noqa: ARG002  as above
        return "for anyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood(Criterion):
    """
    A stored rule that this version cannot read. It makes the service "ask first".

    ``stored_kind`` is the kind that was stored, for the report; it is never a reason by itself.
    """

    kind = "not_understood"

    stored_kind: str

    def leaves(self) -> Iterator[Leaf]:
        return iter(())

    def met(self, situation: Situation, on: date) -> Met:  # noqa: ARG002  it looks at nothing
        return Met.UNKNOWN

    def find(self, asked: Asked, stance: Stance = STRAIGHT) -> Finding:  # noqa: ARG002  as above
        return Finding(
            met=Met.UNKNOWN,
            kind=self.kind,
            part=stance.part,
            sentence=NOT_UNDERSTOOD,
            way_on=READ_THE_RULE,
        )

    def clause(self, names: Names, stance: Stance = STRAIGHT) -> str:  # noqa: ARG002  as above
        return "a rule that cannot be checked here"
