"""
Which comes first, and why. Pure: numbers in, numbers out, and every figure is a choice made here.

Two orders; equals stand by name in both, and neither drops a service.

- A search by words, highest first: how many of the clues a service has; whether it says so itself
  (a need it names) and how much of its text is about the words; whether it is known to take this
  age and this home, and is close; whether it was checked lately; space.
- Results by fit, in bands: what a higher band says outranks all that the bands below it say
  together. The verdict; how many of the needs and strengths asked for; whether they would feel
  safe there, and can get there; how near; space, then the wait; whether it was checked lately;
  how well it was tested; last the words.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

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


def score(
    *, clues: int, by_term: int, asked: int, text: float, points: float, worth: float = 1.0
) -> float:
    """
    Score one document.

    :param clues: how many of the ``asked`` clues it has; ``by_term`` of them by a term
    :param text: from 0 to 1, how much of what was asked its words are about
    :param points: what its preferred terms are worth together
    :param worth: what all that the clues are worth is multiplied with
    """
    return worth * (CLUE * clues + BY_TERM * by_term + TEXT * asked * text) + points


class Band(StrEnum):
    """From the first to the last."""

    VERDICT = "verdict"
    MATCH = "match"
    SAFE = "safe"
    REACH = "reach"
    NEARNESS = "nearness"
    SPACE = "space"
    WAIT = "wait"
    FRESHNESS = "freshness"
    TESTED = "tested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A service with any of ``terms`` and none of ``unless`` stands this much higher in a band."""

    terms: frozenset[str]
    points: int = 1
    unless: frozenset[str] = frozenset()


Steps = Mapping[Band, Sequence[Step]]

CLOSED = frozenset({"closed:temporarily"})


def _steps(table: Mapping[str, int], *, unless: frozenset[str] = frozenset()) -> tuple[Step, ...]:
    return tuple(
        Step(terms=frozenset({term}), points=points, unless=unless)
        for term, points in table.items()
    )


ITS_OWN_STATE: Steps = MappingProxyType(
    {
        Band.SPACE: _steps(
            {
                "space:has_places": 5,
                "space:ask_first": 4,
                "space:not_confirmed": 3,
                "space:waiting_list": 2,
                "space:full": 1,
            },
            unless=CLOSED,
        ),
        Band.WAIT: _steps({"wait:short": 1, "wait:long": -1}),
        Band.FRESHNESS: _steps({"freshness:current": 1}),
        Band.TESTED: _steps(
            {"tested:well": 3, "tested:some": 2, "tested:early": 1, "tested:unknown": 1}
        ),
    }
)
"""What a service's own state is worth. Nothing known stands in the middle, never last."""

NEAR, SERVING, FROM_AFAR = 3, 2, 1
"""Near one of their places; for people there; online, by phone, or nobody has said where."""

WORDS = 0.9
"""What all words together are worth at most: less than one step of the last band."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    One situation as terms.

    ``yes`` and ``unsettled`` are rules (``fit.Fit``); ``matching`` has a set for each need and
    strength asked for. ``near`` and ``serving`` are empty where no place is known. ``remote`` is
    what is done from afar; ``comes`` that, and all else that spares them the way. ``unsafe`` are
    the places where they would not feel safe, and ``safe`` all others.
    """

    yes: frozenset[str] = frozenset()
    unsettled: frozenset[str] = frozenset()
    matching: tuple[frozenset[str], ...] = ()
    near: frozenset[str] = frozenset()
    serving: frozenset[str] = frozenset()
    remote: frozenset[str] = frozenset()
    comes: frozenset[str] = frozenset()
    can_travel: bool = True
    unsafe: frozenset[str] = frozenset()
    safe: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an index is told: the points of each band, and how little the words are worth."""

    prefer: tuple[Preference, ...]
    words_worth: float


def order_for(wanted: Wanted, *, clues: int) -> Order:
    """:param clues: how many the query has"""
    most = (CLUE + BY_TERM + TEXT) * clues
    return Order(prefer=in_bands(steps_for(wanted)), words_worth=WORDS / (most or 1.0))


def steps_for(wanted: Wanted) -> Steps:
    return {
        Band.VERDICT: (Step(terms=wanted.yes, unless=wanted.unsettled),),
        Band.MATCH: tuple(Step(terms=terms) for terms in wanted.matching),
        Band.SAFE: (Step(terms=wanted.unsafe, points=-1, unless=wanted.safe | wanted.remote),),
        Band.REACH: tuple(_reach(wanted)),
        Band.NEARNESS: tuple(_nearness(wanted)),
        **ITS_OWN_STATE,
    }


def in_bands(steps: Steps) -> tuple[Preference, ...]:
    """Count like digits: one step of a band is worth more than all bands below it together."""
    found: list[Preference] = []
    unit = 1
    for band in reversed(Band):
        found += _preferences(steps.get(band, ()), unit)
        unit *= 1 + sum(abs(step.points) for step in steps.get(band, ()))
    return tuple(found)


def _preferences(steps: Iterable[Step], unit: int) -> Iterator[Preference]:
    for step in steps:
        if step.terms:
            yield Preference(terms=step.terms, unless=step.unless, points=float(step.points * unit))


def _reach(wanted: Wanted) -> Iterator[Step]:
    """Who cannot travel is shown first what is near or comes to them, where near is known."""
    if not wanted.can_travel and wanted.near:
        yield Step(terms=wanted.near | wanted.comes)


def _nearness(wanted: Wanted) -> Iterator[Step]:
    """What serves everywhere counts as serving them, unless it is done from afar."""
    local = wanted.near | wanted.serving
    if not local:
        return
    everywhere = frozenset({"serves:everywhere"})
    yield Step(terms=wanted.near, points=NEAR)
    yield Step(terms=wanted.serving, points=SERVING, unless=wanted.near)
    yield Step(terms=everywhere, points=FROM_AFAR, unless=local)
    yield Step(terms=everywhere, points=SERVING - FROM_AFAR, unless=local | wanted.remote)
    yield Step(terms=frozenset({"serves:not_stated"}), points=FROM_AFAR, unless=local)
