"""Why a result by fit stands where it does, in the order of the bands. None is made up."""

from collections.abc import Iterator, Mapping

from eligibility.criteria import Route
from search.index import Hit
from search.ranking import CLOSED
from search.reasons import word_reasons
from search.results import Reason, ReasonKind
from search.situated import COMES_TERMS, REMOTE_TERMS, Situated

NEAR = {
    Route.HOME: ReasonKind.NEAR_HOME,
    Route.SCHOOL: ReasonKind.NEAR_SCHOOL,
    Route.GP: ReasonKind.NEAR_GP,
}
SERVES = {
    Route.HOME: ReasonKind.SERVES_HOME,
    Route.SCHOOL: ReasonKind.SERVES_SCHOOL,
    Route.GP: ReasonKind.SERVES_GP,
}
SAID = {
    "space": ReasonKind.SPACE,
    "wait": ReasonKind.WAIT,
    "freshness": ReasonKind.FRESHNESS,
    "tested": ReasonKind.TESTED,
}
"""What a service says of itself, by the facet that says it."""


def reasons_of_fit(hit: Hit, asked: Situated, corrected: Mapping[str, str]) -> tuple[Reason, ...]:
    """:param corrected: the words as they were read, by the words they were typed as"""
    return (
        *_matched(hit, asked),
        *_way(hit, asked),
        *_nearness(hit, asked),
        *_standing(hit),
        *word_reasons(hit, asked.asked, corrected),
    )


def _matched(hit: Hit, asked: Situated) -> Iterator[Reason]:
    terms = [term for group in asked.matching for term in sorted(group) if term in hit.terms]
    for kind in (ReasonKind.NEED, ReasonKind.STRENGTH):
        found = dict.fromkeys(code for facet, _, code in map(_parted, terms) if facet == kind)
        if found:
            yield Reason(kind=kind, codes=tuple(found))


def _way(hit: Hit, asked: Situated) -> Iterator[Reason]:
    held_safely = not hit.terms.isdisjoint(asked.safe | REMOTE_TERMS)
    if not (hit.terms.isdisjoint(asked.unsafe) or held_safely):
        yield Reason(kind=ReasonKind.NOT_SAFE)
    stuck = asked.situation.can_travel is False and bool(asked.near)
    if stuck and hit.terms.isdisjoint(asked.near | COMES_TERMS):
        nearby = next(place for place in asked.places if place.near)
        yield Reason(kind=ReasonKind.TOO_FAR, codes=(nearby.code,))


def _nearness(hit: Hit, asked: Situated) -> Iterator[Reason]:
    """Each place that it is near; else each that it serves; else what else may be said."""
    near = [place for place in asked.places if not hit.terms.isdisjoint(place.near)]
    serving = [place for place in asked.places if not hit.terms.isdisjoint(place.serving)]
    if near:
        yield from (Reason(kind=NEAR[place.route], codes=(place.code,)) for place in near)
    elif serving:
        yield from (Reason(kind=SERVES[place.route], codes=(place.code,)) for place in serving)
    elif first := next((place for place in asked.places if place.code), None):
        yield Reason(kind=_afar(hit, SERVES[first.route]), codes=(first.code,))


def _afar(hit: Hit, served: ReasonKind) -> ReasonKind:
    """Neither near nor for people there by name: for everyone, nobody has said, or elsewhere."""
    remote = not hit.terms.isdisjoint(REMOTE_TERMS)
    if "serves:everywhere" in hit.terms:
        return ReasonKind.REMOTE if remote else served
    if "serves:not_stated" in hit.terms:
        return ReasonKind.REMOTE if remote else ReasonKind.AREA_NOT_STATED
    return ReasonKind.ELSEWHERE


def _standing(hit: Hit) -> Iterator[Reason]:
    said = {facet: code for facet, _, code in map(_parted, hit.terms) if facet in SAID}
    if hit.terms & CLOSED:
        said["space"] = "closed"
    yield from (Reason(kind=SAID[facet], codes=(said[facet],)) for facet in SAID if facet in said)


def _parted(term: str) -> tuple[str, str, str]:
    return term.partition(":")
