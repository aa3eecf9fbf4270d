"""
Which comes first, and why. Pure: numbers in, numbers out, and every figure is a choice made here.

Highest first: how many of the clues a service has; whether it says so itself (a need it names) and
how much of its text is about the words; whether it is known to take this age and this home, and is
close; whether it was checked lately; space. Equals stand by name.
"""

import math
from collections.abc import Iterable, Sequence

from search.index import Preference

CLUE = 100.0
"""A clue outweighs everything below it together, so more clues always come first."""

BY_TERM = 2.0
"""A need that the service says it is for, against a word that it happens to use."""

TEXT = 3.0
"""For each clue: all words used often, where they count most, is worth this."""

KNOWN_FIT = 1.0
"""It says that it takes this age, or serves or is near this home. What is not said is lower."""

LOCAL = 0.5
"""It is near this home or serves its ward: people do not travel far."""

FIRST_NEED, OTHER_NEED = 0.6, 0.3
"""A phrase that stands for several needs means the first of them most."""

STANDING: tuple[Preference, ...] = tuple(
    Preference(terms=frozenset({term}), points=points)
    for term, points in (
        ("freshness:current", 0.6),
        ("space:has_places", 0.3),
        ("space:ask_first", 0.1),
        ("space:full", -0.2),
        ("closed:temporarily", -1.0),
    )
)
"""What a service's own state is worth, whatever was asked."""

SATURATION = 1.2
LENGTH_COUNTS = 0.75
"""The usual two figures of BM25: how soon repetition stops helping, how far length matters."""

STEPS = 10_000
"""Scores are compared in ten-thousandths, so that two engines put equals in the same order."""


def preferences(
    *,
    fits: Iterable[frozenset[str]] = (),
    local: frozenset[str] = frozenset(),
    needs: Sequence[str] = (),
) -> tuple[Preference, ...]:
    """
    Return the points of one request.

    :param fits: for each thing that a service may or may not be known to fit (this age, this
        home), the terms that say it does
    :param local: the terms that say it is close to home
    :param needs: the terms of the needs that words were read as, the surest first
    """
    first, *others = needs or ("",)
    worth = [
        *((group, KNOWN_FIT) for group in fits),
        (local, LOCAL),
        (frozenset({first}) - {""}, FIRST_NEED),
        *((frozenset({need}), OTHER_NEED) for need in others),
    ]
    points = [Preference(terms=terms, points=points) for terms, points in worth if terms]
    return (*points, *STANDING)


def rarity(documents: int, having: int) -> float:
    """How much a word tells: the fewer documents have it, the more."""
    return math.log(documents / (having + 1)) + 1 if documents > having else 1.0


def length_norm(length: float, average: float) -> float:
    """How much use of a word it takes, in a document of this length, to be about it by half."""
    relative = length / average if average else 1.0
    return SATURATION * ((1 - LENGTH_COUNTS) + LENGTH_COUNTS * relative)


def score(*, clues: int, by_term: int, asked: int, text: float, points: float) -> float:
    """
    Score one document.

    :param clues: how many of the ``asked`` clues it has; ``by_term`` of them by a term
    :param text: from 0 to 1, how much of what was asked its words are about
    :param points: what its preferred terms are worth together
    """
    return CLUE * clues + BY_TERM * by_term + TEXT * asked * text + points
