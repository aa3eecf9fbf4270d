"""
A rule as a term of the index, and back: what fits a situation is then a question of terms.

The text of a rule is its stored form, written so that equal rules are equal terms.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, unquote

from eligibility import Criterion
from eligibility.criteria import NotUnderstood
from eligibility.verdicts import spread
from services_catalog.codec import read_criteria, stored_criteria

RULE = "rule"
PLAIN = '{}[]":,/'
"""Marks of a stored rule that are kept as they are; a space is not among them."""

MOST_KEPT = 50_000
"""Rules kept as objects, about 1 kB each: a city has a few hundred, a country some thousands."""


def rule_terms(criteria: Iterable[Criterion]) -> frozenset[str]:
    """One term for each rule; a group of which all are needed is the same as its parts."""
    return frozenset(f"{RULE}:{_written(criterion)}" for criterion in spread(criteria))


@lru_cache(maxsize=MOST_KEPT)
def rule_of(code: str) -> Criterion:
    """Return the rule of a term (what stands after ``rule:``); never fails."""
    try:
        stored = json.loads(unquote(code, errors="strict"))
    except (ValueError, RecursionError):
        return NotUnderstood(stored_kind="")
    [criterion] = read_criteria([stored])
    return criterion


def _written(criterion: Criterion) -> str:
    """What this version cannot read is written so that it is read as that again: ask first."""
    [stored] = stored_criteria([criterion], known=False)
    text = json.dumps(stored, separators=(",", ":"), ensure_ascii=True)
    return quote(text, safe=PLAIN)
