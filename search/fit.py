"""
What fits a situation, for every listing at once. Pure.

Each rule that any listing has is looked at once; a verdict is then which of its rules said what.
It is the same as ``eligibility.verdict_of`` of the rules of one listing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from eligibility import Met, Situation, Verdict
from eligibility.guidance import Guidance
from search.rules import RULE, rule_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """
    Terms of rules, by what they say of one situation.

    What is in none is guidance that nobody was asked about, which does not count.
    """

    yes: frozenset[str]
    no: frozenset[str]
    unsettled: frozenset[str]

    def verdict(self, terms: frozenset[str]) -> Verdict:
        """The verdict of a listing with these terms."""
        if not terms.isdisjoint(self.no):
            return Verdict.NOT_SET_UP
        if terms.isdisjoint(self.unsettled) and not terms.isdisjoint(self.yes):
            return Verdict.CAN_PROBABLY_HELP
        return Verdict.ASK_FIRST


def fit_of(codes: Iterable[str], situation: Situation, *, on: date) -> Fit:
    """:param codes: what stands after ``rule:`` in every term of a rule"""
    said: dict[Met, set[str]] = {met: set() for met in Met}
    for code in codes:
        rule = rule_of(code)
        met = rule.met(situation, on)
        if met is Met.UNKNOWN and isinstance(rule, Guidance) and not rule.said(situation):
            continue
        said[met].add(f"{RULE}:{code}")
    return Fit(
        yes=frozenset(said[Met.YES]),
        no=frozenset(said[Met.NO]),
        unsettled=frozenset(said[Met.UNKNOWN]),
    )
